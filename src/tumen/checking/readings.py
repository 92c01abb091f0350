"""Which statements on record the article may be telling: found by figure, sides and kind, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tumen.checking import otherwise
from tumen.checking.figures import Likeness, is_plain_unit, lies_outside, same_unit, told_closely
from tumen.checking.items import exactly_same_item, is_broader, same_item
from tumen.checking.times import same_time
from tumen.checking.trial import Pair, Reading, Trial, copy_pair, is_denial, kinds_alike, sides_alike, sides_swapped
from tumen.codebook.claim import Claim, Kind
from tumen.codebook.item import family_of
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.verdict import VerdictKind
from tumen.tracing import Relation

OTHERWISE: Final[tuple[tuple[VerdictKind, Callable[[Pair], bool]], ...]] = (
    (VerdictKind.DIRECTION_REVERSED, otherwise.direction_reversed),
    (VerdictKind.UNIT_SLIP, otherwise.unit_slip),
    (VerdictKind.ITEM_CONFUSED, otherwise.item_confused),
    (VerdictKind.OUTCOME_CONFUSED, otherwise.outcome_confused),
    (VerdictKind.MEASURE_CONFUSED, otherwise.measure_confused),
    (VerdictKind.CONVERTED_AS_COUNTED, otherwise.converted_as_counted),
    (VerdictKind.STAGE_RAISED, otherwise.stage_raised),
    (VerdictKind.WRONG_TIME, otherwise.wrong_time),
    (VerdictKind.WRONG_SOURCE, otherwise.wrong_source),
    (VerdictKind.HEDGE_DROPPED, otherwise.hedge_dropped),
)
"""The verdicts that one pair decides, in the order in which they are tried."""

_ORDER = {kind: at for at, kind in enumerate(VerdictKind)}
_FIGURES = frozenset({Likeness.SAME, Likeness.END, Likeness.VAGUER, Likeness.POWER})
_BORROWED = frozenset(VerdictKind) - {VerdictKind.HEDGE_DROPPED}
_DATED = {VerdictKind.WRONG_TIME, VerdictKind.MEASURE_CONFUSED}
_LOOSE = frozenset({VerdictKind.WRONG_TIME, VerdictKind.MEASURE_CONFUSED, VerdictKind.HEDGE_DROPPED})
"""A vague word without a source ("thousands have gone") is held to no date and no kind of figure."""
_IDENTITY = frozenset(
    {VerdictKind.UNIT_SLIP, VerdictKind.ITEM_CONFUSED, VerdictKind.OUTCOME_CONFUSED, VerdictKind.MEASURE_CONFUSED}
)


def read(trial: Trial) -> Trial:
    """Return the trial with its readings, the likeliest first.

    A vaguer figure tells no other statement where its source gave that very figure, or anybody that very range.
    """
    found = [reading for pair in trial.pairs for reading in _readings(pair, trial)]
    if any(_is_to_the_letter(reading.pair) for reading in found):
        found = [reading for reading in found if reading.pair.figure is not Likeness.VAGUER]
    return replace(trial, readings=tuple(sorted(found, key=_cost)))


def _is_to_the_letter(pair: Pair) -> bool:
    """Whether the figure is that of the source named, or a range with both its ends."""
    ranges = pair.told.hedge is pair.recorded.hedge is Hedge.RANGE and told_closely(pair.told, pair.recorded)
    return pair.figure is Likeness.SAME and (pair.by_name or ranges)


def _readings(pair: Pair, trial: Trial) -> list[Reading]:
    found = []
    if may_be_told(pair) or _goes_the_other_way(pair, trial):
        reading = Reading(pair=pair, faults=faults(pair))
        if is_plausible(reading):
            found.append(reading)
    found.extend(_garbled(pair))
    return found


def may_be_told(pair: Pair) -> bool:
    """Tell whether the article may be telling this statement at all: sides, kind, polarity, and figure or item."""
    told, recorded = pair.told, pair.recorded
    if not kinds_alike(told, recorded) or not otherwise.speaks_of_the_same(pair):
        return False
    if not sides_alike(told, recorded):
        return sides_swapped(told, recorded) and _may_be_reversed(pair)
    if told.kind is Kind.PROJECT and not told.has_figure and recorded.has_figure:
        return False
    if is_denial(told):
        return same_item(told, recorded) and pair.source is not Relation.UNSURE and _may_be_that_denial(pair)
    if not told.has_figure:
        return same_item(told, recorded) and not _compares(recorded)
    if not _one_family(pair) or pair.figure not in _FIGURES:
        return False
    if pair.figure is Likeness.POWER and not otherwise.same_pace(pair):
        return False
    return same_unit(told, recorded, pair.rates) or (is_plain_unit(told.unit) and is_plain_unit(recorded.unit))


def _may_be_that_denial(pair: Pair) -> bool:
    """Whether a denial may be the recorded one: one party's at any time, another's only if of one time.

    "None came in September" is no word of what somebody else denied three years before.
    """
    return pair.source is Relation.SAME or same_time(pair.told, pair.recorded, on=pair.on)


def _compares(recorded: Claim) -> bool:
    """Whether the record only compares amounts ("1.3 times as many containers"): it does not say that any came."""
    return recorded.measure is Measure.FACTOR


def _may_be_reversed(pair: Pair) -> bool:
    """The same item and figure; without a figure also the same source, for goods of one sort go both ways."""
    if not same_item(pair.told, pair.recorded):
        return False
    if pair.figure is Likeness.SAME:
        return True
    bare = pair.figure is Likeness.BARE and exactly_same_item(pair.told, pair.recorded)
    return bare and pair.source is Relation.SAME


def _goes_the_other_way(pair: Pair, trial: Trial) -> bool:
    """Whether the article tells, without a figure, of a thing that on record only ever goes the other way."""
    told, recorded = pair.told, pair.recorded
    if told.has_figure or not sides_swapped(told, recorded) or not kinds_alike(told, recorded):
        return False
    if is_denial(told) or is_denial(recorded) or not exactly_same_item(told, recorded):
        return False
    return not any(sides_alike(told, other.recorded) and same_item(told, other.recorded) for other in trial.pairs)


def _one_family(pair: Pair) -> bool:
    """Items of one family, or goods and the money for them."""
    return (
        family_of(pair.told.item) == family_of(pair.recorded.item)
        or same_item(pair.told, pair.recorded)
        or Kind.TRADE in (pair.told.kind, pair.recorded.kind)
    )


def faults(pair: Pair) -> tuple[VerdictKind, ...]:
    """Return the ways in which the article tells the statement otherwise, in the order of trial."""
    if is_denial(pair.told):
        return (VerdictKind.WRONG_SOURCE,) if otherwise.wrong_source(pair) else ()
    spared = _LOOSE if pair.told.hedge is Hedge.VAGUE and pair.source is None else frozenset()
    return tuple(kind for kind, differs in OTHERWISE if kind not in spared and differs(pair))


def is_plausible(reading: Reading) -> bool:
    """Tell whether so many differences still leave it the same statement.

    Another source and another difference besides are two chances too many, unless the number is distinctive. A vaguer
    figure, or one a power of ten off, must agree in all else but one thing.
    """
    pair, found = reading.pair, set(reading.faults)
    if found and not pair.told.has_figure and _is_vague(pair):
        return False
    if VerdictKind.DIRECTION_REVERSED in found:
        return len(found - {VerdictKind.HEDGE_DROPPED, VerdictKind.WRONG_SOURCE}) <= 2
    if VerdictKind.WRONG_SOURCE in found and len(found) > 1 and not otherwise.is_distinctive(pair):
        return False
    if found & _IDENTITY and not _is_traceable(pair, found):
        return False
    if found & _BORROWED and pair.figure in (Likeness.SAME, Likeness.END) and not _very_number(pair):
        return False
    if pair.figure is Likeness.POWER:
        beside = {VerdictKind.UNIT_SLIP, VerdictKind.HEDGE_DROPPED} | (_DATED if pair.by_name else set())
        return found <= beside and otherwise.slip_is_plain(pair)
    if pair.figure is Likeness.VAGUER:
        return len(found) <= 1 and not found & _IDENTITY
    return len(found - {VerdictKind.HEDGE_DROPPED}) <= (3 if pair.source is Relation.SAME else 2)


def _is_vague(pair: Pair) -> bool:
    """Whether the article, without a figure, leaves a side open or names the item only by a general word."""
    told = pair.told
    one_sided = None in (told.actor, told.counterpart) and pair.recorded.counterpart is not None
    return one_sided or not exactly_same_item(told, pair.recorded)


def _is_traceable(pair: Pair, found: set[VerdictKind]) -> bool:
    """Whether another item's or unit's number is that statement's: by its source, or by the number where none is
    named, or one that means nobody in particular ("the centre").
    """
    if pair.source is Relation.SAME or otherwise.is_distinctive(pair):
        return True
    return pair.source in (None, Relation.UNSURE) and len(found) == 1


def _very_number(pair: Pair) -> bool:
    """Whether the article has the very number or a copy's, a vague word in its place, or rounds its source's."""
    if pair.source is Relation.SAME and pair.by_name:
        return True
    if any(told_closely(pair.told, copy.entry.claim) for copy in pair.head.copies if not copy.changed):
        return True
    return Hedge.VAGUE in (pair.told.hedge, pair.recorded.hedge) or told_closely(pair.told, pair.recorded)


def _garbled(pair: Pair) -> list[Reading]:
    """Readings in which the article repeats a garbled copy of the statement: the original decides."""
    found = []
    for copy in pair.head.copies:
        if not copy.changed or not _may_repeat(pair.told, copy.entry.claim):
            continue
        if not _repeats(copy_pair(pair, copy.entry)):
            continue
        kinds = set(_changed_kinds(pair, copy.changed))
        if kinds:
            found.append(Reading(pair=pair, faults=tuple(sorted(kinds, key=_ORDER.__getitem__)), garble=copy.entry))
    return found


def _may_repeat(told: Claim, copied: Claim) -> bool:
    """Whether number and item of a copy are the article's, whoever gave it."""
    return exactly_same_item(told, copied) and told_closely(told, copied)


