"""What the finders mark in a text: figures, times, states, bodies, items.

A span holds for the text that was handed to its finder: ``text[start:end]`` are its words. The finders:

- ``quantities.find_quantities(text) -> tuple[QuantitySpan, ...]``: every figure that may count something, with its
  hedge; years, dates, clock times, ordinals, lengths of time, calibres, type designations and numbers of
  resolutions, articles and pages are left out.
- ``times.find_times(text, published, antecedent=None) -> tuple[TimeSpan, ...]``: every expression of time, worked out
  from the day of publication (None: not known) and, for "later that year", from the time spoken of before.
- ``names.find_names(text, lexicon) -> Names``: states by any of their names, and bodies that may be a source. The
  lexicon is ``names.name_lexicon(pack)``: the extractor's own lists and the names of a case (None: no case).
- ``items.find_items(text, lexicon) -> tuple[ItemSpan, ...]``: nouns and designations that name an item of the codebook,
  and nouns that are only a unit. The lexicon is ``items.item_lexicon(pack)``.

Each finder returns its spans in order of the text, none of them overlapping another one of the same sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tumen.codebook.edtf import Edtf
from tumen.codebook.quantity import Direction, Hedge
from tumen.codebook.source import SourceKind


class FigureForm(StrEnum):
    """How a figure is worded."""

    NUMBER = "number"
    """A bare count; its noun, if any, stands outside the span: "about 12,000"."""
    MONEY = "money"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    """Doubled, tenfold, three times; the unit is ``times``, save for halved (50 percent, down)."""
    FRACTION = "fraction"
    """Half, a third, two in five; told in percent."""
    VAGUE = "vague"
    """Dozens, tens of thousands, several hundred."""
    MEASURE = "measure"
    """A number with its unit of measure, which lies within the span: "60,000 tonnes"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantitySpan:
    """A figure with its hedge: ``text[start:end]`` takes in the hedge words, ``text[figure_start:figure_end]``
    number and unit.

    ``low`` and ``high`` follow the codebook's hedge table. ``unit`` is an ISO 4217 code, ``percent``, ``times``,
    a measure
    (tonne, barrel, kilogram …), or None where the noun that is counted decides. ``direction`` is set where the
    words alone
    tell it (doubled, halved).
    """

    start: int
    end: int
    figure_start: int
    figure_end: int
    low: float | None
    high: float | None
    hedge: Hedge
    form: FigureForm
    words: str
    unit: str | None = None
    direction: Direction | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether it tells a part or a multiple and counts nothing by itself."""
        return self.form in (FigureForm.PERCENT, FigureForm.MULTIPLE, FigureForm.FRACTION)


class TimeForm(StrEnum):
    """How a time is worded."""

    POINT = "point"
    """A day, a month, a year, a season: on 18 October, in 2024, last autumn."""
    PERIOD = "period"
    """Two ends: from March to October, in the first nine months of 2024, over the past month."""
    SINCE = "since"
    """An open end: since August last year."""
    UNTIL = "until"
    """An open start: by mid-June, until 2023, so far, to date."""
    DURATION = "duration"
    """A length that is fixed to no date: for three months."""
    RATE = "rate"
    """A pace: a month, per day, daily; ``per`` holds its unit."""
    NOW = "now"
    """Now, currently, at present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """An expression of time; ``edtf`` is None for a duration, a rate, or where nothing anchors it.

    ``anchored``: worked out from the day of publication or an antecedent, not told in full. ``ahead``: it lies
    after the day of publication by its words (next year, by 2027). ``guessed``: one month or season without its
    year. ``per``: the unit of a rate (hour, day, week, month, year).
    """

    start: int
    end: int
    edtf: Edtf | None
    form: TimeForm
    words: str
    anchored: bool = False
    ahead: bool = False
    guessed: bool = False
    per: str | None = None


class StateForm(StrEnum):
    """By which sort of name a state is named."""

    NAME = "name"
    PEOPLE = "people"
    """Russian, North Koreans: adjective and people."""
    SEAT = "seat"
    """Moscow, the Kremlin: capital, or the seat of its government."""
    PERSON = "person"
    FORCE = "force"
    AGENCY = "agency"
    NICKNAME = "nickname"
    """The hermit kingdom, the North (where the document speaks of that Korea)."""
    PLACE = "place"
    """A region, town or port that lies in the state: Kursk, Rason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSpan:
    """A state named: ``code`` is ISO 3166 alpha-2, EU for the Union. ``name`` is the listed name that was found."""

    start: int
    end: int
    code: str
    form: StateForm
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySpan:
    """A body that may be a source: an agency, a ministry, an outlet, an institute, a person that speaks for one.

    ``name`` is its name as it should stand in an attribution; ``home`` the state it belongs to (None:
    international or not
    known); ``body_id`` the id in the case pack (None: not of the case). ``person``: the span names a person, who
    speaks for it.
    """

    start: int
    end: int
    name: str
    kind: SourceKind
    home: str | None = None
    body_id: str | None = None
    person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What ``find_names`` found: the states named and the bodies named; one stretch may be both ("the Russian
    defence ministry").
    """

    states: tuple[StateSpan, ...]
    bodies: tuple[BodySpan, ...]


class ItemForm(StrEnum):
    """By which sort of word an item is named."""

    NOUN = "noun"
    DESIGNATION = "designation"
    """A type: KN-23, Pantsir-S1, Su-35."""
    UNIT = "unit"
    """A noun that is only a unit and names no item: wagon, truckload; ``item`` is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSpan:
    """A noun that names an item of the codebook. ``unit``: what is counted when a bare number stands before it.

    ``weight`` (0-1): how plainly the word names the item ("shells" 1, "help" low); ``plural``: in which number it
    stands.
    """

    start: int
    end: int
    item: str
    unit: str
    form: ItemForm
    words: str
    weight: float = 1.0
    plural: bool = True
