"""Opinions: what the encoder makes of each candidate of a document, as scores of every choice.

All scores are logarithms of probabilities, rounded so that they do not depend on a processor's last digits.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

import numpy as np

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.extracting.encoding.encoder import Encoder, encoder_of, gelu
from tumen.extracting.encoding.pretrained import Array, tokenizer
from tumen.extracting.encoding.sights import (
    Naming,
    Sight,
    item_number,
    items_named,
    sight_of,
    source_sight,
    standing_of,
    states_named,
    time_sight,
    where,
)
from tumen.extracting.encoding.windows import Span, Window, pieces_of
from tumen.extracting.features import Context
from tumen.extracting.outlook import Sides
from tumen.extracting.source_places import Option
from tumen.extracting.timing import TimeOption

DIGITS: Final = 3
KINDS: Final = tuple(kind.value for kind in Kind)
_GIVER: Final = 0
_TAKER: Final = 1
_EITHER: Final = 2
Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """The encoder with what was learned of the scores over its vectors; ``values`` are those of each qualifier."""

    encoder: Encoder
    learned: Mapping[str, Array]
    values: Mapping[str, tuple[str, ...]]

    def mapped(self, name: str, x: Array) -> Array:
        """Return ``x`` through the linear map of that name."""
        return np.asarray(x @ self.learned[f"{name}.weight"].T + self.learned[f"{name}.bias"])

    def seen(self, name: str, mentions: Array) -> Array:
        """Return what the mean vectors of mentions bring to their scores, whatever the candidate."""
        return np.asarray(mentions @ self.learned[f"{name}.mention"].T)

    def paired(self, name: str, candidate: Array, seen: Array, marks: Sequence[Sequence[int]]) -> Array:
        """Return the scores of mentions in the light of a candidate; ``marks`` are the numbers of what is known.

        Of each mention as many marks are known; ``seen`` is what the mentions bring.
        """
        known = self.learned[f"{name}.marks"][np.asarray(marks)].sum(axis=1)
        inner = self.mapped(f"{name}.candidate", candidate) + seen + known
        return self.mapped(f"{name}.out", gelu(inner))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A window with its vectors and the states and items named in it."""

    window: Window
    states: tuple[Naming, ...]
    items: tuple[Naming, ...]
    states_seen: Array
    items_seen: Array
    """What the mentions bring to the scores of sides and items, for all candidates of the window."""
    sources_sums: Array
    times_sums: Array
    """What the pieces before each piece bring in sum to the scores of sources and times, which are asked for later."""


def sums_of(vectors: Array) -> Array:
    """Return the sums of the vectors before each piece, the last of all."""
    exact = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)])
    return np.asarray(exact, dtype=np.float32)


