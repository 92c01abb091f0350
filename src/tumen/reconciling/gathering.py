"""From what was told to what is asked: one row a flow, with the claims that bear on it, its own and its neighbours'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isnan, nan
from typing import NamedTuple

import numpy as np

from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey, Flow
from tumen.codebook.quantity import Measure
from tumen.codebook.source import Origins
from tumen.reconciling.factors import Believed, believed_factors, is_conversion
from tumen.reconciling.parameters import Lean, Parameters, lean_key
from tumen.reconciling.path import YOUTH_DAYS
from tumen.reconciling.rows import Offsets, Rows
from tumen.reconciling.scale import Motion, is_share, motion_of, to_axis
from tumen.reconciling.sites import CODES, Sites, Wordings, parts_of
from tumen.reconciling.tellings import Telling, Told, tell_once

_UNKNOWN_LEAN = Lean()
_DAYS_OF = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_RATE_NOISE, _DOUBTED = 0.3, 0.1
_OLD, _PART = 0.15, 0.5
_SAME_PERIOD_DAYS = 45.0
_LATER_START_DAYS, _BEFORE_FIRST_DAYS = 45.0, 10.0


class Bearing(NamedTuple):
    """A telling as it bears on a row: perhaps by way of a factor, as something added, or as a rate over a period."""

    telling: Telling
    times: float = 1.0
    start: float = nan
    noise: float = 0.0
    factor: bool = False
    step: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One flow on one day: what bears on it. ``began`` is the first day on which it was spoken of."""

    flow: Flow
    exchange: ExchangeKey
    told: Told
    bearings: tuple[Bearing, ...]
    began: float
    factor: Believed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows with their sites; ``names`` of offsets are (row, origin or ``factor``, unit); ``keys`` their leans'
    names.
    """

    rows: tuple[Row, ...]
    asked: Rows
    sites: Sites
    offsets: Offsets
    names: tuple[tuple[int, str, str], ...]
    keys: tuple[str, ...] = field(default=())


def gather(
    exchange: Exchange,
    origins: Origins,
    as_of: date,
    known_at: date | None,
    parameters: Parameters,
    *,
    told: Told | None = None,
) -> list[Row]:
    """Return a row for every flow of the exchange of which an amount is told, sorted by its written form."""
    told = told or tell_once(exchange, origins, known_at)
    grouped: dict[int, list[Telling]] = {}
    for telling in told.tellings:
        grouped.setdefault(id(telling.flow), []).append(telling)
    by_flow = {tellings[0].flow: tellings for tellings in grouped.values()}
    factors = believed_factors(told.tellings, parameters.factors, parameters.factor_spread) if len(by_flow) > 1 else {}
    flows = sorted(by_flow, key=str) if len(by_flow) > 1 else list(by_flow)
    steps = {flow: by_flow[flow] for flow in flows if flow.measure in (Measure.INCREMENT, Measure.RATE)}
    rows = []
    for flow in flows:
        factor = factors.get(flow)
        bearings = _bearings(flow, by_flow, steps, factor, as_of)
        rows.append(
            Row(
                flow=flow,
                exchange=exchange.key,
                told=told,
                bearings=bearings,
                began=_began(bearings, as_of),
                factor=factor if any(bearing.factor for bearing in bearings) else None,
            )
        )
    return rows


def _began(bearings: Sequence[Bearing], as_of: date) -> float:
    """Return when it began: the earliest stated start, or some time before the first figure."""
    days = [bearing.telling.day for bearing in bearings if not isnan(bearing.telling.day)]
    starts = [bearing.telling.start for bearing in bearings if not isnan(bearing.telling.start)]
    return min([*(day - YOUTH_DAYS for day in days), *starts], default=float(as_of.toordinal()) - YOUTH_DAYS)


def _bearings(
    flow: Flow,
    by_flow: Mapping[Flow, Sequence[Telling]],
    steps: Mapping[Flow, Sequence[Telling]],
    factor: Believed | None,
    as_of: date,
) -> tuple[Bearing, ...]:
    own = by_flow[flow]
    if flow.measure is Measure.INCREMENT:
        return tuple(Bearing(telling) for telling in _latest_step(own, as_of))
    motion = motion_of(flow)
    if motion is not Motion.RISING:
        return tuple(Bearing(telling) for telling in own)
    if factor is None:
        bearings = [Bearing(telling) for telling in own]
    else:
        bearings = _with_counts(own, by_flow[factor.counted], factor)
    return tuple(_from_their_starts([*bearings, *_steps_into(flow, steps)]))


def _with_counts(own: Sequence[Telling], counts: Sequence[Telling], factor: Believed) -> list[Bearing]:
    """The counts themselves, times the factor, stand for all that was worked out from them."""
    counted = {entry for count in counts for entry in count.entries}
    bearings = [Bearing(count, times=factor.middle, factor=True) for count in counts]
    for telling in own:
        if not is_conversion(telling, counts, factor):
            bearings.append(Bearing(telling))
        elif telling.entry.report.converted_from not in counted and telling.converted:
            bearings.append(Bearing(telling, factor=True))
    return bearings


def _from_their_starts(bearings: list[Bearing]) -> list[Bearing]:
    """A total counted from a later start than others, or a step, is what was added since; a first step is a total."""
    levels = sorted(b.telling.day for b in bearings if not b.step and not isnan(b.telling.day))
    starts = [b.telling.start for b in bearings if not b.step and not isnan(b.telling.start)]
    if not levels:
        return bearings
    # Of the time before the first figure nothing was said, so that nothing can be added to it.
    first_step = levels[0] - _BEFORE_FIRST_DAYS
    later_total = max(min(starts, default=levels[0]) + _LATER_START_DAYS, first_step)
    return [
        bearing._replace(start=bearing.telling.start)
        if bearing.telling.start >= (first_step if bearing.step else later_total)
        and bearing.telling.start < bearing.telling.day - 5
        else bearing
        for bearing in bearings
    ]


def _steps_into(flow: Flow, told: Mapping[Flow, Sequence[Telling]]) -> list[Bearing]:
    """What was added in a stated period, or went at a rate during one, adds to the total."""
    steps = []
    for other, tellings in told.items():
        if not _same_but_measure(flow, other):
            continue
        days = _DAYS_OF.get(other.per or "")
        for telling in tellings:
            if isnan(telling.start) or isnan(telling.end) or telling.end - telling.start < 6:
                continue
            if other.measure is Measure.INCREMENT:
                steps.append(Bearing(telling._replace(day=telling.end), step=True))
            elif days is not None:
                times = (telling.end - telling.start + 1) / days
                rate = telling._replace(day=telling.end)
                steps.append(Bearing(rate, times=times, noise=_RATE_NOISE, step=True))
    return steps


def _same_but_measure(first: Flow, second: Flow) -> bool:
    return (first.kind, first.actor, first.counterpart, first.item, first.outcome, first.unit, first.path) == (
        second.kind,
        second.actor,
        second.counterpart,
        second.item,
        second.outcome,
        second.unit,
        second.path,
    )


def _latest_step(own: Sequence[Telling], as_of: date) -> Sequence[Telling]:
    """Of steps told for several periods: those of the last period that had begun; all where periods are not told."""
    begun = [telling for telling in own if not isnan(telling.day) and telling.day <= as_of.toordinal()]
    if not begun:
        return own
    last = max(begun, key=lambda telling: (_ends(telling), telling.distinct))
    return [telling for telling in begun if abs(_ends(telling) - _ends(last)) <= _SAME_PERIOD_DAYS] or own


def _ends(telling: Telling) -> float:
    return telling.day if isnan(telling.end) else min(telling.end, telling.day + 31.0)


def batch_of(rows: Sequence[Row], as_of: date, parameters: Parameters) -> Batch:
    """Return the rows as sites on their axes, with the offsets that origins, upstream origins and factors share."""
    asked = float(as_of.toordinal())
    columns = _Columns(parameters)
    for number, row in enumerate(rows):
        share, rising = is_share(row.flow), motion_of(row.flow) is Motion.RISING
        for bearing in row.bearings:
            columns.add(number, row, bearing, asked=asked, share=share, rising=rising)
    return Batch(
        rows=tuple(rows),
        asked=Rows(
            day=np.full(len(rows), asked),
            began=np.array([row.began for row in rows], float),
            motion=np.array([motion_of(row.flow) for row in rows], np.int64),
        ),
        sites=columns.sites(),
        offsets=Offsets(mean=np.array(columns.means, float), variance=np.array(columns.variances, float)),
        names=tuple(columns.offset_of),
        keys=tuple(columns.keys),
    )


def _loose(bearing: Bearing, *, stale: bool, rising: bool) -> float:
    """Return how probably the figure is only a lower bound of a total: an old one, or a first step to it."""
    if not rising or not isnan(bearing.start):
        return 0.0
    return _PART if bearing.step else _OLD if stale else 0.0


class _Columns:
    """The columns of a batch while they grow, and the offsets met on the way."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.offset_of: dict[tuple[int, str, str], int] = {}
        self.means: list[float] = []
        self.variances: list[float] = []
        self.keys: list[str] = []
        self.places: list[tuple[int, float, int, int, float, float, float]] = []
        self.words: list[tuple[float, float, int, bool, float]] = []

    def add(self, number: int, row: Row, bearing: Bearing, *, asked: float, share: bool, rising: bool) -> None:
        """Add a claim to a row."""
        telling, times = bearing.telling, bearing.times
        first = self._offset(number, telling, row)
        second = -1
        if bearing.factor and row.factor is not None:
            second = self._other(number, "factor", row.factor.spread**2)
        elif telling.upstream is not None:
            second = self._upstream(number, telling, row)
        stale = telling.carrier and not telling.dated
        error = max(self._slips(telling, row), _DOUBTED if stale else 0.0)
        day = telling.day_for(asked)
        self.places.append((number, day, first, second, bearing.noise, error, bearing.start))
        low, high = telling.low * times, telling.high * times
        self.words.append((low, high, CODES[telling.hedge], share, _loose(bearing, stale=stale, rising=rising)))

    def _slips(self, telling: Telling, row: Row) -> float:
        """Return how often who vouches for the figure is plainly wrong."""
        given = self.parameters
        known = given.leans.get(lean_key(telling.origin, row.exchange.group), _UNKNOWN_LEAN).slips
        learned = known if known is not None else given.slips
        return given.error_rate if telling.carrier or learned is None else learned

    def _offset(self, number: int, telling: Telling, row: Row) -> int:
        name = (number, telling.origin, telling.flow.unit)
        found = self.offset_of.get(name)
        if found is not None:
            return found
        given = self.parameters
        key = lean_key(telling.origin, row.exchange.group)
        lean = given.leans.get(key)
        scale = given.carrier_offset if telling.carrier else given.offset
        if lean is None:
            mean, variance = 0.0, scale**2 + given.lean_spread**2
        else:
            mean, variance = lean.mean, (scale * lean.care) ** 2 + lean.variance
        variance *= given.discounts.get(telling.group or "", 1.0) ** 2
        if telling.upstream is not None:
            # What a body takes over from another is mostly the other's error.
            variance *= 0.5
        return self._new(name, mean, variance, key)

    def _other(self, number: int, what: str, variance: float) -> int:
        name = (number, what, "")
        found = self.offset_of.get(name)
        return self._new(name, 0.0, variance, "") if found is None else found

    def _upstream(self, number: int, telling: Telling, row: Row) -> int:
        name = (number, telling.upstream or "", telling.flow.unit)
        found = self.offset_of.get(name)
        if found is not None:
            return found
        lean = self.parameters.leans.get(lean_key(name[1], row.exchange.group), _UNKNOWN_LEAN)
        variance = self.parameters.offset**2 + lean.variance
        return self._new(name, 0.0, variance, "")

    def _new(self, name: tuple[int, str, str], mean: float, variance: float, key: str) -> int:
        self.offset_of[name] = len(self.means)
        self.means.append(mean)
        self.variances.append(max(variance, 1e-6))
        self.keys.append(key)
        return len(self.means) - 1

    def sites(self) -> Sites:
        """Return all that was added as sites."""
        row, day, first, second, noise, error, start = (np.array(column) for column in zip(*self.places, strict=True))
        low, high, hedge, share, loose = (np.array(column) for column in zip(*self.words, strict=True))
        said = Wordings(low=low, high=high, hedge=hedge, share=share, loose=loose)
        of, weight, begin, end, edge = parts_of(said, self.parameters.bound_weight)
        middle = np.where(np.isnan(low), high, np.where(np.isnan(high), low, np.sqrt(low * high)))
        return Sites(
            row=row,
            day=day,
            first=first,
            second=second,
            noise=noise,
            error=error,
            centre=to_axis(middle, share),
            start=start,
            source=np.arange(len(row)),
            of=of,
            weight=weight,
            low=begin,
            high=end,
            edge=edge,
        )
