"""Which words of two statements make the difference: numbers, hedges, dates, names and the words of a field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tumen.codebook.claim import Claim
from tumen.publishing.phrases import MONTHS, fit

Marked = tuple[tuple[str, bool], ...]
"""A text in pieces; True: the piece makes the difference."""

_COUNT_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty|"
    "seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|several"
)
_NUMBER = re.compile(
    rf"(?<!\w)(?:[$€£₩]\s?)?(?:\d[\d.,]*(?:\s(?=\d{{3}}\b)\d{{3}})*|(?:{_COUNT_WORDS}))"
    rf"(?:[\s-](?:{_COUNT_WORDS}|and|a|of)\b)*(?:\s?(?:%|percent|per cent))?",
    re.IGNORECASE,
)
_FIGURE_TAIL = re.compile(r"(?:[\s-](?:and|a|of)|[.,])+$", re.IGNORECASE)
_HEDGE_WORDS = (
    "up to|as many as|as much as|no more than|at most|at least|more than|over|upwards of|not less than|fewer than|"
    "less than|nearly|almost|close to|about|around|roughly|some|approximately|an? estimated|estimate[sd]?|reportedly|"
    "allegedly|alleged|perhaps|possibly|may|might|could|unconfirmed|believed|between"
)
_DATE_WORDS = (
    rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})(?: \d{{1,2}}(?:, )?)?(?: \d{{4}})?|(?:19|20)\d{{2}}|yesterday|today|"
    r"tonight|(?:last|this|next|past) (?:week|month|year|spring|summer|autumn|winter|fall)|since|so far|to this day|"
    r"already|now"
)
_FIELD_WORDS: Final[dict[str, str]] = {
    "hedge": _HEDGE_WORDS,
    "certainty": _HEDGE_WORDS,
    "time": _DATE_WORDS,
    "outcome": "killed|dead|died|deaths?|slain|fallen|lives|wounded|injured|casualt(?:y|ies)|loss(?:es)?|lost|captured|"
    "taken prisoner|prisoners?|missing|destroyed",
    "stage": "will|would|could|may|might|can|plan(?:s|ned|ning)?|intend(?:s|ed)?|offer(?:s|ed)?|ask(?:s|ed)?|"
    "request(?:s|ed)?|promis(?:e[sd]?|ing)|ready|prepar(?:e[sd]?|ing)|consider(?:s|ed|ing)?|agree[sd]?|signed?|begun|"
    r"began|started|ha(?:s|ve|d) (?:already )?\w+(?:ed|t|n)|sent|delivered|arrived|received|reached|supplied|"
    "shipped|next year",
    "measure": "(?:in )?total|in all|altogether|so far|to date|since|already|per|a (?:day|week|month|year)|daily|"
    "weekly|monthly|annual(?:ly)?|(?:this|last) (?:week|month|year)|every|each|at (?:any one|a|one) time|"
    "percent|per cent|%|half|third|quarter|share",
    "polarity": "not|no|never|den(?:y|ies|ied)|reject(?:s|ed)?|without|baseless|fake",
    "basis": "room|holds?|(?:could|can|may|might)(?: be)?(?: carry| hold| loaded)?|capacity|counted|count|equivalent|"
    "if|enough for|amounts? to|worth|convert(?:s|ed)?|equal to",
}
_ITEM_WORDS: Final[dict[str, str]] = {
    "troops": "troops?|soldiers?|servicemen|fighters?|infantry|personnel",
    "workers": "workers?|labou?rers?|builders?",
    "engineers": "engineers?|sappers?|deminers?|builders?|construction",
    "shells": "shells?|rounds?",
    "munitions": "munitions?|ammunition|rounds?",
    "containers": "containers?|boxes|box",
    "ballistic_missiles": "(?:ballistic )?missiles?",
    "howitzers": "howitzers?|guns?|artillery",
    "mlrs": "launchers?|rocket launchers?|mlrs",
    "oil": "oil|barrels?|petroleum|fuel",
    "money": "money|dollars?|cash|funds?",
}
_FIGURE_FIELDS: Final = frozenset({"low", "high", "unit", "per"})


def highlight(text: str, claim: Claim, fields: Iterable[str], *, against: str, states: Mapping[str, str]) -> Marked:
    """Return the text in pieces, with the words marked in which it differs from ``against`` in the given fields.

    A number that stands in both texts is not marked. A field whose words cannot be found marks nothing: the card also
    sets the coded fields side by side.

    >>> from tumen.codebook.claim import Kind
    >>> troops = Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="troops")
    >>> highlight("sent 12,000 men", troops, ["low"], against="some 11,000 men", states={})
    (('sent ', False), ('12,000', True), (' men', False))
    """
    spans: list[tuple[int, int]] = []
    for field in dict.fromkeys(fields):
        if field in _FIGURE_FIELDS:
            spans += _numbers_apart(text, against)
        elif (pattern := _pattern(field, claim, states)) is not None:
            spans += [found.span() for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)]
    return _pieces(text, _merge(text, spans))


def plain(marked: Marked) -> str:
    """Return the text of the pieces."""
    return "".join(piece for piece, _ in marked)


def _pattern(field: str, claim: Claim, states: Mapping[str, str]) -> str | None:
    match field:
        case "item":
            words = claim.item.removeprefix("other:").split("_")
            return _ITEM_WORDS.get(claim.item) or "|".join(re.escape(word.rstrip("s")) + "s?" for word in words if word)
        case "sources" | "also_said_by":
            names = [source.name for source in claim.sources]
            lasts = [name.split()[-1] for name in names if len(name.split()[-1]) > 2]
            return "|".join(re.escape(name) for name in sorted({*names, *lasts}, key=len, reverse=True)) or None
        case "actor" | "counterpart":
            codes = [code for code in (claim.actor, claim.counterpart) if code]
            return "|".join(re.escape(states[code]) for code in codes if states.get(code)) or None
        case "place":
            return re.escape(claim.place) if claim.place else None
        case _:
            return _FIELD_WORDS.get(field)


def _numbers_apart(text: str, against: str) -> list[tuple[int, int]]:
    known = {_plain_number(text_of) for text_of, _ in _numbers(against)}
    return [span for number, span in _numbers(text) if _plain_number(number) not in known]


def _numbers(text: str) -> list[tuple[str, tuple[int, int]]]:
    found = []
    for match in _NUMBER.finditer(text):
        number = _FIGURE_TAIL.sub("", match[0])
        found.append((number, (match.start(), match.start() + len(number))))
    return found


def _plain_number(number: str) -> str:
    return re.sub(r"(?<=\d)[,\s](?=\d)", "", number).lower().strip()


def _merge(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that touch or have only white space between them as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged


def _pieces(text: str, spans: list[tuple[int, int]]) -> Marked:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(fit(text[at:start]), False), (fit(text[start:end]), True)]
        at = end
    pieces.append((fit(text[at:]), False))
    return tuple((piece, differs) for piece, differs in pieces if piece)
