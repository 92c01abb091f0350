"""What-if, competing hypotheses, contradictions of made-up claims, and wording."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reconciling.telling import exchange_of, told
from tumen.asking.contradictions import ContradictionKind, contradictions
from tumen.asking.hypotheses import Hypothesis, compare_hypotheses
from tumen.asking.whatif import Change, what_if, what_if_all
from tumen.asking.wording import (
    confidence_sentence,
    coverage_sentence,
    likelihood,
    likelihood_sentence,
    probability_over,
    source_summary,
)
from tumen.codebook.claim import Kind, Outcome, Stage
from tumen.codebook.entry import Entry, Status
from tumen.codebook.estimate import Doubt
from tumen.codebook.exchange import Question
from tumen.codebook.flow import Flow
from tumen.codebook.quantity import Hedge, Measure
from tumen.errors import UnknownName, WrongUse
from tumen.reconciling import Parameters, Prior, reconcile

DAY = date(2024, 6, 10)
RIVALS = [
    told("low", 5_000.0, by="HUR", on="2024-06-01"),
    told("high", 9_000.0, by="DIA", on="2024-06-02"),
    told("mid", 6_000.0, by="NIS", on="2024-06-03"),
]


def question(entries: list[Entry]) -> Question:
    return Question(flow=Flow.of(entries[0].claim), as_of=DAY)


def kinds(*entries: Entry) -> dict[tuple[str, ...], ContradictionKind]:
    return {found.entries: found.kind for found in contradictions(*exchange_of(entries))}


def test_without_an_origin_is_as_if_it_had_not_spoken() -> None:
    exchange, origins = exchange_of(RIVALS)
    asked = question(RIVALS)
    found = what_if(exchange, asked, origins, parameters=Parameters(), change=Change(without=("dia",)))
    rest = [RIVALS[0], RIVALS[2]]
    left, left_origins = exchange_of(rest)
    expected = reconcile(left, asked, left_origins, parameters=Parameters())
    assert found.changed.quantiles == expected.quantiles
    assert found.ratio is not None
    assert found.ratio < 0.95
    influence = next(one for one in found.original.influences if one.origin == "dia")
    assert influence.without == pytest.approx(found.changed.middle, rel=0.01)


def test_an_unknown_origin_cannot_be_left_out() -> None:
    exchange, origins = exchange_of(RIVALS)
    with pytest.raises(UnknownName, match="hur"):
        what_if(exchange, question(RIVALS), origins, parameters=Parameters(), change=Change(without=("CIA",)))


def test_nothing_changed_changes_nothing() -> None:
    pairs = [exchange_of(RIVALS)]
    for comparison in what_if_all(pairs, DAY, None, parameters=Parameters(), change=Change()):
        assert comparison.original == comparison.changed
        assert comparison.ratio == 1.0


def test_a_discounted_group_pulls_less() -> None:
    exchange, origins = exchange_of(RIVALS)
    grouped = replace(
        origins,
        origins=tuple(replace(one, group="rival" if one.id == "dia" else None) for one in origins.origins),
    )
    change = Change(discounts={"rival": 5.0})
    found = what_if(exchange, question(RIVALS), grouped, parameters=Parameters(), change=change)
    assert found.ratio is not None
    assert found.ratio < 0.97


def test_only_done_and_only_accepted_leave_the_others_out() -> None:
    going_on = told("more", 20_000.0, by="JCS", stage=Stage.UNDERWAY, on="2024-06-04")
    suggested = told("new", 30_000.0, by="MSMT", on="2024-06-05").with_status(Status.SUGGESTED)
    pairs = [exchange_of([*RIVALS, going_on, suggested])]
    both = Change(only_done=True, only_accepted=True)
    (comparison,) = what_if_all(pairs, DAY, None, parameters=Parameters(), change=both)
    assert set(comparison.changed.entries) == {"low", "high", "mid"}
    assert comparison.changed.middle
    assert comparison.original.middle
    assert comparison.changed.middle < comparison.original.middle


def test_a_flow_that_falls_silent_has_no_middle() -> None:
    alone = [told("a", 10.0, stage=Stage.UNDERWAY)]
    (comparison,) = what_if_all([exchange_of(alone)], DAY, None, parameters=Parameters(), change=Change(only_done=True))
    assert comparison.changed.middle is None
    assert comparison.ratio is None


def test_an_analysts_prior_stands_beside_the_original() -> None:
    exchange, origins = exchange_of(RIVALS)
    prior = Prior(flow=str(Flow.of(RIVALS[0].claim)), day=DAY, middle=20_000.0, spread=0.1)
    found = what_if(exchange, question(RIVALS), origins, parameters=Parameters(), change=Change(priors=(prior,)))
    assert found.ratio is not None
    assert found.ratio > 1.3


def test_hypotheses_are_told_apart_by_the_claims_that_differ_on_them() -> None:
    exchange, origins = exchange_of(RIVALS)
    hypotheses = [Hypothesis(name="few", low=4_000, high=6_500), Hypothesis(name="many", low=12_000, high=None)]
    table = compare_hypotheses(exchange, question(RIVALS), origins, hypotheses, parameters=Parameters())
    assert table.probabilities[0] > table.probabilities[1]
    marks = {judged.entry: judged.marks for judged in table.claims}
    assert marks["low"][0] == "consistent"
    assert marks["low"][1].endswith("inconsistent")
    assert [judged.diagnosticity for judged in table.claims] == sorted(
        (judged.diagnosticity for judged in table.claims), reverse=True
    )


def test_one_hypothesis_is_no_comparison() -> None:
    exchange, origins = exchange_of(RIVALS)
    with pytest.raises(WrongUse, match="two or more"):
        compare_hypotheses(
            exchange, question(RIVALS), origins, [Hypothesis(name="x", low=1, high=2)], parameters=Parameters()
        )


def test_a_later_smaller_total_is_a_true_conflict() -> None:
    """12 million by July, 6.5 million by October."""
    july = told("july", 12_000_000.0, by="DIA", hedge=Hedge.AT_LEAST, on="2025-07-13", time="../2025-07")
    october = told("october", 6_500_000.0, by="HUR", on="2025-11-01", time="../2025-10")
    assert kinds(july, october) == {("july", "october"): ContradictionKind.CONFLICT}


def test_growth_is_no_contradiction() -> None:
    march = told("march", 6_700.0, by="MND", on="2024-03-01", time="../2024-02")
    august = told("august", 13_000.0, by="DIA", hedge=Hedge.AT_LEAST, on="2024-08-27", time="../2024-08")
    assert kinds(march, august) == {}


def test_at_least_does_not_contradict_more() -> None:
    least = told("least", 10_000.0, by="MND", hedge=Hedge.AT_LEAST, on="2024-03-01", time="../2024-02")
    more = told("more", 16_000.0, by="DIA", on="2024-03-05", time="../2024-02")
    assert kinds(least, more) == {}


def test_one_figure_under_two_outcomes() -> None:
    def loss(key: str, by: str, outcome: Outcome) -> Entry:
        return told(key, 4_700.0, by=by, kind=Kind.LOSS, outcome=outcome, item="troops", unit="person")

    found = kinds(loss("a", "NIS", Outcome.CASUALTIES), loss("b", "HUR", Outcome.WOUNDED))
    assert found == {("a", "b"): ContradictionKind.OUTCOME}


def test_a_stock_and_a_movement_are_different_measures() -> None:
    moved = told("moved", 11_000.0, by="NIS", item="troops", unit="person", time="../2024-05")
    there = told(
        "there",
        8_000.0,
        by="DoD",
        item="troops",
        unit="person",
        measure=Measure.STOCK,
        kind=Kind.PRESENCE,
        time="2024-05",
    )
    assert kinds(moved, there) == {("moved", "there"): ContradictionKind.MEASURE}


def test_a_contradiction_has_the_same_id_for_good() -> None:
    first, again = (contradictions(*exchange_of(order)) for order in (RIVALS, RIVALS[::-1]))
    assert [found.id for found in first] == [found.id for found in again]
    assert {found.entries for found in first} == {("high", "low"), ("high", "mid")}


@pytest.mark.parametrize(
    ("probability", "term"),
    [(0.03, "almost no chance"), (0.1, "very unlikely"), (0.3, "unlikely"), (0.5, "roughly even chance"),
     (0.6, "likely"), (0.9, "very likely"), (0.96, "almost certain")],
)  # fmt: skip
def test_terms_of_icd_203(probability: float, term: str) -> None:
    assert likelihood(probability) == term


def test_words_follow_the_computed_probability() -> None:
    exchange, origins = exchange_of(RIVALS)
    estimate = reconcile(exchange, question(RIVALS), origins, parameters=Parameters())
    assert estimate.middle is not None
    assert probability_over(estimate, estimate.middle) == pytest.approx(0.5)
    assert "almost certain" in likelihood_sentence(estimate, 500.0)
    assert "roughly even chance" in likelihood_sentence(estimate, estimate.middle)
    assert confidence_sentence(estimate).startswith("Confidence is ")
    assert "likely" not in confidence_sentence(estimate)


@pytest.mark.parametrize(
    ("flows", "told"),
    [
        (0, "known from simulation only: 0 of 50 flows have a value that all sides accept."),
        (1, "known from simulation only: 1 of 50 flows has a value"),
        (60, "as wide as the values say that all sides accept: 60 flows have one."),
    ],
)
def test_what_an_interval_covers_is_known_from_flows_with_an_accepted_value(flows: int, told: str) -> None:
    exchange, origins = exchange_of(RIVALS)
    estimate = reconcile(exchange, question(RIVALS), origins, parameters=Parameters(resolved=flows))
    assert told in coverage_sentence(estimate)


def test_the_source_summary_counts_kinds_and_names_the_heaviest() -> None:
    exchange, origins = exchange_of(RIVALS)
    estimate = reconcile(exchange, question(RIVALS), origins, parameters=Parameters())
    summary = source_summary(estimate, {entry.id: entry for entry in exchange.entries})
    assert "3 published claims, 3 after copies are joined, 3 named origins (3 intelligence)" in summary
    assert f"{estimate.influences[0].name} weighs most" in summary


def test_without_a_figure_there_is_nothing_to_word() -> None:
    exchange, origins = exchange_of([told("a", None, hedge=Hedge.NONE, measure=Measure.NONE)])
    asked = Question(flow=Flow.of(exchange.entries[0].claim), as_of=DAY)
    estimate = reconcile(exchange, asked, origins, parameters=Parameters())
    assert likelihood_sentence(estimate, 10.0) == ""
    assert confidence_sentence(estimate) == "There is no figure to found an estimate on."


def test_doubts_denials_and_camps_are_told_in_words() -> None:
    exchange, origins = exchange_of(RIVALS)
    plain = reconcile(exchange, question(RIVALS), origins, parameters=Parameters())
    troubled = replace(
        plain,
        doubts=(Doubt(entry="high", probability=0.9),),
        denials=("no",),
        camps=((1.0, 2.0, 3.0), (7.0, 8.0, 9.0)),
    )
    summary = source_summary(troubled, {})
    assert "Probably in error: high." in summary
    assert "Denied in no" in summary
    assert "two camps" in confidence_sentence(troubled)
    assert probability_over(plain, 1.0) == pytest.approx(0.975)
    assert probability_over(plain, 1e9) == pytest.approx(0.025)


def test_hypotheses_need_a_figure() -> None:
    exchange, origins = exchange_of([told("a", None, hedge=Hedge.NONE, measure=Measure.NONE)])
    asked = Question(flow=Flow.of(exchange.entries[0].claim), as_of=DAY)
    two = [Hypothesis(name="a", low=1, high=2), Hypothesis(name="b", low=3, high=None)]
    with pytest.raises(UnknownName, match="no amount"):
        compare_hypotheses(exchange, asked, origins, two, parameters=Parameters())
