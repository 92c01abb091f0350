"""Candidates: every place of a document that may carry a claim, before anything is decided.

A candidate is a figure, or an item that no figure counts. Which of them are claims is decided by a model later
(`deciding`), so this layer misses little and is often wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tumen.codebook.quantity import Hedge
from tumen.extracting.clauses import head_of, path, predicate_of
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import FigureForm, ItemForm, ItemSpan, QuantitySpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may carry a claim: ``text[start:end]`` of its sentence is the figure or the item.

    ``item`` is what the figure counts by the grammar of its phrase, or the item itself where there is no figure;
    None where the phrase names none. ``noun`` is the word counted, ``predicate`` the verb that governs it.
    """

    sentence: int
    start: int
    end: int
    quantity: QuantitySpan | None
    item: ItemSpan | None
    unit_noun: ItemSpan | None = None
    noun: Word | None = None
    predicate: Word | None = None

    @property
    def key(self) -> tuple[int, int, int]:
        """Place in the document, for sorting."""
        return self.sentence, self.start, self.end


def find_candidates(reading: Reading) -> tuple[Candidate, ...]:
    """Return the candidates of the document, in order of the text."""
    found: list[Candidate] = []
    for sentence, marks in zip(reading.sentences, reading.marks, strict=True):
        found.extend(each for each in _candidates_in(sentence, marks) if each.start >= sentence.heads)
    return tuple(sorted(found, key=lambda candidate: candidate.key))


def _candidates_in(sentence: Sentence, marks: Marks) -> Iterator[Candidate]:
    counted: set[int] = set()
    for quantity in marks.quantities:
        noun = _counted_noun(sentence, quantity)
        item = _attached(sentence, marks, quantity, noun)
        if item is not None:
            counted.add(item.start)
        yield Candidate(
            sentence=sentence.index,
            start=quantity.start,
            end=quantity.end,
            quantity=quantity,
            item=item,
            unit_noun=_unit_noun(marks, quantity),
            noun=noun,
            predicate=predicate_of(sentence, noun) if noun else None,
        )
    for item in marks.items:
        if item.form is not ItemForm.UNIT and item.start not in counted and not _inside(item, marks):
            noun = head_of(sentence, item.start, item.end)
            single = _single(sentence, item, noun)
            yield Candidate(
                sentence=sentence.index,
                start=single.start if single else item.start,
                end=item.end,
                quantity=single,
                item=item,
                noun=noun,
                predicate=predicate_of(sentence, noun) if noun else None,
            )


def _single(sentence: Sentence, item: ItemSpan, noun: Word | None) -> QuantitySpan | None:
    """An indefinite article before a single named system counts one: a Pantsir-S1."""
    if item.form is not ItemForm.DESIGNATION or noun is None or noun.tag in ("NNS", "NNPS"):
        return None
    for word in sentence.words:
        if word.head == noun.index and word.lemma in ("a", "an", "another") and word.start < item.start:
            return QuantitySpan(
                start=word.start,
                end=item.end,
                figure_start=word.start,
                figure_end=word.end,
                low=1.0,
                high=1.0,
                hedge=Hedge.EXACT,
                form=FigureForm.NUMBER,
                words=word.text,
            )
    return None


def _inside(item: ItemSpan, marks: Marks) -> bool:
    return any(quantity.start <= item.start and item.end <= quantity.end for quantity in marks.quantities)


def _counted_noun(sentence: Sentence, quantity: QuantitySpan) -> Word | None:
    """The noun that the figure counts; the figure's own last word where it stands alone."""
    own = head_of(sentence, quantity.figure_start, quantity.figure_end)
    if own is None or own.dep not in ("nummod", "amod", "compound", "quantmod", "nmod", "det"):
        return own
    above = sentence.words[own.head]
    if above.pos in ("NOUN", "PROPN") and above.start >= quantity.figure_start:
        return above
    return own


def _unit_noun(marks: Marks, quantity: QuantitySpan) -> ItemSpan | None:
    """A noun that is only a unit and stands right behind the figure: 38 wagons of grain."""
    near = [
        item
        for item in marks.items
        if item.form is ItemForm.UNIT and quantity.figure_start <= item.start <= quantity.end + 12
    ]
    return near[0] if near else None


def _attached(sentence: Sentence, marks: Marks, quantity: QuantitySpan, noun: Word | None) -> ItemSpan | None:
    """The item in the figure's own phrase: the noun it counts, what stands before it, or what ``of`` adds to it."""
    best: tuple[int, int, ItemSpan] | None = None
    for item in marks.items:
        if item.form is ItemForm.UNIT:
            continue
        rank = _rank_of_attachment(sentence, quantity, noun, item)
        if rank is not None and (best is None or (rank, abs(item.start - quantity.end)) < best[:2]):
            best = (rank, abs(item.start - quantity.end), item)
    return best[2] if best else None


def _rank_of_attachment(sentence: Sentence, quantity: QuantitySpan, noun: Word | None, item: ItemSpan) -> int | None:
    between = sentence.text[quantity.end : item.start] if item.start >= quantity.end else None
    if between is not None and between.strip(" -") == "":
        return 0
    if noun is None:
        return 3 if between is not None and len(between) <= 24 and not set(between) & set(",.;:()") else None
    if item.start <= noun.start < item.end:
        return 0 if item.start >= quantity.start else 2
    head = head_of(sentence, item.start, item.end)
    if head is None:
        return None
    steps = path(sentence, head, noun)
    if steps is None or item.start < quantity.start:
        return None
    if steps in ((), ("mod",)):
        return 1
    return 2 if steps[0] in ("of", "in") and len(steps) <= 2 else None
