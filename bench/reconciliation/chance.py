"""Random draws that are the same on every machine and in every Python: only `random()` of a seeded source is used."""

import random
from collections.abc import Mapping, Sequence
from math import cos, exp, log, pi, sqrt, tan
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A seeded stream of draws.

    The seed is a text; equal texts give equal streams. Only `random.Random.random` is promised by Python to stay the
    same across versions, so every distribution here is worked out from it.
    """

    def __init__(self, seed: str) -> None:
        """Start the stream that belongs to `seed`."""
        self._random = random.Random(seed).random

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return a number between `low` and `high`, all equally likely."""
        return low + (high - low) * self._random()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def happens(self, probability: float) -> bool:
        """Return true with this probability."""
        return self._random() < probability

    def exponential(self, mean: float) -> float:
        """Return an exponential waiting time."""
        return -mean * log(1.0 - self._random())

    def normal(self, sd: float = 1.0) -> float:
        """Return a Gaussian draw around 0 (Box and Muller 1958)."""
        return sd * sqrt(-2.0 * log(1.0 - self._random())) * cos(2.0 * pi * self._random())

    def laplace(self, scale: float = 1.0) -> float:
        """Return a two-sided exponential draw around 0."""
        return self.exponential(scale) - self.exponential(scale)

    def student(self, freedom: int, scale: float = 1.0) -> float:
        """Return a draw from Student's t: heavier tails the fewer degrees of freedom; 1 is Cauchy."""
        if freedom == 1:
            return scale * tan(pi * (self._random() - 0.5))
        pairs, odd = divmod(freedom, 2)
        square = 2.0 * sum(self.exponential(1.0) for _ in range(pairs)) + (self.normal() ** 2 if odd else 0.0)
        return scale * self.normal() / sqrt(square / freedom)

    def lognormal(self, median: float, sigma: float) -> float:
        """Return a positive draw whose logarithm is Gaussian."""
        return median * exp(self.normal(sigma))

    def pareto(self, shape: float) -> float:
        """Return a draw of at least 1 with a power-law tail."""
        return float((1.0 - self._random()) ** (-1.0 / shape))

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options, all equally likely."""
        return options[int(self._random() * len(options))]

    def weighed(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, as likely as its weight."""
        mark = self._random() * sum(weights.values())
        last: T | None = None
        for option, weight in weights.items():
            last = option
            mark -= weight
            if mark < 0.0:
                return option
        if last is None:
            raise ValueError("chance: nothing to pick from. Give at least one option.")
        return last

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """Return the options in a random order (Fisher and Yates)."""
        deck = list(options)
        for i in range(len(deck) - 1, 0, -1):
            j = int(self._random() * (i + 1))
            deck[i], deck[j] = deck[j], deck[i]
        return deck
