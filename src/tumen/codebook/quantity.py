"""The words for how much: hedges, measures, directions and units, as the codebook lists them."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never


class Hedge(StrEnum):
    """How a figure is bounded by its own words."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"
    NONE = "none"


class Measure(StrEnum):
    """What a figure counts: a step, a total, a level, a pace, a part, a ratio."""

    INCREMENT = "increment"
    CUMULATIVE = "cumulative"
    STOCK = "stock"
    RATE = "rate"
    SHARE = "share"
    FACTOR = "factor"
    NONE = "none"


class Direction(StrEnum):
    """Which way a share or factor changed."""

    UP = "up"
    DOWN = "down"


PERCENT = "percent"
TIMES = "times"
COUNTED_UNITS = frozenset({"person", "item", "round", "container"})
CURRENCIES = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "RUB",
        "KRW",
        "KPW",
        "CNY",
        "JPY",
        "UAH",
        "IRR",
        "TRY",
        "INR",
        "CHF",
        "PLN",
        "CZK",
        "SEK",
        "NOK",
        "DKK",
        "CAD",
        "AUD",
        "BYN",
        "KZT",
        "AED",
        "SAR",
        "ILS",
        "PKR",
        "EGP",
        "VES",
        "MMK",
        "SYP",
        "IQD",
        "HUF",
        "RON",
        "BGN",
        "AMD",
        "AZN",
        "GEL",
        "UZS",
        "TJS",
        "KGS",
        "TMT",
        "SGD",
        "HKD",
        "TWD",
        "THB",
        "VND",
        "PHP",
        "IDR",
        "MYR",
        "BRL",
        "MXN",
        "ARS",
        "ZAR",
        "NGN",
        "KES",
        "ETB",
        "SDG",
        "LYD",
        "MAD",
        "DZD",
        "TND",
        "QAR",
        "KWD",
        "OMR",
        "BHD",
        "JOD",
        "LBP",
        "YER",
        "AFN",
        "BDT",
        "LKR",
        "NPR",
        "RSD",
        "BAM",
        "MKD",
        "ALL",
        "MDL",
        "ISK",
        "CUP",
        "NZD",
        "NAD",
        "FJD",
        "SBD",
        "PGK",
        "VUV",
        "WST",
        "TOP",
        "BTN",
        "MVR",
        "BWP",
        "ZMW",
        "MWK",
        "MGA",
        "GMD",
        "ERN",
        "BOB",
        "PYG",
        "HNL",
        "GTQ",
        "NIO",
        "HTG",
        "AOA",
        "BIF",
        "CDF",
        "CLP",
        "COP",
        "DJF",
        "DOP",
        "GHS",
        "GNF",
        "KHR",
        "KMF",
        "LAK",
        "MNT",
        "MUR",
        "MZN",
        "PEN",
        "RWF",
        "SCR",
        "SOS",
        "SSP",
        "TZS",
        "UGX",
        "UYU",
        "XAF",
        "XOF",
    ]
)

VAGUE_RANGES: dict[str, tuple[float, float]] = {
    "dozens": (24, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, 9_999_999),
    "several": (3, 9),
    "several dozen": (36, 99),
    "several hundred": (300, 999),
    "several thousand": (3_000, 9_999),
    "several million": (3_000_000, 9_999_999),
    "hundreds, maybe thousands": (200, 9_999),
}


def is_currency(unit: str | None) -> bool:
    """Tell whether the unit is a currency by its ISO 4217 code.

    >>> is_currency("USD"), is_currency("tonne")
    (True, False)
    """
    return unit in CURRENCIES


def same_unit_family(first: str | None, second: str | None) -> bool:
    """Tell whether two units count alike: person, item, round and container are all plain counts.

    >>> same_unit_family("person", "item"), same_unit_family("barrel", "tonne")
    (True, False)
    """
    return first == second or (first in COUNTED_UNITS and second in COUNTED_UNITS)


def bounds_fit(hedge: Hedge, low: float | None, high: float | None) -> bool:
    """Tell whether the numbers have the shape that the codebook's table asks of the hedge.

    >>> bounds_fit(Hedge.AT_LEAST, 500, None), bounds_fit(Hedge.EXACT, 500, None)
    (True, False)
    """
    match hedge:
        case Hedge.EXACT | Hedge.ABOUT:
            return low is not None and low == high
        case Hedge.AT_LEAST:
            return low is not None and high is None
        case Hedge.AT_MOST:
            return low is None and high is not None
        case Hedge.RANGE | Hedge.VAGUE:
            return low is not None and high is not None and low <= high
        case Hedge.NONE:
            return low is None and high is None
        case _:
            assert_never(hedge)
