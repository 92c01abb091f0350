"""What the record says of one claim of an article: one example for each verdict, on the shipped case."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.checking import ORDER, check
from tumen.checking.trial import is_denial
from tumen.codebook.claim import Claim, Kind, Outcome, Polarity, Stage
from tumen.codebook.document import Passage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report, Status
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.table import parse_table
from tumen.codebook.verdict import NoteKind, Severity, Verdict, VerdictKind
from tumen.codebook.wire import claim_fields, parse_line
from tumen.ledger.view import MemoryView
from tumen.packs import load_pack
from tumen.tracing import Parties, changed_fields, original_of, trace

NIS = Source(name="NIS", kind=SourceKind.INTELLIGENCE)
ROK_DIA = Source(name="South Korea's Defense Intelligence Agency", kind=SourceKind.INTELLIGENCE)
HUR = Source(name="HUR", kind=SourceKind.INTELLIGENCE)
SHIN = Source(name="Shin Won-sik", kind=SourceKind.GOVERNMENT)
OSC = Source(name="Open Source Centre", kind=SourceKind.THINK_TANK)
BBC = Source(name="BBC", kind=SourceKind.MEDIA)
KIRBY = Source(name="John Kirby", kind=SourceKind.GOVERNMENT)


@lru_cache(maxsize=1)
def the_record() -> MemoryView:
    pack = load_pack()
    return MemoryView(parse_table(pack.claims_csv, name="claims.csv").entries, pack, trace)


@lru_cache(maxsize=1)
def the_parties() -> Parties:
    return Parties.of(the_record().pack)


def told(claim: Claim, on: str, **coding: float) -> Verdict:
    """The verdict on an article of that date that tells the claim; ``coding`` are confidences of fields."""
    fields = {name: FieldCoding(confidence=sure, reason="made up") for name, sure in coding.items()}
    entry = Entry(
        id="article",
        claim=claim,
        report=Report(published=Edtf.parse(on)),
        coding=Coding(coder="test", fields=fields),
        status=Status.SUGGESTED,
    )
    (verdict,) = check([entry], the_record(), parties=the_parties())
    return verdict


def claim(
    item: str, low: float | None, high: float | None, *sources: Source, time: str | None = None, **changes: object
) -> Claim:
    hedge = Hedge.NONE if low is high is None else Hedge.EXACT
    if low != high:
        hedge = Hedge.AT_LEAST if high is None else Hedge.AT_MOST if low is None else Hedge.RANGE
    plain = Claim(
        kind=Kind.TRANSFER,
        actor="KP",
        counterpart="RU",
        item=item,
        low=low,
        high=high,
        hedge=hedge,
        unit="round",
        measure=Measure.CUMULATIVE if hedge is not Hedge.NONE else Measure.NONE,
        time=Edtf.parse(time) if time else None,
        sources=sources,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def containers(low: float | None, high: float | None, *sources: Source, time: str, **changes: object) -> Claim:
    return claim("containers", low, high, *sources, time=time, unit="container", **changes)


def oil(low: float | None, high: float | None, *sources: Source, time: str, **changes: object) -> Claim:
    return claim("oil", low, high, *sources, time=time, unit="barrel", actor="RU", counterpart="KP", **changes)


def killed(low: float | None, high: float | None, *sources: Source, time: str, **changes: object) -> Claim:
    changes = {"kind": Kind.LOSS, "outcome": Outcome.KILLED, "unit": "person", **changes}
    return claim("troops", low, high, *sources, time=time, **changes)


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
def test_each_verdict_has_its_case(kind: VerdictKind, article: Claim, on: str) -> None:
    assert told(article, on).kind is kind


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


def test_an_article_never_confirms_itself() -> None:
    article = claim("gas", 40, 40, NIS, actor="RU", counterpart="KP", unit="tonne")
    report = Report(published=Edtf.parse("2024-03-01"), url="https://example.org/article")
    recorded = Entry(id="own", claim=article, report=report, coding=Coding(coder="import"), status=Status.ACCEPTED)
    copy = replace(recorded, id="copy", report=replace(report, url="https://example.org/copy", copied_from="own"))
    view = MemoryView((*the_record().entries(), recorded, copy), the_record().pack, trace)
    entry = replace(recorded, id="draft", status=Status.SUGGESTED)
    (verdict,) = check([entry], view, parties=the_parties())
    assert verdict.kind is VerdictKind.UNKNOWN


def test_a_misread_giver_is_read_again_and_only_asks_for_a_look() -> None:
    misread = containers(13_000, None, ROK_DIA, time="2022-06/2024-08", actor="KR", counterpart="US")
    verdict = told(misread, "2024-09-01", actor=0.9, counterpart=0.9)
    assert (verdict.kind, verdict.severity) == (VerdictKind.AGREES, Severity.LOOK)
    assert verdict.entry.claim == misread
    assert told(misread, "2024-09-01").kind is VerdictKind.UNKNOWN


def test_thousands_without_a_source_are_borne_out_by_any_thousands() -> None:
    """Pyongyang has sent thousands of workers to Russia."""
    article = claim("workers", 2_000, 9_999, hedge=Hedge.VAGUE, unit="person", time="../2025-07")
    assert told(article, "2025-07-07").kind is VerdictKind.AGREES


def test_a_denial_that_came_before_the_thing_was_said_does_not_answer_it() -> None:
    """Around 1,500 of the North's soldiers are in Russia already: denied a week before anybody gave the number."""
    article = claim("troops", 1_500, 1_500, unit="person", time="2024-10", measure=Measure.INCREMENT)
    assert told(article, "2024-10-22").kind is VerdictKind.AGREES


