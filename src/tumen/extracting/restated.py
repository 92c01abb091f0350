"""Amounts told twice: in another currency, or by weight and by volume; the first tells the claim."""

from __future__ import annotations

import re
from itertools import pairwise
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


def find_restated(text: str, figures: tuple[QuantitySpan, ...]) -> frozenset[int]:
    """Return where the figures begin that tell the amount before them once more: "1m barrels (56,000 tonnes)"."""
    return frozenset(later.start for first, later in pairwise(figures) if _is_told_again(text, first, later))


def _is_told_again(text: str, first: QuantitySpan, later: QuantitySpan) -> bool:
    if first.unit is None or later.unit is None or first.unit == later.unit:
        return False
    money = first.form is FigureForm.MONEY and later.form is FigureForm.MONEY
    if not money and not (first.unit in _MEASURES and later.unit in _MEASURES):
        return False
    return _BETWEEN.fullmatch(text, first.end, later.start) is not None
