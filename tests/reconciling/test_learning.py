"""Leans are learned across flows, by a cut-off, and shrunk where little is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp

import numpy as np
import pytest

from tests.reconciling.telling import exchange_of, told
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey
from tumen.codebook.source import Origins
from tumen.reconciling import Parameters, learn
from tumen.reconciling.parameters import lean_key

ITEMS = (
    *("shells", "rockets", "missiles", "howitzers", "mlrs", "small_arms", "drones"),
    *("aircraft", "vehicles", "ships", "troops", "workers", "engineers", "medics"),
)
CUT_OFF = date(2024, 12, 31)


def world() -> list[tuple[Exchange, Origins]]:
    """Fourteen exchanges; the boaster tells half as much again as two sober bodies do."""
    chance = np.random.default_rng(3)
    made = []
    for number, item in enumerate(ITEMS):
        amount = exp(chance.normal(8.0, 1.0))
        entries = []
        for body, factor in (("Sober", 1.0), ("Calm", 1.0), ("Boaster", 1.5)):
            for month in (5, 8):
                figure = float(f"{amount * factor * exp(chance.normal(0, 0.05)):.3g}")
                entries.append(told(f"{number}-{body}-{month}", figure, by=body, on=f"2024-0{month}-15", item=item))
        made.append(exchange_of(entries))
    return made


def test_an_origin_that_always_tells_more_is_known_for_it() -> None:
    learned = learn(world(), cut_off=CUT_OFF)
    leans = {body: learned.leans[lean_key(body, "movement")].mean for body in ("boaster", "sober", "calm")}
    assert leans["boaster"] - leans["sober"] == pytest.approx(np.log(1.5), abs=0.12)
    assert abs(leans["sober"] - leans["calm"]) < 0.1
    assert learned.cut_off == CUT_OFF


def test_the_order_of_exchanges_does_not_matter() -> None:
    exchanges = world()
    assert learn(exchanges, cut_off=CUT_OFF).version == learn(exchanges[::-1], cut_off=CUT_OFF).version


def test_what_was_published_after_the_cut_off_teaches_nothing() -> None:
    early = date(2024, 7, 1)
    exchanges = world()
    before = [
        exchange_of([e for e in exchange.entries if str(e.report.published) < "2024-07"]) for exchange, _ in exchanges
    ]
    assert learn(exchanges, cut_off=early).leans == learn(before, cut_off=early).leans


def test_little_evidence_teaches_nothing() -> None:
    given = Parameters(noise=0.2)
    learned = learn(world()[:3], cut_off=CUT_OFF, parameters=given)
    assert (learned.noise, learned.leans) == (0.2, {})


def test_flows_of_one_claim_do_not_hide_how_little_others_differ() -> None:
    """Bodies that agree to the digit are sharp ones, however many flows have nobody to compare with."""
    agreeing = [
        exchange_of([told(f"{item}-{body}", 4321.0 + number, by=body, item=item) for body in ("Sober", "Calm")])
        for number, item in enumerate(ITEMS)
    ]
    alone = [
        exchange_of([told(f"alone-{number}", 987.0, by=f"Body {number}", item=f"other:thing{number}")])
        for number in range(60)
    ]
    few, many = (learn(exchanges, cut_off=CUT_OFF) for exchanges in (agreeing, [*agreeing, *alone]))
    assert few.offset < 0.2
    assert many.offset == pytest.approx(few.offset, abs=0.03)


def test_exchanges_are_told_apart_by_their_keys() -> None:
    keys = [exchange.key for exchange, _ in world()]
    assert all(isinstance(key, ExchangeKey) for key in keys)


def test_leans_are_measured_against_those_who_lean_neither_way() -> None:
    """Two of three bodies tell half as much again; the third is known to be independent."""
    exchanges = []
    for exchange, origins in world():
        groups = {"sober": "independent", "calm": "party", "boaster": "party"}
        grouped = tuple(replace(origin, group=groups[origin.id]) for origin in origins.origins)
        raised = tuple(
            replace(
                entry,
                claim=replace(entry.claim, low=entry.claim.low * 1.5, high=entry.claim.high * 1.5)
                if entry.claim.low and entry.claim.high and entry.claim.sources[0].name == "Calm"
                else entry.claim,
            )
            for entry in exchange.entries
        )
        exchanges.append((replace(exchange, entries=raised), replace(origins, origins=grouped)))
    anchored = learn(exchanges, cut_off=CUT_OFF)
    free = learn(exchanges, cut_off=CUT_OFF, parameters=Parameters(anchors=()))
    sober = lean_key("sober", "movement")
    assert abs(anchored.leans[sober].mean) < abs(free.leans[sober].mean)
    assert anchored.leans[lean_key("boaster", "movement")].mean > 0.25
