"""How often each origin is plainly wrong, by how well all others foretell its figures.

A figure on which nothing else bears says nothing of its origin; one that others bear out speaks for it. Of two that
differ the one is then the likelier whose origin has been borne out more often. The rates of origins follow a beta
law; of its means and weights those are taken under which all figures are likeliest, drawn towards the rate given
(empirical Bayes: Efron & Morris 1975, J. Am. Stat. Assoc. 70).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.special import logsumexp

from tumen.reconciling.scale import Floats, Whole

_RATES: Final = np.concatenate((np.geomspace(0.002, 0.1, 20), np.linspace(0.12, 0.8, 18)))
_MEANS: Final = (0.02, 0.04, 0.07, 0.12, 0.2, 0.3)
_WEIGHTS: Final = (2.0, 6.0, 20.0, 100.0)
"""So many figures the law of the rates is worth beside an origin's own."""
_PRIOR_SPREAD: Final = 0.5
"""sd of the log of the mean rate round the one given."""
_DIGITS: Final = 6


def slip_rates(origin: Whole, right: Floats, wrong: Floats, given: float) -> tuple[float, Floats]:
    """Return how often a newcomer is plainly wrong, and each origin by its number.

    ``right`` and ``wrong`` are the densities of each figure, given all others, if it is a good one and if it is not.
    """
    told = np.log((1.0 - _RATES) * right[:, None] + _RATES * wrong[:, None] + 1e-300)
    heard = np.zeros((int(origin.max()) + 1, len(_RATES)))
    np.add.at(heard, origin, told)
    fits = [
        (logsumexp(heard + law, axis=1).sum() - 0.5 * (np.log(mean / given) / _PRIOR_SPREAD) ** 2, mean, law)
        for mean, law in _laws()
    ]
    _, usual, law = max(fits, key=lambda fit: float(fit[0]))
    after = heard + law
    after = np.exp(after - logsumexp(after, axis=1, keepdims=True))
    return usual, np.round(after @ _RATES, _DIGITS)


def _laws() -> Iterator[tuple[float, Floats]]:
    """Give each beta law: its mean, and the log of what it gives to each rate."""
    steps = np.gradient(_RATES)
    for mean in _MEANS:
        for weight in _WEIGHTS:
            law = (mean * weight - 1.0) * np.log(_RATES) + ((1.0 - mean) * weight - 1.0) * np.log1p(-_RATES)
            law += np.log(steps)
            yield mean, law - logsumexp(law)
