"""Candidates: every place of a document that may carry a claim, before anything is decided.

A candidate is a figure, an item that no figure counts, or the verb or noun of an exchange whose clause holds neither
("Athens denied it", "the rest followed in May"). Which of them are claims is decided by a model later (`deciding`), so
this layer misses little and is often wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tumen.codebook.item import family_of
from tumen.codebook.quantity import Hedge
from tumen.extracting.clauses import children, clause_words, head_of, particle_of, path, predicate_of
from tumen.extracting.elided import ONE_MORE, completed_by
from tumen.extracting.frames import EXCHANGE
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.restated import find_restated
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import FigureForm, ItemForm, ItemSpan, QuantitySpan, StateForm, StateSpan

_BESIDE: Final = ("compound", "nmod", "amod")
_SHORT: Final = 8
"""An answer that names nobody is a short one: there are none."""
_OF_PERSONS: Final = frozenset({"nsubj", "nsubjpass", "attr", "dobj", "conj", "pobj", "ROOT", "appos"})
_FIRED: Final = frozenset({"shell", "bomb", "mine", "rocket", "torpedo"})
_COUNTS_OF_PERSONS: Final = {"a": 1.0, "an": 1.0, "another": 1.0, "no": 0.0}
_NOBODY: Final = frozenset({"nobody", "none", "nothing"})
_SINGULAR: Final = frozenset({"a", "an", "another"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may carry a claim: ``text[start:end]`` of its sentence is the figure, the item, or the verb or noun.

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
        named = [each for each in _candidates_in(sentence, marks) if each.start >= sentence.heads]
        found += named
        found += _bare_events(reading, sentence, marks, named)
    return tuple(sorted(found, key=lambda candidate: candidate.key))


def _candidates_in(sentence: Sentence, marks: Marks) -> Iterator[Candidate]:
    counted: set[int] = set()
    before: QuantitySpan | None = None
    restated = find_restated(sentence.text, marks.quantities)
    for told in (*marks.quantities, *_ones(sentence, marks)):
        if told.start in restated:
            continue
        noun = _counted_noun(sentence, told)
        quantity = before = completed_by(before, told, noun, sentence)
        item = _attached(sentence, marks, quantity, noun)
        if item is not None:
            counted.add(item.start)
        yield _figure(sentence, marks, quantity, item, noun)
    for item in marks.items:
        if item.form is ItemForm.UNIT or item.start in counted or _inside(item, marks):
            continue
        noun = head_of(sentence, item.start, item.end)
        if _tells_a_trade(sentence, marks, item, noun) or _is_fired(sentence, noun):
            continue
        single = _single(sentence, item, noun)
        if single is not None:
            yield _figure(sentence, marks, single, item, noun)
        if single is None or item.form is not ItemForm.DESIGNATION:
            yield _bare(sentence, item.start, item.end, item, noun)
    yield from _of_a_people(sentence, marks)


def _of_a_people(sentence: Sentence, marks: Marks) -> Iterator[Candidate]:
    """Persons named by their people alone, where no figure counts them: "a Cuban", "there are Russians at Hahaya"."""
    for span in marks.states:
        noun = head_of(sentence, span.start, span.end) if span.form is StateForm.PEOPLE else None
        if noun is None or not _stands_for_persons(sentence, marks, span, noun):
            continue
        told = [word for word in sentence.words if word.head == noun.index and word.start < span.start]
        article = next((word for word in told if word.lemma in _COUNTS_OF_PERSONS), None)
        if article is not None:
            count = _COUNTS_OF_PERSONS[article.lemma]
            yield _figure(sentence, marks, _count(sentence, article.start, article.end, span.end, count), None, noun)
        elif not any(word.dep == "det" for word in told):
            yield _bare(sentence, span.start, span.end, None, noun)


def _stands_for_persons(sentence: Sentence, marks: Marks, span: StateSpan, noun: Word) -> bool:
    """Whether a people's name is a noun of its own, which no figure counts."""
    if noun.pos not in ("NOUN", "PROPN") or noun.dep not in _OF_PERSONS or noun.start >= span.end:
        return False
    if any(figure.end <= span.start < figure.end + 16 for figure in marks.quantities):
        return False
    after = sentence.text[span.end : span.end + 2]
    return not (after[:1] == " " and after[1:2].isupper())


def _tells_a_trade(sentence: Sentence, marks: Marks, item: ItemSpan, noun: Word | None) -> bool:
    """Whether the item only says what people work at: "rocket launcher specialists" are no launchers."""
    if noun is None or noun.dep not in _BESIDE or item.form is ItemForm.DESIGNATION:
        return False
    head = sentence.words[noun.head].start
    persons = any(other.start <= head < other.end and family_of(other.item) == "people" for other in marks.items)
    return persons and head >= item.end and family_of(item.item) != "people"


def _is_fired(sentence: Sentence, noun: Word | None) -> bool:
    """Whether the word is a verb of firing and no good: "guns began to shell the town"."""
    if noun is None or noun.lemma not in _FIRED or noun.tag != "VB":
        return False
    return any(word.head == noun.index and word.dep == "aux" for word in sentence.words)


def _figure(
    sentence: Sentence, marks: Marks, quantity: QuantitySpan, item: ItemSpan | None, noun: Word | None
) -> Candidate:
    bare = _bare(sentence, quantity.start, quantity.end, item, noun)
    return replace(bare, quantity=quantity, unit_noun=_unit_noun(sentence, marks, quantity, noun))


