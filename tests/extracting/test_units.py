"""Units: a figure's own, those of the words for goods, those of the figures of its sort near it."""

from __future__ import annotations

import pytest

from tumen.codebook.claim import Kind
from tumen.codebook.document import Capture
from tumen.codebook.quantity import Measure
from tumen.extracting.deciding import contexts_of
from tumen.extracting.features import Context
from tumen.extracting.marking import mark
from tumen.extracting.units import per_of, unit_of, unit_told
from tumen.reading import read


def contexts(text: str) -> tuple[Context, ...]:
    return contexts_of(mark(read(Capture(name="a.txt", content=text.encode())), None))


def of_figure(text: str, low: float) -> Context:
    """The candidate whose figure has that low end."""
    return next(each for each in contexts(text) if each.candidate.quantity and each.candidate.quantity.low == low)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The North has sent a dozen shipments of weapons to Russia.", "shipment"),
        ("Tokyo has sent Kyiv two ammunition deliveries.", "delivery"),
        ("Asmara sent three battalions to Tigray.", "battalion"),
        ("The North has sent 13,000 boxes to Russia.", "container"),
        ("Berlin gave Kyiv three Patriot batteries.", "battery"),
        ("Rabat bought three Barak MX batteries.", "battery"),
        ("Delhi ordered two S-400 regiments.", "regiment"),
    ],
)
def test_goods_in_general_are_counted_in_their_own_unit(text: str, unit: str) -> None:
    found = next(each.candidate for each in contexts(text) if each.candidate.quantity)
    assert found.item is not None
    assert unit_of(found, found.item.item) == unit


def test_what_no_figure_counts_keeps_the_unit_of_its_item() -> None:
    (found,) = (each.candidate for each in contexts("Shell deliveries to Russia continued.") if each.candidate.item)
    assert unit_of(found, "shells") == "round"


def test_a_sum_without_a_currency_is_in_the_one_named_nearest_before_it() -> None:
    text = "Oslo lent 40 million euros, and 3 million dollars later. Rosneft was owed 88 million in May."
    owed = of_figure(text, 88e6)
    assert unit_told(owed, Kind.TRANSFER, "payment", Measure.CUMULATIVE) == "USD"
    assert unit_told(owed, Kind.TRANSFER, "shells", Measure.CUMULATIVE) == "round"


@pytest.mark.parametrize(
    ("text", "low", "item", "measure", "unit"),
    [
        ("Rome bought 45 per cent of its gas from Algiers, against 40 in 2021.", 40.0, "gas", "share", "percent"),
        ("Half of the shells came from the North, up from 30 in May.", 30.0, "shells", "share", "percent"),
        ("Baku sent 5 billion cubic metres. Rome hopes for 8 billion.", 8e9, "gas", "increment", "cubic metre"),
        ("Astana shipped 1.2 million tonnes of oil; 400,000 were paid for.", 400_000.0, "oil", "stock", "tonne"),
        ("The mine gives 40 megawatts to Laos, and 90 by 2030.", 90.0, "other:electricity", "rate", "megawatt"),
        ("Arms sold for 30 million euros; 9 million followed.", 9e6, "munitions", "increment", "EUR"),
        ("Quito sold fruit for 2 billion dollars. Melons worth 7 million spoiled.", 7e6, "food", "increment", "USD"),
        ("Tunis had 150 lorries of sugar from Tripoli.", 150.0, "food", "increment", "lorry"),
        ("Nordwind flies to Pyongyang twice a month.", 2.0, "flight", "rate", "flight"),
    ],
)
def test_a_figure_without_a_unit_takes_that_of_the_figures_of_its_sort(
    text: str, low: float, item: str, measure: str, unit: str
) -> None:
    assert unit_told(of_figure(text, low), Kind.TRANSFER, item, Measure(measure)) == unit


def test_a_part_of_every_few_is_no_part_of_a_hundred() -> None:
    text = "The North makes 40 per cent of the shells. Of every five crates opened 2.5 are the North's."
    assert unit_told(of_figure(text, 2.5), Kind.TRANSFER, "shells", Measure.SHARE) == "round"


