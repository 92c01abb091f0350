"""Learn how far each origin leans, and how far claims scatter, from all flows that were known by a date.

Empirical Bayes by a few sweeps: flows tell each offset a Gaussian; offsets tell the lean of their origin, shrunk
towards none (a poll of
polls' house effects, Jackman 2005, without its anchor: an origin's lean is measured against all the others); the
scales follow by
expectation maximisation (Dempster, Laird & Rubin 1977). How a quantity jumps is not learned: choosing it by how
well claims foretell one
another rewards paths that chase every claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tumen.codebook.exchange import Exchange
from tumen.codebook.source import Origins
from tumen.reconciling.gathering import Batch, Row, batch_of, gather
from tumen.reconciling.parameters import Lean, Parameters
from tumen.reconciling.propagation import Posterior, propagate
from tumen.reconciling.scale import Floats, Whole
from tumen.reconciling.slips import slip_rates

SWEEPS = 3
_NOISES = (0.06, 0.09, 0.13)
_MOST_ROWS = 150
_LEAST_ROWS = 12
_CARE_PRIOR = 8.0
_FEWEST_FIGURES = 2
_LEAST_SPREAD, _MOST_SPREAD = 0.08, 0.8
_GROUP_SPREAD, _COMMON_SPREAD = 0.3, 0.2
_PRIOR_VOICES = 12.0
"""The scales given beforehand weigh as much as so many offsets."""


def learn(
    exchanges: Sequence[tuple[Exchange, Origins]], *, cut_off: date, parameters: Parameters | None = None
) -> Parameters:
    """Return the parameters learned from what had been published by ``cut_off``, under their own version.

    Leans need origins that speak of several flows; where there are fewer than twelve flows the given scales stay.
    The same
    exchanges in any order give the same parameters.
    """
    given = parameters or Parameters()
    rows = [
        row
        for exchange, origins in sorted(exchanges, key=lambda pair: pair[0].key)
        for row in gather(exchange, origins, cut_off, cut_off, given)
    ]
    if len(rows) < _LEAST_ROWS:
        return replace(given, cut_off=cut_off)
    learned = replace(given, noise=_best_noise(rows[:: max(len(rows) // _MOST_ROWS, 1)], cut_off, given))
    for _ in range(SWEEPS):
        batch = batch_of(rows, cut_off, learned)
        posterior = propagate(batch.sites, batch.asked, batch.offsets, noise=learned.noise, rounds=3)
        learned = _with_slips(batch, posterior, _swept(batch, posterior, learned, given))
    return replace(learned, cut_off=cut_off)


def _with_slips(batch: Batch, posterior: Posterior, learned: Parameters) -> Parameters:
    """Return the parameters with how often bodies with a name are plainly wrong.

    Of a body's only figure nothing is learned: it would speak twice.
    """
    sites = batch.sites
    vouched = np.array([not bearing.telling.carrier for row in batch.rows for bearing in row.bearings], bool)
    if not vouched.any():
        return learned
    keys = np.array(batch.keys)[sites.first[vouched]]
    names, origin, count = np.unique(keys, return_inverse=True, return_counts=True)
    right = posterior.foretold * (1.0 - posterior.wrong) / (1.0 - sites.error)
    wrong = posterior.foretold * posterior.wrong / sites.error
    usual, rates = slip_rates(origin, right[vouched], wrong[vouched], learned.error_rate)
    known = {
        str(name): float(rate) for name, rate, told in zip(names, rates, count, strict=True) if told >= _FEWEST_FIGURES
    }
    leans = {name: replace(lean, slips=known.get(name)) for name, lean in learned.leans.items()}
    return replace(learned, slips=usual, leans=leans)


def _best_noise(rows: Sequence[Row], cut_off: date, given: Parameters) -> float:
    """Return the noise under which each claim is best foretold by all others."""
    batch = batch_of(rows, cut_off, given)
    fits = []
    for noise in _NOISES:
        posterior = propagate(batch.sites, batch.asked, batch.offsets, noise=noise, rounds=3)
        fits.append(float(np.log(np.maximum(posterior.foretold, 1e-12)).mean()))
    return _NOISES[int(np.argmax(fits))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What flows said of the offsets of origins: by offset its origin's number, value, variance; whether a carrier's.

    ``group`` is the number of each origin's interest group, 0 where none is known; ``anchor`` tells of one that leans
    neither way.
    """

    key: Whole
    value: Floats
    variance: Floats
    carrier: Floats
    group: Whole
    anchor: NDArray[np.bool_]


