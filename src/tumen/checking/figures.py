"""How two figures stand to one another by their meaning: the same, one end, vaguer, a power of ten off."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from tumen.codebook.claim import Claim, Stage
from tumen.codebook.quantity import PERCENT, TIMES, Hedge, is_currency
from tumen.tracing import figure_of, same_number
from tumen.tracing.rounding import CLOSE, told_numbers

CURRENCY_SLACK = 0.15
"""Two sums in two currencies are one if they lie within so much of one another by the yearly rates."""
OUTSIDE = 0.20
"""A figure further outside everything said than this is another figure."""
OVERSTATED = 1.5
"""A named source's "more than" may not be raised by this factor."""
_PLAIN_UNITS: Final = frozenset(
    {"person", "item", "round", "container", "railcar", "voyage", "tonne", "metre", "km", "barrel", "litre", "kg"}
    | {"hectare", "flight"}
)
_VERY = 0.01
_TEN = 0.001
_UNITS: Final[Mapping[str, str]] = {
    word: unit
    for unit, words in {
        "railcar": ("wagon", "carriage", "rail car", "train car", "boxcar", "hopper", "tank wagon", "tank car"),
        "voyage": (
            "trip",
            "sailing",
            "shipment",
            "crossing",
            "journey",
            "round trip",
            "delivery",
            "consignment",
            "cargo",
        ),
        "tonne": ("ton", "metric ton", "metric tonne"),
        "metre": ("meter", "m"),
        "km": ("kilometre", "kilometer"),
        "container": ("box", "boxe"),
        "round": ("shell",),
        "person": ("soldier", "worker", "people"),
    }.items()
    for word in words
}
_BULK = frozenset({"barrel", "tonne", "litre", "kg"})
_SLIPS = frozenset({1, 2, 3, 4, 6})
"""Powers of ten that a pen slips by: a nought or two, thousands, ten-thousands (as East Asia counts), millions."""
_RATIOS = frozenset({PERCENT, TIMES})
_COUNTS = frozenset({"person", "item", "round"})
_WHOLE = frozenset({Hedge.EXACT, Hedge.ABOUT})

Rates = Mapping[str, Mapping[int, float]]


class Likeness(StrEnum):
    """What an article's figure is to a recorded one."""

    SAME = "same"
    END = "one end of a range"
    VAGUER = "vaguer, and holds it"
    POWER = "a power of ten off"
    BARE = "neither has a figure"
    PLAIN = "the article has none"
    OTHER = "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLikeness:
    """Whether two units are one; ``factor`` turns the record's numbers into the article's unit (None: it cannot be)."""

    same: bool
    factor: float | None = 1.0


@lru_cache(maxsize=4_096)
def plain_unit(unit: str) -> str:
    """Return one name for each unit, whatever word a text has for it.

    >>> plain_unit("wagon"), plain_unit("metric tons"), plain_unit("barrel")
    ('railcar', 'tonne', 'barrel')
    """
    word = unit.casefold().replace("_", " ").strip()
    singular = word[:-1] if word.endswith("s") and len(word) > 3 else word
    return _UNITS.get(singular, unit if is_currency(unit) else singular)


def is_plain_unit(unit: str) -> bool:
    """Tell whether a text may slip in the unit: a currency, a count or a measure, and not "drum" or "convoy"."""
    return is_currency(unit) or plain_unit(unit) in _PLAIN_UNITS


def units_alike(told: Claim, recorded: Claim, rates: Rates) -> UnitLikeness:
    """Return whether two claims count in one unit; persons, items and rounds do, and money by the pack's yearly rates.

    Between two currencies without a rate there is no factor.
    """
    if plain_unit(told.unit) == plain_unit(recorded.unit) or not told.has_figure or not recorded.has_figure:
        return UnitLikeness(same=True)
    if {plain_unit(told.unit), plain_unit(recorded.unit)} <= _COUNTS:
        return UnitLikeness(same=True)
    if {told.unit, recorded.unit} == {"item", "container"} and told.item == recorded.item:
        return UnitLikeness(same=True)
    if told.unit == "item" and told.item == recorded.item and plain_unit(recorded.unit) in _BULK:
        return UnitLikeness(same=True)  # nobody counts oil or rice by the piece: the article tells no unit
    if is_currency(told.unit) and is_currency(recorded.unit):
        return UnitLikeness(same=False, factor=_exchange(told, recorded, rates))
    return UnitLikeness(same=False, factor=None)


