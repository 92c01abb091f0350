"""The scale on which figures are compared: logarithms for amounts, logits for shares."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

# Middles of a hundred equal steps: 2.5 % and 97.5 % are among them, and the mean pinball loss is a midpoint rule.
LEVELS: Numbers = (np.arange(100, dtype=np.float64) + 0.5) / 100.0


def is_share(flow: str) -> bool:
    """Return whether a flow is a share in percent.

    >>> is_share("XA>XB:oil/share/percent/done")
    True
    """
    return "/share/" in flow


def to_scale(values: Numbers | Sequence[float] | float, *, share: bool) -> Numbers:
    """Return logarithms of amounts, logits of percentages; figures are kept off the ends.

    >>> to_scale(50.0, share=True).item()
    0.0
    """
    numbers = np.asarray(values, dtype=np.float64)
    if not share:
        return np.log(np.maximum(numbers, 1e-9))
    part = np.clip(numbers / 100.0, 1e-6, 1.0 - 1e-6)
    return np.log(part) - np.log1p(-part)


def from_scale(values: Numbers | Sequence[float] | float, *, share: bool) -> Numbers:
    """Return the figures of scale values: the inverse of `to_scale`.

    >>> from_scale(0.0, share=True).item()
    50.0
    """
    numbers = np.asarray(values, dtype=np.float64)
    if not share:
        return np.exp(np.clip(numbers, -50.0, 50.0))
    return 100.0 / (1.0 + np.exp(-np.clip(numbers, -50.0, 50.0)))
