"""What the engine takes as given: scales set by kind, leans learned across flows, and what an analyst adds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Final

_UNSURE: Final = ((0.04, 0.21), (0.08, 0.28), (0.16, 0.27), (0.32, 0.17), (0.64, 0.07))
"""Log-normal round 0.1, a factor of three either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """How far an origin tells too much (over 0) or too little: mean and variance of a log factor.

    ``care`` multiplies the scale of its errors: 1.0 like the others, 2.0 twice as far off. ``slips`` is how often its
    figures are plainly wrong (None: nothing was learned of it).
    """

    mean: float = 0.0
    variance: float = 0.0
    care: float = 1.0
    slips: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What an analyst or a pack says of a factor between two units: its middle and the sd of its log."""

    from_unit: str
    to_unit: str
    middle: float
    spread: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What an analyst adds of his own about a flow (written form) on a day: the middle, and the sd of its log."""

    flow: str
    day: date
    middle: float
    spread: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Scales on the log of the amount (logit for a share), rates as probabilities.

    ``noise``, ``offset``, ``carrier_offset`` and ``slips`` are learned together with ``leans`` (see ``learn``),
    ``shared`` from values that were accepted later (see ``settle``); the rest is set. ``leans`` are by origin id and
    kind group, as ``lean_key`` writes them; ``discounts`` multiply the error scale of an interest group's origins.
    ``cut_off`` is the date up to which claims were used (None: nothing was learned).
    """

    noise: float = 0.10
    """sd of one claim's own error."""
    offset: float = 0.25
    """sd of what all claims of an origin on one flow have in common."""
    carrier_offset: float = 0.40
    """The same where nobody with a name vouches, or only an outlet."""
    lean_spread: float = 0.25
    """sd of an origin's lean across flows before anything is learned."""
    shared: tuple[tuple[float, float], ...] = _UNSURE
    """What the sd of the error may be that all origins of a flow share, each with its probability: no claim can tell
    it, only values that all sides accept later (see ``settle``)."""
    shared_share: float = 0.6
    """By how much this sd is smaller for a share, on the logit."""
    error_rate: float = 0.04
    """How often a figure is plainly wrong, as long as nothing was learned of it."""
    slips: float | None = None
    """The same of a body with a name that is new (None: nothing was learned of it)."""
    factor_spread: float = 0.45
    """sd of the log of a factor between units that the origins take for granted."""
    bound_weight: float = 0.8
    """How often "at least" and "up to" stand close to the figure that was known."""
    leans: Mapping[str, Lean] = field(default_factory=dict)
    factors: tuple[Factor, ...] = ()
    priors: tuple[Prior, ...] = ()
    discounts: Mapping[str, float] = field(default_factory=dict)
    anchors: tuple[str, ...] = ("independent", "neutral")
    """Interest groups that are taken to lean neither way on average: all leans are measured against them."""
    cut_off: date | None = None
    resolved: int = 0
    """How many flows have a later value that all sides accept; under 50 the coverage is known from simulation only."""

    @property
    def version(self) -> str:
        """Twelve hex digits of the SHA-256 of everything that is in here.

        >>> Parameters().version == Parameters(noise=0.1).version != Parameters(noise=0.2).version
        True
        """
        written = json.dumps(asdict(self), sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()[:12]


def lean_key(origin: str, group: str) -> str:
    """Return under which name the lean of an origin in a kind group is kept.

    >>> lean_key("NIS", "movement")
    'NIS|movement'
    """
    return f"{origin}|{group}"