def test_killed_and_wounded_of_one_briefing_make_casualties() -> None:
    """Three thousand killed or wounded, says the NIS: 300 and 2,700."""
    article = killed(3_000, 3_000, NIS, time="2024-12/2025-01", outcome=Outcome.CASUALTIES)
    assert told(article, "2025-01-20").kind is VerdictKind.AGREES


def test_two_things_counted_apart_are_not_one() -> None:
    """240 howitzers since October, says Kyrylo Budanov: 120 howitzers and 120 launchers."""
    budanov = Source(name="Kyrylo Budanov", kind=SourceKind.INTELLIGENCE)
    article = claim("howitzers", 240, 240, budanov, unit="item", time="2024-10/2025-01", measure=Measure.INCREMENT)
    verdict = told(article, "2025-01-30")
    assert verdict.kind is VerdictKind.ITEM_CONFUSED
    assert {"mis12", "mis13"} <= {shown.entry.id for shown in verdict.evidence}


def test_either_or_is_not_added_up() -> None:
    """3.5 million rounds, says Shin Won-sik: three million of one calibre, or half a million of another."""
    article = claim("shells", 3_500_000, None, SHIN, time="2023-07/2024-02")
    verdict = told(article, "2024-03-01")
    assert verdict.kind is VerdictKind.CONVERTED_AS_COUNTED
    assert "the other being" in verdict.because


def test_a_new_voice_with_a_new_figure_is_unknown() -> None:
    """A foreman in Vladivostok counts 90 workers."""
    foreman = Source(name="a foreman", kind=SourceKind.PERSON)
    article = claim(
        "workers", 90, 90, foreman, unit="person", time="2025-07", kind=Kind.PRESENCE, measure=Measure.STOCK
    )
    assert told(article, "2025-07-10").kind is VerdictKind.UNKNOWN


RECORDED = [
    entry
    for entry in the_record().entries()
    if original_of(entry, the_record().entry) is entry
    or not changed_fields(entry, original_of(entry, the_record().entry), the_parties())
]
recorded_claims = st.sampled_from(RECORDED)


def _on(entry: Entry) -> str:
    assert entry.report.published is not None
    assert entry.report.published.first is not None
    return entry.report.published.first.isoformat()


@given(recorded_claims)
@settings(max_examples=60, deadline=None)
def test_a_correct_repetition_agrees(entry: Entry) -> None:
    assert told(entry.claim, _on(entry)).kind is VerdictKind.AGREES


@given(recorded_claims, st.sampled_from([0.97, 0.99, 1.01, 1.03]))
@settings(max_examples=60, deadline=None)
def test_rounding_raises_no_fault(entry: Entry, factor: float) -> None:
    if entry.claim.hedge not in (Hedge.EXACT, Hedge.ABOUT) or is_denial(entry.claim):
        return
    assert entry.claim.low is not None
    rounded = replace(entry.claim, low=entry.claim.low * factor, high=entry.claim.low * factor, hedge=Hedge.ABOUT)
    assert told(rounded, _on(entry)).severity is Severity.FINE


@given(recorded_claims, st.dates(date(2022, 1, 1), date(2026, 6, 1)))
@settings(max_examples=60, deadline=None)
def test_nothing_published_after_the_article_decides(entry: Entry, day: date) -> None:
    verdict = told(entry.claim, day.isoformat())
    for shown in verdict.evidence:
        published = shown.entry.report.published
        assert published is not None
        assert published.first is not None
        assert published.first <= day


