"""`tumen extract`: the coded claims of documents, without a ledger."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from tumen.cli.options import as_edtf, captures_of, case_option, fail, finish, format_option, the_case
from tumen.cli.side_by_side import side_by_side
from tumen.codebook.document import Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry, Extraction
from tumen.codebook.table import dump_table
from tumen.codebook.wire import claim_fields, claim_line
from tumen.errors import TumenError


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL|-…")
@format_option("jsonl", "csv", "text")
@click.option("--published", metavar="DATE", help="The date of articles that have none of their own.")
@click.option("--uncoded", is_flag=True, help="Also list passages with a figure that were read and not coded, and why.")
@click.option("--explain", is_flag=True, help="For each claim the spans, the frame and the reason of every field.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out claims that are less sure than this."
)
@case_option
def extract(
    paths: tuple[str, ...],
    form: str,
    published: str | None,
    uncoded: bool,
    explain: bool,
    min_confidence: float,
    case_folder: Path | None,
) -> None:
    """Print the coded claims of documents; no ledger is read or written.

    \b
    Example:
      tumen extract article.html > article.jsonl
      tumen extract --format text --uncoded drafts/
    """
    from tumen.extracting import OfflineExtractor

    day = as_edtf(published, "--published")
    extractor = OfflineExtractor(the_case(case_folder).pack, minimum_confidence=min_confidence)
    failures: list[str] = []
    listed: list[Entry] = []
    documents = documents_of(paths, day, failures)
    extractions = side_by_side(lambda one: extractor.extract(one[1]), documents)
    for (stem, _), extraction in zip(documents, extractions, strict=True):
        for problem in extraction.problems:
            fail(f"{stem}: {problem}", failures)
        if explain:
            _explain(stem, extraction)
        elif form == "csv":
            listed += extraction.entries
        elif form == "text":
            _text(stem, extraction)
        else:
            for entry in extraction.entries:
                click.echo(json.dumps(claim_line(entry, stem), ensure_ascii=False))
        for passed in extraction.uncoded if uncoded else ():
            click.echo(f"{stem}: not coded: “{passed.passage.quote}”: {passed.reason}", err=form != "text")
    if form == "csv" and not explain:
        click.echo(dump_table(listed), nl=False)
    finish(failures)


def documents_of(paths: tuple[str, ...], day: Edtf | None, failures: list[str]) -> list[tuple[str, Document]]:
    """Return (stem, document) for each target; an article without a date takes the given one."""
    from tumen.reading import read_feed

    found: list[tuple[str, Document]] = []
    for stem, capture in captures_of(paths, failures):
        try:
            documents, problems = read_feed(capture)
        except TumenError as problem:
            fail(problem, failures)
            continue
        for set_aside in problems:
            fail(str(set_aside), failures)
        for number, document in enumerate(documents, start=1):
            name = stem if len(documents) == 1 else f"{stem}-{number}"
            found.append((name, document if document.published else replace(document, published=day)))
    return found


def _text(stem: str, extraction: Extraction) -> None:
    for entry in extraction.entries:
        claim = entry.claim
        sources = " < ".join(source.name for source in claim.sources) or "the document itself"
        sides = f"{claim.actor or '?'} > {claim.counterpart or '?'}"
        figure = _figure(claim.low, claim.high)
        quote = entry.report.passage.quote if entry.report.passage else ""
        click.echo(f"{stem}: “{quote}”")
        click.echo(f"    {claim.kind} {sides} {claim.item} {figure} {claim.unit} ({claim.hedge}, {claim.measure})")
        click.echo(
            f"    {claim.stage}, {claim.polarity}, {claim.certainty}, {claim.time or 'undated'}; "
            f"source: {sources}; confidence {entry.coding.confidence:.2f}"
        )


def _explain(stem: str, extraction: Extraction) -> None:
    """For each claim the passage, then every field with its value, how sure it is, and why."""
    click.echo(f"# {stem}")
    for entry in extraction.entries:
        passage = entry.report.passage
        where = f"{passage.start}-{passage.end} “{passage.quote}”" if passage else ""
        click.echo(f"\n{where}\n    confidence {entry.coding.confidence:.2f}")
        values = claim_fields(entry.claim)
        for name, coded in entry.coding.fields.items():
            value = values.get(name, "")
            shown = json.dumps(value, ensure_ascii=False) if name in values else ""
            inferred = ", inferred" if coded.inferred else ""
            click.echo(f"    {name:13s} {shown}  ({coded.confidence:.2f}{inferred}: {coded.reason})")


def _figure(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return "without a figure"
    if low == high:
        return f"{low:,.10g}"
    return f"{'' if low is None else f'{low:,.10g}'}–{'' if high is None else f'{high:,.10g}'}"