def means_of(sums: Array, spans: Sequence[Span]) -> Array:
    """Return the mean vector of each span of pieces; ``sums`` are those of the vectors before each piece."""
    starts, ends = np.asarray(spans, dtype=np.intp).reshape(-1, 2).T
    return np.asarray((sums[ends] - sums[starts]) / (ends - starts).astype(np.float32)[:, None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the encoder makes of one candidate."""

    net: Net
    scene: Scene
    context: Context
    sight: Sight
    vector: Array

    def claim(self) -> tuple[float, float]:
        """Return the scores of its being a claim and of its being none."""
        logit = float(self.net.mapped("claim", self.vector)[0])
        return _rounded(-np.logaddexp(0.0, -logit)), _rounded(-np.logaddexp(0.0, logit))

    def kinds(self) -> dict[str, float]:
        """Return the score of each kind."""
        return dict(zip(KINDS, _logs(self.net.mapped("kind", self.vector)), strict=True))

    def aspect(self, name: str) -> dict[str, float]:
        """Return the score of each value of a qualifier; empty for one that it does not know."""
        values = self.net.values.get(name, ())
        return (
            dict(zip(values, _logs(self.net.mapped(f"qualifier.{name}", self.vector)), strict=True)) if values else {}
        )

    def items(self, kind: Kind, options: Sequence[str]) -> list[float]:
        """Return the score of each item among the options."""
        vector = self._of_kind(kind)
        scores = self.net.mapped("item", vector)
        mentions = self.scene.items
        if mentions:
            marks = [(where(self.sight.noun, self.sight.sentence, m.span, m.sentence),) for m in mentions]
            near = self.net.paired("items", vector, self.scene.items_seen, marks)[:, 0]
            best: dict[int, float] = {}
            for mention, score in zip(mentions, near, strict=True):
                number = item_number(mention.name)
                best[number] = max(best.get(number, -np.inf), float(score))
            for number, score in best.items():
                scores[number] += score
        return _logs(np.asarray([scores[item_number(option)] for option in options]))

    def sides(self, kind: Kind, options: Sequence[Sides]) -> list[float]:
        """Return the score of each pair of sides among the options."""
        vector = self._of_kind(kind)
        codes = list(dict.fromkeys(code for pair in options for code in pair))
        by_code = dict(zip(codes, self._standings(vector, codes), strict=True))
        if kind in SYMMETRIC_KINDS:
            pairs = [by_code[one][_EITHER] + by_code[other][_EITHER] for one, other in options]
        else:
            pairs = [by_code[one][_GIVER] + by_code[other][_TAKER] for one, other in options]
        return _logs(np.asarray(pairs))

    def sources(self, options: Sequence[Option]) -> list[float]:
        """Return the score of each possible source."""
        learned = self.net.learned
        sights = [source_sight(self.scene.window, option) for option in options]
        scores = np.asarray([learned["sources.place"][number, 0] for number, _, _ in sights])
        placed = [(index, span, sentence) for index, (_, span, sentence) in enumerate(sights) if span is not None]
        if placed:
            marks = [(where(self.sight.own, self.sight.sentence, span, sentence),) for _, span, sentence in placed]
            seen = means_of(self.scene.sources_sums, [span for _, span, _ in placed])
            near = self.net.paired("sources", self.vector, seen, marks)
            scores[[index for index, _, _ in placed]] += near[:, 0]
        absent = [index for index, (_, span, _) in enumerate(sights) if span is None]
        scores[absent] += float(self.net.mapped("sources.absent", self.vector)[0])
        return _logs(scores)

    def times(self, options: Sequence[TimeOption]) -> list[float]:
        """Return the score of each possible time."""
        sights = [time_sight(self.scene.window, self.context, option) for option in options]
        scores = self.net.mapped("times.shape", self.vector)[[number for number, _, _ in sights]]
        placed = [(index, span, sentence) for index, (_, span, sentence) in enumerate(sights) if span is not None]
        if placed:
            marks = [(where(self.sight.own, self.sight.sentence, span, sentence),) for _, span, sentence in placed]
            seen = means_of(self.scene.times_sums, [span for _, span, _ in placed])
            near = self.net.paired("times", self.vector, seen, marks)
            for row, (index, _, _) in enumerate(placed):
                scores[index] += near[row, sights[index][0]]
        return _logs(scores)

    def _of_kind(self, kind: Kind) -> Array:
        return np.asarray(self.vector + self.net.learned["kinds"][KINDS.index(kind.value)])

    def _standings(self, vector: Array, codes: Sequence[str | None]) -> list[Array]:
        """What speaks for each state as giver, taker and either."""
        mentions = self.scene.states
        marks = [(where(self.sight.own, self.sight.sentence, m.span, m.sentence), *m.marks) for m in mentions]
        scores = self.net.paired("sides", vector, self.scene.states_seen, marks) if mentions else None
        found: list[Array] = []
        for code in codes:
            if code is None:
                found.append(self.net.mapped("sides.nobody", vector))
                continue
            held = [index for index, mention in enumerate(mentions) if mention.name == code]
            standing = self.net.learned["sides.standing"][list(standing_of(self.context, code))].sum(axis=0)
            own = np.logaddexp.reduce(scores[held], axis=0) if held and scores is not None else None
            found.append(standing + (self.net.mapped("sides.absent", vector) if own is None else own))
        return found


def opinions_of(contexts: Sequence[Context], net: Net) -> dict[Key, Opinion]:
    """Return the encoder's opinion of each candidate of a document, by the candidate's key."""
    if not contexts:
        return {}
    found: dict[Key, Opinion] = {}
    waiting = list(contexts)
    for window in pieces_of(contexts[0].reading, tokenizer()).windows:
        held = [context for context in waiting if context.candidate.sentence in window.targets]
        if held:
            waiting = waiting[len(held) :]
            found.update(_in_window(window, held, net))
    return found


def _in_window(window: Window, contexts: Sequence[Context], net: Net) -> dict[Key, Opinion]:
    vectors = net.encoder.vectors(window)
    sums = sums_of(vectors)
    states, items = states_named(window, contexts[0]), items_named(window, contexts[0])
    scene = Scene(
        window=window,
        states=states,
        items=items,
        states_seen=net.seen("sides", means_of(sums, [state.span for state in states])),
        items_seen=net.seen("items", means_of(sums, [item.span for item in items])),
        sources_sums=sums_of(net.seen("sources", vectors)),
        times_sums=sums_of(net.seen("times", vectors)),
    )
    found: dict[Key, Opinion] = {}
    for context in contexts:
        sight = sight_of(window, context.candidate)
        if sight is not None:
            means = means_of(sums, [sight.own, sight.noun, sight.verb])
            looked_at = np.concatenate([means.reshape(-1), [np.float32(sight.figure)]])
            vector = gelu(net.mapped("candidate", np.asarray(looked_at, dtype=np.float32)))
            found[context.candidate.key] = Opinion(net=net, scene=scene, context=context, sight=sight, vector=vector)
    return found


def _logs(scores: Array) -> list[float]:
    return [_rounded(float(score)) for score in scores - np.logaddexp.reduce(scores)]


def _rounded(score: float) -> float:
    return round(float(score), DIGITS)


def net_of(learned: Mapping[str, Array], values: Mapping[str, Sequence[str]]) -> Net:
    """Return the net of what was learned."""
    return Net(
        encoder=encoder_of(learned),
        learned=learned,
        values={name: tuple(names) for name, names in values.items()},
    )


@lru_cache(maxsize=1)
def shipped_net() -> Net:
    """Return the net that comes with the package; loaded once."""
    folder = resources.files("tumen.extracting") / "data" / "encoder"
    values = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    with np.load(io.BytesIO((folder / "learned.npz").read_bytes())) as held:
        learned = {name: np.asarray(held[name], dtype=np.float32) for name in held.files}
    return net_of(learned, values)
