"""Laws that hold for any claims: order, copies, what was not yet known, one pass and many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconciling.telling import AS_OF, estimate_of, exchange_of, told
from tumen.codebook.claim import Stage
from tumen.codebook.entry import Entry, Status
from tumen.codebook.exchange import Exchange
from tumen.codebook.quantity import Hedge, Measure
from tumen.reconciling import Parameters, reconcile_all

_BODIES = ("NIS", "HUR", "MSMT", "Outlet 1", None)
_FIRST = date(2023, 1, 1)


@st.composite
def claims_of_one_flow(draw: st.DrawFn) -> list[Entry]:
    """One to eight claims with every hedge, by named bodies, outlets and nobody, dated or not."""
    count = draw(st.integers(1, 8))
    entries = []
    for number in range(count):
        hedge = draw(st.sampled_from([hedge for hedge in Hedge if hedge is not Hedge.NONE]))
        low = draw(st.integers(1, 10**7))
        high = low * draw(st.sampled_from([1, 2, 9])) if hedge in (Hedge.RANGE, Hedge.VAGUE) else low
        published = _FIRST + timedelta(days=draw(st.integers(0, 700)))
        time = draw(st.sampled_from([None, f"../{published:%Y-%m}", f"../{published.isoformat()}"]))
        figure = (float(low), float(high))
        by = draw(st.sampled_from(_BODIES))
        entries.append(told(f"c{number}", figure, by=by, on=published.isoformat(), hedge=hedge, time=time))
    return entries


@settings(max_examples=25, deadline=None)
@given(claims_of_one_flow())
def test_every_flow_with_a_figure_has_an_interval_round_its_middle(entries: list[Entry]) -> None:
    estimate = estimate_of(entries)
    assert estimate.low is not None
    assert estimate.middle is not None
    assert estimate.high is not None
    assert 0 < estimate.low < estimate.middle < estimate.high
    amounts = [amount for _, amount in sorted(estimate.quantiles.items())]
    assert amounts == sorted(amounts)


@settings(max_examples=20, deadline=None)
@given(claims_of_one_flow(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(entries: list[Entry], chance: object) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    flow = None
    assert estimate_of(entries, flow=flow) == estimate_of(sorted(shuffled, key=lambda entry: entry.id), flow=flow)
    exchange, origins = exchange_of(entries)
    other = Exchange(key=exchange.key, entries=tuple(shuffled))
    assert reconcile_all([(other, origins)], AS_OF) == reconcile_all([(exchange, origins)], AS_OF)


@settings(max_examples=20, deadline=None)
@given(claims_of_one_flow())
def test_an_exact_copy_adds_nothing(entries: list[Entry]) -> None:
    first = entries[0]
    copy = told(
        "zz-copy",
        (first.claim.low or first.claim.high or 1.0, first.claim.high or first.claim.low or 1.0),
        by=first.claim.sources[0].name if first.claim.sources else None,
        on="2024-12-30",
        hedge=first.claim.hedge,
        time=str(first.claim.time) if first.claim.time else None,
        copied_from=first.id,
    )
    before, after = estimate_of(entries), estimate_of([*entries, copy])
    assert after.quantiles == before.quantiles
    assert after.effective_origins == before.effective_origins
    assert len(after.entries) == len(before.entries) + 1


@settings(max_examples=20, deadline=None)
@given(claims_of_one_flow(), st.integers(0, 700))
def test_known_at_hides_what_came_later(entries: list[Entry], day: int) -> None:
    known_at = _FIRST + timedelta(days=day)
    early = [
        e for e in entries if e.report.published is not None and (e.report.published.first or known_at) <= known_at
    ]
    if not early:
        assert estimate_of(entries, known_at=known_at).middle is None
        return
    flow = early[0]
    del flow
    exchange, origins = exchange_of(early)
    whole, all_origins = exchange_of(entries)
    hidden = reconcile_all([(whole, all_origins)], AS_OF, known_at)
    shown = reconcile_all([(exchange, origins)], AS_OF, known_at)
    assert {key for one in hidden for key in one.entries} == {key for one in shown for key in one.entries}


@settings(max_examples=15, deadline=None)
@given(claims_of_one_flow(), st.integers(0, 7))
def test_a_claim_struck_and_restored_changes_nothing(entries: list[Entry], number: int) -> None:
    struck = number % len(entries)
    without = [entry for place, entry in enumerate(entries) if place != struck]
    restored = [*without, entries[struck].with_status(Status.REJECTED).with_status(Status.ACCEPTED)]
    restored.sort(key=lambda entry: entry.id)
    assert estimate_of(restored) == estimate_of(entries)


@settings(max_examples=15, deadline=None)
@given(claims_of_one_flow(), claims_of_one_flow())
def test_one_pass_gives_what_single_questions_give(first: list[Entry], second: list[Entry]) -> None:
    other = [
        told(
            f"d{n}",
            (e.claim.low or e.claim.high or 1.0, e.claim.high or e.claim.low or 1.0),
            hedge=e.claim.hedge,
            item="troops",
            unit="person",
            on=str(e.report.published),
            measure=Measure.STOCK,
        )
        for n, e in enumerate(second)
    ]
    together = reconcile_all([exchange_of(first), exchange_of(other)], AS_OF)
    alone = [estimate_of(first), estimate_of(other)]
    for single in alone:
        batch = next(one for one in together if one.flow == single.flow)
        for level, amount in single.quantiles.items():
            assert batch.quantiles[level] == pytest.approx(amount, rel=0.006)


def test_the_same_input_gives_the_same_digits() -> None:
    entries = [told(f"c{n}", 1_000.0 + 37 * n, by=f"Body {n}", on=f"2024-0{n + 1}-10") for n in range(8)]
    assert estimate_of(entries) == estimate_of(entries)
    digits = [f"{amount:.2e}" for amount in estimate_of(entries).quantiles.values()]
    assert [float(text) for text in digits] == list(estimate_of(entries).quantiles.values())


def test_parameters_have_a_version_of_their_content() -> None:
    assert estimate_of([told("a", 10.0)]).parameters == Parameters().version
    assert Parameters(noise=0.2).version != Parameters().version


def test_linked_flows_give_one_answer_alone_and_together() -> None:
    def people(key: str, figure: float, item: str, by: str, stage: Stage = Stage.DONE) -> Entry:
        return told(key, figure, item=item, unit="person", by=by, stage=stage, on="2024-11-01")

    entries = [
        people("t", 10_000.0, "troops", "NIS"),
        people("u", 11_500.0, "troops", "HUR"),
        people("s", 9_000.0, "special_forces", "MSMT"),
        people("p", 6_000.0, "special_forces", "Shoigu", Stage.AGREED),
        people("w", 800.0, "workers", "NIS"),
    ]
    together = {one.flow: one for one in reconcile_all([exchange_of(entries)], AS_OF)}
    assert len(together) == 4
    for flow, batch in together.items():
        assert estimate_of(entries, flow=flow).quantiles == batch.quantiles
