"""Names: all states of the world by name, people, seat and person; bodies, outlets, institutions; names of a case."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.codebook.case_pack import Body, CasePack
from tumen.codebook.source import SourceKind
from tumen.extracting.matching import folded
from tumen.extracting.names import NameLexicon, find_names, name_lexicon
from tumen.extracting.spans import StateForm
from tumen.extracting.wordlists import csv_list


@pytest.fixture(scope="module")
def lexicon() -> NameLexicon:
    return name_lexicon()


@pytest.mark.parametrize(
    ("words", "code", "form"),
    [
        ("North Korea", "KP", StateForm.NAME),
        ("the DPRK", "KP", StateForm.NAME),
        ("North Koreans", "KP", StateForm.PEOPLE),
        ("Pyongyang", "KP", StateForm.SEAT),
        ("the Kremlin", "RU", StateForm.SEAT),
        ("Mr Putin", "RU", StateForm.PERSON),
        ("HUR", "UA", StateForm.AGENCY),
        ("U.S.", "US", StateForm.NAME),
        ("Burkina Faso", "BF", StateForm.NAME),
        ("Kursk", "RU", StateForm.PLACE),
        ("EU", "EU", StateForm.NAME),
    ],
)
def test_a_state_by_each_sort_of_name(lexicon: NameLexicon, words: str, code: str, form: StateForm) -> None:
    assert [(span.code, span.form) for span in find_names(words, lexicon).states] == [(code, form)]


def test_the_pronoun_us_is_no_state(lexicon: NameLexicon) -> None:
    assert find_names("He told us so", lexicon).states == ()


def test_the_north_needs_north_korea_in_the_document(lexicon: NameLexicon) -> None:
    assert find_names("Rain in the North", lexicon).states == ()
    found = find_names("North Korea denies it. The North sent nobody.", lexicon).states
    assert [span.code for span in found] == ["KP", "KP"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Poland paid Korea for 24 howitzers.", ["PL", "KR"]),
        ("North Korea denies it. Koreans dig at Rajin.", ["KP", "KP", "KP"]),
        ("North Korea denies it, the South does not.", ["KP", "KR"]),
        ("Snow fell in the South of the province.", []),
    ],
)
def test_which_korea_is_meant_follows_from_which_the_document_names(
    lexicon: NameLexicon, text: str, codes: list[str]
) -> None:
    assert [span.code for span in find_names(text, lexicon).states] == codes


@pytest.mark.parametrize(
    ("words", "code"),
    [("the Bundestag", "DE"), ("Abidjan", "CI"), ("Diyarbakir", "TR"), ("Norinco", "CN"), ("Europe", "EU")],
)
def test_a_parliament_a_town_and_a_firm_tell_their_state(lexicon: NameLexicon, words: str, code: str) -> None:
    found = find_names(words, lexicon)
    assert {*(span.code for span in found.states), *(body.home for body in found.bodies)} >= {code}


def test_a_family_name_needs_to_stand_alone(lexicon: NameLexicon) -> None:
    assert find_names("Kim Byung-kee said", lexicon).states == ()


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("the Russian defence ministry", "Russian defence ministry", "government"),
        ("Seoul's spy agency", "Seoul's spy agency", "intelligence"),
        ("Ukraine's security service (SBU)", "Ukraine's security service (SBU)", "intelligence"),
        ("South Korean officials", "South Korean officials", "official_anonymous"),
        ("a South Korean defence ministry official", "South Korean defence ministry official", "official_anonymous"),
        ("Seoul's military", "Seoul's military", "military"),
        ("the BBC", "BBC", "media"),
        ("38 North", "38 North", "think_tank"),
    ],
)
def test_bodies_and_institutions(lexicon: NameLexicon, words: str, name: str, kind: str) -> None:
    assert [(body.name, body.kind) for body in find_names(words, lexicon).bodies] == [(name, SourceKind(kind))]


def test_a_case_adds_its_bodies_and_their_persons() -> None:
    body = Body(
        id="ZAP", name="Zap Institute", kind=SourceKind.THINK_TANK, aliases=("Zap",), persons=("Ann Other",), home="SE"
    )
    found = find_names("Ann Other of Zap", name_lexicon(CasePack(id="x", title="x", bodies=(body,)))).bodies
    assert [(b.name, b.body_id, b.person) for b in found] == [("Ann Other", "ZAP", True), ("Zap", "ZAP", False)]


def test_the_list_holds_every_state_once() -> None:
    codes = [row["code"] for row in csv_list("states.csv")]
    assert len(codes) == len(set(codes)) >= 195


@given(st.text(max_size=200))
def test_spans_lie_in_any_text(lexicon: NameLexicon, text: str) -> None:
    found = find_names(text, lexicon)
    for places in ([(s.start, s.end) for s in found.states], [(b.start, b.end) for b in found.bodies]):
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_no_town_is_written_like_the_short_name_of_a_body() -> None:
    towns = {folded(row["name"]).lower() for row in csv_list("places.csv")}
    names = [name for row in csv_list("bodies.csv") for name in (row["name"], *row["aliases"].split(";"))]
    assert not [name for name in names if name.isupper() and folded(name).lower() in towns]
