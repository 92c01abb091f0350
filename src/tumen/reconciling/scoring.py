"""Scores of estimates against values that became known later: accuracy, coverage, ranks; on the log (logit for a
share).
"""

from __future__ import annotations

import numpy as np

from tumen.reconciling.scale import Floats


def crps(quantiles: Floats, levels: Floats, truths: Floats) -> Floats:
    """Return the continuous ranked probability score of each forecast (row of quantiles); lower is better.

    Twice the mean pinball loss over the levels (Gneiting & Raftery 2007, J. Am. Stat. Assoc. 102, section 4.2).
    """
    errors = truths[:, None] - quantiles
    scores: Floats = 2.0 * np.maximum(levels * errors, (levels - 1.0) * errors).mean(axis=1)
    return scores


def coverage(quantiles: Floats, levels: Floats, truths: Floats, level: float) -> float:
    """Return how many of the truths lie in the central interval of ``level``; both of its ends must be among
    ``levels``.
    """
    ends = [int(np.argmin(np.abs(levels - end))) for end in ((1.0 - level) / 2, (1.0 + level) / 2)]
    inside = (quantiles[:, ends[0]] <= truths) & (truths <= quantiles[:, ends[1]])
    return float(inside.mean())


def rank_counts(quantiles: Floats, levels: Floats, truths: Floats) -> list[int]:
    """Return how many truths fell into each tenth of their forecasts; even counts mean calibrated (Dawid 1984)."""
    ranks = [
        float(np.interp(truth, row, levels, left=0.0, right=1.0)) for row, truth in zip(quantiles, truths, strict=True)
    ]
    counts, _ = np.histogram(np.clip(np.array(ranks) - 1e-9, 0.0, 1.0), bins=10, range=(0.0, 1.0))
    return [int(count) for count in counts]
