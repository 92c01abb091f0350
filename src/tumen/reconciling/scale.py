"""The axis on which amounts are compared: their logarithm, or the logit of a share."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tumen.codebook.flow import Flow, StagePath
from tumen.codebook.quantity import PERCENT, Measure

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
_LEAST_SHARE = 0.4
_SMALLEST = 1e-9


class Motion(IntEnum):
    """How a quantity can change with time."""

    RISING = 0
    """A total: it never falls."""
    MOVING = 1
    """A stock or a rate: both ways, any time."""
    SWAYING = 2
    """A share: both ways, on the logit."""
    STEADY = 3
    """A plan, a factor, a step: told again and again, changed seldom."""


def motion_of(flow: Flow) -> Motion:
    """Return how the quantity of the flow can change."""
    if flow.path is StagePath.PLANNED:
        return Motion.STEADY
    match flow.measure:
        case Measure.CUMULATIVE:
            return Motion.RISING
        case Measure.STOCK | Measure.RATE:
            return Motion.MOVING
        case Measure.SHARE:
            return Motion.SWAYING
        case _:
            return Motion.STEADY


def is_share(flow: Flow) -> bool:
    """Tell whether the flow lives between 0 and 100 percent."""
    return flow.measure is Measure.SHARE and flow.unit == PERCENT


def to_axis(amounts: Floats, shares: NDArray[np.bool_]) -> Floats:
    """Return amounts on the axis; shares in percent on the logit, kept off 0 and 100.

    >>> to_axis(np.array([1.0, 50.0]), np.array([False, True])).tolist()
    [0.0, 0.0]
    """
    percent = np.clip(amounts, _LEAST_SHARE, 100.0 - _LEAST_SHARE)
    return np.where(shares, np.log(percent / (100.0 - percent)), np.log(np.maximum(amounts, _SMALLEST)))


def from_axis(points: Floats, *, share: bool) -> Floats:
    """Return points of the axis as amounts.

    >>> from_axis(np.array([0.0]), share=True).tolist()
    [50.0]
    """
    return 100.0 / (1.0 + np.exp(-points)) if share else np.exp(points)
