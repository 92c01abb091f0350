"""Commands that keep a case sound, and the demo: verify, rebuild, schema, demo."""

from __future__ import annotations

import json
import webbrowser
from importlib import resources
from pathlib import Path

import click

from tumen.case import LEDGER_FILE, new_case
from tumen.cli.options import case_option, own_case, who
from tumen.codebook.schema import claim_schema
from tumen.errors import WrongUse

_SAMPLE = "sample.md"


@click.command()
@case_option
def verify(case_folder: Path | None) -> None:
    """Check that no byte of the ledger was changed: every event follows from the one before.

    \b
    Example:
      tumen verify --case shells
    """
    case = own_case(case_folder)
    click.echo(f"{case.verify()} events, each follows from the one before; the tables are what they give")


@click.command()
@case_option
def rebuild(case_folder: Path | None) -> None:
    """Make the tables of the ledger anew from its events.

    \b
    Example:
      tumen rebuild --case shells
    """
    case = own_case(case_folder)
    case.ledger.rebuild()
    click.echo(f"tables made anew from {case.verify()} events")


@click.command()
def schema() -> None:
    """Print the JSON Schema of a claim in the interchange form.

    \b
    Example:
      tumen schema > claim.schema.json
    """
    click.echo(json.dumps(claim_schema(), indent=1, ensure_ascii=False))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"), metavar="[DIR]")
@click.option("--open", "open_page", is_flag=True, help="Open the report in a browser.")
def demo(folder: Path, open_page: bool) -> None:
    """Make the shipped case in a folder and check a sample article against it.

    \b
    Example:
      tumen demo
    """
    from tumen.cli.checks import check_paths
    from tumen.publishing.report_html import render_html
    from tumen.publishing.writing import write

    if (folder / LEDGER_FILE).exists():
        raise WrongUse(str(folder), "holds a case already", "Name another folder: tumen demo OTHER")
    case = new_case(folder, by=who(None))
    article = folder / _SAMPLE
    article.write_text((resources.files("tumen.cli") / "data" / _SAMPLE).read_text(encoding="utf-8"), encoding="utf-8")
    report = folder / "report.html"
    checked = check_paths(case, (str(article),), failures=[])
    for one in checked:
        write(report, render_html(one))
    record = case.view().record()
    click.echo(f"{folder}: the case {case.pack.title} ({record.claims} claims), and a sample article, checked.\n")
    for one in checked:
        counts = one.counts()
        click.echo(f"“{one.title}”: " + ", ".join(f"{number} {severity}" for severity, number in counts.items()))
        for number, verdict in one.worst():
            click.echo(f"  {number}. {verdict.kind.replace('_', ' ')}: {verdict.because}")
    click.echo(f"\nOpen {report} in a browser. Then check something of your own: tumen check draft.md --case {folder}")
    if open_page:
        webbrowser.open(report.resolve().as_uri())
