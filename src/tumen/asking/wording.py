"""Estimates in words: likelihood by the terms of ICD 203, confidence in a sentence of its own, sources by ICD 206.

The terms stand for computed probabilities only (US Intelligence Community Directive 203, 2015, section D.6.e.2.a),
and confidence is
never mixed into the same sentence. The source summary says how many, of what kind, how independent, and what weighs
most.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from tumen.codebook.entry import Entry
from tumen.codebook.estimate import ENOUGH_SETTLED, Estimate

_TERMS: Final = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
)
_CERTAIN: Final = "almost certain"
_FEW, _SEVERAL = 1.6, 3.5


def likelihood(probability: float) -> str:
    """Return the term of ICD 203 for a computed probability.

    >>> likelihood(0.7), likelihood(0.97), likelihood(0.03)
    ('likely', 'almost certain', 'almost no chance')
    """
    place = bisect_right([bound for bound, _ in _TERMS], probability)
    return _TERMS[place][1] if place < len(_TERMS) else _CERTAIN


def probability_over(estimate: Estimate, amount: float) -> float | None:
    """Return how probably the flow amounts to more than so much, by the estimate's quantiles; None without an estimate.

    Between two quantiles it is interpolated; beyond the outermost ones it stays at 0.975 or 0.025.
    """
    pairs = sorted(estimate.quantiles.items())
    if not pairs:
        return None
    if amount <= pairs[0][1]:
        return 1.0 - pairs[0][0]
    for (low, least), (high, most) in pairwise(pairs):
        if least <= amount <= most:
            part = (amount - least) / (most - least) if most > least else 0.5
            return 1.0 - (low + part * (high - low))
    return 1.0 - pairs[-1][0]


def likelihood_sentence(estimate: Estimate, amount: float) -> str:
    """Return a sentence on whether the flow came to more than an amount; empty without an estimate."""
    probability = probability_over(estimate, amount)
    if probability is None:
        return ""
    term = likelihood(probability)
    article = (
        "There is a " if term == "roughly even chance" else "There is " if term == "almost no chance" else "It is "
    )
    return f"{article}{term} that it was more than {amount:,.0f} by {estimate.as_of} ({probability:.0%})."


def confidence_sentence(estimate: Estimate) -> str:
    """Return how well founded the estimate is, apart from how likely anything is."""
    if estimate.middle is None:
        return "There is no figure to found an estimate on."
    worth = estimate.effective_origins
    level = "low" if worth < _FEW else "moderate" if worth < _SEVERAL or not estimate.calibrated else "high"
    because = f"it rests on {estimate.distinct_claims} distinct claims worth {worth:.1f} independent origins"
    split = "; the evidence splits into two camps" if estimate.camps else ""
    return f"Confidence is {level}: {because}{split}."


def coverage_sentence(estimate: Estimate) -> str:
    """Return what the promise of the interval rests on, and how many flows have a value that all sides accept."""
    count, have = estimate.settled_flows, "has" if estimate.settled_flows == 1 else "have"
    if estimate.calibrated:
        return f"The interval is as wide as the values say that all sides accept: {count} flows have one."
    few = f"{count} of {ENOUGH_SETTLED} flows {have} a value that all sides accept"
    return f"What the interval covers is known from simulation only: {few}."


def source_summary(estimate: Estimate, entries: Mapping[str, Entry]) -> str:
    """Return the source summary of an estimate: kinds, independence, what weighs most, and what was denied."""
    kinds = Counter[str]()
    for influence in estimate.influences:
        source = next((entries[key].claim.origin_source for key in influence.entries if key in entries), None)
        kinds[str(source.kind) if source is not None else "unattributed"] += 1
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    parts = [
        f"{len(estimate.entries)} published claims, {estimate.distinct_claims} after copies are joined, "
        f"{estimate.origins} named origins ({told}), worth {estimate.effective_origins:.1f} independent ones."
    ]
    if estimate.influences:
        first = estimate.influences[0]
        without = "nothing is left" if first.without is None else f"the middle is {first.without:,.0f}"
        parts.append(f"{first.name} weighs most ({first.weight:.0%}); without it {without}.")
    if estimate.doubts:
        parts.append(f"Probably in error: {', '.join(doubt.entry for doubt in estimate.doubts)}.")
    if estimate.denials:
        parts.append(f"Denied in {', '.join(estimate.denials)}; a denial is a position and is not averaged in.")
    return " ".join(parts)
