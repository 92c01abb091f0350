"""Every sentence that the gold articles call forth: one plain sentence with figure, unit, date and name, none of our
jargon.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

import pytest
from bench.verdicts import check_folder, shipped_view

from tumen.checking.phrases import day, number, period
from tumen.checking.severity import is_fault
from tumen.codebook.verdict import Verdict, VerdictKind

CORPUS = Path(__file__).parents[2] / "corpus"
OUR_WORDS = {
    "entry", "entries", "flow", "flows", "origin", "origins", "hedge", "hedges", "polarity", "affirmed",
    "counterpart", "cumulative", "increment", "stock", "measure", "certainty", "asserted", "basis",
    "capacity", "candidate", "statement", "reading", "garble", "root", "None", "null",
}  # fmt: skip
SETTLED = (VerdictKind.NOT_CHECKABLE, VerdictKind.UNKNOWN)
DATE = re.compile(r"\b(?:on \d{1,2} \w+ 20\d\d|in (?:\w+ )?20\d\d)\b|\((?:\d{1,2} )?(?:\w+ )?20\d\d\)")


@lru_cache(maxsize=1)
def verdicts() -> tuple[Verdict, ...]:
    """The verdicts on the gold articles that may be learnt from."""
    rows = csv.DictReader((CORPUS / "split.csv").read_text(encoding="utf-8").splitlines())
    learn = {row["doc"] for row in rows if row["part"] == "learn"}
    checked = check_folder(CORPUS / "verdicts" / "dev", shipped_view())
    return tuple(verdict for doc, verdict in checked if doc in learn)


def sentences() -> tuple[str, ...]:
    return tuple(verdict.because for verdict in verdicts())


def test_there_are_sentences_for_nearly_every_verdict() -> None:
    assert len(sentences()) > 150
    assert len({verdict.kind for verdict in verdicts()}) >= 14


def test_each_is_one_sentence_of_readable_length() -> None:
    for sentence in sentences():
        assert 30 <= len(sentence) <= 300, sentence
        assert sentence[0].isupper(), sentence
        assert sentence.endswith("."), sentence
        assert not re.search(r"[.!?] [A-Z]", sentence), sentence
        assert "  " not in sentence, sentence


def test_none_speaks_our_jargon() -> None:
    for sentence in sentences():
        found = set(re.findall(r"\w+", sentence)) & OUR_WORDS
        assert not found, (found, sentence)
        assert "_" not in sentence, sentence


def test_what_rests_on_the_record_names_who_and_when() -> None:
    for verdict in verdicts():
        if verdict.kind in SETTLED or not verdict.evidence:
            continue
        assert DATE.search(verdict.because), verdict.because
        names = {shown.origin for shown in verdict.evidence}
        assert any(name in verdict.because for name in names), (names, verdict.because)


def test_a_fault_over_a_figure_tells_both_figures_with_their_units() -> None:
    for verdict in verdicts():
        claim = verdict.entry.claim
        if is_fault(verdict.kind) and claim.has_figure:
            figures = re.findall(r"\d[\d,.]*|\b(?:dozens|hundreds|thousands|millions|several|no)\b", verdict.because)
            assert len(figures) >= 2, verdict.because


def test_every_fault_offers_a_wording_built_from_what_decides_it() -> None:
    for verdict in verdicts():
        if is_fault(verdict.kind):
            assert verdict.wording is not None
            assert f"according to {verdict.evidence[0].origin}" in verdict.wording


@pytest.mark.parametrize(
    ("value", "words"),
    [(999, "999"), (34_000_000, "34 million"), (15_279, "15,279"), (33.3, "33.3"), (1_234_567, "1,234,567")],
)
def test_numbers_are_written_as_people_write_them(value: float, words: str) -> None:
    assert number(value) == words


def test_dates_are_written_as_people_write_them() -> None:
    assert day(None) == "an unknown date"
    assert period(None) == "no date"
