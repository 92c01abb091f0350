"""RSS and Atom: each entry of a feed as a document of its own."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date

import feedparser

from tumen.codebook.edtf import Edtf
from tumen.errors import UnreadableDocument
from tumen.reading.prolog import first_element

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # names the encoding of the bytes, not of the text


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed; ``html`` is its text as given."""

    title: str
    html: str
    url: str | None
    published: Edtf | None
    publisher: str | None


def is_feed(text: str) -> bool:
    """Tell whether the text is an RSS or Atom feed by its first elements.

    >>> is_feed('<?xml version="1.0"?><rss version="2.0"><channel/></rss>'), is_feed("<html></html>")
    (True, False)
    """
    return first_element(text) in ("rss", "feed", "rdf:rdf")


def parse_feed(text: str, *, name: str) -> tuple[FeedItem, ...]:
    """Return the entries of a feed, in its order.

    Raises:
        UnreadableDocument: the feed defines entities of its own (an entity bomb), or holds no entry.
    """
    if _ENTITY.search(text):
        raise UnreadableDocument(name, "defines XML entities, which no feed needs (an entity bomb)", "Do not open it")
    recoded = _DECLARATION.sub("", text, count=1).encode("utf-8", errors="replace")
    parsed = feedparser.parse(
        io.BytesIO(recoded),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=True,
        resolve_relative_uris=False,
    )
    publisher = str(parsed.feed.get("title") or "") or None
    items = tuple(_item(row, publisher) for row in parsed.entries)
    if not items:
        raise UnreadableDocument(name, "is a feed without entries", "Give the address of one that has some")
    return items


def _item(row: feedparser.FeedParserDict, publisher: str | None) -> FeedItem:
    contents = [str(part.get("value") or "") for part in row.get("content", [])]
    html = max([*contents, str(row.get("summary") or "")], key=len)
    day = row.get("published_parsed") or dict.get(row, "updated_parsed")  # a plain get: the row's own one warns
    return FeedItem(
        title=str(row.get("title") or ""),
        html=html,
        url=str(row.get("link") or "") or None,
        published=Edtf.parse(date(day[0], day[1], day[2]).isoformat()) if day else None,
        publisher=publisher,
    )
