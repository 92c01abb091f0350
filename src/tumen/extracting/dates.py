"""Dates, months, seasons, parts of years and days relative to publication, found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidDate
from tumen.extracting.calendar_words import (
    WEEKDAYS,
)
from tumen.extracting.date_values import (
    Anchor,
    Unanchored,
    Worth,
    day_worth,
    month_worth,
    numeric_worth,
    ordinal_day_worth,
    year_worth,
    years_worth,
)
from tumen.extracting.date_words import MONTH, OF_YEAR, ORDINAL, PART, REF, TURN, UNITS, YEAR
from tumen.extracting.expressions import Expression
from tumen.extracting.matching import without_overlaps
from tumen.extracting.numerals import NUMBER
from tumen.extracting.relative_dates import (
    ago_in_month_worth,
    ago_worth,
    code_worth,
    named_day_worth,
    season_worth,
    spell_worth,
    stretch_worth,
    turned_worth,
    weekday_worth,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePoint:
    """A stretch of time by its own words.

    ``anchored``: worked out; ``ahead``: said to lie after publication; ``guessed``: a month or a season without a year.
    """

    start: int
    end: int
    edtf: Edtf
    anchored: bool = False
    ahead: bool = False
    guessed: bool = False


def find_dates(text: str, anchor: Anchor) -> list[DatePoint]:
    """Return the expressions of the text that name a stretch of time, the longest where they overlap, in order.

    >>> from datetime import date
    >>> [p.edtf.text for p in find_dates("in March 2023 and last October", Anchor(published=date(2024, 6, 16)))]
    ['2023-03', '2023-10']
    """
    return without_overlaps(sorted(_all_dates(text, anchor), key=lambda point: (point.start - point.end, point.start)))


def _all_dates(text: str, anchor: Anchor) -> Iterator[DatePoint]:
    for rule in _RULES:
        for match in rule.expression.finditer(text):
            try:
                value = rule.worth(match, anchor)
                edtf = Edtf.parse(value)
            except (Unanchored, InvalidDate, ValueError, OverflowError):
                continue
            anchored = rule.relative or not re.search(r"(?:19|20)\d\d|['’]\d\d", match[0])
            published = anchor.published
            ahead = published is not None and edtf.first is not None and edtf.first > published
            guessed = _names_no_year(match.groupdict())
            yield DatePoint(
                start=match.start(), end=match.end(), edtf=edtf, anchored=anchored, ahead=ahead, guessed=guessed
            )


def _names_no_year(groups: Mapping[str, str | None]) -> bool:
    """Whether an expression names a month or a season, and neither its year nor on which side of a day it lies."""
    named = groups.get("month") or groups.get("season")
    told = [groups.get(name) for name in ("year", "ref", "turn", "turn2", "back", "count")]
    return bool(named) and not any(words and words.lower() != "the" for words in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """An expression with what it is worth."""

    expression: Expression
    worth: Worth
    relative: bool


def _rule(pattern: str, worth: Worth, *, relative: bool = False, exact: bool = False, needs: str = "") -> _Rule:
    expression = Expression(pattern, needs=needs, flags=re.NOFLAG if exact else re.IGNORECASE)
    return _Rule(expression=expression, worth=worth, relative=relative)


_RULES: Final = (
    _rule(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<numeric>\d\d)-(?P<day>\d\d)(?!\d)", numeric_worth),
    _rule(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<numeric>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)", numeric_worth),
    _rule(
        rf"(?<![\w.,$€£])(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–]|to"
        rf"|and)\s*(?P<until>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH}(?!\w){OF_YEAR}?",
        day_worth,
    ),
    _rule(
        rf"(?<!\w){MONTH}(?!\w)\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–]|to"
        rf"|and)\s*(?P<until>\d{{1,2}})(?:st|nd|rd|th)?)?(?![\d,.]*\d)(?!\w){OF_YEAR}?",
        day_worth,
    ),
    _rule(
        rf"(?<!\w)(?:{TURN}\s+)?(?:{PART}[\s-]+)?(?:{TURN.replace('turn', 'turn2')}\s+)?{MONTH}(?!\w)"
        rf"(?!\s+\d{{1,2}}(?!\d)){OF_YEAR}?",
        month_worth,
    ),
    _rule(
        r"(?<=\bon )the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+[A-Za-z]+\s+(?:of|anniversary)|\s+of\s+[A-Z])",
        ordinal_day_worth,
        relative=True,
    ),
    _rule(r"(?<![\w/–-])(?P<year>(?:19|20)\d\d)\s*[-–/]\s*(?P<until>(?:19|20)?\d\d)(?![\w-])", years_worth),
    _rule(rf"(?<![\w.,$€£/-])(?:{PART}[\s-]+)?(?:the\s+year\s+)?{YEAR}(?![\w%]|[,.]\d|-\d)", year_worth),
    _rule(rf"(?<!\w)(?:{PART}[\s-]+)?{REF}(?!\w)(?!\s+(?:ago|later|earlier|on\s+year))", year_worth, relative=True),
    _rule(
        rf"(?<!\w)(?:the\s+)?(?P<which>{ORDINAL})\s+(?P<unit>half"
        rf"|quarter){OF_YEAR}?(?!\s+of\s+(?!{YEAR.replace('year', 'y2')}|last|this|the\s+year|next|that"
        rf"|the\s+(?:current|same)))",
        stretch_worth,
    ),
    _rule(
        rf"(?<!\w)(?:the\s+)?(?P<which>first|last|opening|closing)\s+(?P<count>two|three|four|five|six|seven|eight"
        rf"|nine|ten|eleven|\d{{1,2}})\s+months{OF_YEAR}",
        stretch_worth,
    ),
    _rule(
        rf"(?<!\w)(?:(?P<months>\d{{1,2}})M|Q(?P<quarter>[1-4])|H(?P<half>[12]))(?!\w){OF_YEAR}?",
        code_worth,
        exact=True,
    ),
    _rule(
        rf"(?<!\w)(?:{TURN}\s+)?(?:(?:early|mid|late|high)[\s-]+)?(?P<season>spring|summer|autumn|winter"
        rf"|fall(?=\s+(?:of|{YEAR.replace('year', 'y3')})|[.,;]|$))(?!\w){OF_YEAR}?(?!\s+(?:of|on|in|by|to|from"
        rf"|with)\s+(?!{YEAR.replace('year', 'y4')}|last|this|next|that|the\s+year)\w+-?\s?camp)",
        season_worth,
    ),
    _rule(
        r"(?<!\w)(?P<which>last|this|next|past|coming|that|that\s+same|the\s+(?:same|past|previous|preceding|coming"
        r"|following|next))\s+(?P<unit>week|weekend|fortnight|month|quarter)\b(?!['’]s\s+end)",
        turned_worth,
        relative=True,
    ),
    _rule(
        rf"(?<!\w)(?P<which>(?:the\s+)?(?:past|last|recent|preceding|previous|coming|next|following)|these\s+(?:past"
        rf"|last))\s+(?:(?P<count>{NUMBER}|several|few|couple\s+of)\s+)?(?P<unit>days?|weeks?|months?"
        rf"|years?)\b(?!\s+(?:ago|of))",
        spell_worth,
        relative=True,
        needs="past|last|recent|preceding|previous|coming|next|following",
    ),
    _rule(
        rf"(?<![\w-])(?P<count>a|{NUMBER})\s+years?\s+ago,?\s+(?:in|last)\s+{MONTH}(?!\w)",
        ago_in_month_worth,
        relative=True,
        needs="ago",
    ),
    _rule(
        rf"(?<![\w-])(?P<count>an?|several|a\s+few|a\s+couple\s+of|{NUMBER})\s+{UNITS}\s+(?P<back>ago|earlier|before"
        rf"|later|after)\b(?!\s+(?:the|its|his|their|that|a)\b)",
        ago_worth,
        relative=True,
        needs="ago|earlier|before|later|after",
    ),
    _rule(
        rf"(?<!\w)(?:(?P<turn>last|this|next|coming|on)\s+)?(?P<weekday>{'|'.join(d.title() for d in WEEKDAYS)})\b"
        r"(?!\s+(?:Times|Ledger|Post|Telegraph|Mail))",
        weekday_worth,
        relative=True,
        exact=True,
    ),
    _rule(
        r"(?<!\w)(?:today|yesterday|the\s+day\s+before\s+yesterday|tomorrow|tonight|last\s+night|overnight"
        r"|(?:the\s+)?New\s+Year(?:['’]s\s+(?:Day|Eve))?|Christmas(?:\s+(?:Day|Eve))?)(?!\w)(?!['’]s\s+(?!end|start))",
        named_day_worth,
        relative=True,
    ),
)
