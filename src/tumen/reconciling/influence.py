"""What each origin does to an estimate: its weight, its lean, and the exact answer without it.

The answers without an origin are whole refits, not approximations: deleting an origin's messages from a finished
fit tells little
of what a refit gives (correlation 0.3 in trials). All refits of a flow go through as one batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tumen.reconciling.densities import reach_of
from tumen.reconciling.gathering import Batch
from tumen.reconciling.path import CELLS
from tumen.reconciling.propagation import Posterior, propagate
from tumen.reconciling.rows import Offsets, Rows
from tumen.reconciling.scale import Floats, Whole
from tumen.reconciling.sites import Sites, stacked


def effective_origins(weights: Sequence[float]) -> float:
    """Return how many independent origins the weights are worth.

    Kish's effective sample size, (Σw)² / Σw² (Kish 1965): equal weights count in full, one voice with all the weight
    counts as one. Weights must not be negative; all zero gives 0.0.

    >>> effective_origins([1.0, 1.0, 1.0]), effective_origins([1.0, 0.0, 0.0])
    (3.0, 1.0)
    """
    total, squares = sum(weights), sum(weight * weight for weight in weights)
    return total * total / squares if squares > 0 else 0.0


def information(sites: Sites, rows: Rows, offsets: Offsets, posterior: Posterior, *, noise: float) -> Floats:
    """Return, by offset, how much (as a precision) the claims that rest on it say of the day asked.

    A claim is worth less the wider its words, the likelier its error, and the more may have happened since; claims
    of one
    origin can never say more than their common offset allows.
    """
    variance = reach_of(sites, rows, noise)
    has = sites.first >= 0
    said = np.bincount(sites.first[has], ((1.0 - posterior.wrong) / variance)[has], len(offsets.mean))
    worth: Floats = np.where(said > 0, 1.0 / (offsets.variance + 1.0 / np.maximum(said, 1e-12)), 0.0)
    return worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """A row answered again: the sites that stay, and offsets whose uncertainty is taken away (held at a value)."""

    sites: NDArray[np.bool_]
    held: Whole


def refit(
    batch: Batch, row: int, variations: Sequence[Variation], *, noise: float, at: Floats
) -> tuple[Floats, Floats]:
    """Return belief and bottom of the row under each variation; held offsets take their values from ``at``.

    A variation that leaves no claim gives a belief of zeros: what linked flows say is not enough for an answer.
    """
    sites, rows, offsets = batch.sites, batch.asked, batch.offsets
    told = (sites.row == row) & (sites.source >= 0)
    alive = [number for number, variation in enumerate(variations) if (variation.sites & told).any()]
    beliefs, bottoms = np.zeros((len(variations), CELLS)), np.zeros(len(variations))
    if not alive:
        return beliefs, bottoms
    members = np.flatnonzero(sites.row == row)
    used = np.unique(np.concatenate((sites.first[members], sites.second[members])))
    used = used[used >= 0]
    chosen, new_rows, moved = [], [], []
    mean, variance = [], []
    for place, number in enumerate(alive):
        kept = members[variations[number].sites[members]]
        chosen.append(sites.pick(kept, np.full(len(kept), place)))
        moved.append(place * len(used))
        held = np.isin(used, variations[number].held)
        mean.append(np.where(held, at[used], offsets.mean[used]))
        variance.append(np.where(held, 1e-6, offsets.variance[used]))
        new_rows.append(row)
    together = stacked([_renumbered(part, used, shift) for part, shift in zip(chosen, moved, strict=True)])
    picked = np.array(new_rows)
    asked = Rows(day=rows.day[picked], began=rows.began[picked], motion=rows.motion[picked])
    table = Offsets(mean=np.concatenate(mean) if mean else np.zeros(0), variance=np.concatenate(variance))
    posterior = propagate(together, asked, table, noise=noise)
    beliefs[alive], bottoms[alive] = posterior.belief, posterior.bottom
    return beliefs, bottoms


def _renumbered(sites: Sites, used: Whole, shift: int) -> Sites:
    def place(slots: Whole) -> Whole:
        return np.where(slots >= 0, np.searchsorted(used, np.maximum(slots, 0)) + shift, -1)

    return replace(sites, first=place(sites.first), second=place(sites.second))
