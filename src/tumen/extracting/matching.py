"""Many phrases found at once in a text, at word boundaries, whatever case, accents, hyphens and apostrophes they have.

The automaton is that of Aho and Corasick (1975); all places keep the offsets of the text as handed in.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick

_ACCENTED: Final = {letter: unicodedata.normalize("NFD", letter)[0] for letter in map(chr, range(0xC0, 0x250))}
_FOLDED: Final = str.maketrans(
    {
        **_ACCENTED,
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "ı": "i",
        "-": " ",
        "‐": " ",
        "‑": " ",
        "–": " ",
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
    }
)


def folded(text: str) -> str:
    """Return the text in lower case without accents, hyphens and line ends as spaces; every character keeps its place.

    >>> folded("Air-Defence"), folded("Chișinău")
    ('air defence', 'chisinau')
    """
    plain = text.translate(_FOLDED)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def phrase_matches(text: str, automaton: AhoCorasick) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and number of each phrase found at word boundaries; they may overlap.

    The automaton's patterns must have been ``folded``.
    """
    plain = folded(text)
    for number, start, end in automaton.find_matches_as_indexes(plain, overlapping=True):
        if start > 0 and plain[start - 1].isalnum() and plain[start].isalnum():
            continue
        if end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum():
            continue
        yield start, end, number


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=_Stretch)


def without_overlaps(ranked: Iterable[_S]) -> list[_S]:
    """Return the spans that overlap none of a better rank that is kept, in order of the text; best ones come first.

    Takes about as long per span in a long text as in a short one.
    """
    kept: list[_S] = []
    starts: list[int] = []
    for span in ranked:
        place = bisect_left(starts, span.end)
        if place == 0 or kept[place - 1].end <= span.start:
            kept.insert(place, span)
            starts.insert(place, span.start)
    return kept
