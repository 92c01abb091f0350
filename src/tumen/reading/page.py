"""HTML pages: main text, title, date and site; menus, scripts and adverts left out."""

from __future__ import annotations

from dataclasses import dataclass

import trafilatura
from lxml import etree, html

from tumen.codebook.document import BlockKind
from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidDate, UnreadableDocument
from tumen.reading.canonical import CanonicalText, fold, kind_of_paragraph

_DROPPED = (
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "template",
    "svg",
    "iframe",
    "button",
)
_LEAVES = ("p", "li", "h1", "h2", "h3", "td", "blockquote", "figcaption", "div")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What a page says of itself; None where it does not."""

    title: str | None = None
    publisher: str | None = None
    published: Edtf | None = None
    url: str | None = None


def add_page(canonical: CanonicalText, text: str, *, name: str, url: str | None) -> PageHead:
    """Append the blocks of a page's main text and return what the page says of itself.

    Raises:
        UnreadableDocument: the page has no text for readers.
    """
    found = trafilatura.bare_extraction(
        text,
        url=url,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
    )
    said = _head(found, url)
    if said.title:
        canonical.add(BlockKind.HEADLINE, said.title)
    body = found.body if found is not None and not isinstance(found, dict) else None
    if body is not None and len(fold(" ".join(body.itertext()))) > 60:
        _Walk(canonical, said.title).children(body, None)
        _add_captions(canonical, text)
    else:
        _add_all_text(canonical, text)
    if not any(block.kind is not BlockKind.HEADLINE for block in canonical.blocks):
        raise UnreadableDocument(
            name, "has no text for readers (scripts, menus or pictures only)", "Save the page as text"
        )
    return said


def _head(found: object, url: str | None) -> PageHead:
    def text(key: str) -> str | None:
        value = getattr(found, key, None)
        return fold(str(value)) if value else None

    try:
        published = Edtf.parse(text("date") or "")
    except InvalidDate:
        published = None
    return PageHead(title=text("title"), publisher=text("sitename"), published=published, url=text("url") or url)


class _Walk:
    """The walk over the tree that the main-text finder gives (head, p, list, item, table, row, cell, quote)."""

    def __init__(self, canonical: CanonicalText, title: str | None) -> None:
        self.canonical = canonical
        self.title = title

    def children(self, element: etree._Element, lead: str | None) -> None:
        for child in element:
            self.one(child, lead)

    def one(self, element: etree._Element, lead: str | None) -> None:
        text = fold(" ".join(element.itertext()))
        match element.tag:
            case "head":
                if text != self.title:
                    self.canonical.add(BlockKind.HEADLINE, text)
            case "list":
                self._list(element)
            case "table":
                self._table(element)
            case "quote":
                self.canonical.add(BlockKind.QUOTATION, text)
            case "p" | "ab" | "item":
                self.canonical.add(kind_of_paragraph(text), text)
            case "graphic":
                self.canonical.add(BlockKind.CAPTION, element.get("alt") or "")
            case _:
                if len(element):
                    self.children(element, lead)
                else:
                    self.canonical.add(kind_of_paragraph(text), text)

    def _list(self, element: etree._Element) -> None:
        lead = self.canonical.last
        for item in element.iterchildren("item"):
            inner = list(item.iter("list"))
            told = [text for text in item.itertext() if text] if not inner else _before(item, inner[0])
            self.canonical.add(BlockKind.LIST_ITEM, " ".join(told), lead=lead)
            for nested in item.iterchildren("list"):
                self._list(nested)

    def _table(self, element: etree._Element) -> None:
        heads: list[str] = []
        for number, row in enumerate(element.iter("row")):
            cells = [fold(" ".join(cell.itertext())) for cell in row.iter("cell")]
            for column, cell in enumerate(cells):
                head = heads[column] if number and column < len(heads) else ""
                lead = " | ".join(part for part in (cells[0] if column else "", head) if part)
                self.canonical.add(BlockKind.TABLE_CELL, cell, lead=lead or None)
            heads = heads or cells


def _before(item: etree._Element, nested: etree._Element) -> list[str]:
    """The texts of a list item that stand before the list within it."""
    told = [item.text or ""]
    for child in item:
        if child is nested:
            break
        told += [*child.itertext(), child.tail or ""]
    return told


def _add_captions(canonical: CanonicalText, text: str) -> None:
    """Captions of the article's pictures, which the main-text finder leaves out; they come last."""
    try:
        tree = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return
    read = fold(canonical.text)
    for element in tree.iter("figcaption"):
        caption = fold(str(element.text_content()))
        if caption and caption not in read:
            canonical.add(BlockKind.CAPTION, caption)


def _add_all_text(canonical: CanonicalText, text: str) -> None:
    """Every paragraph of a page whose main text could not be told from the rest."""
    try:
        tree = html.document_fromstring(text)
    except (etree.LxmlError, ValueError):
        return
    for element in list(tree.iter(*_DROPPED)):
        element.drop_tree()
    for element in tree.iter(*_LEAVES):
        if next(element.iterdescendants(*_LEAVES), None) is not None:
            continue  # its text is told by what stands in it
        piece = fold(str(element.text_content()))
        heading = element.tag in ("h1", "h2", "h3")
        canonical.add(BlockKind.HEADLINE if heading else kind_of_paragraph(piece), piece)
