"""`tumen why`: all that an entry, a flow's estimate or a verdict rests on."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tumen.case import Case
from tumen.case.amounts import estimate_flow, settlements_of
from tumen.cli.estimates import as_of_option, asked_of, estimate_fields
from tumen.cli.lists import figure_of
from tumen.cli.options import case_option, fail, finish, format_option, known_at_option, recorded_by_option, the_case
from tumen.codebook.entry import Entry
from tumen.codebook.flow import ExchangeKey, Flow
from tumen.codebook.record import entry_fields
from tumen.codebook.source import DistinctClaim
from tumen.codebook.table import write_chain
from tumen.codebook.view import View
from tumen.errors import UnknownName


@click.command()
@click.argument("name", metavar="ID|FLOW")
@click.option("--article", metavar="PATH", help="The article on whose claim the verdict ID stands.")
@as_of_option
@known_at_option
@recorded_by_option
@format_option("text", "json")
@case_option
def why(
    name: str,
    article: str | None,
    as_of: str | None,
    known_at: str | None,
    recorded_by: str | None,
    form: str,
    case_folder: Path | None,
) -> None:
    """Say what an entry, a flow's estimate or a verdict rests on.

    \b
    Examples:
      tumen why con34
      tumen why KP>RU:containers/cumulative/container/done --as-of 2025-07-31
      tumen why 9c1f02 --article draft.md
    """
    case = the_case(case_folder)
    if article is not None:
        _why_verdict(case, article, name, form)
        return
    asked = asked_of(as_of, known_at, recorded_by, with_suggested=False)
    view = case.view(recorded_by=asked.recorded_by, with_suggested=True)
    entry = view.entry(name)
    if entry is None and ">" not in name and "/" not in name:
        entry = case.entry(name)
    if entry is not None:
        _why_entry(case, view, entry, form)
        return
    found, exchange, _ = estimate_flow(case, name, asked)
    if form == "json":
        click.echo(json.dumps(estimate_fields(found), ensure_ascii=False, indent=1))
        return
    from tumen.publishing.estimate_card import render_estimate

    click.echo(render_estimate(found, exchange, settlements_of(case, asked)))
    click.echo("\nIt rests on:")
    for entry in exchange.of_flow(found.flow):
        click.echo(f"  {_line(entry)}")


def _why_entry(case: Case, view: View, entry: Entry, form: str) -> None:
    exchange = view.exchange(ExchangeKey.of(entry.claim))
    origins = view.origins(exchange)
    origin, distinct = origins.origin_of(entry.id), origins.distinct_of(entry.id)
    if form == "json":
        fields = {
            "entry": entry_fields(entry),
            "flow": str(Flow.of(entry.claim)),
            "origin": origin.id if origin else None,
            "same_claim": {key: str(reason) for key, reason in distinct.reasons.items()} if distinct else {},
            "changed": {key: list(fields) for key, fields in distinct.garbled.items()} if distinct else {},
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=1))
        return
    _show_report(entry)
    click.echo(f"  origin    {origin.source.name if origin and origin.source else 'nobody named'}")
    for name, original in (("copied from", entry.report.copied_from), ("converted from", entry.report.converted_from)):
        if original and (first := view.entry(original)) is not None:
            click.echo(f"  {name}  {_line(first)}")
    if distinct is not None:
        _show_repeats(distinct)
    click.echo(f"  coded by  {entry.coding.coder}, confidence {entry.coding.confidence:.2f}, {entry.status}")
    _show_coding(entry)
    for event in case.history(entry.id) if case.folder is not None else ():
        click.echo(
            f"  {event.at:%Y-%m-%d %H:%M} {event.kind.lower()} by {event.by}: {event.reason or 'no reason given'}"
        )


def _show_report(entry: Entry) -> None:
    report = entry.report
    click.echo(_line(entry))
    click.echo(f"  flow      {Flow.of(entry.claim)}")
    click.echo(
        f"  read in   {report.publisher or 'unknown'}, {report.published or 'undated'}, {report.url or 'no address'}"
    )
    if not report.seen:
        click.echo("            the page itself was not seen")
    if report.passage:
        click.echo(f"  passage   “{report.passage.quote}”")
    if report.paraphrase:
        click.echo(f"  paraphrase (the compiler's words)  {report.paraphrase}")
    click.echo(f"  sources   {write_chain(entry.claim.sources) or 'the document itself'}")


def _show_repeats(distinct: DistinctClaim) -> None:
    for key in distinct.entries if len(distinct.entries) > 1 else ():
        changed = distinct.garbled.get(key, ())
        tail = f"; it changed {', '.join(changed)}" if changed else ""
        click.echo(f"  one claim with  {key} ({distinct.reasons[key]}{tail})")


def _show_coding(entry: Entry) -> None:
    for field, coded in entry.coding.fields.items():
        click.echo(f"    {field}: {coded.confidence:.2f}{' inferred' if coded.inferred else ''}, {coded.reason}")


def _why_verdict(case: Case, article: str, name: str, form: str) -> None:
    from tumen.cli.checks import check_paths
    from tumen.publishing.report_json import report_lines

    failures: list[str] = []
    checked = check_paths(case, (article,), failures=failures)
    for one in checked:
        for number, verdict in enumerate(one.verdicts, start=1):
            if not verdict.entry.id.startswith(name) and str(number) != name:
                continue
            if form == "json":
                click.echo(json.dumps(report_lines(one)[number - 1], ensure_ascii=False, indent=1))
                return
            quote = verdict.entry.report.passage.quote if verdict.entry.report.passage else ""
            click.echo(f"{verdict.entry.id} “{quote}”\n  {verdict.kind} ({verdict.severity}): {verdict.because}")
            for evidence in verdict.evidence:
                click.echo(f"  {evidence.role:11s} {_line(evidence.entry)}")
            for note in verdict.notes:
                click.echo(f"  note {note.note}: {note.because}")
            click.echo("  how the article was read:")
            for field, coded in verdict.entry.coding.fields.items():
                click.echo(
                    f"    {field}: {coded.confidence:.2f}{' inferred' if coded.inferred else ''}, {coded.reason}"
                )
            return
    for problem in failures:
        fail(problem, [])
    finish(failures)
    raise UnknownName(name, f"is no claim of {article}", "`tumen check --format json` shows the ids")


def _line(entry: Entry) -> str:
    claim = entry.claim
    sides = f"{claim.actor or '?'}>{claim.counterpart or '?'}"
    figure = f"{figure_of(entry)} {claim.unit}" if claim.has_figure else "without a figure"
    when = entry.report.published or "undated"
    return f"{entry.id}  {when}  {claim.kind} {sides} {claim.item}, {figure}, {claim.stage}, {claim.time or 'no time'}"
