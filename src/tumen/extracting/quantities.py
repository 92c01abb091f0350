"""Figures in a text: numbers, money, measures, shares, multiples and vague amounts, each with its hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final, cast

from tumen.codebook.quantity import PERCENT, Hedge
from tumen.extracting.hedging import bounds, hedging, range_opening
from tumen.extracting.numbering import find_numbering
from tumen.extracting.numerals import NUMBER, SCALES, scale_at_end, value_of
from tumen.extracting.proportions import Figure, find_proportions
from tumen.extracting.spans import FigureForm, QuantitySpan
from tumen.extracting.wordlists import yaml_list

_NUMBER: Final = re.compile(NUMBER, re.IGNORECASE)
_PERCENT: Final = re.compile(
    r"[\s-]?(?:%|per[\s-]?cent\b|pct\b|(?-i:pc)\b|percentage\s+points?\b|p\.c\.)(?:ages?)?", re.IGNORECASE
)
_BETWEEN_NUMBER_AND_UNIT: Final = (
    r"(?:-odd|-something|\s+odd|\s+or\s+so|-plus|\+|\s+or\s+more|\s+ordinary|\s+new|\s+metric)?[\s-]?\s*"
)
_RANGE_JOIN: Final = re.compile(
    r"\s*(?:[-–—]\s*|\s(?:to|till|up\s+to|through)\s+(?:as\s+(?:many|much)\s+as\s+|perhaps\s+|maybe\s+|even\s+"
    r"|about\s+|around\s+|some\s+)?)$"
    r"|,?\s+(?:and\s+)?as\s+(?:many|much|high)\s+as\s+$"
    r"|,?\s+[\"“'‘]?(?:or(?:\s+(?:even|perhaps|maybe|up\s+to|as\s+many\s+as|as\s+much\s+as))?|(?:and\s+)?(?:maybe|perhaps|possibly)(?:\s+(?:even"
    r"|as\s+(?:many|much)\s+as|up\s+to))?|if\s+not)\s+$",
    re.IGNORECASE,
)
_AND_JOIN: Final = re.compile(
    r"\s+and\s+(?:about\s+|around\s+|some\s+|perhaps\s+|maybe\s+|as\s+many\s+as\s+)?$", re.IGNORECASE
)
_MOVED_FROM: Final = re.compile(
    r"\b(?:r[io]se|risen|rising|grew|grown?|growing|increas\w+|climb\w*|jump\w*|soar\w*|swell\w*|swollen|went|gone"
    r"|going|go|fell|fallen|falling|fall"
    r"|drop\w*|declin\w+|shr[aiu]nk\w*|decreas\w+|cut|down|up|expand\w*|boost\w*|rais\w+|lower\w*|reduc\w+|mov\w+"
    r"|chang\w+|revis\w+|correct\w+|surg\w+"
    r"|slid\w*|sank|leap\w*|leapt|doubl\w+|tripl\w+|quadrupl\w+|plung\w*|slump\w*|swung|ballon\w*|balloon\w*|edg\w+"
    r"|narrow\w*|widen\w*|slip\w*)\b(?:(?!,\s+(?:which|who|that)\b)[^.;]){0,60}$",
    re.IGNORECASE,
)


_HEAD_SCALE: Final = re.compile(
    r"(?<![\w])['’]?(thousands?|millions?|billions?|mln|mn|bn|bln|000s?|k|m)\b\.?(?:\s+of)?", re.IGNORECASE
)
_GOES_ON: Final = re.compile(
    r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|figure|digit)\b", re.IGNORECASE
)
"""Behind what is no number: the twenty-first, a seven-figure sum."""
_OF: Final = re.compile(r"\s+of(?=\s)")
_SPACED_SCALE: Final = re.compile(r" ?(?P<millions>m|M)\b(?!-)| (?P<billions>B)\b(?!-)")
"""Behind money: $34 m, $1 B."""
_ROW: Final = re.compile(r",?\s+(?:(?:and|or)\s+)?")
_BILLION: Final = 1e9
_MILLION: Final = 1e6
"""From here on "of" may stand before the unit: a milliard of cubic metres."""
_RATIOS: Final = frozenset({FigureForm.FRACTION, FigureForm.MULTIPLE})


@cache
def _unit_pattern() -> re.Pattern[str]:
    """One pattern for every word of measure and currency after a number; group names are ``u0, u1 …``."""
    words = [f"(?P<u{place}>{'|'.join(forms)})" for place, (_, forms) in enumerate(_units_after())]
    return re.compile(rf"{_BETWEEN_NUMBER_AND_UNIT}(?:{'|'.join(words)})(?![\w])", re.IGNORECASE)


@cache
def _unit_alone() -> re.Pattern[str]:
    """The same words where no number stands before them, and no part of a name (Shin Won-sik)."""
    return re.compile(rf"(?<!\w)(?:{_unit_pattern().pattern})(?!-(?-i:[a-z]))", re.IGNORECASE)


@cache
def _units_after() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Units by what is written after a number, the longest wording first within each table."""
    lists = yaml_list("units.yaml")
    currencies = cast("dict[str, dict[str, list[str]]]", lists["currencies"])
    measures = cast("dict[str, list[str]]", lists["measures"])
    named = [(code, tuple(table["words"])) for code, table in currencies.items()]
    # "Canadian dollars" must be tried before "dollars", "square metres" before "metres".
    split = [(unit, (word,)) for unit, words in [*named, *measures.items()] for word in words]
    return tuple(sorted(split, key=lambda pair: -len(pair[1][0])))


