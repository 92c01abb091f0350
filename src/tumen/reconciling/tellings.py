"""What was told of an exchange, each thing once: distinct claims with a figure, as days and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isnan, nan
from typing import NamedTuple

from tumen.codebook.claim import Basis, Claim, Polarity
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import Flow
from tumen.codebook.quantity import Hedge
from tumen.codebook.source import DistinctClaim, Origin, Origins, Source, SourceKind
from tumen.reconciling.scale import Motion, motion_of

# Without a date, a figure is on average about as old as the news that carries it.
_LAG_DAYS = 12.0
_ECHO_DAYS = 400.0
_CARRIERS = frozenset({SourceKind.MEDIA, SourceKind.OFFICIAL_ANONYMOUS})


class Telling(NamedTuple):
    """One distinct claim with a figure. Days are ordinals; ``day`` is nan where neither claim nor report is dated.

    ``start`` and ``end`` are those of a stated period (nan: none). What is no total stands for every day from ``opens``
    to ``closes`` (nan: for its day alone). ``carrier`` tells that nobody with a name vouches.
    """

    flow: Flow
    low: float
    high: float
    hedge: Hedge
    day: float
    start: float
    end: float
    dated: bool
    carrier: bool
    converted: bool
    origin: str
    group: str | None
    upstream: str | None
    entry: Entry
    distinct: str
    entries: tuple[str, ...]
    opens: float = nan
    closes: float = nan

    def day_for(self, asked: float) -> float:
        """Return the day asked where the figure stands for it, else the figure's own."""
        return asked if isnan(self.day) or self.opens <= asked <= self.closes else self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All tellings of an exchange, and by flow the ids of denials and of every known entry."""

    tellings: tuple[Telling, ...]
    denials: Mapping[Flow, tuple[str, ...]]
    entries: Mapping[Flow, tuple[str, ...]]
    zeros: frozenset[Flow]
    """Flows of which somebody counted exactly nothing."""


def known(entry: Entry, known_at: date | None) -> bool:
    """Tell whether the entry had been published by then; a month or a year counts from its first day."""
    if known_at is None:
        return True
    published = entry.report.published
    return published is not None and published.first is not None and published.first <= known_at


def tell_once(exchange: Exchange, origins: Origins, known_at: date | None) -> Told:
    """Return what was told by ``known_at``: of every distinct claim the first known version that changed nothing.

    Denials, claims without a figure and counts of nothing are told apart. A flow that would be left with copies
    only keeps
    them, each as a claim of its own, so that every flow with a figure has an answer.
    """
    entries = {entry.id: entry for entry in exchange.entries if known(entry, known_at)}
    same: dict[Flow, Flow] = {}
    flows: dict[str, Flow] = {}
    for key, entry in entries.items():
        flow = Flow.of(entry.claim)
        flows[key] = same.setdefault(flow, flow)
    by_id = {origin.id: origin for origin in origins.origins}
    tellings = []
    for chosen, members, distinct in _chosen(entries, origins.distinct):
        telling = _telling(chosen, flows[chosen.id], by_id.get(distinct.origin), distinct.id, members)
        if telling is not None:
            tellings.append(telling)
    tellings.extend(_left_over(entries, flows, {telling.flow for telling in tellings}, by_id, origins))
    tellings = without_echoes(tellings)
    # Whatever the order in which claims came in, the same ones give the same sums to the last bit.
    tellings.sort(key=lambda telling: telling.distinct)
    denials: dict[Flow, list[str]] = {}
    all_ids: dict[int, list[str]] = {id(flow): [] for flow in same}
    zeros = set()
    for key in sorted(entries):
        claim, flow = entries[key].claim, flows[key]
        all_ids[id(flow)].append(key)
        if claim.polarity is Polarity.DENIED:
            denials.setdefault(flow, []).append(key)
        elif claim.hedge is Hedge.EXACT and claim.low == 0.0:
            zeros.add(flow)
    return Told(
        tellings=tuple(tellings),
        denials={flow: tuple(ids) for flow, ids in denials.items()},
        entries={flow: tuple(all_ids[id(flow)]) for flow in same},
        zeros=frozenset(zeros),
    )


def without_echoes(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings without those that nobody with a name vouches for and that repeat an earlier figure of
    their flow.

    An outlet that tells a recent figure to the digit, or in rounder words, adds no evidence to it.
    """
    # By identity: equal flows of one exchange are one object here, and a flow's hash costs more than all the rest.
    by_flow: dict[int, list[Telling]] = {}
    for telling in tellings:
        by_flow.setdefault(id(telling.flow), []).append(telling)
    kept = []
    for group in by_flow.values():
        group.sort(key=lambda telling: (_told_on(telling), telling.carrier, telling.distinct))
        figures: dict[float, float] = {}
        carriers = any(telling.carrier for telling in group)
        for telling in group:
            on = _told_on(telling)
            numbers = _numbers(telling)
            if telling.carrier and any(on - figures.get(number, -inf) <= _ECHO_DAYS for number in numbers):
                continue
            kept.append(telling)
            if carriers:
                for number in numbers:
                    for digits in (1, 2, 3, 9):
                        figures[_to_digits(number, digits)] = on
    return kept


