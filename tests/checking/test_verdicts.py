"""What the record says of one claim of an article: one example for each verdict, on the shipped case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.checking.telling import (
    BBC,
    HUR,
    KIRBY,
    NIS,
    OSC,
    ROK_DIA,
    SHIN,
    claim,
    containers,
    killed,
    oil,
    the_parties,
    the_record,
    told,
)

from tumen.checking import ORDER, check
from tumen.checking.severity import is_fault
from tumen.codebook.claim import Basis, Claim, Kind, Outcome, Stage
from tumen.codebook.document import Passage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report, Status
from tumen.codebook.quantity import Measure
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.verdict import NoteKind, Severity, VerdictKind

EXAMPLES: list[tuple[VerdictKind, Claim, str]] = [
    (
        VerdictKind.DIRECTION_REVERSED,
        claim("workers", 12_000, 12_000, actor="RU", counterpart="KP", unit="person", stage=Stage.PLANNED),
        "2025-11-20",
    ),
    (VerdictKind.UNIT_SLIP, containers(130, None, ROK_DIA, time="2022-06/2024-08"), "2024-09-01"),
    (
        VerdictKind.ITEM_CONFUSED,
        claim("troops", 12_000, 12_000, HUR, unit="person", time="2025-11/..", stage=Stage.PLANNED),
        "2025-11-20",
    ),
    (VerdictKind.OUTCOME_CONFUSED, killed(4_700, 4_700, NIS, time="2024-10/2025-04"), "2025-05-10"),
    (
        VerdictKind.MEASURE_CONFUSED,
        claim("shells", 1_000_000, None, NIS, time="2023-11", measure=Measure.RATE, per="month"),
        "2023-11-10",
    ),
    (VerdictKind.CONVERTED_AS_COUNTED, claim("shells", 12_000_000, None, ROK_DIA, time="../2025-07"), "2025-07-20"),
    (
        VerdictKind.STAGE_RAISED,
        claim("troops", 6_000, 6_000, NIS, time="2025-09", unit="person", measure=Measure.INCREMENT),
        "2025-09-08",
    ),
    (
        VerdictKind.WRONG_TIME,
        oil(165_000, None, KIRBY, time="2024-09", measure=Measure.INCREMENT),
        "2024-10-02",
    ),
    (VerdictKind.WRONG_SOURCE, containers(None, 6_700, KIRBY, time="2023-09/2024-02"), "2024-03-01"),
    (
        VerdictKind.ONE_ORIGIN_AS_MANY,
        oil(1_000_000, None, OSC, time="2024-03/2024-11", also_said_by=(BBC,)),
        "2024-12-01",
    ),
    (VerdictKind.OVERTAKEN, containers(13_000, None, ROK_DIA, time="../2025-07"), "2025-07-20"),
    (VerdictKind.HEDGE_DROPPED, containers(6_700, 6_700, SHIN, time="2023-09/2024-02"), "2024-03-01"),
    (VerdictKind.DIFFERS, killed(9_000, 9_000, NIS, time="2024-10/2025-09"), "2025-09-10"),
    (VerdictKind.AGREES, containers(None, 6_700, SHIN, time="2023-09/2024-02"), "2024-03-01"),
    (VerdictKind.NOT_CHECKABLE, claim("military_technology", None, None, actor="RU", counterpart=None), "2024-03-01"),
    (VerdictKind.UNKNOWN, claim("gas", 40, 40, actor="RU", counterpart="KP", unit="tonne"), "2024-03-01"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "article", "on"), EXAMPLES, ids=[kind for kind, _, _ in EXAMPLES])
def test_each_verdict_has_its_case_and_each_fault_is_one(kind: VerdictKind, article: Claim, on: str) -> None:
    verdict = told(article, on)
    assert verdict.kind is kind
    assert (verdict.severity is Severity.FAULT) is is_fault(kind)


def test_every_verdict_has_a_place_in_the_order_of_trial() -> None:
    assert {kind for kind, _ in ORDER} == set(VerdictKind)
    places = [list(VerdictKind).index(kind) for kind, _ in ORDER]
    assert places == sorted(places)


def test_a_fault_shows_what_decides_it_and_offers_a_wording_from_the_record() -> None:
    verdict = told(containers(6_700, 6_700, SHIN, time="2023-09/2024-02"), "2024-03-01")
    assert verdict.severity is Severity.FAULT
    assert next(shown.entry.id for shown in verdict.evidence) == "con07"
    assert verdict.wording is not None
    assert verdict.wording.startswith("Up to 6,700 containers from North Korea to Russia")
    assert "Shin Won-sik" in verdict.because
    assert "27 February 2024" in verdict.because


def test_a_doubtful_reading_raises_no_fault() -> None:
    article = containers(6_700, 6_700, SHIN, time="2023-09/2024-02")
    assert told(article, "2024-03-01", figure=0.9).severity is Severity.FAULT
    doubtful = told(article, "2024-03-01", figure=0.4)
    assert (doubtful.kind, doubtful.severity) == (VerdictKind.HEDGE_DROPPED, Severity.LOOK)
    assert "please read" in doubtful.because


def test_what_came_later_is_a_note_and_no_fault() -> None:
    verdict = told(containers(13_000, None, ROK_DIA, time="../2024-09"), "2024-09-10")
    assert verdict.kind is VerdictKind.AGREES
    assert NoteKind.SINCE in {note.note for note in verdict.notes}


def test_a_figure_that_nobody_gave_is_not_thereby_wrong() -> None:
    verdict = told(claim("gas", 40, 40, actor="RU", counterpart="KP", unit="tonne"), "2024-03-01")
    assert verdict.severity is Severity.UNKNOWN
    assert [note.note for note in verdict.notes] == [NoteKind.NOBODY_SAYS]


def test_what_lies_outside_the_case_is_said_to() -> None:
    verdict = told(claim("shells", 500_000, 500_000, actor="KR", counterpart="US"), "2024-03-01")
    assert [note.note for note in verdict.notes] == [NoteKind.OUTSIDE_CASE]


def test_an_article_that_repeats_a_garble_is_shown_the_original_and_the_garble() -> None:
    verdict = told(killed(4_700, 4_700, NIS, time="2024-10/2025-04", outcome=Outcome.WOUNDED), "2025-05-10")
    assert verdict.kind is VerdictKind.OUTCOME_CONFUSED
    assert {"los31", "los32"} <= {shown.entry.id for shown in verdict.evidence}


def test_a_misread_giver_is_read_again_and_only_asks_for_a_look() -> None:
    misread = containers(13_000, None, ROK_DIA, time="2022-06/2024-08", actor="KR", counterpart="US")
    verdict = told(misread, "2024-09-01", actor=0.9, counterpart=0.9)
    assert (verdict.kind, verdict.severity) == (VerdictKind.AGREES, Severity.LOOK)
    assert verdict.entry.claim == misread
    assert told(misread, "2024-09-01").kind is VerdictKind.UNKNOWN


def test_one_treaty_is_told_of_and_not_given_as_a_figure() -> None:
    treaty = claim("treaty", None, None, time="2024-06", kind=Kind.AGREEMENT)
    assert "told of the treaty" in told(treaty, "2024-08-01").because


def test_a_number_on_record_is_shown_where_too_much_else_is_different() -> None:
    verdict = told(containers(13_000, 13_000, HUR, time="2022-06/2024-08"), "2024-08-28")
    assert verdict.kind is VerdictKind.UNKNOWN
    assert "at least 13,000 containers on 27 August 2024" in verdict.because


def test_what_is_unknown_is_told_beside_the_newest_statement_of_its_kind() -> None:
    neighbour = Source(name="a neighbour of the camp", kind=SourceKind.PERSON)
    camp = told(claim("workers", 77_000, 77_000, neighbour, time="2025-06", unit="person"), "2025-06-20")
    assert camp.kind is VerdictKind.UNKNOWN
    assert "Nobody on record gives 77,000 workers" in camp.because
    assert "the newest of that kind" in camp.because
    missiles = told(claim("missiles", None, None, NIS, time="2024-11"), "2024-11-20")
    assert "ballistic missiles" in missiles.because
    arms = told(claim("munitions", 510, 510, neighbour, time="2024-08", unit="tonne"), "2024-08-20")
    assert "74,000 tonnes of munitions" in arms.because


def test_a_total_of_this_year_is_held_against_no_other_year_s() -> None:
    verdict = told(oil(168_679, 168_679, time="2024", measure=Measure.CUMULATIVE), "2024-12-06")
    starts = [shown.entry.claim.time.first for shown in verdict.evidence if shown.entry.claim.time]
    assert verdict.kind is VerdictKind.DIFFERS
    assert all(first is None or first.year == 2024 for first in starts)


def test_a_total_that_may_have_grown_is_no_fault() -> None:
    """More than eight million rounds by October 2024: a year before the same service had spoken of one."""
    verdict = told(claim("shells", 8_000_000, None, NIS, time="2023-08/2024-10"), "2024-10-19")
    assert verdict.severity is not Severity.FAULT
    assert "November 2023" not in verdict.because


def test_a_power_of_ten_known_by_the_state_alone_only_asks_for_a_look() -> None:
    seoul = Source(name="Seoul", kind=SourceKind.GOVERNMENT)
    by_state = told(containers(130, None, seoul, time="2022-06/2024-08"), "2024-09-01")
    by_name = told(containers(130, None, ROK_DIA, time="2022-06/2024-08"), "2024-09-01")
    assert (by_state.kind, by_state.severity) == (VerdictKind.UNIT_SLIP, Severity.LOOK)
    assert (by_name.kind, by_name.severity) == (VerdictKind.UNIT_SLIP, Severity.FAULT)


def test_a_total_since_last_autumn_is_not_borne_out_by_one_up_to_it() -> None:
    since = containers(20_000, None, time="2024-09/2025-07")
    supporting = {shown.entry.id for shown in told(since, "2025-07-04").evidence}
    assert "con89" not in supporting  # some 20,000 as of September 2024


def test_a_service_named_for_what_another_told_without_its_figure_only_asks_for_a_look() -> None:
    named = told(claim("howitzers", None, None, NIS, time="../2024-11", unit="item"), "2024-11-20")
    assert (named.kind, named.severity) == (VerdictKind.WRONG_SOURCE, Severity.LOOK)


def test_builders_of_that_very_number_are_shown_by_whatever_name() -> None:
    times = Source(name="New York Times", kind=SourceKind.MEDIA)
    sent = claim("workers", 5_000, 5_000, times, time="2025-06/..", unit="person", measure=Measure.INCREMENT)
    verdict = told(replace(sent, stage=Stage.PLANNED), "2025-06-18")
    assert "5,000 engineers on 17 June 2025" in verdict.because


def test_what_the_source_s_side_says_soon_after_the_article_makes_a_fault_a_look() -> None:
    pentagon = Source(name="Pentagon", kind=SourceKind.GOVERNMENT)
    sent = claim("troops", 10_000, 10_000, pentagon, time="2024-10", unit="person")
    verdict = told(sent, "2024-10-28")
    assert verdict.severity is Severity.LOOK
    assert (
        "after the article Antony Blinken (US State Department) gave 10,000 troops on 31 October 2024"
        in verdict.because
    )
    assert verdict.wording is None


@pytest.mark.parametrize(
    ("source", "on", "severity"),
    [
        ("South Korean officials", "2024-11-02", Severity.FAULT),
        ("South Korean officials", "2025-01-13", Severity.LOOK),
        ("NIS", "2024-10-21", Severity.FAULT),
        ("NIS", "2025-01-13", Severity.LOOK),
    ],
)
def test_a_plan_told_months_ago_or_told_by_others_as_done_may_have_come_about(
    source: str, on: str, severity: Severity
) -> None:
    officials = Source(name=source, kind=SourceKind.GOVERNMENT if " " in source else SourceKind.INTELLIGENCE)
    sent = claim("troops", None, 12_000, officials, time=f"../{on[:7]}", unit="person")
    verdict = told(sent, on)
    assert (verdict.kind, verdict.severity) == (VerdictKind.STAGE_RAISED, severity)


@pytest.mark.parametrize(("stage", "severity"), [(Stage.PLANNED, Severity.LOOK), (Stage.DONE, Severity.FAULT)])
def test_a_plan_told_for_a_possibility_is_worth_a_look(stage: Stage, severity: Severity) -> None:
    time = "../2025-06" if stage is Stage.DONE else "2025-06/.."
    diplomats = Source(name="diplomatic sources in Russia and the West", kind=SourceKind.OFFICIAL_ANONYMOUS)
    sent = claim("workers", 25_000, 25_000, diplomats, time=time, unit="person")
    verdict = told(replace(sent, stage=stage, measure=Measure.INCREMENT), "2025-06-20", stage=0.9)
    assert (verdict.kind, verdict.severity) == (VerdictKind.STAGE_RAISED, severity)


def test_those_who_are_there_may_be_told_as_sent() -> None:
    zelensky = Source(name="Volodymyr Zelensky", kind=SourceKind.GOVERNMENT)
    verdict = told(claim("troops", None, 11_000, zelensky, time="../2024-11", unit="person"), "2024-11-20")
    assert (verdict.kind, verdict.severity) == (VerdictKind.MEASURE_CONFUSED, Severity.LOOK)


def test_a_sum_a_year_is_no_slip_of_a_wage_a_month() -> None:
    sum_a_year = claim("payment", 200e6, 200e6, NIS, time="2024-11", unit="USD", measure=Measure.RATE, per="year")
    verdict = told(replace(sum_a_year, actor="RU", counterpart="KP"), "2024-11-01")
    assert verdict.kind is not VerdictKind.UNIT_SLIP


def test_a_number_of_dead_read_as_sent_is_no_fault_of_direction() -> None:
    sent = claim("troops", 2_000, 2_000, NIS, time="../2025-09", unit="person")
    assert told(sent, "2025-09-02", actor=0.9, counterpart=0.9).severity is not Severity.FAULT


THREE_MILLION = claim("shells", 3_000_000, 3_000_000, SHIN, time="2023-09/2024-02")


def read_from(quote: str, told_claim: Claim) -> Entry:
    """A claim as a machine coded it from a passage, in an article of March 2024."""
    return Entry(
        id=quote,
        claim=told_claim,
        report=Report(
            published=Edtf.parse("2024-03-01"),
            passage=Passage(document="article", start=0, end=len(quote), quote=quote),
        ),
        coding=Coding(coder="test", fields={"basis": FieldCoding(confidence=1.0, reason="made up")}),
        status=Status.SUGGESTED,
    )


@pytest.mark.parametrize(
    ("quote", "severity"),
    [
        ("the trucks could have brought 3 million shells", Severity.LOOK),
        ("containers with room for 3 million shells have gone", Severity.LOOK),
        ("3 million shells were unloaded", Severity.FAULT),
    ],
)
def test_a_reckoning_told_as_such_is_no_fault_however_the_machine_coded_it(quote: str, severity: Severity) -> None:
    (verdict,) = check([read_from(quote, THREE_MILLION)], the_record(), parties=the_parties())
    assert (verdict.kind, verdict.severity) == (VerdictKind.CONVERTED_AS_COUNTED, severity)


def test_a_reckoning_that_the_article_tells_as_one_elsewhere_is_worth_a_look() -> None:
    counted = read_from("3 million shells were unloaded", THREE_MILLION)
    reckoned = read_from("enough for 3 million shells", replace(THREE_MILLION, basis=Basis.CONVERTED))
    verdict, _ = check([counted, reckoned], the_record(), parties=the_parties())
    assert (verdict.kind, verdict.severity) == (VerdictKind.CONVERTED_AS_COUNTED, Severity.LOOK)
    assert verdict.because.endswith("worked out from another figure, as the article tells elsewhere.")


@pytest.mark.parametrize(
    ("quote", "severity"),
    [("half a million 122mm rounds came", Severity.LOOK), ("500,000 rounds of shells came", Severity.FAULT)],
)
def test_rounds_of_which_nothing_is_told_may_be_a_gun_s_or_a_launcher_s(quote: str, severity: Severity) -> None:
    shells = claim("shells", 500_000, 500_000, SHIN, time="2023-09/2024-02")
    (verdict,) = check([read_from(quote, shells)], the_record(), parties=the_parties())
    assert (verdict.kind, verdict.severity) == (VerdictKind.ITEM_CONFUSED, severity)


def test_an_open_time_reads_well_in_a_sentence() -> None:
    shells = containers(6_700, 6_700, SHIN, time="../2022-09")
    assert " for up to" not in told(shells, "2024-03-01").because
    assert " for from" not in told(shells, "2024-03-01").because