@cache
def _sign_pattern() -> re.Pattern[str]:
    """What stands before an amount of money: group names are currency codes."""
    currencies = cast("dict[str, dict[str, list[str]]]", yaml_list("units.yaml")["currencies"])
    signs = [(sign, code) for code, table in currencies.items() for sign in table["signs"]]
    signs.sort(key=lambda pair: -len(pair[0]))
    words = "|".join(f"(?P<s{place}_{code}>(?<![A-Za-z]){sign})" for place, (sign, code) in enumerate(signs))
    return re.compile(rf"(?:{words})\s?$")


@cache
def _scaled_units() -> tuple[re.Pattern[str], tuple[tuple[str, float], ...]]:
    scaled = cast("dict[str, list[str | float]]", yaml_list("units.yaml")["scaled"])
    words = "|".join(f"(?P<c{place}>{word})" for place, word in enumerate(scaled))
    return re.compile(rf"[\s-]?(?:{words})(?!\w)"), tuple(
        (str(unit), float(factor)) for unit, factor in scaled.values()
    )


def find_quantities(text: str) -> tuple[QuantitySpan, ...]:
    """Return every figure of the text that may count something, with hedge, bounds and unit, in order.

    Left out are years, dates, clock times, ordinals, ages, lengths of time, calibres, designations of types and the
    numbers of resolutions, articles and pages. Bounds follow the codebook's hedge table.

    >>> for span in find_quantities("no fewer than 20 000 containers, 1.7 to 5.5 billion dollars, tens of thousands"):
    ...     print(span.words, "|", span.hedge, span.low, span.high, span.unit)
    no fewer than 20 000 | at_least 20000.0 None None
    1.7 to 5.5 billion dollars | range 1700000000.0 5500000000.0 USD
    tens of thousands | vague 20000.0 99999.0 None
    """
    told = [_vague_of_unit(text, figure) for figure in find_proportions(text)]
    figures = _in_row(text, _headed(text, _apart(text, [*told, *_numbers(text)])))
    spans = []
    place = 0
    while place < len(figures):
        joined = _range(text, figures[place], figures[place + 1]) if place + 1 < len(figures) else None
        if joined is not None:
            spans.append(joined)
            place += 2
            continue
        spans.append(_span(text, figures[place]))
        place += 1
    return tuple(_bounded(text, spans))


