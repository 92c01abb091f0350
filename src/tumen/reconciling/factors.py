"""Factors between units: what the origins take for granted when they turn a count into another unit.

A factor worked out from two recorded figures is no evidence of its own: it only says which factor was believed.
Hence every
conversion of a flow shares one offset, the log of the factor believed over the true one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isnan, log, sqrt

from tumen.codebook.flow import Flow
from tumen.codebook.quantity import Measure
from tumen.reconciling.parameters import Factor
from tumen.reconciling.tellings import Telling

_SAME_FACTOR = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """The factor that turns one flow into another: its middle, the sd of its log, and how many worked with it."""

    counted: Flow
    middle: float
    spread: float
    voices: int


def amount_of(telling: Telling) -> float:
    """Return the figure as one number: the middle of a range, else the number told."""
    if isnan(telling.low):
        return telling.high
    return telling.low if isnan(telling.high) else sqrt(telling.low * telling.high)


def believed_factors(tellings: Sequence[Telling], given: Sequence[Factor], least: float) -> dict[Flow, Believed]:
    """Return by flow of rounds (barrels …) the count that is turned into it, and the factor that is believed.

    The factor is the median over those who converted, each voice once; its spread is at least ``least`` and grows
    with their
    disagreement. A factor ``given`` by an analyst comes before all of it.
    """
    by_entry = {entry: telling for telling in tellings for entry in telling.entries}
    ratios: dict[tuple[Flow, Flow], dict[str, list[float]]] = {}
    for telling in tellings:
        source = by_entry.get(telling.entry.report.converted_from or "")
        if source is not None and _alike(source.flow, telling.flow) and source.flow.unit != telling.flow.unit:
            ratio = log(amount_of(telling) / amount_of(source))
            ratios.setdefault((source.flow, telling.flow), {}).setdefault(telling.origin, []).append(ratio)
    for counted, wanted in _told_pairs(tellings):
        for telling in tellings:
            if _tells_factor(telling.flow, counted, wanted):
                ratio = log(amount_of(telling))
                ratios.setdefault((counted, wanted), {}).setdefault(telling.origin, []).append(ratio)
    found = {}
    for (counted, wanted), voices in sorted(ratios.items(), key=lambda pair: (str(pair[0][1]), len(pair[1]))):
        found[wanted] = _believed(counted, wanted, voices, given, least)
    return {**_given_pairs(tellings, given), **found}


def _given_pairs(tellings: Sequence[Telling], given: Iterable[Factor]) -> dict[Flow, Believed]:
    """Totals of one item in two units between which a factor is given, though nobody converted them."""
    totals = _totals_by_unit(tellings) if given else {}
    return {
        wanted: Believed(counted=counted, middle=factor.middle, spread=factor.spread, voices=1)
        for factor in given
        for counted in totals.get(factor.from_unit, ())
        for wanted in totals.get(factor.to_unit, ())
        if counted.item == wanted.item and counted.unit != wanted.unit and _alike(counted, wanted)
    }


def _totals_by_unit(tellings: Sequence[Telling]) -> dict[str, list[Flow]]:
    found: dict[str, list[Flow]] = {}
    for flow in sorted({t.flow for t in tellings if t.flow.measure is Measure.CUMULATIVE}, key=str):
        found.setdefault(flow.unit, []).append(flow)
    return found


def _tells_factor(flow: Flow, counted: Flow, wanted: Flow) -> bool:
    """Whether the flow is so many of the wanted to one of the counted."""
    rate = flow.measure is Measure.RATE and flow.per == counted.unit
    return rate and (flow.unit, flow.item) == (wanted.unit, wanted.item)


def _alike(first: Flow, second: Flow) -> bool:
    return (first.kind, first.actor, first.counterpart, first.path, first.measure) == (
        second.kind,
        second.actor,
        second.counterpart,
        second.path,
        second.measure,
    )


def _told_pairs(tellings: Sequence[Telling]) -> list[tuple[Flow, Flow]]:
    """Totals in two units of which somebody tells how many of the one go into the other."""
    units = {(t.flow.per, t.flow.unit) for t in tellings if t.flow.measure is Measure.RATE and t.flow.per is not None}
    totals = _totals_by_unit(tellings) if units else {}
    return [
        (counted, wanted)
        for per, unit in sorted(units)
        for counted in totals.get(per, ())
        for wanted in totals.get(unit, ())
        if _alike(counted, wanted)
    ]


def _believed(
    counted: Flow, wanted: Flow, voices: Mapping[str, Sequence[float]], given: Iterable[Factor], least: float
) -> Believed:
    for factor in given:
        if (factor.from_unit, factor.to_unit) == (counted.unit, wanted.unit):
            return Believed(counted=counted, middle=factor.middle, spread=factor.spread, voices=1)
    said = sorted(sorted(ratios)[len(ratios) // 2] for ratios in voices.values())
    middle = said[len(said) // 2]
    disagreement = sum(abs(ratio - middle) for ratio in said) / len(said)
    return Believed(counted=counted, middle=exp(middle), spread=sqrt(least**2 + disagreement**2), voices=len(said))


def is_conversion(telling: Telling, counts: Sequence[Telling], factor: Believed) -> bool:
    """Tell whether the figure is one of the counts times the factor, said or not."""
    if telling.converted:
        return True
    amount = amount_of(telling)
    return any(
        abs(log(amount / (amount_of(count) * factor.middle))) < _SAME_FACTOR and abs(count.day - telling.day) < 45.0
        for count in counts
    )
