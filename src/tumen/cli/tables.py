"""Rows shown as a table for a terminal, as JSON, or as CSV that no spreadsheet runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tumen.codebook.table import dump_rows, safe_cell


def show_rows(rows: Sequence[Mapping[str, object]], columns: Sequence[str], form: str) -> None:
    """Print rows: `text` a table of the columns, `json` a list of objects, `csv` the columns."""
    if form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(dump_rows(columns, [[_cell(row.get(column)) for column in columns] for row in rows]), nl=False)
    else:
        _table(rows, columns)


def _table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        numeric = all(isinstance(row.get(column), int | float) for row in rows if row.get(column) is not None)
        table.add_column(column.replace("_", " "), overflow="fold", justify="right" if numeric and rows else "left")
    for row in rows:
        table.add_row(*(Text(_shown(row.get(column))) for column in columns))
    if not sys.stdout.isatty():
        console.width = max(200, console.width)
    console.print(table)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return f"{int(value):,}"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)


def _cell(value: object) -> str:
    """A cell as text; one that a spreadsheet would run as a formula is kept from it, a number is not."""
    text = "" if value is None else str(value)
    return text if isinstance(value, int | float) else safe_cell(text)
