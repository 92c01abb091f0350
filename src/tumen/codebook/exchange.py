"""All that is on record of one exchange: its entries, by flow, as known at a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tumen.codebook.entry import Entry
from tumen.codebook.flow import ExchangeKey, Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The entries of one exchange, in order of publication then id. ``known_at`` None: all that is on record."""

    key: ExchangeKey
    entries: tuple[Entry, ...]
    known_at: date | None = None

    def flows(self) -> tuple[Flow, ...]:
        """Return the flows of the exchange, sorted by their written form."""
        return tuple(sorted({Flow.of(entry.claim) for entry in self.entries}, key=str))

    def of_flow(self, flow: Flow) -> tuple[Entry, ...]:
        """Return the entries of one flow."""
        return tuple(entry for entry in self.entries if Flow.of(entry.claim) == flow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How much of a flow, on which date, and by what had been published when (None: everything)."""

    flow: Flow
    as_of: date
    known_at: date | None = None
