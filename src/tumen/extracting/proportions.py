"""Parts, multiples and vague amounts in words: half, two in five, doubled, tenfold, tens of thousands."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tumen.codebook.quantity import PERCENT, TIMES, VAGUE_RANGES, Direction
from tumen.extracting.expressions import Expression
from tumen.extracting.numerals import NUMBER, SCALES, SMALL_NUMBERS, TENS, value_of
from tumen.extracting.spans import FigureForm


class Figure(NamedTuple):
    """A figure without its hedge: where it stands, its bounds, and its unit where the words tell one.

    ``number_end`` is where the number ends and the unit begins; ``scale`` is what the last scale word multiplies by
    (1: there is none).
    """

    start: int
    number_end: int
    end: int
    low: float
    high: float
    form: FigureForm
    unit: str | None = None
    direction: Direction | None = None
    scale: float = 1.0


_PARTS: Final[dict[str, int]] = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twelfth": 12, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_SMALL = "|".join([*(word for word in SMALL_NUMBERS if word != "zero"), *TENS])
_DENOMINATOR = "|".join(sorted(_PARTS, key=len, reverse=True))
_PART_GOES_ON = (
    r"(?=\s*[.,;:)!?—–\"”’|]|\s*$|\s+(?:of|more|less|fewer|higher|lower|larger|smaller|bigger|up|down|as|on|in|than"
    r"|to|from|over|above"
    r"|below|again|after|before|against|during|through|since|this|that|last|and|or|the|was|were|is|are|had|have|has"
    r"|by|for|at|between|came|went|come|its|their|what)\b)"
)
_IN_A_HUNDRED = r"\d{1,2}(?=\s+(?:in|out\s+of)\s+(?:a\s+|every\s+)hundred\b)"
_PLAIN_WORD = r"(?!(?:in|of|out)\b)[a-z]+"
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<count>{_SMALL}|\d)[\s-](?P<parts>(?:{_DENOMINATOR})s|quarters|half|third|quarter|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|twelfth|twentieth)\b"
    rf"|(?:an?\s|another\s)(?P<part>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth"
    rf"|hundredth)\b{_PART_GOES_ON}"
    rf"|(?P<half>half|one\s+half)\b(?!\s*-|\s+(?:an?|the)\s+(?:hour|day|year|century|mile|decade|dozen|metre)s?\b"
    rf"|\s+(?:past|year|hour|price|brother|sister|of\s+(?:19|20)\d\d)\b)"
    r"|every\s+(?P<every>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)\b(?!\s+(?:day|week"
    r"|month|year|night|hour|time|morning)s?\b)"
    rf"|(?:(?P<share>{_SMALL}|an?|1|{_IN_A_HUNDRED})\s+(?:{_PLAIN_WORD}\s+)?"
    rf"|(?P<one>one)\s+{_PLAIN_WORD}\s+{_PLAIN_WORD}\s+)(?:in|out\s+of|of(?=\s+every))\s+(?:every\s+)?(?P<whole>two"
    rf"|three|four|five|six|seven|eight|nine|ten|twenty|(?:a\s+)?hundred|\d{{1,3}})\b"
    r"(?!-|\s?%|\s+per\s?cent|[,.]?\d|\s+(?:days|weeks|months|years|hours|thousand|million))"
    r"|(?P<slash>[1-9])/(?P<below>[2-9]|10)\b(?!/))",
    re.IGNORECASE,
)
_OF_EACH = Expression(
    rf"(?<![\w-])(?:out\s+)?of\s+(?:every|each)\s+(?P<whole>{_SMALL}|(?:an?\s+|one\s+)?(?:hundred|thousand)|\d{{1,4}})\b"
    rf"[^.;:!?]{{1,80}}?,\s+(?:(?:about|some|nearly|almost|over|perhaps)\s+)?(?P<count>{NUMBER})\b(?![.,]?\d|\s?%|\s+per\s?cent)",
    needs="every|each",
)
"""The whole first, then the part: of every five shells that are fired, two."""
_OF_ONE_PERCENT = re.compile(r"\s+of\s+(?:an?|one|1)\s+per\s?cent\b", re.IGNORECASE)
"""A quarter of one per cent."""
_NO_HALF = re.compile(r"\b(?:first|second|latter|former|last|next|better|time\s+and\s+a)\s*$", re.IGNORECASE)

_GREATER = (
    r"as\s+(?:many|much|large|big|high|fast)|more|higher|larger|bigger|greater|less|fewer|lower|smaller|over|the|that"
    r"|what|its|their|last"
    r"|those|this|his|her|above|up|down|against|since|in|from|compared|better|cheaper|faster"
)
_MULTIPLE = Expression(
    rf"(?<![\w-])(?:(?P<verb>doubl|trebl|tripl|quadrupl|quintupl|sextupl)(?:ed|ing)\b"
    rf"|(?P<bare>double|treble|triple|quadruple|quintuple)s?(?=\s+(?:the|its|their|his|from|in|to|since|last|what"
    rf"|that|on|by|this|those|as)\b|\s*[.,;:)]|\s*$)"
    rf"|(?P<fold>{NUMBER}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|\d+)[-\s]?fold\b"
    rf"|(?P<times>{NUMBER})\s+times\b(?=\s+(?:{_GREATER})\b|\s*[.,;:)]|\s*$)"
    rf"|(?P<twice>twice|thrice)(?=\s+(?:{_GREATER})\b)"
    r"|by\s+a\s+factor\s+of\s+(?P<factor>\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty"
    r"|a\s+hundred)\b"
    r"|(?<![\w.])(?P<x>\d+(?:\.\d+)?)[x×](?!\w)|(?P<halved>halv(?:ed|ing)\b))",
    needs=r"doubl|trebl|tripl|quadrupl|quintupl|sextupl|fold|times|twice|thrice|factor|\d[x×]|halv",
)
_MULTIPLES: Final[dict[str, float]] = {
    "doubl": 2,
    "trebl": 3,
    "tripl": 3,
    "quadrupl": 4,
    "quintupl": 5,
    "sextupl": 6,
    "twice": 2,
    "thrice": 3,
}
_LESS = re.compile(r"\s+(?:less|fewer|lower|smaller|down|decrease|decline|drop|reduction|fall|cut)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:r[io]se|risen|grew|grow[ns]?|growing|increas\w+|climb\w*|jump\w*|soar\w*|up|swell\w*|swollen|went\s+up"
    r"|gone\s+up|multipl\w+|surg\w+|fell|fallen"
    r"|drop\w*|declin\w+|shrank|shrunk|decreas\w+|cut|down|expand\w*|boost\w*|rais\w+)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?<![\w-])(?:(?:several|a\s+few|some\s+few)(?:\s+(?P<several>tens\s+of\s+thousands|hundreds?\s+of\s+thousands"
    r"|hundred\s+(?:thousand|million|billion)|thousand\s+million|dozens?|hundreds?|thousands?|millions?|billions?))?"
    r"|by\s+the\s+(?P<crowd>dozen|hundred\s+thousand|hundred|thousand|million)"
    r"|(?:(?:many|untold|some|the\s+low|low|high)\s+)?(?P<base>tens|dozens|scores|hundreds|thousands|millions"
    r"|billions)(?:\s+(?:and|upon|on)\s+(?P=base))?"
    r"(?:\s+of\s+(?P<scale>thousands|millions|billions))?)(?![\w-])",
    re.IGNORECASE,
)
_OFTEN: Final[dict[str, float]] = {"once": 1, "twice": 2, "thrice": 3}
_OCCASIONS = Expression(
    rf"(?<![\w-])(once|twice|thrice|{NUMBER}(?=\s+times))(?:\s+times)?\s+(?:an?|every|each|per)\s+(?:day|week"
    rf"|fortnight|month|year)\b",
    needs="once|twice|thrice|times",
)
_NONE = re.compile(
    r"(?<![\w-])(?:none(?:\s+at\s+all)?(?!\s+(?:other|the|too|but)\b)|not\s+(?:a\s+single|one)(?!\s+(?:but|word|to"
    r"|that|which|who)\b)"
    r"|not\s+an?(?=\s+(?:cent|penny|kopeck|dollar|euro|rou?ble|kron[ea]|rupee|lira|yen|yuan|crate|box"
    r"|container|tank|gun|missile|drop|gram|kilo|shell|round|bullet|shot|barrel|tonne|litre|man"
    r"|soldier|ship|plane|truck|lorry|wagon|train|grain|molecule|single)\b)"
    r"|nothing(?!\s+(?:but|else|to|more|less|new|like|short|if|in\s+common|can|could|would)\b)"
    r"|nobody|no\s+one|neither(?=\s+(?:of|has|have|had|was|were|is|are|came|did|arrived|will)\b)|nil|nought|naught)\b",
    re.IGNORECASE,
)
_VAGUE_BASES: Final[dict[str, tuple[float, float]]] = {
    "tens": (20, 99), "scores": (40, 99), "dozens": (24, 99), "hundreds": (200, 999), "thousands": (2_000, 9_999),
    "millions": (2_000_000, 9_999_999), "billions": (2e9, 9_999_999_999),
}  # fmt: skip


def find_proportions(text: str) -> list[Figure]:
    """Return fractions, multiples and vague amounts in the text, in no order.

    >>> [(f.low, f.unit) for f in find_proportions("Two in five shells; exports tripled.")]
    [(40.0, 'percent'), (3.0, 'times')]
    """
    return [
        *_fractions(text),
        *_of_each(text),
        *_multiples(text),
        *_vague(text),
        *_occasions(text),
        *_none(text),
        *_one_or_two(text),
    ]


_ONE_OR_TWO = re.compile(r"(?<![\w-])an?\s+(?:[a-z][\w-]*\s+){1,3}or\s+(?P<upper>two|three)\b(?!\s+\w+s\b)")


def _one_or_two(text: str) -> list[Figure]:
    """A small range told around its noun: "a battery or two"."""
    return [
        Figure(match.start(), match.end(), match.end(), 1.0, value_of(match["upper"]), FigureForm.NUMBER)
        for match in _ONE_OR_TWO.finditer(text)
    ]


def _occasions(text: str) -> list[Figure]:
    """How often in a period: "twice a week" counts two."""
    return [
        Figure(match.start(), match.end(1), match.end(1), times, times, FigureForm.NUMBER)
        for match in _OCCASIONS.finditer(text)
        for times in (_OFTEN.get(match[1].lower(), 0.0) or value_of(match[1]),)
    ]


def _none(text: str) -> list[Figure]:
    """A count of nothing: "none came", "not one has arrived"."""
    return [
        Figure(match.start(), match.end(), match.end(), 0.0, 0.0, FigureForm.NUMBER) for match in _NONE.finditer(text)
    ]


def _fractions(text: str) -> list[Figure]:
    found = []
    for match in _FRACTION.finditer(text):
        part = _part(match)
        if part is None or not 0 < part < 1:
            continue
        if (match["half"] or match["parts"]) and _NO_HALF.search(text, max(0, match.start() - 16), match.start()):
            continue
        small = _OF_ONE_PERCENT.match(text, match.end())
        percent, end = (part, small.end()) if small else (round(100 * part, 1), match.end())
        found.append(Figure(match.start(), end, end, percent, percent, FigureForm.FRACTION, PERCENT))
    return found


def _of_each(text: str) -> list[Figure]:
    """A share told after its whole; it stands where the part is named."""
    found = []
    for match in _OF_EACH.finditer(text):
        whole, part = value_of(match["whole"]), value_of(match["count"])
        if 0 < part <= whole:
            percent = round(100 * part / whole, 1)
            start, end = match.span("count")
            found.append(Figure(start, end, end, percent, percent, FigureForm.FRACTION, PERCENT))
    return found


def _part(match: re.Match[str]) -> float | None:
    """Return the part of one that the words name."""
    if match["half"]:
        return 0.5
    if match["part"]:
        return 1 / _PARTS[match["part"].lower()]
    if match["count"]:
        below = match["parts"].lower()
        return value_of(match["count"]) / _PARTS[below if below in _PARTS else below.removesuffix("s")]
    if match["every"]:
        return 1 / {"second": 2, **_PARTS}[match["every"].lower()]
    if match["share"] or match["one"]:
        share = (match["share"] or "one").lower()
        count = 1.0 if share in ("a", "an") else value_of(share)
        return count / (value_of(match["whole"]) or 1.0)
    return int(match["slash"]) / int(match["below"])


def _multiples(text: str) -> list[Figure]:
    found = []
    for match in _MULTIPLE.finditer(text):
        kind = match.lastgroup or ""
        changed = _CHANGE.search(text, max(0, match.start() - 60), match.start()) is not None
        if kind == "halved":
            found.append(_down(match.start(), match.end(), 2))
        elif kind == "times" and text[match.end() :].lstrip()[:1] in (".", ",", ";", ":", ")", "") and not changed:
            times = value_of(match[kind])  # "tied up three times." counts occasions
            found.append(Figure(match.start(), match.end(), match.end(), times, times, FigureForm.NUMBER))
        else:
            times = float(_times(kind, match[kind].lower()))
            less = _LESS.match(text, match.end()) if kind in ("fold", "times") else None
            if less is not None and times > 1:
                found.append(_down(match.start(), less.end(), times))
                continue
            up = Direction.UP if kind == "verb" else None
            found.append(Figure(match.start(), match.end(), match.end(), times, times, FigureForm.MULTIPLE, TIMES, up))
    return found


def _times(kind: str, word: str) -> float:
    if kind in ("verb", "bare"):
        return next(times for stem, times in _MULTIPLES.items() if word.startswith(stem))
    return _MULTIPLES[word] if kind == "twice" else value_of(word)


def _down(start: int, end: int, times: float) -> Figure:
    """Return a fall ("twofold less", "halved") as the percent by which it fell."""
    percent = round(100 - 100 / times, 1)
    return Figure(start, end, end, percent, percent, FigureForm.MULTIPLE, PERCENT, Direction.DOWN)


def _vague(text: str) -> list[Figure]:
    found = []
    for match in _VAGUE.finditer(text):
        if match["base"] and match["base"].lower() == "scores" and text[match.end() : match.end() + 4] != " of ":
            continue
        if re.search(r"\d\s*$", text[max(0, match.start() - 2) : match.start()]):
            continue
        if match[0].lower() in ("a few", "some few"):
            continue
        low, high = map(float, _vague_bounds(match))
        found.append(Figure(match.start(), match.end(), match.end(), low, high, FigureForm.VAGUE))
    return found


def _vague_bounds(match: re.Match[str]) -> tuple[float, float]:
    """Return the bounds of a vague amount, from the codebook's table and, for what it does not list, in its manner."""
    if match["base"]:
        low, high = _VAGUE_BASES[match["base"].lower()]
        scale = SCALES[match["scale"].lower().removesuffix("s")] if match["scale"] else 1.0
        return low * scale, (high + 1) * scale - 1
    if match["crowd"]:
        words = match["crowd"].lower().split()
        low, high = _VAGUE_BASES[f"{words[0]}s"]
        scale = SCALES[words[1]] if len(words) > 1 else 1.0
        return low * scale, (high + 1) * scale - 1
    if not match["several"]:
        return VAGUE_RANGES["several"]
    words = [word.removesuffix("s") for word in match["several"].lower().split()]
    listed = VAGUE_RANGES.get(f"several {words[0]}") if len(words) == 1 else None
    if listed:
        return listed
    scale = 10.0 if words[0] == "ten" else SCALES[words[0]]
    for word in words[1:]:
        scale *= SCALES.get(word, 1.0)
    return 3 * scale, 10 * scale - 1
