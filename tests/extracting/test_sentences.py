"""Sentences: nothing is lost, every character knows its place, and the parser gets what it reads best."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.codebook.document import Block, BlockKind, Document
from tumen.extracting.sentences import for_parser, plain, split


def document_of(text: str, kind: BlockKind = BlockKind.PARAGRAPH, lead: str | None = None) -> Document:
    return Document(id="d", text=text, blocks=(Block(kind=kind, start=0, end=len(text), lead=lead),))


@given(st.text(max_size=300))
def test_every_letter_and_digit_of_a_block_stands_in_one_sentence_at_its_place(text: str) -> None:
    document = document_of(text)
    seen: list[int] = []
    for sentence in split(document):
        assert len(sentence.text) == len(sentence.offsets)
        clean = plain(text)
        assert all(clean[place] == sign for sign, place in zip(sentence.text, sentence.offsets, strict=True))
        seen += [place for sign, place in zip(sentence.text, sentence.offsets, strict=True) if sign.isalnum()]
    assert seen == sorted(set(seen))
    assert seen == [place for place, sign in enumerate(plain(text)) if sign.isalnum()]


def test_a_passage_is_cut_from_the_document_to_the_letter() -> None:
    text = "Shell shipments have *more than halved* this year.  They “may” rise."
    first, second = split(document_of(text))
    start = first.text.index("more than halved")
    assert first.passage(document_of(text), start, start + 16).quote == "more than halved"
    assert second.text == 'They "may" rise.'


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Cavoli spoke on Feb. 3 in Brussels. He gave no figure.", 2),
        ("The U.S. sent 5.4 million. Mr. Peskov denied it.", 2),
        ("Is it true? No. It is not.", 3),
        ("Annex No. 4 lists them.", 1),
    ],
)
def test_abbreviations_end_no_sentence(text: str, count: int) -> None:
    assert len(split(document_of(text))) == count


def test_a_list_item_is_read_after_the_line_that_leads_it() -> None:
    (item,) = split(document_of("ten vehicles;", BlockKind.LIST_ITEM, "Cedarland will send Ruritania:"))
    assert item.text == "Cedarland will send Ruritania: ten vehicles;"
    assert item.text[item.heads :] == "ten vehicles;"
    assert set(item.offsets[: item.heads]) == {0}


def test_a_headline_loses_the_capitals_that_mislead_a_parser_but_names_keep_theirs() -> None:
    assert for_parser("Russia Ships Fifty Lorries North", [(0, 6)]) == "Russia ships fifty lorries north"


def test_a_text_without_full_stops_is_cut_so_that_parsing_stays_linear() -> None:
    longest = max(len(sentence.text) for sentence in split(document_of("shells and boxes " * 2_000)))
    assert longest <= 1_200
