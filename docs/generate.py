"""Write the pages of docs/reference that are made from the code: `python -m docs.generate [--check]`."""

from __future__ import annotations

import inspect
import sys
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import click

import tumen
from tumen.cli.door import tumen as door
from tumen.codebook.claim import Basis, Certainty, Kind, Outcome, Polarity, Stage
from tumen.codebook.item import FAMILY_ITEMS
from tumen.codebook.quantity import VAGUE_RANGES, Direction, Hedge, Measure
from tumen.codebook.source import JoinReason, SourceKind
from tumen.codebook.table import COLUMNS
from tumen.codebook.verdict import EvidenceRole, NoteKind, Severity, VerdictKind
from tumen.codebook.wire import CLAIM_FIELDS
from tumen.ledger.events import Body

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Made by `python -m docs.generate`; edit the code instead. -->\n"


def command_page() -> str:
    """Return the help of every command."""
    context = click.Context(door, info_name="tumen")
    parts = [NOTE, "# Commands\n", f"```text\n{door.get_help(context)}\n```\n"]
    for name in door.list_commands(context):
        command = door.get_command(context, name)
        if command is None:
            continue
        parts += _command(name, command, context)
    return "\n".join(parts)


def _command(name: str, command: click.Command, parent: click.Context) -> list[str]:
    inner = click.Context(command, info_name=name, parent=parent)
    parts = [f"## tumen {name}\n", f"```text\n{command.get_help(inner)}\n```\n"]
    if isinstance(command, click.Group):
        for sub in command.list_commands(inner):
            found = command.get_command(inner, sub)
            if found is not None:
                text = found.get_help(click.Context(found, info_name=sub, parent=inner))
                parts += [f"### tumen {name} {sub}\n", f"```text\n{text}\n```\n"]
    return parts


def words_page() -> str:
    """Return the lists of the codebook: fields, words, items, vague figures, CSV columns."""
    parts = [
        NOTE,
        "# Words of the codebook\n",
        "Fields of a claim, in order: " + ", ".join(f"`{name}`" for name in CLAIM_FIELDS) + ".\n",
    ]
    lists: tuple[type[StrEnum], ...] = (
        Kind,
        Hedge,
        Measure,
        Direction,
        Outcome,
        Stage,
        Polarity,
        Certainty,
        Basis,
        SourceKind,
        JoinReason,
        VerdictKind,
        Severity,
        NoteKind,
        EvidenceRole,
    )
    for words in lists:
        first = (inspect.getdoc(words) or "").splitlines()[0]
        parts.append(f"## {words.__name__}\n\n{first}\n\n" + ", ".join(f"`{word}`" for word in words) + "\n")
    parts.append("## Items by family\n\n| family | items |\n|---|---|")
    parts += [f"| {family} | {', '.join(items)} |" for family, items in FAMILY_ITEMS.items()]
    parts.append("\n## Vague figures\n\n| said | low | high |\n|---|---|---|")
    parts += [f"| {said} | {low:,.0f} | {high:,.0f} |" for said, (low, high) in VAGUE_RANGES.items()]
    parts.append("\n## Columns of the CSV form\n\n" + ", ".join(f"`{column}`" for column in COLUMNS) + "\n")
    return "\n".join(parts)


def event_page() -> str:
    """Return the events of a ledger with their fields."""
    parts = [
        NOTE,
        "# Events of the ledger\n",
        "Each event has a number, a time, a person, a reason, and the hash of the one before.\n",
        "| event | what happened | fields |\n|---|---|---|",
    ]
    for body in Body.__args__:
        first = (inspect.getdoc(body) or "").splitlines()[0]
        parts.append(f"| {body.__name__} | {first} | {', '.join(f'`{field.name}`' for field in fields(body))} |")
    return "\n".join(parts) + "\n"


def python_page() -> str:
    """Return the public names with their signatures and first lines."""
    parts = [NOTE, "# Python\n", "What `tumen` names is public; what it does not name may change.\n"]
    for name in tumen.__all__:
        found = getattr(tumen, name)
        text = inspect.getdoc(found) or ""
        try:
            signature = str(inspect.signature(found)) if inspect.isfunction(found) else ""
        except ValueError:
            signature = ""
        parts.append(f"## {name}\n\n```python\ntumen.{name}{signature}\n```\n\n{text.split('>>>')[0].strip()}\n")
    return "\n".join(parts)


PAGES = {"commands.md": command_page, "words.md": words_page, "events.md": event_page, "python.md": python_page}


def main() -> int:
    """Write the pages, or with --check say which of them are not what the code gives."""
    stale = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, make()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.stderr.write(f"docs/reference: {', '.join(stale)} not what the code gives; run python -m docs.generate\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
