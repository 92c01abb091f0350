"""Where in the article each claim stands: blocks cut into segments, each of one claim, however passages overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tumen.codebook.document import Block, BlockKind, Document, Passage
from tumen.codebook.verdict import Severity, Verdict
from tumen.publishing.report import CheckedArticle

_PAINT_ORDER: Final = (Severity.FINE, Severity.UNKNOWN, Severity.LOOK, Severity.FAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a block: of claim ``number``, or of passage ``unchecked`` that was not coded (0: of none).

    ``ends`` are the numbers of the claims whose passage ends with the segment.
    """

    text: str
    number: int = 0
    unchecked: int = 0
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBlock:
    """A block as segments; joined they are the block's text. ``cards`` are the claims whose passage ends in it."""

    kind: BlockKind
    lead: str | None
    segments: tuple[Segment, ...]
    cards: tuple[int, ...]
    unchecked: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedArticle:
    """The article's blocks, and the numbers of the claims whose passage is not in its text."""

    blocks: tuple[PlacedBlock, ...]
    unplaced: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    owner: int  # a claim's number; negative: a passage that was not coded
    start: int
    end: int
    rank: int
    main: bool


def place(article: CheckedArticle) -> PlacedArticle:
    """Return the article cut at its passages; where they overlap, the shorter owns the words, then the worse."""
    document = article.document
    spans = list(_spans(article))
    blocks = document.blocks or (Block(kind=BlockKind.PARAGRAPH, start=0, end=len(document.text)),)
    placed: set[int] = set()
    out: list[PlacedBlock] = []
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        limit = following.start if following else len(document.text) + 1
        out.append(_place_block(document, block, spans, limit))
        placed |= set(out[-1].cards)
    unplaced = tuple(number for number in range(1, len(article.verdicts) + 1) if number not in placed)
    return PlacedArticle(blocks=tuple(out), unplaced=unplaced)


def _spans(article: CheckedArticle) -> Iterable[_Span]:
    text = article.document.text
    for number, verdict in enumerate(article.verdicts, start=1):
        for nth, passage in enumerate(_passages(verdict)):
            start = _locate(passage, text)
            if start is not None:
                rank = _PAINT_ORDER.index(verdict.severity)
                yield _Span(number, start, start + len(passage.quote), rank, main=nth == 0)
    for number, uncoded in enumerate(article.uncoded, start=1):
        start = _locate(uncoded.passage, text)
        if start is not None:
            yield _Span(-number, start, start + len(uncoded.passage.quote), -1, main=True)


def _passages(verdict: Verdict) -> tuple[Passage, ...]:
    report = verdict.entry.report
    return (report.passage, *report.also) if report.passage is not None else ()


def _locate(passage: Passage, text: str) -> int | None:
    """Return where the passage stands; by its words where its offsets are those of another text."""
    if text[passage.start : passage.end] == passage.quote:
        return passage.start
    found = text.find(passage.quote)
    return found if found >= 0 else None


def _place_block(document: Document, block: Block, spans: list[_Span], limit: int) -> PlacedBlock:
    here = [span for span in spans if span.start < block.end and span.end > block.start]
    owners = _owners(block, here)
    # A passage that goes on into the next block ends there; one that ends in the gap between blocks ends here.
    ending = [span for span in here if span.main and span.end <= limit]
    ends = sorted((min(span.end, block.end), span.owner) for span in ending if span.owner > 0)
    cuts = {0, len(owners)} | {position - block.start for position, _ in ends}
    cuts |= {at for at in range(1, len(owners)) if owners[at] != owners[at - 1]}
    marks = sorted(cuts)
    segments = tuple(
        Segment(
            text=document.text[block.start + first : block.start + last],
            number=max(owners[first], 0),
            unchecked=max(-owners[first], 0),
            ends=tuple(owner for position, owner in ends if position - block.start == last),
        )
        for first, last in pairwise(marks)
    )
    return PlacedBlock(
        kind=block.kind,
        lead=block.lead,
        segments=segments,
        cards=tuple(sorted(span.owner for span in ending if span.owner > 0)),
        unchecked=tuple(sorted(-span.owner for span in ending if span.owner < 0)),
    )


def _owners(block: Block, spans: list[_Span]) -> list[int]:
    owners = [0] * (block.end - block.start)
    # Claims over passages not coded; then the longest first, so that the shortest is painted last and stays whole.
    for span in sorted(spans, key=lambda one: (one.owner > 0, one.start - one.end, one.rank, -one.owner)):
        first, last = max(span.start, block.start), min(span.end, block.end)
        owners[first - block.start : last - block.start] = [span.owner] * (last - first)
    return owners
