"""A view of the ledger as it stands now, answered by its tables: cost follows the question, not the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey, Flow, KindGroup
from tumen.codebook.source import Origins
from tumen.codebook.verdict import Record
from tumen.ledger.view import DECADES, nearest_first, publication_order, sizes_of, window
from tumen.stores.projection import entry_of_row
from tumen.stores.sqlite import SqliteLedger

_COUNTS, _SUGGESTED = 2, 1  # see `standing` in the schema
_UNKNOWN = "?"
_OF_SIDES = "SELECT id FROM entries WHERE standing = ? AND actor = ? AND counterpart = ?"
_AROUND = tuple(
    f"{_OF_SIDES} AND {column} {sign} ? ORDER BY {column} {order}, id {order} LIMIT ?"
    for column in ("low_size", "high_size")
    for sign, order in ((">=", "ASC"), ("<", "DESC"))
)
_NEWEST = f"{_OF_SIDES} AND family = ? ORDER BY published DESC, id DESC LIMIT ?"


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
        self._standings = (_COUNTS, _SUGGESTED) if with_suggested else (_COUNTS,)
        self._counts = f"standing IN ({', '.join(str(standing) for standing in self._standings)})"
        self._traced: dict[tuple[ExchangeKey, date | None], Origins] = {}

    def _entries(self, where: str, values: tuple[object, ...] = ()) -> list[Entry]:
        query = f"SELECT status, body FROM entries WHERE {self._counts} AND {where}"  # noqa: S608
        return [entry_of_row(*row) for row in self._ledger.connection.execute(query, values)]

    def record(self) -> Record:
        """Return what the view holds."""
        query = f"SELECT count(*), max(published) FROM entries WHERE {self._counts}"  # noqa: S608
        count, newest = self._ledger.connection.execute(query).fetchone()
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

    def all_entries(self) -> tuple[Entry, ...]:
        """Return the entries of every status that no newer version superseded, in order of publication then id."""
        rows = self._rows("SELECT status, body FROM entries WHERE superseded = 0", ())
        return tuple(sorted((entry_of_row(str(row[0]), str(row[1])) for row in rows), key=publication_order))

    def flows(self) -> tuple[Flow, ...]:
        """Return the flows on record, sorted by their written form."""
        return tuple(sorted({Flow.of(entry.claim) for entry in self._entries("1")}, key=str))

    def exchanges(self) -> tuple[ExchangeKey, ...]:
        """Return the exchanges on record, sorted."""
        query = f"SELECT DISTINCT kind_group, actor, counterpart, family FROM entries WHERE {self._counts}"  # noqa: S608
        rows = self._ledger.connection.execute(query)
        keys = (ExchangeKey(group=KindGroup(row[0]), actor=row[1], counterpart=row[2], family=row[3]) for row in rows)
        return tuple(sorted(keys))

    def exchange(self, key: ExchangeKey, *, known_at: date | None = None) -> Exchange:
        """Return the entries of an exchange that had been published by ``known_at``."""
        where = "kind_group = ? AND actor = ? AND counterpart = ? AND family = ? AND published <= ?"
        until = known_at.isoformat() if known_at else "9999-12-31"
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
        pairs = [(str(row[0]), str(row[1])) for row in self._rows("SELECT actor, counterpart FROM sides", ())]
        for actor, counterpart in pairs:
            sides = {actor, counterpart} - {_UNKNOWN}
            if asked and sides and (asked <= sides or sides <= asked):
                for entry in self._near(actor, counterpart, claim, limit):
                    found[entry.id] = entry
        return nearest_first(claim, found.values(), limit)

    def _near(self, actor: str, counterpart: str, claim: Claim, limit: int) -> list[Entry]:
        """Entries of one pair of sides: those around the claim's figures, and the newest of its family."""
        keys: dict[str, None] = {}
        for standing in self._standings:
            for size in sizes_of(claim):
                for shift in DECADES:
                    for query in _AROUND:
                        rows = self._rows(query, (standing, actor, counterpart, size + shift, window(shift, limit)))
                        keys.update((str(row[0]), None) for row in rows)
            rows = self._rows(_NEWEST, (standing, actor, counterpart, claim.family, limit))
            keys.update((str(row[0]), None) for row in rows)
        marks = ", ".join("?" for _ in keys)
        found = self._rows(f"SELECT status, body FROM entries WHERE id IN ({marks})", tuple(keys))  # noqa: S608
        return [entry_of_row(str(row[0]), str(row[1])) for row in found]

    def _rows(self, query: str, values: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
        return self._ledger.connection.execute(query, values)
