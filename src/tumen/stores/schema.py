"""The tables of a ledger's file: the events, and what they project to."""

from typing import Final

VERSION: Final = 1

EVENTS: Final = """
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    reason TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
"""

PROJECTIONS: Final = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS entries (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0,
    superseded_by TEXT,
    published TEXT NOT NULL,
    actor TEXT NOT NULL,
    counterpart TEXT NOT NULL,
    kind_group TEXT NOT NULL,
    family TEXT NOT NULL,
    document TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS entries_by_exchange ON entries (kind_group, actor, counterpart, family);
CREATE INDEX IF NOT EXISTS entries_by_sides ON entries (actor, counterpart, family, published);
CREATE INDEX IF NOT EXISTS entries_by_document ON entries (document);
CREATE TABLE IF NOT EXISTS figures (
    actor TEXT NOT NULL,
    counterpart TEXT NOT NULL,
    size REAL NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (actor, counterpart, size, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS figures_by_entry ON figures (entry);
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_url ON documents (url, number);
CREATE TABLE IF NOT EXISTS joins (first TEXT, second TEXT, joined INTEGER, PRIMARY KEY (first, second)) STRICT;
CREATE TABLE IF NOT EXISTS resolved (contradiction TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS dismissed (
    article TEXT, claim TEXT, reason TEXT NOT NULL, PRIMARY KEY (article, claim)
) STRICT;
CREATE TABLE IF NOT EXISTS learned (cut_off TEXT PRIMARY KEY, version TEXT NOT NULL, parameters TEXT NOT NULL) STRICT;
"""

TABLES: Final = ("facts", "entries", "figures", "documents", "joins", "resolved", "dismissed", "learned")
