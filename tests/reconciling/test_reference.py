"""Propagation against a Markov chain Monte Carlo reference on five exchanges: the same posterior, drawn instead of
worked out.

Slow, hence on request: ``SLOW=1 pytest tests/reconciling/test_reference.py``. Thousands of Metropolis chains run
side by side in NumPy, with
increments proposed from the prior, so that its atom at "nothing happened" is met exactly.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.special import ndtr

from tumen.reconciling.densities import WRONG_SCALE
from tumen.reconciling.path import STEP, WALKS, elapsed
from tumen.reconciling.propagation import propagate
from tumen.reconciling.rows import Offsets, Rows
from tumen.reconciling.scale import Floats, Motion, Whole
from tumen.reconciling.sites import Sites

NOISE, OFFSET, ERROR, CHAINS, TURNS = 0.12, 0.3, 0.04, 1_000, 400
DAYS = np.array([0.0, 56.0, 112.0, 210.0, 336.0, 392.0])
BEGAN = -60.0


@dataclass(frozen=True)
class Told:
    """Claims at the first five days: soft interval on the log, and who told it."""

    low: Floats
    high: Floats
    who: Whole


CASES = {
    "agreement": Told(
        np.array([6.0, 6.3, 6.6, 7.0, 7.1]), np.array([6.1, 6.4, 6.7, 7.1, 7.2]), np.array([0, 1, 2, 3, 0])
    ),
    "bounds": Told(np.array([6.0, 6.3, 6.3, 7.0, 7.0]), np.array([7.2, 6.4, 7.5, 8.2, 7.1]), np.array([0, 1, 2, 3, 4])),
    "one loud origin": Told(
        np.array([6.0, 6.2, 6.4, 6.9, 7.2]), np.array([6.1, 6.3, 6.5, 7.0, 7.3]), np.array([0, 0, 0, 0, 1])
    ),
    "a slip": Told(np.array([6.0, 6.3, 8.9, 6.8, 6.9]), np.array([6.1, 6.4, 9.0, 6.9, 7.0]), np.array([0, 1, 2, 3, 1])),
    "a jump": Told(np.array([5.0, 5.1, 5.1, 7.5, 7.6]), np.array([5.1, 5.2, 5.2, 7.6, 7.7]), np.array([0, 1, 2, 0, 1])),
}


def increments(chance: np.random.Generator, time: float) -> Floats:
    """Draw what is added in so much time, one for each chain."""
    walk = WALKS[Motion.RISING]
    added = np.zeros(CHAINS)
    count = chance.poisson(walk.rate * time, CHAINS)
    for number in range(int(count.max(initial=0))):
        size = np.where(chance.random(CHAINS) < walk.part_large, walk.large, walk.small)
        # Whole cells of the grid, as the engine has them.
        jump = STEP * chance.geometric(STEP / size)
        added += np.where(number < count, jump, 0.0)
    return added


def fits(told: Told, path: Floats, offsets: Floats) -> Floats:
    """Log likelihood of the claims, by chain."""
    at = path[:, :5] + offsets[:, told.who]
    inside = (ndtr((told.high - at) / NOISE) - ndtr((told.low - at) / NOISE)) / (told.high - told.low)
    centre = (told.low + told.high) / 2
    wrong = (2.0 + ((path[:, :5] - centre) / WRONG_SCALE) ** 2) ** -1.5 / WRONG_SCALE
    return np.asarray(np.log((1 - ERROR) * inside + ERROR * wrong).sum(axis=1))


def sampled(told: Told, seed: int) -> tuple[float, float]:
    """Mean and standard deviation of the last day's amount (log), by Markov chains."""
    chance = np.random.default_rng(seed)
    motion, began = np.array([Motion.RISING]), np.array([BEGAN])
    times = [float(elapsed(motion, began, DAYS[[k]], DAYS[[k + 1]])[0]) for k in range(5)]
    start = np.full(CHAINS, (told.low[0] + told.high[0]) / 2)
    added = np.stack([increments(chance, time) for time in times], axis=1)
    offsets = chance.normal(0.0, OFFSET, (CHAINS, 5))
    kept = []

    def path(start: Floats, added: Floats) -> Floats:
        return np.concatenate((start[:, None], start[:, None] + np.cumsum(added, axis=1)), axis=1)

    now = fits(told, path(start, added), offsets)
    for turn in range(TURNS):
        for move in range(12):
            new_start, new_added, new_offsets = start.copy(), added.copy(), offsets.copy()
            if move < 5:
                new_added[:, move] = increments(chance, times[move])
                if turn % 2:
                    # What is added here is taken from the start, so that later days stay where they were.
                    new_start -= new_added[:, move] - added[:, move]
            elif move == 5:
                new_start += chance.normal(0.0, 0.15, CHAINS)
            elif move == 6:
                shift = chance.normal(0.0, 0.15, CHAINS)
                new_start, new_offsets = start + shift, offsets - shift[:, None]
            else:
                new_offsets[:, move - 7] += chance.normal(0.0, 0.2, CHAINS)
            then = fits(told, path(new_start, new_added), new_offsets)
            prior = ((offsets**2).sum(axis=1) - (new_offsets**2).sum(axis=1)) / (2 * OFFSET**2)
            yes = np.log(chance.random(CHAINS)) < then - now + prior
            start, now = np.where(yes, new_start, start), np.where(yes, then, now)
            added = np.where(yes[:, None], new_added, added)
            offsets = np.where(yes[:, None], new_offsets, offsets)
        if turn > TURNS // 2 and turn % 10 == 0:
            kept.append(path(start, added)[:, 5])
    drawn = np.concatenate(kept)
    return float(drawn.mean()), float(drawn.std())


def worked_out(told: Told) -> tuple[float, float]:
    """The same by propagation."""
    sites = Sites(
        row=np.zeros(5, np.int64),
        day=DAYS[:5],
        first=told.who,
        second=np.full(5, -1),
        noise=np.zeros(5),
        error=np.full(5, ERROR),
        centre=(told.low + told.high) / 2,
        start=np.full(5, np.nan),
        source=np.arange(5),
        of=np.arange(5),
        weight=np.ones(5),
        low=told.low,
        high=told.high,
        edge=np.zeros(5),
    )
    asked = Rows(day=DAYS[[5]], began=np.array([BEGAN]), motion=np.array([Motion.RISING]))
    table = Offsets(mean=np.zeros(5), variance=np.full(5, OFFSET**2))
    posterior = propagate(sites, asked, table, noise=NOISE)
    axis = posterior.bottom[0] + STEP * np.arange(posterior.belief.shape[1])
    mean = float((posterior.belief[0] * axis).sum())
    return mean, float(np.sqrt((posterior.belief[0] * (axis - mean) ** 2).sum()))


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("SLOW"), reason="takes a minute: set SLOW=1")
@pytest.mark.parametrize("name", CASES)
def test_propagation_agrees_with_markov_chains(name: str) -> None:
    told = CASES[name]
    mean, sd = worked_out(told)
    reference, reference_sd = sampled(told, 11)
    assert mean == pytest.approx(reference, abs=0.12)
    assert sd == pytest.approx(reference_sd, rel=0.25)
