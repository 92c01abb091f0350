"""A row of the ledger: a claim, where it was read, who coded it and how sure, and what reviewers made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from tumen.codebook.claim import Claim
from tumen.codebook.document import Document, Passage
from tumen.codebook.edtf import Edtf


class Status(StrEnum):
    """What reviewers made of an entry; an imported one counts as accepted."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


COUNTING = frozenset({Status.ACCEPTED, Status.EDITED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Where a claim was read: a passage to the letter, or a paraphrase of a page in the compiler's words.

    ``seen`` is False where the page itself was not seen. ``copied_from`` and ``converted_from`` are ids of entries.
    """

    published: Edtf | None
    publisher: str | None = None
    url: str | None = None
    seen: bool = True
    passage: Passage | None = None
    also: tuple[Passage, ...] = ()
    paraphrase: str | None = None
    copied_from: str | None = None
    converted_from: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCoding:
    """How one field was coded: how sure (0-1), why (rule and words), and whether it was inferred rather than read."""

    confidence: float
    reason: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Who coded a claim (a person, ``import``, or an extractor and its version) and how sure, as a whole and by
    field.
    """

    coder: str
    confidence: float = 1.0
    fields: Mapping[str, FieldCoding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim with its report, coding and status. An imported id is kept; any other is a hash of what was read."""

    id: str
    claim: Claim
    report: Report
    coding: Coding
    status: Status = Status.SUGGESTED

    @property
    def counts(self) -> bool:
        """Whether the entry counts in estimates and verdicts."""
        return self.status in COUNTING

    def with_status(self, status: Status) -> Entry:
        """Return the entry with another status."""
        return replace(self, status=status)


def entry_id(document_id: str, start: int, end: int, nth: int = 0) -> str:
    """Return the id of a claim read at a place of a document: the same place always has the same id.

    ``nth`` tells apart several claims coded on one passage.

    >>> entry_id("a1", 10, 25) == entry_id("a1", 10, 25), len(entry_id("a1", 10, 25))
    (True, 16)
    """
    return hashlib.sha256(f"{document_id}:{start}:{end}:{nth}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncoded:
    """A passage with a figure that was read and not coded, and why."""

    passage: Passage
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What an extractor made of one document: entries (suggested, in order of the text) and passages not coded."""

    document: str
    entries: tuple[Entry, ...]
    uncoded: tuple[Uncoded, ...] = ()
    problems: tuple[str, ...] = ()
    """Why nothing can be expected of the document (another language, no text); empty where it was read in full."""


class Extractor(Protocol):
    """Anything that reads claims out of a document; ``name`` and version stand in each coding."""

    @property
    def name(self) -> str:
        """Name and version, as kept in ``Coding.coder``."""

    def extract(self, document: Document) -> Extraction:
        """Return the claims of the document, each with its passage to the letter."""
