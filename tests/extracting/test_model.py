"""Small linear models: probabilities add up, order of features does not matter, files can be read back."""

from __future__ import annotations

import json
import math

from hypothesis import given
from hypothesis import strategies as st

from tumen.extracting.model import Calibration, Classifier, Ranker, read_models, shipped_models, softmax

CLASSIFIER = Classifier(
    classes=("no", "yes"), bias=(0.0, -1.0), weights={"v=send": (-0.5, 2.0), "noun=page": (1.0, -3.0)}
)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=20))
def test_chances_add_up_to_one(scores: list[float]) -> None:
    assert math.isclose(math.fsum(softmax(scores)), 1.0)


@given(st.permutations(["v=send", "noun=page", "unknown", "v=send"]))
def test_neither_order_nor_repetition_of_features_matters(features: list[str]) -> None:
    assert CLASSIFIER.probabilities(features) == CLASSIFIER.probabilities(["v=send", "noun=page"])


def test_a_ranker_gives_each_option_its_chance() -> None:
    chances = Ranker(weights={"subject": 2.0}).probabilities([["subject"], ["object"]])
    assert chances[0] > chances[1]
    assert Ranker(weights={}).probabilities([]) == []


def test_a_calibration_rises_in_steps() -> None:
    calibration = Calibration(edges=(0.5, 0.8), shares=(0.2, 0.6, 0.9))
    assert [calibration.share(score) for score in (0.1, 0.5, 0.79, 0.8, 1.0)] == [0.2, 0.6, 0.6, 0.9, 0.9]
    assert Calibration().share(0.37) == 0.37


def test_models_are_read_from_their_files() -> None:
    models = read_models(
        {
            "stage": json.dumps({"classes": ["done", "planned"], "bias": [0, 1], "weights": {"aux=will": [-1, 1]}}),
            "sides": json.dumps({"weights": {"vote=gives": 1.5}}),
            "thresholds": json.dumps(
                {
                    "thresholds": {"claim with figure": 0.3},
                    "calibrations": {"sides": {"edges": [0.5], "shares": [0.4, 0.9]}},
                }
            ),
        }
    )
    assert models.classifiers["stage"].best(["aux=will"])[0] == "planned"
    assert models.rankers["sides"].score(["vote=gives"]) == 1.5
    assert models.thresholds["claim with figure"] == 0.3
    assert models.calibration("sides").share(0.7) == 0.9


def test_the_shipped_weights_are_rounded_to_four_digits() -> None:
    models = shipped_models()
    rows = [row for classifier in models.classifiers.values() for row in classifier.rows.tolist()]
    values = [value for row in rows for value in row] + [
        w for ranker in models.rankers.values() for w in ranker.weights.values()
    ]
    assert values
    assert all(round(value, 4) == value for value in values)
