"""A first look over a document: what each candidate seems to say by itself, for the second look to lean on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tumen.codebook.claim import Kind
from tumen.codebook.item import family_of

Sides = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a candidate seems to say at first sight: chance of being a claim, kind, item, sides, how sure of each."""

    key: tuple[int, int, int]
    has_figure: bool
    probability: float
    kind: Kind
    kind_chance: float
    item: str
    item_chance: float
    sides: Sides
    sides_chance: float
    pairs: Mapping[Sides, float]
    """The likelier pairs of sides with their chances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The glances of a document, as seen from one candidate: those before it, nearest first, and all others."""

    own: Glance | None = None
    before: tuple[Glance, ...] = ()
    others: tuple[Glance, ...] = ()

    def share(self, pair: Sides, family: str | None = None) -> float:
        """Return which part of the others' weight the pair has, among those of an item family or among all."""
        chosen = [glance for glance in self.others if family is None or family_of(glance.item) == family]
        total = sum(glance.probability for glance in chosen)
        return sum(glance.probability * glance.pairs.get(pair, 0.0) for glance in chosen) / total if total else 0.0


LIKELY = 0.45
NEAREST = 8


def outlooks(glances: Sequence[Glance]) -> tuple[Outlook, ...]:
    """Return for each glance the outlook from its place; only likely claims are seen in it."""
    likely = [glance.probability >= LIKELY for glance in glances]
    seen: list[Outlook] = []
    for place, glance in enumerate(glances):
        before = [glances[i] for i in range(place - 1, -1, -1) if likely[i]][:NEAREST]
        near = range(max(0, place - 60), min(len(glances), place + 61))
        others = [glances[i] for i in near if i != place and likely[i]]
        seen.append(Outlook(own=glance, before=tuple(before), others=tuple(others)))
    return tuple(seen)
