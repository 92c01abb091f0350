"""Dates, months, seasons, parts of years and days relative to publication: what each is worth as EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidDate
from tumen.extracting.calendar_words import (
    MONTHS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    month_of,
    month_text,
    season_around,
    shifted,
    weekday_after,
    weekday_before,
)
from tumen.extracting.numerals import NUMBER, value_of

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_MONTH_CAPS = r"(?P<month>[A-Z]{3,9})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_REF = (
    r"(?P<ref>(?:last|this|next)\s+year|the\s+(?:current|same|previous|following|preceding|past|coming)\s+year|that\s+(?:same\s+)?year"
    r"|the\s+year(?:\s+before)?(?!\s+(?:20|19))|['’]\d\d)"
)
_OF_YEAR = rf"(?:\s*,?\s*(?:of\s+|in\s+)?(?:{_YEAR}(?![\d,.]*\d)|{_REF}))"
_PART = (
    r"(?P<part>early|mid|late|the\s+(?:very\s+)?(?:beginning|start|middle|end|close|turn)\s+of|(?:beginning|start|middle|end)\s+of|the\s+(?:first|second)\s+half\s+of"
    r"|first\s+half\s+of|second\s+half\s+of|the\s+last\s+days\s+of|the\s+first\s+days\s+of|over|throughout|all\s+of)"
)
_TURN = r"(?P<turn>last|this|next|past|previous|the\s+previous|the\s+following|that|the\s+same|the\s+coming|coming|the)"
_WHEN_BEFORE = re.compile(
    r"\b(?:in|since|by|of|until|till|from|to|and|or|during|for|after|before|between|through|throughout|late|early|mid|last|this|next|every|on|around|about|over"
    r"|through|via|month|previous|following|[12]\d|3[01]|\d)[\s-]+$|[(|,–-]\s*$|^\s*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|may|might|to\s+(?:open|come|arrive|begin|start|follow|go|leave|send|receive|deliver|supply|reach|be|end|visit|host|hand|build|run|resume|double|take)"
    r"|expect\w*|plan\w*|due|schedul\w+|set\s+to|prepar\w+|hop(?:e|es|ing)|intend\w*|aim\w*|next|coming|ready|going\s+to|about\s+to|promis\w+|pledg\w+|budget\w*|target\w*"
    r"|is\s+to|are\s+to|foreseen|forecast\w*|slated|envisag\w+|propos\w+)\b",
    re.IGNORECASE,
)
_AHEAD_AFTER = re.compile(
    r"\s*,?\s*(?:[\w'’-]+\s+){0,4}?(?:will|would|shall|is\s+to|are\s+to|means?\s+to|plans?\s+to|hopes?\s+to|expects?|intends?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:has|have|had|was|were|did|been|sent|came|went|arrived|took|said|told|reported)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a relative time hangs on: the day of publication and the time spoken of before; None where there is none."""

    published: date | None
    antecedent: Edtf | None = None

    @property
    def spoken_of(self) -> date | None:
        """The day from which "that year" and "the following month" count."""
        if self.antecedent is None:
            return self.published
        return self.antecedent.first or self.antecedent.last or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePoint:
    """A stretch of time by its own words; ``anchored``: worked out; ``ahead``: said to lie after publication."""

    start: int
    end: int
    edtf: Edtf
    anchored: bool = False
    ahead: bool = False


class _Unanchored(Exception):
    """The expression needs a day of publication and there is none."""


_Worth = Callable[[re.Match[str], Anchor], str]


def find_dates(text: str, anchor: Anchor) -> list[DatePoint]:
    """Return the expressions of the text that name a stretch of time, the longest where they overlap, in order.

    >>> [p.edtf.text for p in find_dates("in March 2023 and last October", Anchor(published=date(2024, 6, 16)))]
    ['2023-03', '2023-10']
    """
    found = sorted(_all_dates(text, anchor), key=lambda point: (point.start - point.end, point.start))
    kept: list[DatePoint] = []
    for point in found:
        if all(point.end <= other.start or other.end <= point.start for other in kept):
            kept.append(point)
    return sorted(kept, key=lambda point: point.start)


