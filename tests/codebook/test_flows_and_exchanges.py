"""Flows and exchanges: which claims speak of one quantity, how a flow is written, and how it is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import claims, published_entries

from tumen.codebook.claim import SYMMETRIC_KINDS, Claim, Kind, Outcome, Stage
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey, Flow, KindGroup, StagePath, find_flow, find_flows, path_of
from tumen.codebook.quantity import Hedge, Measure, is_currency, same_unit_family
from tumen.errors import UnknownName

SHELLS = Claim(
    kind=Kind.TRANSFER,
    actor="KP",
    counterpart="RU",
    item="shells",
    low=4e6,
    high=6e6,
    hedge=Hedge.RANGE,
    unit="round",
    measure=Measure.CUMULATIVE,
)
KILLED = replace(SHELLS, kind=Kind.LOSS, item="troops", unit="person", outcome=Outcome.KILLED)
PLANNED = replace(SHELLS, stage=Stage.AGREED)
OIL = replace(SHELLS, actor="RU", counterpart="KP", item="oil", unit="barrel", measure=Measure.RATE, per="year")
ALL = tuple(Flow.of(claim) for claim in (SHELLS, KILLED, PLANNED, OIL))


def test_a_flow_is_written_as_sides_item_and_words() -> None:
    assert [str(flow) for flow in ALL] == [
        "KP>RU:shells/cumulative/round/done",
        "KP>RU:troops/loss/killed/cumulative/person/done",
        "KP>RU:shells/cumulative/round/planned",
        "RU>KP:oil/rate/barrel/year/done",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KP>RU:shells/cumulative/round/done", [0]),
        ("KP>RU:shells", [0, 2]),
        ("KP>RU:shells/planned", [2]),
        ("shells/done", [0]),
        ("oil", [3]),
        ("RU>KP", [3]),
        ("KP>RU", [0, 2, 1]),
        (" KP>RU:troops / killed ", [1]),
        ("KP>RU:troops/loss", [1]),
        ("transfer", []),
        ("KP>RU:shells/transfer", [0, 2]),
        ("KR>US", []),
        ("", [0, 2, 1, 3]),
    ],
)
def test_a_flow_is_found_by_a_part_of_it(text: str, found: list[int]) -> None:
    assert list(find_flows(text, ALL)) == sorted((ALL[number] for number in found), key=str)


def test_one_flow_is_asked_for() -> None:
    assert find_flow("oil", iter(ALL)) == ALL[3]
    assert find_flow(str(ALL[0]), [*ALL, *ALL]) == ALL[0]
    with pytest.raises(UnknownName, match=r"no such flow on record\. `tumen flows` lists them"):
        find_flow("coal", ALL)
    with pytest.raises(UnknownName, match=r"fits 2 flows: KP>RU:shells/cumulative/round/done, KP>RU:shells"):
        find_flow("shells", ALL)
    many = [Flow.of(replace(SHELLS, unit=f"unit{number}")) for number in range(10)]
    with pytest.raises(UnknownName, match="and 2 more"):
        find_flow("shells", many)


@given(st.lists(claims(), min_size=1, max_size=5))
def test_a_flow_is_found_by_its_full_name(made: list[Claim]) -> None:
    flows = {Flow.of(claim) for claim in made}
    for flow in flows:
        assert flow in find_flows(str(flow), flows)


@given(claims())
def test_a_flow_belongs_to_the_exchange_of_its_claim(claim: Claim) -> None:
    assert Flow.of(claim).exchange == ExchangeKey.of(claim)


@given(claims())
def test_symmetric_kinds_have_one_order_of_sides(claim: Claim) -> None:
    turned = replace(claim, actor=claim.counterpart, counterpart=claim.actor)
    if claim.kind in SYMMETRIC_KINDS and claim.actor and claim.counterpart:
        assert Flow.of(claim) == Flow.of(turned)
    elif claim.kind not in SYMMETRIC_KINDS and claim.actor != claim.counterpart:
        assert Flow.of(claim) != Flow.of(turned)


@given(claims(), st.sampled_from(Stage))
def test_a_plan_and_a_delivery_are_never_one_flow(claim: Claim, stage: Stage) -> None:
    other = replace(claim, stage=stage)
    assert (Flow.of(claim) == Flow.of(other)) == (path_of(claim.stage) is path_of(stage))


def test_the_paths_of_the_stages() -> None:
    assert [path_of(stage) for stage in Stage] == [StagePath.PLANNED] * 3 + [StagePath.DONE] * 2


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        (Kind.TRANSFER, KindGroup.MOVEMENT),
        (Kind.PRESENCE, KindGroup.MOVEMENT),
        (Kind.PRODUCTION, KindGroup.MOVEMENT),
        (Kind.SHARE, KindGroup.MOVEMENT),
        (Kind.TRADE, KindGroup.TRADE),
        (Kind.AGREEMENT, KindGroup.POLITICS),
        (Kind.ACT, KindGroup.POLITICS),
        (Kind.PROJECT, KindGroup.PROJECT),
    ],
)
def test_every_kind_belongs_to_a_group(kind: Kind, group: KindGroup) -> None:
    assert ExchangeKey.of(replace(SHELLS, kind=kind)).group is group
    assert ExchangeKey.of(KILLED).group is KindGroup.LOSS


def test_an_unknown_side_is_a_question_mark() -> None:
    claim = replace(SHELLS, actor=None, counterpart=None)
    assert str(Flow.of(claim)).startswith("?>?:shells")
    assert (ExchangeKey.of(claim).actor, ExchangeKey.of(claim).counterpart) == ("?", "?")


def test_the_unit_of_a_claim_without_a_figure_says_nothing() -> None:
    bare = replace(SHELLS, low=None, high=None, hedge=Hedge.NONE)
    assert Flow.of(bare) == Flow.of(replace(bare, unit="container"))


@given(st.lists(published_entries(), max_size=5))
def test_every_entry_of_an_exchange_is_in_one_of_its_flows(entries: list[Entry]) -> None:
    exchange = Exchange(key=ExchangeKey.of(SHELLS), entries=tuple(entries), known_at=date(2024, 1, 1))
    told = [entry for flow in exchange.flows() for entry in exchange.of_flow(flow)]
    assert sorted(map(id, told)) == sorted(map(id, entries))
    assert list(exchange.flows()) == sorted(exchange.flows(), key=str)


def test_units_that_count_alike() -> None:
    assert same_unit_family("person", "item")
    assert same_unit_family(None, None)
    assert not same_unit_family("container", "tonne")
    assert (is_currency("RUB"), is_currency("round"), is_currency(None)) == (True, False, False)
