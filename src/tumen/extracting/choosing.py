"""Choosing: what the linear models and the encoder make of a choice together.

Both give each option a chance; the two are blended by a weighted geometric mean (logarithmic opinion pool,
Genest & Zidek 1986), whose share is learned for each choice on documents that neither had seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from tumen.codebook.claim import Kind
from tumen.extracting.counted import item_features
from tumen.extracting.encoding.opinions import Key, Net, Opinion, opinions_of, shipped_net
from tumen.extracting.features import Context
from tumen.extracting.model import Models, shipped_models, softmax
from tumen.extracting.outlook import Sides
from tumen.extracting.roles import side_chances
from tumen.extracting.source_places import Option
from tumen.extracting.timing import TimeOption

A_CLAIM: Final = "claim"
NO_CLAIM: Final = "none"
EVEN: Final = 0.5
HOPELESS: Final = 0.01
"""Below this chance, by the linear model, nobody asks the encoder whether a candidate is a claim."""
_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """All that was learned from coded documents; without a net, the linear models decide alone."""

    models: Models
    net: Net | None = None

    def over(self, contexts: Sequence[Context]) -> Chooser:
        """Return who chooses for the candidates of one document.

        Windows in which the linear model sees nothing like a claim are not encoded.
        """
        alone = Chooser(models=self.models)
        worth = [context for context in contexts if alone.claim(context) >= HOPELESS] if self.net else []
        return Chooser(models=self.models, opinions=opinions_of(worth, self.net) if self.net else {})


@lru_cache(maxsize=1)
def shipped() -> Learned:
    """Return what comes with the package; loaded once."""
    return Learned(models=shipped_models(), net=shipped_net())


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """Gives the chances of every choice about the candidates of one document."""

    models: Models
    opinions: Mapping[Key, Opinion] = field(default_factory=dict)

    def leaning(self, share: float) -> Chooser:
        """Return the chooser with the same share for every choice: 0 the linear models alone, 1 the encoder alone."""
        return replace(self, models=replace(self.models, shares=dict.fromkeys(CHOICES, share)))

    def claim(self, context: Context) -> float:
        """Return the chance that the candidate is a claim."""
        ours = self.models.classifiers["claim"].probabilities(context.base)
        opinion = self._of(context)
        return self._blended("claim", [ours[A_CLAIM], ours[NO_CLAIM]], opinion.claim() if opinion else None)[0]

    def kinds(self, context: Context) -> dict[str, float]:
        """Return the chance of each kind."""
        ours = self.models.classifiers["kind"].probabilities(context.base)
        opinion = self._of(context)
        return self._pooled("kind", ours, opinion.kinds() if opinion else {})

    def items(self, context: Context, kind: Kind, options: Sequence[str]) -> list[float]:
        """Return the chance of each item among the options."""
        ours = self.models.rankers["item"].probabilities(item_features(context, kind, options))
        opinion = self._of(context)
        return self._blended("item", ours, opinion.items(kind, options) if opinion else None)

    def sides(self, context: Context, kind: Kind, item: str, options: Sequence[Sides]) -> dict[Sides, float]:
        """Return the chance of each pair of sides among the options."""
        ours = side_chances(context, kind, item, options, self.models.rankers["sides"])
        opinion = self._of(context)
        pairs = list(ours)
        given = self._blended("sides", [ours[pair] for pair in pairs], opinion.sides(kind, pairs) if opinion else None)
        return dict(zip(pairs, given, strict=True))

    def aspect(self, context: Context, name: str, features: Sequence[str]) -> dict[str, float]:
        """Return the chance of each value of a qualifier."""
        ours = self.models.classifiers[name].probabilities(features)
        opinion = self._of(context)
        return self._pooled(name, ours, opinion.aspect(name) if opinion else {})

    def sources(self, context: Context, options: Sequence[Option], chances: Sequence[float]) -> list[float]:
        """Return the chance of each possible source; ``chances`` are those that the linear model gives."""
        opinion = self._of(context)
        return self._blended("sources", chances, opinion.sources(options) if opinion else None)

    def times(self, context: Context, options: Sequence[TimeOption], chances: Sequence[float]) -> list[float]:
        """Return the chance of each possible time; ``chances`` are those that the linear model gives."""
        opinion = self._of(context)
        return self._blended("time", chances, opinion.times(options) if opinion else None)

    def _of(self, context: Context) -> Opinion | None:
        return self.opinions.get(context.candidate.key)

    def _pooled(self, name: str, ours: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
        """Blend over the values that the linear model knows; those that the encoder does not know get its least."""
        values = list(ours)
        least = min(theirs.values(), default=0.0)
        scores = [theirs.get(value, least) for value in values] if theirs else None
        return dict(zip(values, self._blended(name, [ours[value] for value in values], scores), strict=True))

    def _blended(self, name: str, ours: Sequence[float], theirs: Sequence[float] | None) -> list[float]:
        share = self.models.shares.get(name, EVEN) if theirs is not None else 0.0
        if theirs is None or share == 0.0:
            return list(ours)
        return pooled(ours, theirs, share)


def pooled(ours: Sequence[float], theirs: Sequence[float], share: float) -> list[float]:
    """Return chances blended with the logarithms of others, which count by ``share`` (0-1).

    >>> [round(chance, 2) for chance in pooled([0.9, 0.1], [math.log(0.1), math.log(0.9)], 0.5)]
    [0.5, 0.5]
    """
    pairs = zip(ours, theirs, strict=True)
    return softmax([(1.0 - share) * math.log(max(chance, _LEAST)) + share * score for chance, score in pairs])


CHOICES: Final = (
    *("claim", "kind", "item", "sides", "sources", "time"),
    *("stage", "polarity", "certainty", "basis", "measure", "outcome", "in_return", "direction"),
)
"""The choices on which the encoder has an opinion."""
