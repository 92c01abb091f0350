"""Axes of a drawing: amounts (plain or logarithmic) and dates turned into places, with round ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from tumen.publishing.phrases import MONTHS, amount

_LEAST, _MOST = 1e-6, 1e18  # beyond these an amount is an error of coding, and is drawn at the end
_LOG_FROM = 60.0  # largest over smallest amount from which equal steps would hide the small ones


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountScale:
    """Amounts from ``low`` to ``high`` on ``near`` to ``far`` in pixels; ``log`` where they span a factor over 60."""

    low: float
    high: float
    near: float
    far: float
    log: bool

    @classmethod
    def over(cls, amounts: Sequence[float], *, near: float, far: float) -> Self:
        """Return the scale that shows all the amounts; nought is the base of a plain one."""
        positive = [min(number, _MOST) for number in amounts if number > _LEAST] or [1.0]
        log = min(positive) * _LOG_FROM < max(positive)
        if log:
            low, high = 10 ** math.floor(math.log10(min(positive))), max(positive) * 1.3
        else:
            low, high = 0.0, max(positive) * 1.12
        return cls(low=low, high=high, near=near, far=far, log=log)

    def at(self, number: float) -> float:
        """Return the place of an amount; one beyond the ends is put on the end."""
        number = min(max(number, self.low), self.high)
        if self.log:
            share = math.log(number / self.low) / math.log(self.high / self.low)
        else:
            share = (number - self.low) / (self.high - self.low)
        return self.near + share * (self.far - self.near)

    def ticks(self, most: int = 5) -> tuple[tuple[float, str], ...]:
        """Return round amounts with their labels."""
        numbers = _powers(self.low, self.high, most) if self.log else _steps(self.low, self.high, most)
        return tuple((self.at(number), amount(number)) for number in numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateScale:
    """Days from ``first`` to ``last`` on ``near`` to ``far`` in pixels."""

    first: date
    last: date
    near: float
    far: float

    @classmethod
    def over(cls, days: Sequence[date], *, near: float, far: float) -> Self:
        """Return the scale that shows all the days; a single day stands in the middle of a year."""
        first, last = min(days), max(days)
        if (last - first).days < 30:
            middle = first.toordinal() + (last - first).days // 2
            first, last = date.fromordinal(max(middle - 45, 1)), date.fromordinal(middle + 45)
        return cls(first=first, last=last, near=near, far=far)

    def at(self, day: date) -> float:
        """Return the place of a day."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.near + min(max(share, 0.0), 1.0) * (self.far - self.near)

    def ticks(self, most: int = 6) -> tuple[tuple[float, str], ...]:
        """Return firsts of months or years with their labels."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if months / step <= most), 240)
        numbers = range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month)
        firsts = [date(number // 12, number % 12 + 1, 1) for number in numbers if number % step == 0]
        return tuple((self.at(day), _label(day, step)) for day in firsts if self.first <= day <= self.last)


def _label(day: date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"


def _steps(low: float, high: float, most: int) -> list[float]:
    rough = (high - low) / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    first = math.ceil(low / step)
    return [number * step for number in range(first, math.floor(high / step) + 1)]


def _powers(low: float, high: float, most: int) -> list[float]:
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    step = max(1, math.ceil((last - first + 1) / most))
    return [10.0**power for power in range(first, last + 1, step)]
