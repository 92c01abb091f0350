"""A ledger in one SQLite file: append-only events, and tables that can be made anew from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from tumen.codebook.entry import Entry
from tumen.codebook.settlement import Settlement
from tumen.errors import BrokenLedger
from tumen.ledger.decide import Command, decide
from tumen.ledger.events import Event, Read, Row, event_of, parse_body, row_of, verify
from tumen.ledger.state import State, replay
from tumen.stores.projection import entry_of_row, project, read_entry
from tumen.stores.schema import EVENTS, INDEXES, TABLES, VERSION

_COLUMNS = "number, at, by, reason, kind, body, previous, hash"


class SqliteLedger:
    """A ledger's file. One writer at a time; an event is acknowledged once it is on disk."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            BrokenLedger: the file is no SQLite file, or cannot be opened.
        """
        self.path = path
        try:
            self.connection = sqlite3.connect(path, isolation_level=None, timeout=30.0)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = FULL")  # a kill or a power cut loses no acknowledged event
            self._bring_up_to_date()
        except sqlite3.DatabaseError as problem:
            raise BrokenLedger(str(path), f"is no ledger ({problem})", "Name the folder of a case") from problem

    def _bring_up_to_date(self) -> None:
        """Make the tables of a new file, and those that are projections anew in a file of an older version."""
        if self._version < VERSION:
            with self._transaction():
                for statement in EVENTS:
                    self.connection.execute(statement)
                self._project_anew()
                self.connection.execute(f"PRAGMA user_version = {VERSION}")
        elif self._version > VERSION:
            raise BrokenLedger(str(self.path), "was written by a newer version of Tumen", "Bring Tumen up to date")

    @property
    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def number(self) -> int:
        """The number of the last event; 0 for none."""
        return int(self.connection.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()[0])

    @property
    def last_hash(self) -> str:
        """The hash of the last event."""
        row = self.connection.execute("SELECT hash FROM events ORDER BY number DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    @property
    def pack(self) -> str:
        """The name of the case's pack."""
        row = self.connection.execute("SELECT value FROM properties WHERE name = 'pack'").fetchone()
        return str(row[0]) if row else ""

    def entry(self, entry_id: str) -> Entry | None:
        """Return an entry, whatever its status."""
        return read_entry(self.connection, entry_id)

    def starting_with(self, prefix: str) -> tuple[Entry, ...]:
        """Return the entries, whatever their status, whose ids start with a prefix."""
        return self._read_in("substr(id, 1, length(?1)) = ?1", prefix)

    def has_document(self, document_id: str) -> bool:
        """Tell whether a document is on record."""
        return self.connection.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone() is not None

    def document(self, document_id: str) -> Read | None:
        """Return a document as it was read; None where it is not on record."""
        row = self.connection.execute("SELECT body FROM documents WHERE id = ?", (document_id,)).fetchone()
        return _read_of(row[0]) if row else None

    def documents(self) -> tuple[Read, ...]:
        """Return the documents on record, in the order in which they were added."""
        rows = self.connection.execute("SELECT body FROM documents ORDER BY number").fetchall()
        return tuple(_read_of(row[0]) for row in rows)

    def newest_at(self, url: str) -> str | None:
        """Return the id of the newest document read from an address."""
        row = self.connection.execute(
            "SELECT id FROM documents WHERE url = ? ORDER BY number DESC LIMIT 1", (url,)
        ).fetchone()
        return str(row[0]) if row else None

    def of_document(self, document_id: str) -> tuple[Entry, ...]:
        """Return the entries read from a document that are not superseded, in order of their ids."""
        return self._read_in("document = ? AND superseded = 0", document_id)

    def superseded_of(self, document_id: str) -> tuple[Entry, ...]:
        """Return the entries read from a document that are superseded, in order of their ids."""
        return self._read_in("document = ? AND superseded = 1", document_id)

    def of_address(self, url: str) -> tuple[Entry, ...]:
        """Return the entries read from any version of what stands at an address that are not superseded."""
        return self._read_in("document IN (SELECT id FROM documents WHERE url = ?) AND superseded = 0", url)

    def _read_in(self, where: str, value: str) -> tuple[Entry, ...]:
        query = f"SELECT status, body FROM entries WHERE {where} ORDER BY id"  # noqa: S608
        return tuple(entry_of_row(*row) for row in self.connection.execute(query, (value,)).fetchall())

    def learned_version(self, cut_off: str) -> str | None:
        """Return the version of what was learned by a cut-off."""
        row = self.connection.execute("SELECT version FROM learned WHERE cut_off = ?", (cut_off,)).fetchone()
        return str(row[0]) if row else None

    def learned(self, cut_off: str) -> str | None:
        """Return the parameters learned by a cut-off, as text; None where nothing was."""
        row = self.connection.execute("SELECT parameters FROM learned WHERE cut_off = ?", (cut_off,)).fetchone()
        return str(row[0]) if row else None

    def dismissals(self) -> dict[tuple[str, str], str]:
        """Return the reasons for which verdicts were set aside, by article and claim."""
        rows = self.connection.execute("SELECT article, claim, reason FROM dismissed").fetchall()
        return {(str(article), str(claim)): str(reason) for article, claim, reason in rows}

    def joins(self) -> dict[tuple[str, str], bool]:
        """Return the pairs of entries that a person joined (True) or parted (False)."""
        rows = self.connection.execute("SELECT first, second, joined FROM joins ORDER BY first, second").fetchall()
        return {(str(first), str(second)): bool(joined) for first, second, joined in rows}

    def resolved(self) -> dict[str, str]:
        """Return the contradictions that a person settled, with the reason."""
        rows = self.connection.execute("SELECT contradiction, reason FROM resolved").fetchall()
        return {str(key): str(reason) for key, reason in rows}

    def settlement(self, flow: str, on: date) -> Settlement | None:
        """Return the value that all sides accept for a flow on a day."""
        return next((found for found in self.settlements() if (found.flow, found.on) == (flow, on)), None)

    def settlements(self) -> tuple[Settlement, ...]:
        """Return the values that all sides accept, by flow and day."""
        rows = self.connection.execute("SELECT flow, day, value, published, by, reason FROM settled").fetchall()
        found = (
            Settlement(
                flow=str(flow),
                on=date.fromisoformat(on),
                value=float(value),
                published=date.fromisoformat(published),
                by=str(by),
                reason=str(reason),
            )
            for flow, on, value, published, by, reason in rows
        )
        return tuple(sorted(found))

    def do(self, command: Command, *, by: str, at: datetime, reason: str = "") -> tuple[Event, ...]:
        """Decide on a command and keep its events, all or none; returns them once they are on disk."""
        with self._transaction():
            events = decide(self, command, by=by, at=at, reason=reason)
            for event in events:
                row = row_of(event)
                values = (row.number, row.at, row.by, row.reason, row.kind, row.body, row.previous, row.hash)
                self.connection.execute(f"INSERT INTO events ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
                project(self.connection, event)
        return events

    def rows(self, recorded_by: datetime | None = None) -> Iterator[Row]:
        """Give the events as kept, in order, up to a time (None: all)."""
        found = self.connection.execute(f"SELECT {_COLUMNS} FROM events ORDER BY number")  # noqa: S608
        for values in found:
            row = Row(**dict(zip(_COLUMNS.split(", "), values, strict=True)))
            if recorded_by is not None and datetime.fromisoformat(row.at) > recorded_by:
                return
            yield row

    def events(self, recorded_by: datetime | None = None) -> Iterator[Event]:
        """Give the events, in order, up to a time (None: all)."""
        return (event_of(row) for row in self.rows(recorded_by))

    def state(self, recorded_by: datetime | None = None) -> State:
        """Return the ledger as its events stood at a time (None: now), made anew from them."""
        return replay(self.events(recorded_by))

    def verify(self) -> int:
        """Return the number of events, all of which follow from one another and give the tables that are there.

        Raises:
            BrokenLedger: a byte of an event or of a table was changed; the message names the place.
        """
        try:
            count = verify(self.rows())
            faults = [str(row[0]) for row in self.connection.execute("PRAGMA integrity_check")]
            before = self.tables()
            with self._transaction(keep=False):
                self._project_anew()
                anew = self.tables()
        except sqlite3.DatabaseError as problem:
            raise BrokenLedger(str(self.path), f"is damaged ({problem})", "Restore it from a copy") from problem
        if faults != ["ok"]:
            raise BrokenLedger(str(self.path), f"is damaged ({faults[0]})", "Restore it from a copy")
        wrong = [name for name in TABLES if before[name] != anew[name]]
        if wrong:
            reason = f"table {', '.join(wrong)} is not what the events give"
            raise BrokenLedger(str(self.path), reason, "`tumen rebuild` makes it anew from the events")
        return count

    def rebuild(self) -> None:
        """Make the tables anew from the events."""
        with self._transaction():
            self._project_anew()

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the content of every table that is a projection, sorted."""
        return {name: sorted(self.connection.execute(f"SELECT * FROM {name}"), key=repr) for name in TABLES}  # noqa: S608

    def _project_anew(self) -> None:
        made = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'events'")
        for name in [str(row[0]) for row in made]:
            self.connection.execute(f'DROP TABLE "{name}"')
        for name, columns in TABLES.items():
            self.connection.execute(f"CREATE TABLE {name} {columns}")
        for number, columns in enumerate(INDEXES, start=1):
            self.connection.execute(f"CREATE INDEX index_{number} ON {columns}")
        for event in self.events():
            project(self.connection, event)

    @contextmanager
    def _transaction(self, *, keep: bool = True) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT" if keep else "ROLLBACK")


def _read_of(body: str) -> Read:
    read = parse_body("Read", body)
    if not isinstance(read, Read):
        raise BrokenLedger("table documents", "holds no document", "Restore the ledger from a copy")
    return read