def _repeats(pair: Pair) -> bool:
    """Whether the article tells the copy, whose number and item it has, to the letter in all the rest."""
    return (
        may_be_told(pair)
        and pair.figure in (Likeness.SAME, Likeness.BARE)
        and set(faults(pair)) <= {VerdictKind.HEDGE_DROPPED}
    )


def _changed_kinds(pair: Pair, changed: tuple[str, ...]) -> list[VerdictKind]:
    """The verdicts on what a copy changed, where the article differs from the original in it too."""
    kinds: list[VerdictKind] = [
        kind for kind, differs in OTHERWISE if kind is not VerdictKind.UNIT_SLIP and differs(pair)
    ]
    if pair.figure is Likeness.POWER or ("unit" in changed and otherwise.unit_slip(pair)):
        kinds.append(VerdictKind.UNIT_SLIP)
    elif "figure" in changed and lies_outside(pair.told, pair.recorded):
        kinds.append(VerdictKind.DIFFERS)
    return kinds


def _cost(reading: Reading) -> tuple[float, int, int, str]:
    """How far a reading is from the article: fewer differences, the named source, the very figure and item, the
    newest.
    """
    pair = reading.pair
    cost = float(len(reading.faults)) - 0.1 * (reading.garble is not None)
    cost += (
        {Relation.SAME: 0.0, Relation.UNSURE: 0.4, Relation.OTHER: 0.5}.get(pair.source, 0.1) if pair.source else 0.0
    )
    cost += 0.4 * (pair.figure is Likeness.VAGUER) + 0.3 * (not exactly_same_item(pair.told, pair.recorded))
    cost += 0.05 * is_broader(pair.told, pair.recorded)
    cost += 0.2 * (pair.told.kind is not pair.recorded.kind) + 0.7 * (pair.figure is Likeness.POWER)
    cost += 0.2 * (pair.source is Relation.SAME and not pair.by_name)
    first = min((_ORDER[kind] for kind in reading.faults), default=0)
    return (round(cost, 3), first, -pair.head.published.toordinal(), pair.head.entry.id)
