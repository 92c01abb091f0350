"""Teaching the encoder: adapters of low rank and the scores over its vectors, from coded documents, with PyTorch.

The parameters bear the names under which they ship (`extracting/encoding`). Where the processor multiplies matrices of
bfloat16 (AMX, AVX-512), the layers run in that, which takes less than half the time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch.nn import functional

from tumen.extracting.encoding.encoder import LINEARS, NORMS, WIDTH
from tumen.extracting.encoding.opinions import KINDS, Net
from tumen.extracting.encoding.pretrained import LAYERS, Array
from tumen.extracting.encoding.sights import ITEMS, MARKS, SOURCE_PLACES, STANDING, TIMES, WHERE
from tumen.extracting.encoding.windows import TRAITS, Span
from tumen.extracting.timing import SHAPES
from tumen.measuring.layers import Weights, affinities, first_vectors, layer, pretrained_tensors
from tumen.measuring.lessons import ABSENT, NOBODY, Lesson, Pairs, Placed
from tumen.measuring.tensors import Tensor, in_halves, ranked, summed
from tumen.measuring.varying import varied

Told = tuple[int, int, tuple[int, Span] | None, int, bool]
"""An option of a batch: row of its candidate, its sort, number of the window and pieces, where, if right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the encoder is taught."""

    rank: int = 16
    hidden: int = 256
    pair: int = 128
    epochs: int = 3
    batch: int = 8
    adapter_rate: float = 5e-4
    score_rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.1
    score_dropout: float = 0.2
    swapped: float = 0.6
    masked: float = 0.12
    counted: float = 0.5
    seed: int = 1


BEGINNING: Final = (Course(),)
FURTHER: Final = tuple(Course(epochs=1, adapter_rate=4e-4, score_rate=8e-4, seed=seed) for seed in (1, 2))
"""How what was learned from some documents is learned on from more: each in another order, and then averaged."""
_SHARES: Final[Mapping[str, float]] = {
    "claim": 1.0, "kind": 1.0, "item": 0.7, "sides": 1.0, "sources": 0.7, "time": 0.5, "stage": 0.7, "measure": 0.7,
    "polarity": 0.5, "certainty": 0.4, "outcome": 0.7, "basis": 0.3, "in_return": 0.3, "direction": 0.4,
}  # fmt: skip
"""How much each choice counts in what is learned."""
_FROM: Final = 32.0
"""The sum of a batch's losses is divided by this, so that a step's size does not depend on how many claims it holds."""


def taught(
    lessons: Sequence[Lesson],
    known: Net | None,
    course: Course,
    *,
    report: Callable[[str], None] | None = None,
) -> tuple[dict[str, Array], dict[str, tuple[str, ...]]]:
    """Return the learned arrays by name and the values of each qualifier; what is ``known`` is learned on from."""
    torch.manual_seed(course.seed)
    chance = random.Random(course.seed)  # noqa: S311
    values = dict(known.values) if known else _values(lessons)
    base = pretrained_tensors()
    weights = _fresh(course, {name: len(names) for name, names in values.items()}, base)
    if known:
        weights = {name: torch.from_numpy(known.learned[name].copy()).requires_grad_() for name in weights}
    adapters = [tensor for name, tensor in weights.items() if name.startswith("layers.")]
    scores = [tensor for name, tensor in weights.items() if not name.startswith("layers.")]
    optimiser = torch.optim.AdamW(
        [{"params": adapters, "lr": course.adapter_rate}, {"params": scores, "lr": course.score_rate}],
        weight_decay=course.decay,
    )
    order = sorted(range(len(lessons)), key=lambda index: len(lessons[index].window.pieces))
    batches = [order[start : start + course.batch] for start in range(0, len(order), course.batch)]
    steps = len(batches) * course.epochs
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1.0 - step / steps)
    )
    for epoch in range(course.epochs):
        chance.shuffle(batches)
        total = 0.0
        for batch in batches:
            held = [_varied(lessons[index], chance, course) for index in batch]
            losses = dict(Batch(held, weights, base, course).losses(values))
            loss = sum(_SHARES[name] * value for name, value in losses.items()) / _FROM
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*adapters, *scores], 1.0)
            optimiser.step()
            rates.step()
            total += float(loss.detach())
        if report:
            report(f"pass {epoch + 1} of {course.epochs}: loss {total / len(batches):.3f}")
    return {name: tensor.detach().numpy() for name, tensor in weights.items()}, values


def _varied(lesson: Lesson, chance: random.Random, course: Course) -> Lesson:
    return varied(lesson, chance, swapped=course.swapped, masked=course.masked, counted=course.counted)


def _values(lessons: Sequence[Lesson]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for lesson in lessons:
        for held in lesson.aspects:
            for name, value in held.items():
                found.setdefault(name, set()).add(value)
    return {name: tuple(sorted(values)) for name, values in sorted(found.items())}


def _fresh(course: Course, values: Mapping[str, int], base: Weights) -> Weights:
    """Return the parameters as they stand before any lesson: the adapters change nothing yet."""
    weights: Weights = {}
    for number in range(LAYERS):
        for name, short in LINEARS:
            rows, columns = base[f"encoder.layer.{number}.{name}.weight"].shape
            weights[f"layers.{number}.{short}.A"] = torch.randn(course.rank, columns) / math.sqrt(columns)
            weights[f"layers.{number}.{short}.B"] = torch.zeros(rows, course.rank)
        for place, short in NORMS:
            for part in ("weight", "bias"):
                weights[f"layers.{number}.{short}.{part}"] = base[f"encoder.layer.{number}.{place}.{part}"].clone()
    hidden, pair = course.hidden, course.pair
    linears = {"candidate": (3 * WIDTH + 1, hidden), "claim": (hidden, 1), "kind": (hidden, len(KINDS))}
    linears |= {"item": (hidden, len(ITEMS)), "sides.nobody": (hidden, 3), "sides.absent": (hidden, 3)}
    linears |= {"sources.absent": (hidden, 1), "times.shape": (hidden, len(TIMES))}
    linears |= {f"qualifier.{name}": (hidden, count) for name, count in values.items()}
    for name, out in (("items", 1), ("sides", 3), ("sources", 1), ("times", len(SHAPES))):
        linears |= {f"{name}.candidate": (hidden, pair), f"{name}.out": (pair, out)}
        weights[f"{name}.mention"] = _uniform(pair, WIDTH)
        weights[f"{name}.marks"] = 0.05 * torch.randn(MARKS if name == "sides" else WHERE, pair)
    for name, (columns, rows) in linears.items():
        weights[f"{name}.weight"] = _uniform(rows, columns)
        weights[f"{name}.bias"] = torch.zeros(rows)
    weights["kinds"] = 0.05 * torch.randn(len(KINDS), hidden)
    weights["traits"] = torch.zeros(len(TRAITS), WIDTH)
    weights["sides.standing"] = torch.zeros(len(STANDING), 3)
    weights["sources.place"] = torch.zeros(len(SOURCE_PLACES), 1)
    return {name: tensor.requires_grad_() for name, tensor in weights.items()}


def _uniform(rows: int, columns: int) -> Tensor:
    return (2 * torch.rand(rows, columns) - 1) / math.sqrt(columns)


class Batch:
    """A batch of lessons, taken together: vectors of its word pieces and candidates, and the losses of each choice."""

    def __init__(self, lessons: Sequence[Lesson], weights: Weights, base: Weights, course: Course) -> None:
        self.lessons = lessons
        self.weights = weights
        self.course = course
        self.length = max(len(lesson.window.pieces) for lesson in lessons)
        self.sums = self._sums(base)
        self.bases: list[int] = []
        count = 0
        for lesson in lessons:
            self.bases.append(count)
            count += len(lesson.sights)
        self.vectors = self._vectors()
        kinds = [0 if kind is None else kind for lesson in lessons for kind in lesson.kinds]
        self.by_kind = self.vectors + weights["kinds"][kinds]

    def _sums(self, base: Weights) -> Tensor:
        """Running sums over the vectors of all pieces, window after window."""
        count = len(self.lessons)
        pieces = torch.zeros(count, self.length, dtype=torch.long)
        mask = torch.full((count, 1, 1, self.length), -1e9)
        held: list[int] = []
        places: list[int] = []
        for number, lesson in enumerate(self.lessons):
            window = lesson.window
            pieces[number, : len(window.pieces)] = torch.tensor(window.pieces)
            mask[number, :, :, : len(window.pieces)] = 0.0
            for place, traits in enumerate(window.traits):
                held.extend(traits)
                places.extend([number * self.length + place] * len(traits))
        with in_halves():
            added = affinities(mask, base)
            first = first_vectors(pieces, base).view(count * self.length, WIDTH)
            x = first.index_add(0, torch.tensor(places), self.weights["traits"][held]).view(count, self.length, WIDTH)
            for number in range(LAYERS):
                x = layer(x, added, number, base, self.weights, self.course.dropout)
        flat = x.reshape(count * self.length, WIDTH).float()
        return torch.cat([torch.zeros(1, WIDTH), flat.cumsum(0)])

    def means(self, spans: Sequence[tuple[int, Span]]) -> Tensor:
        """Return the mean vector of each span, told by the number of its window."""
        starts = torch.tensor([number * self.length + start for number, (start, _) in spans])
        ends = torch.tensor([number * self.length + end for number, (_, end) in spans])
        return (self.sums[ends] - self.sums[starts]) / (ends - starts)[:, None]

    def _vectors(self) -> Tensor:
        sights = [(number, sight) for number, lesson in enumerate(self.lessons) for sight in lesson.sights]
        seen = [
            self.means([(number, sight.own) for number, sight in sights]),
            self.means([(number, sight.noun) for number, sight in sights]),
            self.means([(number, sight.verb) for number, sight in sights]),
            torch.tensor([[float(sight.figure)] for _, sight in sights]),
        ]
        return self._dropped(functional.gelu(self.linear("candidate", torch.cat(seen, dim=1))))

    def _dropped(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.course.score_dropout)

    def linear(self, name: str, x: Tensor) -> Tensor:
        """Return ``x`` through the linear map of that name."""
        return functional.linear(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def paired(
        self, name: str, vectors: Tensor, of: Sequence[int], spans: Sequence[tuple[int, Span]], marks: Sequence[Any]
    ) -> Tensor:
        """Return the scores of mentions, each in the light of the candidate whose row ``of`` tells."""
        flat = torch.tensor([mark for held in marks for mark in held])
        rows = torch.tensor([row for row, held in enumerate(marks) for _ in held])
        inner = self.linear(f"{name}.candidate", vectors)[list(of)]
        inner = inner + functional.linear(self.means(spans), self.weights[f"{name}.mention"])
        inner = inner.index_add(0, rows, self.weights[f"{name}.marks"][flat])
        return self.linear(f"{name}.out", self._dropped(functional.gelu(inner)))

    def losses(self, values: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Tensor]]:
        """Yield the summed loss of each choice that the lessons ask for."""
        claims = [claim for lesson in self.lessons for claim in lesson.claims]
        asked = [row for row, claim in enumerate(claims) if claim is not None]
        if asked:
            told = torch.tensor([float(bool(claims[row])) for row in asked])
            logits = self.linear("claim", self.vectors[asked])[:, 0]
            yield "claim", functional.binary_cross_entropy_with_logits(logits, told, reduction="sum")
        kinds = [kind for lesson in self.lessons for kind in lesson.kinds]
        yield from self._choice("kind", self.linear("kind", self.vectors), kinds)
        held = [qualifiers for lesson in self.lessons for qualifiers in lesson.aspects]
        for name, names in values.items():
            numbers = [names.index(row[name]) if row.get(name) in names else None for row in held]
            yield from self._choice(name, self.linear(f"qualifier.{name}", self.vectors), numbers)
        items = [item for lesson in self.lessons for item in lesson.items]
        yield from self._choice("item", self._items(), items)
        yield from self._sides()
        yield from self._sources()
        yield from self._times()

    def _choice(self, name: str, scores: Tensor, right: Sequence[int | None]) -> Iterator[tuple[str, Tensor]]:
        rows = [row for row, number in enumerate(right) if number is not None]
        if rows:
            wanted = torch.tensor([right[row] for row in rows])
            yield name, functional.cross_entropy(scores[rows], wanted, reduction="sum")

    def _pairs(self, pick: Callable[[Lesson], Pairs]) -> tuple[list[int], list[tuple[int, Span]], list[Any]]:
        rows: list[int] = []
        spans: list[tuple[int, Span]] = []
        marks: list[Any] = []
        for number, lesson in enumerate(self.lessons):
            pairs = pick(lesson)
            rows.extend(self.bases[number] + row for row in pairs.rows)
            spans.extend((number, span) for span in pairs.spans)
            marks.extend(pairs.marks)
        return rows, spans, marks

    def _items(self) -> Tensor:
        scores = self.linear("item", self.by_kind)
        rows, spans, marks = self._pairs(lambda lesson: lesson.item_pairs)
        if not rows:
            return scores
        near = self.paired("items", self.by_kind, rows, spans, marks)[:, 0]
        groups = [group for lesson in self.lessons for group in lesson.item_pairs.groups]
        places = torch.tensor(rows) * scores.shape[1] + torch.tensor(groups)
        best = torch.zeros(scores.numel()).scatter_reduce(0, places, near, "amax", include_self=False)
        return scores + best.view_as(scores)

    def _sides(self) -> Iterator[tuple[str, Tensor]]:
        rows: list[int] = []
        sorts: list[int] = []
        standings: list[tuple[int, ...]] = []
        groups: list[int] = []
        options: list[tuple[int, int, int, bool, bool]] = []
        for number, lesson in enumerate(self.lessons):
            first, states = len(rows), lesson.states
            rows.extend(self.bases[number] + row for row in states.rows)
            sorts.extend(states.sorts)
            standings.extend(states.standings)
            groups.extend(first + group for group in states.named.groups)
            options.extend(
                (self.bases[number] + row, first + one, first + two, symmetric, right)
                for row, one, two, symmetric, right in states.options
            )
        if not options:
            return
        sort = torch.tensor(sorts)[:, None]
        nobody, absent = (self.linear(f"sides.{name}", self.by_kind)[rows] for name in ("nobody", "absent"))
        scores = torch.where(sort == NOBODY, nobody, torch.zeros(1)) + torch.where(
            sort == ABSENT, absent, torch.zeros(1)
        )
        flat = torch.tensor([mark for held in standings for mark in held], dtype=torch.long)
        owners = torch.tensor([row for row, held in enumerate(standings) for _ in held], dtype=torch.long)
        scores = scores.index_add(0, owners, self.weights["sides.standing"][flat])
        if groups:
            pair_rows, spans, marks = self._pairs(lambda lesson: lesson.states.named)
            near = self.paired("sides", self.by_kind, pair_rows, spans, marks)
            named, numbers = torch.unique(torch.tensor(groups), return_inverse=True)
            scores = scores.index_add(0, named, summed(near, numbers, len(named)))
        row, one, two, symmetric, right = (torch.tensor(column) for column in zip(*options, strict=True))
        logits = torch.where(symmetric, scores[one, 2] + scores[two, 2], scores[one, 0] + scores[two, 1])
        yield "sides", ranked(logits, row, right)

    def _sources(self) -> Iterator[tuple[str, Tensor]]:
        told = self._told(lambda lesson: lesson.tellers)
        if not told:
            return
        scores = self.weights["sources.place"][[place for _, place, _, _, _ in told], 0]
        placed = [index for index, option in enumerate(told) if option[2] is not None]
        absent = [index for index, option in enumerate(told) if option[2] is None]
        rows = torch.tensor([row for row, _, _, _, _ in told])
        if placed:
            scores = scores.index_add(0, torch.tensor(placed), self._near("sources", told)[:, 0])
        if absent:
            scores = scores.index_add(
                0, torch.tensor(absent), self.linear("sources.absent", self.vectors[rows[absent]])[:, 0]
            )
        yield "sources", ranked(scores, rows, torch.tensor([right for _, _, _, _, right in told]))

    def _times(self) -> Iterator[tuple[str, Tensor]]:
        told = self._told(lambda lesson: lesson.times)
        if not told:
            return
        rows = torch.tensor([row for row, _, _, _, _ in told])
        sorts = torch.tensor([sort for _, sort, _, _, _ in told])
        scores = self.linear("times.shape", self.vectors)[rows, sorts]
        placed = [index for index, option in enumerate(told) if option[2] is not None]
        if placed:
            near = self._near("times", told)
            scores = scores.index_add(0, torch.tensor(placed), near[torch.arange(len(placed)), sorts[placed]])
        yield "time", ranked(scores, rows, torch.tensor([right for _, _, _, _, right in told]))

    def _told(self, pick: Callable[[Lesson], Placed]) -> list[Told]:
        return [
            (self.bases[number] + row, sort, None if span is None else (number, span), mark, right)
            for number, lesson in enumerate(self.lessons)
            for row, sort, span, mark, right in pick(lesson).options
        ]

    def _near(self, name: str, told: Sequence[Told]) -> Tensor:
        """Return the scores of those options that are named in the window."""
        held = [(row, span, (mark,)) for row, _, span, mark, _ in told if span is not None]
        of, spans, marks = zip(*held, strict=True)
        return self.paired(name, self.vectors, of, spans, marks)
