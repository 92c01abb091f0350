"""What an estimate must do with claims as they are told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reconciling.telling import estimate_of, exchange_of, told
from tumen.codebook.claim import Basis, Kind, Outcome, Polarity, Stage
from tumen.codebook.estimate import Estimate
from tumen.codebook.flow import Flow
from tumen.codebook.quantity import Hedge, Measure
from tumen.reconciling import Factor, Parameters, Prior, reconcile_all


def middle(*args: object, **options: object) -> float:
    value = estimate_of(*args, **options).middle  # type: ignore[arg-type]
    assert value is not None
    return value


def width(estimate: Estimate) -> float:
    """The ratio of the ends of the interval."""
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.high / estimate.low


def test_one_claim_gives_its_own_figure_on_its_day() -> None:
    """NIS, 1 June: 1,000 rounds by then."""
    estimate = estimate_of([told("a", 1_000.0, time="../2024-06-01")], as_of=date(2024, 6, 1))
    assert estimate.middle == pytest.approx(1_000.0, rel=0.05)
    assert estimate.origins == 1
    assert estimate.effective_origins == 1.0


def test_more_origins_that_agree_narrow_the_interval() -> None:
    one = estimate_of([told("a", 1_000.0)], as_of=date(2024, 6, 1))
    four = estimate_of([told(f"c{n}", 1_000.0 + n, by=f"Body {n}") for n in range(4)], as_of=date(2024, 6, 1))
    assert one.high
    assert one.low
    assert four.high
    assert four.low
    assert four.high / four.low < 0.8 * one.high / one.low


def test_a_hundred_claims_of_one_origin_are_not_a_hundred_origins() -> None:
    repeated = [told(f"c{n:03}", 1_000.0 + 7 * n, on=f"2024-06-{n + 1:02}") for n in range(25)]
    estimate = estimate_of(repeated, as_of=date(2024, 6, 25))
    assert estimate.origins == 1
    assert estimate.effective_origins == 1.0
    assert estimate.high
    assert estimate.low
    assert estimate.high / estimate.low > 1.7


def test_at_least_lies_near_its_number_and_not_far_above() -> None:
    """Over 10,000 is read as little over 10,000 (Ferson et al. 2015)."""
    estimate = estimate_of([told("a", 10_000.0, hedge=Hedge.AT_LEAST)], as_of=date(2024, 5, 20))
    assert estimate.middle
    assert 10_000 < estimate.middle < 15_000


def test_up_to_lies_under_its_number() -> None:
    assert middle([told("a", 10_000.0, hedge=Hedge.AT_MOST)], as_of=date(2024, 5, 20)) < 10_000


def test_exact_is_sharper_than_vague() -> None:
    exact = estimate_of([told("a", 4_500.0)], as_of=date(2024, 5, 20))
    vague = estimate_of([told("a", (2_000.0, 9_999.0), hedge=Hedge.VAGUE)], as_of=date(2024, 5, 20))
    assert exact.high
    assert exact.low
    assert vague.high
    assert vague.low
    assert exact.high / exact.low < vague.high / vague.low


def test_a_total_does_not_fall() -> None:
    """A smaller total told for an earlier day bounds nothing later; the later day has at least as much."""
    entries = [
        told("a", 5_000.0, by="NIS", time="../2024-03-01", on="2024-03-02"),
        told("b", 5_200.0, by="HUR", time="../2024-06-01", on="2024-06-02"),
        told("c", 9_000.0, by="MSMT", time="../2024-09-01", on="2024-09-02"),
    ]
    answers = [middle(entries, as_of=date(2024, month, 1)) for month in (3, 6, 9, 12)]
    assert answers == sorted(answers)
    assert answers[0] < 0.8 * answers[2]


def test_a_stock_may_fall() -> None:
    entries = [
        told("a", 11_000.0, by="NIS", on="2024-02-01", time="2024-02", measure=Measure.STOCK, stage=Stage.UNDERWAY),
        told("b", 10_800.0, by="HUR", on="2024-02-03", time="2024-02", measure=Measure.STOCK, stage=Stage.UNDERWAY),
        told("c", 4_000.0, by="NIS", on="2024-11-01", time="2024-11", measure=Measure.STOCK, stage=Stage.UNDERWAY),
        told("d", 4_100.0, by="HUR", on="2024-11-03", time="2024-11", measure=Measure.STOCK, stage=Stage.UNDERWAY),
    ]
    assert middle(entries, as_of=date(2024, 2, 10)) > 8_000
    assert middle(entries, as_of=date(2024, 11, 10)) < 5_500


def test_a_stock_told_of_a_year_stands_for_all_of_it() -> None:
    """Asked on any day of the year it is as sure; a year later it may have changed."""
    stock = told("a", 11_000, on="2024-12-31", time="2024", measure=Measure.STOCK, kind=Kind.PRESENCE, item="troops")
    spring, winter, later = (
        estimate_of([stock], as_of=day) for day in (date(2024, 3, 1), date(2024, 12, 31), date(2025, 12, 31))
    )
    assert (spring.low, spring.high) == (winter.low, winter.high)
    assert width(later) > 1.5 * width(winter)


def test_a_stock_told_of_a_year_that_is_not_over_stands_for_what_had_passed() -> None:
    stock = told("a", 11_000, on="2024-04-01", time="2024", measure=Measure.STOCK, kind=Kind.PRESENCE, item="troops")
    march, december = (estimate_of([stock], as_of=day) for day in (date(2024, 3, 1), date(2024, 12, 31)))
    assert width(december) > 1.2 * width(march)


def test_a_share_stays_between_nothing_and_all() -> None:
    shares = [
        told("a", 97.0, by="NIS", kind=Kind.SHARE, measure=Measure.SHARE, unit="percent"),
        told("b", 99.0, by="HUR", kind=Kind.SHARE, measure=Measure.SHARE, unit="percent"),
    ]
    estimate = estimate_of(shares)
    assert all(0 < amount < 100 for amount in estimate.quantiles.values())


def test_a_denial_is_a_position_and_is_not_averaged_in() -> None:
    said = told("a", 5_000.0)
    denied = told("b", 5_000.0, by="Kremlin", polarity=Polarity.DENIED)
    estimate = estimate_of([said, denied])
    assert estimate.denials == ("b",)
    assert estimate.quantiles == estimate_of([said]).quantiles


def test_a_plan_is_another_flow_and_bounds_a_deed_softly() -> None:
    done = told("a", 5_000.0, hedge=Hedge.AT_LEAST, by="NIS")
    plan = told("b", 5_500.0, by="Shoigu", stage=Stage.AGREED)
    alone, with_plan = estimate_of([done]), estimate_of([done, plan])
    assert with_plan.high
    assert alone.high
    assert with_plan.high < alone.high
    assert with_plan.middle
    assert with_plan.middle >= 4_500


def test_killed_and_wounded_make_casualties() -> None:
    def loss(key: str, figure: float, outcome: Outcome, by: str) -> object:
        return told(key, figure, by=by, kind=Kind.LOSS, outcome=outcome, item="troops", unit="person", on="2024-12-20")

    killed, wounded = loss("k", 1_000.0, Outcome.KILLED, "NIS"), loss("w", 3_000.0, Outcome.WOUNDED, "NIS")
    vague = told(
        "c",
        (1_000.0, 30_000.0),
        by="HUR",
        hedge=Hedge.VAGUE,
        kind=Kind.LOSS,
        outcome=Outcome.CASUALTIES,
        item="troops",
        unit="person",
        on="2024-12-20",
    )
    alone, linked = estimate_of([vague]), estimate_of([vague, killed, wounded])  # type: ignore[list-item]
    assert linked.middle == pytest.approx(4_000, rel=0.25)
    assert linked.high
    assert linked.low
    assert alone.high
    assert alone.low
    assert linked.high / linked.low < 0.3 * alone.high / alone.low


def test_a_part_stays_within_its_whole() -> None:
    whole = told("t", 10_000.0, item="troops", unit="person")
    part = told("s", (2_000.0, 99_999.0), by="HUR", hedge=Hedge.VAGUE, item="special_forces", unit="person")
    linked, alone = estimate_of([part, whole]), estimate_of([part])
    assert linked.high
    assert alone.high
    assert linked.high < alone.high


def test_conversions_of_one_count_are_not_counted_twice() -> None:
    """5,000 containers, 2 million and 2.3 million rounds worked out from them."""
    count = told("n", 5_000.0, by="MND", item="containers", unit="container", hedge=Hedge.ABOUT)
    first = told("x", 2_000_000.0, by="MND", basis=Basis.CONVERTED, converted_from="n", hedge=Hedge.ABOUT)
    again = told("y", 2_300_000.0, by="Paper", basis=Basis.CONVERTED, converted_from="n", hedge=Hedge.ABOUT)
    day = date(2024, 6, 1)
    one, both = estimate_of([first, count], as_of=day), estimate_of([first, again, count], as_of=day)
    assert both.high
    assert both.low
    assert one.high
    assert one.low
    assert both.high / both.low > 0.9 * one.high / one.low
    assert set(one.width_by_cause) == {"counts", "factor", "origins"}
    assert one.width_by_cause["factor"] > 0.2


def test_a_known_factor_narrows_an_estimate_that_was_converted() -> None:
    count = told("n", 5_000.0, by="MND", item="containers", unit="container")
    shells = told("x", 2_000_000.0, by="MND", basis=Basis.CONVERTED, converted_from="n")
    known = Parameters(factors=(Factor(from_unit="container", to_unit="round", middle=300.0, spread=0.05),))
    day = date(2024, 5, 20)
    estimate = estimate_of([shells, count], parameters=known, as_of=day)
    free = estimate_of([shells, count], as_of=day)
    assert estimate.middle
    assert estimate.middle < 2_000_000
    assert estimate.high
    assert estimate.low
    assert free.high
    assert free.low
    assert estimate.high / estimate.low < free.high / free.low


def test_steps_add_to_a_total() -> None:
    """10,000 by January; 3,000 more in January and February."""
    start = told("a", 10_000.0, time="../2023-12-31", on="2024-01-02")
    more = told("b", 3_000.0, by="HUR", measure=Measure.INCREMENT, time="2024-01/2024-02", on="2024-03-01")
    answer = middle([start, more], as_of=date(2024, 3, 1))
    assert answer > middle([start], as_of=date(2024, 1, 2)) * 1.15
    assert answer == pytest.approx(13_500, rel=0.2)


def test_totals_from_other_starts_are_joined_through_their_starts() -> None:
    """8,000 since 2022; 2,500 of them since the later start."""
    whole = told("a", 8_000.0, time="2022-06/2024-01", on="2024-02-01")
    later = told("b", 2_500.0, by="HUR", time="2024-02/2024-08", on="2024-09-01")
    assert middle([whole, later], as_of=date(2024, 9, 1)) > 9_000


def test_a_figure_far_off_is_told_as_a_doubt() -> None:
    good = [told(f"c{n}", 1_000.0 + 20 * n, by=f"Body {n}", on=f"2024-06-{n + 1:02}") for n in range(5)]
    slip = told("slip", 100_000.0, by="Paper of record", on="2024-06-10")
    estimate = estimate_of([*good, slip], as_of=date(2024, 6, 15))
    assert [doubt.entry for doubt in estimate.doubts] == ["slip"]
    assert estimate.middle
    assert estimate.middle < 1_600


def test_two_camps_are_shown_as_two() -> None:
    low = [
        told(f"l{n}", 1_000.0, by=f"Low {n}", on=f"2024-06-0{n + 1}", time="2024-06", measure=Measure.STOCK)
        for n in range(3)
    ]
    high = [
        told(f"h{n}", 9_000.0, by=f"High {n}", on=f"2024-06-0{n + 1}", time="2024-06", measure=Measure.STOCK)
        for n in range(3)
    ]
    estimate = estimate_of([*low, *high], as_of=date(2024, 6, 10))
    assert len(estimate.camps) == 2
    assert estimate.camps[0][1] == pytest.approx(1_000, rel=0.25)
    assert estimate.camps[1][1] == pytest.approx(9_000, rel=0.25)


def test_each_origin_has_its_weight_and_the_answer_without_it() -> None:
    entries = [
        told("a", 1_000.0, by="NIS"),
        told("b", 1_050.0, by="HUR", on="2024-06-03"),
        told("c", 3_000.0, by="MSMT", on="2024-06-05"),
    ]
    estimate = estimate_of(entries, as_of=date(2024, 6, 5))
    assert sum(influence.weight for influence in estimate.influences) == pytest.approx(1.0, abs=0.001)
    for influence in estimate.influences:
        kept = [entry for entry in entries if entry.id not in influence.entries]
        flow = Flow.of(entries[0].claim)
        assert influence.without == pytest.approx(middle(kept, flow=flow, as_of=date(2024, 6, 5)), rel=0.02)
    only = estimate_of([told("a", 1_000.0)])
    assert only.influences[0].without is None


def test_jumps_say_between_which_claims_they_lie() -> None:
    entries = [
        told("a", 1_000.0, time="../2024-01-10", on="2024-01-10"),
        told("b", 1_020.0, by="HUR", time="../2024-05-10", on="2024-05-10"),
        told("c", 5_000.0, by="NIS", time="../2024-06-10", on="2024-06-10"),
        told("d", 5_100.0, by="HUR", time="../2024-06-12", on="2024-06-12"),
    ]
    day, factor, reason = max(estimate_of(entries, as_of=date(2024, 7, 1)).jumps, key=lambda jump: jump[1])
    assert date(2024, 5, 10) < day <= date(2024, 6, 14)
    assert factor > 1.8
    assert "b (" in reason
    assert "c (" in reason or "d (" in reason


def test_an_analysts_prior_moves_the_estimate_and_can_be_taken_away() -> None:
    entry = told("a", 1_000.0)
    flow = str(Flow.of(entry.claim))
    prior = Parameters(priors=(Prior(flow=flow, day=date(2024, 6, 1), middle=2_000.0, spread=0.1),))
    assert middle([entry], parameters=prior, as_of=date(2024, 6, 1)) > 1.3 * middle([entry], as_of=date(2024, 6, 1))


def test_a_flow_without_a_figure_has_no_number_and_a_count_of_nothing_is_nothing() -> None:
    silent = estimate_of([told("a", None, hedge=Hedge.NONE, measure=Measure.NONE)])
    assert (silent.low, silent.middle, silent.high, silent.quantiles) == (None, None, None, {})
    nothing = estimate_of([told("a", 0.0)])
    assert (nothing.low, nothing.middle, nothing.high) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("hedge", [hedge for hedge in Hedge if hedge is not Hedge.NONE])
@pytest.mark.parametrize("figure", [1.0, 0.3, 7e14, 1e-12])
@pytest.mark.parametrize("on", ["2024-06", None])
def test_any_single_figure_has_an_answer(hedge: Hedge, figure: float, on: str | None) -> None:
    estimate = estimate_of([told("a", figure, hedge=hedge, by=None, on=on)])
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low < estimate.high


def test_a_flow_that_holds_copies_only_still_has_an_answer() -> None:
    """A copy that changed the outcome stands in another flow than its original."""
    dead = told("a", 600.0, kind=Kind.LOSS, outcome=Outcome.KILLED, item="troops", unit="person")
    hurt = told("b", 600.0, kind=Kind.LOSS, outcome=Outcome.WOUNDED, item="troops", unit="person", copied_from="a")
    answers = reconcile_all([exchange_of([dead, hurt])], date(2024, 6, 1))
    assert [answer.middle is not None for answer in answers] == [True, True]


def test_hundreds_of_claims_on_one_day_do_not_break_it() -> None:
    crowd = [told(f"c{n:03}", 900.0 + n, by=f"Body {n}") for n in range(250)]
    estimate = estimate_of(crowd, as_of=date(2024, 5, 20))
    assert estimate.middle == pytest.approx(1_030, rel=0.1)


def test_without_its_only_origin_nothing_is_left_whatever_linked_flows_say() -> None:
    part = told("s", 1_500.0, item="special_forces", unit="person")
    whole = told("t", 10_000.0, by="HUR", item="troops", unit="person")
    assert estimate_of([part, whole]).influences[0].without is None


def test_a_told_factor_turns_counts_into_another_unit() -> None:
    """5,000 containers, about 400 rounds to each; of the rounds only "millions" is told."""
    count = told("n", 5_000.0, by="MND", item="containers", unit="container", time="../2024-05", on="2024-05-31")
    factor = told("f", 400.0, by="Shin", measure=Measure.RATE, per="container", hedge=Hedge.ABOUT)
    rounds = told("r", (200_000.0, 9_999_999.0), by="HUR", hedge=Hedge.VAGUE, time="../2024-05", on="2024-05-31")
    day = date(2024, 5, 31)
    assert middle([rounds, count, factor], as_of=day) == pytest.approx(2_000_000, rel=0.35)


def test_a_rate_over_a_period_adds_to_a_total() -> None:
    """10,000 by the end of 2023; 2,000 a month from January to June."""
    start = told("a", 10_000.0, time="../2023-12-31", on="2024-01-02")
    pace = told("p", 2_000.0, by="HUR", measure=Measure.RATE, per="month", time="2024-01/2024-06", on="2024-07-01")
    assert middle([start, pace], as_of=date(2024, 6, 30)) > 1.3 * middle([start], as_of=date(2024, 1, 2))


def test_an_analysts_prior_on_another_flow_changes_nothing() -> None:
    entry = told("a", 1_000.0)
    other = Parameters(priors=(Prior(flow="KP>RU:oil", day=date(2024, 6, 1), middle=2.0),))
    assert middle([entry], parameters=other) == middle([entry])


def test_a_published_factor_joins_totals_in_two_units() -> None:
    """120,000 tonnes, at 8.33 barrels a tonne, beside "hundreds of thousands" of barrels."""
    tonnes = told("t", 120_000.0, by="OSC", item="oil", unit="tonne", time="../2024-05", on="2024-05-31")
    barrels = told(
        "b", (200_000.0, 9_999_999.0), by="HUR", item="oil", unit="barrel", hedge=Hedge.VAGUE, time="../2024-05"
    )
    known = Parameters(factors=(Factor(from_unit="tonne", to_unit="barrel", middle=8.33, spread=0.05),))
    estimate = estimate_of([barrels, tonnes], as_of=date(2024, 5, 31), parameters=known)
    assert estimate.middle == pytest.approx(1_000_000, rel=0.2)
