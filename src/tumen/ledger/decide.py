"""From a command to events: what the ledger's rules allow, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from typing import assert_never

from tumen.codebook.claim import Claim
from tumen.codebook.document import Document
from tumen.codebook.entry import Entry, Status
from tumen.codebook.settlement import Settlement
from tumen.errors import RefusedCommand, UnknownName
from tumen.ledger.events import (
    Accepted,
    Body,
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
    make_event,
)
from tumen.ledger.state import Standing, document_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Start a ledger for a pack."""

    pack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDocument:
    """Keep a document and propose the entries read from it."""

    name: str
    document: Document
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Take in claims coded by hand."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Accept or reject entries."""

    ids: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Correct the claim of an entry."""

    entry_id: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Say that two entries are one claim, or (``joined`` False) that they are not."""

    first: str
    second: str
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """Settle a contradiction, or (``resolved`` False) open it again."""

    contradiction: str
    resolved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """Record what a flow (written form) came to on a day, a value that all sides accept since it was published."""

    flow: str
    on: date
    value: float
    published: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettle:
    """Withdraw the value that was recorded for a flow on a day."""

    flow: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismiss:
    """Set aside the verdict on a claim of an article."""

    article: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learn:
    """Keep a version of learned parameters for a cut-off."""

    cut_off: str
    version: str
    parameters: str


Command = Open | AddDocument | Import | Review | Edit | Join | Resolve | Settle | Unsettle | Dismiss | Learn


def decide(state: Standing, command: Command, *, by: str, at: datetime, reason: str = "") -> tuple[Event, ...]:
    """Return the events that the command makes, in order; none where nothing would change.

    Raises:
        RefusedCommand: the ledger's rules do not allow it (a review without a reason, a time without a zone).
        UnknownName: an entry is not on record.
    """
    if at.tzinfo is None:
        raise RefusedCommand("at", f"{at.isoformat()} has no time zone", "Give it one, such as datetime.now(UTC)")
    events: list[Event] = []
    number, previous = state.number, state.last_hash
    for body in _bodies(state, command, reason):
        number += 1
        event = make_event(number=number, at=at, by=by, reason=reason, body=body, previous=previous)
        events.append(event)
        previous = event.hash
    return tuple(events)


def _bodies(state: Standing, command: Command, reason: str) -> Iterable[Body]:  # noqa: C901  (one case a command)
    match command:
        case Open(pack=pack):
            return () if state.number else (Opened(pack=pack),)
        case AddDocument():
            return _add_document(state, command)
        case Import(entries=entries):
            return _import(state, entries)
        case Review(ids=ids, status=status):
            _want_reason(reason)
            return _review(state, ids, status)
        case Edit(entry_id=key, claim=claim):
            _want_reason(reason)
            changed = (known := _known(state, key)).claim != claim or known.status is not Status.EDITED
            return (Edited(entry_id=key, claim=claim),) if changed else ()
        case Join():
            _want_reason(reason)
            return _join(state, command)
        case Resolve(contradiction=key, resolved=resolved):
            _want_reason(reason)
            return (Resolved(contradiction=key) if resolved else Reopened(contradiction=key),)
        case Settle():
            _want_reason(reason)
            return _settle(state, command)
        case Unsettle(flow=flow, on=on):
            _want_reason(reason)
            return (Unsettled(flow=_settlement(state, flow, on).flow, on=on.isoformat()),)
        case Dismiss(article=article, claim=key):
            _want_reason(reason)
            return (Dismissed(article=article, claim=key),)
        case Learn(cut_off=cut_off, version=version, parameters=parameters):
            return (
                ()
                if state.learned_version(cut_off) == version
                else (Learned(cut_off=cut_off, version=version, parameters=parameters),)
            )
        case _:
            assert_never(command)


def _want_reason(reason: str) -> None:
    if not reason.strip():
        raise RefusedCommand("reason", "is missing", "Say why, with --reason TEXT")


def _known(state: Standing, key: str) -> Entry:
    entry = state.entry(key)
    if entry is None:
        raise UnknownName(key, "no such entry on record", "`tumen claims` lists them with their ids")
    return entry


