"""Claims that seem to contradict one another, and of what sort: most differ in what they count, not in what is true.

A pair is typed by the first difference that explains it: a copy that changed something, the factor of a conversion,
outcome,
measure, scope, date; what is left is a true conflict. Nothing is settled here: a person does that, with a reason.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from math import erf, exp, inf, isnan, log

from tumen.codebook.case_pack import Conversion
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import Flow, StagePath
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Origins
from tumen.reconciling.factors import amount_of
from tumen.reconciling.links import PARTS
from tumen.reconciling.tellings import Telling, tell_once

_SAME_DAYS, _START_DAYS = 45.0, 60.0
_NOTABLE, _FACTOR_NOTABLE, _COMPARABLE = 0.18, 0.26, 1.3
_OFFSET, _WORDS = 0.25, 0.06
_MOST_EACH = 6
_TOGETHER_DAYS = 400


class ContradictionKind(StrEnum):
    """What explains that two claims do not agree."""

    SCOPE = "scope"
    OUTCOME = "outcome"
    MEASURE = "measure"
    DATE = "date"
    UNIT = "unit"
    FACTOR = "factor"
    STAGE = "stage"
    CHANGED_COPY = "copy with changed figure"
    CONFLICT = "true conflict"


_EXPLAINED = frozenset({ContradictionKind.SCOPE, ContradictionKind.MEASURE, ContradictionKind.DATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims (or more) that seem to contradict one another.

    ``id`` is a hash of kind and entries, the same for good; ``score`` (0-1) tells how little chance alone explains
    the difference;
    ``because`` is a sentence.
    """

    id: str
    kind: ContradictionKind
    entries: tuple[str, ...]
    score: float
    because: str


def contradictions(
    exchange: Exchange,
    origins: Origins,
    *,
    known_at: date | None = None,
    conversions: Iterable[Conversion] = (),
) -> tuple[Contradiction, ...]:
    """Return the contradictions of an exchange, the clearest first.

    Compared are distinct claims of different origins, copies with what they repeat, and conversions with one
    another. ``conversions``
    are the pack's: a figure that was converted with a factor far from the published one is told too.
    """
    told = tell_once(exchange, origins, known_at)
    present = {telling.entry.id for telling in told.tellings} | {key for ids in told.entries.values() for key in ids}
    found = [*_changed_copies(origins, present), *_factors(told.tellings), *_pairs(told.tellings)]
    found.extend(_units(conversions, present))
    unique = {one.id: one for one in sorted(found, key=lambda one: one.score)}
    return tuple(_without_crowds(sorted(unique.values(), key=lambda one: (-one.score, one.kind, one.entries))))