_BOTH_BOUNDS: Final = re.compile(r",?\s+(?:and|but)(?:\s+(?:is|are|was|were))?\s*$", re.IGNORECASE)


def _bounded(text: str, spans: list[QuantitySpan]) -> Iterator[QuantitySpan]:
    """Join a lower and an upper bound that stand together: "more than 10,000 but fewer than 12,000"."""
    place = 0
    while place < len(spans):
        first = spans[place]
        second = spans[place + 1] if place + 1 < len(spans) else None
        if second is None or not _are_ends(text, first, second):
            yield first
            place += 1
            continue
        low, high = (first, second) if first.low is not None else (second, first)
        yield replace(
            first,
            end=second.end,
            figure_end=second.figure_end,
            low=low.low,
            high=high.high,
            hedge=Hedge.RANGE,
            words=text[first.start : second.end],
            unit=second.unit or first.unit,
        )
        place += 2


def _are_ends(text: str, first: QuantitySpan, second: QuantitySpan) -> bool:
    if {first.hedge, second.hedge} != {Hedge.AT_LEAST, Hedge.AT_MOST} or first.form is not second.form:
        return False
    low = first.low if first.low is not None else second.low
    high = first.high if first.high is not None else second.high
    return (
        low is not None
        and high is not None
        and low <= high
        and bool(_BOTH_BOUNDS.fullmatch(text[first.end : second.start]))
    )


def _apart(text: str, figures: list[Figure]) -> list[Figure]:
    """Drop figures that lie in numbering, and of two that overlap the later or shorter one (of equals the second)."""
    if not figures:
        return []
    taken = find_numbering(text)
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if any(start < figure.number_end and figure.start < end for start, end in taken):
            continue
        if kept and figure.start < kept[-1].end:
            continue
        kept.append(figure)
    return kept


_HEAD: Final = re.compile(r"^(?P<head>[^:]{3,120}):\s+(?P<cell>\S+(?:\s+\S+){0,4})\s*$")


def _headed(text: str, figures: list[Figure]) -> list[Figure]:
    """Give the bare numbers of a table's cell the scale and unit of its head: "Loaded, thousand barrels: 385"."""
    match = _HEAD.match(text)
    scale = None if match is None or not figures else find_scale(match["head"])
    if match is None or scale is None:
        return figures
    factor, unit = scale
    if unit is None and re.search(r"(?:thousand|million|billion)s?\)?$", match["head"]) is None:
        return figures
    return [
        figure._replace(low=figure.low * factor, high=figure.high * factor, unit=unit)
        if figure.start >= match.start("cell") and figure.form is FigureForm.NUMBER and figure.scale == 1
        else figure
        for figure in figures
    ]


def _in_row(text: str, figures: list[Figure]) -> list[Figure]:
    """Give broken numbers in a row the scale and unit that only the last one has: "1.0, 1.8 and 2.4 million rounds"."""
    rowed = list(figures)
    for place in range(len(rowed) - 2, -1, -1):
        this, last = rowed[place], rowed[place + 1]
        alone = this.form is FigureForm.NUMBER and this.scale == 1 and "." in text[this.start : this.number_end]
        if alone and last.scale >= _MILLION and _ROW.fullmatch(text, this.end, last.start):
            low, high = this.low * last.scale, this.high * last.scale
            rowed[place] = this._replace(low=low, high=high, unit=last.unit, form=last.form, scale=last.scale)
    return rowed


def _numbers(text: str) -> list[Figure]:
    """Numbers in digits and words, with the unit of measure or currency that stands beside them."""
    return [_with_unit(text, match) for match in _NUMBER.finditer(text) if not _GOES_ON.match(text, match.end())]


