"""Windows: a document in stretches of word pieces, with the spans that the finders marked.

A document that fits into one window is read as a whole. Of a longer one every sentence stands in one window as a
target, with a few sentences before and behind it and the title in front, so that what a sentence leaves unsaid can be
read from its neighbours. Long documents cost in proportion to their length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Final

from tokenizers import Tokenizer

from tumen.codebook.item import ITEM_FAMILY, family_of
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.spans import FigureForm, ItemForm, StateForm

LONGEST: Final = 512
"""Word pieces that a window may hold."""
BEFORE: Final = 64
BEHIND: Final = 32
LONGEST_SENTENCE: Final = 320
LONGEST_TITLE: Final = 40
START: Final = 0
STOP: Final = 2
FAMILIES: Final = tuple(sorted({*ITEM_FAMILY.values(), "other"}))
TRAITS: Final = (
    *("state", "people", "place", "body", "person", "quantity", "money", "ratio", "time", "item", "unit", "title"),
    *(f"family {name}" for name in FAMILIES),
)
"""What a word piece may be part of."""
_NUMBER: Final = {name: number for number, name in enumerate(TRAITS)}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Word pieces of some sentences; ``traits`` says for each piece of what it is part."""

    pieces: tuple[int, ...]
    traits: tuple[tuple[int, ...], ...]
    targets: range
    sentences: range
    firsts: Mapping[int, int]
    """Where the pieces of a sentence begin."""
    offsets: Mapping[int, Sequence[Span]]
    """For each sentence, where its pieces stand in its text."""

    def span(self, sentence: int, start: int, end: int) -> Span | None:
        """Return the pieces that hold ``text[start:end]`` of a sentence; None where it is not in the window.

        What lies behind the last piece that was kept of a long sentence counts as that piece.
        """
        offsets = self.offsets.get(sentence)
        if not offsets:
            return None
        first = self.firsts[sentence]
        held = [number for number, (left, right) in enumerate(offsets) if left < end and start < right]
        held = held or [len(offsets) - 1]
        return first + held[0], first + held[-1] + 1


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """The word pieces of a document's sentences, and of its title; a window takes up to ``longest`` of them."""

    reading: Reading
    ids: tuple[tuple[int, ...], ...]
    offsets: tuple[tuple[Span, ...], ...]
    title: tuple[int, ...]
    longest: int = LONGEST

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """The document's windows, in order."""
        return tuple(self._window(targets) for targets in self._targets())

    @property
    def _room(self) -> int:
        """How many pieces of sentences a window takes, beside the title and three marks."""
        return self.longest - len(self.title) - 3

    def _targets(self) -> Iterator[range]:
        """The target sentences of each window: all where they fit into one, else parts as even as sentences allow."""
        lengths = [len(pieces) for pieces in self.ids]
        total = sum(lengths)
        most = self._room if total <= self._room else self._room - BEFORE - BEHIND
        part = border = total / max(1, ceil(total / most))
        start = held = told = 0
        for index, length in enumerate(lengths):
            if index > start and (held + length > most or told + length / 2 > border):
                yield range(start, index)
                start, held, border = index, 0, border + part
            held += length
            told += length
        if lengths:
            yield range(start, len(lengths))

    def _window(self, targets: range) -> Window:
        first, last = targets.start, targets.stop
        spare = self._room - sum(len(self.ids[index]) for index in targets)
        room = min(BEHIND, spare)
        while last < len(self.ids) and len(self.ids[last]) <= room:
            room -= len(self.ids[last])
            spare -= len(self.ids[last])
            last += 1
        room = min(BEFORE, spare)
        while first > 0 and len(self.ids[first - 1]) <= room:
            first -= 1
            room -= len(self.ids[first])
        sentences = range(first, last)
        pieces = [START, *self.title, STOP]
        firsts: dict[int, int] = {}
        for index in sentences:
            firsts[index] = len(pieces)
            pieces.extend(self.ids[index])
        pieces.append(STOP)
        bare = Window(
            pieces=tuple(pieces),
            traits=(),
            targets=targets,
            sentences=sentences,
            firsts=firsts,
            offsets={index: self.offsets[index] for index in sentences},
        )
        return replace(bare, traits=self._traits(bare))

    def _traits(self, window: Window) -> tuple[tuple[int, ...], ...]:
        found: list[dict[int, None]] = [{} for _ in window.pieces]
        for place in range(len(self.title) + 2):
            found[place][_NUMBER["title"]] = None
        for index in window.sentences:
            for start, end, names in _marked(self.reading.marks[index]):
                span = window.span(index, start, end)
                for place in range(*span) if span else ():
                    found[place].update({_NUMBER[name]: None for name in names})
        return tuple(tuple(sorted(names)) for names in found)


def _marked(marks: Marks) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The spans of a sentence with what each of them is."""
    for state in marks.states:
        form = {StateForm.PEOPLE: ("people",), StateForm.PLACE: ("place",)}.get(state.form, ())
        yield state.start, state.end, ("state", *form)
    for body in marks.bodies:
        yield body.start, body.end, ("body", "person") if body.person else ("body",)
    for figure in marks.quantities:
        ratio = ("ratio",) if figure.is_ratio else ("money",) if figure.form is FigureForm.MONEY else ()
        yield figure.start, figure.end, ("quantity", *ratio)
    for time in marks.times:
        yield time.start, time.end, ("time",)
    for item in marks.items:
        unit = item.form is ItemForm.UNIT
        yield item.start, item.end, ("unit",) if unit else ("item", f"family {family_of(item.item)}")


def pieces_of(reading: Reading, tokenizer: Tokenizer, longest: int = LONGEST) -> Pieces:
    """Return the word pieces of a document, to be cut into windows of up to ``longest`` pieces."""
    encoded = tokenizer.encode_batch([sentence.text for sentence in reading.sentences], add_special_tokens=False)
    title = tokenizer.encode((reading.document.title or "")[:300], add_special_tokens=False)
    return Pieces(
        reading=reading,
        ids=tuple(tuple(each.ids[:LONGEST_SENTENCE]) for each in encoded),
        offsets=tuple(tuple(each.offsets[:LONGEST_SENTENCE]) for each in encoded),
        title=tuple(title.ids[:LONGEST_TITLE]),
        longest=longest,
    )
