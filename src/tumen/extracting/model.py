"""Small linear models: weights by the name of a feature, read from files that can be read by eye.

A `Classifier` gives a probability to each of its classes (multinomial logistic regression); a `Ranker` gives one to
each of several options (conditional logit, McFadden 1974). Weights are rounded to four digits, so that results do not
hang on the last digit of a processor. Training lives in `tumen.measuring.training`.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """Classes with a ``bias`` each, made from ``weights``: for each feature one by class."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: InitVar[Mapping[str, Sequence[float]]]
    places: Mapping[str, int] = field(init=False, repr=False)
    """The row of each feature, in the order of their names."""
    rows: NDArray[np.float64] = field(init=False, repr=False, compare=False)
    """The weights: features x classes."""

    def __post_init__(self, weights: Mapping[str, Sequence[float]]) -> None:
        object.__setattr__(self, "places", {name: place for place, name in enumerate(sorted(weights))})
        rows = [weights[name] for name in self.places] or np.zeros((0, len(self.classes)))
        object.__setattr__(self, "rows", np.asarray(rows, dtype=np.float64))

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each class; they add up to 1."""
        known = self.places
        found = sorted(known[name] for name in known.keys() & features)
        scores = self.rows[found].sum(axis=0) + self.bias
        return dict(zip(self.classes, softmax(scores.tolist()), strict=True))

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """Return the likeliest class and its probability."""
        given = self.probabilities(features)
        chosen = max(self.classes, key=lambda name: given[name])
        return chosen, given[chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """One weight by feature; an option's score is the sum over its features."""

    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Return the option's score."""
        weights = self.weights
        return math.fsum(weights[name] for name in weights.keys() & features)

    def known(self, features: Iterable[str]) -> list[float]:
        """Return the weights of those features that have one; a feature told twice counts twice."""
        weights = self.weights
        return [weights[name] for name in features if name in weights]

    def probabilities(self, options: Sequence[Iterable[str]]) -> list[float]:
        """Return the probability of each option among the given ones; empty for none."""
        return softmax([self.score(option) for option in options])


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Maps a score to the share that was right at that score on unseen documents (isotonic, in steps)."""

    edges: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()

    def share(self, score: float) -> float:
        """Return the share right; the score itself where nothing was learned."""
        if not self.edges:
            return score
        return self.shares[min(len(self.shares) - 1, bisect_right(self.edges, score))]


_AS_IS: Final = Calibration()


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """All models of the extractor, by name, with thresholds and calibrations."""

    classifiers: Mapping[str, Classifier] = field(default_factory=dict)
    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    calibrations: Mapping[str, Calibration] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    """How much the encoder's opinion counts in each choice (0-1)."""

    def calibration(self, name: str) -> Calibration:
        """Return the calibration of a choice; one that changes nothing where none was learned."""
        return self.calibrations.get(name, _AS_IS)


def softmax(scores: Sequence[float]) -> list[float]:
    """Return probabilities in proportion to the exponentials of the scores.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]


def read_models(texts: Mapping[str, str]) -> Models:
    """Return the models of some files: name of the file without its ending, and its text."""
    classifiers: dict[str, Classifier] = {}
    rankers: dict[str, Ranker] = {}
    thresholds: dict[str, float] = {}
    calibrations: dict[str, Calibration] = {}
    shares: dict[str, float] = {}
    for name, text in sorted(texts.items()):
        loaded = json.loads(text)
        if "classes" in loaded:
            classifiers[name] = Classifier(
                classes=tuple(loaded["classes"]), bias=tuple(loaded["bias"]), weights=loaded["weights"]
            )
        elif "weights" in loaded:
            rankers[name] = Ranker(weights=loaded["weights"])
        else:
            thresholds.update(loaded.get("thresholds", {}))
            shares.update(loaded.get("shares", {}))
            for field_name, table in loaded.get("calibrations", {}).items():
                calibrations[field_name] = Calibration(edges=tuple(table["edges"]), shares=tuple(table["shares"]))
    return Models(
        classifiers=classifiers, rankers=rankers, thresholds=thresholds, calibrations=calibrations, shares=shares
    )


@lru_cache(maxsize=1)
def shipped_models() -> Models:
    """Return the models that come with the package; loaded once."""
    folder = resources.files("tumen.extracting") / "data" / "weights"
    return read_models(
        {
            entry.name.removesuffix(".json"): entry.read_text(encoding="utf-8")
            for entry in folder.iterdir()
            if entry.name.endswith(".json")
        }
    )
