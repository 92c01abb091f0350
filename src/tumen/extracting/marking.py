"""A document marked: sentences with their figures, times, states, bodies and items, parsed where it pays."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, TypeVar

from tumen.codebook.case_pack import CasePack
from tumen.codebook.document import BlockKind, Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.source import SourceKind
from tumen.extracting.elided import ONE_MORE
from tumen.extracting.frames import Frames, frame_dictionary
from tumen.extracting.items import ItemLexicon, find_items, item_lexicon
from tumen.extracting.likened import find_likened
from tumen.extracting.names import NameLexicon, find_names, name_lexicon
from tumen.extracting.quantities import find_quantities
from tumen.extracting.sentences import Sentence, parsed, split
from tumen.extracting.spans import (
    BodySpan,
    FigureForm,
    ItemSpan,
    Names,
    QuantitySpan,
    StateForm,
    StateSpan,
    TimeForm,
    TimeSpan,
)
from tumen.extracting.times import find_times

_LOOK_BACK: Final = 3
"""So many sentences before, at most, stands the figure to which one is likened."""
_PERSONS: Final = re.compile(r"\b(?:an?|another|no|few|some|are|were)\s+$", re.IGNORECASE)
"""After which a people's name may mean persons of it: there are Russians at Hahaya."""
_PIECES: Final = re.compile(r"[,(|]\s*|\)")
_Span = TypeVar("_Span", StateSpan, BodySpan, ItemSpan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The spans of one sentence; all places are in ``Sentence.text``."""

    quantities: tuple[QuantitySpan, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    states: tuple[StateSpan, ...] = ()
    bodies: tuple[BodySpan, ...] = ()
    items: tuple[ItemSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicons:
    """What is looked up: the extractor's own words and those of a case."""

    names: NameLexicon
    items: ItemLexicon
    frames: Frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as the later layers see it: sentences in order, and the marks of each."""

    document: Document
    sentences: tuple[Sentence, ...]
    marks: tuple[Marks, ...]
    frames: Frames
    states: tuple[str, ...] = field(default=())
    """Codes of the states named, the most often named first."""
    mentions: dict[str, int] = field(default_factory=dict)
    home: tuple[str, ...] = ()
    """Codes of the states that the publisher's name names: whom its "we" may mean."""
    titled: tuple[str, ...] = ()
    """Codes of the states that the title names: whom the document is about, though the text may not say so."""
    case: tuple[str, ...] = ()
    """Codes of the two states whose exchange the case is about; empty without a case."""

    def before(self, index: int, most: int) -> range:
        """Return the indices of up to ``most`` sentences before the sentence, nearest first."""
        return range(index - 1, max(-1, index - 1 - most), -1)


@lru_cache(maxsize=4)
def _lexicons(holder: _Holder) -> Lexicons:
    pack = holder.pack
    return Lexicons(
        names=name_lexicon(pack), items=item_lexicon(pack), frames=frame_dictionary(pack.frames if pack else "")
    )


class _Holder:
    """Lets a pack, which holds mappings and cannot be hashed, be the key of a cache by its identity."""

    __slots__ = ("pack",)

    def __init__(self, pack: CasePack | None) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return id(self.pack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and other.pack is self.pack


def lexicons(pack: CasePack | None) -> Lexicons:
    """Return the lexicons for a case (None: the extractor's own words alone); built once for a pack."""
    return _lexicons(_Holder(pack))


def _shared_out(spans: Sequence[_Span], sentences: Sequence[Sentence], starts: Sequence[int]) -> dict[int, list[_Span]]:
    """Give each span found in the joined text to its sentence; one that crosses an end is dropped."""
    shares: dict[int, list[_Span]] = {}
    for span in spans:
        index = bisect_right(starts, span.start) - 1
        first = starts[index]
        if span.end - first <= len(sentences[index].text):
            shares.setdefault(index, []).append(replace(span, start=span.start - first, end=span.end - first))
    return shares


def mark(document: Document, pack: CasePack | None) -> Reading:
    """Return the document with its sentences marked; those that may hold a candidate are parsed."""
    words = lexicons(pack)
    sentences = split(document)
    starts: list[int] = []
    place = 0
    for sentence in sentences:
        starts.append(place)
        place += len(sentence.text) + 1
    joined = "\n".join(sentence.text for sentence in sentences)
    names = find_names(joined, words.names)
    states = _shared_out(_with_companies(names), sentences, starts)
    bodies = _shared_out(names.bodies, sentences, starts)
    items = _shared_out(find_items(joined, words.items), sentences, starts)
    published = document.published
    marks: list[Marks] = []
    antecedent: Edtf | None = None
    for index, sentence in enumerate(sentences):
        times = find_times(sentence.text, published, antecedent)
        antecedent = _latest(times) or antecedent
        earlier = [figure for before in marks[-_LOOK_BACK:] for figure in before.quantities]
        marks.append(
            Marks(
                quantities=find_likened(sentence.text, _figures(sentence), earlier),
                times=times,
                states=tuple(states.get(index, ())),
                bodies=tuple(bodies.get(index, ())),
                items=_outside_names(items.get(index, ()), bodies.get(index, ())),
            )
        )
    chosen = [
        index
        for index, (found, sentence) in enumerate(zip(marks, sentences, strict=True))
        if _may_hold_a_candidate(found, sentence.text, words.frames)
    ]
    kept = [
        [*((span.start, span.end) for span in found.states), *((span.start, span.end) for span in found.bodies)]
        for found in marks
    ]
    mentions = _mentions(marks)
    return Reading(
        document=document,
        sentences=parsed(sentences, chosen, kept),
        marks=tuple(marks),
        frames=words.frames,
        states=tuple(sorted(mentions, key=lambda code: (-mentions[code], code))),
        mentions=mentions,
        home=_codes_in(document.publisher, words.names),
        titled=_codes_in(document.title, words.names),
        case=_two_sides(pack),
    )


_PRIVATE: Final = frozenset({SourceKind.MEDIA, SourceKind.THINK_TANK, SourceKind.COMPANY})


def _outside_names(items: Sequence[ItemSpan], bodies: Sequence[BodySpan]) -> tuple[ItemSpan, ...]:
    """The items that are no part of a private body's name: Radio Free Asia is no radio, Missile Threat no missile."""
    named = [body for body in bodies if body.kind in _PRIVATE]
    return tuple(item for item in items if not any(b.start <= item.start and item.end <= b.end for b in named))


def _may_hold_a_candidate(found: Marks, text: str, frames: Frames) -> bool:
    if found.quantities or found.items or ONE_MORE.search(text) or frames.tells(text):
        return True
    if any(span.form is StateForm.PEOPLE and _PERSONS.search(text, 0, span.start) for span in found.states):
        return True
    dated = any(time.ahead for time in found.times) and frames.hints_at_works(text)
    return dated or (bool(found.states) and frames.hints(text))


def _codes_in(line: str | None, names: NameLexicon) -> tuple[str, ...]:
    """The codes of the states that a line names, in its order."""
    return tuple(dict.fromkeys(span.code for span in find_names(line or "", names).states))


def _two_sides(pack: CasePack | None) -> tuple[str, ...]:
    """The pair of states of which most of the case's published claims speak."""
    if pack is None or not pack.claims_csv:
        return ()
    return _sides_of_claims(pack.claims_csv)


@lru_cache(maxsize=4)
def _sides_of_claims(claims: str) -> tuple[str, ...]:
    rows = csv.DictReader(io.StringIO(claims))
    pairs = Counter(
        tuple(sorted((row["actor"], row["counterpart"]))) for row in rows if row["actor"] and row["counterpart"]
    )
    return max(sorted(pairs), key=lambda pair: pairs[pair]) if pairs else ()


def _with_companies(names: Names) -> tuple[StateSpan, ...]:
    """The states named, and companies for the state that they are of: what Gazprom sends, Russia sends."""
    taken = {place for span in names.states for place in range(span.start, span.end)}
    added = [
        StateSpan(start=body.start, end=body.end, code=body.home, form=StateForm.AGENCY, name=body.name)
        for body in names.bodies
        if body.kind is SourceKind.COMPANY and body.home and body.start not in taken and body.end - 1 not in taken
    ]
    return tuple(sorted((*names.states, *added), key=lambda span: span.start))


def _figures(sentence: Sentence) -> tuple[QuantitySpan, ...]:
    """The figures of a sentence; in a table's cell a bare number takes scale and unit from the column's head."""
    found = find_quantities(sentence.text)
    if sentence.kind is not BlockKind.TABLE_CELL or not sentence.heads:
        return found
    scale = _scale_of(sentence.text[: sentence.heads])
    if scale is None:
        return found
    return tuple(
        replace(
            span, low=_times(span.low, scale.low), high=_times(span.high, scale.low), unit=scale.unit, form=scale.form
        )
        if span.start >= sentence.heads and span.form is FigureForm.NUMBER and span.unit is None
        else span
        for span in found
    )


def _scale_of(heads: str) -> QuantitySpan | None:
    """What one of a column means: of "Loaded, thousand barrels: " a thousand barrels."""
    for piece in reversed(_PIECES.split(heads.strip(" :"))):
        words = f"1 {piece.strip().removeprefix('in ').removeprefix('of ')}"
        found = find_quantities(words)
        if found and found[0].start == 0 and found[0].end >= len(words) - 1 and (found[0].unit or found[0].low != 1.0):
            return found[0]
    return None


def _times(amount: float | None, factor: float | None) -> float | None:
    return None if amount is None or factor is None else amount * factor


def _latest(times: Sequence[TimeSpan]) -> Edtf | None:
    """The time that a later "that year" would go back to."""
    fixed = [span.edtf for span in times if span.edtf is not None and span.form in (TimeForm.POINT, TimeForm.PERIOD)]
    return fixed[-1] if fixed else None


def _mentions(marks: Sequence[Marks]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for found in marks:
        counts.update(span.code for span in found.states)
    return dict(sorted(counts.items()))
