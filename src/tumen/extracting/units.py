"""Units of a figure: its own, those of what it counts, those of the figures of its sort before it; and paces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.item import family_of
from tumen.codebook.quantity import PERCENT, Measure, is_currency
from tumen.extracting.candidates import Candidate
from tumen.extracting.counted import UNIT_OF
from tumen.extracting.features import Context
from tumen.extracting.noun_phrases import is_human
from tumen.extracting.quantities import stated_scale
from tumen.extracting.restated import find_restated
from tumen.extracting.spans import FigureForm, ItemSpan, StateForm, TimeForm

_USUAL: Final = frozenset({"item", "round", "person", "container", "USD", "tonne", "barrel"})
"""Units that follow from the item: any other is that of the words, whatever came in it ("five tanker shipments")."""
BULK: Final = {
    "gas": frozenset({"cubic metre", "cubic foot", "tonne"}),
    "oil": frozenset({"tonne", "barrel", "litre", "gallon"}),
    "coal": frozenset({"tonne", "kilogram"}),
    "food": frozenset({"tonne", "kilogram", "litre", "bushel", "quintal", "pound"}),
    "raw_materials": frozenset({"tonne", "kilogram", "gram", "carat", "ounce", "pound", "cubic metre"}),
}
"""What is measured rather than counted, and in what."""
POWER: Final = frozenset({"other:electricity", "other:power"})
_CARRIERS: Final = frozenset(
    [
        *("lorry", "truck", "tanker", "wagon", "railcar", "cargo", "box", "crate", "ship", "vessel", "barge", "boat"),
        *("train", "trainload", "plane", "planeload", "convoy", "pallet", "bag", "sack", "drum", "case", "container"),
    ]
)
"""What goods come in: lorries of sugar are no vehicles."""
_CARRYING: Final = frozenset({"vehicles", "ships", "rail", "aircraft", "flight", "containers", "sanction"})
_PAIR: Final = "pair"
"""Boots come in pairs; a pair of officers are two persons."""
_PERSONS: Final = frozenset({"people", "individual", "citizen", "national"})
_RUNS: Final = {"flight": "flight", "rail": "train"}
"""What a line's frequency counts."""
_SUMS: Final = frozenset({"munitions", "machinery", "plant"})
"""Goods whose millions, where nothing is counted, are money."""
_MILLIONS: Final = 1e6
_USD: Final = "USD"
_OWED: Final = re.compile(r"other:.*\b(?:debts?|loans?|credits?|arrears|grants?|investments?)\b")
"""Items outside the list that are money all the same."""
_LEAST_SUM: Final = 1_000.0
"""From here on a number alone is a sum in dollars rather than a number of packages or payments."""
_RATIOS: Final = (Measure.SHARE, Measure.FACTOR)
_FAR_BEFORE: Final = 60
_FAR_BEHIND: Final = 20
"""How many sentences before and behind a unit is looked for."""
_SHARE_BACK: Final = 4
"""How many sentences before a share one in percent is looked for."""
_SHARE_HEAD: Final = re.compile(r"\b(?:share|part|portion|per\s?cent|percentage)\b|%", re.IGNORECASE)
_FORMATION: Final = re.compile(r"\b(?:(battery|regiment|squadron|battalion|division)s?|batteries)$", re.IGNORECASE)
_WORTH: Final = re.compile(
    r"\b(?:worth|valued\s+at|priced\s+at|at\s+a\s+cost\s+of|costing)"
    r"(?:\s+(?:about|around|some|over|nearly|almost|roughly|up\s+to|more\s+than|at\s+least))*\s*$"
)
_WORTH_BEHIND: Final = re.compile(r"\s+worth\b")
_OF_EVERY: Final = re.compile(r"\bof\s+every\s[^.;:]*$", re.IGNORECASE)
_EACH: Final = re.compile(
    r"\b(?:to|per|a|an|each|every)\s+(?:a\s+)?(container|box|boxful|crate|head|voyage|wagon)\b", re.IGNORECASE
)
_BREAK: Final = re.compile(r"[;:(]|\s[-–—]+\s|—")
"""Where what is said of one sum ends and of the next begins."""
_PERSON: Final = re.compile(
    r"\b(?:each|head|apiece|per (?:man|person|soldier|worker)|every (?:man|soldier|worker))\b", re.IGNORECASE
)


