"""Blending: how much the encoder's opinion should count in each choice, from documents that neither it nor the linear
models had seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.edtf import Edtf
from tumen.extracting.attribution import attribute
from tumen.extracting.choosing import CHOICES, Chooser, Learned, pooled
from tumen.extracting.counted import item_options
from tumen.extracting.qualifiers import QUALIFIERS, qualifier_features
from tumen.extracting.roles import side_options
from tumen.extracting.timing import time_features, time_options
from tumen.measuring.aligning import Aligned, Example
from tumen.measuring.gold import GoldClaim
from tumen.measuring.labels import applies, gold_sides, right_items, right_sources, right_times, time_of, value_of

STEPS: Final = 20
_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One choice about one candidate: the chances that each of the two gives, and which options are right."""

    choice: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    right: tuple[int, ...]

    def blended(self, share: float) -> list[float]:
        """Return the chances with that share of the encoder."""
        return pooled(self.ours, [math.log(max(chance, _LEAST)) for chance in self.theirs], share)

    def is_met(self, share: float) -> bool:
        """Tell whether the likeliest option is a right one."""
        given = self.blended(share)
        return given.index(max(given)) in self.right

    def surprise(self, share: float) -> float:
        """Return the negative logarithm of the chance given to the right options."""
        given = self.blended(share)
        return -math.log(max(math.fsum(given[index] for index in self.right), _LEAST))


def questions_of(document: Aligned, learned: Learned) -> Iterator[Question]:
    """Yield every choice about a coded document's candidates, each with the gold values of what comes before it."""
    chooser = learned.over([example.context for example in document.examples])
    asked = _Asked(document, chooser.leaning(0.0), chooser.leaning(1.0), learned)
    times: list[Edtf | None] = []
    for example in document.examples:
        yield from asked.about(example, times)
        if example.gold is not None:
            times.insert(0, time_of(example.gold))


class _Asked:
    def __init__(self, document: Aligned, ours: Chooser, theirs: Chooser, learned: Learned) -> None:
        self.voices = attribute(document.reading, learned.models.rankers.get("sources"))
        self.ours = ours
        self.theirs = theirs
        self.ranker = learned.models.rankers["sources"]

    def about(self, example: Example, times_before: Sequence[Edtf | None]) -> Iterator[Question]:
        context, gold = example.context, example.gold
        if not example.free:
            first, second = self.ours.claim(context), self.theirs.claim(context)
            right = 0 if gold is not None else 1
            yield Question(choice="claim", ours=(first, 1 - first), theirs=(second, 1 - second), right=(right,))
        if gold is None:
            return
        kind = Kind(str(gold["kind"]))
        yield from _valued("kind", self.ours.kinds(context), self.theirs.kinds(context), {kind.value})
        items = item_options(context)
        pair = (self.ours.items(context, kind, items), self.theirs.items(context, kind, items))
        yield from _listed("item", *pair, right_items(items, gold))
        yield from self._sides(example, gold, kind)
        features = qualifier_features(context, kind, str(gold["item"]))
        for name in QUALIFIERS:
            if applies(name, gold):
                ours, theirs = (chooser.aspect(context, name, features) for chooser in (self.ours, self.theirs))
                yield from _valued(name, ours, theirs, {value_of(gold, name)})
        yield from self._sources(example, gold)
        yield from self._times(example, gold, times_before)

    def _sides(self, example: Example, gold: GoldClaim, kind: Kind) -> Iterator[Question]:
        options = side_options(example.context, kind)
        wanted = {gold_sides(claim) for claim in example.golds if claim["kind"] == gold["kind"]}
        item = str(gold["item"])
        ours = self.ours.sides(example.context, kind, item, options)
        theirs = self.theirs.sides(example.context, kind, item, options)
        right = [index for index, pair in enumerate(options) if pair in wanted]
        yield from _listed("sides", [ours[pair] for pair in options], [theirs[pair] for pair in options], right)

    def _sources(self, example: Example, gold: GoldClaim) -> Iterator[Question]:
        place = example.context.candidate
        options = self.voices.options(place.sentence, place.start, place.end)
        chances = self.ranker.probabilities([option.features for option in options])
        theirs = self.theirs.sources(example.context, options, chances)
        yield from _listed("sources", chances, theirs, right_sources(options, place.sentence, gold, self.voices))

    def _times(self, example: Example, gold: GoldClaim, times_before: Sequence[Edtf | None]) -> Iterator[Question]:
        context, values = example.context, {name: value_of(gold, name) for name in QUALIFIERS}
        options = time_options(context)
        rows = time_features(context, Kind(str(gold["kind"])), options, values, times_before)
        chances = self.ours.models.rankers["time"].probabilities(rows)
        theirs = self.theirs.times(context, options, chances)
        yield from _listed("time", chances, theirs, right_times(options, gold))


def _listed(choice: str, ours: Sequence[float], theirs: Sequence[float], right: Sequence[int]) -> Iterator[Question]:
    if right:
        yield Question(choice=choice, ours=tuple(ours), theirs=tuple(theirs), right=tuple(right))


def _valued(
    choice: str, ours: Mapping[str, float], theirs: Mapping[str, float], wanted: set[str]
) -> Iterator[Question]:
    values = list(ours)
    right = [index for index, value in enumerate(values) if value in wanted]
    yield from _listed(choice, [ours[value] for value in values], [theirs[value] for value in values], right)


def shares_of(questions: Iterable[Question]) -> dict[str, float]:
    """Return for each choice the share under which the right options surprise least."""
    asked: dict[str, list[Question]] = {name: [] for name in CHOICES}
    for question in questions:
        asked[question.choice].append(question)
    return {name: _best_share(held) for name, held in asked.items() if held}


def _best_share(questions: Sequence[Question]) -> float:
    shares = [step / STEPS for step in range(STEPS + 1)]
    return min(shares, key=lambda share: math.fsum(question.surprise(share) for question in questions))
