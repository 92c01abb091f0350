"""How much the encoder counts is learned from choices that neither it nor the linear models had seen."""

from __future__ import annotations

from collections import Counter

from tumen.codebook.document import Capture
from tumen.extracting.choosing import CHOICES, shipped
from tumen.measuring.aligning import align
from tumen.measuring.blending import Question, questions_of, shares_of
from tumen.measuring.gold import Coded
from tumen.measuring.lessons import lessons_for_encoder
from tumen.measuring.split import Part
from tumen.reading import read

TEXT = (
    "---\npublished: 2025-03-14\nlang: en\n---\n"
    "North Korea sent 4,000 soldiers to Russia in January, Seoul said. It rained for four days.\n"
)
GOLD = {
    "quote": "North Korea sent 4,000 soldiers to Russia", "kind": "transfer", "actor": "KP", "counterpart": "RU",
    "item": "troops", "low": 4000, "high": 4000, "hedge": "exact", "unit": "person", "measure": "increment",
    "stage": "done", "polarity": "affirmed", "certainty": "asserted", "time": "2025-01",
    "sources": [{"name": "Seoul", "kind": "government"}],
}  # fmt: skip
CODED = Coded(
    stem="t", part=Part.LEARN, document=read(Capture(name="t.md", content=TEXT.encode())), raw=TEXT, claims=(GOLD,)
)


def asked(ours: float, theirs: float, choice: str = "kind") -> Question:
    return Question(choice=choice, ours=(ours, 1 - ours), theirs=(theirs, 1 - theirs), right=(0,))


def test_the_one_who_is_right_more_surely_counts_more() -> None:
    assert shares_of([asked(0.9, 0.2)] * 3)["kind"] == 0.0
    assert shares_of([asked(0.2, 0.9)] * 3)["kind"] == 1.0
    mixed = [asked(0.9, 0.3), asked(0.3, 0.9)] * 4
    assert shares_of(mixed)["kind"] == 0.5


def test_each_choice_has_its_own_share() -> None:
    shares = shares_of([asked(0.9, 0.2, "kind"), asked(0.2, 0.9, "stage")])
    assert shares == {"kind": 0.0, "stage": 1.0}


def test_a_blend_lies_between_the_two() -> None:
    question = asked(0.9, 0.3)
    assert question.blended(0.0)[0] > question.blended(0.5)[0] > question.blended(1.0)[0]
    assert question.is_met(0.0)
    assert not question.is_met(1.0)
    assert question.surprise(0.0) < question.surprise(1.0)


def test_all_choices_of_a_coded_claim_are_asked() -> None:
    questions = list(questions_of(align(CODED, None), shipped()))
    counts = Counter(question.choice for question in questions)
    assert set(counts) <= set(CHOICES)
    assert {"claim", "kind", "item", "sides", "sources", "time", "stage", "measure"} <= set(counts)
    assert counts["claim"] == len(align(CODED, None).examples)
    assert all(len(question.ours) == len(question.theirs) for question in questions)


def test_a_lesson_holds_what_the_claim_should_be_taken_for() -> None:
    (lesson,) = lessons_for_encoder(align(CODED, None))
    row = lesson.claims.index(True)
    assert lesson.kinds[row] == 0
    assert lesson.aspects[row]["stage"] == "done"
    right = [option for option in lesson.states.options if option[4]]
    assert [option[0] for option in right] == [row]
    assert any(option[4] for option in lesson.tellers.options)
    assert any(option[4] for option in lesson.times.options)