def per_of(context: Context, unit: str) -> str:
    """Return the unit to which a rate refers: a time told near the figure, or a container, a head; else a month.

    ``unit`` is the figure's own: what is paid may be told by the head.
    """
    candidate, text = context.candidate, context.sentence.text
    rates = [span for span in context.marks.times if span.form is TimeForm.RATE and span.per]
    each = _EACH.search(text[candidate.end : candidate.end + 60])
    if rates:
        nearest = min(rates, key=lambda span: abs(span.start - candidate.end))
        person = _PERSON.search(_words_of_its_own(context)) if is_currency(unit) else None
        return f"person-{nearest.per}" if person else str(nearest.per)
    if each:
        return "container" if each[1].lower() in ("container", "box", "boxful", "crate") else each[1].lower()
    return "month"


def _words_of_its_own(context: Context) -> str:
    """The sentence between the sums of money before and behind the candidate's, from the break behind the one before.

    "$2,000 per man a month - around $22 million a month for 11,000": what the first is paid by says nothing of the sum.
    """
    candidate, text = context.candidate, context.sentence.text
    again = find_restated(text, context.marks.quantities)
    sums = [span for span in context.marks.quantities if span.form is FigureForm.MONEY and span.start not in again]
    start = max((span.end for span in sums if span.end <= candidate.start), default=0)
    breaks = [found.end() for found in _BREAK.finditer(text, start, candidate.start)] if start else []
    end = min((span.start for span in sums if span.start >= candidate.end), default=len(text))
    return text[max([start, *breaks]) : end]


def unit_of(candidate: Candidate, item: str) -> str:
    """Return the unit of the figure: its own, that of the noun it counts, or the one in which the item is counted."""
    return _own_unit(candidate, item) or UNIT_OF.get(item, "item")


def _is_two(candidate: Candidate, item: str) -> bool:
    """Whether a pair only says two: a pair of dogs or of tanks, but not forty pairs of gloves."""
    noun, quantity = candidate.unit_noun, candidate.quantity
    if noun is None or noun.unit != _PAIR:
        return False
    return not item.startswith("other:") or (quantity is not None and noun.start < quantity.end)


def _own_unit(candidate: Candidate, item: str) -> str | None:
    quantity = candidate.quantity
    if quantity is not None and quantity.unit is not None:
        return quantity.unit
    if candidate.unit_noun is not None and not _is_two(candidate, item):
        return candidate.unit_noun.unit
    if candidate.item is not None:
        unit = _unit_of_words(candidate.item)
        if candidate.item.item == item if unit in _USUAL else quantity is not None:
            return unit
        if quantity is not None and item not in _CARRYING and candidate.noun and candidate.noun.lemma in _CARRIERS:
            return candidate.noun.lemma
    return None


def _unit_of_words(item: ItemSpan) -> str:
    """The unit of words for goods: three Patriot batteries are no three launchers."""
    formation = _FORMATION.search(item.words) if item.unit == "item" else None
    return item.unit if formation is None else (formation[1] or "battery").lower()


