"""What the other rooms may ask of a ledger, whatever keeps it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey, Flow
from tumen.codebook.source import Origins
from tumen.codebook.verdict import Record


class View(Protocol):
    """A ledger as it stood at one time: entries that count, and suggested ones where they were asked for."""

    @property
    def pack(self) -> CasePack:
        """The case pack."""

    def record(self) -> Record:
        """Return what the view holds: number of claims that count, newest date, last event."""

    def entry(self, entry_id: str) -> Entry | None:
        """Return one entry, whatever its status; None where it is not on record."""

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of the view, in order of publication then id."""

    def all_entries(self) -> tuple[Entry, ...]:
        """Return the entries of every status that no newer version superseded, in order of publication then id."""

    def flows(self) -> tuple[Flow, ...]:
        """Return the flows on record, sorted by their written form."""

    def exchanges(self) -> tuple[ExchangeKey, ...]:
        """Return the exchanges on record, sorted."""

    def exchange(self, key: ExchangeKey, *, known_at: date | None = None) -> Exchange:
        """Return the entries of an exchange that had been published by ``known_at`` (None: all)."""

    def origins(self, exchange: Exchange) -> Origins:
        """Return what tracing found over the exchange."""

    def candidates(self, claim: Claim, *, limit: int = 200) -> tuple[Entry, ...]:
        """Return recorded claims that a verdict on ``claim`` must look at.

        Same or swapped sides, any item, outcome, measure, unit, stage, time and origin; the nearest in figure and
        item family first.
        """
