"""From a capture to a document: what sort of file it is, then its reader."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tumen.codebook.document import BlockKind, Capture, Document, Problem
from tumen.codebook.edtf import Edtf
from tumen.errors import UnreadableDocument
from tumen.reading.canonical import CanonicalText
from tumen.reading.encoding import decode
from tumen.reading.feed import FeedItem, is_feed, parse_feed
from tumen.reading.front_matter import split_front_matter
from tumen.reading.language import language_of
from tumen.reading.markdown import add_markdown
from tumen.reading.page import add_page
from tumen.reading.pdf import add_pdf
from tumen.reading.plain import add_plain
from tumen.reading.prolog import first_element
from tumen.reading.word import add_word

MOST_BYTES = 25_000_000
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_HTML_ELEMENTS = frozenset({"html", "head", "body", "article", "div", "p", "section", "main"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    media_type: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Edtf | None = None
    language: str | None = None


def read(capture: Capture) -> Document:
    """Return the document that the capture holds; of a feed, the first entry.

    Raises:
        UnreadableDocument: there is no text to be had; the message names the file and the reason.
    """
    _check_size(capture)
    if capture.content.startswith(b"%PDF-"):
        return _read_pdf(capture)
    if capture.content.startswith(b"PK\x03\x04"):
        return _read_word(capture)
    text = decode(capture.content, name=capture.name)
    if is_feed(text):
        return _of_item(parse_feed(text, name=capture.name)[0], capture, 0)
    canonical = CanonicalText()
    if "html" in (capture.media_type or "") or first_element(text) in _HTML_ELEMENTS:
        page = add_page(canonical, text, name=capture.name, url=capture.url)
        head = _Head(
            media_type="text/html", title=page.title, url=page.url, publisher=page.publisher, published=page.published
        )
    else:
        head = _add_text(canonical, text, capture)
    return _document(canonical, capture, head)


def read_feed(capture: Capture) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return every entry of a feed as a document, and what could not be read; of another capture, its one document."""
    _check_size(capture)
    text = "" if capture.content.startswith((b"%PDF-", b"PK\x03\x04")) else decode(capture.content, name=capture.name)
    if not is_feed(text):
        return (read(capture),), ()
    documents: list[Document] = []
    problems: list[Problem] = []
    for number, item in enumerate(parse_feed(text, name=capture.name)):
        try:
            documents.append(_of_item(item, capture, number))
        except UnreadableDocument as problem:
            problems.append(Problem(place=problem.place, reason=problem.reason, advice=problem.advice))
    return tuple(documents), tuple(problems)


def read_all(captures: Iterable[Capture]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents of the captures that could be read, and a problem for each that could not."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for capture in captures:
        try:
            read_ones, set_aside = read_feed(capture)
        except UnreadableDocument as problem:
            problems.append(Problem(place=problem.place, reason=problem.reason, advice=problem.advice))
        else:
            documents += read_ones
            problems += set_aside
    return tuple(documents), tuple(problems)


def _check_size(capture: Capture) -> None:
    if not capture.content.strip():
        raise UnreadableDocument(capture.name, "is empty", "Give a file with a text in it")
    if len(capture.content) > MOST_BYTES:
        reason = f"has {len(capture.content):,} bytes, over {MOST_BYTES:,}"
        raise UnreadableDocument(capture.name, reason, "Give the article alone, or split the file")


def _add_text(canonical: CanonicalText, text: str, capture: Capture) -> _Head:
    front, body = split_front_matter(text, name=capture.name)
    if front.title:
        canonical.add(BlockKind.HEADLINE, front.title)
    markdown = body is not text or _MARKDOWN_NAME.search(capture.name) or "markdown" in (capture.media_type or "")
    (add_markdown if markdown else add_plain)(canonical, body)
    return _Head(
        media_type="text/markdown" if markdown else "text/plain",
        title=front.title or _first_headline(canonical),
        url=front.url,
        publisher=front.publisher,
        published=front.published,
        language=front.language,
    )


def _read_pdf(capture: Capture) -> Document:
    canonical = CanonicalText()
    title = add_pdf(canonical, capture.content, name=capture.name)
    return _document(canonical, capture, _Head(media_type="application/pdf", title=title or _first_headline(canonical)))


def _read_word(capture: Capture) -> Document:
    canonical = CanonicalText()
    title = add_word(canonical, capture.content, name=capture.name)
    return _document(
        canonical,
        capture,
        _Head(
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            title=title or _first_headline(canonical),
        ),
    )


def _of_item(item: FeedItem, capture: Capture, number: int) -> Document:
    canonical = CanonicalText()
    place = f"{capture.name}, entry {number + 1}"
    if item.title:
        canonical.add(BlockKind.HEADLINE, item.title)
    body = CanonicalText()
    if item.html.strip():
        inner = item.html if "<p" in item.html.lower() else f"<p>{item.html}</p>"
        add_page(body, f"<html><body><article>{inner}</article></body></html>", name=place, url=item.url)
    for block in body.blocks:
        canonical.add(block.kind, body.text[block.start : block.end], lead=block.lead)
    head = _Head(
        media_type="application/rss+xml",
        title=item.title or None,
        url=item.url,
        publisher=item.publisher,
        published=item.published,
    )
    return _document(canonical, Capture(name=place, content=capture.content, captured_at=capture.captured_at), head)


def _first_headline(canonical: CanonicalText) -> str | None:
    first = next((block for block in canonical.blocks[:1] if block.kind is BlockKind.HEADLINE), None)
    return canonical.text[first.start : first.end] if first else None


def _document(canonical: CanonicalText, capture: Capture, head: _Head) -> Document:
    text = canonical.text
    if not any(character.isalnum() for character in text):
        raise UnreadableDocument(capture.name, "holds no words", "Give a file with a text in it")
    url = capture.url or head.url
    return Document(
        id=hashlib.sha256(f"{url or ''}\n{text}".encode()).hexdigest()[:16],
        text=text,
        blocks=canonical.blocks,
        title=head.title,
        url=url,
        publisher=head.publisher,
        published=head.published,
        captured_at=capture.captured_at,
        language=head.language or language_of(text),
        media_type=head.media_type,
        capture_sha256=capture.sha256,
    )
