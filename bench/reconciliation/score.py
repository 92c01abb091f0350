"""Scores of forecasts: accuracy, whether intervals hold what they promise, and whether two methods really differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.reconciliation.forecasts import Forecast, gold_of, pinball_scores, scaled_truths
from bench.reconciliation.rows import World
from bench.reconciliation.scale import LEVELS, Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """One method's marks for each scored question. `clusters` names the flow's exchange and world.

    `score` is the CRPS on the scale, `error` the median less the truth, `rank` the probability below the truth.
    `tie` is half the probability that a forecast puts on the truth itself, as one made of points may do.
    """

    clusters: tuple[str, ...]
    score: Numbers
    error: Numbers
    rank: Numbers
    tie: Numbers
    width: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A row of the table: means over all scored questions; widths are of the 95 % interval."""

    questions: int
    crps: float
    male: float
    bias: float
    cover50: float
    cover80: float
    cover95: float
    width95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Mean CRPS of one method less another's, with a 95 % interval from resampling whole exchanges."""

    mean: float
    low: float
    high: float


def at_level(quantiles: Numbers, level: float) -> Numbers:
    """Return each forecast's quantile at a level, between the two nearest on the grid.

    >>> at_level(LEVELS[None, :], 0.8).round(6).tolist()
    [0.8]
    """
    place = np.clip((level - LEVELS[0]) / (LEVELS[1] - LEVELS[0]), 0.0, len(LEVELS) - 1.0)
    below = min(int(place), len(LEVELS) - 2)
    part = place - below
    found: Numbers = quantiles[:, below] * (1.0 - part) + quantiles[:, below + 1] * part
    return found


def _ranks(quantiles: Numbers, truths: Numbers) -> tuple[Numbers, Numbers]:
    """Return the probability below each truth, 0 or 1 outside a forecast's quantiles, and half of that on it."""

    def below(shift: float) -> Numbers:
        pairs = zip(quantiles, truths + shift, strict=True)
        return np.array([np.interp(truth, row, LEVELS, left=0.0, right=1.0) for row, truth in pairs])

    low, high = below(-1e-7), below(1e-7)
    return (low + high) / 2.0, (high - low) / 2.0


def mark(world: World, forecast: Forecast) -> Marks:
    """Return the marks of a forecast on the questions that are not gold."""
    scored = ~gold_of(world)
    truths = scaled_truths(world)[scored]
    quantiles = forecast.quantiles[scored]
    rank, tie = _ranks(quantiles, truths)
    flows = [truth.flow.split(":")[0] for truth in world.truths if not truth.gold]
    return Marks(
        clusters=tuple(f"{world.name} {flow}" for flow in flows),
        score=pinball_scores(quantiles, truths),
        error=at_level(quantiles, 0.5) - truths,
        rank=rank,
        tie=tie,
        width=at_level(quantiles, 0.975) - at_level(quantiles, 0.025),
    )


def join(parts: Sequence[Marks]) -> Marks:
    """Return the marks of several worlds as one."""
    return Marks(
        clusters=tuple(cluster for part in parts for cluster in part.clusters),
        score=np.concatenate([part.score for part in parts]),
        error=np.concatenate([part.error for part in parts]),
        rank=np.concatenate([part.rank for part in parts]),
        tie=np.concatenate([part.tie for part in parts]),
        width=np.concatenate([part.width for part in parts]),
    )


def summarise(marks: Marks) -> Summary:
    """Return the means of the marks."""

    def covered(level: float) -> float:
        tail = (1.0 - level) / 2.0
        return float(np.mean((marks.rank + marks.tie >= tail) & (marks.rank - marks.tie <= 1.0 - tail)))

    return Summary(
        questions=len(marks.score),
        crps=float(marks.score.mean()),
        male=float(np.abs(marks.error).mean()),
        bias=float(marks.error.mean()),
        cover50=covered(0.5),
        cover80=covered(0.8),
        cover95=covered(0.95),
        width95=float(marks.width.mean()),
    )


def difference(one: Marks, other: Marks, *, draws: int = 2000, seed: int = 0) -> Difference:
    """Return by how much the first method's CRPS exceeds the second's, resampling exchanges (Efron 1979, clustered).

    Both must have marked the same questions.
    """
    if one.clusters != other.clusters:
        raise ValueError("difference: the two methods answered different questions. Score both on the same worlds.")
    names, index = np.unique(np.array(one.clusters), return_inverse=True)
    gaps = np.bincount(index, weights=one.score - other.score)
    sizes = np.bincount(index).astype(np.float64)
    chosen = np.random.default_rng(seed).integers(0, len(names), size=(draws, len(names)))
    means = gaps[chosen].sum(axis=1) / sizes[chosen].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Difference(mean=float(gaps.sum() / sizes.sum()), low=float(low), high=float(high))


def rank_counts(marks: Marks, bins: int = 10) -> list[int]:
    """Return how many truths fell into each tenth of their forecasts: equal counts mean calibrated (PIT histogram)."""
    counts, _ = np.histogram(marks.rank, bins=bins, range=(0.0, 1.0))
    return [int(count) for count in counts]


def table(summaries: Mapping[str, Summary]) -> str:
    """Return the summaries as a Markdown table, best CRPS first."""
    heading = "| method | CRPS | MALE | bias | cov50 | cov80 | cov95 | width95 |\n|---|---|---|---|---|---|---|---|"
    rows = [
        f"| {name} | {one.crps:.3f} | {one.male:.3f} | {one.bias:+.3f} | {one.cover50:.2f} | {one.cover80:.2f} "
        f"| {one.cover95:.2f} | {one.width95:.2f} |"
        for name, one in sorted(summaries.items(), key=lambda pair: pair[1].crps)
    ]
    return "\n".join([heading, *rows])
