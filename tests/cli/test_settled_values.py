"""A value that all sides accept is recorded for a flow and withdrawn; estimates learn from those that were public."""

from __future__ import annotations

import json

import pytest

from tests.fakes import Terminal

FLOW = "KP>RU:containers/cumulative/container/done"
CASE = ("--case", "case")
SAID = ("--published", "2025-10-01", "--reason", "both ministries say so", *CASE)


def width(tumen: Terminal, *asked: str) -> float:
    shown = json.loads(tumen.done("estimate", FLOW, "--as-of", "2025-07-13", *asked, "--format", "json", *CASE))
    return float(shown["high"] / shown["low"])


def coverage(tumen: Terminal, *asked: str) -> str:
    return tumen.done("estimates", FLOW, *asked, *CASE).splitlines()[-1]


@pytest.fixture
def case(tumen: Terminal) -> Terminal:
    tumen.done("new", "case")
    return tumen


def settled(tumen: Terminal, value: str = "25,000", on: str = "2025-07-13") -> str:
    return tumen.done("settle", FLOW, value, "--on", on, *SAID)


def test_a_value_that_bears_out_what_was_told_narrows_every_estimate(case: Terminal) -> None:
    before = width(case)
    assert "settled by kim" in settled(case)
    assert width(case) < before


def test_a_withdrawal_makes_it_what_it_was(case: Terminal) -> None:
    before = width(case)
    settled(case)
    case.done("unsettle", FLOW, "--reason", "one side took it back", *CASE)
    assert width(case) == before
    assert "0 of 50 flows have a value" in coverage(case)


def test_estimates_say_how_many_flows_have_one(case: Terminal) -> None:
    settled(case)
    assert coverage(case).endswith("1 of 50 flows has a value that all sides accept.")
    settled(case, on="2025-06-30")
    assert "1 of 50" in coverage(case), "a flow counts once, on however many days"


def test_before_it_was_public_it_tells_nothing(case: Terminal) -> None:
    before = width(case, "--known-at", "2025-09-30")
    settled(case)
    assert width(case, "--known-at", "2025-09-30") == before
    assert "0 of 50" in coverage(case, "--known-at", "2025-09-30")
    assert "1 of 50" in coverage(case, "--known-at", "2025-10-01")


def test_the_ledger_as_it_stood_knows_nothing_of_it(case: Terminal) -> None:
    (at,) = {row["at"] for row in json.loads(case.done("history", "con24", "--format", "json", *CASE))}
    settled(case)
    assert "0 of 50" in coverage(case, "--recorded-by", at)
    assert "1 of 50" in coverage(case)


def test_the_card_of_the_flow_tells_of_it(case: Terminal) -> None:
    settled(case)
    told = "25,000 container on 13 July 2025, public since 1 October 2025 (recorded by kim: both ministries say so)"
    assert told in case.done("estimate", FLOW, *CASE)
    assert told in case.done("why", FLOW, *CASE)
    assert told not in case.done("estimate", FLOW, "--known-at", "2025-09-30", *CASE)
    assert told not in case.done("estimate", "KP>RU:containers/cumulative/voyage/done", *CASE)


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [
        (("settle", "KP>RU:containers/cumulative", "5"), 1, "fits 2 flows"),
        (("settle", "KP>RU:containers/cumulative", "5", "--unit", "crate"), 1, "no such flow on record"),
        (("settle", FLOW, "many"), 2, "'many' is no number"),
        (("settle", FLOW, "0"), 1, "is no amount over nothing"),
        (("settle", FLOW, "5", "--on", "2025-12-01"), 1, "is before 2025-12-01, the day that the value is of"),
        (("settle", "RU:oil/share", "5"), 1, "no such flow on record"),
    ],
)
def test_what_cannot_be_settled_is_said_in_one_line(
    case: Terminal, words: tuple[str, ...], status: int, reason: str
) -> None:
    result = case(*words, *SAID)
    assert result.exit_code == status, result.output
    assert reason in result.stderr


def test_of_several_days_the_one_to_withdraw_is_named(case: Terminal) -> None:
    settled(case)
    settled(case, on="2025-06-30")
    result = case("unsettle", FLOW, "--reason", "x", *CASE)
    assert result.exit_code == 1
    assert "has values on 2025-06-30, 2025-07-13. Name the day with --on DATE" in result.stderr
    case.done("unsettle", FLOW, "--on", "2025-06-30", "--reason", "x", *CASE)
    case.done("unsettle", FLOW, "--reason", "x", *CASE)
    assert "has no settled value" in case("unsettle", FLOW, "--reason", "x", *CASE).stderr


def test_a_value_can_be_withdrawn_when_the_flows_claims_are_gone(case: Terminal) -> None:
    voyages = "KP>RU:containers/increment/voyage/done"
    case.done("settle", voyages, "30", *SAID)
    claims = json.loads(case.done("claims", voyages, "--format", "json", *CASE))
    case.done("reject", *(row["id"] for row in claims), "--reason", "misread", *CASE)
    assert "0 of 50" in coverage(case), "a flow without a claim tells nothing"
    case.done("unsettle", voyages, "--reason", "no such flow", *CASE)


def test_the_shipped_case_holds_none(tumen: Terminal) -> None:
    assert "0 of 50" in tumen.done("estimates", FLOW).splitlines()[-1]
    assert tumen("settle", FLOW, "5", "--reason", "x").exit_code == 2
