"""Bodies that a document names in full and by their letters: one source for both, "Security Service (SBU)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tumen.codebook.source import Source, SourceKind
from tumen.extracting.marking import Reading

_IN_BRACKETS: Final = re.compile(r"(?P<before>(?:[\w'.&-]+\s+){2,9})\((?P<letters>[A-Z][A-Za-z]?[A-Z]{1,6})\)")
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
    """Return the name that stands for both, by either name in lower case; only what the document itself names twice.

    Bodies of the case are known by all their names; of others the letters in brackets behind the name must be its own.
    """
    kinds = {body.name.lower(): body.kind for marks in reading.marks for body in marks.bodies if not body.person}
    found: dict[str, FullName] = {}
    for full, letters in (*_of_the_case(reading), *_told(reading)):
        name = f"{full} ({letters})"
        kind = next((kinds[each.lower()] for each in (name, full, letters) if each.lower() in kinds), None)
        for each in (full, letters, name):
            found.setdefault(each.lower(), FullName(name, kind))
    return found


def _of_the_case(reading: Reading) -> Iterator[tuple[str, str]]:
    names: dict[str, dict[str, None]] = {}
    for marks in reading.marks:
        for body in marks.bodies:
            if body.body_id is not None and not body.person:
                names.setdefault(body.body_id, {})[body.name] = None
    for told in names.values():
        letters = next((name for name in told if name.isupper() and name.isalpha()), None)
        full = max(filter(_is_proper, told), key=len, default=None)
        if letters is not None and full is not None:
            yield full, letters


def _is_proper(name: str) -> bool:
    """Whether it is a full name and no description: National Intelligence Service, but not Ukrainian intelligence."""
    words = name.split()
    return len(words) > 1 and "(" not in name and all(w[0].isupper() or w in _LOWER_WITHIN for w in words)


def _told(reading: Reading) -> Iterator[tuple[str, str]]:
    for sentence in reading.sentences:
        for match in _IN_BRACKETS.finditer(sentence.text):
            full = _spelled(match["before"].split(), match["letters"])
            if full is not None:
                yield full, match["letters"]


def _spelled(words: list[str], letters: str) -> str | None:
    """The last words whose capitals are the letters, in order; None where they spell something else."""
    capitals = ""
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        if word[0].isupper():
            capitals = "".join(part[0] for part in word.split("-") if part[:1].isupper()) + capitals
        elif word not in _LOWER_WITHIN:
            return None
        if capitals == letters.upper() and word[0].isupper():
            return " ".join(words[place:])
    return None
