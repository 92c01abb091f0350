"""A claim: one checkable statement, coded; nothing about where it stood."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tumen.codebook.edtf import Edtf
from tumen.codebook.item import family_of, is_item
from tumen.codebook.quantity import Direction, Hedge, Measure, bounds_fit
from tumen.codebook.source import Source
from tumen.errors import InvalidClaim


class Kind(StrEnum):
    """What sort of exchange, or effect of one, the claim speaks of."""

    TRANSFER = "transfer"
    LOSS = "loss"
    PRESENCE = "presence"
    PRODUCTION = "production"
    SHARE = "share"
    TRADE = "trade"
    AGREEMENT = "agreement"
    ACT = "act"
    PROJECT = "project"


class Outcome(StrEnum):
    """What became of the people or things that were lost."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CASUALTIES = "casualties"
    CAPTURED = "captured"
    MISSING = "missing"
    DESTROYED = "destroyed"


class Stage(StrEnum):
    """How far it has come, from a possibility to a thing done."""

    POSSIBLE = "possible"
    PLANNED = "planned"
    AGREED = "agreed"
    UNDERWAY = "underway"
    DONE = "done"

    @property
    def rank(self) -> int:
        """Place on the ladder, 0 (possible) to 4 (done)."""
        return list(Stage).index(self)


class Polarity(StrEnum):
    """Whether it is said to be so, or not to be so."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """Whether the report is told flatly or with doubt."""

    ASSERTED = "asserted"
    HEDGED = "hedged"


class Basis(StrEnum):
    """How the figure came about, as the text tells it."""

    REPORTED = "reported"
    CONVERTED = "converted"
    CAPACITY = "capacity"


SYMMETRIC_KINDS = frozenset({Kind.TRADE, Kind.AGREEMENT, Kind.PROJECT})
_CODE = re.compile(r"[A-Z]{2}")
_WORDS: Final[dict[str, type[StrEnum]]] = {
    "kind": Kind,
    "hedge": Hedge,
    "measure": Measure,
    "direction": Direction,
    "outcome": Outcome,
    "stage": Stage,
    "polarity": Polarity,
    "certainty": Certainty,
    "basis": Basis,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable statement about an exchange between states, field by field as in the codebook.

    ``None`` means: the text does not tell (actor, counterpart, low, high, time, place), or the field does not apply
    (per, direction, outcome). ``low`` and ``high`` are in ``unit``.

    Raises:
        InvalidClaim: a field that the codebook does not allow; the message names the field and what is allowed.
    """

    kind: Kind
    actor: str | None
    counterpart: str | None
    item: str
    low: float | None = None
    high: float | None = None
    hedge: Hedge = Hedge.NONE
    unit: str = "item"
    per: str | None = None
    measure: Measure = Measure.NONE
    direction: Direction | None = None
    outcome: Outcome | None = None
    stage: Stage = Stage.DONE
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.ASSERTED
    basis: Basis = Basis.REPORTED
    time: Edtf | None = None
    place: str | None = None
    sources: tuple[Source, ...] = ()
    also_said_by: tuple[Source, ...] = ()
    in_return: bool = False

    def __post_init__(self) -> None:
        self._check_words()
        self._check_sides()
        self._check_figure()
        for name, text in (("place", self.place), ("per", self.per)):
            if text == "":
                raise InvalidClaim(name, "is an empty text", "Leave it out")
        if (self.kind is Kind.LOSS) != (self.outcome is not None):
            raise InvalidClaim(
                "outcome", f"kind {self.kind} with outcome {self.outcome}", "A loss has one, others none"
            )

    def _check_words(self) -> None:
        """A word of a list may be given as plain text: ``kind="loss"``."""
        for name, words in _WORDS.items():
            value = getattr(self, name)
            if isinstance(value, words) or (value is None and name in ("direction", "outcome")):
                continue
            try:
                object.__setattr__(self, name, words(value))
            except ValueError as problem:
                raise InvalidClaim(name, f"{value!r} is not allowed", "One of " + ", ".join(words)) from problem

    def _check_sides(self) -> None:
        for name, code in (("actor", self.actor), ("counterpart", self.counterpart)):
            if code is not None and not _CODE.fullmatch(code):
                raise InvalidClaim(name, f"{code!r} is no country code", "Two capital letters (ISO 3166), or empty")
        if not is_item(self.item):
            raise InvalidClaim(
                "item", f"{self.item!r} is not in the list", "An item of the codebook, or other: and a noun"
            )

    def _check_figure(self) -> None:
        for name, number in (("low", self.low), ("high", self.high)):
            if number is not None and (not math.isfinite(number) or number < 0):
                raise InvalidClaim(name, f"{number!r} is no amount", "A number that is not negative, or empty")
        if not bounds_fit(self.hedge, self.low, self.high):
            raise InvalidClaim("hedge", f"{self.hedge} with low {self.low} and high {self.high}", "See the hedge table")
        if self.has_figure and not self.unit:
            raise InvalidClaim("unit", "a figure without a unit", "person, item, round, barrel, USD, percent …")
        if self.per is not None and self.measure is not Measure.RATE:
            raise InvalidClaim("per", f"{self.per!r} with measure {self.measure}", "Only a rate has one")
        if self.direction is not None and self.measure not in (Measure.SHARE, Measure.FACTOR):
            raise InvalidClaim("direction", f"with measure {self.measure}", "Only a share or a factor has one")

    @property
    def has_figure(self) -> bool:
        """Whether the claim carries a number."""
        return self.low is not None or self.high is not None

    @property
    def family(self) -> str:
        """The item's family."""
        return family_of(self.item)

    @property
    def origin_source(self) -> Source | None:
        """The last link of the attribution: who is said to have said it first; None where the document itself does."""
        return self.sources[-1] if self.sources else None
