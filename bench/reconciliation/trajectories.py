"""The shapes in which a quantity grows or changes, made without regard to any model of an estimator.

A path is a function from a day to a value. Cumulative shapes rise from 0 to 1; stocks and shares move both ways.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import exp

from bench.reconciliation.chance import Chance

Path = Callable[[float], float]


def logistic(x: float) -> float:
    """Return 1/(1+e^-x), without overflow."""
    if x < -700.0:
        return 0.0
    return 1.0 / (1.0 + exp(-x)) if x < 700.0 else 1.0


def _shares(chance: Chance, count: int) -> list[float]:
    sizes = [chance.pareto(1.3) for _ in range(count)]
    whole = sum(sizes)
    return [size / whole for size in sizes]


def _through(days: Sequence[float], values: Sequence[float]) -> Path:
    """Return the broken line through these points, flat outside them."""

    def path(day: float) -> float:
        if day <= days[0]:
            return values[0]
        if day >= days[-1]:
            return values[-1]
        i = bisect_right(days, day)
        part = (day - days[i - 1]) / (days[i] - days[i - 1])
        return values[i - 1] + part * (values[i] - values[i - 1])

    return path


def _sum_of_curves(terms: Sequence[tuple[float, float, float]]) -> Path:
    def path(day: float) -> float:
        return sum(size * logistic((day - middle) / width) for size, middle, width in terms)

    return path


def bursts(chance: Chance, start: float, end: float) -> Path:
    """Several logistic bursts of very unequal size."""
    sizes = _shares(chance, chance.whole(2, 7))
    return _sum_of_curves([(size, chance.uniform(start + 20, end), chance.uniform(2, 25)) for size in sizes])


def s_curve(chance: Chance, start: float, end: float) -> Path:
    """One or two slow S-curves over most of the time."""
    sizes = _shares(chance, chance.whole(1, 2))
    middle = (start + end) / 2
    return _sum_of_curves([(size, middle + chance.uniform(-200, 200), chance.uniform(40, 130)) for size in sizes])


def ramp(chance: Chance, start: float, end: float) -> Path:
    """Straight growth whose slope changes a few times."""
    knots = sorted(chance.uniform(start + 10, end) for _ in range(chance.whole(0, 3)))
    days = [start, *knots, end]
    slopes = [chance.lognormal(1.0, 0.8) for _ in days[1:]]
    values = [0.0]
    for i, slope in enumerate(slopes):
        values.append(values[-1] + slope * (days[i + 1] - days[i]))
    return _through(days, [value / values[-1] for value in values])


def restarts(chance: Chance, start: float, end: float) -> Path:
    """Growth, standstill, growth again: plateaus with restarts."""
    stretches = chance.whole(2, 4)
    marks = sorted(chance.uniform(start + 5, end) for _ in range(2 * stretches - 1))
    days, values = [start], [0.0]
    sizes = _shares(chance, stretches)
    for i, mark in enumerate(marks):
        days.append(mark)
        values.append(values[-1] + (sizes[i // 2] if i % 2 == 0 else 0.0))
    return _through(days, values)


def deliveries(chance: Chance, start: float, end: float) -> Path:
    """Sudden deliveries: a staircase."""
    sizes = _shares(chance, chance.whole(3, 14))
    days = sorted(chance.uniform(start + 5, end) for _ in sizes)

    def path(day: float) -> float:
        return sum(size for size, delivered in zip(sizes, days, strict=True) if delivered <= day)

    return path


def speeding_up(chance: Chance, start: float, end: float) -> Path:
    """Growth as a power of time: slow at first, then fast, or the other way round."""
    power = chance.lognormal(1.3, 0.5)

    def path(day: float) -> float:
        return float(min(max((day - start) / (end - start), 0.0), 1.0) ** power)

    return path


_TOTALS: dict[Callable[[Chance, float, float], Path], float] = {
    bursts: 0.24,
    ramp: 0.2,
    restarts: 0.2,
    s_curve: 0.14,
    deliveries: 0.12,
    speeding_up: 0.1,
}


def total(chance: Chance, *, start: float, end: float, size: float) -> Path:
    """Return a total that never falls, from 0 before `start` towards `size` at `end`."""
    shape = chance.weighed(_TOTALS)(chance, start, end)
    before = shape(start)

    def path(day: float) -> float:
        return size * max(shape(day) - before, 0.0) if day > start else 0.0

    return path


def stock(chance: Chance, *, start: float, end: float, size: float) -> Path:
    """Return a stock that arrives, stands, is drawn down and is rebuilt; never negative."""
    arrival = chance.uniform(3, 40)
    moves = [
        (chance.laplace(0.45), chance.uniform(start + 40, end), chance.uniform(1, 45))
        for _ in range(chance.whole(1, 6))
    ]
    changes = _sum_of_curves(moves)

    def path(day: float) -> float:
        if day <= start:
            return 0.0
        return size * (2.0 * logistic((day - start) / arrival) - 1.0) * exp(changes(day))

    return path


def share(chance: Chance, *, start: float, end: float) -> Path:
    """Return a share in percent, between 0 and 100: a broken line with steps, in logits."""
    knots = sorted(chance.uniform(start + 30, end) for _ in range(chance.whole(1, 4)))
    days = [start, *knots, end + 1.0]
    levels = [chance.normal(1.2)]
    for _ in days[1:]:
        levels.append(levels[-1] + chance.laplace(0.45))
    line = _through(days, levels)
    step_day, step = chance.uniform(start, end), chance.laplace(0.3)

    def path(day: float) -> float:
        return 100.0 * logistic(line(day) + (step if day > step_day else 0.0)) if day > start else 0.0

    return path
