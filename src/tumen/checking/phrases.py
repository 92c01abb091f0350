"""Figures, dates and names in plain words, as they stand in sentences for an editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tumen.checking.candidates import RecordedClaim
from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim, Kind, Outcome, Stage
from tumen.codebook.edtf import Edtf
from tumen.codebook.item import family_of
from tumen.codebook.quantity import PERCENT, TIMES, VAGUE_RANGES, Direction, Hedge, Measure, is_currency
from tumen.codebook.source import Source
from tumen.tracing.rounding import significant_digits, told_numbers

_UNCOUNTED: Final = frozenset({"technology", "goods"})
"""Families whose items are no things that one counts."""
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_CURRENCIES: Final[Mapping[str, str]] = {
    "USD": "dollars",
    "EUR": "euros",
    "GBP": "pounds",
    "RUB": "roubles",
    "KRW": "won",
    "JPY": "yen",
    "CNY": "yuan",
}
_OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.KILLED: "killed",
    Outcome.WOUNDED: "wounded",
    Outcome.CASUALTIES: "killed or wounded",
    Outcome.CAPTURED: "captured",
    Outcome.MISSING: "missing",
    Outcome.DESTROYED: "destroyed",
}
_PER: Final[Mapping[str, str]] = {
    "hour": "an hour",
    "person-month": "a month for each of them",
    "person-hour": "an hour for each of them",
    "person-year": "a year for each of them",
}
STAGES: Final[Mapping[Stage, str]] = {
    Stage.POSSIBLE: "possible",
    Stage.PLANNED: "planned",
    Stage.AGREED: "agreed",
    Stage.UNDERWAY: "under way",
    Stage.DONE: "done",
}
_MEASURES: Final[Mapping[Measure, str]] = {
    Measure.INCREMENT: "the amount of one period",
    Measure.CUMULATIVE: "the total so far",
    Measure.STOCK: "the number there at one time",
    Measure.RATE: "a pace",
    Measure.SHARE: "a share",
    Measure.FACTOR: "a comparison",
    Measure.NONE: "a figure",
}
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How the case names its items and states."""

    items: Mapping[str, tuple[str, str]]
    states: Mapping[str, str]

    @classmethod
    def of(cls, pack: CasePack) -> Words:
        """Return the pack's names: plural of each item, name of each state."""
        return cls(
            items={item.item: (item.label, item.plural) for item in pack.items},
            states={state.code: state.name for state in pack.states},
        )

    def item(self, item: str, *, one: bool = False) -> str:
        """Return the item in the plural, or the name of one."""
        plain = item.removeprefix("other:").replace("_", " ")
        label, plural = self.items.get(item, (plain, plain))
        return label if one else plural

    def state(self, code: str | None) -> str:
        """Return the state's name; "an unnamed state" where it is not told."""
        return self.states.get(code, code) if code else "an unnamed state"

    def way(self, claim: Claim) -> str:
        """Return whose it is and where it goes: "from North Korea to Russia"."""
        if claim.kind is Kind.LOSS:
            return f"on the side of {self.state(claim.actor)}"
        if claim.kind is Kind.PRESENCE and claim.counterpart:
            return f"of {self.state(claim.actor)} in {self.state(claim.counterpart)}"
        if claim.actor and claim.counterpart:
            joined = claim.kind in (Kind.TRADE, Kind.AGREEMENT, Kind.PROJECT)
            pair = self.state(claim.actor), self.state(claim.counterpart)
            return f"between {pair[0]} and {pair[1]}" if joined else f"from {pair[0]} to {pair[1]}"
        return f"of {self.state(claim.actor or claim.counterpart)}"

    def figure(self, claim: Claim) -> str:
        """Return the figure with its hedge, unit and outcome: "about 4,700 troops killed or wounded"."""
        noun = self.noun(claim)
        if not claim.has_figure:
            return noun
        return f"{self._amount(claim, noun)}{self._pace(claim)}"

    def noun(self, claim: Claim) -> str:
        """Return what is counted, with what became of it."""
        item = self.item(claim.item, one=claim.has_figure and set(told_numbers(claim)) == {1.0})
        if claim.kind is Kind.LOSS and claim.outcome is not None:
            return f"{item} {_OUTCOMES[claim.outcome]}"
        return item

    def _amount(self, claim: Claim, noun: str) -> str:
        vague = _vague_word(claim)
        if claim.low == 0 and claim.high == 0:
            return f"no {noun}"
        number = vague or _hedged(claim)
        unit = self._unit(claim, noun, number)
        return f"{number} of {unit}" if vague and not vague.startswith("several") else f"{number} {unit}"

    def _unit(self, claim: Claim, noun: str, number: str) -> str:
        """The unit in words; a currency, a share or a weight names the item too."""
        one = number == "1"
        if claim.unit == PERCENT:
            turn = {Direction.UP: "more ", Direction.DOWN: "less "}.get(claim.direction) if claim.direction else ""
            return f"percent {turn}of {noun}" if claim.measure is Measure.SHARE else f"percent {turn}({noun})"
        if claim.unit == TIMES:
            return f"times the {noun}"
        if is_currency(claim.unit):
            return f"{_CURRENCIES.get(claim.unit, claim.unit)} ({noun})"
        if claim.unit == "item" and family_of(claim.item) in _UNCOUNTED:
            return f"{'item' if one else 'items'} of {noun}"
        if claim.unit in ("person", "item", "round") or claim.unit == claim.item.rstrip("s"):
            return noun
        unit = claim.unit.replace("_", " ")
        return f"{unit if one else _plural(unit)} of {noun}"

    def _pace(self, claim: Claim) -> str:
        if claim.per is None:
            return ""
        return " " + _PER.get(claim.per, f"a {claim.per}")

    def measured(self, claim: Claim) -> str:
        """Return the figure and what it measures: "9 million shells as the amount of one period (2024)"."""
        when = f" ({period(claim.time)})" if claim.time else ""
        return f"{self.figure(claim)} as {_MEASURES[claim.measure]}{when}"


