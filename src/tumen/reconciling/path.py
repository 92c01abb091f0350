"""How a quantity moves in time, on a grid: jumps, and forward and backward passes along the days that matter.

The path is a compound Poisson process on the log (logit for a share): most of the time next to nothing, then a
burst. Its
transition over any stretch of time is exp(τ·ψ) in the frequency domain, exact whatever days lie between (Feller
1971, ch. XVII), so that
more claims never mean more growth. A total's clock runs with the log of its age: it doubles as its age doubles.
Passes are those of a hidden Markov model (Rabiner 1989), all flows of a batch at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft

from tumen.reconciling.scale import Floats, Motion, Whole

STEP: Final = 0.05
CELLS: Final = 256
_LENGTH: Final = 384  # room above the grid, so that nothing that grows out of it comes in again from below
_LEVELS: Final = np.geomspace(2e-3, 20.0, 140)
_LEAK: Final = 1e-7
_TINY: Final = 1e-300
Complex = NDArray[np.complex128]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How a motion jumps: per unit of its clock ``rate`` jumps up and ``falls`` down, sizes exponential, a part of
    them large.

    ``creep`` is the variance per unit of clock of a continuous change.
    """

    rate: float
    falls: float
    small: float
    large: float
    part_large: float
    creep: float


WALKS: Final = {
    Motion.RISING: Walk(rate=3.3, falls=0.0, small=0.15, large=0.5, part_large=0.3, creep=0.0),
    Motion.MOVING: Walk(rate=0.5, falls=0.5, small=0.2, large=0.6, part_large=0.3, creep=0.005),
    Motion.SWAYING: Walk(rate=0.5, falls=0.5, small=0.2, large=0.6, part_large=0.3, creep=0.005),
    Motion.STEADY: Walk(rate=0.05, falls=0.05, small=0.2, large=0.6, part_large=0.3, creep=0.0005),
}
YOUTH_DAYS = 60.0
"""How long, before the first word of it, a total is taken to have been growing."""
_LEAST_AGE_DAYS = 20.0
_CLOCK_DAYS = 100.0
"""Days in a unit of the clock of all that is no total."""
_LATE_DAYS = 1500.0
"""A total's clock runs at least so many days for a unit, however old it is."""


def elapsed(motion: Whole, began: Floats, first: Floats, then: Floats) -> Floats:
    """Return the time on the clock of each motion between two days; ``began`` is when the quantity began."""
    days = np.maximum(then - first, 0.0)
    age = np.maximum(first - began, _LEAST_AGE_DAYS)
    total = np.log1p(days / age) + days / _LATE_DAYS
    return np.where(motion == Motion.RISING, total, days / _CLOCK_DAYS)


def drift_mean(motion: Whole, times: Floats) -> Floats:
    """Return by how much (on the axis) a quantity changes on average in so much time on its clock."""
    walks = [WALKS[one] for one in Motion]
    rates = np.array([(w.rate - w.falls) * ((1 - w.part_large) * w.small + w.part_large * w.large) for w in walks])
    mean: Floats = rates[motion] * times
    return mean


def drift_variance(motion: Whole, times: Floats) -> Floats:
    """Return by how much (variance on the axis) a quantity may have changed in so much time on its clock."""
    rates = np.array([_jump_square(WALKS[one]) for one in Motion])
    variance: Floats = rates[motion] * times
    return variance


def _jump_square(walk: Walk) -> float:
    square = 2 * ((1 - walk.part_large) * walk.small**2 + walk.part_large * walk.large**2)
    return (walk.rate + walk.falls) * square + walk.creep


@lru_cache(maxsize=1)
def transitions() -> Complex:
    """Transition in the frequency domain, by motion and level of elapsed time; level 0 is no time at all."""
    steps = np.arange(1, 161)
    waves = []
    for motion in Motion:
        walk = WALKS[motion]
        sizes = _sizes(walk, steps)
        jumps = np.zeros(_LENGTH)
        jumps[steps] += walk.rate * sizes
        jumps[-steps] += walk.falls * sizes
        jumps[1] += walk.creep / STEP**2 / 2
        jumps[-1] += walk.creep / STEP**2 / 2
        waves.append(rfft(jumps) - jumps.sum())
    exponent = np.stack(waves)
    times = np.concatenate(([0.0], _LEVELS))
    kernels: Complex = np.exp(times[None, :, None] * exponent[:, None, :])
    return kernels


def _sizes(walk: Walk, steps: Whole) -> Floats:
    parts = []
    for size in (walk.small, walk.large):
        # Whole cells only: a geometric law with the mean of the exponential one.
        probability = (1.0 - STEP / size) ** (steps - 1.0)
        parts.append(probability / probability.sum())
    mixed: Floats = (1.0 - walk.part_large) * parts[0] + walk.part_large * parts[1]
    return mixed


def level_of(times: Floats) -> Whole:
    """Return the level of the table for each elapsed time."""
    nearest = np.rint(np.log(np.maximum(times, 1e-12) / _LEVELS[0]) / np.log(_LEVELS[1] / _LEVELS[0])) + 1
    level: Whole = np.where(times < _LEVELS[0] / 2, 0, np.clip(nearest, 1, len(_LEVELS))).astype(np.int64)
    return level


def run(evidence: Floats, motion: Whole, levels: Whole) -> tuple[Floats, Floats]:
    """Return, for every node, what the nodes before it and those after it say of it.

    ``evidence`` is (nodes, flows, cells), ``levels`` (nodes, flows): elapsed time since the node before. Both
    answers are normalised.
    """
    nodes = len(evidence)
    before, after = np.empty_like(evidence), np.empty_like(evidence)
    kernels = transitions()
    before[0] = after[-1] = 1.0 / CELLS
    for node in range(1, nodes):
        held = before[node - 1] * evidence[node - 1]
        held /= np.maximum(held.sum(axis=1, keepdims=True), _TINY)
        before[node] = _moved(held, kernels[motion, levels[node]])
        # What grows beyond the grid stays in its last cell: too high to tell how high.
        before[node, :, -1] += np.maximum(1.0 - before[node].sum(axis=1), 0.0)
    for node in range(nodes - 2, -1, -1):
        after[node] = _moved(after[node + 1] * evidence[node + 1], np.conj(kernels[motion, levels[node + 1]]))
        after[node] /= np.maximum(after[node].sum(axis=1, keepdims=True), _TINY)
    return before, after


def _moved(held: Floats, kernel: Complex) -> Floats:
    moved: Floats = irfft(rfft(held, _LENGTH, axis=1) * kernel, _LENGTH, axis=1)[:, :CELLS]
    np.maximum(moved, 0.0, out=moved)
    moved += _LEAK / CELLS
    return moved
