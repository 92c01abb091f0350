"""One canonical text out of pieces, with the blocks that they make; every later offset refers to this text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tumen.codebook.document import Block, BlockKind

_FOOTNOTE = re.compile(r"\s*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\^?\d{1,3}\]:?|\^\d{1,3}|[*†‡])\s+\S")
_SOURCE_LINE = re.compile(r"\s*(?:sources?|read more|via)\s*:", re.IGNORECASE)
_CAPTION = re.compile(r"\s*(?:photo|picture|image|caption|figure|fig\.|map|graphic)\b[^.]{0,20}[:.]", re.IGNORECASE)
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DATE_LINE = re.compile(
    rf"\s*(?:(?:published|posted|updated|date)\s*:?\s*(?:on\s+)?)?(?:[a-z]+day,?\s+)?(?:\d{{1,2}}\s+(?:{_MONTH})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})[\s,;:|–-]*(?:\d{{1,2}}:\d{{2}}(?:\s*[a-z]{{2,4}})?)?\s*",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"[ \t]*(?:\(?\d{1,2}[:.]\d{2}\b|[¹²³⁴⁵⁶⁷⁸⁹]|[–—•†‡] |[QA]\. |[A-Z][\w.'’-]*(?: [\w.'’-]+){0,3}:\s)"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")


@dataclass(slots=True)
class CanonicalText:
    """Pieces joined by blank lines (list items and cells by one line end), with their blocks."""

    _pieces: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0

    def add(self, kind: BlockKind, piece: str, *, lead: str | None = None) -> None:
        """Append a piece as a block; white space within is folded, an empty piece is passed over."""
        piece = fold(piece)
        if not piece:
            return
        close = kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
        follows = bool(self._blocks) and self._blocks[-1].kind is kind
        separator = "" if not self._pieces else "\n" if close and follows else "\n\n"
        start = self._length + len(separator)
        self._pieces += [separator, piece]
        self._length = start + len(piece)
        self._blocks.append(Block(kind=kind, start=start, end=self._length, lead=lead))

    @property
    def last(self) -> str | None:
        """The piece added last; None at the start."""
        return self._pieces[-1] if self._pieces else None

    @property
    def text(self) -> str:
        """The canonical text."""
        return "".join(self._pieces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order."""
        return tuple(self._blocks)


def fold(piece: str) -> str:
    r"""Return the piece with runs of white space as one space, and without control characters.

    >>> fold(" two \n lines ")
    'two lines'
    """
    return " ".join(_CONTROL.sub("", piece).split())


def entries_of(paragraph: str) -> list[str]:
    r"""Return the entries of a ticker, a talk or notes that stand on lines of one paragraph; else the paragraph alone.

    An entry begins with a time, a label or a mark. Where one line alone does, the line before must have been ended on
    purpose: the next word would have fitted there.

    >>> entries_of("09:12 Thirty dead in Kursk, says Kyiv\n11:40 Snow\n13:05 Seoul counts 450\ncontainers in November")
    ['09:12 Thirty dead in Kursk, says Kyiv', '11:40 Snow', '13:05 Seoul counts 450\ncontainers in November']
    """
    lines = paragraph.split("\n")
    begun = [_ENTRY.match(line) is not None for line in lines]
    width = max(map(len, lines))
    found = [lines[0]]
    for before, line, begins in zip(lines, lines[1:], begun[1:], strict=False):
        if begins and (sum(begun) > 1 or len(before) + len(line.split(maxsplit=1)[0]) < width):
            found.append(line)
        else:
            found[-1] += "\n" + line
    return found


def kind_of_paragraph(piece: str) -> BlockKind:
    """Return what a paragraph is by its look: foot note, source line, caption, date line, else a paragraph.

    >>> str(kind_of_paragraph("[1] Customs returns.")), str(kind_of_paragraph("4 July 2025"))
    ('footnote', 'date_line')
    """
    if _FOOTNOTE.match(piece):
        return BlockKind.FOOTNOTE
    if _DATE_LINE.fullmatch(piece):
        return BlockKind.DATE_LINE
    if len(piece) < 300 and _SOURCE_LINE.match(piece):
        return BlockKind.SOURCE_LINE
    if len(piece) < 300 and _CAPTION.match(piece):
        return BlockKind.CAPTION
    return BlockKind.PARAGRAPH
