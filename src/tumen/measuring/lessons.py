"""Lessons for the encoder: windows of coded documents, with what each candidate in them should be taken for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.extracting.attribution import Attributions, attribute
from tumen.extracting.counted import item_options
from tumen.extracting.encoding.opinions import KINDS
from tumen.extracting.encoding.pretrained import tokenizer
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
from tumen.extracting.model import Ranker
from tumen.extracting.qualifiers import QUALIFIERS
from tumen.extracting.roles import side_options
from tumen.extracting.timing import time_options
from tumen.measuring.aligning import Aligned, Example
from tumen.measuring.gold import GoldClaim
from tumen.measuring.labels import applies, gold_sides, right_items, right_sources, right_times, value_of

LONGEST: Final = 350
"""Narrower windows than in use give more steps, and what is learned from them holds better on other documents."""
NOBODY: Final = 2
ABSENT: Final = 0
NAMED: Final = 1
_UNWEIGHTED: Final = Ranker(weights={})


@dataclass(slots=True)
class Pairs:
    """Candidates beside mentions: row of the candidate, pieces of the mention, and what is known of it."""

    rows: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    marks: list[tuple[int, ...]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    """To what the score is added: an item's number, or the row of a state."""

    def add(self, row: int, span: Span, marks: tuple[int, ...], group: int) -> None:
        """Add a pair."""
        self.rows.append(row)
        self.spans.append(span)
        self.marks.append(marks)
        self.groups.append(group)


@dataclass(slots=True)
class States:
    """The states that may be sides of each candidate, and the pairs of them to choose from."""

    rows: list[int] = field(default_factory=list)
    sorts: list[int] = field(default_factory=list)
    """Nobody, named in the window, or absent from it."""
    standings: list[tuple[int, ...]] = field(default_factory=list)
    named: Pairs = field(default_factory=Pairs)
    options: list[tuple[int, int, int, bool, bool]] = field(default_factory=list)
    """Row of the candidate, rows of the two states, whether the kind is symmetric, whether the pair is right."""


@dataclass(slots=True)
class Placed:
    """Possible sources or times of each candidate: its row, number of the sort, pieces (or None), where, if right."""

    options: list[tuple[int, int, Span | None, int, bool]] = field(default_factory=list)


@dataclass(slots=True)
class Lesson:
    """A window with its candidates; the lists run over the candidates."""

    window: Window
    sights: list[Sight] = field(default_factory=list)
    claims: list[bool | None] = field(default_factory=list)
    kinds: list[int | None] = field(default_factory=list)
    aspects: list[dict[str, str]] = field(default_factory=list)
    items: list[int | None] = field(default_factory=list)
    item_pairs: Pairs = field(default_factory=Pairs)
    states: States = field(default_factory=States)
    tellers: Placed = field(default_factory=Placed)
    times: Placed = field(default_factory=Placed)


def lessons_for_encoder(document: Aligned) -> Iterator[Lesson]:
    """Yield the windows of a coded document that hold candidates."""
    waiting = list(document.examples)
    voices: Attributions | None = None
    for window in pieces_of(document.reading, tokenizer(), LONGEST).windows:
        held = [example for example in waiting if example.context.candidate.sentence in window.targets]
        waiting = waiting[len(held) :]
        if held:
            voices = voices or attribute(document.reading, _UNWEIGHTED)
            yield _lesson(window, held, voices)


def _lesson(window: Window, examples: Sequence[Example], voices: Attributions) -> Lesson:
    lesson = Lesson(window=window)
    states = states_named(window, examples[0].context)
    items = items_named(window, examples[0].context)
    for example in examples:
        sight = sight_of(window, example.context.candidate)
        if sight is None:
            continue
        row, gold = len(lesson.sights), example.gold
        lesson.sights.append(sight)
        lesson.claims.append(None if example.free else gold is not None)
        lesson.kinds.append(None if gold is None else KINDS.index(str(gold["kind"])))
        named = [name for name in QUALIFIERS if gold is not None and applies(name, gold)]
        lesson.aspects.append({name: value_of(gold, name) for name in named} if gold is not None else {})
        lesson.items.append(_add_items(lesson, row, sight, example, items))
        if gold is not None:
            _add_sides(lesson, row, sight, example, states)
            _add_tellers(lesson, row, example, gold, voices)
            _add_times(lesson, row, example, gold)
    return lesson


def _add_items(lesson: Lesson, row: int, sight: Sight, example: Example, mentions: Sequence[Naming]) -> int | None:
    """Add the items named near the candidate; return the number of the right one, None where there is none."""
    gold = example.gold
    if gold is None or not right_items(item_options(example.context), gold):
        return None
    for mention in mentions:
        place = where(sight.noun, sight.sentence, mention.span, mention.sentence)
        lesson.item_pairs.add(row, mention.span, (place,), item_number(mention.name))
    return item_number(str(gold["item"]))


def _add_sides(lesson: Lesson, row: int, sight: Sight, example: Example, mentions: Sequence[Naming]) -> None:
    gold = example.gold or {}
    kind = Kind(str(gold["kind"]))
    options = side_options(example.context, kind)
    wanted = {gold_sides(claim) for claim in example.golds if claim["kind"] == gold["kind"]}
    if not wanted & set(options):
        return
    states = lesson.states
    rows: dict[str | None, int] = {}
    for code in dict.fromkeys(code for pair in options for code in pair):
        rows[code] = len(states.rows)
        held = [mention for mention in mentions if mention.name == code]
        states.rows.append(row)
        states.sorts.append(NOBODY if code is None else NAMED if held else ABSENT)
        states.standings.append(() if code is None else standing_of(example.context, code))
        for mention in held:
            place = where(sight.own, sight.sentence, mention.span, mention.sentence)
            states.named.add(row, mention.span, (place, *mention.marks), rows[code])
    symmetric = kind in SYMMETRIC_KINDS
    states.options.extend((row, rows[one], rows[two], symmetric, (one, two) in wanted) for one, two in options)


def _add_tellers(lesson: Lesson, row: int, example: Example, gold: GoldClaim, voices: Attributions) -> None:
    candidate = example.context.candidate
    options = voices.options(candidate.sentence, candidate.start, candidate.end)
    right = set(right_sources(options, candidate.sentence, gold, voices))
    if not right:
        return
    sights = [source_sight(lesson.window, option) for option in options]
    _place(lesson.tellers, row, lesson.sights[row], sights, right)


def _add_times(lesson: Lesson, row: int, example: Example, gold: GoldClaim) -> None:
    options = time_options(example.context)
    right = set(right_times(options, gold))
    if right:
        sights = [time_sight(lesson.window, example.context, option) for option in options]
        _place(lesson.times, row, lesson.sights[row], sights, right)


def _place(
    placed: Placed, row: int, sight: Sight, options: Sequence[tuple[int, Span | None, int]], right: set[int]
) -> None:
    for index, (number, span, sentence) in enumerate(options):
        place = where(sight.own, sight.sentence, span, sentence) if span else 0
        placed.options.append((row, number, span, place, index in right))