def _bare(sentence: Sentence, start: int, end: int, item: ItemSpan | None, noun: Word | None) -> Candidate:
    predicate = predicate_of(sentence, noun) if noun else None
    return Candidate(
        sentence=sentence.index, start=start, end=end, quantity=None, item=item, noun=noun, predicate=predicate
    )


def _ones(sentence: Sentence, marks: Marks) -> Iterator[QuantitySpan]:
    """One more of something, where no number follows."""
    for found in ONE_MORE.finditer(sentence.text):
        after = found.end() + 24
        if not any(figure.start < after and found.start() < figure.end for figure in marks.quantities):
            yield _count(sentence, found.start(), found.end(), found.end(), 1.0)


def _single(sentence: Sentence, item: ItemSpan, noun: Word | None) -> QuantitySpan | None:
    """What an article alone counts: one of a named system or a person (a Pantsir-S1, a sapper), or none (no sapper)."""
    if noun is None:
        return None
    one = noun.tag not in ("NNS", "NNPS")
    one = one and (item.form is ItemForm.DESIGNATION or (not item.plural and family_of(item.item) == "people"))
    for word in sentence.words:
        if word.head == noun.index and word.start < item.start:
            if one and word.lemma in _SINGULAR:
                return _count(sentence, word.start, word.end, item.end, 1.0)
            if word.lemma == "no":
                return _count(sentence, word.start, word.end, item.end, 0.0)
    return None


def _count(sentence: Sentence, start: int, figure_end: int, end: int, amount: float) -> QuantitySpan:
    return QuantitySpan(
        start=start,
        end=end,
        figure_start=start,
        figure_end=figure_end,
        low=amount,
        high=amount,
        hedge=Hedge.EXACT,
        form=FigureForm.NUMBER,
        words=sentence.text[start:figure_end],
    )


def _bare_events(reading: Reading, sentence: Sentence, marks: Marks, named: Sequence[Candidate]) -> Iterator[Candidate]:
    """The verbs and nouns of an exchange in whose clause no candidate stands, save the count of nothing."""
    places = [(each.start, each.end) for each in named if each.quantity is None or each.quantity.high != 0]
    held = [
        *places,
        *((item.start, item.end) for item in marks.items),
        *((body.start, body.end) for body in marks.bodies),
    ]
    for word in sentence.words:
        if word.start < sentence.heads:
            continue
        if _event(reading, sentence, word) not in EXCHANGE and not _answers(reading, sentence, marks, word):
            continue
        if any(start < word.end and word.start < end for start, end in held):
            continue
        event = _bare(sentence, word.start, word.end, None, word)
        predicate = event.predicate or word
        clause = clause_words(sentence, predicate)
        if any(start < each.end and each.start < end for each in clause for start, end in places):
            continue
        yield replace(event, predicate=predicate)
        places.append((word.start, word.end))


def _answers(reading: Reading, sentence: Sentence, marks: Marks, word: Word) -> bool:
    """Tell a verb that denies or takes up what was told before: "they are not there", "Lithuania did"."""
    if word.pos not in ("VERB", "AUX") or word.dep in ("aux", "auxpass"):
        return False
    if _event(reading, sentence, word) == "say":
        return False
    if not (marks.states or marks.bodies or len(sentence.words) <= _SHORT):
        return False
    below = children(sentence, word)
    if any(other.dep == "neg" or other.lemma in _NOBODY for other in below):
        return True
    if word.lemma not in ("do", "have") or any(other.dep in ("dobj", "ccomp", "xcomp") for other in below):
        return False
    subjects = [other for other in below if other.dep == "nsubj"]
    return any(span.start < other.end and other.start < span.end for other in subjects for span in marks.states)


def _event(reading: Reading, sentence: Sentence, word: Word) -> str:
    if word.pos == "VERB":
        return reading.frames.of_verb(word.lemma, particle_of(sentence, word))
    if word.pos == "ADJ":
        return reading.frames.of_adjective(word.lemma)
    return reading.frames.of_noun(word.lemma) if word.pos == "NOUN" else ""


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


FORMATIONS: Final = frozenset({"battery", "regiment", "squadron", "battalion", "division"})
"""What arms come in: their figure counts these, whatever arm is named before them."""


def _unit_noun(sentence: Sentence, marks: Marks, quantity: QuantitySpan, noun: Word | None) -> ItemSpan | None:
    """A noun that is only a unit, right behind the figure, or a formation counted: 38 wagons, three Barak batteries.

    "A first Pantsir was set up" counts no sets.
    """
    verbs = [word for word in sentence.words if word.pos == "VERB"]
    named = [item for item in marks.items if not any(item.start <= verb.start < item.end for verb in verbs)]
    behind = [item for item in named if quantity.figure_start <= item.start]
    near = [item for item in behind if item.form is ItemForm.UNIT and item.start <= quantity.end + 12]
    counted = [item for item in behind if noun is not None and item.start <= noun.start < item.end]
    return next(iter((*near, *(item for item in counted if item.unit in FORMATIONS))), None)


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
        modifies = noun is not None and noun.start >= item.end and item.form is not ItemForm.DESIGNATION
        return 1 if modifies else 0
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