def _exchange(told: Claim, recorded: Claim, rates: Rates) -> float | None:
    """Units of the article's currency for one of the record's, in the year in which the record's time ends."""
    time = recorded.time or told.time
    day = (time.last or time.first) if time else None
    if day is None:
        return None
    into, out_of = (1.0 if unit == "USD" else rates.get(unit, {}).get(day.year) for unit in (told.unit, recorded.unit))
    return into / out_of if into and out_of else None


def alike(told: Claim, recorded: Claim, rates: Rates) -> Likeness:
    """Return what the article's figure is to the recorded one, whatever the hedges say.

    In another unit only the bare numbers are looked at; money in another currency is the same within 15 %.
    """
    if not told.has_figure:
        return Likeness.PLAIN if recorded.has_figure else Likeness.BARE
    if not recorded.has_figure:
        return Likeness.OTHER
    if (told.unit in _RATIOS) is not (recorded.unit in _RATIOS):
        return Likeness.OTHER  # "less than half of it" tells no number of shells
    numbers, others = told_numbers(told), _comparable_numbers(told, recorded)
    units = units_alike(told, recorded, rates)
    if not units.same and units.factor and _equal_sums(numbers, tuple(n * units.factor for n in others)):
        return Likeness.SAME
    if len(numbers) == len(others) and all(same_number(a, b) for a, b in zip(numbers, others, strict=True)):
        return Likeness.SAME
    if units.same and _both_vague(told, recorded):
        return Likeness.SAME
    if units.same and _holds(told, recorded):
        return Likeness.VAGUER
    told_ends = len(others) == 2 and recorded.hedge is not Hedge.VAGUE  # "several hundred" tells no 999
    if len(numbers) == 1 and told_ends and any(same_number(numbers[0], end) for end in others):
        return Likeness.END
    return Likeness.POWER if units.same and abs(power_of_ten(numbers, others)) in _SLIPS else Likeness.OTHER


def told_closely(told: Claim, recorded: Claim) -> bool:
    """Tell whether the numbers are the very ones, within 1 %: only such are taken for another statement's, told
    wrongly.
    """
    numbers, others = told_numbers(told), _comparable_numbers(told, recorded)
    return all(any(abs(a - b) <= _VERY * max(a, b) for b in others) for a in numbers)


def _both_vague(told: Claim, recorded: Claim) -> bool:
    """Whether two vague words overlap: "dozens" and "several dozen" are one figure."""
    if told.hedge is not Hedge.VAGUE or recorded.hedge is not Hedge.VAGUE:
        return False
    first, second = figure_of(told), figure_of(recorded)
    return first is not None and second is not None and first[0] <= second[1] and second[0] <= first[1]


def _comparable_numbers(told: Claim, recorded: Claim) -> tuple[float, ...]:
    """The record's numbers; "1.3 times" beside "30 percent more" as percent more."""
    numbers = told_numbers(recorded)
    if (told.unit, recorded.unit) == (PERCENT, TIMES):
        return tuple((number - 1) * 100 for number in numbers if number > 1)
    if (told.unit, recorded.unit) == (TIMES, PERCENT):
        return tuple(1 + number / 100 for number in numbers)
    return numbers


def same_unit(told: Claim, recorded: Claim, rates: Rates) -> bool:
    """Tell whether the article keeps the record's unit, or another currency that comes to the same sum."""
    units = units_alike(told, recorded, rates)
    if units.same or {told.unit, recorded.unit} == {PERCENT, TIMES}:
        return True
    return bool(units.factor) and _equal_sums(
        told_numbers(told), tuple(number * (units.factor or 0.0) for number in told_numbers(recorded))
    )


