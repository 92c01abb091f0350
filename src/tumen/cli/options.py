"""Options that several commands share, and how they are read."""

from __future__ import annotations

import getpass
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import click

from tumen.case import LEDGER_FILE, Case, open_case, shipped_case
from tumen.codebook.document import Capture
from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidDate, TumenError, WrongUse

_Command = TypeVar("_Command", bound=Callable[..., Any])

case_option = click.option(
    "--case",
    "case_folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The case's folder. Without it: the case in this folder, else the shipped one.",
)
by_option = click.option(
    "--by", metavar="NAME", help="Who acts. Without it: TUMEN_BY, the configured name, else the login."
)
reason_option = click.option("--reason", metavar="TEXT", required=True, help="Why; it is kept for good.")
known_at_option = click.option(
    "--known-at", metavar="DATE", help="Only what had been published by that date, under today's reviews."
)
recorded_by_option = click.option(
    "--recorded-by",
    metavar="TIME",
    help="The ledger as its events stood at that time (2025-07-04 or 2025-07-04T12:00).",
)
suggested_option = click.option("--with-suggested", is_flag=True, help="Let claims count that nobody has accepted yet.")


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """Return the option `--format` with these choices, the first of them the default."""
    return click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True)


def the_case(folder: Path | None) -> Case:
    """Return the case named by `--case`, the one in this folder, or the shipped one."""
    if folder is not None:
        return open_case(folder)
    here = Path.cwd()
    return open_case(here) if (here / LEDGER_FILE).is_file() else shipped_case()


def own_case(folder: Path | None) -> Case:
    """Return the case named by `--case` or the one in this folder, for a command that changes it."""
    case = the_case(folder)
    if case.folder is None:
        raise WrongUse("case", "there is none in this folder", "Name one with --case DIR, or make one: tumen new DIR")
    return case


def who(by: str | None) -> str:
    """Return who acts: the name given, TUMEN_BY, the configured name (`by` in tumen/config.toml), else the login."""
    if by or os.environ.get("TUMEN_BY"):
        return by or os.environ["TUMEN_BY"]
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    settings = base / "tumen" / "config.toml"
    if settings.is_file():
        try:
            name = tomllib.loads(settings.read_text(encoding="utf-8")).get("by")
        except (tomllib.TOMLDecodeError, OSError) as problem:
            raise WrongUse(str(settings), f"cannot be read ({problem})", 'Write by = "your name"') from problem
        if name:
            return str(name)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def as_date(text: str | None, option: str) -> date | None:
    """Return the day that an option names; of a month or a year its last day."""
    if text is None:
        return None
    try:
        return Edtf.parse(text).last
    except InvalidDate as problem:
        raise WrongUse(option, problem.reason, problem.advice) from problem


def as_edtf(text: str | None, option: str) -> Edtf | None:
    """Return the date that an option names."""
    if text is None:
        return None
    try:
        return Edtf.parse(text)
    except InvalidDate as problem:
        raise WrongUse(option, problem.reason, problem.advice) from problem


def as_time(text: str | None, option: str) -> datetime | None:
    """Return the time that an option names; a day means its end, a time without a zone is UTC."""
    if text is None:
        return None
    try:
        if len(text) == len("2025-07-04"):
            return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
        found = datetime.fromisoformat(text)
    except ValueError as problem:
        raise WrongUse(option, f"{text!r} is no time", "Write 2025-07-04 or 2025-07-04T12:00") from problem
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def captures_of(targets: Iterable[str], failures: list[str]) -> Iterator[tuple[str, Capture]]:
    """Give (stem, capture) for each file, folder, address or ``-``; what fails is named on standard error."""
    from tumen.fetching.files import STANDARD_INPUT, capture_file, capture_standard_input, files_of
    from tumen.fetching.web import fetch, is_address

    for target in targets:
        try:
            if target == STANDARD_INPUT:
                yield "stdin", capture_standard_input()
            elif is_address(target):
                yield stem_of(target), fetch(target)
            else:
                for path in files_of(Path(target)):
                    try:
                        yield path.stem, capture_file(path)
                    except TumenError as problem:
                        fail(problem, failures)
        except TumenError as problem:
            fail(problem, failures)


def stem_of(target: str) -> str:
    """Return what a document is called: the file's stem, or the last part of an address.

    >>> stem_of("https://example.org/news/trains.html"), stem_of("drafts/a.md")
    ('trains', 'a')
    """
    return Path(target.rstrip("/").split("?")[0]).stem or "document"


def fail(problem: TumenError | str, failures: list[str]) -> None:
    """Name a failure on standard error and remember it; the rest goes on."""
    failures.append(str(problem))
    click.echo(f"tumen: {problem}", err=True)


def finish(failures: list[str]) -> None:
    """End with status 1 if anything failed."""
    if failures:
        sys.exit(1)