def _add_document(state: Standing, command: AddDocument) -> list[Body]:
    """The document, what it proposes, and what of its older versions it supersedes; nothing if it is on record."""
    document = command.document
    newest = state.newest_at(document.url) if document.url else None
    others = [
        entry for entry in (state.of_address(document.url) if document.url else ()) if document_of(entry) != document.id
    ]
    kept = {_quote(entry) for entry in others if _reviewed(entry) and _quote(entry) in document.text}
    entries = [entry for entry in command.entries if _quote(entry) not in kept]
    if state.has_document(document.id) and newest in (None, document.id):
        return _propose(state, entries)
    anew = {_quote(entry): entry.id for entry in reversed(entries)}
    return [
        _read(command, newest),
        *_propose(state, entries),
        *_restore(state, command, kept),
        *(
            Superseded(entry_id=entry.id, by_entry=anew.get(_quote(entry)))
            for entry in others
            if _quote(entry) not in kept
        ),
    ]


def _read(command: AddDocument, supersedes: str | None) -> Read:
    document = command.document
    return Read(
        document=document.id,
        name=command.name,
        text=document.text,
        title=document.title,
        url=document.url,
        publisher=document.publisher,
        published=document.published.text if document.published else None,
        language=document.language,
        capture_sha256=document.capture_sha256,
        supersedes=supersedes,
    )


def _restore(state: Standing, command: AddDocument, kept: AbstractSet[str]) -> list[Body]:
    """Of a document that came back: what a person reviewed, and what is read in it now."""
    read_now = {entry.id for entry in command.entries}
    return [
        Restored(entry_id=entry.id)
        for entry in state.superseded_of(command.document.id)
        if (_reviewed(entry) or entry.id in read_now) and _quote(entry) not in kept
    ]


def _quote(entry: Entry) -> str:
    return entry.report.passage.quote if entry.report.passage else entry.id


def _reviewed(entry: Entry) -> bool:
    """A person's word on an entry stands as long as its passage does."""
    return entry.status is not Status.SUGGESTED


def _propose(state: Standing, entries: Sequence[Entry]) -> list[Body]:
    """New entries, and those of a newer extractor for places that no person has reviewed."""
    return [
        Suggested(entry=entry)
        for entry in entries
        if (known := state.entry(entry.id)) is None or (known.status is Status.SUGGESTED and known != entry)
    ]


def _import(state: Standing, entries: Sequence[Entry]) -> list[Body]:
    """Claims that are new; one that is on record with another content is refused, for an id is kept for good."""
    found: list[Body] = []
    for entry in entries:
        known = state.entry(entry.id)
        if known is None:
            found.append(Imported(entry=entry))
        elif not same_content(known, entry):
            raise RefusedCommand(
                entry.id, "is on record with another content", "Give it another id, or use `tumen edit`"
            )
    return found


def same_content(known: Entry, entry: Entry) -> bool:
    """Tell whether an entry is the one on record; a claim that a person edited since is still the same entry."""
    if (known.report, known.coding) != (entry.report, entry.coding):
        return False
    return known.claim == entry.claim or known.status is Status.EDITED


def _review(state: Standing, ids: Sequence[str], status: Status) -> list[Body]:
    found: list[Body] = []
    for key in ids:
        if _known(state, key).status is status:
            continue
        match status:
            case Status.ACCEPTED:
                found.append(Accepted(entry_id=key))
            case Status.REJECTED:
                found.append(Rejected(entry_id=key))
            case _:
                raise RefusedCommand(key, f"cannot be made {status}", "Accept, reject or edit it")
    return found


def _settle(state: Standing, command: Settle) -> tuple[Body, ...]:
    if not 0.0 < command.value < inf:
        raise RefusedCommand("value", f"{command.value:g} is no amount over nothing", "Give what there was")
    if command.published < command.on:
        reason = f"{command.published} is before {command.on}, the day that the value is of"
        raise RefusedCommand("published", reason, "Name the day from which the value was public")
    known = state.settlement(command.flow, command.on)
    if known is not None and (known.value, known.published) == (command.value, command.published):
        return ()
    on, published = command.on.isoformat(), command.published.isoformat()
    return (Settled(flow=command.flow, on=on, value=command.value, published=published),)


def _settlement(state: Standing, flow: str, on: date) -> Settlement:
    found = state.settlement(flow, on)
    if found is None:
        raise UnknownName(flow, f"has no settled value on {on}", "`tumen estimate` of the flow lists them")
    return found


def _join(state: Standing, command: Join) -> tuple[Body, ...]:
    if command.first == command.second:
        raise RefusedCommand(command.first, "cannot be joined with itself", "Name two entries")
    _known(state, command.first), _known(state, command.second)
    if command.joined:
        return (Linked(first=command.first, second=command.second),)
    return (Unlinked(first=command.first, second=command.second),)
