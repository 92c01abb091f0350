"""DOCX: paragraphs, headings, lists and tables in the order of the page."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from tumen.codebook.document import BlockKind
from tumen.errors import UnreadableDocument
from tumen.reading.canonical import CanonicalText, kind_of_paragraph

_MOST_BYTES = 200_000_000  # unpacked; a text document stays far below
_MOST_RATIO = 200  # unpacked to packed; a bomb is far above
_SMALL = 10_000_000


_BROKEN = (
    PackageNotFoundError,
    InvalidXmlError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
)  # what a broken or locked package makes its readers raise


def add_word(canonical: CanonicalText, content: bytes, *, name: str) -> str | None:
    """Append the blocks of a DOCX file and return its title (None: it has none).

    Raises:
        UnreadableDocument: the file is broken, or unpacks to more than a text can hold (a zip bomb).
    """
    _check_size(content, name)
    try:
        word = docx.Document(io.BytesIO(content))
        lead: str | None = None
        for piece in word.iter_inner_content():
            if isinstance(piece, Paragraph):
                lead = _add_paragraph(canonical, piece, lead)
            elif isinstance(piece, Table):
                _add_table(canonical, piece)
        title = word.core_properties.title or None
    except _BROKEN as problem:
        raise UnreadableDocument(name, f"is no readable DOCX ({problem})", "Open and save it anew") from problem
    return title


def _check_size(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except _BROKEN as problem:
        raise UnreadableDocument(name, f"is no readable DOCX ({problem})", "Open and save it anew") from problem
    if unpacked > _MOST_BYTES or (unpacked > _SMALL and unpacked > _MOST_RATIO * len(content)):
        reason = f"unpacks to {unpacked:,} bytes from {len(content):,}: no text does (a zip bomb)"
        raise UnreadableDocument(name, reason, "Do not open it")


def _add_paragraph(canonical: CanonicalText, paragraph: Paragraph, lead: str | None) -> str | None:
    """Append one paragraph; returns what leads the list items that follow."""
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    text = paragraph.text
    if style.startswith(("Heading", "Title")):
        canonical.add(BlockKind.HEADLINE, text)
    elif style.startswith("List"):
        canonical.add(BlockKind.LIST_ITEM, text, lead=lead)
        return lead
    elif style.startswith(("Quote", "Intense Quote")):
        canonical.add(BlockKind.QUOTATION, text)
    elif style.startswith("Caption"):
        canonical.add(BlockKind.CAPTION, text)
    else:
        canonical.add(kind_of_paragraph(text), text)
    return canonical.last


def _add_table(canonical: CanonicalText, table: Table) -> None:
    heads: list[str] = []
    for number, row in enumerate(table.rows):
        cells = [cell.text for cell in row.cells]
        for column, cell in enumerate(cells):
            head = heads[column] if number and column < len(heads) else ""
            lead = " | ".join(part for part in (cells[0] if column else "", head) if part)
            canonical.add(BlockKind.TABLE_CELL, cell, lead=lead or None)
        heads = heads or cells