def _plural(unit: str) -> str:
    """Return a unit's name in the plural, as most units have it."""
    if unit.endswith("s"):
        return unit
    if unit.endswith(("x", "ch", "sh")):
        return f"{unit}es"
    return f"{unit[:-1]}ies" if unit.endswith("y") and unit[-2:-1] not in "aeiou" else f"{unit}s"


def number(value: float) -> str:
    """Return a number as it is written: thousands with commas, millions and more in words.

    >>> number(11_200), number(4_800_000), number(2.5), number(8e12)
    ('11,200', '4.8 million', '2.5', '8 trillion')
    """
    for scale, word in _SCALES:
        if value >= scale and significant_digits(value) <= 4:
            return f"{value / scale:g} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def _hedged(claim: Claim) -> str:
    low, high = claim.low, claim.high
    match claim.hedge:
        case Hedge.AT_LEAST | Hedge.VAGUE if low is not None:
            return f"at least {number(low)}"
        case Hedge.AT_MOST if high is not None:
            return f"up to {number(high)}"
        case Hedge.ABOUT if low is not None:
            return f"about {number(low)}"
        case _:
            if low is not None and high is not None and low != high:
                return f"{number(low)} to {number(high)}"
            return number(low if low is not None else high or 0)


def _vague_word(claim: Claim) -> str:
    """The word that a vague range stands for; empty where none does."""
    if claim.hedge is not Hedge.VAGUE:
        return ""
    return next((word for word, bounds in VAGUE_RANGES.items() if bounds == (claim.low, claim.high)), "")


def day(when: date | Edtf | None) -> str:
    """Return a date in words; "an unknown date" where there is none.

    >>> day(date(2024, 2, 27)), day(Edtf.parse("2024-06")), day(Edtf.parse("2026"))
    ('27 February 2024', 'June 2024', '2026')
    """
    if when is None:
        return "an unknown date"
    text = when.isoformat() if isinstance(when, date) else when.text.rstrip("~?%")
    year, _, rest = text.partition("-")
    month, _, of_month = rest.partition("-")
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    if not month:
        return year
    name = _MONTHS[int(month) - 1]
    return f"{int(of_month)} {name} {year}" if of_month else f"{name} {year}"


def dated(when: date | Edtf | None) -> str:
    """Return a date with the word that goes before it: "on 27 February 2024", "in June 2024"."""
    text = day(when)
    return f"on {text}" if text.count(" ") == 2 and text[0].isdigit() else f"in {text}"


def period(time: Edtf | None) -> str:
    """Return a time in words: "September 2023 to February 2024", "up to June 2024", "from June 2025 on".

    >>> period(Edtf.parse("../2024-06")), period(Edtf.parse("2025-06/.."))
    ('up to June 2024', 'from June 2025 on')
    """
    if time is None:
        return "no date"
    first, _, last = time.text.partition("/")
    if not last:
        return day(Edtf.parse(first))
    if first in ("", ".."):
        return f"up to {day(Edtf.parse(last))}"
    if last == "..":
        return f"from {day(Edtf.parse(first))} on"
    return f"{day(Edtf.parse(first))} to {day(Edtf.parse(last))}"


def who(head: RecordedClaim) -> str:
    """Return who gave a recorded statement: the origin, with the person who spoke for it; else its publisher."""
    links = [link.name for link in head.voices.chain]
    if not links:
        return head.entry.report.publisher or "an unnamed page"
    persons = [link.name for link in head.voices.chain[:-1] if link.person]
    return f"{persons[-1]} ({links[-1]})" if persons else links[-1]


def named(sources: tuple[Source, ...]) -> str:
    """Return whom the article names: the origin, with the link before it where that is a person; "nobody" without
    one.
    """
    return sources[-1].name if sources else "nobody"


def listed(names: list[str]) -> str:
    """Return names joined by commas and "and".

    >>> listed(["the BBC"]), listed(["the BBC", "MSMT", "NHK"])
    ('the BBC', 'the BBC, MSMT and NHK')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
