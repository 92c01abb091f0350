"""Simulation-based calibration (Talts et al. 2018): draws from the model's prior fall evenly into its beliefs."""

from __future__ import annotations

import itertools

import numpy as np
from scipy.stats import chi2

from tumen.reconciling.camps import quantiles_of
from tumen.reconciling.path import WALKS, elapsed
from tumen.reconciling.propagation import Posterior, propagate
from tumen.reconciling.rows import Offsets, Rows
from tumen.reconciling.scale import Floats, Motion
from tumen.reconciling.sites import Sites

NOISE, OFFSET, DRAWS = 0.12, 0.3, 400
DAYS = np.array([0.0, 40.0, 90.0, 200.0, 330.0, 400.0])


def grown(chance: np.random.Generator, motion: Motion, days: Floats) -> Floats:
    """A path of the prior at the days."""
    walk = WALKS[motion]
    level, levels = 0.0, [0.0]
    for first, then in itertools.pairwise(days):
        began = np.array([days[0] - 60.0])
        time = float(elapsed(np.array([motion]), began, np.array([first]), np.array([then]))[0])
        for rate, sign in ((walk.rate, 1.0), (walk.falls, -1.0)):
            for _ in range(chance.poisson(rate * time)):
                level += sign * chance.exponential(walk.large if chance.random() < walk.part_large else walk.small)
        level += chance.normal(0.0, np.sqrt(walk.creep * time))
        levels.append(level)
    return np.array(levels)


def drawn(motion: Motion, seed: int) -> tuple[Posterior, Floats]:
    """What the engine believes of the amounts on the last day, and the amounts."""
    chance = np.random.default_rng(seed)
    truths, figures, origins = [], [], []
    for row in range(DRAWS):
        path = 7.0 + grown(chance, motion, DAYS)
        # Five claims by four origins: the last one speaks twice.
        who = np.array([0, 1, 2, 3, 3])
        offsets = chance.normal(0.0, OFFSET, 4)
        figures.append(path[:5] + offsets[who] + chance.normal(0.0, NOISE, 5))
        origins.append(4 * row + who)
        truths.append(path[5])
    told = np.concatenate(figures)
    count = len(told)
    sites = Sites(
        row=np.repeat(np.arange(DRAWS), 5),
        day=np.tile(DAYS[:5], DRAWS),
        first=np.concatenate(origins),
        second=np.full(count, -1),
        noise=np.zeros(count),
        error=np.full(count, 1e-4),
        centre=told,
        start=np.full(count, np.nan),
        source=np.arange(count),
        of=np.arange(count),
        weight=np.ones(count),
        low=told - 0.005,
        high=told + 0.005,
        edge=np.zeros(count),
    )
    asked = Rows(day=np.full(DRAWS, 400.0), began=np.full(DRAWS, -60.0), motion=np.full(DRAWS, motion))
    table = Offsets(mean=np.zeros(4 * DRAWS), variance=np.full(4 * DRAWS, OFFSET**2))
    return propagate(sites, asked, table, noise=NOISE), np.array(truths)


def ranks(posterior: Posterior, truths: Floats) -> Floats:
    """The probability that each belief puts below its truth."""
    levels = np.linspace(0.005, 0.995, 199)
    quantiles = quantiles_of(posterior.belief, posterior.bottom, levels)
    return np.asarray((quantiles < truths[:, None]).mean(axis=1))


def test_a_totals_belief_is_calibrated_on_its_own_prior() -> None:
    told = ranks(*drawn(Motion.RISING, 7))
    counts, _ = np.histogram(told, bins=10, range=(0.0, 1.0))
    assert ((counts - DRAWS / 10) ** 2 / (DRAWS / 10)).sum() < chi2.ppf(0.999, 9)
    assert abs(np.mean(np.abs(told - 0.5) < 0.4) - 0.8) < 0.06


def test_a_stocks_belief_is_calibrated_on_its_own_prior() -> None:
    told = ranks(*drawn(Motion.MOVING, 8))
    counts, _ = np.histogram(told, bins=10, range=(0.0, 1.0))
    assert ((counts - DRAWS / 10) ** 2 / (DRAWS / 10)).sum() < chi2.ppf(0.999, 9)
    assert abs(np.mean(np.abs(told - 0.5) < 0.4) - 0.8) < 0.06
