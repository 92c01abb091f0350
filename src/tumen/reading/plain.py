"""Plain text: paragraphs parted by blank lines (or by lines, where there are none), bullets, headlines, quotations."""

from __future__ import annotations

import re

from tumen.codebook.document import BlockKind
from tumen.reading.canonical import CanonicalText, entries_of, kind_of_paragraph

_BULLET = re.compile(r"\s*(?:[-*•–·▪]|\(?\d{1,2}[.)])\s+")
_END = re.compile(r"[.!?:;,…\"”’)\]]\s*$")
_HEADLINE_LENGTH = 160  # characters; a longer line is a paragraph without its full stop


def add_plain(canonical: CanonicalText, text: str) -> None:
    """Append the blocks of a plain text; a first line that stands alone without a full stop is the headline."""
    lead: str | None = None
    for number, piece in enumerate(_pieces(text)):
        bullet = _BULLET.match(piece)
        if bullet is not None and len(piece) > bullet.end():
            canonical.add(BlockKind.LIST_ITEM, piece[bullet.end() :], lead=lead)
            continue
        canonical.add(_kind(piece, first=number == 0), piece)
        lead = canonical.last


def _kind(piece: str, *, first: bool) -> BlockKind:
    kind = kind_of_paragraph(piece)
    if kind is not BlockKind.PARAGRAPH:
        return kind
    short = len(piece) <= _HEADLINE_LENGTH and not _END.search(piece)
    return BlockKind.HEADLINE if short and (first or len(piece.split()) <= 12) else kind


def _pieces(text: str) -> list[str]:
    """Paragraphs; wrapped lines are joined where the text parts its paragraphs by blank lines, bullets never."""
    blank_lines = re.search(r"\S[ \t]*\n[ \t]*\n[ \t]*\S", text) is not None
    if not blank_lines:
        return [line for line in text.split("\n") if line.strip()]
    pieces: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        wrapped = len(lines) > 1 and all(40 < len(line) < 120 for line in lines[:-1])
        joined: list[str] = []
        for line in lines:
            if joined and wrapped and not _BULLET.match(line):
                joined[-1] += "\n" + line
            else:
                joined.append(line)
        pieces += [entry for piece in joined for entry in entries_of(piece)]
    return pieces
