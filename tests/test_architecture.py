"""The house: imports go one way, no module is long, and names are the field's own (docs/reference/glossary.md)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from importlinter import cli as import_linter

from tumen.cli import door
from tumen.codebook.table import COLUMNS
from tumen.codebook.wire import CLAIM_FIELDS
from tumen.stores.schema import TABLES

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "tumen"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 400

# What is longer, or named by a word of the glossary's last column, for now: with its date. These lists only shrink.
LONG_FOR_NOW: dict[str, str] = {}
NAMED_SO_FOR_NOW = {
    "extracting/deciding.py: qualifiers": "2026-11-26",
    "extracting/features.py: base": "2026-11-26",
    "extracting/marking.py: mentions": "2026-11-26",
    "extracting/qualifiers.py: qualifier_features": "2026-11-26",
    "extracting/qualifiers.py: qualifiers": "2026-11-26",
    "measuring/training.py: qualifier": "2026-11-26",
    "measuring/training.py: qualifiers": "2026-11-26",
    "publishing/cards.py: Statement": "2026-11-26",
    "publishing/cards.py: statements": "2026-11-26",
}


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def forbidden_words() -> frozenset[str]:
    """The words of the glossary's last column and its last section, each as it would stand in a name."""
    text = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|[^|\n]+\|[^|\n]+\|([^|\n]*)\|$", text.partition("## Times")[0], re.MULTILINE)[2:]
    told = [word.strip() for row in rows for word in row.split(",")]
    last = text.partition("## Names that say nothing")[2].rpartition(":")[2].strip(" \n.")
    told += [word.strip() for word in last.split(",")]
    return frozenset(word.replace(" ", "_") for word in told if word)


FORBIDDEN = forbidden_words()


def is_forbidden(name: str) -> bool:
    """Whether a name holds a forbidden word, in one or in the plural."""
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
    whole = "_".join(words)
    singular = {word.removesuffix("s") for word in words} | set(words)
    return bool(singular & FORBIDDEN) or any("_" in word and word in whole for word in FORBIDDEN)


def public_names(path: Path) -> Iterator[str]:
    """The names of a module that a reader meets: its own, its classes, their fields, its functions."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
            if isinstance(node, ast.ClassDef):
                fields = (child.target for child in node.body if isinstance(child, ast.AnnAssign))
                yield from (field.id for field in fields if isinstance(field, ast.Name))


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name in door.tumen.list_commands(click.Context(door.tumen)):
        command = door.tumen.get_command(click.Context(door.tumen), name)
        assert command is not None
        found[name] = command
    return found


def test_imports_go_one_way_and_the_core_has_no_io(capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts of pyproject.toml; what is broken is printed."""
    status = import_linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == import_linter.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_module_is_long() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    long = {name for name, length in lengths.items() if length > MOST_LINES}
    assert long <= set(LONG_FOR_NOW), {name: lengths[name] for name in long - set(LONG_FOR_NOW)}
    assert set(LONG_FOR_NOW) <= long, "take what is short now off the list"


def test_the_glossary_is_read() -> None:
    assert {"statement", "snippet", "primary_source", "error_bar", "commodity", "utils", "misc"} <= FORBIDDEN
    assert not {"claim", "passage", "hedge", "origin"} & FORBIDDEN
    assert [is_forbidden(name) for name in ("ClaimManager", "parse_statements", "error_bar_of", "claim_of")] == [
        True,
        True,
        True,
        False,
    ]


def test_names_are_the_glossarys() -> None:
    found = {f"{place(path)}: {name}" for path in MODULES for name in public_names(path) if is_forbidden(name)}
    assert found <= set(NAMED_SO_FOR_NOW), found - set(NAMED_SO_FOR_NOW)
    assert set(NAMED_SO_FOR_NOW) <= found, "take what is named well now off the list"


def test_columns_tables_and_options_are_the_glossarys() -> None:
    options = [name for command in commands().values() for parameter in command.params for name in parameter.opts]
    cells = re.findall(r"^ +(\w+) (?:TEXT|INTEGER|REAL)", "\n".join(TABLES.values()), re.MULTILINE)
    names = [*COLUMNS, *CLAIM_FIELDS, *TABLES, *cells, *commands(), *options]
    assert len(cells) > 10
    assert not [name for name in names if is_forbidden(name)]


def test_the_package_is_light_to_import() -> None:
    """Heavy parts are imported by the room that needs them, when it needs them."""
    code = "import sys, tumen, tumen.cli.door; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "numpy", "scipy", "docx", "lxml", "trafilatura", "jinja2", "pypdfium2"} & set(loaded)


def test_no_registry_address_and_no_print_outside_the_doors() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        printed = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name) and node.id == "print"]
        assert not printed, place(path)
