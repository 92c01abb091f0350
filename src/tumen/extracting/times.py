"""Expressions of time: dates and periods with "since", "until", "from … to", paces, lengths, and "now".

Values follow the codebook: months rather than days where only the month matters, seasons as EDTF 21 to 24.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tumen.codebook.edtf import Edtf
from tumen.extracting.calendar_words import joined, month_of
from tumen.extracting.date_values import Anchor
from tumen.extracting.dates import DatePoint, find_dates
from tumen.extracting.expressions import Expression
from tumen.extracting.matching import without_overlaps
from tumen.extracting.numerals import NUMBER
from tumen.extracting.spans import TimeForm, TimeSpan

_SINCE: Final = re.compile(
    r"(?<!\w)(?:(?:ever\s+)?since|starting\s+(?:in|from)|beginning\s+(?:in|from)|counting\s+from|as\s+of|as\s+from"
    r"|from)\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
_FROM_ONWARDS: Final = re.compile(r"\s+(?:on|onwards?)\b", re.IGNORECASE)
_UNTIL: Final = re.compile(
    r"(?<!\w)(?:up\s+(?:to|until|till)|until|till|no\s+later\s+than|not\s+later\s+than|by|before|prior\s+to|through"
    r"|to|down\s+to|as\s+of|as\s+at|ahead\s+of)"
    r"\s+(?:the\s+end\s+of\s+|the\s+middle\s+of\s+|about\s+|around\s+|and\s+including\s+)?$",
    re.IGNORECASE,
)
_BETWEEN_JOIN: Final = re.compile(
    r"\s*(?:[-–—]|\s(?:to|and|until|till|through|up\s+to)\s)\s*(?:in\s+|the\s+)?$", re.IGNORECASE
)
_PAIR_BEFORE: Final = re.compile(r"(?<!\w)(?P<word>from|between)\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_AND: Final = re.compile(r"\s+and\s+(?:in\s+)?$|\s*/\s*$", re.IGNORECASE)
_SO_FAR: Final = re.compile(
    r"(?<!\w)(?:(?P<this>so\s+far\s+(?:in\s+)?(?P<unit1>this\s+(?:year|month|week))|(?P<unit2>this\s+(?:year|month"
    r"|week))\s+so\s+far|this\s+(?P<alone>year|month)\s+alone"
    r"|(?:year|month)\s+to\s+date|since\s+the\s+(?:beginning|start|turn)\s+of\s+(?P<unit3>the\s+year|this\s+year))"
    r"|so\s+far|to\s+date|(?:up\s+)?(?:to|until|till|by)\s+now|hitherto|to\s+this\s+day|as\s+yet|thus\s+far"
    r"|till\s+today|until\s+today|up\s+to\s+the\s+present|already\s+to\s+date|heretofore)(?!\w)",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"(?<!\w)(?:now(?!\s+(?:that|and\s+then))|currently|at\s+present|at\s+the\s+moment|presently|these\s+days"
    r"|nowadays|at\s+this\s+time|right\s+now|as\s+of\s+now|at\s+the\s+time\s+of\s+writing)(?!\w)",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    r"(?<![\w-])(?:(?P<adverb>hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually|annual)"
    r"|(?:(?:an?|per|each|every|for\s+each|for\s+every|the)\s+|/\s?)(?P<unit>hour|day|week|fortnight|month|quarter"
    r"|year|annum|man[- ]month|person[- ]month)"
    r"(?!\w|['’]s|\s+(?:ago|earlier|later|before|after|of|old|on|in|since|that|when|from|now|was|is|were|long|when"
    r"|which|and\s+a\s+half|ahead|apart)\b))",
    re.IGNORECASE,
)
_RATE_THE: Final = re.compile(r"^the\s", re.IGNORECASE)
_LENGTH_BEFORE: Final = re.compile(
    r"\b(?:for|in|within|over|about|nearly|almost|half|under|than|once|after|of)\s+$", re.IGNORECASE
)
_ADVERBS: Final = {
    "hourly": "hour", "daily": "day", "weekly": "week", "fortnightly": "fortnight", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year", "annum": "year",
}  # fmt: skip
_DURATION: Final = Expression(
    rf"(?<![\w-])(?:for|over|in|within|during|after)?\s*(?:{NUMBER}|several|a\s+few|a\s+couple\s+of)(?:-odd"
    rf"|\s+or\s+so|\s+and\s+a\s+half)?[\s-]+"
    r"(?:(?:full|whole|long|straight|consecutive)\s+)?(?:minutes?|hours?|days?|nights?|weeks?|months?|years?)(?!\w)",
    needs="minute|hour|day|night|week|month|year",
)
_LENGTH: Final = re.compile(r"minute|hour|day|night|week|month|year", re.IGNORECASE)


def find_times(text: str, published: Edtf | None, antecedent: Edtf | None = None) -> tuple[TimeSpan, ...]:
    """Return the expressions of time in the text, in order.

    ``published`` anchors "last month" (None: such expressions are left out); ``antecedent`` is the time spoken of
    before, for "later that year". A month without a year is the last one before publication, or the next one where
    the words before it look ahead.

    >>> spans = find_times("since August last year, and by mid-June", Edtf.parse("2024-07-02"))
    >>> [(span.words, span.edtf.text) for span in spans]
    [('since August last year', '2023-08/..'), ('by mid-June', '../2024-06')]
    """
    day = None if published is None else published.first or published.last
    spans = [*_dated(text, find_dates(text, Anchor(published=day, antecedent=antecedent))), *_undated(text, day)]
    return tuple(without_overlaps(sorted(spans, key=lambda s: (s.start - s.end, s.start))))


def _dated(text: str, points: list[DatePoint]) -> list[TimeSpan]:
    """Points of time with what stands before and between them."""
    spans: list[TimeSpan] = []
    place = 0
    while place < len(points):
        point = points[place]
        pair = _pair(text, point, points[place + 1]) if place + 1 < len(points) else None
        if pair is not None:
            spans.append(pair)
            place += 2
            continue
        spans.append(_single(text, point))
        place += 1
    return spans


def _pair(text: str, first: DatePoint, second: DatePoint) -> TimeSpan | None:
    """From March to October, between August and December, March–May, July and August."""
    between = text[first.end : second.start]
    before = _PAIR_BEFORE.search(text, max(0, first.start - 16), first.start)
    if (
        before is None
        and not re.fullmatch(r"\s*[-–—]\s*|\s+(?:to|until|till|through)\s+", between)
        and not _AND.match(between)
    ):
        return None
    if before is not None and not _BETWEEN_JOIN.match(between):
        return None
    edtf = joined(_fitted(first, second), second.edtf)
    if edtf is None:
        return None
    start = first.start if before is None else before.start()
    return TimeSpan(
        start=start,
        end=second.end,
        edtf=edtf,
        form=TimeForm.PERIOD,
        words=text[start : second.end],
        anchored=first.anchored or second.anchored,
        ahead=second.ahead,
    )


def _fitted(first: DatePoint, second: DatePoint) -> Edtf:
    """The first end, moved to the year of the second where it was only reckoned: "from March to October 2022"."""
    if not first.anchored or second.edtf.first is None or first.edtf.first is None:
        return first.edtf
    month = re.fullmatch(r"\d{4}-(\d\d)(-\d\d)?", first.edtf.text)
    if month is None:
        return first.edtf
    year = second.edtf.first.year - (first.edtf.first.month > second.edtf.first.month)
    return Edtf.parse(f"{year:04d}{first.edtf.text[4:]}")


def _single(text: str, point: DatePoint) -> TimeSpan:
    """One point with "since", "until" or nothing before it."""
    since = _SINCE.search(text, max(0, point.start - 24), point.start)
    onwards = _FROM_ONWARDS.match(text, point.end)
    until = _UNTIL.search(text, max(0, point.start - 32), point.start)
    edtf, form, start, end = point.edtf, TimeForm.POINT, point.start, point.end
    if since is not None and (
        since[0].lower().strip() != "from" or onwards is not None or point.edtf.first is not None
    ):
        start, end = since.start(), onwards.end() if onwards else point.end
        edtf, form = _open_end(point.edtf), TimeForm.SINCE
    elif until is not None and not until[0].lower().startswith("to "):
        start, form, edtf = until.start(), TimeForm.UNTIL, _open_start(point.edtf)
    elif "/" in point.edtf.text:
        form = TimeForm.PERIOD
    return TimeSpan(
        start=start,
        end=end,
        edtf=edtf,
        form=form,
        words=text[start:end],
        anchored=point.anchored,
        ahead=point.ahead,
        guessed=point.guessed,
    )


def _open_end(edtf: Edtf) -> Edtf:
    left = edtf.text.split("/")[0]
    return edtf if left == ".." else Edtf.parse(f"{left}/..")


def _open_start(edtf: Edtf) -> Edtf:
    right = edtf.text.rsplit("/", 1)[-1]
    return edtf if right == ".." else Edtf.parse(f"../{right}")


def _undated(text: str, day: date | None) -> list[TimeSpan]:
    """So far, now, paces and lengths."""
    spans = [_so_far(match, day) for match in _SO_FAR.finditer(text)]
    for match in _NOW.finditer(text):
        edtf = Edtf.parse(month_of(day)) if day else None
        spans.append(_plain(match, TimeForm.NOW, edtf))
    for match in _RATE.finditer(text):
        if _is_pace(text, match):
            word = (match["adverb"] or match["unit"]).lower().replace(" ", "-").replace("man-", "person-")
            spans.append(_plain(match, TimeForm.RATE, None, per=_ADVERBS.get(word, word)))
    if _LENGTH.search(text):
        spans += [_plain(match, TimeForm.DURATION, None) for match in _DURATION.finditer(text)]
    return spans


def _is_pace(text: str, match: re.Match[str]) -> bool:
    """Tell "2,000 a month" from "within a month" and "the month"."""
    if match["adverb"]:
        return True
    if _RATE_THE.match(match[0]):
        return bool(re.search(r"\bby\s+$", text[: match.start()]))
    before = text[max(0, match.start() - 12) : match.start()]
    return not (re.match(r"an?\s", match[0], re.IGNORECASE) and _LENGTH_BEFORE.search(before))


def _plain(match: re.Match[str], form: TimeForm, edtf: Edtf | None, per: str | None = None) -> TimeSpan:
    return TimeSpan(
        start=match.start(), end=match.end(), edtf=edtf, form=form, words=match[0], anchored=edtf is not None, per=per
    )


def _so_far(match: re.Match[str], day: date | None) -> TimeSpan:
    """So far: up to publication; so far this year: from its first month."""
    if day is None:
        return _plain(match, TimeForm.UNTIL, None)
    if not match["this"]:
        return _plain(match, TimeForm.UNTIL, Edtf.parse(f"../{month_of(day)}"))
    unit = next((match[name] for name in ("unit1", "unit2", "unit3", "alone") if match[name]), "year").lower()
    if "month" in unit or "week" in unit:
        return _plain(match, TimeForm.PERIOD, Edtf.parse(month_of(day)))
    first = f"{day.year:04d}-01"
    value = first if month_of(day) == first else f"{first}/{month_of(day)}"
    return _plain(match, TimeForm.PERIOD, Edtf.parse(value))
