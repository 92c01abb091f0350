"""What `tumen` names is public, complete and light to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import tumen

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "python.md"


def test_the_public_names_are_few_and_sorted() -> None:
    assert len(tumen.__all__) <= 25
    assert sorted(tumen.__all__) == list(tumen.__all__) == tumen.__dir__()


@pytest.mark.parametrize("name", tumen.__all__)
def test_a_public_name_can_be_had_says_what_it_is_and_stands_in_the_reference(name: str) -> None:
    found = getattr(tumen, name)
    assert found.__doc__
    assert f"## {name}\n" in REFERENCE.read_text(encoding="utf-8")


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tumen.nothing


def test_to_import_tumen_loads_no_heavy_part() -> None:
    heavy = ("spacy", "numpy", "lxml", "sqlite3", "jinja2", "httpcore")
    script = f"import sys, tumen; print([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
