"""Frames: a dictionary that can be read and extended."""

from __future__ import annotations

import pytest

from tumen.errors import InvalidPack
from tumen.extracting.frames import frame_dictionary, parse_frames


def test_verbs_with_a_particle_have_a_frame_of_their_own() -> None:
    frames = frame_dictionary()
    assert frames.of_verb("hand", "over") == "give"
    assert frames.of_verb("turn", "out") == "make"
    assert frames.of_noun("delivery") == "give"
    assert frames.of_verb("whistle") == ""


def test_every_frame_of_giving_tells_where_its_sides_stand() -> None:
    frames = frame_dictionary()
    for name in ("give", "get", "arrive", "leave", "pay", "promise"):
        assert frames.by_name[name].giver
        assert frames.by_name[name].receiver


def test_a_case_adds_frames_of_its_own() -> None:
    frames = frame_dictionary(
        "give: {verbs: [drone_in]}\nyield_up: {verbs: [cough], giver: [subject], receiver: [to]}\n"
    )
    assert frames.of_verb("cough") == "yield_up"
    assert frames.of_verb("send") == "give"
    assert frames.by_name["give"].receiver


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(InvalidPack):
        parse_frames("- give\n- take\n")


@pytest.mark.parametrize("text", ["Athens denied it.", "Oslo has sold some.", "They are being sent.", "Both signed."])
def test_any_form_of_a_word_of_giving_denying_or_signing_makes_a_sentence_worth_parsing(text: str) -> None:
    assert frame_dictionary().tells(text)


def test_a_sentence_about_the_weather_is_not_worth_parsing() -> None:
    assert not frame_dictionary().tells("It rained all week on the road to Kidal.")