def _all_dates(text: str, anchor: Anchor) -> Iterator[DatePoint]:
    for pattern, worth, relative in _RULES:
        for match in pattern.finditer(text):
            try:
                value = worth(match, anchor)
                edtf = Edtf.parse(value)
            except (_Unanchored, InvalidDate, ValueError, OverflowError):
                continue
            anchored = relative or not re.search(r"(?:19|20)\d\d|['’]\d\d", match[0])
            published = anchor.published
            ahead = published is not None and edtf.first is not None and edtf.first > published
            yield DatePoint(start=match.start(), end=match.end(), edtf=edtf, anchored=anchored, ahead=ahead)


def looks_ahead(match: re.Match[str]) -> bool:
    """Tell whether the words before an expression speak of what is to come."""
    before = match.string[max(0, match.start() - 90) : match.start()]
    before = re.split(r"[.;:!?]\s", before)[-1]
    if _AHEAD_AFTER.match(match.string, match.end()):
        return True
    signs = [*_AHEAD.finditer(before)]
    return bool(signs) and not _PAST.search(before, signs[-1].end())


def _published(anchor: Anchor) -> date:
    if anchor.published is None:
        raise _Unanchored
    return anchor.published


def _spoken_of(anchor: Anchor) -> date:
    day = anchor.spoken_of
    if day is None:
        raise _Unanchored
    return day


