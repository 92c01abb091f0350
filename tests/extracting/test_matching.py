"""Spans that overlap: the better one is kept, in a text of any length."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tumen.extracting.matching import without_overlaps


@dataclass(frozen=True)
class Stretch:
    start: int
    end: int


STRETCHES = st.lists(
    st.builds(lambda start, width: Stretch(start, start + width), st.integers(0, 60), st.integers(1, 12)), max_size=40
)


def overlap(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


def test_the_first_named_of_two_that_overlap_is_kept() -> None:
    long, short, apart = Stretch(4, 20), Stretch(10, 24), Stretch(20, 24)
    assert without_overlaps([long, short, apart]) == [long, apart]
    assert without_overlaps([short, long, apart]) == [short]


@given(STRETCHES)
def test_what_is_left_out_overlaps_something_better_that_is_kept(ranked: list[Stretch]) -> None:
    kept = without_overlaps(ranked)
    assert kept == sorted(kept, key=lambda span: span.start)
    for place, span in enumerate(ranked):
        better = [other for other in ranked[:place] if other in kept]
        assert (span in kept) or any(overlap(span, other) for other in better)
    for one, other in pairwise(kept):
        assert not overlap(one, other)
