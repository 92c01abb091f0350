"""The words that make the difference between the article's statement and the record's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishing.conftest import TROOPS

from tumen.codebook.claim import Claim
from tumen.codebook.source import Source, SourceKind
from tumen.publishing.highlighting import highlight, plain
from tumen.publishing.phrases import fit

FIELDS = ("low", "unit", "hedge", "time", "item", "stage", "outcome", "measure", "basis", "sources", "actor", "place")
SAID = replace(TROOPS, sources=(Source(name="Lee Seong-kweun", kind=SourceKind.GOVERNMENT),), place="Kursk")


def marked(text: str, field: str, against: str = "", claim: Claim = SAID) -> list[str]:
    return [
        piece
        for piece, differs in highlight(text, claim, [field], against=against, states={"KP": "North Korea"})
        if differs
    ]


@pytest.mark.parametrize(
    ("text", "field", "against", "words"),
    [
        ("some 12,000 men and 20 guns", "low", "about 12 000 and 30 guns", ["20"]),
        ("500 barrels", "unit", "500 thousand barrels", ["500"]),
        ("half a million shells", "low", "500,000 shells", ["half a million"]),
        ("3.5 percent", "low", "4 percent", ["3.5 percent"]),
        ("as many as 6,000, perhaps", "hedge", "", ["as many as", "perhaps"]),
        ("600 killed of 4,700 casualties", "outcome", "", ["killed", "casualties"]),
        ("will send soldiers", "stage", "", ["will"]),
        ("5,000 workers and some soldiers", "item", "", ["soldiers"]),
        ("since August 2023, and on 4 November", "time", "", ["since August 2023", "4 November"]),
        ("a total of 12 million a year", "measure", "", ["total", "a year"]),
        ("Lee said; Lee Seong-kweun again", "sources", "", ["Lee Seong-kweun"]),
        ("North Korea sent them", "actor", "", ["North Korea"]),
        ("in Kursk", "place", "", ["Kursk"]),
        ("2,000 boxes can be loaded with them", "basis", "", ["can be loaded"]),
    ],
)
def test_the_differing_words_are_marked(text: str, field: str, against: str, words: list[str]) -> None:
    assert marked(text, field, against) == words


def test_words_within_others_are_not_marked() -> None:
    assert marked("the overkilled canister", "outcome") == []
    assert marked("the canister", "stage") == []


def test_a_field_that_is_not_known_marks_nothing() -> None:
    assert marked("12,000 men", "polish") == []


@given(text=st.text(max_size=80), against=st.text(max_size=40), fields=st.lists(st.sampled_from(FIELDS), max_size=3))
def test_the_pieces_joined_are_the_text(text: str, against: str, fields: list[str]) -> None:
    assert plain(highlight(text, SAID, fields, against=against, states={})) == fit(text)
