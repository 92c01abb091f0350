"""Candidates: every place that may carry a claim, figures and items, and verbs and nouns that name neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tumen.codebook.claim import Kind
from tumen.codebook.document import Capture, Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.quantity import Hedge
from tumen.extracting.assemble import claim_of
from tumen.extracting.attribution import Attribution
from tumen.extracting.candidates import Candidate, find_candidates
from tumen.extracting.counted import item_options
from tumen.extracting.deciding import Draft, contexts_of
from tumen.extracting.marking import mark
from tumen.extracting.qualifiers import plain_outcome
from tumen.reading import read


def dated(text: str) -> Document:
    """A plain text as published on a day."""
    return replace(read(Capture(name="a.txt", content=text.encode())), published=Edtf.parse("2025-03-14"))


def candidates_of(text: str) -> dict[str, Candidate]:
    """The candidates of a plain text by their words."""
    reading = mark(dated(text), None)
    return {reading.sentences[each.sentence].text[each.start : each.end]: each for each in find_candidates(reading)}


def counted(text: str) -> dict[str, tuple[float | None, str | None]]:
    """Low end and unit of each figure among the candidates."""
    return {
        words: (each.quantity.low, each.quantity.unit) for words, each in candidates_of(text).items() if each.quantity
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Athens denied it within the hour.", "denied"),
        ("Madrid says that it has never supplied them.", "supplied"),
        ("No such transfer took place, Oslo says.", "transfer"),
    ],
)
def test_a_verb_or_noun_of_an_exchange_may_carry_a_claim_without_figure_or_item(text: str, words: str) -> None:
    found = candidates_of(text)[words]
    assert found.item is None
    assert found.quantity is None


def test_a_verb_beside_a_figure_or_an_item_is_no_candidate_of_its_own() -> None:
    assert set(candidates_of("Norway sent 12 howitzers to Ukraine.")) == {"12"}


def test_the_article_no_counts_none_and_the_denial_stays_a_candidate() -> None:
    found = candidates_of("No Turkish soldier fought in Karabakh.")
    assert found["No Turkish soldier"].quantity is not None
    assert found["No Turkish soldier"].quantity.low == 0
    assert found["soldier"].quantity is None


def test_an_article_counts_one_before_a_single_person_and_none_before_goods() -> None:
    assert counted("A Portuguese surgeon died at Bakhmut.") == {"A Portuguese surgeon": (1.0, None)}
    assert counted("A consignment of rice reached Rason.") == {}


def test_one_more_of_something_told_of_before_counts_one() -> None:
    assert counted("Two frigates were handed over in May. Another followed, and a fourth is due in 2027.") == {
        "Two": (2.0, None),
        "Another": (1.0, None),
        "a fourth": (1.0, None),
    }


def test_a_bare_number_takes_scale_and_unit_from_the_figure_before_it() -> None:
    assert counted("Two billion dollars came in March, three in May.")["three"] == (3e9, "USD")


@pytest.mark.parametrize(
    "text", ["It sold 500 million tonnes of coal, 40 of it by rail.", "5 million tonnes came, and 40 of ore."]
)
def test_a_part_of_a_mass_keeps_the_scale_of_the_whole(text: str) -> None:
    assert (40e6, "tonne") in counted(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "India paid 2 billion dollars for frigates, two of them new.",
        "The fee was 2 billion dollars for five frigates.",
        "Weapons for 2 billion dollars will come, and Norway has promised the Ukrainians six of its F-16s.",
        "It sold 500 tonnes in March, three in May.",
    ],
)
def test_a_number_that_counts_something_of_its_own_keeps_its_size(text: str) -> None:
    assert all(low is None or low < 1_000 or unit == "USD" for low, unit in counted(text).values())
    assert sum(unit == "USD" for _, unit in counted(text).values()) <= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dmitry Peskov called the reports groundless.", "groundless"),
        ("The Kremlin calls it a canard.", "canard"),
        ("The Tajik interior ministry says that they are not.", "are"),
        ("Kampala says that it lost nothing.", "lost"),
        ("Lithuania did.", "did"),
        ("Mali broke off relations last August.", "broke"),
        ("It is to be ready by the middle of 2029.", "ready"),
    ],
)
def test_an_answer_to_what_was_told_before_may_carry_a_claim(text: str, words: str) -> None:
    assert candidates_of(text)[words].quantity is None


@pytest.mark.parametrize("text", ["Nobody gave his name.", "Russia has not commented.", "The clerk did not say."])
def test_what_is_merely_not_said_is_no_answer(text: str) -> None:
    assert {"commented", "say", "did"}.isdisjoint(candidates_of(text))


def items_of(text: str, words: str) -> tuple[str, ...]:
    """The items that a candidate of a plain text may speak of."""
    reading = mark(read(Capture(name="a.txt", content=text.encode())), None)
    for context in contexts_of(reading):
        candidate = context.candidate
        if reading.sentences[candidate.sentence].text[candidate.start : candidate.end] == words:
            return item_options(context)
    return ()


@pytest.mark.parametrize(
    ("text", "words", "item"),
    [
        ("Two are held in Ukrainian camps.", "Two", "prisoners"),
        ("Rosneft was owed 88 million at New Year.", "88 million", "payment"),
        ("India pays nobody.", "pays", "payment"),
        ("About 310 Cubans were studying in Minsk.", "About 310", "students"),
        ("Payments have risen by 29 per cent.", "29 per cent", "money"),
        ("Seoul has blacklisted 12 firms.", "12", "sanction"),
        ("No Chadian has crossed the river.", "crossed", "troops"),
        ("China sent 40 sledges.", "40", "other:sledges"),
        ("Pencils: Norway, 11,000.", "11,000", "other:goods"),
        ("Norway committed 7,500 and paid 640.", "640", "aid_package"),
        ("China is to build 920 houses in Managua.", "920", "plant"),
    ],
)
def test_an_item_may_follow_from_the_verb_or_from_the_figure_alone(text: str, words: str, item: str) -> None:
    assert item in items_of(text, words)


@pytest.mark.parametrize(
    ("text", "words", "low", "unit"),
    [
        ("HUR says 148 missiles came and as many again are due.", "as many again", 148.0, None),
        ("Oslo paid 20 million euros in May. Rome paid as much in June.", "as much", 20e6, "EUR"),
        ("Denmark sent 44 tanks. Lithuania bought the same number.", "the same number", 44.0, None),
        ("Austin gave 5 lorries for 2 million dollars, and Oslo a like sum.", "a like sum", 2e6, "USD"),
    ],
)
def test_a_figure_told_by_likeness_has_the_amount_of_the_one_before(
    text: str, words: str, low: float, unit: str | None
) -> None:
    assert counted(text)[words] == (low, unit)


def test_a_hedge_before_the_likeness_holds_for_it_alone() -> None:
    found = candidates_of("Some 4,500 soldiers are in Abkhazia, and about the same number in South Ossetia.")
    quantity = found["about the same number"].quantity
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.hedge) == (4500.0, 4500.0, Hedge.ABOUT)


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv got 120 guns, twice as many as in May.",
        "Seoul counts 120 guns. Tokyo said as much.",
        "As many were promised by the other side.",
    ],
)
def test_a_multiple_a_manner_of_speaking_and_what_has_no_antecedent_are_not_likened(text: str) -> None:
    assert not {"as many", "as much", "As many"} & set(counted(text))


@pytest.mark.parametrize(("polarity", "figure"), [("denied", (None, None)), ("affirmed", (0.0, 0.0))])
def test_a_denial_that_counts_nothing_carries_no_figure_and_a_count_of_nothing_does(
    polarity: str, figure: tuple[float | None, float | None]
) -> None:
    reading = mark(read(Capture(name="a.txt", content=b"Not one bullet has gone to Sudan.")), None)
    (context,) = [each for each in contexts_of(reading) if each.candidate.quantity]
    draft = Draft(
        context=context,
        kind=Kind.TRANSFER,
        item="munitions",
        sides=(("RS", "SD"),),
        qualifiers={"polarity": polarity, "measure": "increment"},
        time=None,
        probability=0.9,
    )
    claim = claim_of(draft, ("RS", "SD"), Attribution())
    assert claim is not None
    assert (claim.low, claim.high) == figure


@pytest.mark.parametrize(
    ("text", "words", "item"),
    [
        ("More than 8 million artillery and rocket rounds have been shipped to Russia.", "8 million", "shells"),
        ("Ankara sent Kyiv 40 cotton harvesters.", "40", "workers"),
        ("Ankara sent Kyiv two radar aircraft.", "two", "aircraft"),
        ("Tehran delivers two Mohajer-6 aircraft.", "two", "drones"),
    ],
)
def test_the_noun_that_is_counted_names_the_item_before_what_stands_beside_it(text: str, words: str, item: str) -> None:
    found = next(each for quoted, each in candidates_of(text).items() if words in quoted)
    assert found.item is not None
    assert found.item.item == item


def test_what_people_work_at_is_no_candidate() -> None:
    found = candidates_of("In October the North also sent rocket launcher specialists to Russia.")
    assert "rocket launcher" not in found
    assert "specialists" in found


def test_a_verb_of_firing_is_no_candidate() -> None:
    assert "shell" not in candidates_of("Ukraine has begun to shell North Korea's soldiers.")
    assert "shell" in candidates_of("Pyongyang has sent Moscow a shell.")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("There have been at least 100 deaths and the injured are approaching 1,000.", "killed"),
        ("Some 4,700 North Korean soldiers were wounded.", "wounded"),
        ("Kyiv counts 4,000 deaths and injuries.", None),
        ("Pyongyang sent 3,000 soldiers to their deaths.", None),
    ],
)
def test_deaths_that_are_counted_are_told_outright(text: str, outcome: str | None) -> None:
    contexts = contexts_of(mark(dated(text), None))
    assert plain_outcome(next(each for each in contexts if each.candidate.quantity)) == outcome


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zambia says there are Russians serving at Hahaya.", "Russians"),
        ("A Cuban was killed beside him.", "A Cuban"),
        ("No Chinese has been in Narsaq for years.", "No Chinese"),
    ],
)
def test_persons_may_be_named_by_their_people_alone(text: str, words: str) -> None:
    assert words in candidates_of(text)


def test_a_people_that_is_counted_or_beside_a_noun_is_no_candidate_of_its_own() -> None:
    text = "400 Nigerians came on a Russian ship."
    assert not {"Nigerians", "Russian"} & candidates_of(text).keys()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Russia sent upwards of a million barrels (56,000 tonnes) of oil.", {"upwards of a million barrels"}),
        ("India must pay INR58.5 billion (about USD810 million) for it.", {"INR58.5 billion"}),
        ("Russia sent 12,840 tonnes of diesel (98,000 barrels), 300 of it by rail.", {"12,840 tonnes", "300"}),
        ("They get 10,000 to 12,000 rubles, or $110-130, per month.", {"10,000 to 12,000 rubles"}),
        ("Russia sold 56,000 tonnes ($40 million) of oil.", {"56,000 tonnes", "$40 million"}),
        ("Russia sent 400 men (40 officers).", {"400", "40"}),
        ("It paid $5 million (€4.6 million, £4 million) for them.", {"$5 million"}),
        ("Russia sent 500 tonnes of flour, or 2,000 litres of fuel.", {"500 tonnes", "2,000 litres"}),
        ("It spent $5 billion on ships (€2 billion was paid in 2023).", {"$5 billion", "€2 billion"}),
    ],
)
def test_an_amount_told_twice_is_one_candidate(text: str, kept: set[str]) -> None:
    assert set(counted(text)) == kept


def test_an_outlets_name_holds_no_goods() -> None:
    reading = mark(dated("A total of 5,263 nationals of the North traveled to Russia, said Radio Free Asia."), None)
    assert [item.item for item in reading.marks[0].items] == ["troops"]