def _told_on(telling: Telling) -> float:
    published = telling.entry.report.published
    return float(published.first.toordinal()) if published is not None and published.first is not None else telling.day


def _numbers(telling: Telling) -> tuple[float, ...]:
    return tuple({number for number in (telling.low, telling.high) if number == number})  # noqa: PLR0124 - nan


def _to_digits(number: float, digits: int) -> float:
    return float(f"{number:.{digits - 1}e}")


def _chosen(
    entries: Mapping[str, Entry], distinct: Iterable[DistinctClaim]
) -> Iterator[tuple[Entry, tuple[str, ...], DistinctClaim]]:
    for one in distinct:
        members = tuple(key for key in one.entries if key in entries)
        if members:
            faithful = [key for key in members if key not in one.garbled] if one.garbled else members
            yield entries[(faithful or members)[0]], members, one


def _left_over(
    entries: Mapping[str, Entry],
    flows: Mapping[str, Flow],
    answered: set[Flow],
    by_id: Mapping[str, Origin],
    origins: Origins,
) -> Iterator[Telling]:
    """Entries that were not traced, and those of flows that hold copies from elsewhere only."""
    traced = {key: one for one in origins.distinct for key in one.entries}
    for key, entry in entries.items():
        one = traced.get(key)
        if one is None or (flows[key] not in answered and _speaks(entry.claim)):
            origin = by_id.get(one.origin) if one else None
            telling = _telling(entry, flows[key], origin, f"{one.id}:{key}" if one else key, (key,))
            if telling is not None:
                yield telling


def _speaks(claim: Claim) -> bool:
    """Whether the claim affirms an amount over nothing."""
    return claim.polarity is Polarity.AFFIRMED and ((claim.low or 0.0) > 0.0 or (claim.high or 0.0) > 0.0)


def _telling(
    entry: Entry, flow: Flow, origin: Origin | None, distinct: str, members: tuple[str, ...]
) -> Telling | None:
    claim = entry.claim
    if not _speaks(claim):
        return None
    day, start, end = _days(claim.time, entry.report.published, motion_of(flow))
    opens, closes = _stands_for(claim.time, entry.report.published, motion_of(flow))
    source = origin.source if origin is not None else claim.origin_source
    return Telling(
        flow,
        claim.low if claim.low else nan,
        claim.high if claim.high else nan,
        claim.hedge,
        day,
        start,
        end,
        claim.time is not None,
        source is None or source.kind in _CARRIERS,
        claim.basis is not Basis.REPORTED or entry.report.converted_from is not None,
        origin.id if origin is not None else _own_name(source, entry),
        origin.group if origin is not None else None,
        origin.derived_from[0] if origin is not None and origin.derived_from else None,
        entry,
        distinct,
        members,
        opens,
        closes,
    )


def _stands_for(time: Edtf | None, published: Edtf | None, motion: Motion) -> tuple[float, float]:
    """Return first and last day that a stock, a rate or a share is told of: "in 2024" is all of it that had passed."""
    if motion not in (Motion.MOVING, Motion.SWAYING) or time is None or time.first is None or time.last is None:
        return nan, nan
    reported = float(published.first.toordinal()) if published is not None and published.first is not None else inf
    return float(time.first.toordinal()), min(float(time.last.toordinal()), reported)


def _own_name(source: Source | None, entry: Entry) -> str:
    return source.name.lower() if source is not None else f"unattributed:{entry.id}"


def _days(time: Edtf | None, published: Edtf | None, motion: Motion) -> tuple[float, float, float]:
    """Return the day that the figure speaks of, and start and end of the stated period."""
    reported = float(published.first.toordinal()) if published is not None and published.first is not None else nan
    if time is None:
        return reported - _LAG_DAYS, nan, nan
    if "/" in time.text:
        start = float(time.first.toordinal()) if time.first is not None else nan
        end = float(time.last.toordinal()) if time.last is not None else reported
    else:
        start = end = nan
    if motion is Motion.STEADY:
        return (reported if reported == reported else _middle(time, reported, whole=True)), start, end  # noqa: PLR0124 - nan
    return _middle(time, reported, whole=motion is not Motion.RISING), start, end


def _middle(time: Edtf, reported: float, *, whole: bool) -> float:
    """Return the middle of the days for which the figure may stand: of its last month, or of the whole period."""
    if time.last is None:
        return reported if reported == reported or time.first is None else float(time.first.toordinal())  # noqa: PLR0124
    last = float(time.last.toordinal())
    top = min(last, reported) if reported == reported else last  # noqa: PLR0124 - nan is not itself
    if whole and time.first is not None:
        bottom = float(time.first.toordinal())
    else:
        length = len(time.text.rpartition("/")[2].rstrip("~?%"))
        bottom = last - {7: time.last.day - 1, 4: 364}.get(length, 0)
    return (bottom + top) / 2 if bottom < top else top
