"""Figures that were read and not checked, by reason, each with the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tumen.codebook.document import Document, Passage
from tumen.publishing.phrases import one_line
from tumen.publishing.report import CheckedArticle

NOT_CLEAN: Final = "Read, and not laid beside the record; nothing here says that they are right."
ALL_CHECKED: Final = "None: every figure that was read has a verdict."
_AROUND: Final = 60
_LONG: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """One passage that was not checked, with up to 60 characters of its block on either side."""

    number: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedGroup:
    """The passages that were not checked for one reason, in the order of the text."""

    reason: str
    passages: tuple[Unchecked, ...]


def unchecked_by_reason(article: CheckedArticle) -> tuple[UncheckedGroup, ...]:
    """Return the passages that were not coded, grouped by reason; the reasons in the order of their first passage."""
    groups: dict[str, list[Unchecked]] = {}
    for number, uncoded in enumerate(article.uncoded, start=1):
        before, after = _around(article.document, uncoded.passage)
        shown = Unchecked(number=number, before=before, quote=one_line(uncoded.passage.quote), after=after)
        groups.setdefault(one_line(uncoded.reason), []).append(shown)
    return tuple(UncheckedGroup(reason=reason, passages=tuple(passages)) for reason, passages in groups.items())


def _around(document: Document, passage: Passage) -> tuple[str, str]:
    """Return the words before and after a short passage in its block; nothing where it is not in the text."""
    if len(passage.quote) > _LONG or document.text[passage.start : passage.end] != passage.quote:
        return "", ""
    whole = (0, len(document.text))
    places = ((block.start, block.end) for block in document.blocks)
    start, end = next((place for place in places if place[0] <= passage.start < place[1]), whole)
    first, last = max(start, passage.start - _AROUND), min(end, passage.end + _AROUND)
    before, after = document.text[first : passage.start], document.text[passage.end : last]
    if first > start:
        before = "…" + before[before.find(" ") :] if " " in before else "…"
    if last < end:
        after = after[: after.rfind(" ")] + " …" if " " in after else "…"
    return _edged(before, after)


def _edged(before: str, after: str) -> tuple[str, str]:
    """Return both on one line, with a space kept where they meet the passage."""
    left = one_line(before) + (" " if before[-1:].isspace() else "")
    right = (" " if after[:1].isspace() else "") + one_line(after)
    return left, right.rstrip()
