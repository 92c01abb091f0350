"""The claims that a document seems to make, seen together: what speaks for one of them in the light of the others.

A claim whose sides are those of the document's other claims is likelier right than one that stands alone with its pair;
one told without a figure is hardly asked for where the same is told with one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tumen.codebook.claim import Kind
from tumen.codebook.item import family_of

Sides = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What one candidate seems to say, and how sure each choice is (0-1)."""

    figure: tuple[float | None, float | None, str | None]
    """Low, high and unit; all None where there is no figure."""
    claim_chance: float
    kind: Kind
    kind_chance: float
    item: str
    item_chance: float
    sides: Sides
    sides_chance: float
    votes: str
    """What the places of its sides in the sentence speak for."""
    polarity: str
    stage: str
    people: str | None = None
    """Code of the state whose people the figure counts by its own words: 600,000 Russians."""

    @property
    def has_figure(self) -> bool:
        """Whether it carries a number."""
        return self.figure[0] is not None or self.figure[1] is not None

    @property
    def weight(self) -> float:
        """The chance that all its choices are right, were they independent."""
        return self.claim_chance * self.kind_chance * self.item_chance * self.sides_chance


@dataclass(slots=True)
class Outlook:
    """The weights of the pairs of sides over a document, by item family and in all, and what is told with a figure."""

    pairs: Counter[Sides] = field(default_factory=Counter)
    by_family: Counter[tuple[str, Sides]] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    told: Counter[tuple[Kind, str, Sides]] = field(default_factory=Counter)
    repeats: Counter[tuple[object, ...]] = field(default_factory=Counter)
    total: float = 0.0

    def shares(self, reckoning: Reckoning) -> tuple[float, float, float]:
        """Return the shares of its pair, of the pair turned round, and of its pair in its family, itself left out."""
        family, pair, own = family_of(reckoning.item), reckoning.sides, reckoning.weight
        rest = self.total - own
        of_family = self.families[family] - own
        straight = (self.pairs[pair] - own) / rest if rest > 0 else 0.0
        turned = self.pairs[pair[1], pair[0]] / rest if rest > 0 else 0.0
        within = (self.by_family[family, pair] - own) / of_family if of_family > 1e-9 else 0.0
        return straight, turned, within


def outlook_over(reckonings: Sequence[Reckoning]) -> Outlook:
    """Return the outlook over a document's reckonings."""
    outlook = Outlook()
    for reckoning in reckonings:
        family, weight = family_of(reckoning.item), reckoning.weight
        outlook.pairs[reckoning.sides] += weight  # type: ignore[assignment]  # a counter may hold weights
        outlook.by_family[family, reckoning.sides] += weight  # type: ignore[assignment]
        outlook.families[family] += weight  # type: ignore[assignment]
        outlook.total += weight
        outlook.repeats[_told(reckoning)] += 1
        if reckoning.has_figure:
            outlook.told[reckoning.kind, reckoning.item, reckoning.sides] += 1
    return outlook


def _told(reckoning: Reckoning) -> tuple[object, ...]:
    return reckoning.kind, reckoning.item, reckoning.sides, reckoning.figure


def acceptance_features(reckoning: Reckoning, outlook: Outlook) -> tuple[str, ...]:
    """Return the features on which it is decided whether a claim is to be trusted."""
    mode = "q" if reckoning.has_figure else "u"
    straight, turned, within = outlook.shares(reckoning)
    told = outlook.told[reckoning.kind, reckoning.item, reckoning.sides] > int(reckoning.has_figure)
    again = outlook.repeats[_told(reckoning)] > 1
    people = "none" if reckoning.people is None else "actor" if reckoning.people == reckoning.sides[0] else "other"
    nobody = f"{reckoning.sides[0] is None}{reckoning.sides[1] is None}"
    return (
        f"claim={_step(reckoning.claim_chance, 10)}|{mode}",
        f"kind={_step(reckoning.kind_chance, 6)}",
        f"item={_step(reckoning.item_chance, 6)}",
        f"sides={_step(reckoning.sides_chance, 8)}",
        f"all={_step(reckoning.weight, 12)}",
        f"all={_step(reckoning.weight, 6)}|{mode}",
        mode,
        f"k={reckoning.kind}|{mode}",
        f"k={reckoning.kind}|nobody={nobody}",
        f"fam={family_of(reckoning.item)}|{mode}",
        f"pair={_step(straight, 5)}|{mode}",
        f"pair={_step(straight, 5)}|sides={_step(reckoning.sides_chance, 4)}",
        f"turned={_step(turned, 4)}",
        f"within={_step(within, 5)}",
        f"votes={reckoning.votes}",
        f"people={people}|{mode}",
        f"people={people}|k={reckoning.kind}",
        f"told={told}|again={again}|{mode}",
        f"told={told}|{mode}|{reckoning.polarity}",
        f"{reckoning.polarity}|{mode}",
        f"{reckoning.stage}|{mode}",
    )


def _step(share: float, steps: int) -> int:
    return min(steps - 1, int(max(share, 0.0) * steps))
