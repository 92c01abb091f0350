"""Words of the calendar and the arithmetic of months, with which expressions of time are worked out."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from tumen.codebook.edtf import Edtf

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
SEASONS: Final[dict[str, int]] = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS: Final[dict[str, int]] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "i": 1, "ii": 2, "iii": 3,
    "iv": 4, "last": 0, "final": 0, "closing": 0, "opening": 1,
}  # fmt: skip


def month_text(year: int, month: int) -> str:
    """Return a month as EDTF; months beyond 1 to 12 run into the years beside.

    >>> month_text(2024, 0), month_text(2024, 13)
    ('2023-12', '2025-01')
    """
    year, index = year + (month - 1) // 12, (month - 1) % 12
    return f"{year:04d}-{index + 1:02d}"


def shifted(day: date, months: int) -> date:
    """Return the day so many months away, kept within its month.

    >>> shifted(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = max(1, index // 12), index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_of(day: date) -> str:
    """Return the month of a day as EDTF."""
    return f"{day.year:04d}-{day.month:02d}"


def season_around(season: int, anchor: date, turn: int) -> str:
    """Return the season named without a year: the last one begun (turn -1), the one to come (1), or this year's (0).

    >>> season_around(24, date(2024, 3, 1), -1), season_around(22, date(2024, 3, 1), 1)
    ('2023-24', '2024-22')
    """
    first = {21: 3, 22: 6, 23: 9, 24: 12}[season]
    year = anchor.year
    if turn < 0 and first > anchor.month:
        year -= 1
    elif turn > 0 and first <= anchor.month:
        year += 1
    return f"{year:04d}-{season}"


def weekday_before(weekday: int, anchor: date) -> date:
    """Return the last such weekday before the day (a week before, if it is one itself)."""
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7 or 7)


def weekday_after(weekday: int, anchor: date) -> date:
    """Return the next such weekday after the day."""
    return anchor + timedelta(days=(weekday - anchor.weekday()) % 7 or 7)


def joined(first: Edtf | None, last: Edtf | None) -> Edtf | None:
    """Return the interval from one to the other as told; None where it would run backwards or is open at both ends."""
    if first is None and last is None:
        return None
    left = first.text.split("/")[0] if first else ".."
    right = last.text.rsplit("/", 1)[-1] if last else ".."
    if first and last and first.first and last.last and first.first > last.last:
        return None
    if ".." in (left, right) and left == right:
        return None
    return Edtf.parse(left if left == right else f"{left}/{right}")
