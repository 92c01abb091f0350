"""Whom a name means: bodies by name, person, state and function, on the names of the shipped case."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tumen.codebook.source import Source, SourceKind
from tumen.packs import load_pack
from tumen.tracing import Parties, Party, Relation

INTELLIGENCE, GOVERNMENT, MILITARY = SourceKind.INTELLIGENCE, SourceKind.GOVERNMENT, SourceKind.MILITARY
THINK_TANK, MEDIA, ANONYMOUS = SourceKind.THINK_TANK, SourceKind.MEDIA, SourceKind.OFFICIAL_ANONYMOUS


@lru_cache(maxsize=1)
def the_parties() -> Parties:
    return Parties.of(load_pack())


def party(name: str, kind: SourceKind) -> Party:
    return the_parties().party(Source(name=name, kind=kind))


@pytest.mark.parametrize(
    ("name", "kind", "body"),
    [
        ("South Korea's National Intelligence Service", INTELLIGENCE, "NIS"),
        ("Seoul's spies", INTELLIGENCE, "NIS"),
        ("Seoul's defence ministry", GOVERNMENT, "ROK_MND"),
        ("Defense Intelligence Agency, Seoul", INTELLIGENCE, "ROK_DIA"),
        ("Ukraine's military intelligence", INTELLIGENCE, "HUR"),
        ("spy boss Kyrylo Budanov", INTELLIGENCE, "HUR"),
        ("Andriy Cherniak", INTELLIGENCE, "HUR"),
        ("President Zelensky", GOVERNMENT, "UA_PRESIDENT"),
        ("Britain's Ministry of Defence", GOVERNMENT, "UK_MOD"),
        ("American defence official of senior rank", ANONYMOUS, "US_DOD"),
        ("Naumann Foundation", THINK_TANK, "FNF"),
        ("State prosecutors in Ukraine", GOVERNMENT, "UA_PROSECUTOR"),
        ("Security Service of Ukraine (SBU)", INTELLIGENCE, "SBU"),
        ("Defense Intelligence Agency (DIA)", INTELLIGENCE, "ROK_DIA"),
        ("South Korea's Defense Intelligence Agency (DIA)", INTELLIGENCE, "ROK_DIA"),
        ("military intelligence officer", INTELLIGENCE, "HUR"),
        ("South Korean and Ukrainian intelligence agencies", INTELLIGENCE, "NIS"),
        ("South Korean and Ukrainian intelligence agencies", INTELLIGENCE, "HUR"),
    ],
)
def test_a_name_leads_to_its_body(name: str, kind: SourceKind, body: str) -> None:
    assert body in party(name, kind).bodies


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kenyan army", MILITARY),
        ("Kenyan intelligence", INTELLIGENCE),
        ("Polish president", GOVERNMENT),
        ("South African National Defence Force (SANDF)", MILITARY),
        ("North Macedonia's defence ministry", GOVERNMENT),
        ("South Kivu army spokesman", MILITARY),
        ("North Korea's state news agency", MEDIA),
        ("State Security Service", INTELLIGENCE),
    ],
)
def test_a_body_of_a_state_that_the_case_does_not_know_is_none_of_its_bodies(name: str, kind: SourceKind) -> None:
    assert not party(name, kind).bodies


def test_the_two_koreas_are_known_by_their_points_of_the_compass() -> None:
    assert party("the North", GOVERNMENT).states == {"KP"}
    assert party("the South's eastern command", MILITARY).states == {"KR"}
    assert not party("South Lebanon Army", MILITARY).states


def test_a_person_with_his_service_in_brackets_is_that_person() -> None:
    assert party("Kyrylo Budanov (HUR)", INTELLIGENCE).person


def test_a_ministry_is_known_by_its_short_form() -> None:
    assert party("Russian MoD", GOVERNMENT).relation(party("Russia's defence ministry", GOVERNMENT)) is Relation.SAME


def test_a_state_is_no_body_and_fits_every_body_of_it() -> None:
    seoul = party("Seoul", GOVERNMENT)
    assert not seoul.specific
    assert seoul.relation(party("NIS", INTELLIGENCE)) is Relation.SAME
    assert seoul.relation(party("HUR", INTELLIGENCE)) is Relation.OTHER


def test_a_ministry_that_nobody_knows_is_no_service() -> None:
    unknown = party("Ukraine's ministry of civil protection", GOVERNMENT)
    assert unknown.relation(party("HUR", INTELLIGENCE)) is Relation.OTHER


def test_initials_of_two_states_may_be_either() -> None:
    assert party("DIA", INTELLIGENCE).bodies == {"ROK_DIA", "US_DIA"}


def test_a_family_name_is_not_taken_for_another_persons() -> None:
    assert party("Shin", GOVERNMENT).bodies == {"ROK_MND"}
    assert party("Kim Yong-hyun", GOVERNMENT).bodies == frozenset()
    assert party("Kim Yong-hyun", GOVERNMENT).states == {"KR"}


@pytest.mark.parametrize("name", ["an analyst in Kyiv", "a railwayman", "some researchers"])
def test_who_is_not_named_cannot_be_another(name: str) -> None:
    assert party(name, SourceKind.PERSON).relation(party("HUR", INTELLIGENCE)) is not Relation.OTHER


def test_lawmakers_relay_and_draws_on_reaches_second_hand() -> None:
    assert the_parties().relays("rok_lawmakers")
    assert not the_parties().relays("NIS")
    assert "ROK_DIA" in the_parties().draws_on("MSMT")


def test_a_publisher_is_known_by_what_stands_before_the_brackets() -> None:
    assert the_parties().named("KBS World (Spanish)") == the_parties().named("KBS World")
    assert the_parties().named("Nobody's Gazette") == frozenset()
