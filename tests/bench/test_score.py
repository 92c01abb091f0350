"""Scores: proper, on the scale, and honest about what is noise."""

from datetime import date

import numpy as np
import pytest
from bench.reconciliation.__main__ import main
from bench.reconciliation.forecasts import Forecast, engine_forecasts, peer_forecasts, pinball_scores, scaled_truths
from bench.reconciliation.rows import Question, Truth, World
from bench.reconciliation.scale import LEVELS, from_scale, to_scale
from bench.reconciliation.score import Marks, at_level, difference, join, mark, rank_counts, summarise, table
from bench.reconciliation.simulator import simulate
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm


def gaussian_crps(mean: float, sd: float, truth: float) -> float:
    """Return the closed form (Gneiting and Raftery 2007, equation 21)."""
    z = (truth - mean) / sd
    return float(sd * (z * (2.0 * norm.cdf(z) - 1.0) + 2.0 * norm.pdf(z) - 1.0 / np.sqrt(np.pi)))


@given(st.floats(-3.0, 3.0), st.floats(0.05, 2.0), st.floats(-3.0, 3.0))
def test_the_pinball_mean_is_the_closed_form_of_a_gaussian(mean: float, sd: float, truth: float) -> None:
    quantiles = mean + sd * norm.ppf(LEVELS)[None, :]
    # The grid leaves out half a percent at each end, hence a little less than the integral.
    expected = gaussian_crps(mean, sd, truth)
    assert pinball_scores(quantiles, np.array([truth]))[0] == pytest.approx(expected, abs=0.004 * sd + 0.01 * expected)


def test_a_point_forecast_scores_its_absolute_error() -> None:
    assert pinball_scores(np.full((1, len(LEVELS)), 2.0), np.array([5.0]))[0] == pytest.approx(3.0)


def test_the_score_prefers_the_forecast_that_says_what_it_knows() -> None:
    truths = norm.ppf((np.arange(400) + 0.5) / 400)
    scores = {
        sd: pinball_scores(np.tile(sd * norm.ppf(LEVELS), (400, 1)), truths).mean() for sd in (0.3, 0.7, 1.0, 1.5, 3.0)
    }
    assert min(scores, key=lambda sd: scores[sd]) == 1.0


@given(st.floats(0.01, 99.99))
def test_shares_and_amounts_come_back_from_the_scale(value: float) -> None:
    for share in (True, False):
        assert from_scale(to_scale(value, share=share), share=share).item() == pytest.approx(value)


def test_the_bounds_of_the_95_percent_interval_are_on_the_grid() -> None:
    assert {0.025, 0.975} <= set(np.round(LEVELS, 6).tolist())
    assert at_level(LEVELS[None, :], 0.1)[0] == pytest.approx(0.1)


def world_of(truths: list[float], gold: int = 0) -> World:
    flow = "XA>X{}:shells/cumulative/round/done"
    day = date(2024, 1, 1)
    return World(
        name="w",
        rows=(),
        origins=(),
        truths=tuple(
            Truth(flow=flow.format(chr(66 + i)), as_of=day, known_at=day, value=value, gold=i < gold)
            for i, value in enumerate(truths)
        ),
    )


def test_coverage_counts_truths_inside_and_only_those_not_gold() -> None:
    world = world_of([1.0, 1.0, np.e, np.e**9], gold=1)
    summary = summarise(mark(world, Forecast(quantiles=np.tile(norm.ppf(LEVELS), (4, 1)))))
    assert summary.questions == 3
    assert (summary.cover50, summary.cover80, summary.cover95) == pytest.approx((1 / 3, 2 / 3, 2 / 3))
    assert summary.bias == pytest.approx(-10.0 / 3.0, abs=1e-6)


def test_a_truth_on_the_edge_of_an_interval_is_inside() -> None:
    world = world_of([1.0])
    # Two fifths of the probability lie on the truth itself, the rest above.
    forecast = Forecast(quantiles=np.maximum(LEVELS - 0.4, 0.0)[None, :])
    assert summarise(mark(world, forecast)).cover50 == 1.0


def test_ranks_of_calibrated_forecasts_are_even() -> None:
    truths = norm.ppf((np.arange(200) + 0.5) / 200)
    world = world_of(np.exp(truths).tolist())
    counts = rank_counts(mark(world, Forecast(quantiles=np.tile(norm.ppf(LEVELS), (200, 1)))))
    assert max(counts) - min(counts) <= 2


def marks(scores: list[float], clusters: list[str]) -> Marks:
    numbers = np.array(scores)
    return Marks(clusters=tuple(clusters), score=numbers, error=numbers, rank=numbers, tie=numbers, width=numbers)


