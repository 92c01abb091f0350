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