def _equal_sums(numbers: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return len(numbers) == len(others) and all(
        abs(a - b) <= CURRENCY_SLACK * max(a, b) for a, b in zip(numbers, others, strict=True)
    )


def power_of_ten(numbers: tuple[float, ...], others: tuple[float, ...]) -> int:
    """Return by which power of ten the numbers are off, 0 where they are not.

    >>> power_of_ten((74,), (74_000,)), power_of_ten((5_000,), (6_000,))
    (-3, 0)
    """
    if len(numbers) != len(others) or not all(numbers) or not all(others):
        return 0
    powers = {math.log10(number / other) for number, other in zip(numbers, others, strict=True)}
    power = round(min(powers))
    return power if power and all(abs(found - power) < _TEN for found in powers) else 0


def _holds(told: Claim, recorded: Claim) -> bool:
    """Whether a vaguer figure of the article contains the recorded one: "thousands" for 11,000, "over 10,000" for
    11,000.
    """
    if told.hedge in _WHOLE:
        return False
    wide, narrow = figure_of(told), figure_of(recorded)
    if wide is None or narrow is None or wide == narrow:
        return False
    if told.hedge is Hedge.VAGUE:
        narrow = interval(recorded)
    slack = 1 + CLOSE
    if not (wide[0] <= narrow[0] * slack and narrow[1] <= wide[1] * slack):
        return False
    return _not_too_wide(told, recorded)


def _not_too_wide(told: Claim, recorded: Claim) -> bool:
    """A bound must lie near what it bounds: "more than 3" says nothing of 10,000."""
    nearest = min(told_numbers(recorded)) if told.hedge is Hedge.AT_LEAST else max(told_numbers(recorded))
    if told.hedge is Hedge.AT_LEAST:
        return nearest <= OVERSTATED * (told.low or 0)
    if told.hedge is Hedge.AT_MOST:
        return nearest * OVERSTATED >= (told.high or 0)
    return True


def loses_its_hedge(told: Claim, recorded: Claim) -> bool:
    """Tell whether the article loses a bound or a range of the recorded figure of the same numbers.

    "Up to n", "nearly n" told as n or "at least n"; "at least n" as exactly n; a range told by one end. "About" for a
    floor is rounding; a thing told as possible keeps its doubt.
    """
    if told.stage is Stage.POSSIBLE and recorded.stage is Stage.POSSIBLE:
        return False
    match recorded.hedge:
        case Hedge.AT_MOST:
            return told.hedge in (Hedge.EXACT, Hedge.ABOUT, Hedge.AT_LEAST)
        case Hedge.AT_LEAST:
            return told.hedge in (Hedge.EXACT, Hedge.AT_MOST)
        case Hedge.RANGE | Hedge.VAGUE:
            return told.hedge in _WHOLE
        case _:
            return False


def interval(claim: Claim) -> tuple[float, float]:
    """Return what a claim says of the amount as an interval; an open floor reaches half as far again.

    A floor without end would fit every larger figure and nothing could differ from it.
    """
    low, high = figure_of(claim) or (0.0, math.inf)
    return (low, low * OVERSTATED if math.isinf(high) else high)


def lies_outside(told: Claim, recorded: Claim) -> bool:
    """Tell whether the article's figure lies more than 20 % outside the recorded one, both as intervals."""
    low, high = interval(told)
    if told.hedge is Hedge.AT_MOST:
        low = high / OVERSTATED
    if told.hedge is Hedge.AT_LEAST and recorded.hedge is Hedge.AT_LEAST:
        return low >= OVERSTATED * (recorded.low or 0)
    bottom, top = interval(recorded)
    return low > top * (1 + OUTSIDE) or high < bottom * (1 - OUTSIDE)
