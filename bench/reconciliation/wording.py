"""How a figure that somebody has in mind comes out in words: hedges, round numbers, dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, floor, log10, sqrt

from bench.reconciliation.chance import Chance
from bench.reconciliation.rows import date_of

BASE_STYLE: dict[str, float] = {
    "exact": 0.24,
    "about": 0.30,
    "at_least": 0.21,
    "at_most": 0.08,
    "range": 0.10,
    "vague": 0.07,
}

# The codebook's intervals for vague magnitudes.
VAGUE: tuple[tuple[float, float], ...] = (
    (3, 9),
    (24, 99),
    (36, 99),
    (200, 999),
    (300, 999),
    (2_000, 9_999),
    (3_000, 9_999),
    (20_000, 99_999),
    (200_000, 999_999),
    (2_000_000, 9_999_999),
    (3_000_000, 9_999_999),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as told."""

    low: float | None
    high: float | None
    hedge: str

    @property
    def number(self) -> float:
        """The number that stands in the text; the middle of a range."""
        if self.low is not None and self.high is not None:
            return sqrt(self.low * self.high)
        return self.low if self.low is not None else self.high or 0.0


def power_of_ten(exponent: int) -> float:
    """Return 10 to this power, to the last bit the same everywhere."""
    return float(f"1e{exponent}")


def rounded(value: float, digits: int) -> float:
    """Return `value` to so many significant digits, never less than 1.

    >>> rounded(11_234, 2), rounded(0.2, 1)
    (11000.0, 1.0)
    """
    if value < 1.0:
        return 1.0
    step = max(power_of_ten(floor(log10(value)) + 1 - digits), 1.0)
    return max(float(round(value / step)) * step, 1.0)


def _salient(value: float, chance: Chance, *, down: bool) -> float:
    """Return the next number below or above `value` that people like: one digit, or two ending in 0 or 5, or two."""
    unit = power_of_ten(floor(log10(max(value, 1.0))))
    step = unit * chance.weighed({1.0: 0.35, 0.5: 0.35, 0.1: 0.3})
    step = max(step, 1.0)
    whole = floor(value / step)
    return max(float(whole if down else whole + 1) * step, 1.0)


def _exact(value: float, chance: Chance, _gap: float) -> Figure:
    number = rounded(value, chance.weighed({1: 0.08, 2: 0.32, 3: 0.35, 4: 0.17, 6: 0.08}))
    return Figure(low=number, high=number, hedge="exact")


def _about(value: float, chance: Chance, _gap: float) -> Figure:
    number = rounded(value, chance.weighed({1: 0.4, 2: 0.52, 3: 0.08}))
    return Figure(low=number, high=number, hedge="about")


def _at_least(value: float, chance: Chance, gap: float) -> Figure:
    return Figure(low=_salient(value * exp(-gap), chance, down=True), high=None, hedge="at_least")


def _at_most(value: float, chance: Chance, gap: float) -> Figure:
    return Figure(low=None, high=_salient(value * exp(gap), chance, down=False), hedge="at_most")


def _range(value: float, chance: Chance, _gap: float) -> Figure:
    low = rounded(value * exp(-chance.exponential(0.18)), 2)
    high = rounded(value * exp(chance.exponential(0.22)), 2)
    if low >= high:
        return _about(value, chance, 0.0)
    return Figure(low=low, high=high, hedge="range")


def _vague(value: float, chance: Chance, _gap: float) -> Figure:
    # Speakers miss the borders of "hundreds" and "thousands" by a little.
    felt = value * exp(chance.normal(0.15))
    fitting = [(low, high) for low, high in VAGUE if low <= felt <= high]
    if not fitting:
        return _about(value, chance, 0.0)
    low, high = chance.pick(fitting)
    return Figure(low=float(low), high=float(high), hedge="vague")


_FORMS = {
    "exact": _exact,
    "about": _about,
    "at_least": _at_least,
    "at_most": _at_most,
    "range": _range,
    "vague": _vague,
}


def tell(value: float, hedge: str, *, gap: float, chance: Chance) -> Figure:
    """Return how `value` is told with this hedge; `gap` is the log distance at which a bound is set."""
    return _FORMS[hedge](value, chance, gap)


def tell_share(percent: float, hedge: str, *, gap: float, chance: Chance) -> Figure:
    """Return how a percentage is told: whole numbers, often in fives, between 1 and 99."""
    step = 5.0 if hedge != "exact" and chance.happens(0.55) else 1.0

    def near(value: float) -> float:
        return float(min(max(round(value / step) * step, 1.0), 99.0))

    room = percent * (100.0 - percent) / 100.0 * gap
    match hedge:
        case "at_least":
            return Figure(low=near(percent - room - 0.4 * step), high=None, hedge=hedge)
        case "at_most":
            return Figure(low=None, high=near(percent + room + 0.4 * step), hedge=hedge)
        case "range":
            low, high = near(percent - chance.exponential(4.0)), near(percent + chance.exponential(5.0))
            return Figure(low=low, high=high, hedge="range" if low < high else "about")
        case "vague":
            return Figure(low=near(percent), high=near(percent), hedge="about")
        case _:
            return Figure(low=near(percent), high=near(percent), hedge=hedge)


def month(day: int) -> str:
    """Return the month of a day, as EDTF.

    >>> month(31)
    '2023-02'
    """
    return date_of(day).isoformat()[:7]


def month_start(day: int) -> int:
    """Return the day number of the first of that month.

    >>> month_start(40)
    31
    """
    moment = date_of(day)
    return day - (moment.day - 1)


def month_end(day: int) -> int:
    """Return the day number of the last of that month.

    >>> month_end(40)
    58
    """
    first = date_of(month_start(day))
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return month_start(day) + (following - timedelta(days=1)).day - 1


def told_time(measure: str, known: int, published: int, chance: Chance) -> str:
    """Return the `time` of a claim: the day or month that its author knew, or the month of the text, or nothing."""
    moment = chance.weighed(
        {
            date_of(known).isoformat(): 0.3,
            month(known): 0.32,
            month(published) + " ": 0.24,
            "": 0.14,
        }
    ).strip()
    if not moment or measure != "cumulative":
        return moment
    return f"../{moment}"
