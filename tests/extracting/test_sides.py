"""Sides: which states a figure may be about, and whose people it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tumen.codebook.claim import Kind
from tumen.codebook.document import Capture
from tumen.extracting.deciding import contexts_of
from tumen.extracting.features import Context
from tumen.extracting.marking import Reading, mark
from tumen.extracting.outlook import Reckoning, acceptance_features, outlook_over
from tumen.extracting.roles import first_of_many, side_options, states_near
from tumen.packs import load_pack
from tumen.reading import read


def reading_of(text: str, publisher: str | None = None, *, of_case: bool = False) -> Reading:
    document = replace(read(Capture(name="a.txt", content=text.encode())), publisher=publisher)
    return mark(document, load_pack() if of_case else None)


def first_context(reading: Reading) -> Context:
    return contexts_of(reading)[0]


def test_the_state_that_the_publisher_is_named_after_may_be_a_side() -> None:
    reading = reading_of("We took delivery of two frigates from China in May.", "Colombo Current Account")
    assert reading.home == ("LK",)
    assert ("CN", "LK") in side_options(first_context(reading), Kind.TRANSFER)


def test_an_accent_does_not_hide_a_capital() -> None:
    plain, accented = (reading_of(f"{name} bought 12 howitzers.") for name in ("Chisinau", "Chişinău"))
    assert plain.states == accented.states == ("MD",)


def test_the_states_of_the_case_are_no_side_where_others_are_named_and_neither_of_them() -> None:
    others = reading_of("Greece sent Armenia 12 howitzers.", of_case=True)
    assert set(states_near(first_context(others))) == {"GR", "AM"}
    nobody = reading_of("Another 3,000 soldiers came in May.", of_case=True)
    assert {"KP", "RU"} <= set(states_near(first_context(nobody)))


def test_who_is_counted_by_name_speaks_for_or_against_a_claim_about_somebody_else() -> None:
    plain = Reckoning(
        figure=(600_000, None, None),
        claim_chance=0.9,
        kind=Kind.LOSS,
        kind_chance=0.9,
        item="troops",
        item_chance=0.9,
        sides=("KP", "RU"),
        sides_chance=0.9,
        votes="absent/nothing",
        polarity="affirmed",
        stage="done",
    )
    told = [replace(plain, people=code) for code in (None, "KP", "RU")]
    names = [set(acceptance_features(each, outlook_over([each]))) for each in told]
    assert [sorted(name for name in held if name.endswith("|q") and name.startswith("people=")) for held in names] == [
        ["people=none|q"],
        ["people=actor|q"],
        ["people=other|q"],
    ]


def test_the_states_that_the_title_names_may_be_sides_though_the_text_names_neither() -> None:
    document = read(Capture(name="a.txt", content=b"Two fast boats were unloaded on Saturday."))
    reading = mark(replace(document, title="China's gift of patrol boats to Fiji"), None)
    assert reading.titled == ("CN", "FJ")
    assert ("CN", "FJ") in side_options(first_context(reading), Kind.TRANSFER)


def test_a_state_named_far_away_may_be_a_side() -> None:
    between = "The road is long. " * 12
    reading = reading_of(f"Oslo keeps the ledger, the minister told Reuters. {between}Poland sent 12 howitzers.")
    assert ("PL", "NO") in side_options(first_context(reading), Kind.TRANSFER)


@pytest.mark.parametrize(
    ("text", "code", "other", "first"),
    [
        ("Togo, Mali and Niger were sent 300 trucks by Russia.", "ML", "RU", "TG"),
        ("Mali and Niger were sent 300 trucks by Russia.", "NE", "RU", None),
        ("Togo, Mali and Niger were sent trucks by Russia, 300 of them Niger.", "NE", "RU", None),
        ("Togo, Russia and Niger were sent 300 trucks.", "NE", "RU", None),
        ("For the missiles from Togo and Mali, Niger has sent Russia 300 trucks.", "NE", "RU", None),
        ("Despite pressure from Paris, Mali and Niger have sent Russia 300 trucks.", "ML", "RU", None),
        ("After a meeting in Togo, Mali and Niger sent Russia 300 trucks.", "NE", "RU", None),
        ("Togo, Mali and Niger have sent Russia 30 trucks, 14 buses and 6 tanks.", "NE", "RU", None),
    ],
)
def test_of_three_states_named_together_the_first_stands_for_them(
    text: str, code: str, other: str, first: str | None
) -> None:
    assert first_of_many(first_context(reading_of(text)), code, other) == first
