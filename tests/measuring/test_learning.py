"""Scores, parts of the corpus, and models that learn what they are shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tumen.codebook.document import Capture
from tumen.extracting.encoding.opinions import shipped_net
from tumen.extracting.model import Ranker
from tumen.measuring.aligning import align, quote_places
from tumen.measuring.fitting import fit_calibration, fit_classifier, fit_ranker
from tumen.measuring.gold import Coded
from tumen.measuring.score import Score, same_source, same_time, score_document
from tumen.measuring.split import Part, part_of, read_split
from tumen.measuring.training import Lessons, add_lessons, averaged, lessons_but
from tumen.reading import read

TEXT = (
    "---\npublished: 2025-03-14\nlang: en\n---\nNorth Korea sent 4,000 soldiers to Russia. It rained for four days.\n"
)
GOLD = {
    "quote": "North Korea sent 4,000 soldiers",
    "kind": "transfer",
    "actor": "KP",
    "counterpart": "RU",
    "item": "troops",
    "low": 4000,
    "high": 4000,
    "hedge": "exact",
    "unit": "person",
    "measure": "increment",
    "stage": "done",
    "polarity": "affirmed",
    "certainty": "asserted",
    "time": "../2025-03",
    "sources": [],
}


def coded(*claims: dict[str, object]) -> Coded:
    document = read(Capture(name="t.md", content=TEXT.encode()))
    return Coded(stem="t", part=Part.LEARN, document=document, raw=TEXT, claims=claims)


def test_a_coding_scored_against_itself_is_whole() -> None:
    score = Score()
    score_document(score, TEXT, [GOLD], [GOLD])
    assert [score.level(name).f1 for name in ("found", "figure", "directed", "whole")] == [1.0] * 4


@pytest.mark.parametrize(
    ("change", "level"),
    [({"actor": "IR"}, "found"), ({"low": 3000}, "figure"), ({"stage": "planned"}, "directed")],
)
def test_a_wrong_field_costs_its_level(change: dict[str, object], level: str) -> None:
    score = Score()
    score_document(score, TEXT, [GOLD], [{**GOLD, **change}])
    assert score.level(level).f1 == 0.0


def test_an_optional_claim_costs_nothing_missed_or_found() -> None:
    missed, found = Score(), Score()
    score_document(missed, TEXT, [{**GOLD, "optional": True}], [])
    score_document(found, TEXT, [{**GOLD, "optional": True}], [GOLD])
    assert missed.level("found").gold == found.level("found").predicted == 0


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("2024-10", "2024-11", True),
        ("2024-10", "2024-12", False),
        ("2023-09/..", "2023-10/..", True),
        ("2023-09/..", "2024-03/..", False),
        ("../2024-06", "2024-06", True),
        (None, None, True),
        (None, "2024", False),
    ],
)
def test_times_agree_to_within_a_month_and_in_length(gold: str | None, given: str | None, *, same: bool) -> None:
    assert same_time({"time": gold}, {"time": given}) is same


def test_a_seat_of_government_and_its_people_name_one_source() -> None:
    moscow, russian = {"sources": [{"name": "Moscow"}]}, {"sources": [{"name": "Russian ministry"}]}
    assert same_source(moscow, russian)
    assert not same_source(moscow, {"sources": []})


def test_a_listed_part_goes_before_the_hash() -> None:
    listed = read_split("doc,part,folder\na,never,x\n")
    assert part_of("a", listed) is Part.NEVER
    assert part_of("a") is part_of("a")


def test_a_candidate_is_aligned_with_the_claim_whose_figure_it_carries() -> None:
    aligned = align(coded(GOLD), None)
    carrying = [example.context.sentence.text for example in aligned.examples if example.gold]
    assert carrying == ["North Korea sent 4,000 soldiers to Russia."]
    assert aligned.unreached == ()


def test_a_claim_that_no_candidate_carries_is_told() -> None:
    assert len(align(coded({**GOLD, "low": 17, "high": 17}), None).unreached) == 1


def test_lessons_are_gathered_document_by_document_and_left_out_by_name() -> None:
    lessons = Lessons()
    for stem in ("t-1", "t-2", "t-3"):
        add_lessons(lessons, align(replace(coded(GOLD), stem=stem), None))
    kept = lessons_but(lessons, frozenset({"t-2"}))

    assert (kept.sides[2], kept.qualifiers["stage"][1]) == (["t-1", "t-3"], ["done", "done"])
    assert lessons.sides[2] == ["t-1", "t-2", "t-3"]


def test_a_feature_is_held_in_memory_once_however_many_rows_have_it() -> None:
    lessons = Lessons()
    for stem in ("t-1", "t-2"):
        add_lessons(lessons, align(replace(coded(GOLD), stem=stem), None))
    first, second = lessons.kind[0]

    assert all(one is other for one, other in zip(first, second, strict=True))


def test_a_quoted_table_row_is_found_by_its_cells() -> None:
    assert quote_places("March\n(est.)\n90-110\n", {"quote": "| March | 90-110 |"}) == [(0, 5), (13, 19)]


def test_a_classifier_learns_what_tells_two_labels_apart() -> None:
    rows = [["v=send", f"w={i % 3}"] for i in range(20)] + [["v=cost", f"w={i % 3}"] for i in range(20)]
    labels = ["claim"] * 20 + ["none"] * 20
    model = fit_classifier(rows, labels, [str(i % 7) for i in range(40)])
    assert model.best(["v=send", "w=9"])[0] == "claim"
    assert model.best(["v=cost"])[0] == "none"


def test_one_label_is_always_given() -> None:
    assert fit_classifier([["a"], ["b"]], ["yes", "yes"], ["1", "2"]).best(["c"]) == ("yes", 1.0)


def test_a_ranker_learns_which_option_is_right() -> None:
    groups = [[["subject"], ["object", "near"]], [["object"], ["subject"], ["near"]]] * 5
    model = fit_ranker(groups, [[0], [1]] * 5, [str(i) for i in range(10)])
    assert isinstance(model, Ranker)
    assert model.score(["subject"]) > model.score(["object"])


def test_a_calibration_is_the_share_right_and_never_falls() -> None:
    pairs = [(i / 200, i % 200 < i) for i in range(200)] + [(0.9, True)] * 50
    shares = fit_calibration(pairs).shares
    assert list(shares) == sorted(shares)
    assert fit_calibration(pairs[:5]).shares == ()


def test_a_denial_without_a_figure_is_carried_by_its_count_of_nothing() -> None:
    text = TEXT.replace("It rained", '"Not one bullet," says Moscow. It rained')
    denial = {**GOLD, "quote": '"Not one bullet," says Moscow', "polarity": "denied", "low": None, "high": None}
    document = read(Capture(name="t.md", content=text.encode()))
    aligned = align(Coded(stem="t", part=Part.LEARN, document=document, raw=text, claims=(denial,)), None)
    (carried,) = [example for example in aligned.examples if example.gold]
    assert carried.context.candidate.quantity is not None
    assert carried.context.candidate.quantity.high == 0


def test_a_figure_that_leaves_out_its_scale_carries_the_claim_in_full() -> None:
    text = "---\npublished: 2025-03-14\nlang: en\n---\nBerlin gave Kyiv 1.3 billion euros. Oslo gave Kyiv 42.\n"
    claim = {**GOLD, "quote": "Oslo gave Kyiv 42", "actor": "NO", "counterpart": "UA", "item": "money"}
    claim |= {"low": 42_000_000, "high": 42_000_000, "unit": "EUR"}
    document = read(Capture(name="t.md", content=text.encode()))
    aligned = align(Coded(stem="t", part=Part.LEARN, document=document, raw=text, claims=(claim,)), None)
    assert not aligned.unreached
    carried = [each.context.candidate.quantity for each in aligned.examples if each.golds]
    assert [quantity.low for quantity in carried if quantity] == [42.0]


def test_nets_are_averaged_number_by_number() -> None:
    first, second = shipped_net(), shipped_net()
    moved = replace(second, learned={name: array + 2.0 for name, array in second.learned.items()})
    mean = averaged([first, moved])
    assert mean.values == first.values
    assert all(np.allclose(mean.learned[name], array + 1.0, atol=1e-3) for name, array in first.learned.items())
