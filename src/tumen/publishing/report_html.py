"""The report of a check as one HTML file: the article with its figures marked, and a card for each.

The page loads nothing from anywhere, runs one small script that it names by its hash, and can be read without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from tumen.codebook.document import BlockKind
from tumen.codebook.verdict import VerdictKind
from tumen.publishing.cards import Card, cards_of
from tumen.publishing.charts import later_chart
from tumen.publishing.labels import SEVERITY_LABELS, SEVERITY_SIGNS, VERDICT_LABELS
from tumen.publishing.pages import render
from tumen.publishing.phrases import date_words, link_of, one_line
from tumen.publishing.placing import PlacedArticle, PlacedBlock, place
from tumen.publishing.report import CheckedArticle
from tumen.publishing.since import CHANGE_LABELS, CorrectionsLog
from tumen.publishing.summary import cautions, checked_on, held_against, tallies
from tumen.publishing.unchecked import ALL_CHECKED, NOT_CLEAN, unchecked_by_reason

_TAGS: Final = {BlockKind.HEADLINE: "h3", BlockKind.QUOTATION: "blockquote", BlockKind.FOOTNOTE: "p"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One block of the article with the cards that stand beside it."""

    block: PlacedBlock
    tag: str
    cards: tuple[Card, ...]
    unchecked: tuple[int, ...]


def render_html(article: CheckedArticle, *, since: CorrectionsLog | None = None, home: str | None = None) -> str:
    """Return the report of one article as a self-contained HTML page.

    ``since`` puts the corrections log on top; ``home`` is the relative address of the page that lists all articles.
    """
    cards = cards_of(article)
    placed = place(article)
    document = article.document
    return render(
        "report.html.j2",
        article=article,
        title=one_line(article.title),
        language=document.language or "en",
        byline=_byline(article),
        address=link_of(document.url),
        tallies=tallies(article),
        held_against=held_against(article),
        checked_on=checked_on(article),
        cautions=cautions(article),
        worst=tuple(cards[number - 1] for number, _ in article.worst()),
        rows=_rows(placed, cards, article),
        cards={card.number: card for card in cards},
        unplaced=tuple(cards[number - 1] for number in placed.unplaced),
        charts=_charts(article),
        unchecked=unchecked_by_reason(article),
        not_clean=NOT_CLEAN,
        all_checked=ALL_CHECKED,
        kinds=_kinds(article),
        signs=SEVERITY_SIGNS,
        severity_labels=SEVERITY_LABELS,
        since=since,
        change_labels=CHANGE_LABELS,
        home=home,
    )


def render_frame(article: CheckedArticle, *, height: int = 720) -> str:
    """Return the report in a frame of its own, ``height`` pixels high, for a notebook's cell."""
    page = escape(render_html(article))
    return f'<iframe srcdoc="{page}" width="100%" height="{height}" title="What the record says"></iframe>'


def _byline(article: CheckedArticle) -> str:
    document = article.document
    return " · ".join(one_line(part) for part in (document.publisher, date_words(document.published)) if part)


def _rows(placed: PlacedArticle, cards: tuple[Card, ...], article: CheckedArticle) -> tuple[_Row, ...]:
    rows = tuple(
        _Row(
            block=block,
            tag=_TAGS.get(block.kind, "p"),
            cards=tuple(cards[number - 1] for number in block.cards),
            unchecked=block.unchecked,
        )
        for block in placed.blocks
        if block.segments
    )
    return rows[1:] if rows and _repeats_title(rows[0], article) else rows


def _repeats_title(row: _Row, article: CheckedArticle) -> bool:
    """Tell whether the first block is the title, which stands on top already, and holds no mark."""
    text = "".join(segment.text for segment in row.block.segments)
    marked = any(segment.number or segment.unchecked for segment in row.block.segments)
    return row.block.kind is BlockKind.HEADLINE and one_line(text) == one_line(article.title) and not marked


def _charts(article: CheckedArticle) -> Mapping[int, str]:
    published = article.document.published
    day = published.first if published else None
    drawn = ((number, later_chart(verdict, day)) for number, verdict in enumerate(article.verdicts, start=1))
    return {number: chart for number, chart in drawn if chart is not None}


def _kinds(article: CheckedArticle) -> tuple[tuple[VerdictKind, str, int], ...]:
    """The verdicts that occur, in the order in which they are tried, with label and count."""
    found = [verdict.kind for verdict in article.verdicts]
    return tuple((kind, VERDICT_LABELS[kind], found.count(kind)) for kind in VerdictKind if kind in found)
