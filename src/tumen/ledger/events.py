"""The changes of a ledger: what happened, when, by whom and why, each holding the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.record import entry_fields, parse_entry
from tumen.codebook.wire import claim_fields, parse_claim
from tumen.errors import BrokenLedger, InvalidClaim

FIRST: Final = ""  # what the first event holds as the hash of the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The ledger was made, for a case of this pack."""

    pack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document was added: its text as read, and where its bytes are kept."""

    document: str
    name: str
    text: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    language: str | None
    capture_sha256: str
    supersedes: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A machine proposed an entry; it awaits review."""

    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A claim coded by hand came in; it counts."""

    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A person accepted an entry."""

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A person corrected an entry's claim; it counts as edited."""

    entry_id: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A person rejected an entry."""

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A newer version of its document no longer carries the entry, or carries it anew as ``by_entry``."""

    entry_id: str
    by_entry: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The newest version of its document carries a superseded entry again."""

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A person said that two entries are one claim."""

    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """A person said that two entries are not one claim."""

    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A person settled a contradiction; the event's reason says how."""

    contradiction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A person opened a settled contradiction again."""

    contradiction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A person recorded what a flow came to on a day, a value that all sides accept; the event's reason says why."""

    flow: str
    on: str
    value: float
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A person withdrew the value that was recorded for a flow on a day; the event's reason says why."""

    flow: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissed:
    """A person set aside the verdict on a claim of an article; the event's reason says why."""

    article: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What was learned of origins up to a cut-off, as a version of parameters."""

    cut_off: str
    version: str
    parameters: str


Body = (
    Opened
    | Read
    | Suggested
    | Imported
    | Accepted
    | Edited
    | Rejected
    | Superseded
    | Restored
    | Linked
    | Unlinked
    | Resolved
    | Reopened
    | Settled
    | Unsettled
    | Dismissed
    | Learned
)
_BODIES: Final[Mapping[str, type[Body]]] = {
    body.__name__: body
    for body in (
        Opened,
        Read,
        Suggested,
        Imported,
        Accepted,
        Edited,
        Rejected,
        Superseded,
        Restored,
        Linked,
        Unlinked,
        Resolved,
        Reopened,
        Settled,
        Unsettled,
        Dismissed,
        Learned,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change: number (from 1), time, person, reason, body, the hash of the event before, and its own."""

    number: int
    at: datetime
    by: str
    reason: str
    body: Body
    previous: str
    hash: str

    @property
    def kind(self) -> str:
        """The name of the body."""
        return type(self.body).__name__


def make_event(*, number: int, at: datetime, by: str, reason: str, body: Body, previous: str) -> Event:
    """Return the event with its hash (SHA-256 over its canonical JSON and the hash before)."""
    digest = _digest(number, at.isoformat(), by, reason, type(body).__name__, dump_body(body), previous)
    return Event(number=number, at=at, by=by, reason=reason, body=body, previous=previous, hash=digest)


def dump_body(body: Body) -> str:
    """Return the body as canonical JSON: sorted keys, no spaces."""
    values: dict[str, object] = {}
    for field in fields(body):
        value = getattr(body, field.name)
        if isinstance(value, Entry):
            values[field.name] = entry_fields(value)
        elif isinstance(value, Claim):
            values[field.name] = claim_fields(value)
        else:
            values[field.name] = value
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parse_body(kind: str, text: str) -> Body:
    """Return the body that `dump_body` gave.

    Raises:
        BrokenLedger: the kind is not known, or the text is not such a body.
    """
    made = _BODIES.get(kind)
    if made is None:
        raise BrokenLedger(f"event of kind {kind}", "is not known", "It was written by a newer version of Tumen")
    try:
        values = json.loads(text)
        if "entry" in values:
            values["entry"] = parse_entry(values["entry"])
        if "claim" in values and isinstance(values["claim"], dict):
            values["claim"] = parse_claim(values["claim"])
        return made(**values)
    except (ValueError, TypeError, KeyError, InvalidClaim) as problem:
        raise BrokenLedger(
            f"event of kind {kind}", f"cannot be read ({problem})", "Restore the ledger from a copy"
        ) from problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event as a store keeps it: texts only."""

    number: int
    at: str
    by: str
    reason: str
    kind: str
    body: str
    previous: str
    hash: str


def row_of(event: Event) -> Row:
    """Return the event as a row."""
    return Row(
        number=event.number,
        at=event.at.isoformat(),
        by=event.by,
        reason=event.reason,
        kind=event.kind,
        body=dump_body(event.body),
        previous=event.previous,
        hash=event.hash,
    )


def event_of(row: Row) -> Event:
    """Return the row as an event; the hash is taken over, not checked (see `verify`)."""
    return Event(
        number=row.number,
        at=datetime.fromisoformat(row.at),
        by=row.by,
        reason=row.reason,
        body=parse_body(row.kind, row.body),
        previous=row.previous,
        hash=row.hash,
    )


def verify(rows: Iterable[Row]) -> int:
    """Return how many events follow from one another, each with the hash that its bytes give.

    Raises:
        BrokenLedger: an event was changed, lost, added or put elsewhere; the message names its number.
    """
    previous, count = FIRST, 0
    for expected, row in enumerate(rows, start=1):
        place = f"event {expected}"
        if row.number != expected:
            raise BrokenLedger(place, f"is missing (the next one is {row.number})", "Restore the ledger from a copy")
        if row.previous != previous:
            raise BrokenLedger(place, "does not follow from the one before", "Restore the ledger from a copy")
        digest = _digest(row.number, row.at, row.by, row.reason, row.kind, row.body, row.previous)
        if digest != row.hash:
            raise BrokenLedger(place, "was changed after it was written", "Restore the ledger from a copy")
        previous, count = row.hash, expected
    return count


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
