"""Whether an article and the record speak of one time: running totals, periods, levels, plans and events differ in
kind.
"""

from __future__ import annotations

from datetime import date, timedelta

from tumen.codebook.claim import Claim, Kind, Stage
from tumen.codebook.edtf import Edtf
from tumen.codebook.quantity import Measure

MONTH = 31
START_SLACK = 93
"""A running total may start so many days earlier or later (three months)."""
_LATER_LEVEL = 120
_LATER_PACE = 183
_EVENTS = frozenset({Kind.AGREEMENT, Kind.ACT})
_PACES = frozenset({Measure.RATE, Measure.SHARE, Measure.FACTOR})


def told_as_present(claim: Claim, on: date | None) -> bool:
    """Tell whether the claim is told as the present state: its time is open, or ends within a month of the article's
    date.

    >>> from tumen.codebook.claim import Kind
    >>> total = Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="shells", time=Edtf.parse("../2024-09"))
    >>> told_as_present(total, date(2024, 9, 12)), told_as_present(total, date(2025, 3, 1))
    (True, False)
    """
    if claim.time is None or on is None:
        return False
    return claim.time.last is None or (on - claim.time.last).days <= MONTH


def same_time(told: Claim, recorded: Claim, *, on: date | None) -> bool:
    """Tell whether the two may speak of one time. Without a time nothing speaks against it.

    A running total may be told until something newer is said, but starts where it started; a period must meet the
    recorded one; a level or a pace may be told for some months; a plan may be told until its time has passed; an
    event has its day.
    """
    if told.time is None or recorded.time is None:
        return True
    if not told.has_figure and recorded.kind not in (*_EVENTS, Kind.PROJECT):
        return _same_deed_time(told.time, recorded)
    if told.kind in _EVENTS:
        day = _since_when(told.time) if told.kind is Kind.AGREEMENT else told.time
        return day.overlaps(recorded.time, slack_days=2)
    if told.kind is Kind.PROJECT and recorded.kind is Kind.PROJECT:
        return _same_project_time(told, recorded)
    if recorded.stage.rank < Stage.UNDERWAY.rank:
        return _same_plan_time(told, recorded)
    if Measure.STOCK in (told.measure, recorded.measure):
        return _same_level_time(told.time, recorded.time)
    if told.measure in _PACES or recorded.measure in _PACES:
        later = _LATER_PACE if told_as_present(told, on) else 0
        return not _before(told.time, recorded.time, 0) and not _before(recorded.time, told.time, later)
    if Measure.CUMULATIVE in (told.measure, recorded.measure):
        return _same_total_time(told, recorded, on)
    if "/" in told.time.text and abs(starts_apart(told.time, recorded.time)) > START_SLACK:
        return False
    return told.time.overlaps(recorded.time, slack_days=_slack(told.time, recorded.time))


def _since_when(time: Edtf) -> Edtf:
    """The day or month since which something is told to be in force; any other time as it is."""
    return Edtf.parse(time.text.partition("/")[0]) if time.first is not None and time.is_open else time


def _same_deed_time(told: Edtf, recorded: Claim) -> bool:
    """A thing told without a figure may last; a deed of a few days or weeks on record has its date."""
    if recorded.time is None:
        return True
    if _before(told, recorded.time, MONTH):
        return False
    dated = all((days_long(time) or 999) <= START_SLACK for time in (told, recorded.time))
    lasting = recorded.has_figure or recorded.stage is not Stage.DONE or not dated
    return lasting or not _before(recorded.time, told, 2 * MONTH)


def _before(first: Edtf, second: Edtf, slack: int) -> bool:
    """Whether the first is over more than ``slack`` days before the second begins."""
    if first.last is None or second.first is None:
        return False
    return (second.first - first.last).days > slack


def days_long(time: Edtf) -> int | None:
    """Return how many days the time covers; None where an end is open."""
    return (time.last - time.first).days + 1 if time.first and time.last else None


def _slack(first: Edtf, second: Edtf) -> int:
    """Months may be a month off; years are what they are."""
    return MONTH if all((days_long(time) or 999) <= START_SLACK for time in (first, second)) else 0


def _same_project_time(told: Claim, recorded: Claim) -> bool:
    """A building's date must meet the recorded one; its cost may be told from then on."""
    if told.time is None or recorded.time is None:
        return True
    if told.has_figure:
        return not _before(told.time, recorded.time, MONTH)
    return told.time.overlaps(recorded.time)


