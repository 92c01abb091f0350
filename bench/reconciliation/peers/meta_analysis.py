"""Random-effects meta-analysis of the sources' figures, with the interval of Hartung, Knapp, Sidik and Jonkman."""

from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from bench.reconciliation.peers.evidence import Belief, Evidence
from bench.reconciliation.scale import Numbers

_LONE_SD = 0.6


class Pooled(NamedTuple):
    """A pooled effect: estimate, its standard error, variance between studies, bounds at 95 %."""

    estimate: float
    error: float
    between: float
    low: float
    high: float


def between_studies(effects: Numbers, variances: Numbers) -> float:
    """Return the variance between studies by restricted maximum likelihood, with Fisher scoring (Viechtbauer 2005)."""
    between = max(float(np.var(effects, ddof=1) - variances.mean()), 0.0)
    for _ in range(100):
        weights = 1.0 / (variances + between)
        total = weights.sum()
        residuals = effects - (weights @ effects) / total
        # Derivative and information of the restricted likelihood, written out for a single mean.
        slope = (weights**2) @ residuals**2 - total + (weights**2).sum() / total
        information = (weights**2).sum() - 2.0 * (weights**3).sum() / total + ((weights**2).sum() / total) ** 2
        following = max(between + slope / information, 0.0)
        if abs(following - between) < 1e-10:
            return float(following)
        between = float(following)
    return between


def pool(effects: Numbers, variances: Numbers) -> Pooled:
    """Return the random-effects mean with the HKSJ standard error and t interval (Hartung 1999; Knapp, Hartung 2003).

    At least two studies are needed.
    """
    between = between_studies(effects, variances)
    weights = 1.0 / (variances + between)
    estimate = float(weights @ effects / weights.sum())
    freedom = len(effects) - 1
    error = float(np.sqrt(weights @ (effects - estimate) ** 2 / (freedom * weights.sum())))
    reach = float(student.ppf(0.975, freedom)) * error
    return Pooled(estimate, error, between, estimate - reach, estimate + reach)


def _belief(effects: Numbers, variances: Numbers) -> Belief:
    if len(effects) < 2:
        return Belief(float(effects[0]), _LONE_SD)
    pooled = pool(effects, variances)
    # Sources that agree to the letter give an error of 0; their own variance is the least that is left.
    least = float(np.sqrt(1.0 / np.sum(1.0 / variances)))
    return Belief(pooled.estimate, max((pooled.high - pooled.low) / (2.0 * 1.96), least))


def meta_analysis(evidence: Evidence) -> dict[str, Belief]:
    """Return the pooled mean of each flow's sources, with the deviation of a Gaussian as wide as its t interval."""
    order = np.argsort(evidence.item, kind="stable")
    items, starts = np.unique(evidence.item[order], return_index=True)
    parts = np.split(order, starts[1:])
    return {
        evidence.flows[item]: _belief(evidence.value[part], evidence.spread[part] ** 2)
        for item, part in zip(items, parts, strict=True)
    }
