"""A value that all sides accept by now: what a flow came to on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Settlement:
    """What a flow (written form) came to on a day, in the flow's unit, by a value that all sides accept by now.

    ``published`` is the day from which it was public, ``by`` and ``reason`` who recorded it, and why.
    """

    flow: str
    on: date
    value: float
    published: date
    by: str
    reason: str
