"""How likely a figure is, given the amount: mixtures of soft intervals evaluated over a grid, many claims at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.fft import dct, idct

from tumen.reconciling.path import STEP, drift_mean, drift_variance, elapsed
from tumen.reconciling.rows import Offsets, Rows
from tumen.reconciling.scale import Floats, Whole
from tumen.reconciling.sites import Sites

WRONG_SCALE: Final = 1.5
"""Scale of the log of the amount round a plainly wrong figure: half of them lie within a factor of 3.4."""
_BELL: Final = 0.3989422804


def plainly_wrong(centre: Floats, amount: Floats) -> Floats:
    """Return the density of a plainly wrong figure at the amounts (site, cell): Student's, two degrees of freedom.

    Under a bell all claims would sooner be wrong together, about their middle, than one of them a thousand times off.
    """
    apart = (amount - centre[:, None]) / WRONG_SCALE
    density: Floats = (2.0 + apart * apart) ** -1.5 / WRONG_SCALE
    return density


def reach_of(sites: Sites, rows: Rows, noise: float) -> Floats:
    """Return the variance (on the axis) with which each site alone tells of the day asked, were its offsets known.

    A claim is worth less the wider its words and the more may have happened between its day and the day asked.
    """
    weight = np.bincount(sites.of, sites.weight, len(sites))
    centre = (sites.low + sites.high) / 2
    middle = np.bincount(sites.of, sites.weight * centre, len(sites)) / weight
    square = (sites.high - sites.low) ** 2 / 12 + (centre - middle[sites.of]) ** 2 + sites.edge**2
    width = np.bincount(sites.of, sites.weight * square, len(sites)) / weight
    motion, began, asked = rows.motion[sites.row], rows.began[sites.row], rows.day[sites.row]
    time = elapsed(motion, began, np.minimum(sites.day, asked), np.maximum(sites.day, asked))
    variance: Floats = noise**2 + sites.noise**2 + width + drift_variance(motion, time)
    return variance


def widened(belief: Floats, variance: Floats) -> Floats:
    """Return beliefs (row, cell) blurred by so much variance each; what would leave the grid stays at its ends."""
    known = np.flatnonzero(variance > (STEP / 4) ** 2)
    if not len(known):
        return belief
    blurred = belief.copy()
    # A bell turns into a bell in the frequency domain; the mirror at both ends keeps all of the belief.
    waves = dct(belief[known], type=2, axis=1)
    frequency = np.pi * np.arange(belief.shape[1]) / belief.shape[1]
    waves *= np.exp(-0.5 * (variance[known] / STEP**2)[:, None] * frequency**2)
    blurred[known] = np.maximum(idct(waves, type=2, axis=1), 0.0)
    return blurred


def widened_unsure(belief: Floats, variances: Floats, weights: Floats) -> Floats:
    """Return beliefs (row, cell) blurred by a variance that is one of several (row, choice), each so probable."""
    waves = dct(belief, type=2, axis=1)
    frequency = np.pi * np.arange(belief.shape[1]) / belief.shape[1]
    bells = np.exp(-0.5 * (variances / STEP**2)[..., None] * frequency**2)
    blurred: Floats = np.maximum(idct(waves * np.einsum("k,rkc->rc", weights, bells), type=2, axis=1), 0.0)
    return blurred


def likelihood_on_day(sites: Sites, chosen: Whole, rows: Rows, offsets: Offsets, axis: Floats, noise: float) -> Floats:
    """Return how likely each chosen claim is for each amount on the day asked (site, cell), all by itself.

    What may have happened between its day and the day asked widens it and, for a total, shifts it.
    """
    some = sites.pick(chosen, np.zeros(len(chosen), np.int64))
    row = sites.row[chosen]
    motion, began, asked = rows.motion[row], rows.began[row], rows.day[row]
    time = elapsed(motion, began, np.minimum(some.day, asked), np.maximum(some.day, asked))
    variance = noise**2 + some.noise**2 + drift_variance(motion, time)
    for slot in (some.first, some.second):
        variance = variance + np.where(slot >= 0, offsets.variance[np.maximum(slot, 0)], 0.0)
    grown = drift_mean(motion, time) * np.sign(some.day - asked)
    right = mixture(some, axis[None, :] + grown[:, None], np.sqrt(variance))
    error = some.error[:, None]
    whole: Floats = (1.0 - error) * right + error * plainly_wrong(some.centre, axis[None, :])
    return whole


def mixture(sites: Sites, amount: Floats, reach: Floats) -> Floats:
    """Return the density of each site's soft intervals at the amounts (site, cell)."""
    of = sites.of
    edge = np.sqrt(reach[of] ** 2 + sites.edge**2)
    half = (sites.high - sites.low) / 2
    narrow = half < 0.7 * edge
    density = np.empty((len(of), amount.shape[1]))
    if narrow.any():
        # An interval narrow for its edges is a bell, to within a percent.
        sd = np.sqrt(edge[narrow] ** 2 + half[narrow] ** 2 / 3)
        middle = (sites.low + sites.high)[narrow] / 2
        apart = (amount[of[narrow]] - middle[:, None]) / sd[:, None]
        density[narrow] = np.exp(-0.5 * apart * apart) * (sites.weight[narrow] * _BELL / sd)[:, None]
    wide = ~narrow
    if wide.any():
        at, sd = amount[of[wide]], edge[wide][:, None]
        inside = _below((at - sites.low[wide][:, None]) / sd) - _below((at - sites.high[wide][:, None]) / sd)
        density[wide] = np.maximum(inside, 0.0) * (sites.weight[wide] / (2 * half[wide]))[:, None]
    if len(of) == len(sites):
        return density
    return np.add.reduceat(density, np.searchsorted(of, np.arange(len(sites))), axis=0)


def _below(points: Floats) -> Floats:
    """Return the normal distribution function, to 2e-4 (Page 1977); the exact one costs ten times as much."""
    bounded = np.clip(points, -8.0, 8.0)
    below: Floats = 1.0 / (1.0 + np.exp(-bounded * (1.5957691216 + 0.0713548163 * bounded * bounded)))
    return below
