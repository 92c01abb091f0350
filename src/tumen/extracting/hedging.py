"""Hedges: the words beside a figure that bound it, as the codebook's table lists them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tumen.codebook.quantity import Hedge

_AT_LEAST = (
    r"(?:(?:just|a\s+little|a\s+bit|slightly|well|far|rather|somewhat|way|comfortably|marginally|a\s+shade|still)\s+)?"
    r"(?:over|more\s+than|above|upwards?\s+of|in\s+excess\s+of|north\s+of|better\s+than|(?:greater|higher|larger"
    r"|bigger|more)\s+(?:than\s+or\s+equal\s+to|or\s+equal\s+than|than)|beyond|past)"
    r"|at\s+(?:the\s+)?(?:very\s+)?least|(?:no|not|never)\s+(?:fewer|less)\s+than|(?:not|never)\s+(?:under|below)"
    r"|a\s+minimum\s+of"
    r"|minimum"
    r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops"
    r"|(?<!\bthe\s)(?<!\bits\s)(?<!\bhis\s)(?<!\bher\s)(?<!\bour\s)(?<!\btheir\s)(?<!['’]s\s)top"
    r"|(?:(?:has|have|had|already)\s+(?:already\s+)?|(?<!was\s)(?<!were\s)(?<!be\s))passed"
    r"|a\s+good|>=?|≥"
)
_AT_MOST = (
    r"up\s+to(?:\s+and\s+including)?|as\s+(?:many|much|high|large)\s+as|at\s+(?:the\s+)?(?:very\s+)?most|nearly"
    r"|almost|close\s+to|close\s+on"
    r"|(?:not|never|n['’]t)\s+(?:to\s+)?(?:exceed|surpass|top)(?:ed|ing)?"
    r"|approach(?:es|ed|ing)|near(?:s|ed|ing)|(?:no|not|never)\s+(?:more|greater|higher)\s+than|(?:not|never)\s+(?:over|above|exceeding)"
    r"|(?:fewer|less"
    r"|lower|smaller)\s+(?:than\s+or\s+equal\s+to|or\s+equal\s+than|than)"
    r"|(?:just\s+|a\s+little\s+|slightly\s+|well\s+)?(?:under|below)|(?:just\s+)?shy\s+of|(?:just\s+)?short\s+of"
    r"|(?:only\s+)?(?:barely|hardly|scarcely)|not\s+quite|pushing|the\s+(?:best|better)\s+part\s+of|a\s+maximum\s+of"
    r"|maximum|a\s+ceiling\s+of|nigh\s+on|well-nigh|virtually|practically|getting\s+on\s+for|<=?|≤|capped\s+at|within"
)
_ABOUT = (
    r"about|around|some|roughly|approximately|approx\.?|circa|ca?\.|~|≈|in\s+the\s+(?:region|order|neighbou?rhood"
    r"|vicinity)\s+of"
    r"|(?:on|of)\s+the\s+order\s+of|something\s+like|more\s+or\s+less|an?\s+(?:rough|round|approximate)"
    r"|round\s+about|broadly|(?:rather\s+|much\s+)?(?:nearer|closer\s+to)(?:\s+to)?"
)
_BETWEEN = (
    r"as\s+(?:few|little|low)\s+as|(?:somewhere\s+)?(?:in\s+)?between|anywhere\s+from|anything\s+(?:from|between)"
    r"|anywhere\s+between|somewhere\s+from|from"
)
_A_LITTLE = r"(?:a\s+(?:little|bit|shade|trifle)|slightly)"
_FILLER = (
    r"(?:(?:an?\s+|the\s+|its?\s+|his\s+)?(?:estimated|another|further|additional|extra|total\s+of|mere|record|full|fresh|first)"
    r"\s+|an?\s+|the\s+|another\s+)?"
)

_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<at_least>{_AT_LEAST})|(?P<at_most>{_AT_MOST})"
    rf"|(?P<about>{_ABOUT}))[\s\"“'‘«*]*{_FILLER}[\"“'‘«*]*$",
    re.IGNORECASE,
)
_BETWEEN_BEFORE = re.compile(rf"(?<![\w-])(?P<from>{_BETWEEN})\s+{_FILLER}$", re.IGNORECASE)
_OR_SO = r",?\s+or\s+so\b(?!\s+(?:said|says|the|an?|it|he|she|they|we|I|his|her|their|my|our|\w+['’]s)\b)"
"""Not in "or so the paper says"."""
_AFTER = re.compile(
    rf"(?P<about>-(?:odd|something)\b|\s+odd\b|{_OR_SO}|,?\s+or\s+thereabouts|,?\s+give\s+or\s+take\b(?!\s+\d)"
    r"|,?\s+more\s+or\s+less\b"
    r"|,\s+(?:roughly|approximately)\b|-ish\b|,?\s+(?:or\s+)?thereabouts)"
    r"|(?P<at_least>,?\s+(?:and|or)\s+(?:(?:a\s+(?:little|few|bit)|somewhat)\s+)?more\b(?!\s+(?:than|to|are|is|were|will))"
    r"|,?\s+and\s+(?:something|a\s+bit|a\s+few(?!\s+\w)|[\"“'‘]?some[\"”'’]?(?=\s*(?:[.,;)]|$)))"
    r"|-plus\b|\s?\+(?!\w)|\s+plus\b(?=\s+[a-z])(?!\s+(?:interest|VAT|tax|postage|costs|fees|expenses|shipping)\b)"
    rf"|,?\s+or\s+{_A_LITTLE}\s+(?:more|over|above|higher)\b|,?\s+or\s+(?:even\s+)?(?:more|greater|higher"
    r"|above|better|over|upwards?)\b|,?\s+and\s+(?:counting|upwards?|up|over(?!\s+\w))\b"
    r"|,?\s+(?:if\s+not|perhaps|maybe|possibly|probably)\s+more\b|,?\s+at\s+(?:the\s+)?(?:very\s+)?least\b"
    r"|,?\s+at\s+a\s+minimum\b)"
    rf"|(?P<at_most>,?\s+or\s+(?:{_A_LITTLE}\s+)?(?:fewer|less|under|below)\b|,?\s+at\s+(?:the\s+)?(?:very\s+)?most\b"
    r"|,?\s+at\s+the\s+outside\b|,?\s+if\s+that\b(?!\s+\w)"
    r"|,?\s+tops\b"
    r"|,?\s+(?:at\s+a\s+)?maximum\b)",
    re.IGNORECASE,
)
_LATE: Final = re.compile(
    rf"(?:\s+[A-Za-z][\w'’-]*){{1,3}}(?P<late>{_OR_SO}|,?\s+or\s+thereabouts|,?\s+give\s+or\s+take\b|,?\s+(?:or"
    r"|and)\s+(?:(?:a\s+(?:little|few|bit)|somewhat)\s+)?more\b(?!\s+(?:than|of|to|are|is|were|will))"
    r"|,?\s+at\s+the\s+outside\b|,?(?<!\band)\s+[\"“'‘]?at\s+(?:the\s+)?(?:very\s+)?(?:least|most)\b"
    r"|,?\s+and\s+over(?=\s*(?:[.,;)]|in\b|since\b|$))|\s+degree\b|,\s+about(?=[.,;)]))",
    re.IGNORECASE,
)
"""A hedge behind the noun: "21,000 containers or so"."""
_VERB_OVER: Final = re.compile(
    r"\b(?:hand|roll|turn|sign|pass|pull|win|won|cross|swung|swap|take|taken|took|taking)(?:ed|ing|s|es|ped)?\s+$",
    re.IGNORECASE,
)
_VERB_ABOUT: Final = re.compile(
    r"\b(?:sp[eo]ak|spoken|spoke|talk(?:ed|ing)?|wrote|written|ask(?:ed|ing)?|heard?)\s+$", re.IGNORECASE
)
"""They spoke about 25 guns: told of, not estimated."""
_VERB_UP_TO: Final = re.compile(
    r"\b(?:add(?:s|ed|ing)?|go(?:es|ne|ing)?|went|mov(?:e[sd]?|ing)|r[io]se|risen)\s+$", re.IGNORECASE
)
"""It went up to 209: rose so far, is no bound."""
_HANDED_ON: Final = re.compile(
    r"(?:\s+(?!according|due|owing|thanks|compared)[\w-]+){1,6}?\s+to\s+(?:(?:the|its|his|her|their)\s+\w|[A-Z])"
)
"""They passed dozens of missiles to Russia: gave them."""
_LARGE: Final = re.compile(
    r"(?:[$€£¥₩₽]|\d[\d,.]*,\d{3}\b|.*\b(?:hundred|thousand|million|billion|trillion|m|bn|mn|k)\b)", re.IGNORECASE
)
"""Deaths top 10,000; "the top 10" is a list."""
_WINDOW: Final = 48


class Hedging(NamedTuple):
    """The hedge of a figure and where its words begin and end; EXACT where there are none."""

    hedge: Hedge
    start: int
    end: int


def hedging(text: str, start: int, end: int) -> Hedging:
    """Return the hedge of the figure ``text[start:end]`` with the span that its words widen to.

    A bound is stronger than "about" ("at least some 5,000"); of two bounds the nearer one counts.

    >>> hedging("no fewer than 20 containers", 14, 16)
    Hedging(hedge=<Hedge.AT_LEAST: 'at_least'>, start=0, end=16)
    >>> hedging("a thousand or so men", 0, 10).hedge
    <Hedge.ABOUT: 'about'>
    """
    found = Hedge.EXACT
    for _ in range(2):
        before = _BEFORE.search(text, max(0, start - _WINDOW), start)
        if before is None or _is_no_hedge(text, before, end):
            break
        word = Hedge(before.lastgroup or "exact")
        found = word if found in (Hedge.EXACT, Hedge.ABOUT) else found
        start = before.start()
    after = _AFTER.match(text, end)
    late = None if after is not None else _LATE.match(text, end)
    if late is not None and found in (Hedge.EXACT, Hedge.ABOUT):
        return Hedging(_late_hedge(late["late"]), start, end)
    if after is not None:
        word = Hedge(after.lastgroup or "exact")
        found = word if found in (Hedge.EXACT, Hedge.ABOUT) else found
        end = after.end()
    return Hedging(found, start, end)


def _late_hedge(words: str) -> Hedge:
    """Return the hedge that the words behind a noun make."""
    if "outside" in words or "most" in words:
        return Hedge.AT_MOST
    return Hedge.AT_LEAST if re.search(r"least|more|over", words) else Hedge.ABOUT


def _is_no_hedge(text: str, before: re.Match[str], end: int) -> bool:
    """Tell a hedge of a figure that stops at ``end`` from the same word at other work: "handed over fifty"."""
    word = before.group(before.lastgroup or 0).lower()
    if word.endswith("passed") and _HANDED_ON.match(text, end):
        return True
    if word == "top" and _LARGE.match(text[before.end() : end]) is None:
        return True
    if word == "over" and _VERB_OVER.search(text, max(0, before.start() - 12), before.start()):
        return True
    if word.startswith("up") and _VERB_UP_TO.search(text, max(0, before.start() - 12), before.start()):
        return True
    if word == "about" and _VERB_ABOUT.search(text, max(0, before.start() - 12), before.start()):
        return True
    return word == "within" and text[before.end() :][:1].isalpha()


def range_opening(text: str, start: int) -> int | None:
    """Return where "between", "from" or "anywhere from" before a figure begins; None where there is none."""
    opening = _BETWEEN_BEFORE.search(text, max(0, start - _WINDOW), start)
    return None if opening is None else opening.start()


def bounds(hedge: Hedge, low: float, high: float) -> tuple[float | None, float | None]:
    """Return low and high as the codebook writes them for the hedge.

    >>> bounds(Hedge.AT_LEAST, 200, 999), bounds(Hedge.ABOUT, 5, 5)
    ((200, None), (5, 5))
    """
    match hedge:
        case Hedge.AT_LEAST:
            return low, None
        case Hedge.AT_MOST:
            return None, high
        case _:
            return low, high
