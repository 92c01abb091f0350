"""`tumen estimate --chart`: the file's name says what is written."""

from __future__ import annotations

import json

import pytest

from tests.fakes import Terminal

FLOW = "KP>RU:troops/loss/killed/cumulative/person/done"


@pytest.mark.parametrize(("name", "begins"), [("c.svg", b"<svg "), ("c.png", b"\x89PNG"), ("C.PNG", b"\x89PNG")])
def test_a_chart_is_written_as_its_name_asks(tumen: Terminal, name: str, begins: bytes) -> None:
    tumen.done("estimate", FLOW, "--as-of", "2025-06-01", "--chart", name)
    assert (tumen.folder / name).read_bytes().startswith(begins)


def test_a_description_for_other_programs_is_json(tumen: Terminal) -> None:
    tumen.done("estimate", FLOW, "--as-of", "2025-06-01", "--chart", "c.json")
    assert "vega-lite" in json.loads((tumen.folder / "c.json").read_text())["$schema"]


def test_another_name_is_refused_and_nothing_is_written(tumen: Terminal) -> None:
    shown = tumen("estimate", FLOW, "--chart", "c.gif")
    assert shown.exit_code != 0
    assert "Name a .svg, .png or .json file" in shown.output + shown.stderr
    assert not (tumen.folder / "c.gif").exists()
