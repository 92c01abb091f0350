"""Items: nouns in either number and spelling, types by their case, units, and the words of a case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.codebook.case_pack import CasePack, ItemNames
from tumen.codebook.item import ITEM_FAMILY
from tumen.extracting.items import ItemLexicon, find_items, item_lexicon
from tumen.extracting.spans import ItemForm
from tumen.extracting.wordlists import yaml_list


@pytest.fixture(scope="module")
def lexicon() -> ItemLexicon:
    return item_lexicon()


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("artillery shells", "shells"),
        ("a sapper", "engineers"),
        ("anti-tank missiles", "antitank_missiles"),
        ("air-defense systems", "air_defence"),
        ("infantrymen", "troops"),
        ("labourers", "workers"),
        ("laborers", "workers"),
        ("a KN-23", "ballistic_missiles"),
        ("refined petroleum", "oil"),
        ("shipping\ncontainers", "containers"),
        ("two vetoes", "veto"),
    ],
)
def test_a_noun_names_its_item(lexicon: ItemLexicon, words: str, item: str) -> None:
    assert [span.item for span in find_items(words, lexicon)] == [item]


def test_the_longest_match_wins(lexicon: ItemLexicon) -> None:
    (span,) = find_items("short-range ballistic missiles", lexicon)
    assert (span.words, span.item) == ("short-range ballistic missiles", "ballistic_missiles")


def test_a_word_inside_another_word_is_no_item(lexicon: ItemLexicon) -> None:
    assert find_items("shellfish", lexicon) == ()


def test_a_type_needs_its_capital(lexicon: ItemLexicon) -> None:
    assert [s.form for s in find_items("a Grad", lexicon)] == [ItemForm.DESIGNATION]
    assert find_items("a grad", lexicon) == ()


def test_a_unit_names_no_item(lexicon: ItemLexicon) -> None:
    (span,) = find_items("wagons", lexicon)
    assert (span.item, span.unit, span.form) == ("", "wagon", ItemForm.UNIT)


def test_every_item_of_the_codebook_has_words() -> None:
    listed = {name for name in yaml_list("items.yaml") if not name.startswith("other:")}
    assert listed - {"units"} == set(ITEM_FAMILY)


def test_a_case_adds_its_own_words() -> None:
    names = ItemNames(
        item="drones", label="drone", plural="drones", unit="item", aliases=("sky mule",), designations=("Zeta-9",)
    )
    lexicon = item_lexicon(CasePack(id="x", title="x", items=(names,)))
    assert [s.item for s in find_items("a sky mule and a Zeta-9", lexicon)] == ["drones", "drones"]


@given(st.text(max_size=200))
def test_spans_lie_in_any_text(lexicon: ItemLexicon, text: str) -> None:
    end = 0
    for span in find_items(text, lexicon):
        assert end <= span.start < span.end <= len(text)
        assert span.words == text[span.start : span.end]
        end = span.end


@pytest.mark.parametrize(
    ("words", "item", "plural"),
    [("Su-30SMEs", "aircraft", True), ("T-72Bs", "vehicles", True), ("An-225", "aircraft", False)],
)
def test_a_make_of_a_type_that_is_not_listed_names_what_the_type_names(words: str, item: str, plural: bool) -> None:
    (span,) = find_items(words, item_lexicon())
    assert (span.words, span.item, span.plural) == (words, item, plural)


def test_a_road_with_a_letter_and_a_number_is_no_type() -> None:
    assert find_items("The M-11 was closed at km 40.", item_lexicon()) == ()
