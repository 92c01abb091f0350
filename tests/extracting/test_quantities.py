"""Figures: every hedge of the codebook, every form, and what is no figure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.codebook.quantity import Hedge, bounds_fit
from tumen.extracting.likened import is_further
from tumen.extracting.quantities import find_quantities, find_scale
from tumen.extracting.spans import QuantitySpan


def only(text: str) -> QuantitySpan:
    (span,) = find_quantities(text)
    return span


@pytest.mark.parametrize(
    ("words", "hedge", "low", "high"),
    [
        ("1,500 shells", "exact", 1500, 1500),
        ("fifteen hundred shells", "exact", 1500, 1500),
        ("some one-point-six million shells", "about", 1.6e6, 1.6e6),
        ("a part of 74pc of the imports", "exact", 74, 74),
        ("weapons for $1 B", "exact", 1e9, 1e9),
        ("22.5 MT of coal", "exact", 22.5, 22.5),
        ("22.5 Mt of coal", "exact", 22.5e6, 22.5e6),
        ("10 000 soldiers", "exact", 10000, 10000),
        ("half a million rounds", "exact", 500000, 500000),
        ("one and a half million rounds", "exact", 1500000, 1500000),
        ("about 1,500 men", "about", 1500, 1500),
        ("13,000-odd people", "about", 13000, 13000),
        ("three hundred and forty-something men", "about", 340, 340),
        ("two thousand or so", "about", 2000, 2000),
        ("half a million barrels or thereabouts", "about", 500000, 500000),
        ("a little over 700 wagons", "at_least", 700, None),
        ("upwards of fifty thousand", "at_least", 50000, None),
        ("no fewer than 20 000 containers", "at_least", 20000, None),
        ("20,000-plus containers", "at_least", 20000, None),
        ("30,000+ men", "at_least", 30000, None),
        ("three hundred and more tanks", "at_least", 300, None),
        ("up to 500 men", "at_most", None, 500),
        ("as many as 4.8 million shells", "at_most", None, 4800000),
        ("close to 8,000 of these", "at_most", None, 8000),
        ("not more than fifty missiles", "at_most", None, 50),
        ("barely 100 lorries", "at_most", None, 100),
        ("hardly a tenth of that", "at_most", None, 10),
        ("the best part of 500 men", "at_most", None, 500),
        ("500 tonnes of wheat at most", "at_most", None, 500),
        ("300 billion or a little less", "at_most", None, 300e9),
        ("500 tonnes or slightly more", "at_least", 500, None),
        ("€601 million plus interest", "exact", 601e6, 601e6),
        ("another third of the grain", "exact", 33.3, 33.3),
        ("between 10,000 and 12,000 men", "range", 10000, 12000),
        ("100 to 150 thousand rounds", "range", 100000, 150000),
        ("11 to 12,000 men", "range", 11000, 12000),
        ("boxes moved, which held from 4.2 up to 5.8 million shells", "range", 4.2e6, 5.8e6),
        ("50,000 or up to 100,000 tonnes apiece", "range", 50000, 100000),
        ("500 to 1,000 men", "range", 500, 1000),
        ("5 to 500,000 men", "range", 5, 500000),
        ("from 4.2 to 5.8 million rounds", "range", 4200000, 5800000),
        ("three or four containers", "range", 3, 4),
        ("as few as 20, as many as 50", "range", 20, 50),
        ("dozens of missiles", "vague", 24, 99),
        ("hundreds of thousands of rounds", "vague", 200000, 999999),
        ("several hundred men", "vague", 300, 999),
        ("several dozen missiles", "vague", 36, 99),
        ("hundreds, maybe thousands, of men", "vague", 200, 9999),
        ("at least dozens of missiles", "at_least", 24, None),
        ("at least some 5,000 men", "at_least", 5000, None),
        ("none came", "exact", 0, 0),
        ("nothing was shipped", "exact", 0, 0),
        ("not one has come", "exact", 0, 0),
        ("neither was delivered", "exact", 0, 0),
        ("between fifteen hundred and two thousand men", "range", 1500, 2000),
        ("two-and-a-half million men", "exact", 2.5e6, 2.5e6),
    ],
)
def test_each_hedge_of_the_codebook(words: str, hedge: str, low: float | None, high: float | None) -> None:
    span = only(words)
    assert (span.hedge, span.low, span.high) == (Hedge(hedge), low, high)


@pytest.mark.parametrize(
    ("words", "unit", "low"),
    [
        ("$1.7 billion", "USD", 1.7e9),
        ("2,000 dollars", "USD", 2000),
        ("30,000 roubles", "RUB", 30000),
        ("€800 million", "EUR", 8e8),
        ("8 trillion won", "KRW", 8e12),
        ("NT$5 million", "TWD", 5e6),
        ("C$500 million", "CAD", 5e8),
        ("60,000 tonnes", "tonne", 60000),
        ("1,27 thousand tonnes", "tonne", 1270),
        ("342 barrels", "barrel", 342),
        ("38 bcm", "cubic metre", 38e9),
        ("tens of millions of dollars", "USD", 2e7),
        ("several hundred million euros", "EUR", 3e8),
        ("hundreds of tonnes", "tonne", 200),
        ("30 per cent", "percent", 30),
        ("half of them", "percent", 50),
        ("two in five shells", "percent", 40),
        ("half a milliard cubic metres", "cubic metre", 5e8),
        ("a third of the shells", "percent", 33.3),
        ("nine tenths of it", "percent", 90),
        ("rose twelvefold", "times", 12),
        ("three times as many", "times", 3),
        ("exports doubled", "times", 2),
    ],
)
def test_units_and_ratios(words: str, unit: str, low: float) -> None:
    assert (only(words).unit, only(words).low) == (unit, low)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Another four-thousand-100 men have been injured.", [4_100.0]),
        ("15-thousand-100 men came.", [15_100.0]),
        ("15-thousand men came.", [15_000.0]),
        ("Between 10-thousand and 15-thousand men came.", [10_000.0]),
        ("A 10-thousand-15-thousand range is told.", [10_000.0]),
    ],
)
def test_thousands_with_a_hyphen(text: str, amounts: list[float]) -> None:
    found = [span.low for span in find_quantities(text)]
    assert found == amounts


@pytest.mark.parametrize(
    ("text", "words", "percent"),
    [
        ("Of every five shells that it fires, two are the North's.", "two", 40),
        ("Of every hundred that he met in 2024, forty carried Korean stamps.", "forty", 40),
        ("Out of each 100 litres bought there, about 30 were Russian.", "about 30", 30),
    ],
)
def test_a_share_may_be_told_after_its_whole(text: str, words: str, percent: float) -> None:
    span = find_quantities(text)[-1]
    assert (span.words, span.low, span.unit) == (words, percent, "percent")


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("A further dozen came, then another dozen.", [12, 12]),
        ("The thousand came by rail and the Union's million by sea.", [1_000, 1e6]),
        ("Since then not a cent came.", [0]),
        ("Brussels gave the Office 150 million euros.", [1.5e8]),
        ("He works for Office 39 and rides the hundred days.", []),
    ],
)
def test_amounts_in_words_that_are_easily_passed_over(text: str, amounts: list[float]) -> None:
    assert [span.low for span in find_quantities(text)] == amounts


def test_a_range_of_money_keeps_its_currency() -> None:
    span = only("between $1.7 billion and $5.5 billion")
    assert (span.low, span.high, span.unit) == (1.7e9, 5.5e9, "USD")


def test_two_numbers_in_words_are_no_sum() -> None:
    span = only("Between nine hundred million and one billion euros")
    assert (span.low, span.high, span.unit) == (9e8, 1e9, "EUR")
    assert only("two million and three hundred thousand rounds").low == 2_300_000


def test_from_before_two_that_are_one_guess_opens_a_range() -> None:
    (span,) = find_quantities("They are down from ten or eleven thousand")
    assert (span.low, span.high) == (10_000, 11_000)


@pytest.mark.parametrize("words", ["the seventy-fifth and last", "a seven-figure sum", "its twenty-first birthday"])
def test_ordinals_and_sorts_of_sums_are_no_figures(words: str) -> None:
    assert find_quantities(words) == ()


def test_a_rise_from_one_figure_to_another_is_no_range() -> None:
    first, second = find_quantities("Trade rose from 3.8 to 52.9 million dollars")
    assert (first.low, second.low) == (3.8, 52.9e6)


@pytest.mark.parametrize(
    ("text", "hedge", "low"),
    [
        ("It is not under one million.", Hedge.AT_LEAST, 1e6),
        ("The skipper landed never under 6,000 tonnes.", Hedge.AT_LEAST, 6_000),
        ("Twenty-odd thousand came.", Hedge.ABOUT, 20_000),
        ("The North takes in 20-odd million a month.", Hedge.ABOUT, 20e6),
        ("It was nearer 70.", Hedge.ABOUT, 70),
        ("The total does not exceed 300,000 tonnes.", Hedge.AT_MOST, None),
        ("Deliveries went up to 60 tanks.", Hedge.EXACT, 60),
        ("The replies add up to 530,000.", Hedge.EXACT, 530_000),
        ('They had ten tonnes "at least".', Hedge.AT_LEAST, 10),
        ("Five million rounds or somewhat more came.", Hedge.AT_LEAST, 5e6),
        ("They have 28,000 boxes and over.", Hedge.AT_LEAST, 28_000),
        ("Expelled: 17,000 and a few.", Hedge.AT_LEAST, 17_000),
        ("The real number is nought.", Hedge.EXACT, 0),
        ("The total is closer to 16,000 than to eleven.", Hedge.ABOUT, 16_000),
        ("The company put 442 m dollars into this port.", Hedge.EXACT, 442e6),
        ("The bill stands at 16.9 billion.", Hedge.EXACT, 16_900_000_000),
        ("Output passed 6,000 in 2024.", Hedge.AT_LEAST, 6_000),
        ("Losses have passed 1,000 according to Kyiv.", Hedge.AT_LEAST, 1_000),
        ("Tehran has passed 300 missiles to Russia.", Hedge.EXACT, 300),
        ("Boxes to Russia top 28,000, says DIA", Hedge.AT_LEAST, 28_000),
        ("Arms sales top $1.2bn", Hedge.AT_LEAST, 1.2e9),
        ("the top 10 exporters", Hedge.EXACT, 10),
        ("The total approaches a thousand.", Hedge.AT_MOST, None),
        ("It cost 9 billion roubles and a bit.", Hedge.AT_LEAST, 9e9),
        ("The army had taken over five by the parade.", Hedge.EXACT, 5),
        ("It is 17 billion euros, or so the ministry said.", Hedge.EXACT, 17e9),
        ("He had spoken about 25 new guns.", Hedge.EXACT, 25),
        ("They bought about 25 new guns.", Hedge.ABOUT, 25),
    ],
)
def test_hedges_told_by_their_contrary_within_a_word_or_only_alike(text: str, hedge: Hedge, low: float | None) -> None:
    span = find_quantities(text)[0]
    assert (span.hedge, span.low) == (hedge, low)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("twelve milliards of cubic metres", 12e9, "cubic metre"),
        ("nine millions of them", 9e6, None),
        ("seven billion and four hundred million dollars", 7.4e9, "USD"),
        ("two million and ninety-six thousand won a month", 2_096_000, "KRW"),
        ("two grand a month", 2_000, None),
        ("two grand pianos", 2, None),
        ("140,000 day-old chicks", 140_000, None),
        ("one point five two trillion won a year", 1.52e12, "KRW"),
        ("three million and a half", 3.5e6, None),
        ("the final pair is at Meiktila", 2, None),
        ("the last hundred are at sea", 100, None),
        ("one sixth of it", 16.7, "percent"),
        ("trade of US$34 m in 2023", 34e6, "USD"),
        ("not a krone of it", 0, None),
        ("one Russian shell in three", 33.3, "percent"),
        ("70 in a hundred tonnes", 70, "percent"),
        ("a quarter of one per cent of the budget", 0.25, "percent"),
    ],
)
def test_numbers_in_rarer_words(text: str, low: float, unit: str | None) -> None:
    span = find_quantities(text)[0]
    assert (span.low, span.unit) == (low, unit)


def test_broken_numbers_in_a_row_share_what_the_last_one_says() -> None:
    spans = find_quantities("It sent 1.0, 1.8 and 2.4 million tonnes, 3 lorries and 2 million litres.")
    assert [span.low for span in spans] == [1e6, 1.8e6, 2.4e6, 3, 2e6]
    assert [span.unit for span in spans[:3]] == ["tonne"] * 3


def test_a_hedge_holds_for_its_own_figure_alone() -> None:
    first, second = find_quantities("about 300 dead and 2,700 wounded")
    assert (first.hedge, second.hedge) == (Hedge.ABOUT, Hedge.EXACT)


def test_at_least_before_the_next_figure_is_not_the_hedge_of_the_one_before() -> None:
    officers, generals = find_quantities("with 500 officers and at least three generals")

    assert (officers.hedge, generals.hedge) == (Hedge.EXACT, Hedge.AT_LEAST)


def test_handed_over_is_no_bound() -> None:
    assert only("handed over fifty thousand of them").hedge is Hedge.EXACT


@pytest.mark.parametrize(
    "words",
    [
        "in 2024 the treaty was signed",
        "on 18 October 2024",
        "October 23",
        "since 2019 under resolution 2397",
        "a KN-23 and a Su-27",
        "an S-300 battery",
        "152 mm guns",
        "the 122- and 152-millimetre sorts",
        "for three months",
        "eighteen-hour shifts",
        "Article 4 of the treaty",
        "the 12th at the plaza",
        "at 9 o'clock",
        "aged 20",
        "a third contingent left",
        "no one came",
        "Leopard 2 tanks",
        "the first half of 2024",
        "https://example.org/2024/300",
    ],
)
def test_what_counts_nothing_is_left_out(words: str) -> None:
    assert find_quantities(words) == ()


def test_a_year_sized_count_is_a_figure() -> None:
    assert only("some 2000 containers").low == 2000


def test_a_column_of_sums_is_none_of_uzbek_money() -> None:
    assert find_scale("Sum") is None
    assert only("40 million Uzbek soums").unit == "UZS"


def test_a_head_of_a_table_gives_scale_and_unit() -> None:
    assert find_scale("Refined product, thousand barrels") == (1_000, "barrel")
    assert find_scale("Value ($ million)") == (1_000_000, "USD")
    assert find_scale("Country") is None


def test_the_head_of_a_cell_counts_for_its_bare_number() -> None:
    cell = only("March, loaded, thousand barrels: 90-110")
    assert (cell.low, cell.high, cell.unit) == (90_000, 110_000, "barrel")
    assert only("Seoul: 600 men").low == 600


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_spans_lie_in_any_text_in_order(text: str) -> None:
    end = 0
    for span in find_quantities(text):
        assert 0 <= span.start <= span.figure_start < span.figure_end <= span.end <= len(text)
        assert span.words == text[span.start : span.end]
        assert span.figure_start >= end
        assert bounds_fit(span.hedge, span.low, span.high)
        end = span.figure_end


_WORDS = st.sampled_from(
    [
        "about",
        "up",
        "to",
        "at",
        "least",
        "between",
        "and",
        "or",
        "half",
        "a",
        "two",
        "three",
        "hundred",
        "thousand",
        "million",
        "12",
        "3.5",
        "10,000",
        "$",
        "€",
        "tonnes",
        "%",
        "per",
        "cent",
        "times",
        "dozens",
        "of",
        "several",
        "from",
        "-",
        "–",
        "odd",
        "more",
        "than",
        "won",
        "men",
        "in",
        "every",
        "fold",
        "a",
        "third",
        "doubled",
        ",",
        ".",
        "(",
        ")",
        "\n",
    ]
)


@given(st.lists(_WORDS, max_size=25).map(" ".join))
@settings(max_examples=300)
def test_no_pile_of_number_words_breaks_it(text: str) -> None:
    for span in find_quantities(text):
        assert bounds_fit(span.hedge, span.low, span.high)


def test_sent_over_a_number_is_a_floor_and_handed_over_a_number_is_none() -> None:
    (sent,) = find_quantities("Ruritania has sent over 4,000 crates to Graustark")
    (handed,) = find_quantities("Ruritania has handed over 4,000 crates")
    assert (sent.hedge, sent.low, sent.high) == (Hedge.AT_LEAST, 4_000, None)
    assert (handed.hedge, handed.low, handed.high) == (Hedge.EXACT, 4_000, 4_000)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("Oslo paid NOK300m.", 300e6, "NOK"),
        ("They lent EUR85m to the port.", 85e6, "EUR"),
        ("A credit of Rs218 crore was signed.", 2.18e9, "INR"),
        ("Dhaka paid Tk 30 crore.", 300e6, "BDT"),
    ],
)
def test_a_sign_of_letters_may_stand_before_a_sum_without_a_space(text: str, low: float, unit: str) -> None:
    (span,) = find_quantities(text)
    assert (span.low, span.unit) == (low, unit)


def test_letters_that_are_no_money_make_a_designation() -> None:
    assert [span.low for span in find_quantities("Moscow sent 12 BMP2 and RPG7, R-36 and K9 guns.")] == [12]


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("another 300 shells", True),
        ("a further 300 shells", True),
        ("300 more shells", True),
        ("about another 300 shells", True),
        ("300 shells", False),
        ("more than 300 shells", False),
        ("300 or more shells", False),
    ],
)
def test_what_comes_on_top_of_a_figure_told_before(text: str, further: bool) -> None:
    assert is_further(text, only(text)) is further
