"""Figures that an article adds up: rightly, where killed and wounded make casualties; wrongly, where two things are
told as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from typing import Final

from tumen.checking.otherwise import stage_raised
from tumen.checking.standing import Finding, is_counted
from tumen.checking.trial import Pair, Trial, is_denial, sides_alike
from tumen.codebook.claim import Basis, Kind, Outcome
from tumen.codebook.item import family_of
from tumen.codebook.quantity import Measure
from tumen.codebook.verdict import VerdictKind
from tumen.tracing import Relation
from tumen.tracing.rounding import told_numbers

_ONE_BRIEFING_DAYS = 3
_A_PART = 0.05
"""A summand smaller than this share of the whole would be lost in its rounding."""
_MOVES = {Kind.TRANSFER, Kind.PRESENCE}
_ROUNDED = 1.02
"""A little more than by what a sum may be off its whole: no summand outside it can make the sum."""


def adds_outcomes(trial: Trial) -> Finding | None:
    """Killed and wounded by one origin on one day, told as casualties; or what these leave beside one of them."""
    told = trial.told.outcome
    if told is Outcome.CASUALTIES:
        found = next(_sums(trial, _are_killed_and_wounded), None)
    else:
        found = next(_remainders(trial, _OTHERS[told]), None) if told in _OTHERS else None
    return Finding(kind=VerdictKind.AGREES, decides=found) if found else None


_OTHERS: Final = {Outcome.KILLED: Outcome.WOUNDED, Outcome.WOUNDED: Outcome.KILLED}


def _are_killed_and_wounded(first: Pair, second: Pair) -> bool:
    outcomes = {first.recorded.outcome, second.recorded.outcome}
    return outcomes == set(_OTHERS) and first.recorded.item == second.recorded.item


def _remainders(trial: Trial, other: Outcome) -> Iterator[tuple[Pair, Pair]]:
    """Pairs of casualties and of one outcome, by one origin, that leave the article's number for the other outcome."""
    numbers = told_numbers(trial.told)
    if len(numbers) != 1 or is_denial(trial.told):
        return
    held = [
        pair
        for pair in trial.pairs
        if pair.recorded.kind is Kind.LOSS
        and pair.recorded.has_figure
        and pair.source is not Relation.OTHER
        and not is_denial(pair.recorded)
        and sides_alike(pair.told, pair.recorded)
        and pair.recorded.item == trial.told.item
    ]
    for whole, part in permutations(held, 2):
        if (whole.recorded.outcome, part.recorded.outcome) != (Outcome.CASUALTIES, other):
            continue
        days = abs((whole.head.published - part.head.published).days)
        left = max(told_numbers(whole.recorded)) - max(told_numbers(part.recorded))
        if (
            whole.head.origin == part.head.origin
            and days <= _ONE_BRIEFING_DAYS
            and abs(left - numbers[0]) <= 0.01 * left
        ):
            yield whole, part


def adds_parts(trial: Trial) -> Finding | None:
    """Two parts of one thing, given by one origin on one day for one time, told as their sum: that bears it out."""
    told = trial.told

    def together(first: Pair, second: Pair) -> bool:
        one, two = first.recorded, second.recorded
        return (
            one.item == two.item == told.item
            and one.measure is two.measure is told.measure is Measure.INCREMENT
            and one.stage is two.stage is told.stage
            and one.time == two.time
            and first.head.published == second.head.published
            and is_counted(first)
            and is_counted(second)
        )

    found = None if trial.readings else next(_sums(trial, together), None)
    return Finding(kind=VerdictKind.AGREES, decides=found) if found else None


def adds_plans(trial: Trial) -> Finding | None:
    """Two parts of one plan, given by one origin on one day, told as their sum and as if they were there already."""
    told = trial.told

    def together(first: Pair, second: Pair) -> bool:
        one, two = first.recorded, second.recorded
        return (
            one.item == two.item == told.item
            and one.measure is two.measure is Measure.INCREMENT
            and one.stage is two.stage
            and stage_raised(first)
            and one.time == two.time
            and is_counted(first)
            and is_counted(second)
        )

    found = None if trial.bearing() else next(_sums(trial, together, moved=True), None)
    return Finding(kind=VerdictKind.STAGE_RAISED, decides=found) if found else None


def adds_items(trial: Trial) -> Finding | None:
    """Two items counted apart by one origin on one day, added up and told of one of them."""
    told = trial.told

    def together(first: Pair, second: Pair) -> bool:
        items = {first.recorded.item, second.recorded.item}
        alike = first.recorded.outcome is second.recorded.outcome and first.recorded.stage is second.recorded.stage
        if not is_counted(first) or not is_counted(second):
            return False
        return len(items) == 2 and told.item in items and alike and family_of(told.item) == family_of(min(items))

    found = None if trial.readings else next(_sums(trial, together), None)
    return Finding(kind=VerdictKind.ITEM_CONFUSED, decides=found) if found else None


def adds_alternatives(trial: Trial) -> Finding | None:
    """Two ways to reckon one thing ("either … or"), added up and told as a count."""

    def together(first: Pair, second: Pair) -> bool:
        reckoned = (pair.head.entry.report.converted_from is not None for pair in (first, second))
        return all(reckoned) and not is_counted(first) and not is_counted(second)

    if trial.bearing() or trial.told.basis is not Basis.REPORTED:
        return None
    found = next(_sums(trial, together), None)
    return Finding(kind=VerdictKind.CONVERTED_AS_COUNTED, decides=found) if found else None


def _sums(trial: Trial, together: Callable[[Pair, Pair], bool], *, moved: bool = False) -> Iterator[tuple[Pair, Pair]]:
    """Pairs of statements by one origin, given together and not by another than the article names, that make its
    number; ``moved``: who is sent may be told as being there.
    """
    numbers = told_numbers(trial.told)
    if len(numbers) != 1 or is_denial(trial.told):
        return
    parts = [pair for pair in trial.pairs if _may_be_part(pair, numbers[0], moved=moved)]
    for first, second in combinations(parts, 2):
        if first.head.origin != second.head.origin or first.recorded.unit != second.recorded.unit:
            continue
        parted = [max(told_numbers(pair.recorded)) for pair in (first, second)]
        whole = sum(parted)
        if min(parted) < _A_PART * whole or abs(whole - numbers[0]) > 0.01 * whole:
            continue
        days = abs((first.head.published - second.head.published).days)
        others = Relation.OTHER in (first.source, second.source)
        if days <= _ONE_BRIEFING_DAYS and not others and together(first, second):
            yield first, second


def _may_be_part(pair: Pair, whole: float, *, moved: bool) -> bool:
    """Whether a statement is of the article's sides and kind, and its number neither too large nor too small a part."""
    kinds = {pair.recorded.kind, pair.told.kind}
    if not (len(kinds) == 1 or (moved and kinds == _MOVES)) or not pair.recorded.has_figure:
        return False
    number = max(told_numbers(pair.recorded))
    return (
        _A_PART * whole <= number * _ROUNDED
        and number <= whole * _ROUNDED
        and not is_denial(pair.recorded)
        and sides_alike(pair.told, pair.recorded)
    )
