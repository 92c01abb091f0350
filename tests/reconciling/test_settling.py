"""The error that all origins share: unsure until values are accepted, then as large as these say."""

from __future__ import annotations

from datetime import date
from math import exp, sqrt

import numpy as np
import pytest

from tests.reconciling.telling import estimate_of, exchange_of, told
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import Flow
from tumen.codebook.source import Origins
from tumen.reconciling import Accepted, Parameters, settle

DAY = date(2024, 6, 1)
NAMES = ("shells", "rockets", "missiles", "howitzers", "mlrs", "small_arms", "drones", "aircraft", "vehicles", "ships")


def exchange(number: int) -> tuple[Exchange, Origins]:
    item = f"other:{NAMES[number % 10]}{number}"
    bodies = (("NIS", 1000.0), ("HUR", 1040.0), ("MSMT", 980.0))
    return exchange_of([told(f"{number}{by}", figure, by=by, item=item) for by, figure in bodies])


def accepted(sd: float, flows: int = 60) -> tuple[list[tuple[Exchange, Origins]], list[Accepted]]:
    """Flows of which three bodies tell about a thousand, and what it turned out to be: off by ``sd`` on the log."""
    chance = np.random.default_rng(7)
    exchanges = [exchange(number) for number in range(flows)]
    values = [
        Accepted(
            flow=Flow.of(one.entries[0].claim), as_of=DAY, known_at=DAY, value=1000.0 * exp(chance.normal(0.0, sd))
        )
        for one, _ in exchanges
    ]
    return exchanges, values


def sd_of(parameters: Parameters) -> float:
    return sqrt(sum(weight * sd**2 for sd, weight in parameters.shared))


def test_the_sizes_of_the_shared_error_are_probabilities() -> None:
    assert sum(weight for _, weight in Parameters().shared) == pytest.approx(1.0)


def test_values_far_from_what_all_told_widen_every_answer() -> None:
    exchanges, values = accepted(0.6)
    settled = settle(exchanges, values, parameters=Parameters())
    assert sd_of(settled) > 1.5 * sd_of(Parameters())
    before, after = (estimate_of(exchanges[0][0].entries, parameters=given) for given in (Parameters(), settled))
    assert before.low is not None
    assert after.low is not None
    assert after.low < before.low


def test_values_that_bear_out_what_was_told_narrow_every_answer() -> None:
    exchanges, values = accepted(0.05)
    assert sd_of(settle(exchanges, values, parameters=Parameters())) < 0.5 * sd_of(Parameters())


def test_an_estimate_is_calibrated_once_fifty_flows_have_a_value() -> None:
    exchanges, values = accepted(0.2)
    few, many = (settle(exchanges, values[:count], parameters=Parameters()) for count in (20, 55))
    assert (few.resolved, many.resolved) == (20, 55)
    assert not estimate_of(exchanges[0][0].entries, parameters=few).calibrated
    assert estimate_of(exchanges[0][0].entries, parameters=many).calibrated
    assert estimate_of(exchanges[0][0].entries, parameters=few).settled_flows == 20


def test_a_flow_counts_once_on_however_many_days() -> None:
    exchanges, values = accepted(0.4, flows=12)
    twice = [*values, *(Accepted(flow=v.flow, as_of=DAY, known_at=date(2024, 6, 2), value=v.value) for v in values)]
    once, again = (settle(exchanges, told, parameters=Parameters()) for told in (values, twice))
    assert once.resolved == again.resolved == 12
    assert sd_of(again) == pytest.approx(sd_of(once), abs=0.02)


def test_one_value_that_nothing_explains_decides_little() -> None:
    exchanges, values = accepted(0.05)
    slip = Accepted(flow=values[0].flow, as_of=DAY, known_at=DAY, value=1e9)
    assert sd_of(settle(exchanges, [slip, *values[1:]], parameters=Parameters())) < sd_of(Parameters())


def test_without_an_accepted_value_nothing_changes() -> None:
    exchanges, values = accepted(0.2, flows=3)
    nothing = Accepted(flow=values[0].flow, as_of=DAY, known_at=DAY, value=0.0)
    assert settle(exchanges, [], parameters=Parameters()) == Parameters()
    assert settle(exchanges, [nothing], parameters=Parameters()) == Parameters()
