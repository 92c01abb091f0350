"""Dates against the examples of EDTF (ISO 8601-2:2019, the published specification's levels 0 and 1)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from tests.strategies import dates, days

from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidClaim, InvalidDate

LEVEL_0: list[tuple[str, str | None, str | None]] = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
]
LEVEL_1: list[tuple[str, str | None, str | None]] = [
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("1984~", "1984-01-01", "1984-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-22", "2001-06-01", "2001-08-31"),
    ("2001-23", "2001-09-01", "2001-11-30"),
    ("2003-24", "2003-12-01", "2004-02-29"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("1984/2004-06~", "1984-01-01", "2004-06-30"),
    ("1984~/2004~", "1984-01-01", "2004-12-31"),
    ("1984?/2004%", "1984-01-01", "2004-12-31"),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08"),
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("1985/..", "1985-01-01", None),
    ("../1985-04-12", None, "1985-04-12"),
    ("../1985-04", None, "1985-04-30"),
    ("../1985", None, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", None),
    ("/1985-04", None, "1985-04-30"),
]
OUTSIDE = [
    "1985-04-12T23:20:30",
    "Y170000002",
    "-1985",
    "201X",
    "2004-XX",
    "1985-XX-XX",
    "2004-06-~01",
    "{1960,1961-12}",
    "[1667,1760-12]",
    "1985-4-12",
    "85",
    "12.04.1985",
    "1985/1986/1987",
    "",
    " ",
    "/",
    "../..",
    "..",
    "2004-06/2004-05",
    "1985-04-31",
    "2023-02-29",
    "1985-13",
    "1985-25",
    "1985-00",
    "1985-10-00",
    "1985-00-00",
    "1985-21-05",
    "0000",
    "9999-24",
    "２０２４-10",
    "2024~~",
]


@pytest.mark.parametrize(("text", "first", "last"), LEVEL_0 + LEVEL_1)
def test_the_standards_examples_cover_their_days(text: str, first: str | None, last: str | None) -> None:
    found = Edtf.parse(text)
    assert (found.first and found.first.isoformat(), found.last and found.last.isoformat()) == (first, last)
    assert str(found) == text


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_the_subset_leaves_out_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidDate) as refusal:
        Edtf.parse(text)
    assert refusal.value.place == "time"
    assert isinstance(refusal.value, InvalidClaim)


def test_a_refused_date_shows_how_to_write_one() -> None:
    with pytest.raises(InvalidDate, match=r"2024-22 \(summer\)"):
        Edtf.parse("summer 2024")


def test_white_space_around_a_date_is_passed_over() -> None:
    assert Edtf.parse(" 2024-10 ") == Edtf.parse("2024-10")


@given(dates())
def test_a_date_is_found_again_from_its_text(found: Edtf) -> None:
    assert Edtf.parse(str(found)) == found


@given(dates())
def test_a_date_never_ends_before_it_starts(found: Edtf) -> None:
    assert found.first is None or found.last is None or found.first <= found.last
    assert found.is_open == (found.last is None)


@given(dates(), dates())
def test_overlap_is_the_same_from_both_sides(one: Edtf, other: Edtf) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@given(dates(), days)
def test_a_day_within_is_a_day_shared(found: Edtf, day: date) -> None:
    assert found.contains(day) == found.overlaps(Edtf.between(day, day))


@pytest.mark.parametrize(
    ("one", "other", "slack", "meet"),
    [
        ("2024-10", "2024-10-31", 0, True),
        ("2024-10", "2024-11", 0, False),
        ("2024-10", "2024-11", 1, True),
        ("2024-11", "2024-10", 1, True),
        ("2024-10-01", "2024-11-01", 30, False),
        ("2024-10-01", "2024-11-01", 31, True),
        ("../2024-02", "2024-02-29/..", 0, True),
        ("../2024-02", "2024-03/..", 0, False),
        ("2023-24", "2024-01", 0, True),
    ],
)
def test_two_times_meet(one: str, other: str, slack: int, meet: bool) -> None:
    assert Edtf.parse(one).overlaps(Edtf.parse(other), slack_days=slack) is meet


def test_the_interval_between_two_days_has_its_shortest_form() -> None:
    day, later = date(2024, 10, 18), date(2024, 12, 1)
    assert str(Edtf.between(day, day)) == "2024-10-18"
    assert str(Edtf.between(day, later)) == "2024-10-18/2024-12-01"
    assert str(Edtf.between(None, day)) == "../2024-10-18"
    with pytest.raises(InvalidDate, match="open at both ends"):
        Edtf.between(None, None)
