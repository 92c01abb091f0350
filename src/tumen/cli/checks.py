"""`tumen check`: what the record says of each figure of an article."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from tumen.case import Case
from tumen.cli.extracts import documents_of
from tumen.cli.options import as_date, as_edtf, case_option, fail, finish, format_option, known_at_option, the_case
from tumen.cli.side_by_side import side_by_side
from tumen.codebook.document import Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry
from tumen.codebook.table import parse_table
from tumen.codebook.verdict import Severity
from tumen.codebook.wire import parse_lines
from tumen.errors import WrongUse
from tumen.publishing.report import CheckedArticle

_ENDINGS = {"html": ".html", "md": ".md", "json": ".json", "text": ".txt"}
_WORST_FOR = {"fault": (Severity.FAULT,), "look": (Severity.FAULT, Severity.LOOK)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What one call of the command asks for."""

    published: Edtf | None = None
    known_at: date | None = None
    with_suggested: bool = False
    minimum_confidence: float = 0.0
    claims: Path | None = None


@click.command()
@click.argument("targets", nargs=-1, metavar="PATH|URL|-…")
@format_option("text", "html", "md", "json")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE|DIR", help="Write there; several articles: a folder."
)
@click.option("--published", metavar="DATE", help="The date of articles that have none of their own.")
@known_at_option
@click.option(
    "--claims",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Check these coded claims (JSON Lines or CSV) instead of what is read from the article.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="REPORT.json",
    help="Tell what has changed since an earlier report in JSON.",
)
@click.option("--fail-on", type=click.Choice(["fault", "look"]), help="End with status 1 if there is any.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out claims less surely read.")
@click.option("--with-suggested", is_flag=True, help="Let claims count that nobody has accepted yet.")
@case_option
def check(
    targets: tuple[str, ...],
    form: str,
    out: Path | None,
    published: str | None,
    known_at: str | None,
    claims: Path | None,
    since: Path | None,
    fail_on: str | None,
    min_confidence: float,
    with_suggested: bool,
    case_folder: Path | None,
) -> None:
    """Say what the record says of each figure of an article: who really said it, what else is known, what is wrong.

    An article is held against what had been said by its own date. Without --case and outside a case's folder the
    shipped case is asked.

    \b
    Examples:
      tumen check article.html
      tumen check draft.md --format html --out report.html --case shells
      tumen check --claims figures.csv --published 2025-07-20
      tumen check drafts/ --format html --out reports/ --fail-on fault
    """
    if not targets and claims is None:
        raise WrongUse("check", "nothing to check", "Name an article, or coded claims with --claims FILE")
    asked = _Asked(
        published=as_edtf(published, "--published"),
        known_at=as_date(known_at, "--known-at"),
        with_suggested=with_suggested,
        minimum_confidence=min_confidence,
        claims=claims,
    )
    failures: list[str] = []
    checked = check_paths(the_case(case_folder), targets, asked=asked, failures=failures)
    if not checked and not failures:
        raise WrongUse(" ".join(targets) or str(claims), "holds nothing to check", "Give a text, page, PDF or feed")
    for article in checked:
        for problem in article.problems:
            fail(f"{article.doc}: {problem}", failures)
    earlier = since.read_text(encoding="utf-8") if since else None
    show(checked, form, out, earlier=earlier, problems=failures)
    if fail_on and any(article.counts()[severity] for article in checked for severity in _WORST_FOR[fail_on]):
        sys.exit(1)
    finish(failures)


def check_paths(
    case: Case, targets: Sequence[str], *, failures: list[str], asked: _Asked | None = None
) -> tuple[CheckedArticle, ...]:
    """Return the articles of files, folders, addresses and feeds, checked, in their order; failures are named."""
    from tumen.case.articles import CheckOptions, check_article, check_claims

    asked = asked or _Asked()
    options = CheckOptions(
        known_at=asked.known_at, with_suggested=asked.with_suggested, minimum_confidence=asked.minimum_confidence
    )
    documents = documents_of(tuple(targets), asked.published, failures)
    if asked.claims is None:
        return tuple(side_by_side(lambda one: check_article(case, *one, options=options), documents))
    if not documents:
        coded = _coded(asked.claims, None, failures)
        return check_claims(case, coded, published=asked.published, options=options)
    found: list[CheckedArticle] = []
    for stem, document in documents:
        mine = [entry for doc, entry in _coded(asked.claims, document, failures) if len(documents) == 1 or doc == stem]
        found.append(check_article(case, stem, document, claims=mine, options=options))
    return tuple(found)


