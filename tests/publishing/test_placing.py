"""Where claims stand in the article: no word is lost, however passages overlap."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.publishing.conftest import TROOPS

from tumen.codebook.document import Block, BlockKind, Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, Report, Uncoded
from tumen.codebook.verdict import Record, Severity, Verdict, VerdictKind
from tumen.publishing.placing import PlacedArticle, place
from tumen.publishing.report import CheckedArticle
from tumen.publishing.unchecked import unchecked_by_reason

TEXT = "Kim sent 100,000 men and 20 guns.\n\nPutin paid 2,000 dollars a month."
BLOCKS = (
    Block(kind=BlockKind.PARAGRAPH, start=0, end=33),
    Block(kind=BlockKind.PARAGRAPH, start=35, end=len(TEXT)),
)
DOCUMENT = Document(id="d", text=TEXT, blocks=BLOCKS, published=Edtf.parse("2024-11-01"))


def article(spans: list[tuple[int, int]], uncoded: list[tuple[int, int]] | None = None) -> CheckedArticle:
    severities = list(Severity)
    return CheckedArticle(
        doc="d",
        document=DOCUMENT,
        verdicts=tuple(
            Verdict(
                entry=Entry(
                    id=str(nth),
                    claim=TROOPS,
                    report=Report(published=None, passage=DOCUMENT.passage(start, end)),
                    coding=Coding(coder="hand-coded"),
                ),
                kind=VerdictKind.UNKNOWN,
                severity=severities[nth % 4],
                because="",
            )
            for nth, (start, end) in enumerate(spans)
        ),
        uncoded=tuple(Uncoded(passage=DOCUMENT.passage(*span), reason="") for span in uncoded or []),
        record=Record(case="c", claims=0, newest=None, last_event=""),
        checked_at="",
        known_at=None,
    )


def owned(placed: PlacedArticle) -> list[tuple[str, int]]:
    return [(one.text, one.number) for block in placed.blocks for one in block.segments if one.number]


def ends(placed: PlacedArticle) -> list[int]:
    return [number for block in placed.blocks for one in block.segments for number in one.ends]


PASSAGES = st.tuples(st.integers(0, 33), st.integers(0, 33)) | st.tuples(
    st.integers(35, len(TEXT)), st.integers(35, len(TEXT))
)
SPANS = st.lists(PASSAGES.map(lambda ends: (min(ends), max(ends))).filter(lambda ends: ends[0] < ends[1]), max_size=6)


@given(spans=SPANS, uncoded=SPANS)
def test_the_segments_of_a_block_joined_are_its_text(
    spans: list[tuple[int, int]], uncoded: list[tuple[int, int]]
) -> None:
    placed = place(article(spans, uncoded))
    for block, shown in zip(BLOCKS, placed.blocks, strict=True):
        assert "".join(segment.text for segment in shown.segments) == TEXT[block.start : block.end]


@given(spans=SPANS)
def test_every_claim_has_one_reference_and_one_card(spans: list[tuple[int, int]]) -> None:
    placed = place(article(spans))
    numbers = list(range(1, len(spans) + 1))
    assert sorted(ends(placed)) == numbers
    assert sorted(number for block in placed.blocks for number in block.cards) == numbers
    assert placed.unplaced == ()


def test_where_passages_overlap_the_shorter_owns_the_words() -> None:
    placed = place(article([(0, 32), (9, 20)]))
    assert owned(placed) == [("Kim sent ", 1), ("100,000 men", 2), (" and 20 guns", 1)]
    assert ends(placed) == [2, 1]


def test_two_claims_on_one_passage_both_end_there() -> None:
    placed = place(article([(9, 20), (9, 20)]))
    assert len(owned(placed)) == 1
    assert sorted(ends(placed)) == [1, 2]


def test_a_passage_over_two_blocks_is_marked_in_both_and_ends_in_the_second() -> None:
    placed = place(article([(25, 40)]))
    assert owned(placed) == [("20 guns.", 1), ("Putin", 1)]
    assert [block.cards for block in placed.blocks] == [(), (1,)]


def test_a_claim_goes_before_a_passage_that_was_not_coded() -> None:
    placed = place(article([(0, 20)], [(9, 16), (25, 32)]))
    assert owned(placed) == [("Kim sent 100,000 men", 1)]
    assert [one.text for one in placed.blocks[0].segments if one.unchecked] == ["20 guns"]


def test_a_passage_with_the_offsets_of_another_text_is_found_by_its_words() -> None:
    one = article([(9, 20)])
    entry = one.verdicts[0].entry
    moved = replace(entry, report=replace(entry.report, passage=replace(DOCUMENT.passage(9, 20), start=0, end=11)))
    placed = place(replace(one, verdicts=(replace(one.verdicts[0], entry=moved),)))
    assert owned(placed) == [("100,000 men", 1)]


def test_a_claim_whose_words_are_not_in_the_text_is_named_apart() -> None:
    one = article([(9, 20)])
    entry = one.verdicts[0].entry
    gone = replace(entry, report=replace(entry.report, passage=None))
    assert place(replace(one, verdicts=(replace(one.verdicts[0], entry=gone),))).unplaced == (1,)


def test_a_text_without_blocks_is_one_paragraph() -> None:
    bare = replace(article([(9, 20)]), document=replace(DOCUMENT, blocks=()))
    assert owned(place(bare)) == [("100,000 men", 1)]


def test_what_was_not_checked_stands_in_its_words_by_reason() -> None:
    one = article([], [(9, 16), (47, 52), (25, 27)])
    named = [replace(uncoded, reason=reason) for uncoded, reason in zip(one.uncoded, "aba", strict=True)]
    first, second = unchecked_by_reason(replace(one, uncoded=tuple(named)))
    assert (first.reason, second.reason) == ("a", "b")
    assert [(item.number, item.before, item.quote, item.after) for item in first.passages] == [
        (1, "Kim sent ", "100,000", " men and 20 guns."),
        (3, "Kim sent 100,000 men and ", "20", " guns."),
    ]


def test_of_a_long_block_only_the_words_near_by_are_shown() -> None:
    text = " ".join(["word"] * 40 + ["11,000"] + ["word"] * 40)
    start = text.index("11,000")
    document = Document(id="d", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),))
    uncoded = Uncoded(passage=document.passage(start, start + 6), reason="r")
    ((item,),) = (
        group.passages for group in unchecked_by_reason(replace(article([]), document=document, uncoded=(uncoded,)))
    )
    assert item.before == "… " + "word " * 11
    assert item.after == " word" * 11 + " …"
