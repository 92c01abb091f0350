"""What a machine hardly read turns no good figure into a fault: it is left open, and the passage asks for a look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checking.telling import (
    BBC,
    KIRBY,
    NIS,
    OSC,
    SHIN,
    claim,
    containers,
    killed,
    oil,
    the_parties,
    the_record,
    told,
)
from tests.checking.test_verdicts import EXAMPLES

from tumen.checking import check
from tumen.codebook.claim import Claim, Kind, Outcome, Stage
from tumen.codebook.document import Passage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.verdict import Severity, Verdict, VerdictKind

BARRELS = oil(165_000, None, KIRBY, time="2024-09", measure=Measure.INCREMENT)
BOXES = containers(None, 6_700, KIRBY, time="2023-09/2024-02")
DEAD = killed(4_700, 4_700, NIS, time="2024-10/2025-04", hedge=Hedge.ABOUT)
STATE_DEPARTMENT = Source(name="US State Department", kind=SourceKind.GOVERNMENT)


def read_in(quote: str, told_claim: Claim, on: str) -> Verdict:
    """The verdict on a claim that a machine surely read in such a passage."""
    passage = Passage(document="article", start=0, end=len(quote), quote=quote)
    entry = Entry(
        id="article",
        claim=told_claim,
        report=Report(published=Edtf.parse(on), passage=passage),
        coding=Coding(coder="test", fields={"figure": FieldCoding(confidence=1.0, reason="made up")}),
    )
    (verdict,) = check([entry], the_record(), parties=the_parties())
    return verdict


def inferred(told_claim: Claim, on: str, **coding: float) -> Verdict:
    """The verdict on a claim whose fields of these confidences were carried over, not read."""
    fields = {name: FieldCoding(confidence=sure, reason="made up", inferred=True) for name, sure in coding.items()}
    report = Report(published=Edtf.parse(on))
    entry = Entry(id="article", claim=told_claim, report=report, coding=Coding(coder="test", fields=fields))
    (verdict,) = check([entry], the_record(), parties=the_parties())
    return verdict


@pytest.mark.parametrize(
    ("told_claim", "on", "field", "fault", "doubt"),
    [
        (BOXES, "2024-03-01", "sources", VerdictKind.WRONG_SOURCE, "source"),
        (BARRELS, "2024-10-02", "time", VerdictKind.WRONG_TIME, "time"),
        (DEAD, "2025-05-10", "outcome", VerdictKind.OUTCOME_CONFUSED, "outcome"),
    ],
)
def test_a_fault_on_a_field_that_was_hardly_read_is_borne_out_but_to_be_read(
    told_claim: Claim, on: str, field: str, fault: VerdictKind, doubt: str
) -> None:
    sure, unsure = told(told_claim, on, **{field: 0.9}), told(told_claim, on, **{field: 0.45})
    assert (sure.kind, sure.severity) == (fault, Severity.FAULT)
    assert (unsure.kind, unsure.severity) == (VerdictKind.AGREES, Severity.LOOK)
    assert f"its {doubt} may be misread" in unsure.because


def test_a_time_that_the_text_does_not_tell_is_held_against_no_figure() -> None:
    assert inferred(BARRELS, "2024-10-02", time=0.9).kind is VerdictKind.AGREES
    assert told(BARRELS, "2024-10-02", time=0.9).kind is VerdictKind.WRONG_TIME


def test_a_start_carried_over_makes_nothing_told_too_far_along() -> None:
    """Since 2023 arms have come, it was said before; then: the deployment of roughly 15,000 soldiers."""
    sent = claim("troops", 15_000, 15_000, time="2023/2026-01", unit="person", hedge=Hedge.ABOUT)
    assert told(sent, "2026-01-27", time=0.9).kind is VerdictKind.STAGE_RAISED
    again = inferred(sent, "2026-01-27", time=0.9)
    assert (again.kind, again.severity) == (VerdictKind.AGREES, Severity.LOOK)


def test_a_misread_start_does_not_hide_that_a_newer_figure_is_known() -> None:
    boxes = containers(10_000, None, STATE_DEPARTMENT, time="2022-06/2024-09")
    assert told(boxes, "2024-09-12", time=0.7).kind is VerdictKind.OVERTAKEN


def test_a_time_that_starts_when_the_statement_was_made_may_only_date_it() -> None:
    dead = killed(2_000, 2_000, NIS, time="2025-09/2026-01", hedge=Hedge.ABOUT)
    assert (told(dead, "2026-01-28", time=0.9).kind, told(dead, "2026-01-28").kind) == (
        VerdictKind.AGREES,
        VerdictKind.WRONG_TIME,
    )


def test_arms_told_as_sent_for_a_sum_are_held_against_what_they_are_said_to_be_worth() -> None:
    naumann = Source(name="Olena Guseinova", kind=SourceKind.THINK_TANK)
    worth = claim("munitions", 5.5e9, 5.5e9, naumann, time="2022-02/2024-10", unit="USD")
    assert told(worth, "2024-10-30").kind is VerdictKind.HEDGE_DROPPED


def test_oil_without_a_unit_is_counted_as_the_record_counts_it() -> None:
    moscow = Source(name="Russia", kind=SourceKind.GOVERNMENT)
    notices = replace(oil(150_845, 150_845, moscow, time="2023", measure=Measure.INCREMENT), unit="item")
    assert told(notices, "2025-12-11").kind is VerdictKind.DIFFERS


def test_an_item_carried_over_tells_no_unit() -> None:
    eleven = claim("shells", 11_000, None, STATE_DEPARTMENT, time="2023-09/2024-09")
    assert inferred(eleven, "2024-09-06", item=0.7).kind is VerdictKind.AGREES
    assert told(eleven, "2024-09-06", item=0.9).kind is VerdictKind.UNIT_SLIP


def test_a_source_that_is_surely_read_decides_when_the_fault_does_not_hang_on_it() -> None:
    raised = claim(
        "troops", 6_000, 6_000, NIS, time="2025-09", unit="person", measure=Measure.INCREMENT, stage=Stage.DONE
    )
    assert told(raised, "2025-09-08", sources=0.4).kind is VerdictKind.STAGE_RAISED


def test_a_newer_figure_of_a_source_that_may_be_misread_is_a_look() -> None:
    dead = killed(600, 600, NIS, time="../2025-12")
    assert told(dead, "2025-12-05", time=0.9, sources=0.95).severity is Severity.FAULT
    doubtful = told(dead, "2025-12-05", time=0.9, sources=0.8)
    assert (doubtful.kind, doubtful.severity) == (VerdictKind.OVERTAKEN, Severity.LOOK)


def test_a_source_that_means_nobody_in_particular_is_as_good_as_none() -> None:
    observers = Source(name="observers", kind=SourceKind.THINK_TANK)
    dead = killed(200, None, observers, time="../2024-12")
    verdict = told(dead, "2024-12-21")
    assert (verdict.kind, verdict.severity) == (VerdictKind.OUTCOME_CONFUSED, Severity.LOOK)


def test_a_range_to_the_letter_is_not_taken_for_another_sources_point_within_it() -> None:
    researchers = Source(name="researchers", kind=SourceKind.THINK_TANK)
    shells = claim("shells", 4_000_000, 6_000_000, researchers, time="../2025-04")
    assert told(shells, "2025-04-18").kind is VerdictKind.CONVERTED_AS_COUNTED


@pytest.mark.parametrize(
    ("since", "kind"), [("2024-12-04/..", VerdictKind.AGREES), ("2024-09-04/..", VerdictKind.WRONG_TIME)]
)
def test_a_treaty_in_force_since_a_day_is_one_of_that_day(since: str, kind: VerdictKind) -> None:
    treaty = replace(
        claim("treaty", None, None, time=since), kind=Kind.AGREEMENT, actor="RU", counterpart="KP", unit=""
    )
    assert told(treaty, "2025-01-20").kind is kind


@given(example=st.sampled_from(EXAMPLES), sure=st.floats(0.0, 0.59))
def test_what_is_hardly_read_is_never_called_a_fault(example: tuple[VerdictKind, Claim, str], sure: float) -> None:
    _, told_claim, on = example
    fields = ("figure", "item", "actor", "counterpart", "outcome", "measure", "basis", "stage", "time", "sources")
    assert told(told_claim, on, **dict.fromkeys(fields, sure)).severity is not Severity.FAULT


def test_what_a_person_coded_is_taken_as_it_is() -> None:
    assert told(BOXES, "2024-03-01").kind is VerdictKind.WRONG_SOURCE
    assert told(replace(DEAD, outcome=Outcome.KILLED), "2025-05-10").kind is VerdictKind.OUTCOME_CONFUSED
    assert told(replace(BOXES, sources=(SHIN,)), "2024-03-01").kind is VerdictKind.AGREES


def test_a_plan_that_may_be_told_as_done_is_borne_out_but_to_be_read() -> None:
    """Builders "are already at work", read as planned: the record knows only the plan."""
    shoigu = Source(name="Sergei Shoigu", kind=SourceKind.GOVERNMENT)
    sent = claim("engineers", 5_000, 5_000, shoigu, time="2025-06/..", unit="person", measure=Measure.INCREMENT)
    sent = replace(sent, stage=Stage.PLANNED)
    assert told(sent, "2025-06-19", stage=0.9).severity is Severity.FINE
    hardly = told(sent, "2025-06-19", stage=0.5)
    assert (hardly.kind, hardly.severity) == (VerdictKind.AGREES, Severity.LOOK)
    assert "its stage may be misread" in hardly.because


def test_who_is_told_to_go_home_may_have_been_read_the_wrong_way_round() -> None:
    lawmaker = Source(name="Lee Seong-kweun", kind=SourceKind.GOVERNMENT)
    men = claim("troops", 2_000, 2_000, lawmaker, time="2025-01/2025-04", unit="person", hedge=Hedge.ABOUT)
    gone, sent = (
        "about 2,000 of the men have been flown home since January",
        "about 2,000 men have been sent since January",
    )
    assert [read_in(quote, men, "2025-04-30").severity for quote in (gone, sent)] == [Severity.LOOK, Severity.FAULT]


def test_a_calibre_of_guns_and_launchers_leaves_open_whether_shells_or_rockets_are_meant() -> None:
    shells = claim("shells", 500_000, 500_000, SHIN, time="../2024-02")
    bare, plain = "and 500,000 of 122 millimeters", "and 500,000 howitzer shells"
    found = [read_in(quote, shells, "2024-02-28") for quote in (bare, plain)]
    assert [(each.kind, each.severity) for each in found] == [
        (VerdictKind.ITEM_CONFUSED, Severity.LOOK),
        (VerdictKind.ITEM_CONFUSED, Severity.FAULT),
    ]


def test_nearly_and_more_than_are_worth_a_look_and_no_more() -> None:
    president = Source(name="Volodymyr Zelensky", kind=SourceKind.GOVERNMENT)
    lost = killed(None, 3_000, president, time="../2024-12", outcome=Outcome.CASUALTIES)
    found = [read_in(f"{bound} 3,000 killed or wounded", lost, "2024-12-27") for bound in ("close to", "up to")]
    assert [(each.kind, each.severity) for each in found] == [
        (VerdictKind.HEDGE_DROPPED, Severity.LOOK),
        (VerdictKind.HEDGE_DROPPED, Severity.FAULT),
    ]


def test_an_item_that_was_carried_over_is_held_against_nobody() -> None:
    """Ten thousand soldiers have gone and five thousand others are to come: builders, says the record."""
    others = claim("troops", 5_000, 5_000, NIS, time="2025-11/..", unit="person", measure=Measure.INCREMENT)
    others = replace(others, stage=Stage.PLANNED)
    assert told(others, "2025-11-05", item=0.99).severity is Severity.FAULT
    assert inferred(others, "2025-11-05", item=0.99).severity is Severity.LOOK


def test_soldiers_who_clear_mines_are_told_as_engineers() -> None:
    kim = Source(name="Kim Jong Un", kind=SourceKind.GOVERNMENT)
    nine = killed(9, 9, kim, time="../2025-12-13")
    clearing, plain = (
        read_in(quote, nine, "2026-01-08").severity
        for quote in ("nine soldiers had been killed clearing mines close to Kursk", "nine soldiers had been killed")
    )
    assert (clearing, plain) == (Severity.LOOK, Severity.FAULT)


def test_an_outlet_beside_the_authors_of_a_study_may_have_brought_it_out_with_them() -> None:
    barrels = oil(1_000_000, None, OSC, time="2024-03/2024-11", also_said_by=(BBC,))
    quotes = "a study that the Centre and the BBC released", "the Centre and, separately, the BBC"
    assert [read_in(quote, barrels, "2024-11-22").severity for quote in quotes] == [Severity.LOOK, Severity.FAULT]
    assert told(barrels, "2024-11-22").severity is Severity.FAULT


def test_a_total_told_for_a_period_whose_time_was_carried_over_is_worth_a_look_and_a_pace_for_a_total_is_none() -> None:
    monitors = Source(name="MSMT", kind=SourceKind.INTERNATIONAL)
    total = claim("shells", None, 9_000_000, monitors, time="2023-09/2025-05")
    pace = claim("shells", 1_000_000, None, NIS, time="2023-11", measure=Measure.RATE, per="month")
    assert told(total, "2025-05-30", time=0.98).severity is Severity.FAULT
    assert inferred(total, "2025-05-30", time=0.98).severity is Severity.LOOK
    assert inferred(pace, "2023-11-10", time=0.98).kind is VerdictKind.MEASURE_CONFUSED
    assert inferred(pace, "2023-11-10", time=0.98).severity is Severity.FAULT


def test_men_lost_may_be_dead_or_out_of_action() -> None:
    lost = killed(2_000, 2_000, NIS, time="../2025-12", outcome=Outcome.CASUALTIES)
    quotes = "2,000 of Pyongyang's troops were lost in the war", "2,000 of Pyongyang's troops were killed or wounded"
    assert [read_in(quote, lost, "2025-12-13").severity for quote in quotes] == [Severity.LOOK, Severity.FAULT]
