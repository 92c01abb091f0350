"""Figures told by likeness: as many again, the same number, a like sum.

Each has the amount of the figure that was told just before. Multiples of it ("twice that") stay factors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tumen.codebook.quantity import Hedge
from tumen.extracting.hedging import bounds, hedging
from tumen.extracting.spans import FigureForm, QuantitySpan

_LIKENED: Final = re.compile(
    r"(?<![\w-])(?:as\s+(?P<as>many|much)(?:\s+(?:again|more))?(?!\s+as\b)"
    r"|(?:the|an?)\s+(?:same|equal|like|similar|identical)\s+(?P<noun>number|quantity|amount|sum|figure|size)"
    r"|(?:the\s+same|as\s+much)\s+again)\b(?!\s+(?:of\s+(?:times|days|years)|that|because|in\s+common)\b)",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(
    r"\b(?:twice|thrice|double|half|times|not|never|third|quarter|fifth|tenth|said|says?|admit\w*|hint\w*|confirm\w*"
    r"|think|thought|knew|know|suggest\w*|just|very|without)\s+$",
    re.IGNORECASE,
)
"""Before ``as much``: a multiple or a part of it, or no amount at all."""
_SUMS: Final = frozenset(["much", "sum", "amount"])


_FURTHER_BEFORE: Final = re.compile(r"\b(?:another|further|additional|the\s+other)\s+$", re.IGNORECASE)
_FURTHER_BEHIND: Final = re.compile(r"\s+more\b(?!\s+than\b)", re.IGNORECASE)


def is_further(text: str, figure: QuantitySpan) -> bool:
    """Tell whether a figure of the sentence comes on top of one that was told: "another 300", "as many again"."""
    return (
        _LIKENED.match(text, figure.start) is not None
        or _FURTHER_BEFORE.search(text, 0, figure.figure_start) is not None
        or _FURTHER_BEHIND.match(text, figure.end) is not None
    )


def find_likened(
    text: str, figures: Sequence[QuantitySpan], earlier: Sequence[QuantitySpan]
) -> tuple[QuantitySpan, ...]:
    """Return the figures of the sentence with those that are told by likeness to one before, in order.

    ``earlier`` are the figures of the sentences before, the latest last.
    """
    found = list(_likened(text, figures, earlier)) if _LIKENED.search(text) else []
    return tuple(sorted((*figures, *found), key=lambda span: span.start)) if found else tuple(figures)


def _likened(text: str, figures: Sequence[QuantitySpan], earlier: Sequence[QuantitySpan]) -> Iterator[QuantitySpan]:
    for match in _LIKENED.finditer(text):
        start, end = match.span()
        if _COMPARED.search(text, max(0, start - 14), start) and match["as"]:
            continue
        if any(figure.start < end and start < figure.end for figure in figures):
            continue
        told = _antecedent(match, [*earlier, *(figure for figure in figures if figure.end <= start)])
        if told is not None:
            yield _with_amount_of(text, told, start, end)


def _antecedent(match: re.Match[str], told: Sequence[QuantitySpan]) -> QuantitySpan | None:
    """The figure spoken of: the latest, for a sum the latest with a unit."""
    amounts = [figure for figure in told if not figure.is_ratio and figure.high != 0]
    measured = [figure for figure in amounts if figure.unit is not None]
    if (match["as"] or match["noun"] or "").lower() in _SUMS and measured:
        return measured[-1]
    return amounts[-1] if amounts else None


def _with_amount_of(text: str, told: QuantitySpan, start: int, end: int) -> QuantitySpan:
    hedged = hedging(text, start, end)
    low, high, hedge = told.low, told.high, told.hedge
    amount = low if low is not None else high
    if hedged.hedge is not Hedge.EXACT and told.form is not FigureForm.VAGUE and amount is not None:
        hedge = hedged.hedge
        low, high = bounds(hedge, amount, amount)
    return replace(
        told,
        start=hedged.start,
        end=max(hedged.end, end),
        figure_start=start,
        figure_end=end,
        low=low,
        high=high,
        hedge=hedge,
        words=text[hedged.start : max(hedged.end, end)],
    )