def _coded(path: Path, document: Document | None, failures: list[str]) -> list[tuple[str, Entry]]:
    content = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() == ".csv":
        table = parse_table(content, name=str(path))
        for problem in table.problems:
            fail(str(problem), failures)
        docs = (entry.report.passage.document if entry.report.passage else "" for entry in table.entries)
        return [(doc or path.stem, entry) for doc, entry in zip(docs, table.entries, strict=True)]
    entries, problems = parse_lines(content, name=str(path), text=document.text if document else None)
    for problem in problems:
        fail(str(problem), failures)
    return list(entries)


def show(
    checked: Sequence[CheckedArticle], form: str, out: Path | None, *, earlier: str | None, problems: Sequence[str]
) -> None:
    """Print or write the reports: one file for one article; in a folder one each, with a table of all, worst first."""
    if form == "json":
        _emit(_json(checked, earlier), out)
        return
    if len(checked) == 1 and (out is None or out.suffix):
        _emit(_rendered(checked[0], form, to_file=out is not None, earlier=earlier), out)
        return
    if out is not None:
        _write_folder(checked, form, out, earlier=earlier, problems=problems)
        return
    for article in checked:
        click.echo(_rendered(article, form, to_file=False, earlier=earlier))
    if len(checked) > 1:
        click.echo(_index(checked, form, problems))


def _json(checked: Sequence[CheckedArticle], earlier: str | None) -> str:
    """The verdicts, or what has changed since the earlier report, one object an article."""
    if earlier is None:
        from tumen.publishing.report_json import render_json

        return render_json(checked)
    from tumen.publishing.since import compare_reports, log_fields

    logs = [log_fields(compare_reports(earlier, article)) for article in checked]
    return json.dumps(logs, ensure_ascii=False, indent=1) + "\n"


def _rendered(
    article: CheckedArticle, form: str, *, to_file: bool, earlier: str | None, home: str | None = None
) -> str:
    from tumen.publishing.since import compare_reports

    log = compare_reports(earlier, article) if earlier is not None else None
    if form == "html":
        from tumen.publishing.report_html import render_html

        return render_html(article, since=log, home=home)
    if form == "md":
        from tumen.publishing.report_markdown import render_markdown

        return render_markdown(article, since=log)
    from tumen.publishing.report_text import render_text

    terminal = sys.stdout.isatty() and not to_file
    width = shutil.get_terminal_size((100, 24)).columns
    return render_text(article, since=log, width=width, colour=terminal)


def _index(checked: Sequence[CheckedArticle], form: str, problems: Sequence[str]) -> str:
    if form == "html":
        from tumen.publishing.index_html import render_index, report_names

        return render_index(checked, report_names(checked), problems=problems)
    if form == "md":
        from tumen.publishing.report_markdown import render_index_markdown

        return render_index_markdown(checked)
    from tumen.publishing.report_text import render_index_text

    return render_index_text(checked, width=shutil.get_terminal_size((100, 24)).columns, colour=sys.stdout.isatty())


def _write_folder(
    checked: Sequence[CheckedArticle], form: str, out: Path, *, earlier: str | None, problems: Sequence[str]
) -> None:
    from tumen.publishing.index_html import report_names
    from tumen.publishing.writing import write

    index = "index.html" if form == "html" else f"index{_ENDINGS[form]}"
    for article, name in zip(checked, report_names(checked), strict=True):
        path = out / Path(name).with_suffix(_ENDINGS[form])
        write(path, _rendered(article, form, to_file=True, earlier=earlier, home=index))
    written = write(out / index, _index(checked, form, problems))
    click.echo(f"{len(checked)} reports written; open {written}", err=True)


def _emit(text: str, out: Path | None) -> None:
    from tumen.publishing.writing import write

    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write(out, text)
        click.echo(f"written: {out}", err=True)
