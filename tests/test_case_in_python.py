"""A case from Python: asked, checked, shown, and turned into rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tumen
from tumen.case import Case
from tumen.errors import UnknownName, WrongUse

ARTICLE = """---
title: A count of boxes
published: 2024-09-02
lang: en
---

South Korea's defence intelligence agency said last week that North Korea had shipped more than
13,000 containers to Russia.
"""


@pytest.fixture(scope="module")
def case() -> Case:
    return tumen.shipped_case()


def test_a_check_is_gone_through_shown_and_turned_into_rows(case: Case) -> None:
    checked = case.check(ARTICLE)
    (verdict,) = checked
    assert (len(checked), checked[0], checked.verdicts) == (1, verdict, (verdict,))
    assert str(verdict).startswith("“")
    assert verdict.because in str(verdict)
    assert verdict.because.split(",")[0][:40] in " ".join(str(checked).split())
    assert checked._repr_html_().startswith("<iframe")
    assert "<!doctype html>" in checked.html().lower()
    assert json.loads(checked.json())[0]["verdict"] == str(verdict.kind)
    frame = checked.to_frame()
    assert list(frame["verdict"]) == [str(verdict.kind)]


def test_a_path_and_a_document_are_checked_alike(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "boxes.md"
    path.write_text(ARTICLE, encoding="utf-8")
    document = tumen.read(tumen.Capture(name="boxes.md", content=ARTICLE.encode()))
    assert [v.kind for v in case.check(path)] == [v.kind for v in case.check(document)]


def test_claims_and_estimates_come_as_rows(case: Case) -> None:
    rows = case.claims("KP>RU:containers/cumulative/container")
    assert {"con24", "con109"} <= {row["id"] for row in rows}
    assert rows.to_frame().shape == (len(rows), len(rows.columns))
    assert "<table>" in rows._repr_html_()
    assert isinstance(rows[:2], type(rows))
    assert len(rows[:2]) == 2
    assert any(row["flow"] == "KP>RU:containers/cumulative/container/done" for row in case.estimates())


def test_the_shipped_case_cannot_be_changed(case: Case) -> None:
    with pytest.raises(WrongUse, match="cannot be changed"):
        case.dismiss("a", "b", by="me", reason="why")


def test_a_folder_without_a_case_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="holds no case"):
        tumen.open_case(tmp_path)
    made = tumen.open_case(tmp_path / "new", pack="dprk-russia")
    assert made.view().record().claims == 427
    made.close()
