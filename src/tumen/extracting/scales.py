"""Figures whose millions were told before: "The Gulf gave 1.3 billion euros, Norway 42 and Sweden 80"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.item import family_of
from tumen.codebook.quantity import is_currency
from tumen.extracting.features import Context
from tumen.extracting.numerals import scale_left_out
from tumen.extracting.quantities import stated_scale
from tumen.extracting.spans import FigureForm, QuantitySpan
from tumen.extracting.units import BULK, POWER

_BACK: Final = 12
"""How many sentences before the scale is looked for."""
_BACK_FOR_WHOLE: Final = 1
"""For whole numbers of goods in bulk, which may be so many tonnes."""
_LEAST: Final = 1_000.0
_MOST: Final = 1_000.0
_COMPARED: Final = 100.0
"""Beside a sum that is no more than this many times as much, a number is told in full: 300 beside 2,000 dollars."""
_TIMES: Final = re.compile(r"\btimes$", re.IGNORECASE)
_APIECE: Final = re.compile(
    r"\s+(?:(?:a|per|each|every)\s+(?:head|man|person|piece|soldier|worker)|apiece|each)\b", re.IGNORECASE
)
_SCALED: Final = re.compile(
    r".*\b(?:thousand|millions?|milliards?|billions?|trillion|mln|bln|bn|mn|m|k)\b", re.IGNORECASE | re.DOTALL
)


def figure_told(context: Context, kind: Kind, item: str) -> QuantitySpan | None:
    """Return the candidate's figure, with the scale of the figure of its sort before it where it leaves that out.

    Money, and goods that are measured, are told in full once and then by the number alone; what is counted is not,
    unless the number is broken: nobody sends 1.4 shells.
    """
    quantity = context.candidate.quantity
    if quantity is None or not _stands_alone(context, quantity):
        return quantity
    money = family_of(item) == "money" or kind is Kind.TRADE
    broken = (quantity.high or quantity.low or 0.0) % 1 != 0
    if not (money or item in BULK or item in POWER or broken):
        return quantity
    back = _BACK if money or broken else _BACK_FOR_WHOLE
    scale = next(_scales_before(context, item, back, money=money), 1.0)
    return replace(
        quantity,
        low=None if quantity.low is None else quantity.low * scale,
        high=None if quantity.high is None else quantity.high * scale,
    )


def _stands_alone(context: Context, quantity: QuantitySpan) -> bool:
    """Whether the figure is a small number without unit that counts no noun."""
    candidate = context.candidate
    amount = quantity.high if quantity.high is not None else quantity.low
    if quantity.form is not FigureForm.NUMBER or quantity.unit is not None or not amount or amount >= _MOST:
        return False
    if candidate.unit_noun is not None or _TIMES.search(quantity.words):
        return False
    if _APIECE.match(context.sentence.text, candidate.end):
        return False
    noun = candidate.noun
    return noun is None or noun.pos == "NUM" or candidate.start <= noun.start < candidate.end


def _scales_before(context: Context, item: str, back: int, *, money: bool) -> Iterator[float]:
    """The scales of the figures before the candidate that may count the same, and those stated, the nearest first."""
    quantity = context.candidate.quantity
    amount = (quantity.high or quantity.low or 0.0) if quantity else 0.0
    for index, figure in _figures_before(context, back):
        if figure is None:
            stated = stated_scale(context.reading.sentences[index].text)
            if stated is not None and _may_count(stated[1], item, money=money):
                yield stated[0]
            continue
        if not _may_count(figure.unit, item, money=money):
            continue
        scaled = _SCALED.match(figure.words)
        scale = scale_left_out(scaled[0]) if scaled else 1.0
        told_in_full = figure.unit is not None and _amount_of(figure) <= _COMPARED * amount
        if told_in_full or scale >= _LEAST:
            yield 1.0 if told_in_full else scale


def _figures_before(context: Context, back: int) -> Iterator[tuple[int, QuantitySpan | None]]:
    """The figures before the candidate, the nearest first, each with its sentence; None at the end of a sentence's."""
    candidate, marks = context.candidate, context.reading.marks
    for index in range(candidate.sentence, max(-1, candidate.sentence - back - 1), -1):
        for figure in reversed(marks[index].quantities):
            if index != candidate.sentence or figure.end <= candidate.start:
                yield index, figure
        yield index, None


def _amount_of(figure: QuantitySpan) -> float:
    return (figure.high if figure.high is not None else figure.low) or 0.0


def _may_count(unit: str | None, item: str, *, money: bool) -> bool:
    """Whether a figure of that unit may be one of money, or of the item."""
    if unit is None:
        return True
    if money:
        return is_currency(unit)
    if item in BULK:
        return unit in BULK[item]
    return "watt" in unit if item in POWER else not is_currency(unit)
