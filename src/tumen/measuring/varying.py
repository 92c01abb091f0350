"""Varied lessons: the same window with other states in it and some words hidden, and what is to be learned unchanged.

Who gives and who gets should be read from the sentence, not from which states are usually named together. So in some
lessons every state but those of well-known cases gives its place to another, under the same form of its name (as
entities are switched in Agarwal et al. 2021), figures get other digits, and some plain words are masked (Devlin et al.
2019). Bodies, persons and towns keep their names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from tumen.extracting.encoding.pretrained import tokenizer
from tumen.extracting.encoding.windows import LONGEST, TRAITS, Span
from tumen.extracting.wordlists import csv_list
from tumen.measuring.lessons import Lesson, Pairs, Placed

KEPT: Final = frozenset(["KP", "RU", "KR", "UA", "US", "CN", "EU", "UN"])
"""States of which what is known of them should be learned, too."""
MASK: Final = 30526
FIRST_WORD: Final = 1003
"""Word pieces below this number are marks, not words."""
_QUANTITY: Final = TRAITS.index("quantity")
Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """States in word pieces: how each is called, by form, and what may be a name, by its first piece, longest first."""

    called: Mapping[str, Mapping[str, Ids]]
    beginning: Mapping[int, Sequence[tuple[Ids, str, str]]]


@cache
def forms() -> Forms:
    """Return the states that may take each other's place: name, adjective, people and seat of each."""
    called: dict[str, Mapping[str, Ids]] = {}
    known: dict[Ids, tuple[str, str]] = {}
    for row in csv_list("states.csv"):
        names, people, seats = (row[column].split(";") for column in ("names", "people", "seats"))
        if row["code"] in KEPT or not (names[0] and seats[0] and len(people) > 1):
            continue
        called[row["code"]] = {
            "name": _ids(names[0]), "adjective": _ids(people[0]), "people": _ids(people[1]), "seat": _ids(seats[0]),
        }  # fmt: skip
        written = {"seat": seats, "name": names, "people": people[1:2], "adjective": people[:1]}
        known |= {_ids(text): (row["code"], form) for form, texts in written.items() for text in texts}
    beginning: dict[int, list[tuple[Ids, str, str]]] = {}
    for ids in sorted(known, key=len, reverse=True):
        beginning.setdefault(ids[0], []).append((ids, *known[ids]))
    return Forms(called=called, beginning=beginning)


def _ids(text: str) -> Ids:
    return tuple(tokenizer().encode(text, add_special_tokens=False).ids)


def varied(lesson: Lesson, chance: random.Random, *, swapped: float, masked: float, counted: float = 0.0) -> Lesson:
    """Return the lesson with other states (by the chance ``swapped``) and the share ``masked`` of its words hidden.

    By the chance ``counted`` its figures have other digits, but for their noughts.

    A lesson that would grow too long for the encoder comes back as it is.
    """
    window = lesson.window
    swaps = dict(_swaps(window.pieces, chance)) if chance.random() < swapped else {}
    if chance.random() < counted:
        swaps |= _other_figures(window.pieces, window.traits, chance)
    pieces: list[int] = []
    traits: list[tuple[int, ...]] = []
    starts: list[int] = []
    while len(starts) < len(window.pieces):
        place = len(starts)
        old, new = swaps.get(place, (1, ()))
        if not new:
            hidden = window.pieces[place] > FIRST_WORD and not window.traits[place] and chance.random() < masked
            new = (MASK if hidden else window.pieces[place],)
        starts.extend(len(pieces) + min(len(new) - 1, part * len(new) // old) for part in range(old))
        pieces.extend(new)
        traits.extend([window.traits[place]] * len(new))
    starts.append(len(pieces))
    if len(pieces) > LONGEST:
        return lesson
    return _moved(replace(lesson, window=replace(window, pieces=tuple(pieces), traits=tuple(traits))), starts)


def _swaps(pieces: Sequence[int], chance: random.Random) -> Iterator[tuple[int, tuple[int, Ids]]]:
    """Yield where a state's name begins, how many pieces it has, and the name of the state that takes its place."""
    held = forms()
    waiting = chance.sample(sorted(held.called), len(held.called))
    chosen: dict[str, str] = {}
    place = 0
    while place < len(pieces):
        for ids, code, form in held.beginning.get(pieces[place], ()):
            end = place + len(ids)
            if tuple(pieces[place:end]) == ids and not (end < len(pieces) and _goes_on(pieces[end])):
                if code not in chosen:
                    chosen[code] = waiting.pop()
                yield place, (len(ids), held.called[chosen[code]][form])
                place = end - 1
                break
        place += 1


def _other_figures(
    pieces: Sequence[int], traits: Sequence[Sequence[int]], chance: random.Random
) -> dict[int, tuple[int, Ids]]:
    """Return where digits of a figure stand, and others in their place; the same digits have the same ones."""
    drawn: dict[int, int] = {}
    for piece in dict.fromkeys(p for p, held in zip(pieces, traits, strict=True) if _QUANTITY in held):
        alike = _alike(piece)
        if alike:
            drawn[piece] = chance.choice(alike)
    return {
        place: (1, (drawn[piece],))
        for place, (piece, held) in enumerate(zip(pieces, traits, strict=True))
        if _QUANTITY in held and piece in drawn
    }


@cache
def _alike(piece: int) -> tuple[int, ...]:
    """The word pieces that are digits like this one, noughts in the same places; none for words, noughts or one."""
    text = tokenizer().id_to_token(piece) or ""
    mark, digits = text[: text.startswith("##") * 2], text.removeprefix("##")
    if not (digits.isascii() and digits.isdigit()) or set(digits) == {"0"} or text == "1":
        return ()
    shape = [digit == "0" for digit in digits]
    same = (str(number) for number in range(10 ** (len(digits) - 1), min(10 ** len(digits), 10_000)) if number > 1)
    found = (tokenizer().token_to_id(mark + other) for other in same if [d == "0" for d in other] == shape)
    return tuple(number for number in found if number is not None)


@cache
def _goes_on(piece: int) -> bool:
    """Tell a piece that carries on the word before it."""
    return (tokenizer().id_to_token(piece) or "").startswith("##")


def _moved(lesson: Lesson, starts: Sequence[int]) -> Lesson:
    """Return the lesson with all that it says of pieces said of where these begin now."""

    def moved(span: Span) -> Span:
        start, end = starts[span[0]], starts[span[1]]
        return start, max(end, start + 1)

    def along(pairs: Pairs) -> Pairs:
        return replace(pairs, spans=[moved(span) for span in pairs.spans])

    def placed(held: Placed) -> Placed:
        options = [(row, sort, span and moved(span), place, right) for row, sort, span, place, right in held.options]
        return replace(held, options=options)

    return replace(
        lesson,
        sights=[replace(s, own=moved(s.own), noun=moved(s.noun), verb=moved(s.verb)) for s in lesson.sights],
        item_pairs=along(lesson.item_pairs),
        states=replace(lesson.states, named=along(lesson.states.named)),
        tellers=placed(lesson.tellers),
        times=placed(lesson.times),
    )
