"""Bodies that a document names in full with their letters behind: one source, "Security Service of Ukraine (SBU)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tumen.codebook.source import Source, SourceKind
from tumen.extracting.cue_lists import role_kinds
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.spans import StateForm

_IN_BRACKETS: Final = re.compile(r"(?P<before>(?:[\w'.&-]+\s+){2,9})\((?P<letters>[A-Z][A-Za-z]?[A-Z]{1,6})\)")
_BEHIND: Final = re.compile(r"(?:'s)? (?P<word>\w+)")
_NAMES: Final = frozenset({StateForm.NAME, StateForm.PEOPLE, StateForm.SEAT})
_LOWER_WITHIN: Final = frozenset({"of", "for", "and", "the", "on", "in", "to"})


@dataclass(frozen=True, slots=True)
class FullName:
    """A name with its letters, and of which kind the body is; None where that is not known."""

    name: str
    kind: SourceKind | None

    def of(self, source: Source) -> Source:
        """Return the source under this name."""
        return Source(name=self.name, kind=self.kind or source.kind)


def full_names(reading: Reading) -> Mapping[str, FullName]:
    """Return the full name that stands for letters, by the letters and by the name, both in lower case.

    The letters must be the name's own and mean one body only: of two so named, and of those that some state is said to
    have beside the one of the full name ("Ukraine's MFA"), none is returned, nor is a state. A body of the case need
    not have them in brackets.
    """
    kinds = {body.name.lower(): body.kind for marks in reading.marks for body in marks.bodies if not body.person}
    of_states = _of_states(reading)
    told: dict[str, set[tuple[str, str]]] = {}
    for full, letters in _told(reading):
        told.setdefault(letters.lower(), set()).add((full, letters))
    found: dict[str, FullName] = {}
    for key, names in told.items():
        full, letters = min(names)
        if len(names) > 1 or letters in of_states:
            continue
        name = f"{full} ({letters})"
        known = (kinds[each.lower()] for each in (name, full, letters) if each.lower() in kinds)
        kind = next(known, role_kinds().get(full.rsplit(maxsplit=1)[-1].lower()))
        found[key] = found[name.lower()] = FullName(name, kind)
    for full, letters, kind in _of_the_case(reading):
        for key in (full.lower(), letters.lower()):
            found.setdefault(key, FullName(f"{full} ({letters})", kind))
    return found


def _of_the_case(reading: Reading) -> Iterator[tuple[str, str, SourceKind]]:
    """Bodies of the case that are named in full here and by the letters of that name there."""
    named = {(b.body_id, b.name): b.kind for marks in reading.marks for b in marks.bodies if b.body_id and not b.person}
    for (body, full), kind in named.items():
        for other, letters in named:
            spelled = " " in full and letters.isupper() and _start_of_name(full, letters) == 0
            if other == body and spelled:
                yield full, letters, kind


def _told(reading: Reading) -> Iterator[tuple[str, str]]:
    for sentence, marks in zip(reading.sentences, reading.marks, strict=True):
        for match in _IN_BRACKETS.finditer(sentence.text):
            start = _start_of_name(match["before"], match["letters"])
            if start is not None:
                yield _with_state(sentence.text, marks, match.start() + start, match.end("before")), match["letters"]


def _start_of_name(before: str, letters: str) -> int | None:
    """Where the last words begin whose capitals are the letters, in order; None where they spell something else."""
    capitals = ""
    for match in reversed(list(re.finditer(r"\S+", before))):
        word = match[0]
        if word[0].isupper():
            capitals = "".join(part[0] for part in word.split("-") if part[:1].isupper()) + capitals
            if capitals == letters.upper():
                return match.start()
        elif word not in _LOWER_WITHIN:
            return None
    return None


def _with_state(text: str, marks: Marks, start: int, end: int) -> str:
    """The name with the state told right before it: South Korea's Defense Intelligence Agency."""
    states = (span for span in marks.states if span.form in _NAMES and span.start < start)
    owner = next((span.start for span in states if text[span.end : start] in (" ", "'s ", "' ")), start)
    return " ".join(text[owner:end].split())


def _of_states(reading: Reading) -> frozenset[str]:
    """The names of the states told, and the words right behind them: the MFA of "Ukraine's MFA"."""
    found: set[str] = set()
    for sentence, marks in zip(reading.sentences, reading.marks, strict=True):
        for state in (span for span in marks.states if span.form in _NAMES):
            behind = _BEHIND.match(sentence.text, state.end)
            found |= {state.name, behind["word"] if behind else ""}
    return frozenset(found)