def _without_crowds(ordered: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Of what is explained, the clearest few of each claim: one total against a dozen steps is one story."""
    seen: Counter[tuple[str, ContradictionKind]] = Counter()
    for one in ordered:
        if one.kind in _EXPLAINED and any(seen[entry, one.kind] >= _MOST_EACH for entry in one.entries):
            continue
        seen.update((entry, one.kind) for entry in one.entries)
        yield one


def _contradiction(kind: ContradictionKind, entries: Iterable[str], score: float, because: str) -> Contradiction:
    ids = tuple(sorted(entries))
    digest = hashlib.sha256(f"{kind}:{','.join(ids)}".encode()).hexdigest()[:12]
    return Contradiction(id=digest, kind=kind, entries=ids, score=round(min(score, 0.99), 2), because=because)


_BY_CHANGE = (
    ("outcome", ContradictionKind.OUTCOME),
    ("stage", ContradictionKind.STAGE),
    ("unit", ContradictionKind.UNIT),
    ("measure", ContradictionKind.MEASURE),
    ("item", ContradictionKind.SCOPE),
    ("figure", ContradictionKind.CHANGED_COPY),
    ("bound", ContradictionKind.CHANGED_COPY),
    ("date", ContradictionKind.DATE),
)


def _changed_copies(origins: Origins, present: set[str]) -> Iterator[Contradiction]:
    for distinct in origins.distinct:
        for copy, changed in distinct.garbled.items():
            kind = next((kind for field, kind in _BY_CHANGE if field in changed), None)
            if kind is not None and copy in present and distinct.id in present:
                what = ", ".join(changed)
                because = f"{copy} repeats {distinct.id} and changed its {what}"
                yield _contradiction(kind, (copy, distinct.id), 0.9 if "bound" not in changed else 0.7, because)


def _factors(tellings: Sequence[Telling]) -> Iterator[Contradiction]:
    """Conversions of counts at factors that differ."""
    by_entry = {entry: telling for telling in tellings for entry in telling.entries}
    implied = []
    for telling in tellings:
        count = by_entry.get(telling.entry.report.converted_from or "")
        if count is not None and count.flow.unit != telling.flow.unit and telling.flow.measure is count.flow.measure:
            implied.append((telling, count, log(amount_of(telling) / amount_of(count))))
    for (one, first, low), (other, second, high) in combinations(implied, 2):
        if one.flow != other.flow or first.flow != second.flow or abs(low - high) < _FACTOR_NOTABLE:
            continue
        units = f"{one.flow.unit}s per {first.flow.unit}"
        because = f"converted at {exp(low):,.3g} and at {exp(high):,.3g} {units}; nobody counted the {one.flow.unit}s"
        same_count = 0.9 if first.distinct == second.distinct else 0.6
        yield _contradiction(ContradictionKind.FACTOR, (one.entry.id, other.entry.id), same_count, because)


def _units(conversions: Iterable[Conversion], present: set[str]) -> Iterator[Contradiction]:
    """Amounts in two units whose ratio is not the published one."""
    known = list(conversions)
    for published in known:
        if published.derived or not (published.low and published.high):
            continue
        for derived in known:
            same = (derived.from_unit, derived.to_unit) == (published.from_unit, published.to_unit)
            if not (same and derived.derived and derived.low and set(derived.claims) & present):
                continue
            ratio = abs(log(derived.low / published.low))
            if ratio > _FACTOR_NOTABLE:
                because = (
                    f"{derived.low:g} {derived.to_unit}s to a {derived.from_unit} are implied, "
                    f"{published.low:g} are published ({published.author})"
                )
                yield _contradiction(ContradictionKind.UNIT, set(derived.claims) & present, 0.9, because)


def _pairs(tellings: Sequence[Telling]) -> Iterator[Contradiction]:
    for one, other in combinations(sorted(tellings, key=lambda telling: telling.distinct), 2):
        if one.origin == other.origin or _drawn(one, other) or one.flow.unit != other.flow.unit:
            continue
        found = _typed(one, other)
        if found is not None:
            kind, score, because = found
            yield _contradiction(kind, (one.entry.id, other.entry.id), score, because)


def _drawn(one: Telling, other: Telling) -> bool:
    return other.origin == one.upstream or one.origin == other.upstream


def _typed(one: Telling, other: Telling) -> tuple[ContradictionKind, float, str] | None:
    """Type a pair by the first difference that explains it; None where there is nothing to explain."""
    apart = abs(log(amount_of(one) / amount_of(other)))
    first, second = one.flow, other.flow
    if first.path is not second.path or first.per != second.per or not _one_matter(first, second):
        return None
    alike = 0.6 * exp(-max(apart - _NOTABLE, 0.0))
    if first.outcome is not second.outcome:
        if apart > 0.05 or not _near_in_time(one, other):
            return None
        return ContradictionKind.OUTCOME, 0.5, f"one figure, told as {first.outcome} and as {second.outcome}"
    if apart < _NOTABLE or (apart > _COMPARABLE and first != second):
        return None
    if first.measure is not second.measure:
        return ContradictionKind.MEASURE, alike, f"{first.measure} against {second.measure}: not one quantity"
    if first.item != second.item or _places_differ(one, other):
        where = f"{_scope(one)} against {_scope(other)}"
        return ContradictionKind.SCOPE, alike, f"not the same thing is counted: {where}"
    return _same_flow(one, other, alike)


def _same_flow(one: Telling, other: Telling, alike: float) -> tuple[ContradictionKind, float, str] | None:
    """Two claims of one flow: another time, or a true conflict."""
    early, late = sorted((one, other), key=lambda telling: (telling.day, telling.distinct))
    gap = _gap(one, other)
    if one.flow.measure is Measure.CUMULATIVE and one.flow.path is StagePath.DONE:
        if _fallen(early, late) > _NOTABLE:
            score = erf(_fallen(early, late) / (2 * _OFFSET))
            return ContradictionKind.CONFLICT, score, "a later total is below an earlier one, whatever the hedges"
        if not _near_in_time(one, other):
            return None
        if _starts_differ(one, other):
            return ContradictionKind.DATE, alike, "totals counted from different starts"
    elif not _near_in_time(one, other) or _periods_differ(one, other):
        return ContradictionKind.DATE, alike, "they speak of different times"
    if gap < _NOTABLE:
        return None
    score = erf(gap / (2 * _OFFSET))
    return ContradictionKind.CONFLICT, score, "one quantity at one time, and no hedge reaches from one to the other"


def _one_matter(first: Flow, second: Flow) -> bool:
    """Whether both speak of one matter between the same sides: of the same item, or of a part and its whole."""
    if (first.actor, first.counterpart) != (second.actor, second.counterpart):
        return False
    if (first.kind is second.kind) is False and Measure.SHARE in (first.measure, second.measure):
        return False
    related = first.item == second.item or PARTS.get(first.item) == second.item or PARTS.get(second.item) == first.item
    return related and (first.measure is Measure.SHARE) == (second.measure is Measure.SHARE)


def _bounds(telling: Telling) -> tuple[float, float]:
    """The span of the figure on the log, with a little room for words."""
    low = -inf if telling.hedge is Hedge.AT_MOST or isnan(telling.low) else log(telling.low) - _WORDS
    high = inf if telling.hedge is Hedge.AT_LEAST or isnan(telling.high) else log(telling.high) + _WORDS
    return low, high


def _gap(one: Telling, other: Telling) -> float:
    (low, high), (lower, higher) = _bounds(one), _bounds(other)
    return max(low - higher, lower - high, 0.0)


def _fallen(early: Telling, late: Telling) -> float:
    """By how much a later total falls short of an earlier one."""
    fallen = _bounds(early)[0] - _bounds(late)[1]
    return fallen if fallen < inf else 0.0


def _near_in_time(one: Telling, other: Telling) -> bool:
    return isnan(one.day) or isnan(other.day) or abs(one.day - other.day) <= _SAME_DAYS


def _told_together(one: Telling, other: Telling) -> bool:
    """Whether readers may set one beside the other: told within so long of one another."""
    published = [telling.entry.report.published for telling in (one, other)]
    days = [date_.first.toordinal() for date_ in published if date_ is not None and date_.first is not None]
    return len(days) < 2 or abs(days[0] - days[1]) <= _TOGETHER_DAYS


def _starts_differ(one: Telling, other: Telling) -> bool:
    return not isnan(one.start) and not isnan(other.start) and abs(one.start - other.start) > _START_DAYS


def _periods_differ(one: Telling, other: Telling) -> bool:
    if isnan(one.start) or isnan(other.start) or isnan(one.end) or isnan(other.end):
        return False
    return abs(one.start - other.start) > 25 or abs(one.end - other.end) > 25


def _places_differ(one: Telling, other: Telling) -> bool:
    if one.flow.measure not in (Measure.SHARE, Measure.STOCK):
        return False
    places = one.entry.claim.place, other.entry.claim.place
    return places[0] != places[1]


def _scope(telling: Telling) -> str:
    place = telling.entry.claim.place
    return f"{telling.flow.item} in {place}" if place else f"all {telling.flow.item}"
