"""Captures, documents and passages: bytes as fetched, a text as read, and a stretch of it to the letter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tumen.codebook.edtf import Edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as they came, from where and when; ``name`` is what messages call it (a path, an address, ``-``)."""

    name: str
    content: bytes
    media_type: str | None = None
    url: str | None = None
    captured_at: datetime | None = None

    @property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class BlockKind(StrEnum):
    """What a stretch of a document is."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"
    QUOTATION = "quotation"
    DATE_LINE = "date_line"
    SOURCE_LINE = "source_line"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch ``text[start:end]`` of a document.

    ``lead`` says what the block hangs on: for a list item the line that leads it, for a table cell its row head and
    column
    head joined by `` | ``; None elsewhere.
    """

    kind: BlockKind
    start: int
    end: int
    lead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as read, never edited; all offsets refer to ``text``.

    ``published`` is None where the document has no date of its own; ``language`` is an ISO 639-1 code or None where
    it could
    not be told. Blocks do not overlap and come in order; what lies between two blocks is white space or mark-up.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Edtf | None = None
    captured_at: datetime | None = None
    language: str | None = None
    media_type: str = "text/plain"
    capture_sha256: str = ""
    supersedes: str | None = None

    def passage(self, start: int, end: int) -> Passage:
        """Return the passage between two offsets."""
        return Passage(document=self.id, start=start, end=end, quote=self.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one document, to the letter: ``document.text[start:end] == quote``."""

    document: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not self.quote or self.end - self.start != len(self.quote):
            raise ValueError(f"passage {self.start}-{self.end} does not have the length of its quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A thing set aside, with where it stood, why, and what to do next."""

    place: str
    reason: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" + (f". {self.advice}" if self.advice else "")
