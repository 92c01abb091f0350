"""The report of a check for a terminal: as wide as it is, in colour where it has one, readable without."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tumen.codebook.verdict import Severity
from tumen.publishing.cards import Card, Statement, cards_of
from tumen.publishing.highlighting import Marked
from tumen.publishing.phrases import date_words, one_line
from tumen.publishing.report import CheckedArticle, worst_first
from tumen.publishing.since import CHANGE_LABELS, CorrectionsLog
from tumen.publishing.summary import cautions, checked_on, held_against, tallies, unchecked_line
from tumen.publishing.unchecked import ALL_CHECKED, NOT_CLEAN, unchecked_by_reason

_STYLES: Final = {
    Severity.FAULT: "bold red",
    Severity.LOOK: "yellow",
    Severity.FINE: "green",
    Severity.UNKNOWN: "bright_black",
}
_QUIET: Final = "dim"
_DIFFERS: Final = "bold underline"
_LEAST_WIDTH: Final = 40
_LABEL_WIDTH: Final = 10


def render_text(
    article: CheckedArticle, *, width: int = 100, colour: bool = False, since: CorrectionsLog | None = None
) -> str:
    """Return the report for a terminal ``width`` columns wide (at least 40); ``colour`` adds ANSI colours."""
    console, out = _console(width, colour)
    console.print(Text(one_line(article.title), style="bold"))
    document = article.document
    byline = [document.publisher, date_words(document.published)]
    console.print(Text(" · ".join(one_line(part) for part in byline if part), style=_QUIET))
    console.print(Text(held_against(article)))
    console.print(Text(f"Checked on {checked_on(article)}.", style=_QUIET))
    for caution in cautions(article):
        console.print(Text(f"! {caution}", style="yellow"))
    console.print()
    console.print(_counts(article))
    cards = cards_of(article)
    _print_worst(console, article, cards)
    if since is not None:
        _print_since(console, since)
    for card in cards:
        _print_card(console, card)
    _print_unchecked(console, article)
    return _plain(out)


def render_index_text(articles: Iterable[CheckedArticle], *, width: int = 100, colour: bool = False) -> str:
    """Return what needs a look over several articles, worst first, two lines an article."""
    console, out = _console(width, colour)
    for article in worst_first(tuple(articles)):
        console.print(Text.assemble((one_line(article.doc), "bold"), "  ", one_line(article.title)))
        console.print(Padding(_counts(article), (0, 0, 0, 2)))
        for problem in article.problems:
            console.print(Padding(Text(f"! {one_line(problem)}", style="yellow"), (0, 0, 0, 2)))
    return _plain(out)


def _console(width: int, colour: bool) -> tuple[Console, io.StringIO]:  # noqa: FBT001 - private
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, _LEAST_WIDTH),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        no_color=not colour,
    )
    return console, out


def _plain(out: io.StringIO) -> str:
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _counts(article: CheckedArticle) -> Text:
    parts = [Text(f"{one.sign} {one.count} {one.words}", style=_STYLES[one.severity]) for one in tallies(article)]
    if article.set_aside:
        parts.append(Text(f"{article.set_aside} set aside", style=_QUIET))
    return Text(" · ").join([*parts, Text(unchecked_line(article))])


def _print_worst(console: Console, article: CheckedArticle, cards: tuple[Card, ...]) -> None:
    worst = [cards[number - 1] for number, _ in article.worst()]
    if not worst:
        return
    console.print()
    console.print(Text("Most worth mending", style="bold"))
    for card in worst:
        line = Text.assemble((f"{card.sign} [{card.number}] ", _STYLES[card.severity]), card.because)
        _indent(console, line, 2)


def _print_since(console: Console, since: CorrectionsLog) -> None:
    console.print()
    console.print(Text("What has changed", style="bold"))
    _indent(console, Text(since.summary), 2)
    for change in since.changes:
        number = f"[{change.number}] " if change.number else ""
        line = Text.assemble(f"{number}", (CHANGE_LABELS[change.kind], "bold"), f": {one_line(change.because)}")
        _indent(console, line, 2)


def _print_card(console: Console, card: Card) -> None:
    console.print()
    _indent(console, Text(_headline(card), style=_STYLES[card.severity]), 0)
    if card.dismissed is not None:
        _indent(console, Text(f"Set aside: {one_line(card.dismissed) or 'no reason given'}", style=_QUIET), 4)
    _indent(console, Text(one_line(card.because)), 4)
    _beside(console, "Article", Text.assemble("“", _marked(card.quote), "”"))
    _beside(console, "", Text(card.read_as, style=_QUIET))
    if card.beside is not None:
        _print_statement(console, card.beside, "Record")
    for statement in card.others:
        _print_statement(console, statement, statement.role_label.capitalize())
    for remark in card.remarks:
        _beside(console, "Note", Text.assemble((f"{remark.label}. ", "bold"), one_line(remark.because)))
        for statement in remark.statements:
            _beside(console, "", Text(_short(statement), style=_QUIET))
            _print_address(console, statement)
    if card.estimate is not None:
        _beside(console, "Estimate", Text(card.estimate, style=_QUIET))
    if card.wording is not None:
        _beside(console, "Better", Text(one_line(card.wording), style="green"))
    _beside(console, "", Text(f"{card.id} · sure of this verdict: {card.confidence} %", style=_QUIET))


def _headline(card: Card) -> str:
    severity = "" if card.label == card.severity_label else f"{card.severity_label}: "
    please = " – please read" if card.severity is Severity.LOOK else ""
    return f"{card.sign} [{card.number}] {severity}{card.label}{please}"


def _print_statement(console: Console, statement: Statement, head: str) -> None:
    words = _marked(statement.words)
    if statement.words:
        said = Text.assemble("“", words, "”") if statement.to_the_letter else Text.assemble("(paraphrase) ", words)
        _beside(console, head, said)
        head = ""
    _beside(console, head, Text(_short(statement), style=_QUIET))
    _print_address(console, statement)


def _short(statement: Statement) -> str:
    seen = "" if statement.seen else " · page not seen"
    return f"{statement.origin}, {statement.published}: {statement.figure} [{statement.id}]{seen}"


def _print_address(console: Console, statement: Statement) -> None:
    """Print an address on a line of its own and unbroken, so that it can be copied from a terminal."""
    if statement.address:
        line = Text(" " * (4 + _LABEL_WIDTH) + statement.address, style=_QUIET)
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _beside(console: Console, label: str, text: Text) -> None:
    """Print a label and its text, each in its column."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_LABEL_WIDTH - 1)
    grid.add_column()
    grid.add_row(Text(label, style=_QUIET), text)
    console.print(Padding(grid, (0, 0, 0, 4)))


def _print_unchecked(console: Console, article: CheckedArticle) -> None:
    console.print()
    groups = unchecked_by_reason(article)
    if not groups:
        console.print(Text(f"Not checked. {ALL_CHECKED}", style=_QUIET))
        return
    console.print(Text(f"{unchecked_line(article)}. {NOT_CLEAN}", style="bold"))
    for group in groups:
        _indent(console, Text(f"{group.reason}:"), 2)
        for one in group.passages:
            _indent(console, Text.assemble("– ", (one.before, _QUIET), (one.quote, "bold"), (one.after, _QUIET)), 4)


def _marked(pieces: Marked) -> Text:
    return Text.assemble(*((" ".join(piece.splitlines()), _DIFFERS if differs else "") for piece, differs in pieces))


def _indent(console: Console, text: Text, columns: int) -> None:
    console.print(Padding(text, (0, 0, 0, columns)))
