"""The tables of a ledger's file: the events, and what they project to."""

from typing import Final

VERSION: Final = 4  # of the tables that are projections; a file with an older one has them made anew

EVENTS: Final = (
    """
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT
""",
    """
CREATE TRIGGER IF NOT EXISTS events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are only added'); END
""",
    """
CREATE TRIGGER IF NOT EXISTS events_are_not_removed BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are only added'); END
""",
)

# standing: 2 counts, 1 counts where suggested claims are asked for, 0 counts nowhere. It leads the indexes, so that a
# thousand suggested claims never stand between a question and the claims that count.
TABLES: Final = {
    "properties": "(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "entries": """(
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0,
    superseded_by TEXT,
    standing INTEGER NOT NULL GENERATED ALWAYS AS (
        CASE WHEN superseded OR status = 'rejected' THEN 0 WHEN status = 'suggested' THEN 1 ELSE 2 END
    ) VIRTUAL,
    published TEXT NOT NULL,
    actor TEXT NOT NULL,
    counterpart TEXT NOT NULL,
    kind_group TEXT NOT NULL,
    family TEXT NOT NULL,
    low_size REAL,
    high_size REAL,
    document TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT""",
    "sides": "(actor TEXT NOT NULL, counterpart TEXT NOT NULL, PRIMARY KEY (actor, counterpart)) STRICT, WITHOUT ROWID",
    "documents": """(
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT,
    body TEXT NOT NULL
) STRICT""",
    "joins": "(first TEXT, second TEXT, joined INTEGER, PRIMARY KEY (first, second)) STRICT",
    "resolved": "(contradiction TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT",
    "settled": """(
    flow TEXT,
    day TEXT,
    value REAL NOT NULL,
    published TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (flow, day)
) STRICT""",
    "dismissed": "(article TEXT, claim TEXT, reason TEXT NOT NULL, PRIMARY KEY (article, claim)) STRICT",
    "learned": "(cut_off TEXT PRIMARY KEY, version TEXT NOT NULL, parameters TEXT NOT NULL) STRICT",
}
INDEXES: Final = (
    "entries (standing, kind_group, actor, counterpart, family, published)",
    "entries (standing, actor, counterpart, family, published, id)",
    "entries (standing, actor, counterpart, low_size, id)",
    "entries (standing, actor, counterpart, high_size, id)",
    "entries (standing, published)",
    "entries (document)",
    "documents (url, number)",
)
