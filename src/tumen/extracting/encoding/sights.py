"""Sights: what the encoder's scores look at around a candidate, as places among a window's word pieces.

The same sights serve training and extraction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from tumen.codebook.item import ITEM_FAMILY
from tumen.extracting.candidates import Candidate
from tumen.extracting.encoding.windows import Span, Window
from tumen.extracting.features import Context
from tumen.extracting.pairs import vote_at
from tumen.extracting.source_places import Option, OptionKind
from tumen.extracting.spans import ItemForm, StateForm
from tumen.extracting.timing import LOOK_BACK, SHAPES, TimeOption

ITEMS: Final = (*sorted(ITEM_FAMILY), "other")
SOURCE_PLACES: Final = tuple(kind.value for kind in OptionKind)
TIMES: Final = (*(f"{shape} told" for shape in SHAPES), *(f"{shape} day" for shape in SHAPES), "none day")
"""What a time may be: how it is meant, and whether the text tells it or only the day of publication does."""
VOTES: Final = ("gives", "gets", "both", "speaks", "nothing")
FORMS: Final = tuple(form.value for form in StateForm)
GAPS: Final = 20
NEIGHBOURS: Final = 2
"""How many sentences before or behind a mention is told apart by its distance."""
WHERE: Final = GAPS * (2 * NEIGHBOURS + 1)
STANDING: Final = (
    *(f"rank {rank}" for rank in range(4)),
    *("here", "absent", "only speaks", "of the case", "home of a body"),
    *(f"gives {step}" for step in range(4)),
    *(f"gets {step}" for step in range(4)),
)
"""What the document as a whole says of a state."""
MARKS: Final = WHERE + len(VOTES) + len(FORMS)
"""How many things may be known of a mention by rule: where it stands, its vote, its form."""
_STANDING: Final = {name: number for number, name in enumerate(STANDING)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A state or an item named in a window: its pieces, its sentence, and what is known of it by rule."""

    name: str
    span: Span
    sentence: int
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A candidate among the pieces of its window: the figure or item, what it counts, and its verb."""

    sentence: int
    own: Span
    noun: Span
    verb: Span
    figure: bool


def item_number(item: str) -> int:
    """Return the place of an item among those that are scored; what is no listed item counts as other."""
    return _ITEMS.get(item, len(ITEMS) - 1)


_ITEMS: Final = {name: number for number, name in enumerate(ITEMS)}


def sight_of(window: Window, candidate: Candidate) -> Sight | None:
    """Return where the candidate stands in the window; None where it is not in it."""
    own = window.span(candidate.sentence, candidate.start, candidate.end)
    if own is None:
        return None

    def pieces(start: int, end: int) -> Span:
        return window.span(candidate.sentence, start, end) or own

    counted, noun, verb = candidate.item, candidate.noun, candidate.predicate
    return Sight(
        sentence=candidate.sentence,
        own=own,
        noun=pieces(counted.start, counted.end) if counted else pieces(noun.start, noun.end) if noun else own,
        verb=pieces(verb.start, verb.end) if verb else own,
        figure=candidate.quantity is not None,
    )


def states_named(window: Window, context: Context) -> tuple[Naming, ...]:
    """Return the states named in the window; ``context`` is any candidate of its document."""
    found: list[Naming] = []
    for index in window.sentences:
        sentence = context.reading.sentences[index]
        for state in context.reading.marks[index].states:
            span = window.span(index, state.start, state.end)
            if span is not None:
                vote = WHERE + VOTES.index(vote_at(context.reading, context.evidence, sentence, state))
                form = WHERE + len(VOTES) + FORMS.index(state.form)
                found.append(Naming(name=state.code, span=span, sentence=index, marks=(vote, form)))
    return tuple(found)


def items_named(window: Window, context: Context) -> tuple[Naming, ...]:
    """Return the items named in the window; ``context`` is any candidate of its document."""
    return tuple(
        Naming(name=item.item, span=span, sentence=index)
        for index in window.sentences
        for item in context.reading.marks[index].items
        if item.form is not ItemForm.UNIT and (span := window.span(index, item.start, item.end)) is not None
    )


def where(span: Span, sentence: int, other: Span, other_sentence: int) -> int:
    """Return how far and on which side another span stands, in steps that widen (0 to `WHERE` - 1)."""
    if other[0] >= span[1]:
        gap = 1 + _step(other[0] - span[1])
    elif other[1] <= span[0]:
        gap = 10 + _step(span[0] - other[1])
    else:
        gap = 0
    apart = max(-NEIGHBOURS, min(NEIGHBOURS, other_sentence - sentence)) + NEIGHBOURS
    return apart * GAPS + gap


def _step(pieces: int) -> int:
    return min(8, int(math.log2(pieces + 1) * 1.5))


def standing_of(context: Context, code: str) -> tuple[int, ...]:
    """Return the numbers of what the document as a whole says of a state."""
    evidence = context.evidence
    names = [f"rank {min(evidence.rank(code), 3)}"]
    names.append("here" if any(state.code == code for state in context.marks.states) else "absent")
    if code not in evidence.plain:
        names.append("only speaks")
    if code in context.reading.case:
        names.append("of the case")
    if any(body.home == code for body in context.marks.bodies):
        names.append("home of a body")
    names.append(f"gives {round(3 * evidence.share(code, '', giving=True))}")
    names.append(f"gets {round(3 * evidence.share(code, '', giving=False))}")
    return tuple(_STANDING[name] for name in names)


def time_sight(window: Window, context: Context, option: TimeOption) -> tuple[int, Span | None, int]:
    """Return the number of what the time is, and where it is told (pieces and sentence), if in the window."""
    number = TIMES.index(f"{option.shape} {'told' if option.span else 'day'}")
    if option.span is None:
        return number, None, 0
    own = context.candidate.sentence
    sentence = [own, *context.reading.before(own, LOOK_BACK)][option.back]
    return number, window.span(sentence, option.span.start, option.span.end), sentence


def source_sight(window: Window, option: Option) -> tuple[int, Span | None, int]:
    """Return the number of the option's kind, and where its origin is named (pieces and sentence), if in the window."""
    number = SOURCE_PLACES.index(option.kind.value)
    if option.spot is None:
        return number, None, 0
    return number, window.span(*option.spot), option.spot[0]
