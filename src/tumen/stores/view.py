"""A view of the ledger as it stands now, answered by its tables: cost follows the question, not the ledger."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey, Flow, KindGroup
from tumen.codebook.source import Origins
from tumen.codebook.verdict import Record
from tumen.ledger.view import publication_order
from tumen.stores.projection import entry_of_row, sizes_of
from tumen.stores.sqlite import SqliteLedger

_DECADES = (0.0, math.log(10.0), -math.log(10.0), math.log(1000.0), -math.log(1000.0))
_UNKNOWN = "?"
_OF_SIDES = "SELECT entry FROM figures WHERE actor = ? AND counterpart = ?"
_LARGER = f"{_OF_SIDES} AND size >= ? ORDER BY size, entry LIMIT ?"
_SMALLER = f"{_OF_SIDES} AND size < ? ORDER BY size DESC, entry LIMIT ?"


class SqliteView:
    """The ledger now. ``with_suggested`` lets suggested entries count as well."""

    def __init__(
        self,
        ledger: SqliteLedger,
        pack: CasePack,
        trace: Callable[[Exchange], Origins],
        *,
        with_suggested: bool = False,
    ) -> None:
        """Hold the ledger and its pack; nothing is read before it is asked for."""
        self.pack = pack
        self._ledger = ledger
        self._trace = trace
        self._statuses = ("accepted", "edited", "suggested") if with_suggested else ("accepted", "edited")
        self._counts = f"superseded = 0 AND status IN ({', '.join('?' for _ in self._statuses)})"
        self._traced: dict[tuple[ExchangeKey, date | None], Origins] = {}
        self._sides: tuple[tuple[str, str], ...] | None = None

    def _entries(self, where: str, values: tuple[object, ...] = (), tail: str = "") -> list[Entry]:
        query = f"SELECT status, body FROM entries WHERE {self._counts} AND {where} {tail}"  # noqa: S608
        return [entry_of_row(*row) for row in self._ledger.connection.execute(query, (*self._statuses, *values))]

    def record(self) -> Record:
        """Return what the view holds."""
        query = f"SELECT count(*), max(published) FROM entries WHERE {self._counts}"  # noqa: S608
        count, newest = self._ledger.connection.execute(query, self._statuses).fetchone()
        newest_entries = self._entries("published = ?", (newest,)) if newest else []
        dates = [entry.report.published for entry in newest_entries if entry.report.published]
        longest = max(dates, key=lambda day: (day.first or date.min, day.text)) if dates else None
        return Record(case=self.pack.id, claims=count, newest=longest, last_event=self._ledger.last_hash)

    def entry(self, entry_id: str) -> Entry | None:
        """Return one entry, whatever its status."""
        return self._ledger.entry(entry_id)

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries that count, in order of publication then id."""
        return tuple(sorted(self._entries("1"), key=publication_order))

    def flows(self) -> tuple[Flow, ...]:
        """Return the flows on record, sorted by their written form."""
        return tuple(sorted({Flow.of(entry.claim) for entry in self._entries("1")}, key=str))

    def exchanges(self) -> tuple[ExchangeKey, ...]:
        """Return the exchanges on record, sorted."""
        query = f"SELECT DISTINCT kind_group, actor, counterpart, family FROM entries WHERE {self._counts}"  # noqa: S608
        rows = self._ledger.connection.execute(query, self._statuses)
        keys = (ExchangeKey(group=KindGroup(row[0]), actor=row[1], counterpart=row[2], family=row[3]) for row in rows)
        return tuple(sorted(keys))

    def exchange(self, key: ExchangeKey, *, known_at: date | None = None) -> Exchange:
        """Return the entries of an exchange that had been published by ``known_at``."""
        where = "kind_group = ? AND actor = ? AND counterpart = ? AND family = ? AND published <= ?"
        until = known_at.isoformat() if known_at else "9999"
        entries = self._entries(where, (str(key.group), key.actor, key.counterpart, key.family, until))
        return Exchange(key=key, entries=tuple(sorted(entries, key=publication_order)), known_at=known_at)

    def origins(self, exchange: Exchange) -> Origins:
        """Return what tracing found over the exchange (kept, for the same exchange is asked for again and again)."""
        asked = (exchange.key, exchange.known_at)
        if asked not in self._traced:
            self._traced[asked] = self._trace(exchange)
        return self._traced[asked]

    def candidates(self, claim: Claim, *, limit: int = 200) -> tuple[Entry, ...]:
        """Return recorded claims that a verdict on ``claim`` must look at, nearest first (see the protocol)."""
        asked = {side for side in (claim.actor, claim.counterpart) if side}
        found: dict[str, Entry] = {}
        for actor, counterpart in self._pairs():
            sides = {actor, counterpart} - {_UNKNOWN}
            if asked and sides and (asked <= sides or sides <= asked):
                for entry in self._near(actor, counterpart, claim, limit):
                    found[entry.id] = entry
        return tuple(sorted(found.values(), key=lambda entry: _distance(claim, entry.claim))[:limit])

    def _pairs(self) -> tuple[tuple[str, str], ...]:
        if self._sides is None:
            rows = self._ledger.connection.execute("SELECT DISTINCT actor, counterpart FROM entries")
            self._sides = tuple((str(actor), str(counterpart)) for actor, counterpart in rows)
        return self._sides

    def _near(self, actor: str, counterpart: str, claim: Claim, limit: int) -> list[Entry]:
        half = max(limit // 8, 4)
        keys: list[str] = []
        for size in sizes_of(claim):
            for shift in _DECADES:
                for query in (_LARGER, _SMALLER):
                    rows = self._ledger.connection.execute(query, (actor, counterpart, size + shift, half))
                    keys += [row[0] for row in rows]
        unique = tuple(dict.fromkeys(keys))
        marks = ", ".join("?" for _ in unique)
        near = self._entries(f"id IN ({marks})", unique) if unique else []
        where = "actor = ? AND counterpart = ? AND family = ?"
        tail = f"ORDER BY published DESC, id LIMIT {int(limit)}"
        return near + self._entries(where, (actor, counterpart, claim.family), tail)


def _distance(claim: Claim, other: Claim) -> tuple[bool, float]:
    """Same family first, then the nearest figure; claims without one to compare come last."""
    gaps = [abs(ours - theirs) for ours in sizes_of(claim) for theirs in sizes_of(other)]
    return (claim.family != other.family, min(gaps, default=math.inf))
