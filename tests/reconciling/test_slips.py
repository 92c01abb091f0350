"""How often bodies are plainly wrong: learned from what others bear out, and heavy enough to keep the good figures."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reconciling.telling import estimate_of, exchange_of, told
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.quantity import Measure
from tumen.codebook.source import Origins
from tumen.reconciling import learn
from tumen.reconciling.parameters import lean_key
from tumen.reconciling.slips import slip_rates

CUT_OFF = date(2024, 12, 31)


def stock(key: str, figure: float, by: str, item: str = "troops") -> Entry:
    return told(key, figure, by=by, item=item, unit="person", measure=Measure.STOCK, time="2024")


def counts() -> list[tuple[Exchange, Origins]]:
    """Thirty stocks: Steady and Plain agree but once; of three in four a passer-by tells quite another figure."""
    made = []
    for number in range(30):
        item, right = f"other:stock{number}", 1000.0 + 37 * number
        wrong = right * (0.01 if number % 2 else 40.0)
        entries = [
            stock(f"{number}s", wrong if number == 8 else right, "Steady", item),
            stock(f"{number}p", right, "Plain", item),
            stock(f"{number}x", right if number % 4 == 0 else wrong * 1.3, f"Passer-by {number}", item),
        ]
        made.append(exchange_of(entries))
    return made


def test_a_body_that_others_bear_out_is_seldom_wrong_and_a_newcomer_often() -> None:
    learned = learn(counts(), cut_off=CUT_OFF)
    steady, plain = (learned.leans[lean_key(body, "movement")].slips for body in ("steady", "plain"))
    assert steady is not None
    assert plain is not None
    assert learned.slips is not None
    assert plain <= steady < 0.12 < learned.slips


def test_of_a_single_figure_nothing_is_learned_of_its_body() -> None:
    once = exchange_of([stock("a", 500.0, "Once", "other:tents"), stock("b", 500.0, "Plain", "other:tents")])
    learned = learn([*counts(), once], cut_off=CUT_OFF)
    assert learned.leans[lean_key("once", "movement")].slips is None


def test_of_two_that_differ_the_one_is_believed_that_was_borne_out() -> None:
    learned = learn(counts(), cut_off=CUT_OFF)
    rivals = [stock("a", 9.0, "Somebody"), stock("b", 17_887.0, "Plain")]
    assert estimate_of(rivals, parameters=learned).middle == pytest.approx(17_887, rel=0.25)


def test_where_nothing_was_learned_everybody_is_wrong_as_often() -> None:
    rivals = [stock("a", 9.0, "Somebody"), stock("b", 17_887.0, "Plain")]
    swapped = [stock("a", 9.0, "Plain"), stock("b", 17_887.0, "Somebody")]
    assert estimate_of(rivals).quantiles == estimate_of(swapped).quantiles


@pytest.mark.parametrize("vandal", [1.0, 40_000_000.0, 98e12])
def test_a_row_of_nines_does_not_move_what_two_agree_on(vandal: float) -> None:
    agreed = [stock("a", 61_704.0, "Steady"), stock("b", 61_704.0, "Plain")]
    alone, beside = estimate_of(agreed), estimate_of([*agreed, stock("c", vandal, "Vandal")])
    assert beside.middle == pytest.approx(alone.middle, rel=0.03)


def test_two_figures_a_thousand_times_apart_are_two_camps() -> None:
    rivals = estimate_of([stock("a", 9.0, "Somebody"), stock("b", 17_887.0, "Plain")])
    assert [round(middle) for _, middle, _ in rivals.camps] == [
        pytest.approx(9, rel=0.2),
        pytest.approx(17_887, rel=0.2),
    ]


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(1e-6, 50.0)), min_size=1, max_size=40))
def test_rates_are_probabilities_and_being_borne_out_never_raises_one(heard: list[tuple[int, float]]) -> None:
    origin, right = np.array([one for one, _ in heard]), np.array([density for _, density in heard])
    wrong = np.full(len(heard), 0.1)
    usual, rates = slip_rates(origin, right, wrong, 0.04)
    assert 0.0 < usual < 1.0
    assert ((rates > 0.0) & (rates < 1.0)).all()
    worst, best = (slip_rates(np.zeros(8, np.int64), np.full(8, r), np.full(8, 0.1), 0.04)[1][0] for r in (1e-6, 5.0))
    assert best < worst
