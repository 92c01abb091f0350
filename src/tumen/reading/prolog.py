"""What stands before the first element of a marked-up text: declarations, comments, white space."""

from __future__ import annotations

import re

_PIECE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\])?[^<>]*>", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(r"<([a-z][a-z0-9:]*)\b", re.IGNORECASE)
_MOST = 100_000  # characters; a page starts sooner


def first_element(text: str) -> str | None:
    """Return the name of the first element, in lower case; None where the text does not start with mark-up.

    Piece by piece, for one pattern over all of them could take years on a row of comments.

    >>> first_element("<!-- saved --> <!doctype html><HTML>"), first_element("4 < 5")
    ('html', None)
    """
    text = text[:_MOST].lstrip("\ufeff")
    at = 0
    while (piece := _PIECE.match(text, at)) is not None:
        at = piece.end()
    element = _ELEMENT.match(text, at)
    return element[1].lower() if element else None
