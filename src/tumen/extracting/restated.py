"""Amounts told twice: in another currency, or by weight and by volume; the first tells the claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tumen.extracting.spans import FigureForm, QuantitySpan

_MEASURES: Final = frozenset(
    [
        *("tonne", "kilogram", "gram", "pound", "ounce", "barrel", "litre", "gallon", "bushel", "quintal"),
        *("cubic metre", "cubic foot"),
    ]
)
"""Units of weight and volume: what one of them tells of an amount of goods, another one tells too."""
_BETWEEN: Final = re.compile(
    r"(?:\s+[a-z][\w-]*){0,3}"
    r"(?:\s*[(\[]\s*(?:or\s+|i\.e\.,?\s+|=\s*|at\s+the\s+time\s+|that\s+is,?\s+|(?:the\s+)?equivalent\s+(?:of|to)\s+)?"
    r"|,\s+or\s+|,?\s+(?:which\s+is\s+)?(?:equivalent|equal)\s+to\s+|,?\s+or\s+the\s+equivalent\s+of\s+)"
)
"""What may stand between the two: a noun, then a bracket or words of likeness."""
_NEXT: Final = re.compile(r"\s*[,;/]\s*(?:or\s+|and\s+)?")
"""Between the second telling and a third: (€4.6m, £4m)."""
_DONE: Final = re.compile(
    r"\s*(?:[)\],.;:—]|$|(?:at|in)\s[^()]{0,30}\)|(?:per|each|apiece)\b|an?\s+(?:day|week|month|year|head|man)\b)"
)
"""What may follow: no goods and no verb of its own, as in "(40,000 barrels of oil came by sea)"."""


def find_restated(text: str, figures: Sequence[QuantitySpan]) -> frozenset[int]:
    """Return where the figures begin that tell the amount before them once more: "1m barrels (56,000 tonnes)"."""
    found: set[int] = set()
    told: QuantitySpan | None = None
    last = 0
    for figure in figures:
        joined = (_NEXT if told is not None and last > told.end else _BETWEEN).fullmatch(text, last, figure.start)
        if told is not None and joined and _is_of_a_sort(told, figure) and _DONE.match(text, figure.end):
            found.add(figure.start)
        else:
            told = figure
        last = figure.end
    return frozenset(found)


def _is_of_a_sort(first: QuantitySpan, later: QuantitySpan) -> bool:
    """Whether one amount may be told in both units."""
    if first.unit is None or later.unit is None or first.unit == later.unit:
        return False
    money = first.form is FigureForm.MONEY and later.form is FigureForm.MONEY
    return money or (first.unit in _MEASURES and later.unit in _MEASURES)
