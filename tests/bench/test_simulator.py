"""The made-up worlds: the same for everybody, frozen, and as messy as each set says."""

from statistics import mean, median

import pytest
from bench.reconciliation.frozen import REPORTED_SEEDS, recorded
from bench.reconciliation.rows import ClaimRow, World, as_csv, digest
from bench.reconciliation.settings import SETTINGS
from bench.reconciliation.simulator import simulate


@pytest.fixture(scope="module")
def world() -> World:
    return simulate("main", 1)


def copied(rows: tuple[ClaimRow, ...]) -> float:
    return mean(bool(row.copied_from) for row in rows)


def attributed(rows: tuple[ClaimRow, ...]) -> float:
    return mean("Body" in row.sources for row in rows)


@pytest.mark.parametrize("name", SETTINGS)
def test_each_set_is_the_one_that_was_frozen(name: str) -> None:
    seed = REPORTED_SEEDS[0]
    assert digest(simulate(name, seed)) == recorded()[f"{name}/{seed}"]


def test_every_set_is_frozen_for_every_reported_seed() -> None:
    assert {f"{name}/{seed}" for name in SETTINGS for seed in REPORTED_SEEDS} <= set(recorded())


def test_a_smaller_world_is_the_beginning_of_a_larger_one() -> None:
    small, large = simulate("main", 5, flows=3), simulate("main", 5, flows=6)
    assert large.rows[: len(small.rows)] == small.rows
    assert large.truths[: len(small.truths)] == small.truths


def test_another_seed_is_another_world() -> None:
    assert simulate("main", 5, flows=3).rows != simulate("main", 6, flows=3).rows


def test_ids_are_unique_and_references_lead_to_a_row_of_the_same_sides(world: World) -> None:
    rows = {row.id: row for row in world.rows}
    assert len(rows) == len(world.rows)
    for row in world.rows:
        for other in filter(None, (row.copied_from, row.converted_from)):
            assert rows[other].exchange == row.exchange


def test_a_copy_is_never_older_than_what_it_copies(world: World) -> None:
    days = {row.id: row.published for row in world.rows if len(row.published) == len("2024-01-01")}
    pairs = [(days[row.id], days[row.copied_from]) for row in world.rows if row.id in days and row.copied_from in days]
    assert pairs
    assert all(copy >= model for copy, model in pairs)


def test_hedges_have_the_bounds_that_the_codebook_gives_them(world: World) -> None:
    for row in world.rows:
        match row.hedge:
            case "exact" | "about":
                assert row.low == row.high is not None
            case "at_least":
                assert row.low is not None
                assert row.high is None
            case "at_most":
                assert row.low is None
                assert row.high is not None
            case "range" | "vague":
                assert row.low is not None
                assert row.high is not None
                assert row.low < row.high
            case _:
                assert (row.low, row.high) == (None, None)


def test_a_total_never_falls_and_every_question_has_two_figures_to_go_by(world: World) -> None:
    for truth in world.truths:
        later = [t.value for t in world.truths if t.flow == truth.flow and t.as_of > truth.as_of]
        assert all(value >= truth.value for value in later)
        known = [row for row in world.rows if row.flow == truth.flow and row.published <= truth.known_at.isoformat()]
        assert len([row for row in known if row.polarity == "affirmed"]) >= 2


def test_two_flows_in_five_are_gold_and_a_flow_is_gold_or_not_as_a_whole(world: World) -> None:
    gold = {truth.flow: truth.gold for truth in world.truths}
    assert all(gold[truth.flow] == truth.gold for truth in world.truths)
    assert 0.35 < mean(gold.values()) < 0.45


def test_the_tables_hold_no_column_that_gives_the_answer_away(world: World) -> None:
    heading = as_csv(world.rows).splitlines()[0]
    assert heading.startswith("id,published,publisher,url,paraphrase,kind,actor,counterpart,item,low,high,hedge,unit")
    assert "truth" not in heading
    assert "lean" not in as_csv(world.origins).splitlines()[0]


def test_heavy_copying_has_more_rows_and_fewer_named_origins(world: World) -> None:
    heavy = simulate("heavy_copying", 1)
    assert len(heavy.rows) > 1.7 * len(world.rows)
    assert attributed(heavy.rows) < attributed(world.rows) - 0.2
    assert copied(heavy.rows) < copied(world.rows) / 2


def test_sparse_and_dense_flows_differ_in_rows_a_flow() -> None:
    sparse, dense = simulate("sparse", 1, flows=60), simulate("dense", 1, flows=60)
    assert len(dense.rows) > 4 * len(sparse.rows)


def test_interest_labels_are_only_moved_about_where_they_are_wrong(world: World) -> None:
    wrong = simulate("wrong_groups", 1, flows=1).origins
    assert sorted(row.interest for row in wrong) == sorted(row.interest for row in world.origins)
    assert [row.interest for row in wrong] != [row.interest for row in world.origins]


def test_the_opposed_lean_up_and_the_involved_down_unless_there_is_no_interest(world: World) -> None:
    def leaning(made: World, interest: str) -> float:
        leans = dict(made.leans)
        return median(leans[row.name] for row in made.origins if row.interest == interest)

    assert leaning(world, "opposed") > 0.15
    assert leaning(world, "involved") < -0.15
    fair = simulate("no_interest_bias", 1, flows=1)
    assert abs(leaning(fair, "opposed")) < 0.15


def test_conversions_name_what_they_were_worked_out_from() -> None:
    rows = simulate("wrong_factor", 1, flows=40).rows
    by_id = {row.id: row for row in rows}
    converted = [row for row in rows if row.basis == "converted" and row.converted_from]
    assert len(converted) > 40
    assert {by_id[row.converted_from].unit for row in converted} == {"container"}
