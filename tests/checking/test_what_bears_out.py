"""What on record bears an article out, and what does not: sums, denials, copies, names that fit many."""

from __future__ import annotations

from dataclasses import replace

from tests.checking.telling import (
    HUR,
    KIRBY,
    NIS,
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

from tumen.checking import check
from tumen.codebook.claim import Kind, Outcome, Polarity, Stage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, Report, Status
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.verdict import Severity, VerdictKind
from tumen.ledger.view import MemoryView
from tumen.tracing import trace


def test_an_article_never_confirms_itself() -> None:
    article = claim("gas", 40, 40, NIS, actor="RU", counterpart="KP", unit="tonne")
    report = Report(published=Edtf.parse("2024-03-01"), url="https://example.org/article")
    recorded = Entry(id="own", claim=article, report=report, coding=Coding(coder="import"), status=Status.ACCEPTED)
    copy = replace(recorded, id="copy", report=replace(report, url="https://example.org/copy", copied_from="own"))
    view = MemoryView((*the_record().entries(), recorded, copy), the_record().pack, trace)
    entry = replace(recorded, id="draft", status=Status.SUGGESTED)
    (verdict,) = check([entry], view, parties=the_parties())
    assert verdict.kind is VerdictKind.UNKNOWN


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


def test_killed_and_wounded_that_make_the_casualties_stand_both_in_the_sentence() -> None:
    lost = claim("troops", 3_000, 3_000, NIS, kind=Kind.LOSS, outcome=Outcome.CASUALTIES, measure=Measure.CUMULATIVE)
    because = told(replace(lost, time=Edtf.parse("../2025-01")), "2025-01-13").because
    assert "300 troops killed" in because
    assert "2,700 troops wounded" in because


def test_the_wounded_are_what_the_casualties_of_one_briefing_leave_beside_the_killed() -> None:
    """Four thousand seven hundred casualties, six hundred of them dead: 4,100 wounded, says the article."""
    hurt = claim("troops", 4_100, 4_100, NIS, kind=Kind.LOSS, outcome=Outcome.WOUNDED, measure=Measure.CUMULATIVE)
    verdict = told(replace(hurt, time=Edtf.parse("../2025-04")), "2025-05-02")
    assert verdict.kind is VerdictKind.AGREES
    assert "4,700 troops killed or wounded" in verdict.because
    assert "600 troops killed" in verdict.because


def test_all_casualties_told_as_wounded_stay_a_fault() -> None:
    hurt = claim("troops", 4_700, 4_700, NIS, kind=Kind.LOSS, outcome=Outcome.WOUNDED, measure=Measure.CUMULATIVE)
    assert told(replace(hurt, time=Edtf.parse("../2025-04")), "2025-05-02").kind is VerdictKind.OUTCOME_CONFUSED


def test_two_parts_of_one_briefing_bear_out_their_sum() -> None:
    shoigu = Source(name="Sergei Shoigu", kind=SourceKind.GOVERNMENT)
    sent = claim("engineers", 6_000, 6_000, shoigu, time="2025-06/..", unit="person", measure=Measure.INCREMENT)
    verdict = told(replace(sent, stage=Stage.PLANNED), "2025-06-19")
    assert verdict.kind is VerdictKind.AGREES
    assert "1,000 engineers and 5,000 engineers" in verdict.because


def test_builders_may_be_called_workers_or_engineers() -> None:
    """5,000 construction workers, says Shoigu: the record counts them among the engineers."""
    shoigu = Source(name="Sergei Shoigu", kind=SourceKind.GOVERNMENT)
    sent = claim("workers", 5_000, 5_000, shoigu, time="2025-06/..", unit="person", measure=Measure.INCREMENT)
    verdict = told(replace(sent, stage=Stage.PLANNED), "2025-06-19")
    assert (verdict.kind, verdict.severity) == (VerdictKind.ITEM_CONFUSED, Severity.LOOK)


def test_two_parts_of_a_plan_told_as_being_there_are_told_too_high() -> None:
    """6,000 builders and sappers are already at work, as Shoigu announced: he spoke of 1,000 and 5,000 to come."""
    shoigu = Source(name="Sergei Shoigu", kind=SourceKind.GOVERNMENT)
    there = claim("engineers", 6_000, 6_000, shoigu, time="2025-07", unit="person", kind=Kind.PRESENCE)
    verdict = told(replace(there, stage=Stage.UNDERWAY, measure=Measure.STOCK), "2025-07-20")
    assert verdict.kind is VerdictKind.STAGE_RAISED
    assert "1,000 engineers and 5,000 engineers as planned" in verdict.because
    assert verdict.wording is not None
    assert verdict.wording.startswith("1,000 engineers and 5,000 engineers from North Korea to Russia (planned)")


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


def test_a_part_is_no_slip_of_an_amount() -> None:
    """Deliveries have dropped by more than 5 percent, says the service that had spoken of five million shells."""
    less = claim("shells", 5, None, HUR, time="2025", unit="percent", measure=Measure.FACTOR)
    assert told(less, "2025-02-01").kind is VerdictKind.UNKNOWN


def test_a_figure_to_more_digits_is_not_a_rounder_one_without_its_bound() -> None:
    """At least 100 dead are on record; the article counts 101 portraits."""
    kinds = {number: told(killed(number, number, NIS, time="../2024-12"), "2024-12-22").kind for number in (100, 101)}
    assert kinds == {100: VerdictKind.HEDGE_DROPPED, 101: VerdictKind.AGREES}
    below = containers(12_900, 12_900, ROK_DIA, time="../2024-09")
    above = containers(6_710, 6_710, SHIN, time="2023-09/2024-02")
    assert told(below, "2024-09-01").kind is VerdictKind.HEDGE_DROPPED
    assert told(above, "2024-03-01").kind is VerdictKind.HEDGE_DROPPED


def test_a_delivery_several_times_smaller_may_be_another_one() -> None:
    """A service that spoke of 25,000 to 30,000 men tells of a first party of 1,200, or of 9,000."""
    party, force = (
        claim("troops", n, n, HUR, time="2025-07/..", unit="person", measure=Measure.INCREMENT, stage=Stage.PLANNED)
        for n in (1_200, 9_000)
    )
    found = [told(each, "2025-07-27") for each in (party, force)]
    assert [(each.kind, each.severity) for each in found] == [
        (VerdictKind.DIFFERS, Severity.LOOK),
        (VerdictKind.DIFFERS, Severity.FAULT),
    ]
    march = oil(1_000_000, None, KIRBY, time="2024-03", measure=Measure.INCREMENT)
    assert told(march, "2024-05-10").severity is Severity.FAULT  # of the very month


def test_a_floor_says_nothing_against_a_number_ten_times_as_large() -> None:
    """One missile at least was found by the panel; a general speaks of 148."""
    many = claim("ballistic_missiles", 148, 148, HUR, time="2024", unit="item", measure=Measure.INCREMENT)
    assert told(many, "2024-07-01").kind is not VerdictKind.DIFFERS
    assert told(killed(9_000, 9_000, NIS, time="../2025-01"), "2025-01-15").severity is Severity.FAULT
    assert told(containers(500_000, 500_000, ROK_DIA, time="../2024-09"), "2024-09-01").severity is Severity.FAULT


def test_that_none_came_in_a_month_is_no_older_denial_of_somebody_else() -> None:
    for sources in ((NIS,), ()):
        none = claim("shells", 0, 0, *sources, time="2025-05", measure=Measure.INCREMENT)
        assert told(none, "2025-06-15").kind is VerdictKind.UNKNOWN


def test_assessments_of_a_state_and_its_friends_are_that_states_side() -> None:
    assessments = Source(name="Ukrainian and Western assessments", kind=SourceKind.GOVERNMENT)
    there = claim("troops", 11_000, 11_000, assessments, time="2025-01", unit="person", measure=Measure.STOCK)
    there = replace(there, kind=Kind.PRESENCE, stage=Stage.UNDERWAY, hedge=Hedge.ABOUT)
    assert told(there, "2025-01-11").kind is VerdictKind.AGREES


def test_a_number_a_hundred_thousand_times_smaller_is_no_slip_of_the_pen() -> None:
    """Ten deliveries since August, says the service that had spoken of a million shells."""
    ten = claim("munitions", 10, 10, NIS, time="2023-08/2024-02", unit="delivery")
    assert told(ten, "2024-02-02").kind is not VerdictKind.UNIT_SLIP
    shells = claim("shells", 520, 520, SHIN, time="../2024-07")
    assert told(shells, "2024-07-25").kind is VerdictKind.UNIT_SLIP  # ten-thousands, in which Koreans count


def test_a_total_that_runs_from_a_year_told_alone_starts_within_it() -> None:
    ministry = Source(name="UK MoD", kind=SourceKind.INTELLIGENCE)
    dead = killed(6_000, None, ministry, time="2024/2025-06", outcome=Outcome.CASUALTIES)
    assert told(dead, "2025-06-17").kind is VerdictKind.AGREES


def test_another_items_number_of_a_year_ago_may_be_the_same_by_chance() -> None:
    """Twelve thousand workers are to be hired; twelve thousand soldiers were to go the year before."""
    workers = claim("workers", 12_000, 12_000, time="2025-11/..", unit="person", measure=Measure.INCREMENT)
    verdict = told(replace(workers, stage=Stage.PLANNED), "2025-11-14")
    assert verdict.severity is not Severity.FAULT


def test_several_hundred_tells_no_thousand() -> None:
    """A thousand were killed or wounded in a week; several hundred so far, an official had said."""
    lost = killed(1_000, 1_000, KIRBY, time="2024-12", outcome=Outcome.CASUALTIES, measure=Measure.INCREMENT)
    assert told(lost, "2024-12-28").kind is not VerdictKind.HEDGE_DROPPED


def test_of_a_year_that_is_not_over_counts_what_has_passed() -> None:
    """A further 3,000 this year, says an article of May; in January and February, says the record."""
    more = claim("troops", 3_000, None, time="2025", unit="person", measure=Measure.INCREMENT)
    assert told(more, "2025-05-30").kind is VerdictKind.AGREES
    assert told(more, "2026-05-30").kind is VerdictKind.MEASURE_CONFUSED


def test_a_round_number_of_quite_another_thing_is_worth_a_look_and_no_more() -> None:
    """A hundred heavy guns have come; the service had spoken of about a hundred missiles."""
    guns = claim("howitzers", 100, 100, HUR, time="../2024-12", unit="item", measure=Measure.INCREMENT)
    verdict = told(guns, "2024-12-03")
    assert (verdict.kind, verdict.severity) == (VerdictKind.ITEM_CONFUSED, Severity.LOOK)


def test_a_vague_word_of_the_source_is_no_figure_to_differ_from() -> None:
    monitors = Source(name="MSMT", kind=SourceKind.INTERNATIONAL)
    plan = claim("workers", None, 40_000, monitors, time="2025-10/..", unit="person", measure=Measure.INCREMENT)
    assert told(replace(plan, stage=Stage.PLANNED), "2026-01-13").severity is not Severity.FAULT


def test_a_share_differs_only_from_one_by_the_same_body() -> None:
    """One in three missiles fired is the North's, says Ukraine; half of them fail, its prosecutors had said."""
    ukraine = Source(name="Ukraine", kind=SourceKind.GOVERNMENT)
    third = claim("ballistic_missiles", 33.3, 33.3, ukraine, time="2024", unit="percent", measure=Measure.SHARE)
    assert told(replace(third, kind=Kind.SHARE), "2024-11-28").severity is not Severity.FAULT


def test_the_wounded_told_as_killed_or_wounded_are_worth_a_look_and_no_more() -> None:
    """A thousand casualties, says the article; up to a thousand wounded and a hundred dead, says the service."""
    lost, dead = (
        killed(1_000, 1_000, NIS, time="../2024-12", outcome=outcome)
        for outcome in (Outcome.CASUALTIES, Outcome.KILLED)
    )
    assert [told(each, "2024-12-21").severity for each in (lost, dead)] == [Severity.LOOK, Severity.FAULT]