def unit_told(context: Context, kind: Kind, item: str, measure: Measure) -> str:
    """Return the figure's unit; without one of its own, that of the figures of its sort near it.

    A share is of a hundred, a sum of money in the currency and an amount of goods in bulk in the measure that is named
    nearest before it, else after it. Trade is told by its value.
    """
    candidate = context.candidate
    own, usual = _own_unit(candidate, item), UNIT_OF.get(item, "item")
    if candidate.quantity is not None and candidate.quantity.unit is None and item == "sanction":
        return "person" if own == "person" or _counts_persons(context) else usual
    if candidate.quantity is None or own is not None:
        return own or usual
    if measure is Measure.SHARE and _is_of_a_hundred(context):
        return PERCENT
    if measure is Measure.RATE and item in _RUNS:
        return _RUNS[item]
    near = _units_near(context)
    currency = _currency_if_alone(context, kind, item, measure)
    if currency is not None:
        return next(filter(is_currency, near), currency)
    if item in BULK:
        return next((unit for unit in near if unit in BULK[item]), usual)
    if item in POWER:
        return next((unit for unit in near if "watt" in unit), usual)
    if _is_sum(candidate, item):
        nearest = next(near, usual)
        return nearest if is_currency(nearest) else usual
    return usual


def _currency_if_alone(context: Context, kind: Kind, item: str, measure: Measure) -> str | None:
    """The unit of a sum of money where no currency is named near it; None where the figure is none."""
    candidate, usual = context.candidate, UNIT_OF.get(item, "item")
    amount = _amount_alone(candidate)
    if (kind is Kind.TRADE and measure not in _RATIOS) or (kind is Kind.PROJECT and amount >= _MILLIONS):
        return _USD
    if family_of(item) == "money" or _OWED.match(item):
        return _USD if amount >= _LEAST_SUM else usual
    return usual if _is_worth(context) else None


def _counts_persons(context: Context) -> bool:
    """Whether the noun that the figure counts is one for persons, or names a people: two Russians were listed."""
    noun = context.candidate.noun
    if noun is None:
        return False
    people = (span for span in context.marks.states if span.form is StateForm.PEOPLE)
    return is_human(noun.lemma) or noun.lemma in _PERSONS or any(s.start <= noun.start < s.end for s in people)


def _is_of_a_hundred(context: Context) -> bool:
    """Whether a share is one of a hundred: a figure beside it or shortly before it is, or its column's head says so."""
    sentence, marks = context.sentence, context.reading.marks
    if _OF_EVERY.search(sentence.text[: context.candidate.start]):
        return False
    near = marks[max(0, sentence.index - _SHARE_BACK) : sentence.index + 1]
    told = any(figure.unit == PERCENT for each in near for figure in each.quantities)
    return told or _SHARE_HEAD.search(sentence.text[: sentence.heads]) is not None


def _is_worth(context: Context) -> bool:
    """Whether a figure is called the worth of something."""
    candidate, text = context.candidate, context.sentence.text
    before = text[max(0, candidate.start - 40) : candidate.start]
    return _WORTH.search(before) is not None or _WORTH_BEHIND.match(text, candidate.end) is not None


def _is_sum(candidate: Candidate, item: str) -> bool:
    """Whether a figure counts millions of nothing that is named with it, of goods whose millions are money."""
    return _amount_alone(candidate) >= _MILLIONS and (item in _SUMS or item.startswith("other:"))


def _amount_alone(candidate: Candidate) -> float:
    """How much a figure tells that counts nothing named with it; nought where it does."""
    quantity, noun = candidate.quantity, candidate.noun
    alone = candidate.item is None and (noun is None or noun.start < candidate.end)
    return (quantity.low or quantity.high or 0.0) if alone and quantity is not None else 0.0


def _units_near(context: Context) -> Iterator[str]:
    """The units of the figures before the candidate, the nearest first, and then of those after it."""
    candidate, marks = context.candidate, context.reading.marks
    here = candidate.sentence
    yield from (f.unit for f in reversed(context.marks.quantities) if f.unit and f.end <= candidate.start)
    for index in range(here - 1, max(-1, here - _FAR_BEFORE), -1):
        yield from (figure.unit for figure in reversed(marks[index].quantities) if figure.unit)
        stated = stated_scale(context.reading.sentences[index].text)
        if stated is not None and stated[1] is not None:
            yield stated[1]
    yield from (f.unit for f in context.marks.quantities if f.unit and f.start >= candidate.end)
    for each in marks[here + 1 : here + _FAR_BEHIND]:
        yield from (figure.unit for figure in each.quantities if figure.unit)
