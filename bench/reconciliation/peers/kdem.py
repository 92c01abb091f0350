"""KDEm: a density of opinions for each flow, from kernels weighed by source (Wan et al., KDD 2016)."""

from typing import NamedTuple

import numpy as np

from bench.reconciliation.peers.evidence import Belief, Evidence, Indices
from bench.reconciliation.scale import Numbers

_ROUNDS = 60
_NARROWEST = 0.02


class Opinions(NamedTuple):
    """The claims of one flow with their kernel: sources, values, bandwidth, Gram matrix."""

    source: Indices
    value: Numbers
    bandwidth: float
    gram: Numbers


def bandwidth_of(values: Numbers) -> float:
    """Return the median absolute deviation, the bandwidth that the paper uses; never below 0.02."""
    return max(float(np.median(np.abs(values - np.median(values)))), _NARROWEST)


def _opinions(source: Indices, value: Numbers) -> Opinions:
    bandwidth = bandwidth_of(value)
    steps = (value[:, None] - value[None, :]) / bandwidth
    return Opinions(source, value, bandwidth, np.exp(-0.5 * steps**2) / np.sqrt(2.0 * np.pi))


def _distances(opinions: Opinions, weights: Numbers) -> Numbers:
    """Return the squared distance of each claim's kernel from the weighed density, in the kernel's own space."""
    pull = opinions.gram @ weights
    return np.maximum(np.diag(opinions.gram) - 2.0 * pull + weights @ pull, 0.0)


def density_weights(flows: list[Opinions], sources: int) -> list[Numbers]:
    """Return the weight of each claim within its flow after sources and densities have settled.

    A source's score is -log of its part of the mean distances; a claim weighs its source's score.
    """
    weights = [np.full(len(flow.value), 1.0 / len(flow.value)) for flow in flows]
    counts = np.zeros(sources)
    for flow in flows:
        np.add.at(counts, flow.source, 1.0)
    before = np.inf
    for _ in range(_ROUNDS):
        distances = [_distances(flow, weight) for flow, weight in zip(flows, weights, strict=True)]
        losses = np.zeros(sources)
        for flow, distance in zip(flows, distances, strict=True):
            np.add.at(losses, flow.source, distance / len(flow.value))
        total = losses.sum()
        if total <= 0.0 or abs(total - before) <= 1e-5 * total:
            break
        before = total
        safe = np.maximum(losses, 1e-12 * total)
        scores = np.maximum(-np.log(safe / np.maximum(counts, 1.0) / total), 1e-9)
        weights = [scores[flow.source] / scores[flow.source].sum() for flow in flows]
    return weights


def mode_of(opinions: Opinions, weights: Numbers) -> float:
    """Return the value at which the weighed density is highest, to a five-hundredth of its range."""
    reach = 2.0 * opinions.bandwidth
    grid = np.linspace(opinions.value.min() - reach, opinions.value.max() + reach, 501)
    density = np.exp(-0.5 * ((grid[:, None] - opinions.value[None, :]) / opinions.bandwidth) ** 2) @ weights
    return float(grid[int(np.argmax(density))])


def kdem(evidence: Evidence) -> dict[str, Belief]:
    """Return the mode of each flow's density, with the density's standard deviation."""
    order = np.argsort(evidence.item, kind="stable")
    items, starts = np.unique(evidence.item[order], return_index=True)
    parts = np.split(order, starts[1:])
    flows = [_opinions(evidence.source[part], evidence.value[part]) for part in parts]
    weights = density_weights(flows, len(evidence.sources))
    beliefs = {}
    for item, flow, weight in zip(items, flows, weights, strict=True):
        mean = float(weight @ flow.value)
        variance = float(weight @ (flow.value - mean) ** 2) + flow.bandwidth**2
        beliefs[evidence.flows[item]] = Belief(mode_of(flow, weight), variance**0.5)
    return beliefs
