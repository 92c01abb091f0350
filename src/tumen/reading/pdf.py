"""PDF: the text layer, column by column, with hyphens at line ends taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2

from tumen.codebook.document import BlockKind
from tumen.errors import UnreadableDocument
from tumen.reading.canonical import CanonicalText, fold, kind_of_paragraph
from tumen.reading.plain import add_plain

_MOST_PAGES = 2_000
_LINE_END_HYPHEN = "\x02"  # what the text layer has in place of a hyphen that parts a word
_HYPHEN = re.compile(r"(\w)[-\u00ad\u2010\ufffe]\s*$")


@dataclass(frozen=True, slots=True)
class _Line:
    left: float
    bottom: float
    right: float
    top: float
    text: str


def add_pdf(canonical: CanonicalText, content: bytes, *, name: str) -> str | None:
    """Append the text of a PDF and return its title (None: it has none).

    Raises:
        UnreadableDocument: the file is broken, locked, too long, or has pages without text only.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise UnreadableDocument(
            name, f"is no readable PDF ({problem})", "Open and save it anew, without a password"
        ) from problem
    try:
        if len(pdf) > _MOST_PAGES:
            raise UnreadableDocument(
                name, f"has {len(pdf):,} pages, over {_MOST_PAGES:,}", "Give the pages that matter"
            )
        paragraphs = [paragraph for page in range(len(pdf)) for paragraph in _paragraphs(pdf, page)]
        title = fold(str(pdf.get_metadata_dict().get("Title") or "")) or None
    except pypdfium2.PdfiumError as problem:
        raise UnreadableDocument(
            name, f"has a page that cannot be read ({problem})", "Open and save it anew"
        ) from problem
    finally:
        pdf.close()
    if sum(character.isalnum() for paragraph in paragraphs for character in paragraph) < 20:
        raise UnreadableDocument(name, "holds pictures and no text", "Run OCR first, or add the text as a .txt file")
    for paragraph in paragraphs:
        if paragraph.count("\n"):
            add_plain(canonical, paragraph)
        else:
            canonical.add(_kind(paragraph, first=canonical.last is None), paragraph)
    return title


def _kind(paragraph: str, *, first: bool) -> BlockKind:
    short = len(paragraph) < 160 and not re.search(r"[.!?:;,]\s*$", paragraph)
    return BlockKind.HEADLINE if first and short else kind_of_paragraph(paragraph)


def _paragraphs(pdf: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = pdf[number]
    text_page = page.get_textpage()
    lines = _lines(text_page)
    width = page.get_width()
    text_page.close()
    page.close()
    return [paragraph for column in _columns(lines, width) for paragraph in _joined(column)]


def _lines(text_page: pypdfium2.PdfTextPage) -> list[_Line]:
    """The page's lines: pieces of one height that touch, read as one stretch."""
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(text_page.count_rects()):
        left, bottom, right, top = text_page.get_rect(index)
        height = max(top - bottom, 1.0)
        if boxes:
            first, low, end, high = boxes[-1]
            same_height = abs(low - bottom) < height * 0.5 or (bottom < high and low < top)
            if same_height and -height < left - end < height * 1.2:
                boxes[-1] = (first, min(low, bottom), max(end, right), max(high, top))
                continue
        boxes.append((left, bottom, right, top))
    read = ((box, fold(text_page.get_text_bounded(*box).replace(_LINE_END_HYPHEN, "-"))) for box in boxes)
    return [_Line(*box, text) for box, text in read if text]


def _columns(lines: Sequence[_Line], width: float) -> list[list[_Line]]:
    """Lines by reading order: where a gutter parts the page, what spans it parts it into bands of two columns."""
    middle = width / 2
    crossing = [line for line in lines if line.left < middle - 5 and line.right > middle + 5]
    left = [line for line in lines if line.right <= middle + 5]
    right = [line for line in lines if line.left >= middle - 5]
    if len(left) < 4 or len(right) < 4 or len(crossing) > (len(left) + len(right)) / 3:
        return [sorted(lines, key=lambda line: (-round(line.top), line.left))]
    edges = sorted((line.top for line in crossing), reverse=True)
    ordered: list[list[_Line]] = []
    for upper, lower in zip([float("inf"), *edges], [*edges, float("-inf")], strict=True):
        if upper != float("inf"):
            ordered.append([line for line in crossing if line.top == upper])
        for side in (left, right):
            band = [line for line in side if lower < line.top <= upper]
            ordered.append(sorted(band, key=lambda line: (-round(line.top), line.left)))
    return [column for column in ordered if column]


def _joined(lines: Sequence[_Line]) -> list[str]:
    """Lines joined to paragraphs: a gap wider than usual, or an indent after a short line, starts a new one."""
    gaps = [above.bottom - below.top for above, below in pairwise(lines)]
    usual = median(gaps) if gaps else 0.0
    right_edge = max((line.right for line in lines), default=0.0)
    paragraphs: list[str] = []
    for above, line in zip([None, *lines], lines, strict=False):
        height = line.top - line.bottom
        if above is None or _parted(above, line, usual + height * 0.6, right_edge):
            paragraphs.append(line.text)
        elif _HYPHEN.search(paragraphs[-1]) and line.text[:1].islower():
            paragraphs[-1] = _HYPHEN.sub(r"\1", paragraphs[-1]) + line.text
        else:
            paragraphs[-1] += " " + line.text
    return paragraphs


def _parted(above: _Line, line: _Line, widest: float, right_edge: float) -> bool:
    height = line.top - line.bottom
    if above.bottom - line.top > widest or abs((above.top - above.bottom) - height) > height * 0.35:
        return True
    ends = above.text.rstrip()[-1:] in '.!?:”"' and above.right < right_edge - 4 * height
    return ends or (line.left > above.left + height * 0.8 and above.text.rstrip()[-1:] in '.!?:”"')
