"""Figures, dates and coded fields in plain words, and outside text made fit to be shown."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

from tumen.codebook.claim import Claim, Polarity
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry
from tumen.codebook.quantity import PERCENT, TIMES, Hedge, Measure, is_currency
from tumen.codebook.source import Source
from tumen.publishing.labels import (
    BASIS_WORDS,
    CERTAINTY_WORDS,
    KIND_WORDS,
    MEASURE_WORDS,
    OUTCOME_WORDS,
    STAGE_WORDS,
)

MONTHS: Final = tuple(calendar.month_name)[1:]
_SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
# Control characters (a terminal obeys them) and the marks that turn the direction of writing (they disguise words).
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)
_ITEM_WORDS: Final = {"mlrs": "multiple rocket launchers", "antitank_missiles": "anti-tank missiles"}
_SCALES: Final = ((1e9, "billion"), (1e6, "million"))


def fit(text: str) -> str:
    r"""Return the text without characters that a terminal or a page would obey instead of show.

    >>> fit("500\x1b[31m shells")
    '500[31m shells'
    """
    return _UNFIT.sub("", text)


def one_line(text: str, most: int | None = None) -> str:
    r"""Return the text fit to be shown, on one line, cut with an ellipsis at ``most`` characters.

    >>> one_line("some  2,000\n boxes", 9)
    'some 2,0…'
    """
    line = " ".join(fit(text).split())
    return line if most is None or len(line) <= most else line[: max(most - 1, 0)].rstrip() + "…"


def link_of(url: str | None) -> str | None:
    """Return the address if it may be made a link (http and https, with a host), else None.

    >>> link_of("https://example.org/a"), link_of("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if url is None or not _ADDRESS.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def in_words(day: date) -> str:
    """Return a date as people write it.

    >>> in_words(date(2024, 10, 18))
    '18 October 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_words(text: str) -> str:
    """Return a time in ISO 8601 in words; another text as it stands.

    >>> time_words("2026-11-26T00:30:00+00:00"), time_words("last week")
    ('26 November 2026, 00:30 UTC', 'last week')
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return one_line(text)
    zone = f" {at.tzname()}" if at.tzinfo else ""
    return f"{in_words(at.date())}, {at:%H:%M}{zone}"


def date_words(when: Edtf | None) -> str:
    """Return a date or interval in words.

    >>> [date_words(Edtf.parse(text)) for text in ("2024-10", "2023-09/..", "../2024-02-01", "2024-22")]
    ['October 2024', 'September 2023 onwards', 'up to 1 February 2024', 'summer 2024']
    """
    if when is None:
        return "no date"
    ends = when.text.split("/")
    if len(ends) == 1:
        return _point_words(ends[0])
    first, last = ends
    if first in ("", ".."):
        return f"up to {_point_words(last)}"
    if last in ("", ".."):
        return f"{_point_words(first)} onwards"
    return f"{_point_words(first)} to {_point_words(last)}"


def amount(number: float) -> str:
    """Return a number with thousands separated; round millions and billions in words.

    >>> amount(11200), amount(6_500_000), amount(4.7)
    ('11,200', '6.5 million', '4.7')
    """
    for scale, word in _SCALES:
        scaled = number / scale
        if scaled >= 1 and abs(round(scaled, 2) - scaled) < 1e-9:
            return f"{scaled:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4f}".rstrip("0").rstrip(".")


def figure_words(claim: Claim) -> str:
    """Return the claim's figure with its hedge, unit and item, in words.

    >>> from tumen.codebook.claim import Kind
    >>> shells = Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="shells", high=5e6, hedge=Hedge.AT_MOST,
    ...                unit="round")
    >>> figure_words(shells)
    'up to 5 million rounds (shells)'
    """
    item = item_words(claim.item)
    if not claim.has_figure:
        return item
    per = f" a {claim.per}" if claim.per else ""
    change = f"{claim.direction} by " if claim.direction else ""
    return f"{change}{_with_unit(_bounded(claim), claim.unit, item)}{per}"


def item_words(item: str) -> str:
    """Return an item's name in words: ``other:launchers`` is launchers."""
    return _ITEM_WORDS.get(item) or item.removeprefix("other:").replace("_", " ")


def unit_words(unit: str) -> str:
    """Return a unit in the plural; nothing for persons and pieces, which their item names.

    >>> [unit_words(unit) for unit in ("barrel", "USD", "percent", "km", "person")]
    ['barrels', 'USD', '%', 'km', '']
    """
    if unit in ("person", "item"):
        return ""
    if unit == PERCENT:
        return "%"
    return unit if is_currency(unit) or unit == TIMES or unit.endswith("s") or len(unit) <= 2 else f"{unit}s"


def source_words(sources: tuple[Source, ...]) -> str:
    """Return an attribution in words, nearest source first.

    >>> from tumen.codebook.table import parse_chain
    >>> source_words(parse_chain("BBC (media) < NIS (intelligence)", "sources"))
    'BBC, citing NIS'
    """
    return ", citing ".join(source.name for source in sources) or "no source named"


def sides_words(claim: Claim, states: Mapping[str, str]) -> str:
    """Return who gives and who gets, by name where the case has one."""
    actor, counterpart = (states.get(code, code) if code else "not told" for code in (claim.actor, claim.counterpart))
    return f"{actor} → {counterpart}"


def field_words(entry: Entry, name: str, states: Mapping[str, str]) -> str:
    """Return the value of one field of a coded claim in words; ``published`` is the report's date."""
    claim = entry.claim
    match name:
        case "actor" | "counterpart":
            return sides_words(claim, states)
        case "item":
            return item_words(claim.item)
        case "measure":
            return MEASURE_WORDS[claim.measure] + (f" (a {claim.per})" if claim.per else "")
        case "outcome":
            return OUTCOME_WORDS[claim.outcome] if claim.outcome else "no loss"
        case "polarity" | "stage" | "certainty" | "basis" | "kind":
            return _manner(claim, name)
        case "time" | "published":
            return date_words(claim.time if name == "time" else entry.report.published)
        case "place":
            return claim.place or "not told"
        case "sources" | "also_said_by":
            return source_words(claim.sources)
        case _:
            return figure_words(claim)


def coded_words(entry: Entry, states: Mapping[str, str]) -> str:
    """Return how a claim was read, in one line: sides, figure, outcome, stage, time, source."""
    claim = entry.claim
    parts = [
        sides_words(claim, states),
        figure_words(claim),
        OUTCOME_WORDS[claim.outcome] if claim.outcome else "",
        MEASURE_WORDS[claim.measure] if claim.measure is not Measure.NONE else "",
        STAGE_WORDS[claim.stage],
        "denied" if claim.polarity is Polarity.DENIED else "",
        date_words(claim.time) if claim.time else "",
        source_words(claim.sources),
    ]
    return " · ".join(one_line(part) for part in parts if part)


def _manner(claim: Claim, name: str) -> str:
    words = {
        "polarity": "denied" if claim.polarity is Polarity.DENIED else "said to be so",
        "stage": STAGE_WORDS[claim.stage],
        "certainty": CERTAINTY_WORDS[claim.certainty],
        "basis": BASIS_WORDS[claim.basis],
        "kind": KIND_WORDS[claim.kind],
    }
    return words[name]


def _point_words(text: str) -> str:
    parts = text.rstrip("~?%").split("-")
    if len(parts) == 3:
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:
        return f"{_SEASONS.get(parts[1]) or MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return parts[0]


def _bounded(claim: Claim) -> str:
    low, high = claim.low, claim.high
    match claim.hedge:
        case Hedge.AT_LEAST if low is not None:
            return f"at least {amount(low)}"
        case Hedge.AT_MOST if high is not None:
            return f"up to {amount(high)}"
        case Hedge.RANGE | Hedge.VAGUE if low is not None and high is not None:
            return f"{amount(low)} to {amount(high)}"
        case Hedge.ABOUT if low is not None:
            return f"about {amount(low)}"
        case _:
            number = low if low is not None else high
            return "" if number is None else amount(number)


def _with_unit(number: str, unit: str, item: str) -> str:
    words = unit if number == "1" and unit_words(unit) else unit_words(unit)
    return f"{number} {item}" if words in ("", item) else f"{number} {words} ({item})"
