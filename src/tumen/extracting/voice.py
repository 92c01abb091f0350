"""A cue with its sources and what it covers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tumen.extracting.clauses import children
from tumen.extracting.coverage import Stretch
from tumen.extracting.marking import Marks
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.speaker import Speaker
from tumen.extracting.speakers import speaker_of


class Manner(StrEnum):
    """By which construction a source is named."""

    SAID = "said"
    WEAK = "weak"
    ACCORDING = "according to"
    ACCOUNT = "by the account of"
    CITED = "cited"
    AGENT = "reported by"
    COLON = "set before a colon by"
    BRACKETS = "named in brackets:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One cue: who speaks, the outlet that was told, and which stretches of the sentence are covered.

    ``speakers`` are coordinated sources, the first first. ``start`` and ``end`` are the cue's own words.
    """

    sentence: int
    start: int
    end: int
    manner: Manner
    speakers: tuple[Speaker, ...]
    told: Speaker | None
    covers: tuple[Stretch, ...]
    verb: str = ""
    cue: int = -1
    """Index of the verb that governs the cue."""
    depth: int = 0
    """How many words stand above the cue in the parse: a deeper cue is told by the one above it."""
    whole: bool = False
    """Whether the cue governs the sentence's main clause, so that the account may run on after it."""

    def is_over(self, start: int, end: int) -> bool:
        """Tell whether the cue covers the words ``text[start:end]``."""
        return any(first < end and start < last for first, last in self.covers)


def speakers_under(sentence: Sentence, marks: Marks, head: Word, *, lenient: bool = False) -> tuple[Speaker, ...]:
    """The sources named together under one head, the first first; empty where the head names none."""
    heads = [head]
    for _ in range(6):
        joined = next(
            (
                word
                for word in children(sentence, heads[-1])
                if word.dep == "conj" and word.pos in ("NOUN", "PROPN", "PRON", "NUM")
            ),
            None,
        )
        if joined is None:
            break
        heads.append(joined)
    found = [speaker_of(sentence, marks, word, lenient=lenient) for word in heads]
    return tuple(speaker for speaker in found if speaker is not None)