@given(recorded_claims, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_fields_and_words_for_readers_change_nothing(entry: Entry, chance: object) -> None:
    fields = list({**claim_fields(entry.claim), "published": _on(entry), "quote": "x", "verdict": "differs"}.items())
    chance.shuffle(fields)  # type: ignore[attr-defined]
    again = parse_line(json.loads(json.dumps(dict(fields))))
    again = replace(again, report=replace(again.report, note="all wrong", paraphrase="nothing of the kind"))
    (verdict,) = check([again], the_record(), parties=the_parties())
    plain = told(entry.claim, _on(entry))
    assert (verdict.kind, verdict.because) == (plain.kind, plain.because)


@given(st.sampled_from(["BR", "PE", "FJ"]), st.integers(1, 10**6))
@settings(max_examples=20, deadline=None)
def test_where_nothing_is_comparable_nothing_is_known(state: str, amount: int) -> None:
    assert (
        told(claim("shells", amount, amount, actor=state, counterpart="NZ"), "2025-01-01").kind is VerdictKind.UNKNOWN
    )


def test_a_ministry_of_no_state_is_nobody_in_particular_and_no_wrong_source() -> None:
    ministry = Source(name="defense ministry", kind=SourceKind.GOVERNMENT)
    verdict = told(containers(1_000, None, ministry, time="../2023-10"), "2023-10-16")
    assert verdict.kind is VerdictKind.AGREES


def test_officials_of_no_state_are_nobody_in_particular_and_no_wrong_source() -> None:
    services = Source(name="Western intelligence agencies", kind=SourceKind.INTELLIGENCE)
    verdict = told(claim("troops", 10_000, 10_000, services, time="2024-10"), "2024-12-02")
    assert verdict.kind is not VerdictKind.WRONG_SOURCE


def test_a_capacity_told_as_possible_is_not_told_as_counted() -> None:
    could_hold = claim("shells", 3_000_000, 3_000_000, SHIN, time="2023-09/2024-02", stage=Stage.POSSIBLE)
    assert told(could_hold, "2024-03-01").kind is not VerdictKind.CONVERTED_AS_COUNTED


def test_a_comparison_of_amounts_does_not_bear_out_that_anything_came() -> None:
    arms = claim("munitions", None, None, SHIN, time="2024-02", actor="RU", counterpart="KP")
    assert told(arms, "2024-03-01").kind is not VerdictKind.AGREES


def test_a_denial_is_not_borne_out_by_somebody_else_s() -> None:
    lawyer = Source(name="Milan Dvor", kind=SourceKind.PERSON)
    denial = claim("munitions", None, None, lawyer, time="2024-05", polarity=Polarity.DENIED)
    assert told(denial, "2024-06-14").kind is not VerdictKind.AGREES


def test_a_number_near_a_copy_s_is_not_that_copy_told_again() -> None:
    verdict = told(claim("shells", 2_800_000, 2_800_000, HUR, time="../2024-10"), "2024-10-23")
    assert verdict.kind is not VerdictKind.CONVERTED_AS_COUNTED


def test_killed_and_wounded_that_make_the_casualties_stand_both_in_the_sentence() -> None:
    lost = claim("troops", 3_000, 3_000, NIS, kind=Kind.LOSS, outcome=Outcome.CASUALTIES, measure=Measure.CUMULATIVE)
    because = told(replace(lost, time=Edtf.parse("../2025-01")), "2025-01-13").because
    assert "300 troops killed" in because
    assert "2,700 troops wounded" in because


def test_one_treaty_is_told_of_and_not_given_as_a_figure() -> None:
    treaty = claim("treaty", None, None, time="2024-06", kind=Kind.AGREEMENT)
    assert "told of the treaty" in told(treaty, "2024-08-01").because


def test_a_number_on_record_is_shown_where_too_much_else_is_different() -> None:
    verdict = told(containers(13_000, 13_000, HUR, time="2022-06/2024-08"), "2024-08-28")
    assert verdict.kind is VerdictKind.UNKNOWN
    assert "at least 13,000 containers on 27 August 2024" in verdict.because


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


def test_a_number_of_dead_read_as_sent_is_no_fault_of_direction() -> None:
    sent = claim("troops", 2_000, 2_000, NIS, time="../2025-09", unit="person")
    assert told(sent, "2025-09-02", actor=0.9, counterpart=0.9).severity is not Severity.FAULT


@pytest.mark.parametrize(
    ("quote", "severity"),
    [
        ("the trucks could have brought 3 million shells", Severity.LOOK),
        ("3 million shells were unloaded", Severity.FAULT),
    ],
)
def test_a_reckoning_told_as_such_is_no_fault_however_the_machine_coded_it(quote: str, severity: Severity) -> None:
    entry = Entry(
        id="article",
        claim=claim("shells", 3_000_000, 3_000_000, SHIN, time="2023-09/2024-02"),
        report=Report(
            published=Edtf.parse("2024-03-01"),
            passage=Passage(document="article", start=0, end=len(quote), quote=quote),
        ),
        coding=Coding(coder="test", fields={"basis": FieldCoding(confidence=1.0, reason="made up")}),
        status=Status.SUGGESTED,
    )
    (verdict,) = check([entry], the_record(), parties=the_parties())
    assert (verdict.kind, verdict.severity) == (VerdictKind.CONVERTED_AS_COUNTED, severity)


def test_two_parts_of_one_briefing_bear_out_their_sum() -> None:
    shoigu = Source(name="Sergei Shoigu", kind=SourceKind.GOVERNMENT)
    sent = claim("engineers", 6_000, 6_000, shoigu, time="2025-06/..", unit="person", measure=Measure.INCREMENT)
    verdict = told(replace(sent, stage=Stage.PLANNED), "2025-06-19")
    assert verdict.kind is VerdictKind.AGREES
    assert "1,000 engineers and 5,000 engineers" in verdict.because


def test_an_open_time_reads_well_in_a_sentence() -> None:
    shells = containers(6_700, 6_700, SHIN, time="../2022-09")
    assert " for up to" not in told(shells, "2024-03-01").because
    assert " for from" not in told(shells, "2024-03-01").because
