"""From an event to the rows of the tables that one reads."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from functools import lru_cache
from typing import assert_never

from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry, Status
from tumen.codebook.flow import ExchangeKey
from tumen.codebook.record import entry_fields, parse_entry
from tumen.ledger.events import (
    Accepted,
    Dismissed,
    Edited,
    Event,
    Imported,
    Learned,
    Linked,
    Opened,
    Read,
    Rejected,
    Reopened,
    Resolved,
    Restored,
    Settled,
    Suggested,
    Superseded,
    Unlinked,
    Unsettled,
    dump_body,
)
from tumen.ledger.state import document_of
from tumen.ledger.view import sizes_of


def project(connection: sqlite3.Connection, event: Event) -> None:  # noqa: C901, PLR0912  (one case a body)
    """Bring the tables on by one event."""
    run = connection.execute
    match event.body:
        case Opened(pack=pack):
            run("INSERT OR REPLACE INTO properties VALUES ('pack', ?)", (pack,))
        case Read() as read:
            row = (read.document, event.number, read.name, read.url, dump_body(read))
            run("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", row)
        case Suggested(entry=entry) | Imported(entry=entry):
            _put(connection, entry)
        case Accepted(entry_id=key):
            _set_status(connection, key, Status.ACCEPTED)
        case Rejected(entry_id=key):
            _set_status(connection, key, Status.REJECTED)
        case Edited(entry_id=key, claim=claim):
            _edit(connection, key, claim)
        case Superseded(entry_id=key, by_entry=by_entry):
            run("UPDATE entries SET superseded = 1, superseded_by = ? WHERE id = ?", (by_entry, key))
        case Restored(entry_id=key):
            run("UPDATE entries SET superseded = 0, superseded_by = NULL WHERE id = ?", (key,))
        case Linked(first=first, second=second):
            run("INSERT OR REPLACE INTO joins VALUES (?, ?, 1)", tuple(sorted((first, second))))
        case Unlinked(first=first, second=second):
            run("INSERT OR REPLACE INTO joins VALUES (?, ?, 0)", tuple(sorted((first, second))))
        case Resolved(contradiction=key):
            run("INSERT OR REPLACE INTO resolved VALUES (?, ?)", (key, event.reason))
        case Reopened(contradiction=key):
            run("DELETE FROM resolved WHERE contradiction = ?", (key,))
        case Settled(flow=flow, on=on, value=value, published=published):
            settled = (flow, on, value, published, event.by, event.reason)
            run("INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?, ?, ?)", settled)
        case Unsettled(flow=flow, on=on):
            run("DELETE FROM settled WHERE flow = ? AND day = ?", (flow, on))
        case Dismissed(article=article, claim=key):
            run("INSERT OR REPLACE INTO dismissed VALUES (?, ?, ?)", (article, key, event.reason))
        case Learned(cut_off=cut_off, version=version, parameters=parameters):
            run("INSERT OR REPLACE INTO learned VALUES (?, ?, ?)", (cut_off, version, parameters))
        case _:
            assert_never(event.body)


def read_entry(connection: sqlite3.Connection, key: str) -> Entry | None:
    """Return an entry from its row; None where there is none."""
    row = connection.execute("SELECT status, body FROM entries WHERE id = ?", (key,)).fetchone()
    return entry_of_row(*row) if row else None


@lru_cache(maxsize=4_096)
def entry_of_row(status: str, body: str) -> Entry:
    """Return the entry of a row; the status is a column of its own.

    The rows read last are kept: the claims of one article ask for the same rows again and again.
    """
    return parse_entry({**json.loads(body), "status": status})


def _put(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write the entry's row; whether it is superseded stays as it was."""
    key = ExchangeKey.of(entry.claim)
    published = entry.report.published
    sizes = sizes_of(entry.claim)
    row = {
        "id": entry.id,
        "status": str(entry.status),
        "published": published.first.isoformat() if published and published.first else "",
        "actor": key.actor,
        "counterpart": key.counterpart,
        "kind_group": str(key.group),
        "family": key.family,
        "low_size": min(sizes, default=None),
        "high_size": max(sizes, default=None),
        "document": document_of(entry) or "",
        "body": json.dumps(entry_fields(entry), ensure_ascii=False, separators=(",", ":")),
    }
    columns = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    anew = ", ".join(f"{name} = excluded.{name}" for name in row)
    connection.execute(
        f"INSERT INTO entries ({columns}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {anew}",  # noqa: S608
        row,
    )
    connection.execute("INSERT OR IGNORE INTO sides VALUES (?, ?)", (key.actor, key.counterpart))


def _set_status(connection: sqlite3.Connection, key: str, status: Status) -> None:
    connection.execute("UPDATE entries SET status = ? WHERE id = ?", (str(status), key))


def _edit(connection: sqlite3.Connection, key: str, claim: Claim) -> None:
    entry = read_entry(connection, key)
    if entry is not None:
        _put(connection, replace(entry, claim=claim, status=Status.EDITED))
