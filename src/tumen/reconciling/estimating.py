"""Estimates: how much of a flow, on which date, how sure, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import exp

import numpy as np

from tumen.codebook.estimate import ENOUGH_SETTLED, Estimate, Influence
from tumen.codebook.exchange import Exchange, Question
from tumen.codebook.flow import Flow
from tumen.codebook.source import Origins
from tumen.reconciling.camps import camps_of, quantiles_of
from tumen.reconciling.fitting import LEVELS, Fit, fit, with_shared_error
from tumen.reconciling.gathering import Row, gather
from tumen.reconciling.influence import Variation, effective_origins, information, refit
from tumen.reconciling.links import may_tell
from tumen.reconciling.parameters import Parameters
from tumen.reconciling.reasons import doubts_of, jumps_of, narrowing_of
from tumen.reconciling.scale import Floats, from_axis, is_share
from tumen.reconciling.tellings import Told, tell_once

LEVEL = 0.8
_DIGITS = 3
_UNATTRIBUTED = "unattributed:"


def reconcile(exchange: Exchange, question: Question, origins: Origins, *, parameters: Parameters) -> Estimate:
    """Return the estimate of one flow on one day, with all that explains it. Amounts are in the flow's unit, to
    three digits.

    Linked flows of the exchange are fitted with it, for they inform it. A flow of which no amount is told has
    ``middle`` None; one
    of which exactly nothing was counted, 0.0. Only what had been published by ``question.known_at`` counts.
    """
    told = gather(exchange, origins, question.as_of, question.known_at, parameters)
    # Links go one step, so that flows which say nothing of this one need not be fitted.
    rows = [row for row in told if may_tell(row.flow, question.flow)]
    number = next((i for i, row in enumerate(rows) if row.flow == question.flow), None)
    if number is None:
        return _unanswered(question, tell_once(exchange, origins, question.known_at), parameters)
    made = fit(rows, question.as_of, parameters)
    return _explained(made, number, _plain(made, question.known_at, question.as_of, parameters)[number], parameters)


def reconcile_all(
    exchanges: Sequence[tuple[Exchange, Origins]],
    as_of: date,
    known_at: date | None = None,
    parameters: Parameters | None = None,
) -> tuple[Estimate, ...]:
    """Return the estimates of every flow of the exchanges, in one pass, by exchange and then flow.

    The amounts are those that ``reconcile`` gives; what takes refits (influences, camps, jumps, width by cause) is
    left to it.
    """
    given = parameters or Parameters()
    ordered = sorted(exchanges, key=lambda pair: pair[0].key)
    rows: list[Row] = []
    silent: list[Estimate] = []
    for exchange, origins in ordered:
        told = tell_once(exchange, origins, known_at)
        found = gather(exchange, origins, as_of, known_at, given, told=told)
        rows.extend(found)
        silent.extend(_silent(told, {row.flow for row in found}, as_of, known_at, given))
    answered = _plain(fit(rows, as_of, given), known_at, as_of, given) if rows else []
    return tuple(sorted([*answered, *silent], key=lambda one: (one.flow.exchange, str(one.flow))))


def _silent(
    told: Told, answered: set[Flow], as_of: date, known_at: date | None, parameters: Parameters
) -> list[Estimate]:
    if len(told.entries) == len(answered):
        return []
    return [
        _unanswered(Question(flow=flow, as_of=as_of, known_at=known_at), told, parameters)
        for flow in told.entries
        if flow not in answered
    ]


def _unanswered(question: Question, told: Told, parameters: Parameters) -> Estimate:
    """A flow without an amount: nothing, where somebody counted exactly that; else no number."""
    nothing = 0.0 if question.flow in told.zeros else None
    return Estimate(
        flow=question.flow,
        as_of=question.as_of,
        known_at=question.known_at,
        low=nothing,
        middle=nothing,
        high=nothing,
        level=LEVEL,
        calibrated=False,
        quantiles={} if nothing is None else {float(level): 0.0 for level in LEVELS},
        entries=told.entries.get(question.flow, ()),
        distinct_claims=0,
        origins=0,
        effective_origins=0.0,
        denials=told.denials.get(question.flow, ()),
        parameters=parameters.version,
        settled_flows=parameters.resolved,
    )


def _plain(made: Fit, known_at: date | None, as_of: date, parameters: Parameters) -> list[Estimate]:
    """Return the estimates of a fit without what takes refits."""
    batch, version = made.batch, parameters.version
    worth = information(batch.sites, batch.asked, batch.offsets, made.posterior, noise=parameters.noise)
    quantiles = made.quantiles()
    weights: list[list[float]] = [[] for _ in batch.rows]
    names: list[set[str]] = [set() for _ in batch.rows]
    for (number, origin, _), value in zip(batch.names, worth.tolist(), strict=True):
        if value > 0.0:
            weights[number].append(value)
            names[number].add(origin)
    answers = []
    for number, row in enumerate(batch.rows):
        amounts = dict(zip(LEVELS.tolist(), published(quantiles[number], share=is_share(row.flow)), strict=True))
        named = sum(not name.startswith(_UNATTRIBUTED) for name in names[number])
        answers.append(
            Estimate(
                flow=row.flow,
                as_of=as_of,
                known_at=known_at,
                low=amounts[0.1],
                middle=amounts[0.5],
                high=amounts[0.9],
                level=LEVEL,
                calibrated=parameters.resolved >= ENOUGH_SETTLED,
                quantiles=amounts,
                entries=row.told.entries[row.flow],
                distinct_claims=len(row.bearings),
                origins=named,
                effective_origins=round(effective_origins(weights[number]), 2),
                denials=row.told.denials.get(row.flow, ()),
                parameters=version,
                settled_flows=parameters.resolved,
            )
        )
    return answers


def published(points: Floats, *, share: bool) -> list[float]:
    """Return points of the axis as amounts to three significant digits, the same on every machine."""
    amounts = from_axis(points, share=share)
    place = _DIGITS - 1 - np.floor(np.log10(np.maximum(amounts, 1e-300)))
    finer, coarser = 10.0 ** np.maximum(place, 0.0), 10.0 ** np.maximum(-place, 0.0)
    told: list[float] = (np.rint(amounts * finer / coarser) * coarser / finer).tolist()
    return told


def _explained(made: Fit, number: int, plain: Estimate, parameters: Parameters) -> Estimate:
    """Return the estimate with influences, doubts, camps, jumps, causes of its width and what would narrow it."""
    row, share = made.batch.rows[number], is_share(made.batch.rows[number].flow)
    causes, influences = _refits(made, number, parameters)
    camps = [
        published(np.array(camp), share=share)
        for camp in camps_of(made.posterior.belief[number], float(made.posterior.bottom[number]), LEVEL)
    ]
    return Estimate(
        **{name: getattr(plain, name) for name in _PLAIN_FIELDS},
        influences=influences,
        doubts=doubts_of(made, number),
        camps=tuple((low, middle, high) for low, middle, high in camps),
        width_by_cause=causes,
        jumps=jumps_of(made, number) if not share else (),
        narrowing=narrowing_of(made, number, causes) if row.bearings else "",
    )


_PLAIN_FIELDS = [
    "flow",
    "as_of",
    "known_at",
    "low",
    "middle",
    "high",
    "level",
    "calibrated",
    "quantiles",
    "entries",
    "distinct_claims",
    "origins",
    "effective_origins",
    "denials",
    "parameters",
    "settled_flows",
]


def _refits(made: Fit, number: int, parameters: Parameters) -> tuple[Mapping[str, float], tuple[Influence, ...]]:
    """Refit the row without each origin in turn, and with factor and leans held at what was found."""
    batch, sites = made.batch, made.batch.sites
    places: dict[str, list[int]] = {}
    for place, (at_row, origin, _) in enumerate(batch.names):
        if at_row == number and (sites.first == place).any():
            places.setdefault(origin, []).append(place)
    factor = [place for place, name in enumerate(batch.names) if name[:2] == (number, "factor")]
    all_places = [place for place, name in enumerate(batch.names) if name[0] == number and place not in factor]
    everything = np.ones(len(sites), bool)
    variations = [Variation(sites=~np.isin(sites.first, gone), held=np.array([], int)) for gone in places.values()]
    variations.append(Variation(sites=everything, held=np.array(factor, int)))
    variations.append(Variation(sites=everything, held=np.array(all_places, int)))
    found = _offset_means(made)
    beliefs, bottoms = refit(batch, number, variations, noise=parameters.noise, at=found)
    worth = information(sites, batch.asked, batch.offsets, made.posterior, noise=parameters.noise)
    total = sum(float(worth[place]) for group in places.values() for place in group)
    middles = _middles(made, number, beliefs, bottoms, parameters)
    influences = [
        Influence(
            origin=origin,
            name=_name(made.batch.rows[number], origin),
            weight=round(float(worth[group].sum()) / max(total, 1e-12), 4),
            lean=round(exp(float(found[group[0]])), 3),
            without=middles[i],
            entries=_entries(made.batch.rows[number], origin),
        )
        for i, (origin, group) in enumerate(places.items())
    ]
    influences.sort(key=lambda influence: (-influence.weight, influence.origin))
    return _causes(made, number, beliefs[-2:], bottoms[-2:], has_factor=bool(factor)), tuple(influences)


def _offset_means(made: Fit) -> Floats:
    """Return, by offset, what is known of it after all: prior and messages together."""
    base = 1.0 / made.batch.offsets.variance
    means: Floats = (base * made.batch.offsets.mean + made.posterior.pull) / (base + made.posterior.precision)
    return means


def _middles(made: Fit, number: int, beliefs: Floats, bottoms: Floats, parameters: Parameters) -> list[float | None]:
    row = made.batch.rows[number]
    whole = with_shared_error(beliefs, [row] * len(beliefs), parameters)
    middles = quantiles_of(whole, bottoms, np.array([0.5]))[:, 0]
    amounts = published(middles, share=is_share(row.flow))
    return [amount if belief.any() else None for amount, belief in zip(amounts, beliefs, strict=True)]


def _name(row: Row, origin: str) -> str:
    for bearing in row.bearings:
        if bearing.telling.origin == origin:
            source = bearing.telling.entry.claim.origin_source
            return source.name if source is not None else bearing.telling.entry.report.publisher or "unattributed"
    return origin


def _entries(row: Row, origin: str) -> tuple[str, ...]:
    return tuple(sorted({key for b in row.bearings if b.telling.origin == origin for key in b.telling.entries}))


def _causes(made: Fit, number: int, beliefs: Floats, bottoms: Floats, *, has_factor: bool) -> Mapping[str, float]:
    """Return which part of the variance goes when the factor, or the origins' offsets, are known; the rest is the
    counts'.
    """
    levels = np.array([0.1, 0.9])
    low, high = made.quantiles(levels)[number]
    whole = float(high - low) ** 2
    held = quantiles_of(beliefs, bottoms, levels)
    left = [float(pair[1] - pair[0]) ** 2 for pair in held]
    factor = max(whole - left[0], 0.0) if has_factor else 0.0
    shared = max(whole - left[1], 0.0)
    if not has_factor:
        factor = 0.0
    elif factor > 0.0:
        # Both refits leave out the shared error, which is the origins'.
        own = quantiles_of(made.posterior.belief[[number]], made.posterior.bottom[[number]], levels)[0]
        factor = max(float(own[1] - own[0]) ** 2 - left[0], 0.0)
    parts = {"factor": factor, "origins": shared}
    parts["counts"] = max(whole - factor - shared, 0.02 * whole)
    total = sum(parts.values())
    return {cause: round(parts[cause] / total, 3) for cause in ("counts", "factor", "origins")} if total > 0 else {}