def _swept(batch: Batch, posterior: Posterior, learned: Parameters, given: Parameters) -> Parameters:
    heard, names = _heard(batch, posterior, given.anchors)
    if not names:
        return learned
    scale = np.where(heard.carrier > 0, learned.carrier_offset, learned.offset)
    weight = 1.0 / (scale**2 + heard.variance)
    count = len(names)
    told: Floats = np.bincount(heard.key, weight, count).astype(np.float64)
    heard = replace(heard, value=heard.value - _anchored(heard, told, weight, learned.lean_spread))
    pull: Floats = np.bincount(heard.key, weight * heard.value, count).astype(np.float64)
    common = _group_leans(heard, told, pull, learned.lean_spread)
    precision = told + 1.0 / learned.lean_spread**2
    mean = (pull + common / learned.lean_spread**2) / precision
    named = heard.carrier == 0
    # The offsets themselves, given the leans; ``said`` is the part of each that claims tell, the rest the prior says.
    inner = 1.0 / (1.0 / heard.variance + 1.0 / scale**2)
    said = inner / heard.variance
    middle = said * heard.value + (1.0 - said) * mean[heard.key]
    square = (middle - mean[heard.key]) ** 2 + said**2 / precision[heard.key]
    care = (np.bincount(heard.key, square / scale**2, count) + _CARE_PRIOR) / (
        np.bincount(heard.key, said, count) + _CARE_PRIOR
    )
    known: Floats = precision * learned.lean_spread**2
    spread = _pooled((mean - common) ** 2, 1.0 - 1.0 / known, given.lean_spread)
    return replace(
        learned,
        offset=_pooled(square[named], said[named], given.offset),
        carrier_offset=_pooled(square[~named], said[~named], given.carrier_offset),
        lean_spread=spread,
        leans={
            name: Lean(mean=round(float(mean[i]), 6), variance=round(float(1 / precision[i]), 6), care=_care(care[i]))
            for i, name in enumerate(names)
        },
    )


def _anchored(heard: _Heard, told: Floats, weight: Floats, spread: float) -> float:
    """Return by how much the groups that lean neither way seem to lean: that is how far off all amounts are."""
    chosen = heard.anchor & (told > 0)
    if not chosen.any():
        return 0.0
    value = np.bincount(heard.key, weight * heard.value, len(told))[chosen] / told[chosen]
    worth = 1.0 / (spread**2 + 1.0 / told[chosen])
    return float((worth * value).sum() / (worth.sum() + 1.0 / _COMMON_SPREAD**2))


def _group_leans(heard: _Heard, told: Floats, pull: Floats, spread: float) -> Floats:
    """Return, by origin, the lean that its interest group has in common; 0 without a group, or for an anchor."""
    known, group = told > 0, heard.group
    value = np.where(known, pull / np.maximum(told, 1e-12), 0.0)
    weight = np.where(known, 1.0 / (spread**2 + 1.0 / np.maximum(told, 1e-12)), 0.0)
    size = int(group.max(initial=0)) + 1
    precision = np.bincount(group, weight, size) + 1.0 / _GROUP_SPREAD**2
    common = np.bincount(group, weight * value, size) / precision
    common[0] = 0.0
    leans: Floats = np.where(heard.anchor, 0.0, common[group])
    return leans


def _care(square: float) -> float:
    return round(float(np.clip(np.sqrt(square), 0.5, 2.5)), 6)


def _pooled(squares: Floats, said: Floats, given: float) -> float:
    """Return the sd that the squares of what was found have, drawn towards the one given.

    An offset of which claims tell little counts little (MacKay 1992, Neural Computation 4, p. 432): else those that
    say nothing would hold the sd where it was.
    """
    pooled = (squares.sum() + _PRIOR_VOICES * given**2) / (said.sum() + _PRIOR_VOICES)
    return round(float(np.clip(np.sqrt(pooled), _LEAST_SPREAD, _MOST_SPREAD)), 6)


def _heard(batch: Batch, posterior: Posterior, anchors: Sequence[str]) -> tuple[_Heard, list[str]]:
    """Return the offsets of which something was heard, with the names of their leans, sorted."""
    carriers = np.zeros(len(batch.keys))
    groups: dict[str, str] = {}
    for site, bearing in enumerate(bearing for row in batch.rows for bearing in row.bearings):
        place = batch.sites.first[site]
        carriers[place] = bearing.telling.carrier
        if bearing.telling.group is not None:
            groups[batch.keys[place]] = bearing.telling.group
    useful = np.array([bool(key) for key in batch.keys]) & (posterior.precision > 1e-3)
    names = sorted({batch.keys[i] for i in np.flatnonzero(useful)})
    number = {name: i for i, name in enumerate(names)}
    chosen = np.flatnonzero(useful)
    precision = posterior.precision[chosen]
    listed = ["", *sorted(set(groups.values()))]
    return (
        _Heard(
            key=np.array([number[batch.keys[i]] for i in chosen], np.int64),
            value=posterior.pull[chosen] / precision,
            variance=1.0 / precision,
            carrier=carriers[chosen],
            group=np.array([listed.index(groups.get(name, "")) for name in names], np.int64),
            anchor=np.array([groups.get(name) in anchors for name in names], bool),
        ),
        names,
    )
