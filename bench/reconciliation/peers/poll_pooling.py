"""Pooling the polls (Jackman 2005): a level that walks at random, house effects that sum to zero, sampling error.

Each flow is a Gaussian process with the walk's covariance; that gives the Kalman smoother's answer in one solve.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

from bench.reconciliation.peers.evidence import Belief, Evidence, Indices
from bench.reconciliation.rows import day_of
from bench.reconciliation.scale import Numbers

_DIFFUSE = 1e3
_FITTED_FLOWS = 30
_MOST_CLAIMS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Variances: of a day's step, of a house's effect in one flow, of one figure besides its spread."""

    step: float
    house: float
    noise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One flow's figures: days, houses, values, and the variance that each brings along."""

    day: Indices
    house: Indices
    value: Numbers
    variance: Numbers


def _covariance(figures: Figures, walk: Walk, diffuse: float) -> Numbers:
    elapsed = (figures.day - figures.day.min()).astype(np.float64)
    level = diffuse + walk.step * np.minimum(elapsed[:, None], elapsed[None, :])
    same = figures.house[:, None] == figures.house[None, :]
    matrix: Numbers = level + walk.house * same + np.diag(figures.variance + walk.noise)
    return matrix


def log_likelihood(figures: Figures, walk: Walk, *, diffuse: float = _DIFFUSE) -> float:
    """Return the Gaussian log likelihood of the figures around their mean, under a diffuse first level."""
    factor = cho_factor(_covariance(figures, walk, diffuse), lower=True)
    centred = figures.value - figures.value.mean()
    half = np.log(np.diag(factor[0])).sum()
    return float(-0.5 * centred @ cho_solve(factor, centred) - half - 0.5 * len(centred) * np.log(2.0 * np.pi))


def level_at(figures: Figures, walk: Walk, moment: int, *, diffuse: float = _DIFFUSE) -> tuple[float, float]:
    """Return mean and variance of the level on day `moment`, given all the figures."""
    factor = cho_factor(_covariance(figures, walk, diffuse), lower=True)
    elapsed = (figures.day - figures.day.min()).astype(np.float64)
    since = float(max(moment - int(figures.day.min()), 0))
    cross = diffuse + walk.step * np.minimum(elapsed, since)
    centre = figures.value.mean()
    mean = centre + cross @ cho_solve(factor, figures.value - centre)
    variance = diffuse + walk.step * since - cross @ cho_solve(factor, cross)
    return float(mean), float(max(variance, 1e-8))


def _figures(evidence: Evidence, effects: Numbers) -> dict[int, Figures]:
    order = np.argsort(evidence.item, kind="stable")
    items, starts = np.unique(evidence.item[order], return_index=True)
    return {
        int(item): Figures(
            day=evidence.day[part],
            house=evidence.source[part],
            value=evidence.value[part] - effects[evidence.source[part]],
            variance=evidence.spread[part] ** 2,
        )
        for item, part in zip(items, np.split(order, starts[1:]), strict=True)
    }


def _head(figures: Figures) -> Figures:
    kept = slice(-_MOST_CLAIMS, None)
    return Figures(
        day=figures.day[kept],
        house=figures.house[kept],
        value=figures.value[kept],
        variance=figures.variance[kept],
    )


def fit(flows: list[Figures], start: Walk) -> Walk:
    """Return the variances that make the figures of these flows most likely, by a simplex search on their logs."""
    if not flows:
        return start

    def cost(logs: Numbers) -> float:
        # The bounds keep the search away from matrices that cannot be factored.
        step, house, noise = np.exp(np.clip(logs, -16.0, 3.0))
        walk = Walk(step=float(step), house=float(house), noise=float(noise))
        return -sum(log_likelihood(figures, walk) for figures in flows)

    first = np.log([start.step, start.house, start.noise])
    found = minimize(cost, first, method="Nelder-Mead", options={"maxfev": 90, "xatol": 0.05, "fatol": 0.05})
    step, house, noise = np.exp(np.clip(found.x, -16.0, 3.0))
    return Walk(step=float(step), house=float(house), noise=float(noise))


def house_effects(evidence: Evidence, walk: Walk, rounds: int = 3) -> Numbers:
    """Return the mean effect of each house over all flows, shrunk towards zero and summing to zero over claims."""
    effects = np.zeros(len(evidence.sources))
    for _ in range(rounds):
        sums, counts = np.zeros_like(effects), np.zeros_like(effects)
        for figures in _figures(evidence, np.zeros_like(effects)).values():
            # The figures less their houses' effects tell the level; what is left over is the houses'.
            cleaned = replace(figures, value=figures.value - effects[figures.house])
            residuals = figures.value - _levels(cleaned, walk)
            np.add.at(sums, figures.house, residuals)
            np.add.at(counts, figures.house, 1.0)
        effects = sums / (counts + (walk.noise + 0.02) / max(walk.house, 1e-6) + 1.0)
        effects -= (effects @ counts) / max(counts.sum(), 1.0)
    return effects


def _levels(figures: Figures, walk: Walk) -> Numbers:
    factor = cho_factor(_covariance(figures, walk, _DIFFUSE), lower=True)
    elapsed = (figures.day - figures.day.min()).astype(np.float64)
    cross = _DIFFUSE + walk.step * np.minimum(elapsed[:, None], elapsed[None, :])
    centre = figures.value.mean()
    levels: Numbers = centre + cross @ cho_solve(factor, figures.value - centre)
    return levels


def poll_pooling(evidence: Evidence, as_of: date) -> dict[str, Belief]:
    """Return each flow's level on `as_of` with its posterior deviation; variances are fitted on the claims at hand."""
    start = Walk(step=1e-3, house=0.05, noise=0.02)
    plain = _figures(evidence, np.zeros(len(evidence.sources)))
    long = sorted((item for item in plain if len(plain[item].value) >= 3), key=lambda item: (item * 7919) % 1009)
    walk = fit([_head(plain[item]) for item in long[:_FITTED_FLOWS]], start)
    effects = house_effects(evidence, walk)
    moment = day_of(as_of)
    beliefs = {}
    for item, figures in _figures(evidence, effects).items():
        mean, variance = level_at(figures, walk, moment)
        beliefs[evidence.flows[item]] = Belief(mean, variance**0.5)
    return beliefs