def _year_of(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year that the words name, or None where they name none."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    ref = re.sub(r"\s+", " ", (groups.get("ref") or "").lower())
    if not ref:
        return None
    if ref[0] in "'’":
        return 2000 + int(ref[1:])
    if ref.startswith(("that", "the same")):
        return _spoken_of(anchor).year
    if ref.startswith(("the previous", "the preceding", "the year before")):
        return _spoken_of(anchor).year - 1
    if ref.startswith("the following"):
        return _spoken_of(anchor).year + 1
    if ref == "the year":
        # "At the end of the year", told in its first weeks, is the year gone by.
        ended = "end" in (groups.get("part") or "") or "close" in (groups.get("part") or "")
        return _published(anchor).year - (ended and _published(anchor).month < 4 and not looks_ahead(match))
    return _published(anchor).year + {"last": -1, "next": 1, "the past": -1, "the coming": 1}.get(
        ref.removesuffix(" year"), 0
    )


def _month_number(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower().rstrip(".")]


def _month_year(match: re.Match[str], anchor: Anchor, month: int) -> int:
    """The year of a month: as told, or the last one before publication, or the next one where the words look ahead."""
    year = _year_of(match, anchor)
    if year is not None:
        return year
    published = _published(anchor)
    turn = re.sub(r"\s+", " ", (match.groupdict().get("turn") or "").lower())
    if turn in ("the previous", "previous"):
        day = _spoken_of(anchor)
        return day.year - (month >= day.month)
    if turn == "the following":
        day = _spoken_of(anchor)
        return day.year + (month <= day.month)
    if turn in ("last", "past"):
        return published.year - (month >= published.month)
    if turn in ("next", "coming", "the coming"):
        return published.year + (month <= published.month)
    if turn in ("that", "the same"):
        return _spoken_of(anchor).year
    if turn == "this":
        return published.year
    if month > published.month:
        return published.year if looks_ahead(match) else published.year - 1
    return published.year + (month < published.month - 1 and _plainly_ahead(match))


def _plainly_ahead(match: re.Match[str]) -> bool:
    """A month gone by this year is next year's only where the words just before say so ("will open by March")."""
    before = match.string[max(0, match.start() - 45) : match.start()]
    return bool(
        re.search(r"\b(?:will|is\s+to|are\s+to|due|plan(?:s|ned)?\s+to|expected|scheduled)\b[^.;,]*$", before)
    ) and looks_ahead(match)


def _day_worth(match: re.Match[str], anchor: Anchor) -> str:
    month, day = _month_number(match), int(match["day"])
    year = _year_of(match, anchor)
    if year is None:
        year = _month_year(match, anchor, month)
        published = _published(anchor)
        if month == published.month and day > published.day and not looks_ahead(match):
            year = published.year - 1
    first = date(year, month, day).isoformat()
    last = match.groupdict().get("until")
    return first if last is None else f"{first}/{date(year, month, int(last)).isoformat()}"


def _ordinal_day_worth(match: re.Match[str], anchor: Anchor) -> str:
    """On the 12th: of this month, or of the last one."""
    published, day = _published(anchor), int(match["day"])
    month = published if day <= published.day or looks_ahead(match) else shifted(published, -1)
    return date(month.year, month.month, day).isoformat()


def _month_worth(match: re.Match[str], anchor: Anchor) -> str:
    word = match["month"]
    bare = not (match.groupdict().get("turn") or match.groupdict().get("part") or match["year"] or match["ref"])
    if bare and (word.rstrip(".") in ("May", "March", "Jan", "Mar", "Dec") or len(word) < 5):
        before = match.string[max(0, match.start() - 14) : match.start()]
        after = match.string[match.end() : match.end() + 12]
        if not _WHEN_BEFORE.search(before) and not re.match(r"\s*[|:]|\s?[-–]\s?[A-Z]", after):
            raise _Unanchored
    month = _month_number(match)
    return month_text(_month_year(match, anchor, month), month)


def _year_worth(match: re.Match[str], anchor: Anchor) -> str:
    year = _year_of(match, anchor)
    if year is None:
        raise _Unanchored
    part = re.sub(r"\s+", " ", (match.groupdict().get("part") or "").lower())
    for words, months in _YEAR_PARTS:
        if part.endswith(words) or part.removesuffix(" of").endswith(words):
            return (
                "/".join(f"{year:04d}-{month:02d}" for month in months)
                if months[0] != months[1]
                else f"{year:04d}-{months[0]:02d}"
            )
    return f"{year:04d}"


_YEAR_PARTS: Final = (
    ("early", (1, 4)), ("mid", (6, 7)), ("late", (9, 12)), ("beginning", (1, 1)), ("start", (1, 1)), ("turn", (1, 1)), ("middle", (6, 7)),
    ("end", (12, 12)), ("close", (12, 12)), ("first half", (1, 6)), ("second half", (7, 12)), ("last days", (12, 12)),
    ("first days", (1, 1)),
)  # fmt: skip


def _years_worth(match: re.Match[str], anchor: Anchor) -> str:
    first = int(match["year"])
    last = int(match["until"])
    last = last if last > 99 else first // 100 * 100 + last
    return f"{first}/{last}"


def _stretch_worth(match: re.Match[str], anchor: Anchor) -> str:
    """The first half, the third quarter, the first nine months of a year."""
    year = _year_of(match, anchor)
    if (
        year is None
        and match["which"].lower() == "last"
        and match.groupdict().get("unit")
        and not match[0].lower().startswith("the")
    ):
        return _unit_around(_published(anchor), match["unit"].lower(), -1)
    if year is None:
        year = _published(anchor).year
        begun = {"half": 6, "quarter": 3}.get((match.groupdict().get("unit") or "").lower(), 1)
        which = ORDINALS.get((match["which"] or "").lower(), 1) or 12 // begun
        if (which - 1) * begun + 1 > _published(anchor).month and not looks_ahead(match):
            year -= 1
    which = ORDINALS.get((match["which"] or "").lower(), 1)
    count = match.groupdict().get("count")
    if count:
        months = int(value_of(count))
        first, last = (1, months) if which else (13 - months, 12)
    else:
        length = 6 if match["unit"].lower() == "half" else 3
        which = which or 12 // length
        first, last = (which - 1) * length + 1, which * length
    if not 1 <= first <= last <= 12:
        raise _Unanchored
    return f"{year:04d}-{first:02d}" + (f"/{year:04d}-{last:02d}" if last > first else "")


def _code_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Q3 2024, H1, 9M 2024."""
    told, published = _year_of(match, anchor), anchor.published or date(1, 12, 31)
    year = told or _published(anchor).year
    begun = int(match["quarter"] or 1) * 3 - 2 if match["quarter"] else int(match["half"] or 1) * 6 - 5
    if told is None and begun > published.month:
        year -= 1
    if match["months"]:
        return f"{year:04d}-01/{year:04d}-{int(match['months']):02d}"
    length = 3 if (match["quarter"] or "") else 6
    which = int(match["quarter"] or match["half"])
    return f"{year:04d}-{(which - 1) * length + 1:02d}/{year:04d}-{which * length:02d}"


def _season_worth(match: re.Match[str], anchor: Anchor) -> str:
    season = SEASONS[match["season"].lower()]
    year = _year_of(match, anchor)
    if year is not None:
        return f"{year:04d}-{season}"
    turn = (match["turn"] or "").lower()
    if turn in ("that", "the same", "the following", "the previous") and anchor.antecedent is not None:
        day = _spoken_of(anchor)
        return season_around(season, day, 1 if turn != "the previous" else -1)
    published = _published(anchor)
    if turn in ("last", "past", "previous"):
        # In July "last summer" is that of the year before.
        before = shifted(published, -3) if _within(season, published) else published
        return season_around(season, before, -1)
    if turn in ("next", "coming", "the coming"):
        return season_around(season, published, 1)
    if turn == "this":
        return f"{published.year - (season == 24 and published.month < 3):04d}-{season}"
    if _within(season, published):
        return season_around(season, published, -1)
    return season_around(season, published, 1 if looks_ahead(match) else -1)


def _within(season: int, day: date) -> bool:
    """Whether the day lies in such a season."""
    first = {21: 3, 22: 6, 23: 9, 24: 12}[season]
    return (day.month - first) % 12 < 3


def _turned_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Last week, this month, next year, the following month."""
    turn, unit = re.sub(r"\s+", " ", match["which"].lower()), match["unit"].lower()
    by_antecedent = turn in ("that", "that same", "the same", "the following", "the previous", "the preceding")
    day = _spoken_of(anchor) if by_antecedent else _published(anchor)
    step = {"last": -1, "past": -1, "the previous": -1, "previous": -1, "the preceding": -1, "the past": -1, "next": 1, "coming": 1,
            "the coming": 1, "the following": 1, "the next": 1}.get(turn, 0)  # fmt: skip
    return _unit_around(day, unit, step)


def _unit_around(day: date, unit: str, step: int) -> str:
    match unit:
        case "week" | "weekend" | "fortnight":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        case "month":
            return month_of(shifted(day, step))
        case "quarter":
            first = (day.month - 1) // 3 * 3 + 1 + 3 * step
            return f"{month_text(day.year, first)}/{month_text(day.year, first + 2)}"
        case "year":
            return f"{day.year + step:04d}"
        case _:
            return (day + timedelta(days=step)).isoformat()


def _spell_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Over the past three months, in recent weeks, in the coming days."""
    day, unit = _published(anchor), match["unit"].lower().removesuffix("s")
    count = match.groupdict().get("count")
    vague = count is None or count.lower() in ("several", "few") or count.lower().startswith("couple")
    number = 3 if vague or count is None else int(value_of(count))
    number = 1 if vague and not match["unit"].lower().endswith("s") else number
    if number > 600:
        raise _Unanchored
    if re.match(r"(?:the\s+)?(?:coming|next|following)", match["which"], re.IGNORECASE):
        return f"{month_of(day)}/.."
    months = {"month": number, "year": 12 * number, "week": max(1, number // 4), "day": 0}[unit]
    first = shifted(day, -months) if unit != "day" else day - timedelta(days=number)
    return f"{month_of(first)}/{month_of(day)}" if month_of(first) != month_of(day) else month_of(day)


def _ago_in_month_worth(match: re.Match[str], anchor: Anchor) -> str:
    """A year ago in June."""
    count = match["count"].lower()
    years = 1 if count in ("a", "one") else int(value_of(count))
    return month_text(_published(anchor).year - years, _month_number(match))


def _ago_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Two years ago, a month earlier, three weeks later."""
    word = match["back"].lower()
    day = _published(anchor) if word == "ago" else _spoken_of(anchor)
    count = match["count"].lower()
    number = (
        1
        if count in ("a", "an")
        else 3
        if count in ("several", "a few")
        else 2
        if count.startswith("a couple")
        else int(value_of(count))
    )
    sign = 1 if word in ("later", "after") else -1
    unit = match["unit"].lower().removesuffix("s")
    if number > 600:
        raise _Unanchored
    if unit == "year":
        return f"{day.year + sign * number:04d}"
    if unit == "month":
        return month_of(shifted(day, sign * number))
    return (day + sign * timedelta(days=number * {"week": 7, "day": 1, "fortnight": 14}[unit])).isoformat()


def _weekday_worth(match: re.Match[str], anchor: Anchor) -> str:
    weekday, day = WEEKDAYS[match["weekday"].lower()], _published(anchor)
    turn = (match["turn"] or "").lower()
    if turn in ("next", "this", "coming") or looks_ahead(match):
        return weekday_after(weekday, day).isoformat()
    return (day if day.weekday() == weekday and turn != "last" else weekday_before(weekday, day)).isoformat()


def _named_day_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Today, yesterday, New Year, Christmas."""
    word, day = re.sub(r"\s+", " ", match[0].lower()), _published(anchor)
    steps = {"yesterday": -1, "the day before yesterday": -2, "last night": -1, "overnight": -1, "tomorrow": 1}
    if "new year" in word:
        return f"{day.year + looks_ahead(match):04d}-01-01"
    if "christmas" in word:
        return f"{day.year - (day.month < 12 and not looks_ahead(match)):04d}-12-25"
    return (day + timedelta(days=steps.get(word, 0))).isoformat()


def _numeric_worth(match: re.Match[str], anchor: Anchor) -> str:
    return date(int(match["year"]), int(match["numeric"]), int(match["day"])).isoformat()


def _rule(
    pattern: str, worth: _Worth, *, relative: bool = False, exact: bool = False
) -> tuple[re.Pattern[str], _Worth, bool]:
    return re.compile(pattern, 0 if exact else re.IGNORECASE), worth, relative


_ORDINAL = "first|second|third|fourth|last|final|closing|opening|1st|2nd|3rd|4th"
_UNITS = r"(?P<unit>days?|weeks?|fortnight|months?|years?)"
_RULES: Final = (
    _rule(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<numeric>\d\d)-(?P<day>\d\d)(?!\d)", _numeric_worth),
    _rule(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<numeric>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)", _numeric_worth),
    _rule(
        rf"(?<![\w.,$€£])(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–]|to|and)\s*(?P<until>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_MONTH}(?!\w){_OF_YEAR}?",
        _day_worth,
    ),
    _rule(
        rf"(?<!\w){_MONTH}(?!\w)\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–]|to|and)\s*(?P<until>\d{{1,2}})(?:st|nd|rd|th)?)?(?![\d,.]*\d)(?!\w){_OF_YEAR}?",
        _day_worth,
    ),
    _rule(rf"(?<!\w)(?:{_TURN}\s+)?(?:{_PART}[\s-]+)?(?:{_TURN.replace('turn', 'turn2')}\s+)?{_MONTH}(?!\w)(?!\s+\d{{1,2}}(?!\d)){_OF_YEAR}?", _month_worth),
    _rule(r"(?<=\bon )the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+[A-Za-z]+\s+(?:of|anniversary)|\s+of\s+[A-Z])", _ordinal_day_worth, relative=True),
    _rule(r"(?<![\w/–-])(?P<year>(?:19|20)\d\d)\s*[-–/]\s*(?P<until>(?:19|20)?\d\d)(?![\w-])", _years_worth),
    _rule(rf"(?<![\w.,$€£/-])(?:{_PART}[\s-]+)?(?:the\s+year\s+)?{_YEAR}(?![\w%]|[,.]\d|-\d)", _year_worth),
    _rule(rf"(?<!\w)(?:{_PART}[\s-]+)?{_REF}(?!\w)(?!\s+(?:ago|later|earlier|on\s+year))", _year_worth, relative=True),
    _rule(
        rf"(?<!\w)(?:the\s+)?(?P<which>{_ORDINAL})\s+(?P<unit>half|quarter){_OF_YEAR}?(?!\s+of\s+(?!{_YEAR.replace('year', 'y2')}|last|this|the\s+year|next|that|the\s+(?:current|same)))",
        _stretch_worth,
    ),
    _rule(
        rf"(?<!\w)(?:the\s+)?(?P<which>first|last|opening|closing)\s+(?P<count>two|three|four|five|six|seven|eight|nine|ten|eleven|\d{{1,2}})\s+months{_OF_YEAR}",
        _stretch_worth,
    ),
    _rule(rf"(?<!\w)(?:(?P<months>\d{{1,2}})M|Q(?P<quarter>[1-4])|H(?P<half>[12]))(?!\w){_OF_YEAR}?", _code_worth, exact=True),
    _rule(
        rf"(?<!\w)(?:{_TURN}\s+)?(?:(?:early|mid|late|high)[\s-]+)?(?P<season>spring|summer|autumn|winter|fall(?=\s+(?:of|{_YEAR.replace('year', 'y3')})|[.,;]|$))(?!\w){_OF_YEAR}?(?!\s+(?:of|on|in|by|to|from|with)\s+(?!{_YEAR.replace('year', 'y4')}|last|this|next|that|the\s+year)\w+-?\s?camp)",
        _season_worth,
    ),
    _rule(
        r"(?<!\w)(?P<which>last|this|next|past|coming|that|that\s+same|the\s+(?:same|past|previous|preceding|coming|following|next))\s+(?P<unit>week|weekend|fortnight|month|quarter)\b(?!['’]s\s+end)",
        _turned_worth,
        relative=True,
    ),
    _rule(
        rf"(?<!\w)(?P<which>(?:the\s+)?(?:past|last|recent|preceding|previous|coming|next|following)|these\s+(?:past|last))\s+(?:(?P<count>{NUMBER}|several|few|couple\s+of)\s+)?(?P<unit>days?|weeks?|months?|years?)\b(?!\s+(?:ago|of))",
        _spell_worth,
        relative=True,
    ),
    _rule(
        rf"(?<![\w-])(?P<count>a|{NUMBER})\s+years?\s+ago,?\s+(?:in|last)\s+{_MONTH}(?!\w)", _ago_in_month_worth, relative=True
    ),
    _rule(
        rf"(?<![\w-])(?P<count>an?|several|a\s+few|a\s+couple\s+of|{NUMBER})\s+{_UNITS}\s+(?P<back>ago|earlier|before|later|after)\b(?!\s+(?:the|its|his|their|that|a)\b)",
        _ago_worth,
        relative=True,
    ),
    _rule(rf"(?<!\w)(?:(?P<turn>last|this|next|coming|on)\s+)?(?P<weekday>{'|'.join(d.title() for d in WEEKDAYS)})\b(?!\s+(?:Times|Ledger|Post|Telegraph|Mail))", _weekday_worth, relative=True, exact=True),
    _rule(r"(?<!\w)(?:today|yesterday|the\s+day\s+before\s+yesterday|tomorrow|tonight|last\s+night|overnight|(?:the\s+)?New\s+Year(?:['’]s\s+(?:Day|Eve))?|Christmas(?:\s+(?:Day|Eve))?)(?!\w)(?!['’]s\s+(?!end|start))", _named_day_worth, relative=True),
)  # fmt: skip