def _with_unit(text: str, match: re.Match[str]) -> Figure:
    start, end, value = match.start(), match.end(), value_of(match[0])
    scale = scale_at_end(match[0])
    percent = _PERCENT.match(text, end)
    if percent is not None:
        return Figure(start, end, percent.end(), value, value, FigureForm.PERCENT, PERCENT, scale=scale)
    sign = _sign_pattern().search(text, max(0, start - 5), start)
    if sign is not None:
        code = (sign.lastgroup or "_").split("_")[1]
        spaced = _SPACED_SCALE.match(text, end) if scale == 1 else None
        if spaced is not None:
            scale = _MILLION if spaced["millions"] else _BILLION
            end, value = spaced.end(), value * scale
        return Figure(sign.start(), end, end, value, value, FigureForm.MONEY, code, scale=scale)
    joined = _OF.match(text, end) if scale >= _MILLION else None
    unit = _unit_pattern().match(text, joined.end() if joined else end)
    if unit is not None:
        name = _units_after()[int((unit.lastgroup or "u0")[1:])][0]
        form = FigureForm.MONEY if name.isupper() and len(name) == 3 and name != "TEU" else FigureForm.MEASURE
        return Figure(start, end, unit.end(), value, value, form, name, scale=scale)
    pattern, table = _scaled_units()
    scaled = pattern.match(text, end)
    if scaled is not None:
        name, factor = table[int((scaled.lastgroup or "c0")[1:])]
        return Figure(
            start, end, scaled.end(), value * factor, value * factor, FigureForm.MEASURE, name, scale=scale * factor
        )
    return Figure(start, end, end, value, value, FigureForm.NUMBER, scale=scale)


def _vague_of_unit(text: str, figure: Figure) -> Figure:
    """The same figure; a vague one with the unit that stands behind it: tens of millions of dollars."""
    if figure.form is not FigureForm.VAGUE:
        return figure
    joined = _OF.match(text, figure.end)
    unit = _unit_pattern().match(text, joined.end() if joined else figure.end)
    if unit is None:
        return figure
    return figure._replace(end=unit.end(), unit=_units_after()[int((unit.lastgroup or "u0")[1:])][0])


_THOUSANDS: Final = re.compile(r"\D{0,2}\d{1,3}[,\u00a0\u202f\u2009 ]000")


def _range(text: str, first: Figure, second: Figure) -> QuantitySpan | None:
    """Join two figures to a range where the words between them say so; None where they are two figures."""
    between = text[first.end : second.start]
    opening = range_opening(text, first.start)
    opened = text[opening : first.start].lower() if opening is not None else ""
    if not (_RANGE_JOIN.match(between) or ("between" in opened and _AND_JOIN.match(between))):
        return None
    moved = "from" in opened and _MOVED_FROM.search(text, max(0, (opening or 0) - 90), opening or 0)
    if moved and not re.search(r"\bor\b", between):
        return None
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        return None
    times = first.form is FigureForm.NUMBER and second.form is FigureForm.MULTIPLE
    if first.form is not second.form and {first.form, second.form} & _RATIOS and not times:
        return None
    if re.search(r"\bas\s+(?:many|much|high)\s+as", between) and "as " not in opened and "or" not in between.split():
        return None
    low, high = _shared_scale(text, first, second), second.high
    if low > high:
        return None
    if re.search(r"\bor\b", between) and first.form is not FigureForm.VAGUE and high > 3 * low:
        return None
    vague = first.form is FigureForm.VAGUE or second.form is FigureForm.VAGUE
    widened = hedging(text, first.start, first.number_end)
    start = opening if opening is not None else widened.start
    late = hedging(text, second.start, second.end)
    unit = second.unit or first.unit
    form = second.form if second.unit is not None or first.unit is None else first.form
    return QuantitySpan(
        start=start,
        end=max(late.end, second.end),
        figure_start=first.start,
        figure_end=second.end,
        low=low,
        high=high,
        hedge=Hedge.VAGUE if vague else Hedge.RANGE,
        form=form,
        words=text[start : max(late.end, second.end)],
        unit=unit,
    )


