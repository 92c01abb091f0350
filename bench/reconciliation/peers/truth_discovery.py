"""Methods of truth discovery for numbers: CRH, CATD and GTM. They weigh sources by how far they stand from the rest."""

import numpy as np
from scipy.stats import chi2

from bench.reconciliation.peers.evidence import Belief, Evidence
from bench.reconciliation.peers.simple import beliefs_of, item_means, item_medians
from bench.reconciliation.scale import Numbers

_TINY = 1e-6


def _losses(evidence: Evidence, truths: Numbers) -> tuple[Numbers, Numbers]:
    """Return the sum of squared distances of each source, and how many claims it made."""
    squares = (evidence.value - truths[evidence.item]) ** 2
    count = len(evidence.sources)
    sums = np.bincount(evidence.source, weights=squares, minlength=count).astype(np.float64)
    return sums, np.bincount(evidence.source, minlength=count).astype(np.float64)


def crh_truths(
    evidence: Evidence,
    *,
    by_count: bool = True,
    start: Numbers | None = None,
    iterations: int = 20,
) -> Numbers:
    """Return the truth of each flow by CRH (Li, Li, Gao, Zhao, Fan, Han: SIGMOD 2014), squared loss.

    A source weighs -log of its part of all losses; a truth is the weighted mean of its claims. `by_count` divides a
    source's loss by its number of claims, as the paper advises where sources claim unequally often.
    """
    truths = item_medians(evidence) if start is None else start
    for _ in range(iterations):
        sums, counts = _losses(evidence, truths)
        # A floor as in published code: a source without any loss would weigh infinitely much.
        losses = sums + _TINY
        if by_count:
            losses = losses / np.maximum(counts, 1.0)
        seen = counts > 0.0
        weights = np.where(seen, -np.log(losses / losses[seen].sum()), 0.0)
        truths = item_means(evidence, np.maximum(weights, _TINY)[evidence.source])
    return truths


def crh(evidence: Evidence) -> dict[str, Belief]:
    """Return what CRH believes of each flow; it has no interval of its own."""
    return beliefs_of(evidence, crh_truths(evidence))


def catd_truths(
    evidence: Evidence,
    *,
    quantile: float = 0.025,
    start: Numbers | None = None,
    iterations: int = 20,
) -> Numbers:
    """Return the truth of each flow by CATD (Li, Li, Gao, Su, Zhao, Demirbas, Fan, Han: VLDB 2014).

    A source weighs the `quantile` of chi-square with as many degrees as it has claims, over its sum of squared
    distances: the inverse of the upper bound of its variance, small for sources with few claims.
    """
    truths = item_medians(evidence) if start is None else start
    for _ in range(iterations):
        sums, counts = _losses(evidence, truths)
        weights = chi2.ppf(quantile, np.maximum(counts, 1.0)) / (sums + _TINY)
        truths = item_means(evidence, weights[evidence.source])
    return truths


def catd(evidence: Evidence) -> dict[str, Belief]:
    """Return what CATD believes of each flow; it has no interval of its own for a truth."""
    return beliefs_of(evidence, catd_truths(evidence))


def gtm_truths(
    evidence: Evidence,
    *,
    shape: float = 10.0,
    rate: float = 10.0,
    prior_mean: float = 0.0,
    prior_variance: float = 1.0,
    iterations: int = 20,
) -> tuple[Numbers, Numbers]:
    """Return posterior mean and variance of each flow by GTM (Zhao, Han: QDB 2012), on normalised values.

    Truths are Gaussian, a source's variance has an inverse-gamma prior (shape, rate); expectation and maximisation
    take turns. Flows without claims have NaN.
    """
    variances = np.ones(len(evidence.sources))
    count = len(evidence.flows)
    mean = precision = np.full(count, np.nan)
    claimed = np.bincount(evidence.item, minlength=count) > 0
    for _ in range(iterations):
        weights = 1.0 / variances[evidence.source]
        precision = 1.0 / prior_variance + np.bincount(evidence.item, weights=weights, minlength=count)
        total = np.bincount(evidence.item, weights=weights * evidence.value, minlength=count)
        mean = (prior_mean / prior_variance + total) / precision
        sums, counts = _losses(evidence, mean)
        variances = (2.0 * rate + sums) / (2.0 * (shape + 1.0) + counts)
    return np.where(claimed, mean, np.nan), np.where(claimed, 1.0 / precision, np.nan)


def gtm(evidence: Evidence) -> dict[str, Belief]:
    """Return what GTM believes of each flow, with its posterior deviation.

    Values are normalised as in the paper: less the flow's median, over the spread of all claims around their medians.
    """
    middles = item_medians(evidence)
    residuals = evidence.value - middles[evidence.item]
    scale = max(float(np.sqrt(np.mean(residuals**2))) if len(residuals) else 1.0, 1e-3)
    normalised = Evidence(
        flows=evidence.flows,
        sources=evidence.sources,
        item=evidence.item,
        source=evidence.source,
        day=evidence.day,
        published=evidence.published,
        value=residuals / scale,
        spread=evidence.spread,
    )
    mean, variance = gtm_truths(normalised)
    return beliefs_of(evidence, middles + scale * mean, scale * np.sqrt(variance))
