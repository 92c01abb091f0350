"""Figures, dates and fields as a reader would say them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.publishing.conftest import STATES, TROOPS

from tumen.codebook.claim import Claim
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry
from tumen.codebook.quantity import Direction, Hedge, Measure
from tumen.publishing.labels import FIELD_LABELS, FIELDS_OF_VERDICT, NOTE_LABELS, VERDICT_LABELS
from tumen.publishing.phrases import amount, date_words, field_words, figure_words, link_of, sides_words


def said(**fields: object) -> Claim:
    return replace(TROOPS, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (said(low=11_000, hedge=Hedge.AT_LEAST), "at least 11,000 troops"),
        (said(low=4_000, high=6_000, hedge=Hedge.RANGE), "4,000 to 6,000 troops"),
        (said(low=500, high=500, hedge=Hedge.ABOUT, unit="barrel", item="oil"), "about 500 barrels (oil)"),
        (said(low=2e7, high=2e7, hedge=Hedge.EXACT, unit="USD", item="money"), "20 million USD (money)"),
        (said(low=4.7, high=4.7, hedge=Hedge.EXACT, unit="km", item="bridge"), "4.7 km (bridge)"),
        (said(low=1, high=1, hedge=Hedge.EXACT, unit="train", item="food"), "1 train (food)"),
        (said(low=3, high=3, hedge=Hedge.EXACT, unit="container", item="containers"), "3 containers"),
        (
            said(low=50, hedge=Hedge.AT_LEAST, unit="percent", measure=Measure.FACTOR, direction=Direction.DOWN),
            "down by at least 50 % (troops)",
        ),
        (said(low=2, high=2, hedge=Hedge.EXACT, unit="times", item="oil", measure=Measure.FACTOR), "2 times (oil)"),
        (
            said(low=2e3, high=2e3, hedge=Hedge.EXACT, unit="USD", item="payment", measure=Measure.RATE, per="month"),
            "2,000 USD (payment) a month",
        ),
        (said(item="mlrs"), "multiple rocket launchers"),
        (said(item="other:field_kitchens"), "field kitchens"),
    ],
)
def test_a_figure_in_words(claim: Claim, words: str) -> None:
    assert figure_words(claim) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (999_999, "999,999"), (1e6, "1 million"), (1_234_567, "1,234,567"), (2.5e9, "2.5 billion")],
)
def test_an_amount_in_words(number: float, words: str) -> None:
    assert amount(number) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024", "2024"),
        ("2024-10-18~", "18 October 2024"),
        ("2023-08/2023-10", "August 2023 to October 2023"),
        ("/2024", "up to 2024"),
        ("2023-24/", "winter 2023 onwards"),
    ],
)
def test_a_date_in_words(text: str, words: str) -> None:
    assert date_words(Edtf.parse(text)) == words


def test_no_date_is_told_as_such() -> None:
    assert date_words(None) == "no date"


def test_every_field_of_a_recorded_claim_has_words(recorded: dict[str, Entry]) -> None:
    for entry in recorded.values():
        for name in FIELD_LABELS:
            assert field_words(entry, name, STATES).strip()


def test_a_side_that_is_not_told_says_so() -> None:
    assert sides_words(said(counterpart=None), STATES) == "North Korea → not told"
    assert sides_words(said(actor="UA", counterpart="KR"), STATES) == "UA → KR"


def test_each_verdict_and_note_has_a_label_of_its_own() -> None:
    labels = [*VERDICT_LABELS.values(), *NOTE_LABELS.values()]
    assert len(labels) == len(set(labels))
    assert all(field in FIELD_LABELS for fields in FIELDS_OF_VERDICT.values() for field in fields)


@pytest.mark.parametrize(
    "url", [None, "", "ftp://example.org", "http://", "https://exa mple.org", "http://[::1", "HTTPS:/x", "https://e/\n"]
)
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert link_of(url) is None
