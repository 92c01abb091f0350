"""The ways in which an article tells a recorded statement otherwise: one small function each, for one pair."""

from __future__ import annotations

from tumen.checking.figures import Likeness, loses_its_hedge, power_of_ten, same_unit
from tumen.checking.items import same_item
from tumen.checking.times import MONTH, START_SLACK, days_long, same_time, total_as_period
from tumen.checking.trial import Pair, is_denial, sides_swapped
from tumen.codebook.claim import Basis, Stage
from tumen.codebook.quantity import Hedge, Measure
from tumen.tracing import Relation
from tumen.tracing.rounding import significant_digits, told_numbers

FLOWS = frozenset({Measure.INCREMENT, Measure.CUMULATIVE})
"""What adds up: the amount of a period, and the total so far."""


def direction_reversed(pair: Pair) -> bool:
    """Giver and taker the wrong way round: the record holds the same item and figure the other way, whoever said it."""
    return sides_swapped(pair.told, pair.recorded)


def unit_slip(pair: Pair) -> bool:
    """A power of ten off, or the same number in another unit or currency."""
    if pair.told.unit == "item" and pair.figure is not Likeness.POWER and same_item(pair.told, pair.recorded):
        return False  # the article tells no unit
    return pair.figure is Likeness.POWER or not same_unit(pair.told, pair.recorded, pair.rates)


def item_confused(pair: Pair) -> bool:
    """One item's figure or act given to another: soldiers for engineers, launchers for guns."""
    return not same_item(pair.told, pair.recorded)


def outcome_confused(pair: Pair) -> bool:
    """One outcome's figure given to another: casualties told as killed."""
    return pair.told.outcome is not pair.recorded.outcome


def measure_confused(pair: Pair) -> bool:
    """A total for a period, a level for a flow, a pace for a total, a part for the whole, or the reverse.

    Not tried where the record speaks of what has not begun: there the measure changes with the stage.
    """
    told, recorded = pair.told.measure, pair.recorded.measure
    if pair.recorded.stage.rank < Stage.UNDERWAY.rank or Measure.NONE in (told, recorded):
        return False
    if told is recorded:
        return not same_pace(pair) or total_as_period(pair.told, pair.recorded, on=pair.on)
    if {told, recorded} == FLOWS:
        return total_as_period(pair.told, pair.recorded, on=pair.on)
    if told is Measure.STOCK and recorded in FLOWS:
        return not _just_arrived(pair)
    return True


def same_pace(pair: Pair) -> bool:
    """Whether both are per the same; "a month" may be short for "a month for each of them"."""
    told, recorded = pair.told.per or "", pair.recorded.per or ""
    return told == recorded or told.endswith(f"-{recorded}") or recorded.endswith(f"-{told}")


def _just_arrived(pair: Pair) -> bool:
    """Whether those who were sent may be told as those who are there: sent within three months, two months ago at
    most.
    """
    told, recorded = pair.told.time, pair.recorded.time
    if recorded is not None and (days_long(recorded) or 999) > START_SLACK:
        return False
    if told is None or recorded is None or told.first is None or recorded.last is None:
        return True
    return (told.first - recorded.last).days <= 2 * MONTH


def converted_as_counted(pair: Pair) -> bool:
    """A conversion, multiplication or capacity told as a count of what was delivered or made.

    What is told as possible ("could hold three million shells") is told as no count.
    """
    if not pair.told.has_figure or pair.told.stage is Stage.POSSIBLE:
        return False
    return pair.told.basis is Basis.REPORTED and pair.recorded.basis is not Basis.REPORTED


def stage_raised(pair: Pair) -> bool:
    """Told one stage or more too high; under way and done are one."""
    return min(pair.told.stage.rank, Stage.UNDERWAY.rank) > pair.recorded.stage.rank


def wrong_time(pair: Pair) -> bool:
    """Put into another period, a running total with another start, or an old report under a new date."""
    if total_as_period(pair.told, pair.recorded, on=pair.on):
        return False
    return not same_time(pair.told, pair.recorded, on=pair.on)


def wrong_source(pair: Pair) -> bool:
    """Somebody named as its source who, on record, did not give it, while somebody else did."""
    return pair.source is Relation.OTHER


def hedge_dropped(pair: Pair) -> bool:
    """A bound or a range lost: up to n told as n, at least n as exactly n, a range by one end."""
    if pair.figure is Likeness.END:
        return True
    return pair.figure is Likeness.SAME and loses_its_hedge(pair.told, pair.recorded) and not _is_finer(pair)


def _is_finer(pair: Pair) -> bool:
    """Whether the article's number lies above a recorded floor and is told to more digits: 101 is no "at least 100"."""
    numbers, floor = told_numbers(pair.told), pair.recorded.low
    if pair.recorded.hedge is not Hedge.AT_LEAST or floor is None or min(numbers) < floor:
        return False
    return max(map(significant_digits, numbers)) > significant_digits(floor)


def digits_told(pair: Pair) -> int:
    """Return to how many digits the article tells its number, 0 where it has none."""
    return max((significant_digits(number) for number in told_numbers(pair.told)), default=0)


def is_distinctive(pair: Pair) -> bool:
    """Tell whether the article's number is told to three digits or more: such a one is hardly the same by chance."""
    return digits_told(pair) >= 3


def slip_is_plain(pair: Pair) -> bool:
    """Tell whether a power of ten is a slip: the same source, two digits alike, or a thousand."""
    numbers, others = told_numbers(pair.told), told_numbers(pair.recorded)
    if not power_of_ten(numbers, others):
        return True
    digits = max(significant_digits(number) for number in numbers)
    plain = digits >= 2 or abs(power_of_ten(numbers, others)) >= 3
    return pair.source is Relation.SAME or (plain and pair.source is not Relation.OTHER)


def speaks_of_the_same(pair: Pair) -> bool:
    """Tell whether one denies what the other denies, or both affirm."""
    return is_denial(pair.told) == is_denial(pair.recorded)
