"""Several checked articles on one HTML page: what needs a look, worst first, with a link to each report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tumen.codebook.verdict import Severity
from tumen.publishing.labels import SEVERITY_SIGNS
from tumen.publishing.pages import render
from tumen.publishing.phrases import date_words, one_line
from tumen.publishing.report import CheckedArticle, worst_first
from tumen.publishing.summary import Tally, tallies


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One article of the list."""

    doc: str
    title: str
    byline: str
    address: str
    tallies: tuple[Tally, ...]
    unchecked: int
    worst: str
    severity: Severity
    sign: str
    problems: tuple[str, ...]


def report_names(articles: Sequence[CheckedArticle]) -> tuple[str, ...]:
    """Return a file name for the report of each article, in the given order: safe in any folder, no two alike.

    >>> report_names(())
    ()
    """
    names: list[str] = []
    taken = {"index"}
    for article in articles:
        stem = re.sub(r"[^\w.-]+", "-", article.doc).strip(".-")[:80] or "article"
        name, nth = stem, 1
        while name.casefold() in taken:
            nth += 1
            name = f"{stem}-{nth}"
        taken.add(name.casefold())
        names.append(f"{name}.html")
    return tuple(names)


def render_index(articles: Sequence[CheckedArticle], names: Sequence[str], *, problems: Sequence[str] = ()) -> str:
    """Return the page that lists the articles, worst first; ``names`` are the addresses of their reports, in order.

    ``problems`` are inputs that could not be read at all.
    """
    addresses = {id(article): name for article, name in zip(articles, names, strict=True)}
    lines = tuple(_line(article, addresses[id(article)]) for article in worst_first(tuple(articles)))
    totals = {severity: sum(article.counts()[severity] for article in articles) for severity in Severity}
    return render(
        "index.html.j2",
        lines=lines,
        totals=totals,
        signs=SEVERITY_SIGNS,
        problems=tuple(one_line(one) for one in problems),
    )


def _line(article: CheckedArticle, address: str) -> _Line:
    worst = article.worst(1)
    verdict = worst[0][1] if worst else None
    document = article.document
    date = date_words(document.published) if document.published else "no date"
    severity = verdict.severity if verdict else Severity.UNKNOWN
    return _Line(
        doc=one_line(article.doc),
        title=one_line(article.title),
        byline=" · ".join(one_line(part) for part in (document.publisher, date) if part),
        address=address,
        tallies=tallies(article),
        unchecked=len(article.uncoded),
        worst=one_line(verdict.because) if verdict else "",
        severity=severity,
        sign=SEVERITY_SIGNS[severity] if verdict else "",
        problems=tuple(one_line(problem) for problem in article.problems),
    )
