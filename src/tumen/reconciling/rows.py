"""The tables beside the sites: what is asked of each row, and the offsets that claims share."""

from __future__ import annotations

from dataclasses import dataclass

from tumen.reconciling.scale import Floats, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is asked, one row a flow (or a variation of one): the day, when the quantity began, how it moves."""

    day: Floats
    began: Floats
    motion: Whole

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offsets:
    """The table of offsets that claims share, before the claims are seen: mean and variance."""

    mean: Floats
    variance: Floats
