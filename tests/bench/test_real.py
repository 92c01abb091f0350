"""Real series are read as they are published; where they are absent, the benchmark says so and goes on."""

from datetime import date
from pathlib import Path

import pytest
from bench.reconciliation.real import load, side_pairs

POLLS = """race,type_simple,pollster,polldate,cand1_pct,cand2_pct,electiondate,cand1_actual,cand2_actual
2014_Sen-G_ZZ,Sen-G,House A,10/13/2014,45,45,11/4/2014,55.0,45.0
2014_Sen-G_ZZ,Sen-G,House B (online),10/20/2014,54,36,11/4/2014,55.0,45.0
2014_Sen-G_ZZ,Sen-G,House A,10/30/2014,48,42,11/4/2014,55.0,45.0
2020_Pres-G_ZZ,Pres-G,House A,10/30/20,50,40,11/3/20,45.0,45.0
2020_Pres-G_ZZ,Pres-G,House B (online),10/30/20,51,40,11/3/20,45.0,45.0
2020_Pres-G_ZZ,Pres-G,House C,10/31/20,52,40,11/3/20,45.0,45.0
2020_Pres-P_ZZ,Pres-P,House C,1/31/20,30,10,2/3/20,20.0,25.0
"""


@pytest.mark.parametrize("name", ["polls", "cities"])
def test_what_is_not_there_is_not_loaded(name: str, tmp_path: Path) -> None:
    assert load(name, None) is None
    assert load(name, tmp_path / "absent") is None


def test_polls_are_shares_of_two_candidates_and_the_result_is_the_truth(tmp_path: Path) -> None:
    path = tmp_path / "raw-polls.csv"
    path.write_text(POLLS, encoding="utf-8")
    world = load("polls", path)
    assert world is not None
    assert [row.low for row in world.rows] == [50.0, 60.0, 53.33, 55.56, 56.04, 56.52]
    assert world.rows[1].sources == "House B  online (company)"
    assert [(truth.as_of, truth.gold) for truth in world.truths] == [
        (date(2014, 11, 4), True),
        (date(2020, 11, 3), False),
    ]
    assert [truth.value for truth in world.truths] == pytest.approx([55.0, 50.0])
    assert {row.flow for row in world.rows} == {truth.flow for truth in world.truths}


def test_cities_are_stocks_by_editor_with_the_census_as_truth(tmp_path: Path) -> None:
    (tmp_path / "population-new-new.txt").write_text(
        "gary, indiana_2000\tcontributor #1: ann\t102746\t2000\n"
        "gary, indiana_2000\tcontributor #0 (1.2.3.4)\t7\t2000\n",
        encoding="latin-1",
    )
    (tmp_path / "population-gd.txt").write_text("gary, indiana, 2000, 102746\n", encoding="latin-1")
    world = load("cities", tmp_path)
    assert world is not None
    assert [(row.low, row.measure, row.time) for row in world.rows] == [
        (102746.0, "stock", "2000"),
        (7.0, "stock", "2000"),
    ]
    assert [truth.value for truth in world.truths] == [102746.0]
    assert world.rows[0].flow == world.truths[0].flow


def test_there_are_sides_enough_for_every_race_and_city() -> None:
    names = [str(i) for i in range(1200)]
    pairs = side_pairs(names)
    assert len(set(pairs.values())) == 1200
