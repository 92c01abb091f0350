"""What a careful reader does by hand: the latest figure, the highest, the median of the last ninety days."""

from collections.abc import Callable

import numpy as np

from bench.reconciliation.peers.evidence import Belief, Evidence
from bench.reconciliation.scale import Numbers


def by_flow(evidence: Evidence, pick: Callable[[Evidence], float]) -> dict[str, Belief]:
    """Return the belief in each flow that has claims, made from its own claims alone."""
    order = np.argsort(evidence.item, kind="stable")
    items, starts = np.unique(evidence.item[order], return_index=True)
    parts = np.split(order, starts[1:])
    mask = np.zeros(len(evidence.item), dtype=np.bool_)
    beliefs = {}
    for item, part in zip(items, parts, strict=True):
        mask[:] = False
        mask[part] = True
        beliefs[evidence.flows[item]] = Belief(pick(evidence.where(mask)))
    return beliefs


def _latest_value(claims: Evidence) -> float:
    return float(claims.value[np.lexsort((claims.published, claims.day))[-1]])


def latest(evidence: Evidence) -> dict[str, Belief]:
    """Return the figure with the latest date in each flow."""
    return by_flow(evidence, _latest_value)


def maximum(evidence: Evidence) -> dict[str, Belief]:
    """Return the highest figure so far in each flow."""
    return by_flow(evidence, lambda claims: float(claims.value.max()))


def median(evidence: Evidence) -> dict[str, Belief]:
    """Return the median figure in each flow, copies and all."""
    return by_flow(evidence, lambda claims: float(np.median(claims.value)))


def item_means(evidence: Evidence, weights: Numbers) -> Numbers:
    """Return the weighted mean of each flow's claims; NaN for a flow without claims."""
    count = len(evidence.flows)
    total = np.bincount(evidence.item, weights=weights * evidence.value, minlength=count)
    weight = np.bincount(evidence.item, weights=weights, minlength=count)
    means = np.full(count, np.nan)
    np.divide(total, weight, out=means, where=weight > 0.0)
    return means


def item_medians(evidence: Evidence) -> Numbers:
    """Return the median of each flow's claims; NaN for a flow without claims."""
    medians = np.full(len(evidence.flows), np.nan)
    order = np.lexsort((evidence.value, evidence.item))
    items, starts = np.unique(evidence.item[order], return_index=True)
    for item, part in zip(items, np.split(evidence.value[order], starts[1:]), strict=True):
        medians[item] = np.median(part)
    return medians


def beliefs_of(evidence: Evidence, points: Numbers, sds: Numbers | None = None) -> dict[str, Belief]:
    """Return points, and deviations where given, by the name of their flow; flows without claims are left out."""
    spread = np.full(len(points), np.nan) if sds is None else sds
    return {
        name: Belief(float(point), None if np.isnan(sd) else float(sd))
        for name, point, sd in zip(evidence.flows, points, spread, strict=True)
        if not np.isnan(point)
    }
