"""The engine as a method of the benchmark: it answers every question, in order, and twice the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.reconciliation.engine import estimates_of
from bench.reconciliation.scale import LEVELS, is_share, to_scale
from bench.reconciliation.simulator import simulate
from bench.reconciling_ablations import copies_count

from bench import reconciling_coverage


def test_every_answerable_question_is_answered_with_rising_quantiles() -> None:
    for name in ("main", "stock", "share"):
        world = simulate(name, 1, flows=8)
        answers = estimates_of(world.rows, world.origins, world.questions())
        assert len(answers) == len(world.truths)
        for answer in answers:
            assert answer is not None
            assert len(answer) == len(LEVELS)
            assert (np.diff(answer) >= 0).all()


def test_the_same_rows_in_another_order_give_the_same_answers() -> None:
    world = simulate("main", 1, flows=6)
    answers = estimates_of(world.rows, world.origins, world.questions())
    assert estimates_of(world.rows[::-1], world.origins, world.questions()) == answers


def test_most_truths_lie_within_a_factor_of_two_of_the_middle() -> None:
    world = simulate("dense", 1, flows=12)
    answers = estimates_of(world.rows, world.origins, world.questions())
    errors = [
        abs(float(to_scale(answer[50], share=is_share(truth.flow)) - to_scale(truth.value, share=is_share(truth.flow))))
        for answer, truth in zip(answers, world.truths, strict=True)
        if answer is not None
    ]
    assert float(np.median(errors)) < np.log(2.0)


def test_accepted_values_make_intervals_wide_enough_where_all_sources_err_together() -> None:
    world = simulate("shared_error", 1, flows=40)
    golden = [truth for truth in world.truths if truth.gold]
    questions = world.questions()
    raw = estimates_of(world.rows, world.origins, questions)
    settled = estimates_of(world.rows, world.origins, questions, golden)

    def covered(answers: list[list[float] | None]) -> float:
        inside = [
            answer[9] <= truth.value <= answer[89]
            for answer, truth in zip(answers, world.truths, strict=True)
            if answer is not None and not truth.gold
        ]
        return float(np.mean(inside))

    assert covered(settled) > covered(raw) + 0.03


def test_counting_copies_makes_intervals_narrower() -> None:
    world = simulate("heavy_copying", 1, flows=6)
    joined = estimates_of(world.rows, world.origins, world.questions())
    with copies_count():
        counted = estimates_of(world.rows, world.origins, world.questions())

    def width(answers: list[list[float] | None]) -> float:
        return float(np.mean([np.log(answer[89] / answer[10]) for answer in answers if answer is not None]))

    assert width(counted) < width(joined)


def test_rows_under_one_number_are_told_apart() -> None:
    world = simulate("main", 1, flows=2)
    same = [replace(world.rows[0], id=world.rows[1].id), *world.rows[1:]]
    assert len(estimates_of(same, world.origins, world.questions())) == len(world.truths)


def test_what_intervals_cover_is_told_by_evidence_by_width_and_by_accepted_values(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert reconciling_coverage.main(["--seeds", "1", "--flows", "5"]) == 0
    tables = capsys.readouterr().out.strip().split("\n\n")
    assert [table.splitlines()[0] for table in tables] == [
        "| what was told | main | shared_error |",
        "| own width times | shared sd | main | shared_error | main, widest fifth |",
        "| set | flows with a value | cov80 | cov95 | sd learned |",
    ]