@pytest.mark.parametrize(
    ("text", "low", "item"),
    [
        ("Russia makes drones. It made 1.4 million in 2024 and spent 3 billion dollars.", 1.4e6, "drones"),
        ("Oslo sent 30 tanks; each cost 9 dollars, and 12 broke down.", 12.0, "vehicles"),
        ("The Fort Worth depot got 30 in May. It paid 9 dollars.", 30.0, "vehicles"),
        ("A 20 litre can of paint fell. Coal: 90 came to Oslo.", 90.0, "coal"),
    ],
)
def test_what_is_counted_beside_money_is_no_money_and_coal_is_not_told_in_litres(
    text: str, low: float, item: str
) -> None:
    assert unit_told(of_figure(text, low), Kind.TRANSFER, item, Measure.INCREMENT) == "item"


def test_who_is_paid_by_the_head_is_so_in_the_next_figure_too() -> None:
    text = "Kyiv gets 2,000 dollars a month for each man; officers get 3,000 a month for each man."
    context = of_figure(text, 3000.0)
    assert per_of(context, unit_told(context, Kind.TRANSFER, "payment", Measure.RATE)) == "person-month"


def test_lorries_that_are_given_are_no_unit() -> None:
    given = of_figure("Oslo gave Kyiv 150 lorries.", 150.0)
    assert unit_told(given, Kind.TRANSFER, "vehicles", Measure.INCREMENT) == "item"


def test_what_is_listed_counts_as_items_but_persons_as_such() -> None:
    text = "On Thursday Washington blacklisted two Russians and three companies, and 40 persons in May."
    units = [unit_told(of_figure(text, low), Kind.ACT, "sanction", Measure.INCREMENT) for low in (2, 3, 40)]
    assert units == ["person", "item", "person"]
    frozen = of_figure("It froze 40 million euros.", 40e6)
    assert unit_told(frozen, Kind.ACT, "sanction", Measure.INCREMENT) == "EUR"


@pytest.mark.parametrize(
    ("text", "low", "kind", "item", "unit"),
    [
        (
            "Serbia sold shells for 43 million euros. Then 55 million more followed.",
            55e6,
            "trade",
            "shells",
            "EUR",
        ),
        ("Of machine parts alone it was 131 million.", 131e6, "trade", "machinery", "USD"),
        ("Rosatom builds the plant. It has laid out 13 billion.", 13e9, "project", "plant", "USD"),
        ("Rosatom builds four reactors.", 4, "project", "plant", "item"),
        ("The company leader said two thousand.", 2000, "transfer", "payment", "USD"),
        ("On the Chinese list it makes 509 million.", 509e6, "presence", "other:debt", "USD"),
    ],
)
def test_trade_and_what_is_paid_lent_or_laid_out_are_told_in_money(
    text: str, low: float, kind: str, item: str, unit: str
) -> None:
    assert unit_told(of_figure(text, low), Kind(kind), item, Measure.INCREMENT) == unit


def test_a_pair_of_officers_are_two_persons() -> None:
    pair = of_figure("A pair of officers came from Belize.", 2)
    assert unit_told(pair, Kind.PRESENCE, "officers", Measure.STOCK) == "person"


def test_a_pair_of_dogs_are_two_and_forty_pairs_of_gloves_are_forty_pairs() -> None:
    dogs = of_figure("Kim gave Putin a pair of dogs.", 2)
    assert unit_told(dogs, Kind.TRANSFER, "other:dogs", Measure.INCREMENT) == "item"
    gloves = of_figure("Kim gave Putin 40 pairs of gloves.", 40)
    assert unit_told(gloves, Kind.TRANSFER, "other:gloves", Measure.INCREMENT) == "pair"


def test_what_is_paid_by_the_head_says_nothing_of_the_sum_for_all() -> None:
    text = "Moscow pays about $2,000 per soldier per month - around $22 million a month for 11,000 of them."
    assert [per_of(of_figure(text, low), "USD") for low in (2_000, 22e6)] == ["person-month", "month"]


def test_a_verb_spelled_like_a_unit_is_none() -> None:
    (found,) = (
        each.candidate for each in contexts("A Pantsir-S1 was by now set up in Pyongyang.") if each.candidate.quantity
    )
    assert unit_of(found, "air_defence") == "item"


@pytest.mark.parametrize(
    "text",
    [
        "Each of the 12,000 soldiers gets $2,000 a month.",
        "Every soldier is paid well: $2,000 a month.",
        "Each soldier - most are young - earns $2,000 a month.",
        "They get $2,000 a month (180,000 rubles) for each soldier.",
    ],
)
def test_who_is_paid_may_stand_anywhere_beside_a_single_sum(text: str) -> None:
    assert per_of(of_figure(text, 2_000), "USD") == "person-month"
