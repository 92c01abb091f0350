"""Which currency a name means that several states give to their own: kroner, dinars, dollars."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, cast

from tumen.codebook.item import family_of
from tumen.extracting.features import Context
from tumen.extracting.outlook import Sides
from tumen.extracting.wordlists import yaml_list

_LAST_WORD: Final = re.compile(r"(?P<before>[A-Za-z.]+)?[\s-]+(?P<name>[a-z]+)$")
_SIGNED: Final = "USD"
_BARE_SIGN: Final = re.compile(r"(?<![A-Za-z])\$")
_AMERICAN: Final = re.compile(r"\bUSD?\b|\bU\.S\.|\bAmerican\b")
_WORLDWIDE: Final = frozenset({"dollar", "pound"})
"""Of which one is everybody's: of the others only that of the payer himself is meant."""


def currency_meant(context: Context, unit: str, item: str, sides: Sides) -> str:
    """Return the currency that is meant: of those of the name in the text, that of a side or of a state told of.

    A unit that is no such currency, or that the words name with its state ("Danish kroner"), comes back as it is. A
    bare "$" is the payer's own dollar in what his own country publishes.
    """
    if unit == _SIGNED and sides[0] in context.reading.home and _has_bare_sign(context):
        return next((code for code in _shared()["dollar"] if sides[0] in _states_of(code)), unit)
    name = _name_told(context, unit)
    meant = _shared().get(name or "", ())
    if unit not in meant:
        return unit
    if name in _WORLDWIDE:
        states = [sides[0]] if family_of(item) == "money" else []
    else:
        states = [*sides, *context.reading.states]
    return next((code for state in states for code in meant if state in _states_of(code)), unit)


def _has_bare_sign(context: Context) -> bool:
    """Whether the figure has a "$" and no word before or behind it says of which country."""
    quantity, text = context.candidate.quantity, context.sentence.text
    if quantity is None or not _BARE_SIGN.search(quantity.words):
        return False
    around = text[max(0, quantity.start - 5) : quantity.start], text[quantity.end : quantity.end + 16]
    return not any(_AMERICAN.search(words) for words in around)


def _name_told(context: Context, unit: str) -> str | None:
    """The currency's name as the figure gives it; where the unit is that of a figure before it, the name it goes by."""
    quantity = context.candidate.quantity
    if quantity is None or quantity.unit is None:
        return next((name for name, codes in _shared().items() if codes[0] == unit and name not in _WORLDWIDE), None)
    words = _LAST_WORD.search(quantity.words)
    if words is None or (words["before"] or "")[:1].isupper():
        return None
    return words["name"].removesuffix("s")


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    listed = cast("dict[str, list[str]]", yaml_list("units.yaml")["shared"])
    return {name: tuple(codes) for name, codes in listed.items()}


@cache
def _states_of(code: str) -> frozenset[str]:
    """The states whose currency it is: by ISO 4217 the first two letters, but for unions."""
    unions = cast("dict[str, list[str]]", yaml_list("units.yaml")["unions"])
    return frozenset(unions.get(code, [code[:2]]))
