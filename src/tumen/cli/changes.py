"""Commands that change a case: new, add, accept, reject, edit, dismiss, link, unlink, resolve, reopen,
settle, unsettle.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tumen.case import Case, new_case
from tumen.cli.options import (
    as_date,
    by_option,
    captures_of,
    case_option,
    fail,
    finish,
    own_case,
    reason_option,
    who,
)
from tumen.codebook.document import Capture
from tumen.codebook.entry import Status
from tumen.errors import TumenError, UnreadableDocument, WrongUse
from tumen.ledger.events import Event, Suggested, Superseded
from tumen.packs import SHIPPED, pack_names

unit_option = click.option("--unit", help="The unit of the flow, where the same is counted in several.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--pack", type=click.Choice(pack_names()), default=SHIPPED, show_default=True, help="The case pack.")
@by_option
def new(folder: Path, pack: str, by: str | None) -> None:
    """Make a case in a folder, with the pack's published claims in its ledger.

    \b
    Example:
      tumen new shells --pack dprk-russia
    """
    case = new_case(folder, pack=pack, by=who(by))
    record = case.view().record()
    click.echo(f"{folder}: case {pack}, {record.claims} claims, the newest of {record.newest}")


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="PATH|URL|CSV…")
@case_option
@by_option
def add(targets: tuple[str, ...], case_folder: Path | None, by: str | None) -> None:
    """Add documents (their claims are suggested and await review) or a CSV of coded claims (they count).

    Bad rows of a CSV are written to a file beside it, to be mended and added again.

    \b
    Example:
      tumen add article.html https://example.org/news claims.csv --case shells
    """
    case, person = own_case(case_folder), who(by)
    failures: list[str] = []
    for target in targets:
        try:
            if target.lower().endswith(".csv") and Path(target).is_file():
                _add_table(case, Path(target), person, failures)
            else:
                for _, capture in captures_of([target], failures):
                    _add_capture(case, capture, person, failures)
        except TumenError as problem:
            fail(problem, failures)
    finish(failures)


def _add_table(case: Case, path: Path, person: str, failures: list[str]) -> None:
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise UnreadableDocument(str(path), f"cannot be read as UTF-8 ({problem})", "Save it as UTF-8") from problem
    table, events = case.add_table(content, name=str(path), by=person)
    for set_aside in table.problems:
        fail(str(set_aside), failures)
    if table.bad_rows:
        bad = path.with_suffix(".bad.csv")
        try:
            bad.write_text(table.bad_rows, encoding="utf-8", newline="")
        except OSError as problem:
            fail(f"{bad}: cannot be written ({problem.strerror})", failures)
        else:
            click.echo(f"{path}: bad rows written to {bad}; mend them and add that file", err=True)
    click.echo(f"{path}: {len(events)} claims taken in, {len(table.entries) - len(events)} on record before")


def _add_capture(case: Case, capture: Capture, person: str, failures: list[str]) -> None:
    try:
        rows, problems = case.add(capture, by=person)
    except TumenError as problem:
        fail(problem, failures)
        return
    for set_aside in problems:
        fail(str(set_aside), failures)
    for document, extraction, events in rows:
        click.echo(_added(document.title or capture.name, events))
        for reason in extraction.problems:
            fail(f"{capture.name}: {reason}", failures)


def _added(name: str, events: Sequence[Event]) -> str:
    if not events:
        return f"{name}: on record before, nothing changed"
    suggested = sum(isinstance(event.body, Suggested) for event in events)
    superseded = sum(isinstance(event.body, Superseded) for event in events)
    older = f", {superseded} of its older version superseded" if superseded else ""
    return f"{name}: {suggested} claims suggested{older}"


def _done(events: Sequence[Event]) -> None:
    for event in events:
        click.echo(f"event {event.number}: {event.kind.lower()} by {event.by}")
    if not events:
        click.echo("nothing changed: it stood so already")


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@reason_option
@case_option
@by_option
def accept(ids: tuple[str, ...], reason: str, case_folder: Path | None, by: str | None) -> None:
    """Accept suggested claims: from now on they count.

    \b
    Example:
      tumen accept 3f2a91 77b0c4 --reason "read against the page"
    """
    _done(own_case(case_folder).review(ids, Status.ACCEPTED, by=who(by), reason=reason))


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@reason_option
@case_option
@by_option
def reject(ids: tuple[str, ...], reason: str, case_folder: Path | None, by: str | None) -> None:
    """Reject claims: they count nowhere, and stay on record.

    \b
    Example:
      tumen reject 3f2a91 --reason "the number is a page number"
    """
    _done(own_case(case_folder).review(ids, Status.REJECTED, by=who(by), reason=reason))


@click.command()
@click.argument("entry_id", metavar="ID")
@click.option(
    "--set", "changes", multiple=True, required=True, metavar="FIELD=VALUE", help="A field and its new value."
)
@reason_option
@case_option
@by_option
def edit(entry_id: str, changes: tuple[str, ...], reason: str, case_folder: Path | None, by: str | None) -> None:
    """Correct fields of a claim; it then counts as edited.

    Sources are written as in the CSV form: "BBC (media) < NIS (intelligence)".

    \b
    Example:
      tumen edit 3f2a91 --set stage=planned --set high= --reason "a plan, not a delivery"
    """
    _done(own_case(case_folder).edit(entry_id, read_changes(changes), by=who(by), reason=reason))


def read_changes(changes: Sequence[str]) -> dict[str, object]:
    """Return field and value of each ``FIELD=VALUE``; an empty value is null."""
    from tumen.codebook.table import parse_chain

    found: dict[str, object] = {}
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals:
            raise WrongUse("--set", f"{change!r} has no =", "Write FIELD=VALUE")
        name = name.strip()
        if name in ("sources", "also_said_by"):
            chain = parse_chain(value, name, "<" if name == "sources" else "+")
            found[name] = [{"name": source.name, "kind": str(source.kind)} for source in chain]
        else:
            found[name] = value.strip() or None
    return found


@click.command()
@click.argument("article")
@click.argument("claim")
@reason_option
@case_option
@by_option
def dismiss(article: str, claim: str, reason: str, case_folder: Path | None, by: str | None) -> None:
    """Set aside the verdict on a claim of an article; the next check shows the reason instead of a fault.

    ARTICLE is the file or its name in the report, CLAIM the claim's id there.

    \b
    Example:
      tumen dismiss draft.md 9c1f --reason "the ministry confirmed it by telephone"
    """
    name = Path(article).stem if Path(article).suffix else article
    _done(own_case(case_folder).dismiss(name, claim, by=who(by), reason=reason))


@click.command()
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@reason_option
@case_option
@by_option
def link(first: str, second: str, reason: str, case_folder: Path | None, by: str | None) -> None:
    """Say that two entries are one claim told twice.

    \b
    Example:
      tumen link con24 con109 --reason "both report the briefing of 27 August"
    """
    _done(own_case(case_folder).join(first, second, joined=True, by=who(by), reason=reason))


@click.command()
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@reason_option
@case_option
@by_option
def unlink(first: str, second: str, reason: str, case_folder: Path | None, by: str | None) -> None:
    """Say that two entries are not one claim.

    \b
    Example:
      tumen unlink con24 con109 --reason "two briefings"
    """
    _done(own_case(case_folder).join(first, second, joined=False, by=who(by), reason=reason))


@click.command()
@click.argument("contradiction", metavar="ID")
@reason_option
@case_option
@by_option
def resolve(contradiction: str, reason: str, case_folder: Path | None, by: str | None) -> None:
    """Settle a contradiction; the reason says how.

    \b
    Example:
      tumen resolve 5b7e --reason "the figures count different things"
    """
    _done([*_resolve(case_folder, contradiction, by, reason, resolved=True)])


@click.command()
@click.argument("contradiction", metavar="ID")
@reason_option
@case_option
@by_option
def reopen(contradiction: str, reason: str, case_folder: Path | None, by: str | None) -> None:
    """Open a settled contradiction again.

    \b
    Example:
      tumen reopen 5b7e --reason "a new figure came"
    """
    _done([*_resolve(case_folder, contradiction, by, reason, resolved=False)])


def _resolve(
    case_folder: Path | None, contradiction: str, by: str | None, reason: str, *, resolved: bool
) -> Sequence[Event]:
    return own_case(case_folder).resolve(contradiction, resolved=resolved, by=who(by), reason=reason)


@click.command()
@click.argument("flow")
@click.argument("value")
@click.option("--on", metavar="DATE", help="The day that the value is of. Without it: the day it was published.")
@click.option("--published", metavar="DATE", help="The day from which it was public. Without it: today.")
@unit_option
@reason_option
@case_option
@by_option
def settle(
    flow: str,
    value: str,
    on: str | None,
    published: str | None,
    unit: str | None,
    reason: str,
    case_folder: Path | None,
    by: str | None,
) -> None:
    """Record what a flow came to, by a value that all sides accept by now.

    Estimates learn from such values how far all origins are wrong together; the flow's own claims stay as they are.

    \b
    Example:
      tumen settle KP>RU:containers/cumulative/container 25,000 --on 2025-07-13 --reason "both sides say so"
    """
    days = {"on": as_date(on, "--on"), "published": as_date(published, "--published")}
    case = own_case(case_folder)
    _done(case.settle(_of_unit(flow, unit), _amount(value), **days, by=who(by), reason=reason))


@click.command()
@click.argument("flow")
@click.option("--on", metavar="DATE", help="The day that the value is of. Without it: the flow's only one.")
@unit_option
@reason_option
@case_option
@by_option
def unsettle(
    flow: str, on: str | None, unit: str | None, reason: str, case_folder: Path | None, by: str | None
) -> None:
    """Withdraw the value that was recorded for a flow.

    \b
    Example:
      tumen unsettle KP>RU:containers/cumulative/container --on 2025-07-13 --reason "one side took it back"
    """
    day = as_date(on, "--on")
    _done(own_case(case_folder).unsettle(_of_unit(flow, unit), on=day, by=who(by), reason=reason))


def _of_unit(flow: str, unit: str | None) -> str:
    return f"{flow}/{unit}" if unit else flow


def _amount(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError as problem:
        raise WrongUse("VALUE", f"{text!r} is no number", "Write it in figures, such as 28,000") from problem
