"""Times: what is told in full, what hangs on publication or on the time spoken of, open ends, paces and lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.codebook.edtf import Edtf
from tumen.extracting.spans import TimeForm, TimeSpan
from tumen.extracting.times import find_times

PUBLISHED = Edtf.parse("2024-06-16")


def only(text: str, antecedent: str | None = None) -> TimeSpan:
    (span,) = find_times(text, PUBLISHED, Edtf.parse(antecedent) if antecedent else None)
    return span


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on 18 October 2023", "2023-10-18"),
        ("October 18, 2023", "2023-10-18"),
        ("in March 2023", "2023-03"),
        ("Sept 2021", "2021-09"),
        ("in 2022", "2022"),
        ("the first nine months of 2023", "2023-01/2023-09"),
        ("the third quarter of 2023", "2023-07/2023-09"),
        ("Q3 2023", "2023-07/2023-09"),
        ("the summer of 2023", "2023-22"),
        ("2022-23", "2022/2023"),
        ("late 2023", "2023-09/2023-12"),
        ("2023-12-01", "2023-12-01"),
    ],
)
def test_told_in_full(words: str, edtf: str) -> None:
    assert str(only(words).edtf) == edtf
    assert not only(words).anchored


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("last October", "2023-10"),
        ("in February", "2024-02"),
        ("last month", "2024-05"),
        ("last year", "2023"),
        ("next year", "2025"),
        ("on Friday", "2024-06-14"),
        ("yesterday", "2024-06-15"),
        ("last autumn", "2023-23"),
        ("two years ago", "2022"),
        ("a year ago in June", "2023-06"),
        ("in the coming months", "2024-06/.."),
        ("so far this year", "2024-01/2024-06"),
        ("to date", "../2024-06"),
        ("now", "2024-06"),
    ],
)
def test_worked_out_from_publication(words: str, edtf: str) -> None:
    assert str(only(words).edtf) == edtf
    assert only(words).anchored


def test_a_month_to_come_needs_words_that_look_ahead() -> None:
    assert str(only("They will leave in July").edtf) == "2024-07"
    assert str(only("They left in July").edtf) == "2023-07"


def test_the_antecedent_anchors_that_year() -> None:
    assert str(only("in November of that year", "2022-11").edtf) == "2022-11"
    assert str(only("the following month", "2022-11").edtf) == "2022-12"


@pytest.mark.parametrize(
    ("words", "edtf", "form"),
    [
        ("since August last year", "2023-08/..", TimeForm.SINCE),
        ("by mid-June", "../2024-06", TimeForm.UNTIL),
        ("from March to October", "2023-03/2023-10", TimeForm.PERIOD),
        ("between August 2023 and March", "2023-08/2024-03", TimeForm.PERIOD),
    ],
)
def test_open_ends_and_periods(words: str, edtf: str, form: TimeForm) -> None:
    span = only(words)
    assert (str(span.edtf), span.form, span.words) == (edtf, form, words)


def test_a_pace_is_no_length() -> None:
    assert (only("350,000 a month").form, only("350,000 a month").per) == (TimeForm.RATE, "month")
    assert only("for three months").form is TimeForm.DURATION
    assert find_times("within a month", PUBLISHED) == ()


def test_may_is_a_month_only_where_the_words_say_so() -> None:
    assert find_times("They may go", PUBLISHED) == ()
    assert str(only("since May").edtf) == "2024-05/.."


def test_without_publication_only_full_dates_are_found() -> None:
    assert [str(s.edtf) for s in find_times("last month, in 2022 and in June", None)] == ["2022"]


@given(st.text(max_size=200))
def test_spans_lie_in_any_text(text: str) -> None:
    end = 0
    for span in find_times(text, PUBLISHED):
        assert end <= span.start < span.end <= len(text)
        assert span.words == text[span.start : span.end]
        end = span.end


_WORDS = st.sampled_from(
    [
        *[
            "in",
            "since",
            "until",
            "by",
            "from",
            "to",
            "and",
            "last",
            "next",
            "this",
            "the",
            "of",
            "year",
            "month",
            "week",
            "ago",
            "first",
            "half",
            "quarter",
            "June",
            "May",
            "October",
        ],
        *[
            "2024",
            "2023",
            "31",
            "12",
            "3rd",
            "-",
            ",",
            ".",
            "early",
            "mid",
            "so",
            "far",
            "a",
            "per",
            "daily",
            "summer",
            "autumn",
            "Monday",
            "will",
        ],
    ]
)


@given(st.lists(_WORDS, max_size=20).map(" ".join))
def test_no_pile_of_calendar_words_breaks_it(text: str) -> None:
    for span in find_times(text, PUBLISHED, Edtf.parse("2022-11")):
        assert span.words