def _shared_scale(text: str, first: Figure, second: Figure) -> float:
    """Return the lower end in full: in "100 to 150 thousand" and "11 to 12,000" the thousands count for both."""
    if first.scale > 1 or first.low >= 1_000:
        return first.low
    if second.scale > 1 and first.low * second.scale <= second.high:
        return first.low * second.scale
    if _THOUSANDS.fullmatch(text, second.start, second.number_end) and first.low < second.high / 1_000 <= 5 * first.low:
        return first.low * 1_000
    return first.low


def _span(text: str, figure: Figure) -> QuantitySpan:
    """Give a figure its hedge and bounds."""
    found = hedging(text, figure.start, figure.number_end)
    if figure.end > figure.number_end and found.end <= figure.number_end:
        later = hedging(text, figure.start, figure.end)
        found = later if later.end > figure.end or found.hedge is Hedge.EXACT else found
    hedge = found.hedge
    if hedge is Hedge.EXACT and re.search(r"-(?:odd|something)\b", text[figure.start : figure.number_end]):
        hedge = Hedge.ABOUT
    if figure.form is FigureForm.VAGUE and hedge in (Hedge.EXACT, Hedge.ABOUT):
        hedge = Hedge.VAGUE
    if figure.form is FigureForm.NUMBER and figure.low != figure.high and hedge is Hedge.EXACT:
        hedge = Hedge.RANGE
    low, high = bounds(hedge, figure.low, figure.high)
    end = max(found.end, figure.end)
    return QuantitySpan(
        start=found.start,
        end=end,
        figure_start=figure.start,
        figure_end=figure.end,
        low=low,
        high=high,
        hedge=hedge,
        form=figure.form,
        words=text[found.start : end],
        unit=figure.unit,
        direction=figure.direction,
    )


def find_scale(head: str) -> tuple[float, str | None] | None:
    """Return factor and unit that a head of a table or list gives to the numbers below it; None where it gives none.

    >>> find_scale("Sales, million dollars"), find_scale("thousand barrels"), find_scale("Month")
    ((1000000.0, 'USD'), (1000.0, 'barrel'), None)
    """
    found = _HEAD_SCALE.search(head)
    factor = SCALES.get(found[1].lower().removesuffix("s"), 1_000.0) if found else 1.0
    unit = _unit_alone().search(head, found.end() if found else 0) or _unit_alone().search(head)
    name = _units_after()[int((unit.lastgroup or "u0")[1:])][0] if unit else None
    sign = re.search(r"[$€£]", head)
    if name is None and sign is not None:
        name = {"$": "USD", "€": "EUR", "£": "GBP"}[sign[0]]
    if name is None and "%" in head:
        name = PERCENT
    return None if found is None and name is None else (float(factor), name)


_STATED: Final = re.compile(
    r"\(\s*(?:all\s+|figures\s+|sums\s+)?(?:in\s+)?(?:[A-Z]{2,3}\$?|US\$|[$€£])?\s?(?:m|mn|bn|tn|(?:m|b|tr)illions?|milliards?|thousands?|000)\b"
    r"[^()\d]{0,24}\)"
    r"|\bin\s+(?:[A-Z]{3}\s+)?(?:(?:m|b|tr)illions?|milliards?|thousands)(?:\s+of)?\s+[A-Za-z]+"
)


@lru_cache(maxsize=4_096)
def stated_scale(text: str) -> tuple[float, str | None] | None:
    """Return factor and unit that a text states for the bare numbers after it; None where it states none.

    >>> stated_scale("Pledged so far (EUR million):"), stated_scale("All sums in millions of dollars.")
    ((1000000.0, 'EUR'), (1000000.0, 'USD'))
    >>> stated_scale("The lights went out in thousands of homes.") is None
    True
    """
    found = _STATED.search(text)
    stated = find_scale(found[0]) if found else None
    told_of_all = found is not None and found[0].startswith("(")
    return stated if stated is not None and (told_of_all or stated[1] is not None) else None
