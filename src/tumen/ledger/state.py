"""A ledger as its events make it: entries, documents, joins, settled contradictions and values, dismissals,
learned parameters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, assert_never

from tumen.codebook.entry import Entry, Status
from tumen.codebook.settlement import Settlement
from tumen.ledger.events import (
    FIRST,
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
)


class Standing(Protocol):
    """What a command must know of the ledger as it stands, whatever keeps it."""

    @property
    def number(self) -> int:
        """The number of the last event; 0 for none."""

    @property
    def last_hash(self) -> str:
        """The hash of the last event."""

    def entry(self, entry_id: str) -> Entry | None:
        """Return an entry, whatever its status; None where it is not on record."""

    def has_document(self, document_id: str) -> bool:
        """Tell whether a document is on record."""

    def newest_at(self, url: str) -> str | None:
        """Return the id of the newest document read from an address; None where there is none."""

    def of_address(self, url: str) -> tuple[Entry, ...]:
        """Return the entries read from any version of what stands at an address that are not superseded."""

    def superseded_of(self, document_id: str) -> tuple[Entry, ...]:
        """Return the entries read from a document that are superseded."""

    def settlement(self, flow: str, on: date) -> Settlement | None:
        """Return the value that all sides accept for a flow on a day; None where none was recorded."""

    def learned_version(self, cut_off: str) -> str | None:
        """Return the version of what was learned by a cut-off; None where nothing was."""


@dataclass(slots=True)
class State:
    """What the events so far have made; changed by `evolve` alone."""

    pack: str = ""
    number: int = 0
    last_hash: str = FIRST
    entries: dict[str, Entry] = field(default_factory=dict)
    superseded: dict[str, str | None] = field(default_factory=dict)
    documents: dict[str, Read] = field(default_factory=dict)
    joins: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Pairs of entries that a person joined (True) or parted (False)."""
    resolved: dict[str, str] = field(default_factory=dict)
    settled: dict[tuple[str, date], Settlement] = field(default_factory=dict)
    dismissed: dict[tuple[str, str], str] = field(default_factory=dict)
    learned: dict[str, Learned] = field(default_factory=dict)

    def entry(self, entry_id: str) -> Entry | None:
        """Return an entry, whatever its status."""
        return self.entries.get(entry_id)

    def has_document(self, document_id: str) -> bool:
        """Tell whether a document is on record."""
        return document_id in self.documents

    def settlement(self, flow: str, on: date) -> Settlement | None:
        """Return the value that all sides accept for a flow on a day."""
        return self.settled.get((flow, on))

    def settlements(self) -> tuple[Settlement, ...]:
        """Return the values that all sides accept, by flow and day."""
        return tuple(sorted(self.settled.values()))

    def learned_version(self, cut_off: str) -> str | None:
        """Return the version of what was learned by a cut-off."""
        return self.learned[cut_off].version if cut_off in self.learned else None

    def newest_at(self, url: str) -> str | None:
        """Return the id of the newest document read from an address."""
        return next((key for key, read in reversed(self.documents.items()) if read.url == url), None)

    def of_address(self, url: str) -> tuple[Entry, ...]:
        """Return the entries read from any version of what stands at an address that are not superseded."""
        versions = {key for key, read in self.documents.items() if read.url == url}
        return tuple(entry for entry in self._read_in(versions) if entry.id not in self.superseded)

    def superseded_of(self, document_id: str) -> tuple[Entry, ...]:
        """Return the entries read from a document that are superseded."""
        return tuple(entry for entry in self._read_in({document_id}) if entry.id in self.superseded)

    def _read_in(self, documents: set[str]) -> list[Entry]:
        read = (entry for entry in self.entries.values() if entry.report.passage is not None)
        return sorted((entry for entry in read if document_of(entry) in documents), key=lambda entry: entry.id)


def document_of(entry: Entry) -> str | None:
    """Return the id of the document in which the entry was read; None where it was not read in one."""
    return entry.report.passage.document if entry.report.passage else None


def replay(events: Iterable[Event]) -> State:
    """Return the state that the events make, from nothing."""
    state = State()
    for event in events:
        evolve(state, event)
    return state


def evolve(state: State, event: Event) -> None:  # noqa: C901, PLR0912  (one case a body)
    """Bring the state on by one event. In place, for a copy an event would make a replay quadratic."""
    match event.body:
        case Opened(pack=pack):
            state.pack = pack
        case Read() as read:
            state.documents.pop(read.document, None)  # a document that came back is the newest again
            state.documents[read.document] = read
        case Suggested(entry=entry) | Imported(entry=entry):
            state.entries[entry.id] = entry
        case Accepted(entry_id=key):
            state.entries[key] = state.entries[key].with_status(Status.ACCEPTED)
        case Rejected(entry_id=key):
            state.entries[key] = state.entries[key].with_status(Status.REJECTED)
        case Edited(entry_id=key, claim=claim):
            state.entries[key] = replace(state.entries[key], claim=claim, status=Status.EDITED)
        case Superseded(entry_id=key, by_entry=by_entry):
            state.superseded[key] = by_entry
        case Restored(entry_id=key):
            state.superseded.pop(key, None)
        case Linked(first=first, second=second):
            state.joins[_pair(first, second)] = True
        case Unlinked(first=first, second=second):
            state.joins[_pair(first, second)] = False
        case Resolved(contradiction=key):
            state.resolved[key] = event.reason
        case Reopened(contradiction=key):
            state.resolved.pop(key, None)
        case Settled() as settled:
            made = settlement_of(settled, event)
            state.settled[made.flow, made.on] = made
        case Unsettled(flow=flow, on=on):
            state.settled.pop((flow, date.fromisoformat(on)), None)
        case Dismissed(article=article, claim=key):
            state.dismissed[article, key] = event.reason
        case Learned() as learned:
            state.learned[learned.cut_off] = learned
        case _:
            assert_never(event.body)
    state.number, state.last_hash = event.number, event.hash


def settlement_of(settled: Settled, event: Event) -> Settlement:
    """Return the value as it stands, with who recorded it and why."""
    return Settlement(
        flow=settled.flow,
        on=date.fromisoformat(settled.on),
        value=settled.value,
        published=date.fromisoformat(settled.published),
        by=event.by,
        reason=event.reason,
    )


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first <= second else (second, first)
