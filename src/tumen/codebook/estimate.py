"""What the claims of a flow support: a dated estimate with intervals, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tumen.codebook.flow import Flow

ENOUGH_SETTLED: Final = 50
"""So many flows must have a value that all sides accept before the coverage of intervals counts as measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What one origin does to an estimate.

    ``weight`` is its share (0-1) of the information, ``lean`` the factor by which it is learned to tell more (over
    1) or less
    than the others, ``without`` the middle of the estimate when the origin is left out (None: nothing is left then).
    """

    origin: str
    name: str
    weight: float
    lean: float
    without: float | None
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A claim that is probably in error, with the probability (0-1)."""

    entry: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How much, on which date, how sure, and why. Amounts are in the flow's unit, to the published digits.

    ``quantiles`` maps probabilities (0.025 … 0.975) to amounts; ``low`` and ``high`` bound the interval of
    ``level``, ``middle`` is
    the median. ``calibrated`` tells whether the coverage was measured on flows with a later accepted value (else
    from simulation).
    ``settled_flows`` is how many flows have one; ``ENOUGH_SETTLED`` are needed.
    ``camps`` is a second mode where the evidence splits (low, middle, high; None: it does not). ``width_by_cause``
    are shares of
    the interval's width (counts, factor, origins; they sum to 1). ``parameters`` names the version of what was learned.
    """

    flow: Flow
    as_of: date
    known_at: date | None
    low: float | None
    middle: float | None
    high: float | None
    level: float
    calibrated: bool
    quantiles: Mapping[float, float]
    entries: tuple[str, ...]
    distinct_claims: int
    origins: int
    effective_origins: float
    influences: tuple[Influence, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    denials: tuple[str, ...] = ()
    camps: tuple[tuple[float, float, float], ...] = ()
    width_by_cause: Mapping[str, float] = field(default_factory=dict)
    jumps: tuple[tuple[date, float, str], ...] = ()
    narrowing: str = ""
    parameters: str = ""
    provisional: bool = False
    settled_flows: int = 0
