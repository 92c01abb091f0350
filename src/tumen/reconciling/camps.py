"""Whether the evidence splits: two humps of belief with a valley between them are shown as two, not as their middle."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tumen.reconciling.path import STEP
from tumen.reconciling.scale import Floats

_VALLEY, _LEAST_MASS, _LEAST_APART = 0.7, 0.12, 0.25


def camps_of(belief: Floats, bottom: float, level: float) -> tuple[tuple[float, float, float], ...]:
    """Return low, middle and high (on the axis) of each camp at ``level`` within it; nothing where belief has one
    hump.
    """
    smooth = np.convolve(belief, (0.25, 0.5, 0.25), mode="same")
    peaks = np.flatnonzero((smooth[1:-1] >= smooth[:-2]) & (smooth[1:-1] > smooth[2:])) + 1
    if len(peaks) < 2:
        return ()
    best: tuple[float, int] | None = None
    for left, right in pairwise(peaks):
        valley = left + int(np.argmin(smooth[left : right + 1]))
        lower = min(smooth[: valley + 1].max(), smooth[valley:].max())
        depth = float(smooth[valley] / max(lower, 1e-12))
        if best is None or depth < best[0]:
            best = (depth, int(valley))
    if best is None or best[0] > _VALLEY:
        return ()
    parts = (belief[: best[1] + 1], belief[best[1] + 1 :])
    if min(part.sum() for part in parts) < _LEAST_MASS * belief.sum():
        return ()
    first = _interval(parts[0], bottom, level)
    second = _interval(parts[1], bottom + STEP * (best[1] + 1), level)
    return (first, second) if second[1] - first[1] > _LEAST_APART else ()


def _interval(belief: Floats, bottom: float, level: float) -> tuple[float, float, float]:
    low, middle, high = quantiles_of(
        belief[None], np.array([bottom]), np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
    )[0]
    return float(low), float(middle), float(high)


def quantiles_of(beliefs: Floats, bottoms: Floats, levels: Floats) -> Floats:
    """Return the quantiles of each belief on the axis, between cells."""
    cells = beliefs.shape[1]
    edges = STEP * (np.arange(cells + 1) - 0.5)
    found = np.empty((len(beliefs), len(levels)))
    for row, belief in enumerate(beliefs):
        below = np.concatenate(([0.0], np.cumsum(belief)))
        found[row] = bottoms[row] + np.interp(levels, below / max(below[-1], 1e-300), edges)
    return found
