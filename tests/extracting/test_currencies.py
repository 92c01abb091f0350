"""Currencies that several states call by one name: of which one is meant the states of the claim or the text tell."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from tumen.codebook.document import Capture
from tumen.codebook.quantity import is_currency
from tumen.extracting.currencies import currency_meant
from tumen.extracting.deciding import contexts_of
from tumen.extracting.marking import mark
from tumen.extracting.wordlists import yaml_list
from tumen.reading import read


def meant(text: str, unit: str, item: str, sides: tuple[str | None, str | None], publisher: str | None = None) -> str:
    """The currency of the text's last figure."""
    reading = mark(replace(read(Capture(name="a.txt", content=text.encode())), publisher=publisher), None)
    context = [each for each in contexts_of(reading) if each.candidate.quantity][-1]
    return currency_meant(context, unit, item, sides)


@pytest.mark.parametrize(
    ("text", "unit", "item", "sides", "currency"),
    [
        ("Denmark gave Ukraine 40 million kroner.", "NOK", "money", ("DK", "UA"), "DKK"),
        ("Norway gave Ukraine 40 million kroner.", "NOK", "money", ("NO", "UA"), "NOK"),
        ("Libya paid them two million dinars.", "RSD", "payment", (None, None), "LYD"),
        ("Chad received 30 billion francs.", "CHF", "money", ("FR", "TD"), "XAF"),
        ("Australia lent Nauru 40 million dollars.", "USD", "money", ("AU", "NR"), "AUD"),
        (
            "Denmark sent rockets of 40 million kroner, and then paid another 12 million.",
            "NOK",
            "money",
            ("DK", "UA"),
            "DKK",
        ),
    ],
)
def test_the_currency_of_a_side_or_of_a_state_told_of_is_meant(
    text: str, unit: str, item: str, sides: tuple[str | None, str | None], currency: str
) -> None:
    assert meant(text, unit, item, sides) == currency


def test_a_bare_sign_means_the_payers_own_dollar_in_what_his_country_publishes() -> None:
    told = "Canada has committed $500 million in military aid to Ukraine."
    sides = ("CA", "UA")
    assert meant(told, "USD", "aid_package", sides, publisher="Government of Canada") == "CAD"
    assert meant(told, "USD", "aid_package", sides, publisher="Kyiv Post") == "USD"
    for american in ("US$500 million", "US $500 million", "$500 million US", "$500 million (USD)"):
        words = told.replace("$500 million", american)
        assert meant(words, "USD", "aid_package", sides, publisher="Government of Canada") == "USD"
    assert meant(told, "USD", "aid_package", ("US", "UA"), publisher="Government of Canada") == "USD"


@pytest.mark.parametrize(
    ("text", "unit", "item", "sides"),
    [
        ("Norway bought them for 40 million Danish kroner.", "DKK", "payment", ("NO", "DK")),
        ("Australia bought shells of 40 million dollars.", "USD", "shells", ("US", "AU")),
        ("The United States gave Fiji 40 million dollars.", "USD", "money", ("US", "FJ")),
        ("Denmark gave Ukraine 40 million euros.", "EUR", "money", ("DK", "UA")),
    ],
)
def test_what_is_named_with_its_state_and_everybodys_dollars_stand(
    text: str, unit: str, item: str, sides: tuple[str | None, str | None]
) -> None:
    assert meant(text, unit, item, sides) == unit


def test_every_currency_that_is_read_is_one_of_the_codebook() -> None:
    lists = cast("dict[str, dict[str, list[str]]]", yaml_list("units.yaml"))
    read_codes = {*lists["currencies"], *(code for codes in lists["shared"].values() for code in codes)}
    assert all(is_currency(code) for code in read_codes)
