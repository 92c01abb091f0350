"""Dates and intervals: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that the codebook uses.

Years, months, days, seasons (21-24), intervals with open ends (``..`` or nothing) and the qualifiers ``~ ? %``, which
are kept in the text and do not move the days. A date is compared as the interval of the days that it covers.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from tumen.errors import InvalidDate

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?[~?%]?", re.ASCII)
_SEASON_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval as told, with the first and last day that it covers (None: open)."""

    text: str
    first: date | None
    last: date | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the date or interval that the text names.

        Raises:
            InvalidDate: the text is no date, its ends are the wrong way round, or both ends are open.

        >>> Edtf.parse("2024-02").last
        datetime.date(2024, 2, 29)
        >>> Edtf.parse("../2024-10-18").first is None
        True
        """
        text = text.strip()
        ends = text.split("/")
        first: date | None
        last: date | None
        if len(ends) == 1:
            first, last = _days(text)
        elif len(ends) == 2:
            first = None if ends[0] in ("", "..") else _days(ends[0])[0]
            last = None if ends[1] in ("", "..") else _days(ends[1])[1]
            if first is None and last is None:
                raise InvalidDate("time", f"{text!r} is open at both ends", "Leave it out, or name one end")
        else:
            raise InvalidDate("time", f"{text!r} has more than two ends", _FORMS)
        if first is not None and last is not None and first > last:
            raise InvalidDate("time", f"{text!r} ends before it starts", "Write the earlier date first")
        return cls(text, first, last)

    @classmethod
    def between(cls, first: date | None, last: date | None) -> Self:
        """Return the interval between two days, in its shortest form; None is an open end."""
        if first is not None and first == last:
            return cls.parse(first.isoformat())
        return cls.parse("/".join(day.isoformat() if day else ".." for day in (first, last)))

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether the interval goes on (no last day)."""
        return self.last is None

    def overlaps(self, other: Edtf, *, slack_days: int = 0) -> bool:
        """Tell whether the two share a day, or come within ``slack_days`` of it."""
        slack = timedelta(days=slack_days)
        if self.first is not None and other.last is not None and self.first - other.last > slack:
            return False
        return not (other.first is not None and self.last is not None and other.first - self.last > slack)

    def contains(self, day: date) -> bool:
        """Tell whether the day lies within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


_FORMS = "Write 2024, 2024-10, 2024-10-18, 2024-22 (summer), 2023-09/2024-03, 2023-09/.. or ../2024-02"


def _days(text: str) -> tuple[date, date]:
    """First and last day of one date."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise InvalidDate("time", f"{text!r} is no EDTF date", _FORMS)
    year, month, day = int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)
    if "00" in (found["month"], found["day"]):
        raise InvalidDate("time", f"{text!r} has a month or day 00", _FORMS)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month in _SEASON_FIRST_MONTH:
            return _season(year, _SEASON_FIRST_MONTH[month])
        if month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as problem:
        raise InvalidDate("time", f"{text!r} is not on the calendar ({problem})", _FORMS) from problem


def _season(year: int, first_month: int) -> tuple[date, date]:
    """Three months from the first; winter runs into the next year."""
    end_year, end_month = (year, first_month + 2) if first_month < 12 else (year + 1, 2)
    return date(year, first_month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