def test_a_difference_between_methods_is_resampled_by_exchange() -> None:
    clusters = [f"c{i // 10}" for i in range(100)]
    # Within an exchange all ten questions share one error: there are ten cases, not a hundred.
    gaps = np.repeat(np.linspace(-1.0, 1.2, 10), 10)
    found = difference(marks(gaps.tolist(), clusters), marks([0.0] * 100, clusters))
    alone = difference(
        marks(gaps.tolist(), [str(i) for i in range(100)]), marks([0.0] * 100, [str(i) for i in range(100)])
    )
    assert found.low < 0.0 < found.mean < found.high
    assert found.high - found.low > 2.0 * (alone.high - alone.low)


def test_methods_that_answered_different_questions_are_not_compared() -> None:
    with pytest.raises(ValueError, match="different questions"):
        difference(marks([1.0], ["a"]), marks([1.0], ["b"]))


def test_worlds_are_joined_question_by_question() -> None:
    joined = join([marks([1.0, 2.0], ["a", "b"]), marks([3.0], ["c"])])
    assert (joined.score.tolist(), joined.clusters) == ([1.0, 2.0, 3.0], ("a", "b", "c"))


def test_the_table_begins_with_the_best() -> None:
    good, bad = summarise(marks([0.1], ["a"])), summarise(marks([0.4], ["a"]))
    assert table({"bad": bad, "good": good}).splitlines()[2].startswith("| good")


def test_calibrated_peers_cover_about_what_they_promise_on_flows_they_have_not_seen() -> None:
    world = simulate("main", 11, flows=120)
    summary = summarise(mark(world, peer_forecasts("median_90", world)["median_90"]))
    assert 0.7 < summary.cover80 < 0.9


def test_a_peer_does_not_look_at_the_truths_that_it_is_scored_on() -> None:
    world = simulate("main", 11, flows=20)
    other = World(
        name=world.name,
        rows=world.rows,
        origins=world.origins,
        truths=tuple(
            truth
            if truth.gold
            else Truth(flow=truth.flow, as_of=truth.as_of, known_at=truth.known_at, value=7.0, gold=False)
            for truth in world.truths
        ),
    )
    one, two = (peer_forecasts("gtm", each)["gtm"].quantiles for each in (world, other))
    assert np.array_equal(one, two)


def test_the_engine_sees_rows_and_questions_and_no_truth() -> None:
    world = simulate("main", 11, flows=20)
    seen: list[Question] = []

    def estimates_of(rows: object, origins: object, questions: list[Question]) -> list[list[float] | None]:
        assert rows == world.rows
        assert origins == world.origins
        seen.extend(questions)
        return [None, *([100.0 + level for level in LEVELS] for _ in questions[1:])]

    forecast = engine_forecasts(estimates_of, world)["engine"]  # type: ignore[arg-type]
    scored = [i for i, truth in enumerate(world.truths) if not truth.gold]
    assert [(one.flow, one.as_of) for one in seen] == [(world.truths[i].flow, world.truths[i].as_of) for i in scored]
    assert forecast.unanswered == 1
    assert np.exp(forecast.quantiles[scored[1]]) == pytest.approx(100.0 + LEVELS)


def test_the_width_of_the_engine_can_be_set_by_gold() -> None:
    world = simulate("main", 11, flows=30)
    truths = dict(zip(world.questions(), scaled_truths(world), strict=True))

    def too_sure(_rows: object, _origins: object, questions: list[Question]) -> list[list[float]]:
        offsets = [0.5 if i % 2 else -0.5 for i in range(len(questions))]
        return [
            np.exp(truths[one] + off + 0.02 * norm.ppf(LEVELS)).tolist()
            for one, off in zip(questions, offsets, strict=True)
        ]

    made = engine_forecasts(too_sure, world, calibrated=True)  # type: ignore[arg-type]
    raw, widened = (mark(world, made[name]) for name in ("engine", "engine:calibrated"))
    assert summarise(widened).width95 == pytest.approx(3.0 * summarise(raw).width95, rel=1e-6)


def test_the_command_scores_a_set_and_writes_its_figures(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    target = f"{tmp_path}/figures.json"
    assert (
        main(
            ["--sets", "main,polls", "--methods", "latest,median_90", "--seeds", "1", "--flows", "15", "--json", target]
        )
        == 0
    )
    printed = capsys.readouterr().out
    assert "| median_90 |" in printed
    assert "polls: skipped: not found" in printed


def test_a_set_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sets", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
