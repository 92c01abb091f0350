"""The chain: each event holds the hash of the one before, and a changed byte is found and named."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import NASTY, imported, published_entries, read_entries, shells

from tumen.codebook.entry import Entry
from tumen.errors import BrokenLedger
from tumen.ledger.events import (
    FIRST,
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
    Row,
    Suggested,
    Superseded,
    Unlinked,
    dump_body,
    event_of,
    make_event,
    parse_body,
    row_of,
    verify,
)

NOON = datetime(2025, 7, 4, 12, tzinfo=UTC)
BODIES: tuple[Body, ...] = (
    Opened(pack="dprk-russia"),
    Read(
        document="d1",
        name="news.html",
        text="4,000 containers",
        title=None,
        url="https://example.org",
        publisher="Example",
        published="2024-10",
        language="en",
        capture_sha256="ab",
        supersedes=None,
    ),
    Suggested(entry=imported("a", shells())),
    Imported(entry=imported("b", shells())),
    Accepted(entry_id="a"),
    Edited(entry_id="a", claim=shells(5)),
    Rejected(entry_id="a"),
    Superseded(entry_id="a", by_entry="b"),
    Restored(entry_id="a"),
    Linked(first="a", second="b"),
    Unlinked(first="a", second="b"),
    Resolved(contradiction="c"),
    Reopened(contradiction="c"),
    Dismissed(article="draft", claim="c"),
    Learned(cut_off="2024-12-31", version="v1", parameters="{}"),
)


def chain(bodies: tuple[Body, ...] = BODIES) -> list[Event]:
    events: list[Event] = []
    for number, body in enumerate(bodies, start=1):
        previous = events[-1].hash if events else FIRST
        events.append(make_event(number=number, at=NOON, by="kim", reason="why", body=body, previous=previous))
    return events


ROWS = [row_of(event) for event in chain()]


def test_whole_events_follow_from_one_another() -> None:
    assert verify(ROWS) == len(BODIES)
    assert verify([]) == 0


def test_every_event_is_found_again_from_its_row() -> None:
    assert [event_of(row) for row in ROWS] == chain()
    assert [row.kind for row in ROWS] == [type(body).__name__ for body in BODIES]


@given(published_entries() | read_entries())
def test_any_entry_is_found_again_from_its_event(entry: Entry) -> None:
    assert parse_body("Suggested", dump_body(Suggested(entry=entry))) == Suggested(entry=entry)


@pytest.mark.parametrize("reason", NASTY)
def test_any_reason_is_kept_and_hashed(reason: str) -> None:
    event = make_event(number=1, at=NOON, by=reason, reason=reason, body=BODIES[0], previous=FIRST)
    assert event_of(row_of(event)) == event
    assert verify([row_of(event)]) == 1


@given(st.data())
def test_a_changed_byte_of_any_event_is_found_and_named(data: st.DataObject) -> None:
    rows = list(ROWS)
    at = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from([field.name for field in fields(Row) if field.name != "number"]))
    text = str(getattr(rows[at], name))
    place = data.draw(st.integers(0, len(text)))
    other = data.draw(st.characters(codec="utf-8"))
    changed = text[:place] + other + text[place + 1 :]
    if changed == text:
        return
    rows[at] = Row(**{**asdict(rows[at]), name: changed})
    with pytest.raises(BrokenLedger) as broken:
        verify(rows)
    assert broken.value.place in (f"event {at + 1}", f"event {at + 2}")


@given(st.permutations(range(4)))
def test_events_are_in_their_order(order: list[int]) -> None:
    rows = [ROWS[at] for at in order]
    if order == sorted(order):
        assert verify(rows) == 4
    else:
        with pytest.raises(BrokenLedger):
            verify(rows)


def test_a_lost_event_is_missed_by_its_number() -> None:
    with pytest.raises(BrokenLedger, match=r"event 3: is missing \(the next one is 4\)"):
        verify([*ROWS[:2], *ROWS[3:]])


def test_an_event_slipped_in_does_not_follow() -> None:
    forged = make_event(number=3, at=NOON, by="nobody", reason="", body=BODIES[4], previous="0" * 64)
    with pytest.raises(BrokenLedger, match="event 3: does not follow from the one before"):
        verify([*ROWS[:2], row_of(forged), *ROWS[3:]])


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("Forgotten", "{}", "is not known"),
        ("Opened", "{", "cannot be read"),
        ("Opened", "{}", "cannot be read"),
        ("Opened", '{"pack":"x","more":1}', "cannot be read"),
        ("Suggested", '{"entry":{}}', "cannot be read"),
        ("Edited", '{"entry_id":"a","claim":{}}', "cannot be read"),
        ("Opened", "[]", "cannot be read"),
    ],
)
def test_a_body_that_cannot_be_read_says_so(kind: str, text: str, reason: str) -> None:
    with pytest.raises(BrokenLedger, match=reason):
        parse_body(kind, text)
