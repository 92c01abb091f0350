"""The report of a check as Markdown (CommonMark with tables): for a mail, a ticket, a repository."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tumen.publishing.cards import Card, Statement, cards_of
from tumen.publishing.highlighting import Marked
from tumen.publishing.phrases import date_words, one_line
from tumen.publishing.report import CheckedArticle, worst_first
from tumen.publishing.since import CHANGE_LABELS, CorrectionsLog
from tumen.publishing.summary import cautions, checked_on, count_line, held_against
from tumen.publishing.unchecked import ALL_CHECKED, NOT_CLEAN, unchecked_by_reason

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>|~#&@$]|:(?=//)|(?<=\bwww)\.)", re.IGNORECASE)
_LIST_START: Final = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))(.)")
_LINK_UNSAFE: Final = re.compile(r"[()\\\s]")


def render_markdown(article: CheckedArticle, *, since: CorrectionsLog | None = None) -> str:
    """Return the report of one article as Markdown; the differing words are bold, outside text is escaped."""
    document = article.document
    cards = cards_of(article)
    dated = date_words(document.published)
    lines = [
        f"# {escape(article.title)}",
        "",
        " · ".join(escape(part) for part in (document.publisher, dated) if part),
        "",
        f"{escape(held_against(article))} Checked on {escape(checked_on(article))}.",
        "",
        *(f"> **!** {escape(caution)}\n" for caution in cautions(article)),
        f"**{escape(count_line(article))}**",
    ]
    worst = [cards[number - 1] for number, _ in article.worst()]
    if worst:
        lines += ["", "## Most worth mending", ""]
        lines += [f"{place}. {_head(card)}: {escape(card.because)}" for place, card in enumerate(worst, start=1)]
    if since is not None:
        lines += ["", "## What has changed", "", escape(since.summary), "", *_changes(since)]
    if cards:
        lines += ["", "## Figures", ""]
    lines += [line for card in cards for line in _card(card)]
    return "\n".join([*lines, *_unchecked(article)]) + "\n"


def render_index_markdown(articles: Iterable[CheckedArticle]) -> str:
    """Return what needs a look over several articles as a Markdown table, worst first."""
    lines = ["| article | what was found |", "|---|---|"]
    for article in worst_first(tuple(articles)):
        found = "; ".join([count_line(article), *article.problems])
        lines.append(f"| {escape(article.doc)}: {escape(article.title)} | {escape(found)} |")
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    r"""Return outside text on one line, so that Markdown shows it and obeys none of it.

    >>> print(escape("<b>2,000</b> *boxes* at 3.50"))
    \<b\>2,000\</b\> \*boxes\* at 3.50
    """
    return _LIST_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))


def _head(card: Card) -> str:
    severity = "" if card.label == card.severity_label else f"{card.severity_label}: "
    return f"{escape(card.sign)} **{card.number}. {severity}{card.label}**"


def _card(card: Card) -> list[str]:
    said = [f"> {_marked(card.quote)}", ">", f"> *read as:* {escape(card.read_as)}"]
    lines = [f"### {_head(card).replace('**', '')}", "", *said, "", escape(card.because), ""]
    if card.dismissed is not None:
        lines += [f"*Set aside:* {escape(card.dismissed) or 'no reason given'}", ""]
    if card.beside is not None:
        lines.append(f"- Record: {_statement(card.beside)}")
    lines += [f"- {statement.role_label.capitalize()}: {_statement(statement)}" for statement in card.others]
    for remark in card.remarks:
        lines.append(f"- *{remark.label}.* {escape(remark.because)}")
        lines += [f"  - {_statement(statement)}" for statement in remark.statements]
    if card.estimate is not None:
        lines.append(f"- {escape(card.estimate[0].upper() + card.estimate[1:])}")
    if card.wording is not None:
        lines.append(f"- **Would be borne out:** {escape(card.wording)}")
    return [*lines, f"- Sure of this verdict: {card.confidence} %. Claim {escape(card.id)}", ""]


def _statement(statement: Statement) -> str:
    address = ""
    if statement.url is not None and not _LINK_UNSAFE.search(statement.url):
        address = f", [page](<{statement.url}>)"
    elif statement.address:
        address = f", {escape(statement.address)}"
    seen = "" if statement.seen else ", page not seen"
    said = f"{escape(statement.origin)}, {statement.published}: {escape(statement.figure)}"
    head = f"{said} ({escape(statement.id)}{address}{seen})"
    if not statement.words:
        return head
    words = _marked(statement.words)
    return f"{head} – “{words}”" if statement.to_the_letter else f"{head} – paraphrase: {words}"


def _marked(pieces: Marked) -> str:
    shown = []
    for piece, differs in pieces:
        core = escape(piece)
        before = " " if piece[:1].isspace() else ""
        after = " " if piece[-1:].isspace() else ""
        shown.append(f"{before}**{core}**{after}" if differs and core else f"{before}{core}{after}" if core else " ")
    return "".join(shown).strip()


def _changes(since: CorrectionsLog) -> list[str]:
    return [
        f"- **{CHANGE_LABELS[change.kind]}{f' ({change.number})' if change.number else ''}:** "
        f"“{escape(change.quote)}” – {escape(change.because)}"
        for change in since.changes
    ]


def _unchecked(article: CheckedArticle) -> list[str]:
    groups = unchecked_by_reason(article)
    lines = ["## Not checked", "", NOT_CLEAN if groups else ALL_CHECKED]
    for group in groups:
        lines += ["", f"{escape(group.reason)}:", ""]
        for one in group.passages:
            before, after = (" " if edge else "" for edge in (one.before.endswith(" "), one.after.startswith(" ")))
            lines.append(f"- {escape(one.before)}{before}**{escape(one.quote)}**{after}{escape(one.after)}")
    return lines
