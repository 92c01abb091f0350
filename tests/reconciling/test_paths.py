"""How quantities move: totals rise, more days in between change nothing, hedges are intervals."""

from __future__ import annotations

import numpy as np
import pytest

from tumen.codebook.quantity import Hedge
from tumen.reconciling.camps import camps_of, quantiles_of
from tumen.reconciling.path import CELLS, STEP, elapsed, level_of, run
from tumen.reconciling.scale import Motion
from tumen.reconciling.scoring import coverage, crps, rank_counts
from tumen.reconciling.sites import CODES, Wordings, parts_of, spoken_width


def evidence(nodes: int, at: int) -> np.ndarray:
    told = np.ones((nodes, 1, CELLS))
    told[0, 0] = np.exp(-0.5 * ((np.arange(CELLS) - at) / 2.0) ** 2)
    return told


def middle(belief: np.ndarray) -> float:
    return float(quantiles_of(belief[None], np.zeros(1), np.array([0.5]))[0, 0])


def test_a_total_only_rises() -> None:
    levels = level_of(np.array([[0.0], [0.5]]))
    before, _ = run(evidence(2, 100), np.array([Motion.RISING]), levels)
    assert before[1, 0, :90].sum() < 1e-3
    assert middle(before[1, 0]) > 100 * STEP


def test_a_later_bound_holds_for_all_earlier_days() -> None:
    told = evidence(2, 100)[::-1].copy()
    _, after = run(told, np.array([Motion.RISING]), level_of(np.array([[0.0], [0.5]])))
    assert after[0, 0, 115:].sum() < 1e-3


def test_days_in_between_change_nothing() -> None:
    """More claims must never mean more growth."""
    motion, began = np.array([Motion.RISING]), np.array([0.0])
    whole = elapsed(motion, began, np.array([100.0]), np.array([300.0]))
    halves = [elapsed(motion, began, np.array([a]), np.array([b])) for a, b in ((100.0, 180.0), (180.0, 300.0))]
    assert whole[0] == pytest.approx(float(halves[0][0] + halves[1][0]), abs=1e-9)
    once, _ = run(evidence(2, 100), motion, level_of(np.stack([np.zeros(1), whole])))
    twice, _ = run(evidence(3, 100), motion, level_of(np.stack([np.zeros(1), *halves])))
    assert middle(once[1, 0]) == pytest.approx(middle(twice[2, 0]), abs=0.05)


def test_what_grows_out_of_the_grid_does_not_come_in_from_below() -> None:
    before, _ = run(evidence(2, CELLS - 4), np.array([Motion.RISING]), level_of(np.array([[0.0], [2.0]])))
    assert before[1, 0, : CELLS // 2].sum() < 2e-3
    assert before[1, 0].sum() == pytest.approx(1.0, abs=1e-3)


def test_stock_and_share_move_both_ways() -> None:
    for motion in (Motion.MOVING, Motion.SWAYING):
        before, _ = run(evidence(2, 120), np.array([motion]), level_of(np.array([[0.0], [2.0]])))
        assert middle(before[1, 0]) == pytest.approx(120 * STEP, abs=0.05)
        assert before[1, 0, :110].sum() > 0.05


def test_more_digits_mean_a_narrower_about() -> None:
    """About 12,345 is meant more closely than about 12,000 and that more than about 10,000."""
    widths = spoken_width(np.array([12_345.0, 12_000.0, 10_000.0]))
    assert widths[0] < widths[1] < widths[2]
    assert widths[2] == pytest.approx(0.07, abs=0.01)


@pytest.mark.parametrize("hedge", [hedge for hedge in Hedge if hedge is not Hedge.NONE])
def test_every_hedge_is_a_mixture_that_sums_to_one(hedge: Hedge) -> None:
    said = Wordings(
        low=np.array([500.0]),
        high=np.array([np.nan if hedge is Hedge.AT_LEAST else 900.0 if hedge in (Hedge.RANGE, Hedge.VAGUE) else 500.0]),
        hedge=np.array([CODES[hedge]]),
        share=np.array([False]),
        loose=np.array([0.15]),
    )
    of, weight, low, high, edge = parts_of(said, 0.8)
    assert set(of) == {0}
    assert weight.sum() == pytest.approx(1.0)
    assert (high > low).all()
    assert (edge >= 0).all()


def test_one_hump_is_one_camp() -> None:
    cells = np.arange(CELLS)
    one = np.exp(-0.5 * ((cells - 90) / 6.0) ** 2)
    two = one + 0.8 * np.exp(-0.5 * ((cells - 150) / 6.0) ** 2)
    assert camps_of(one / one.sum(), 0.0, 0.8) == ()
    found = camps_of(two / two.sum(), 0.0, 0.8)
    assert [round(camp[1] / STEP) for camp in found] == [90, 150]


def test_scores_of_a_sharp_and_true_forecast_are_better() -> None:
    levels = np.array([0.1, 0.5, 0.9])
    sharp, blunt = np.array([[0.9, 1.0, 1.1]]), np.array([[0.0, 1.0, 2.0]])
    truth = np.array([1.0])
    assert crps(sharp, levels, truth)[0] < crps(blunt, levels, truth)[0]
    assert coverage(blunt, levels, np.array([1.9]), 0.8) == 1.0
    assert coverage(sharp, levels, np.array([1.9]), 0.8) == 0.0
    assert rank_counts(blunt, levels, truth) == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
