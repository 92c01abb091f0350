"""Commands that list what is on record: claims, flows, origins, history, diff."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from tumen.cli.options import (
    as_date,
    as_time,
    case_option,
    format_option,
    known_at_option,
    own_case,
    recorded_by_option,
    suggested_option,
    the_case,
)
from tumen.cli.tables import show_rows
from tumen.codebook.entry import Entry, Status
from tumen.codebook.flow import Flow, find_flows
from tumen.codebook.table import write_chain
from tumen.codebook.view import View
from tumen.codebook.wire import claim_fields
from tumen.errors import UnknownName
from tumen.ledger.events import Superseded

_CLAIM_COLUMNS = ("id", "published", "publisher", "flow", "figure", "stage", "time", "sources", "status")


@click.command()
@click.argument("flow", required=False, default="")
@click.option("--status", type=click.Choice([str(status) for status in Status]), help="Only claims of this status.")
@format_option("text", "json", "csv")
@case_option
@known_at_option
@recorded_by_option
@suggested_option
def claims(flow: str, status: str | None, form: str, case_folder: Path | None, **when: object) -> None:
    """List claims on record, all or those of a flow.

    \b
    Example:
      tumen claims KP>RU:containers --known-at 2024-09-30
      tumen claims --status suggested --case shells
    """
    view = _view(case_folder, when, suggested=bool(when["with_suggested"]))
    listed = view.all_entries() if status else view.entries()
    entries = _known(listed, as_date(_text(when["known_at"]), "--known-at"))
    if flow:
        wanted = set(_flows(flow, {Flow.of(entry.claim) for entry in entries}))
        entries = [entry for entry in entries if Flow.of(entry.claim) in wanted]
    if status:
        entries = [entry for entry in entries if entry.status == status]
    show_rows([_row(entry) for entry in entries], _CLAIM_COLUMNS, form)


@click.command()
@click.argument("flow", required=False, default="")
@format_option("text", "json", "csv")
@case_option
@known_at_option
@recorded_by_option
@suggested_option
def flows(flow: str, form: str, case_folder: Path | None, **when: object) -> None:
    """List the flows on record: which claims speak of one quantity.

    \b
    Example:
      tumen flows KP>RU
    """
    view = _view(case_folder, when, suggested=bool(when["with_suggested"]))
    entries = _known(view.entries(), as_date(_text(when["known_at"]), "--known-at"))
    by_flow: dict[Flow, list[Entry]] = {}
    for entry in entries:
        by_flow.setdefault(Flow.of(entry.claim), []).append(entry)
    rows = [
        {
            "flow": str(found),
            "claims": len(by_flow[found]),
            "first": _published(by_flow[found][0]),
            "last": _published(by_flow[found][-1]),
        }
        for found in (_flows(flow, set(by_flow)) if flow else sorted(by_flow, key=str))
    ]
    show_rows(rows, ("flow", "claims", "first", "last"), form)


@click.command()
@click.argument("flow")
@format_option("text", "json", "csv")
@case_option
@known_at_option
@recorded_by_option
@suggested_option
def origins(flow: str, form: str, case_folder: Path | None, **when: object) -> None:
    """List who stands behind the claims of a flow, and which claims repeat which.

    \b
    Example:
      tumen origins KP>RU:shells/cumulative
    """
    view = _view(case_folder, when, suggested=bool(when["with_suggested"]))
    known_at = as_date(_text(when["known_at"]), "--known-at")
    rows = [row for found in _flows(flow, set(view.flows())) for row in _origin_rows(view, found, known_at)]
    show_rows(rows, ("flow", "origin", "group", "distinct_claims", "entries", "repeats"), form)


@click.command()
@click.argument("entry_id", metavar="ID")
@format_option("text", "json", "csv")
@case_option
def history(entry_id: str, form: str, case_folder: Path | None) -> None:
    """List what happened to an entry: when, who and why.

    \b
    Example:
      tumen history con24 --case shells
    """
    case = own_case(case_folder)
    key = case.entry(entry_id).id if case.ledger.entry(entry_id) is None else entry_id
    rows = [
        {"event": event.number, "at": event.at.isoformat(), "by": event.by, "what": event.kind, "reason": event.reason}
        for event in case.history(key)
    ]
    show_rows(rows, ("event", "at", "by", "what", "reason"), form)


@click.command()
@click.argument("document", metavar="ADDRESS|NAME")
@format_option("text", "json")
@case_option
def diff(document: str, form: str, case_folder: Path | None) -> None:
    """Show what changed between the last two versions of a document, and what became of its claims.

    \b
    Example:
      tumen diff https://example.org/news --case shells
    """
    case = own_case(case_folder)
    versions = case.versions(document) or case.versions(Path(document).resolve().as_uri())
    if not versions:
        raise UnknownName(document, "no such document on record", "Name its address, or the path by which it was added")
    if len(versions) == 1:
        click.echo(f"{document}: one version on record" if form == "text" else "[]")
        return
    old, new = versions[-2:]
    changed = list(
        difflib.unified_diff(old.text.splitlines(), new.text.splitlines(), "before", "after", lineterm="", n=0)
    )
    before = {entry.id: entry for entry in case.ledger.of_document(old.document)}
    fates = []
    for event in case.ledger.events():
        if isinstance(event.body, Superseded):
            entry = case.ledger.entry(event.body.entry_id)
            if _document(entry) == old.document:
                fates.append({"id": event.body.entry_id, "by": event.body.by_entry, "quote": _quote(entry)})
    if form == "json":
        kept = sorted(before)
        click.echo(json.dumps({"text": changed, "superseded": fates, "kept": kept}, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(changed))
    for fate in fates:
        click.echo(
            f"claim {fate['id']} “{fate['quote']}”: {'told anew as ' + str(fate['by']) if fate['by'] else 'gone'}"
        )


def _view(case_folder: Path | None, when: dict[str, object], *, suggested: bool) -> View:
    recorded_by = as_time(_text(when["recorded_by"]), "--recorded-by")
    return the_case(case_folder).view(recorded_by=recorded_by, with_suggested=suggested)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _known(entries: Iterable[Entry], known_at: date | None) -> list[Entry]:
    from tumen.ledger.view import known_by

    return [entry for entry in entries if known_by(entry, known_at)]


def _flows(text: str, known: set[Flow]) -> tuple[Flow, ...]:
    found = find_flows(text, known)
    if not found:
        raise UnknownName(text, "no such flow on record", "`tumen flows` lists them")
    return found


def _row(entry: Entry) -> dict[str, object]:
    claim = entry.claim
    return {
        "id": entry.id,
        "published": _published(entry),
        "publisher": entry.report.publisher,
        "flow": str(Flow.of(claim)),
        "figure": figure_of(entry),
        "stage": str(claim.stage),
        "time": claim.time.text if claim.time else None,
        "sources": write_chain(claim.sources),
        "status": str(entry.status),
        **{name: value for name, value in claim_fields(claim).items() if name not in ("stage", "time", "sources")},
        "url": entry.report.url,
        "quote": _quote(entry),
        "paraphrase": entry.report.paraphrase,
    }


def figure_of(entry: Entry) -> str:
    """Return the claim's figure in short form, with its bound.

    Units are left to the flow: ``≥ 13,000``, ``≤ 500``, ``1,000–3,000``, ``about 50``.
    """
    low, high = entry.claim.low, entry.claim.high
    if low is None and high is None:
        return ""
    if low is None:
        return f"≤ {high:,.10g}"
    if high is None:
        return f"≥ {low:,.10g}"
    if low == high:
        return f"{'about ' if entry.claim.hedge == 'about' else ''}{low:,.10g}"
    return f"{low:,.10g}–{high:,.10g}"


def _origin_rows(view: View, flow: Flow, known_at: date | None) -> list[dict[str, object]]:
    exchange = view.exchange(flow.exchange, known_at=known_at)
    traced = view.origins(exchange)
    inside = {entry.id for entry in exchange.of_flow(flow)}
    rows: list[dict[str, object]] = []
    for origin in traced.origins:
        mine = [entry_id for entry_id in origin.entries if entry_id in inside]
        if not mine:
            continue
        repeats = [
            f"{entry_id} ({claim.reasons[entry_id]} of {claim.id})"
            for claim in traced.distinct
            for entry_id in claim.entries
            if entry_id in mine and entry_id != claim.id
        ]
        count = sum(any(entry_id in mine for entry_id in claim.entries) for claim in traced.distinct)
        rows.append(
            {
                "flow": str(flow),
                "origin": origin.source.name if origin.source else "nobody named",
                "group": origin.group,
                "distinct_claims": count,
                "entries": ", ".join(mine),
                "repeats": "; ".join(repeats),
            }
        )
    return rows


def _published(entry: Entry) -> str | None:
    return entry.report.published.text if entry.report.published else None


def _quote(entry: Entry | None) -> str | None:
    return entry.report.passage.quote if entry is not None and entry.report.passage else None


def _document(entry: Entry | None) -> str | None:
    return entry.report.passage.document if entry is not None and entry.report.passage else None
