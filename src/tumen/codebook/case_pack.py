"""What a case needs to know: its states, bodies, persons, items, sources, factors, rates and provisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tumen.codebook.provision import Provision
from tumen.codebook.source import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StateNames:
    """How a state is named: ``names`` (and people), ``seats`` that stand for it, ``persons``, ``forces`` and
    ``agencies``, by language.
    """

    code: str
    name: str
    names: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body, outlet or group that appears as a source.

    ``persons`` speak for it; ``draws_on`` are ids of bodies whose figures it takes over; ``group`` is its interest;
    ``relays`` tells that its members pass on what others told them (lawmakers briefed by a service).
    """

    id: str
    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    home: str | None = None
    group: str | None = None
    draws_on: tuple[str, ...] = ()
    publishes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    role: str | None = None
    copies_likely: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemNames:
    """How an item of the list is named in texts: label, plural, default unit, words, and specific systems."""

    item: str
    label: str
    plural: str
    unit: str
    aliases: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A factor between two units; ``derived``: worked out from the figures of ``claims``, so no evidence of its own."""

    from_unit: str
    to_unit: str
    low: float | None
    high: float | None
    author: str
    date: str
    derived: bool
    claims: tuple[str, ...] = ()
    calibre: str | None = None
    worked_out: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePack:
    """A case as published: names, factors and rules, and the claims as CSV rows in text form."""

    id: str
    title: str
    states: tuple[StateNames, ...] = ()
    bodies: tuple[Body, ...] = ()
    items: tuple[ItemNames, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    rates: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    """Units of a currency for one US dollar, by currency and year."""
    provisions: tuple[Provision, ...] = ()
    claims_csv: str = ""
    begins: date | None = None
    frames: str = ""
    """Frames of the case's own, in the extractor's file format; empty: none."""

    def rate(self, currency: str, year: int) -> float | None:
        """Return units of the currency for one US dollar in the year; None where the pack has no rate."""
        return 1.0 if currency == "USD" else self.rates.get(currency, {}).get(year)
