"""Figures that leave something out, since what was told just before holds for them too.

"Two billion dollars came in March, three in May": three counts billions of dollars. "Another followed" counts one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tumen.extracting.numerals import scale_left_out
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import FigureForm, QuantitySpan

ONE_MORE: Final = re.compile(
    r"(?<![\w-])(?:another|(?:an?|the)\s+(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|twelfth)|an?\s+\d{1,2}(?:st|nd|rd|th)|the\s+last)\b"
    r"(?!\s+(?:time|day|week|month|year|quarter|half|decade|century|minute|hour|one\b)|-)",
    re.IGNORECASE,
)
"""One more of something told of before: a third is due in May."""
_LEAST_SCALE: Final = 1_000_000.0
_SCALED: Final = re.compile(
    r".*\b(?:millions?|milliards?|billions?|trillion|mln|bln|bn|mn|m)\b", re.IGNORECASE | re.DOTALL
)
_MOST: Final = 1_000.0
_COUNTS: Final = re.compile(
    r"\s+(?:of\s+(?:them|those|these|which|the|(?:its|their|his|her|our|my|your)(?!\s+own))\b|in\s+all\b|or\s+\w+\s+more\b)",
    re.IGNORECASE,
)


def completed_by(
    before: QuantitySpan | None, quantity: QuantitySpan, noun: Word | None, sentence: Sentence
) -> QuantitySpan:
    """Return the figure with scale and unit of the one before it in the sentence, where it counts no noun of its own.

    ``noun`` is the word that the figure counts by its phrase; the figure's own word where it stands alone.
    """
    if before is None or before.unit is None or not _stands_alone(quantity, noun, sentence):
        return quantity
    scale = scale_left_out(_number_of(before))
    if scale < _LEAST_SCALE:
        return quantity
    return replace(
        quantity,
        low=None if quantity.low is None else quantity.low * scale,
        high=None if quantity.high is None else quantity.high * scale,
        unit=before.unit,
        form=before.form,
    )


def _stands_alone(quantity: QuantitySpan, noun: Word | None, sentence: Sentence) -> bool:
    amount = quantity.high if quantity.high is not None else quantity.low
    if quantity.form is not FigureForm.NUMBER or quantity.unit is not None or not amount or amount >= _MOST:
        return False
    own = noun is not None and noun.pos == "NUM" and quantity.start <= noun.start < quantity.end
    return own and not _COUNTS.match(sentence.text, quantity.end)


def _number_of(quantity: QuantitySpan) -> str:
    """The words of the figure up to its last word of scale."""
    found = _SCALED.match(quantity.words)
    return found[0] if found else ""