def _same_plan_time(told: Claim, recorded: Claim) -> bool:
    """A plan may be told, or told as done, from when it was made until its time has passed; longer where it has no
    end.
    """
    if told.time is None or recorded.time is None:
        return True
    if _before(told.time, recorded.time, _slack(told.time, recorded.time)):
        return False
    return told.stage.rank >= Stage.UNDERWAY.rank or not _before(recorded.time, told.time, 2 * MONTH)


def _same_level_time(told: Edtf, recorded: Edtf) -> bool:
    """A level may be told for four months, and of not much earlier than it was counted."""
    return not _before(told, recorded, 2 * MONTH) and not _before(recorded, told, _LATER_LEVEL)


def starts_apart(told: Edtf, recorded: Edtf) -> int:
    """Return by how many days the article's start lies after the recorded one; 0 where one is open, or is a bare year
    that holds the other.
    """
    if not (told.first and recorded.first) or _starts_within(told, recorded) or _starts_within(recorded, told):
        return 0
    return (told.first - recorded.first).days


def _starts_within(bare: Edtf, other: Edtf) -> bool:
    """Whether a time runs from a year that is told alone ("from 2024 on"), in which the other starts."""
    start, _, end = bare.text.partition("/")
    return bool(end) and len(start) == 4 and other.first is not None and str(other.first.year) == start


def _same_total_time(told: Claim, recorded: Claim, on: date | None) -> bool:
    """A total keeps its start, within three months, and does not end long before it was given."""
    if told.time is None or recorded.time is None:
        return True
    if told.measure is recorded.measure and abs(starts_apart(told.time, recorded.time)) > START_SLACK:
        return False
    if _ends_where_told_begins(told.time, recorded.time):
        return False
    last = min(recorded.time.last, on) if recorded.time.last and on else recorded.time.last
    if told.time.last and last and told.time.last + timedelta(days=2 * MONTH) < last:
        return False
    return told.time.overlaps(recorded.time, slack_days=MONTH) or told.measure is Measure.CUMULATIVE


def _ends_where_told_begins(told: Edtf, recorded: Edtf) -> bool:
    """Whether a total of open start was counted before the article's begins to count: "since last autumn"."""
    if recorded.first is not None or recorded.last is None or told.first is None or "/" not in told.text:
        return False
    return recorded.last <= told.first + timedelta(days=MONTH)


def total_as_period(told: Claim, recorded: Claim, *, on: date | None) -> bool:
    """Tell whether a running total is told as a period's, a period's as a total, or a month's as a year's.

    A total told for a period that begins where it began is no fault; nor is a total of a period that covers all of it.
    """
    if told.time is None or recorded.time is None:
        return False
    pair = (told.measure, recorded.measure)
    if pair == (Measure.INCREMENT, Measure.CUMULATIVE):
        later_start = starts_apart(told.time, recorded.time) > START_SLACK
        named_period = recorded.time.first is None and "/" not in told.time.text
        return (later_start or named_period) and told.time.overlaps(recorded.time)
    if pair == (Measure.CUMULATIVE, Measure.INCREMENT):
        return _reaches_further(told.time, recorded.time)
    if pair == (Measure.INCREMENT, Measure.INCREMENT):
        return _part_for_whole(told.time, recorded.time, on)
    return False


def _reaches_further(told: Edtf, recorded: Edtf) -> bool:
    """Whether a total starts well before the recorded period did, or runs on well after it."""
    runs_on = told.last is None or (recorded.last is not None and (told.last - recorded.last).days > START_SLACK)
    return starts_apart(recorded, told) > START_SLACK or (recorded.last is not None and runs_on)


def _days_passed(time: Edtf, on: date | None) -> int | None:
    """Return how many days of the time had passed by a day; all of them where it is over, or no day is told."""
    if on is None or time.first is None or time.last is None or not time.first <= on < time.last:
        return days_long(time)
    return (on - time.first).days + 1


def _part_for_whole(told: Edtf, recorded: Edtf, on: date | None) -> bool:
    """Whether one period holds the other and is a multiple of it: a month's amount told of a year, or the reverse.

    Of a year that is not over what has passed of it counts.
    """
    lengths = _days_passed(told, on), _days_passed(recorded, on)
    if lengths[0] is None or lengths[1] is None or not told.overlaps(recorded):
        return False
    longer, shorter = max(lengths[0], lengths[1]), min(lengths[0], lengths[1])
    return longer > 5 * shorter and longer - shorter > 6 * MONTH
