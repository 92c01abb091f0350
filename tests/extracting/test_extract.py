"""From a text to claims: what a reader of the codebook would expect, on plain sentences of each construction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.codebook.claim import Claim, Kind, Outcome, Polarity, Stage
from tumen.codebook.document import Block, BlockKind, Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Extractor
from tumen.codebook.quantity import Hedge
from tumen.extracting import OfflineExtractor, extract


def document_of(*paragraphs: str, language: str = "en") -> Document:
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    place = 0
    for paragraph in paragraphs:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=place, end=place + len(paragraph)))
        place += len(paragraph) + 2
    return Document(id="d", text=text, blocks=tuple(blocks), published=Edtf.parse("2025-03-14"), language=language)


def claims_of(*paragraphs: str) -> list[Claim]:
    return [entry.claim for entry in extract(document_of(*paragraphs)).entries]


SIDES = [
    ("North Korea sent 4,000 soldiers to Russia in January.", "KP", "RU", "troops", 4_000),
    ("In January 4,000 soldiers were sent to Russia by North Korea.", "KP", "RU", "troops", 4_000),
    ("Russia received 300 containers of shells from North Korea last year.", "KP", "RU", "containers", 300),
    ("Germany has given Ukraine 18 tanks.", "DE", "UA", "vehicles", 18),
    ("Iran delivered 200 ballistic missiles to Russia in September.", "IR", "RU", "ballistic_missiles", 200),
]


@pytest.mark.parametrize(("text", "actor", "counterpart", "item", "number"), SIDES)
def test_who_gives_whom_what(text: str, actor: str, counterpart: str, item: str, number: float) -> None:
    (claim,) = claims_of(text)
    assert (claim.kind, claim.actor, claim.counterpart, claim.item) == (Kind.TRANSFER, actor, counterpart, item)
    assert claim.low == claim.high == number


def test_a_hedge_belongs_to_its_own_figure() -> None:
    (claim,) = claims_of("North Korea has sent more than 10,000 soldiers to Russia.")
    assert (claim.hedge, claim.low, claim.high) == (Hedge.AT_LEAST, 10_000, None)


def test_a_dash_typed_as_two_hyphens_hides_no_hedge() -> None:
    (claim,) = claims_of("SEOUL--At least 100 North Korean soldiers have been killed in Russia, an official said.")
    assert (claim.hedge, claim.low, claim.high) == (Hedge.AT_LEAST, 100, None)


def test_wounded_prisoners_are_captured() -> None:
    (claim,) = claims_of("Two wounded North Korean soldiers who were captured by Ukraine have been brought to Kyiv.")
    assert (claim.item, claim.outcome) == ("prisoners", Outcome.CAPTURED)


def test_a_plan_is_not_a_delivery() -> None:
    (claim,) = claims_of("North Korea will send another 5,000 workers to Russia next year.")
    assert claim.stage is Stage.PLANNED


def test_a_denial_is_a_claim_and_stays() -> None:
    claims = claims_of("The Kremlin denies that North Korea has sent shells to Russia.")
    assert any(claim.polarity is Polarity.DENIED for claim in claims)


def test_a_text_without_an_exchange_gives_no_claim() -> None:
    assert claims_of("The hotel has 312 rooms, and breakfast costs nine euros.", "It rained for four days.") == []


def test_another_language_is_a_problem_and_no_guess() -> None:
    extraction = extract(document_of("Москва получила 300 контейнеров.", language="ru"))
    assert extraction.entries == ()
    assert "ru" in extraction.problems[0]


def test_what_was_read_and_not_coded_is_told_with_its_reason() -> None:
    extraction = extract(document_of("The hotel has 312 rooms."))
    assert [uncoded.passage.quote for uncoded in extraction.uncoded] == ["312"]
    assert extraction.uncoded[0].reason


def test_every_field_has_a_reason_and_a_confidence() -> None:
    (entry,) = extract(document_of("North Korea sent 4,000 soldiers to Russia in January.")).entries
    assert {"kind", "actor", "counterpart", "item", "stage", "time", "sources"} <= set(entry.coding.fields)
    assert all(0.0 <= coded.confidence <= 1.0 and coded.reason for coded in entry.coding.fields.values())


def test_confidence_trades_claims_for_certainty() -> None:
    text = [sentence for sentence, *_ in SIDES]
    counts = [len(extract(document_of(*text), minimum_confidence=least).entries) for least in (0.0, 0.5, 1.01)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def test_the_same_text_gives_the_same_claims() -> None:
    document = document_of(*[sentence for sentence, *_ in SIDES])
    assert extract(document) == extract(document)


def test_the_offline_extractor_is_an_extractor() -> None:
    extractor: Extractor = OfflineExtractor()
    document = document_of("Germany has given Ukraine 18 tanks.")
    assert extractor.extract(document) == extract(document)
    assert extractor.name


@given(st.text(alphabet=st.sampled_from("Rusia sent 30,000 shels “to” *KP*.|—\n\u00a0한러🙂'%$-"), max_size=160))
@settings(max_examples=25)
def test_no_text_crashes_it_and_every_quote_stands_where_it_says(text: str) -> None:
    document = document_of(text)
    for entry in extract(document).entries:
        passage = entry.report.passage
        assert passage is not None
        assert document.text[passage.start : passage.end] == passage.quote


def test_what_no_reader_sees_as_a_figure_is_not_listed_as_one_left_out() -> None:
    document = document_of(
        "Another tram came, and nothing like it had been seen. A sapper bought 14 rolls, and one lay down."
    )
    assert {each.passage.quote for each in extract(document).uncoded} == {"14"}


def test_whose_people_the_figure_counts_are_nobody_elses_presence() -> None:
    told = claims_of(
        "North Korea has sent soldiers to Russia's Kursk region.",
        "Alongside the North Koreans about 45,000 Russian troops are gathering in Kursk, officials said.",
    )
    assert not [c for c in told if c.kind is Kind.PRESENCE and c.actor == "KP" and c.low == 45_000]
    told = claims_of("Some 10,000 North Korean and 40,000 Russian troops are in Russia's Kursk region, officials said.")
    assert [(c.actor, c.low) for c in told] == [("KP", 10_000)]
    told = claims_of("About 9,000 North Korean troops are now in Russia's Kursk region, officials said.")
    assert [(c.kind, c.actor, c.counterpart) for c in told if c.low == 9_000] == [(Kind.PRESENCE, "KP", "RU")]
