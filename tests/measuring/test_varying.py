"""Lessons with other states in them and words hidden ask for the same answers about the same places."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tumen.extracting.encoding.pretrained import tokenizer
from tumen.extracting.encoding.windows import TRAITS, Window
from tumen.measuring.aligning import align
from tumen.measuring.gold import read_coded
from tumen.measuring.lessons import Lesson, lessons_for_encoder
from tumen.measuring.varying import MASK, forms, varied
from tumen.packs import load_pack

CORPUS = Path(__file__).parents[2] / "corpus"
QUANTITY = TRAITS.index("quantity")
FORMS = ("name", "adjective", "people", "seat")


@pytest.fixture(scope="module")
def lessons() -> list[Lesson]:
    coded = [each for each in read_coded([CORPUS / "train"]) if each.stem in ("train-005", "train-008", "train-041")]
    return [lesson for each in coded for lesson in lessons_for_encoder(align(each, load_pack()))]


def words(lesson: Lesson, start: int, end: int) -> str:
    return str(tokenizer().decode(list(lesson.window.pieces[start:end])))


def names(lesson: Lesson) -> Iterator[str]:
    for start, end in lesson.states.named.spans:
        yield words(lesson, start, end)


def test_a_lesson_that_is_neither_swapped_nor_masked_stays_as_it_is(lessons: list[Lesson]) -> None:
    for lesson in lessons:
        assert varied(lesson, random.Random(1), swapped=0.0, masked=0.0) == lesson


def test_figures_items_and_verbs_are_still_found_where_they_stand(lessons: list[Lesson]) -> None:
    for lesson in lessons:
        other = varied(lesson, random.Random(1), swapped=1.0, masked=0.0)
        assert [words(other, *sight.own) for sight in other.sights] == [
            words(lesson, *sight.own) for sight in lesson.sights
        ]
        assert [words(other, *sight.verb) for sight in other.sights] == [
            words(lesson, *sight.verb) for sight in lesson.sights
        ]
        assert [words(other, *span) for _, _, span, _, _ in other.times.options if span] == [
            words(lesson, *span) for _, _, span, _, _ in lesson.times.options if span
        ]


def test_a_name_has_one_new_name_throughout_a_lesson(lessons: list[Lesson]) -> None:
    changed = 0
    for lesson in lessons:
        other = varied(lesson, random.Random(2), swapped=1.0, masked=0.0)
        taken: dict[str, set[str]] = {}
        for old, new in zip(names(lesson), names(other), strict=True):
            taken.setdefault(old, set()).add(new)
        changed += sum(new != {old} for old, new in taken.items())
        assert all(len(held) == 1 for held in taken.values())
    assert changed


def test_all_forms_of_a_state_become_those_of_one_other_state() -> None:
    ids = tokenizer().encode("Turkey sold Turkish drones to the Turks of Ankara, not to Malians").ids
    window = Window(
        pieces=tuple(ids), traits=((),) * len(ids), targets=range(1), sentences=range(1), firsts={0: 0}, offsets={}
    )
    other = varied(Lesson(window=window), random.Random(1), swapped=1.0, masked=0.0)
    text = words(other, 0, len(other.window.pieces))
    new = next(code for code, called in forms().called.items() if text.startswith(tokenizer().decode(called["name"])))
    name, adjective, people, seat = (tokenizer().decode(forms().called[new][form]) for form in FORMS)
    assert text.startswith(f"{name} sold {adjective} drones to the {people} of {seat}, not to")
    assert "malians" not in text


def test_the_states_of_the_case_keep_their_names(lessons: list[Lesson]) -> None:
    assert not {"KP", "RU"} & set(forms().called)


def test_only_words_that_mark_nothing_are_masked(lessons: list[Lesson]) -> None:
    for lesson in lessons:
        window = varied(lesson, random.Random(3), swapped=0.0, masked=0.5).window
        assert MASK in window.pieces
        assert not any(traits for piece, traits in zip(window.pieces, window.traits, strict=True) if piece == MASK)


def test_what_is_asked_does_not_change(lessons: list[Lesson]) -> None:
    for lesson in lessons:
        other = varied(lesson, random.Random(4), swapped=1.0, masked=0.2)
        assert (other.claims, other.kinds, other.items, other.aspects) == (
            lesson.claims,
            lesson.kinds,
            lesson.items,
            lesson.aspects,
        )
        assert other.states.options == lesson.states.options
        assert [(row, place, right) for row, place, _, _, right in other.tellers.options] == [
            (row, place, right) for row, place, _, _, right in lesson.tellers.options
        ]


def test_figures_get_other_digits_and_keep_noughts_and_words() -> None:
    text = "of the 11, 000 men 250 came in 2017, one of them at 9"
    ids = tokenizer().encode(text, add_special_tokens=False).ids
    told = [(QUANTITY,) if tokenizer().decode([piece]).isdigit() else () for piece in ids]
    told[ids.index(tokenizer().encode("2017", add_special_tokens=False).ids[0])] = ()
    window = Window(
        pieces=tuple(ids), traits=tuple(told), targets=range(1), sentences=range(1), firsts={0: 0}, offsets={}
    )
    other = varied(Lesson(window=window), random.Random(1), swapped=0.0, masked=0.0, counted=1.0)
    found = re.fullmatch(
        r"of the ([1-9][1-9]), 000 men ([1-9][1-9])0 came in 2017, one of them at [2-9]", words(other, 0, len(ids))
    )
    assert found
    assert found[1] != "11"
    assert found[2] != "25"
