"""The rules by which commands become events: what changes, what does not, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import claims, document_of, found_in, imported, shells

from tumen.codebook.claim import Claim
from tumen.codebook.document import Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry, Status
from tumen.errors import RefusedCommand, UnknownName
from tumen.ledger.decide import (
    AddDocument,
    Command,
    Dismiss,
    Edit,
    Import,
    Join,
    Learn,
    Open,
    Resolve,
    Review,
    Settle,
    Unsettle,
    decide,
)
from tumen.ledger.events import Event, Read
from tumen.ledger.state import State, evolve, replay

NOON = datetime(2025, 7, 4, 12, tzinfo=UTC)
FLOW, DAY, LATER = "KP>RU:shells/cumulative/round/done", date(2024, 6, 30), date(2025, 6, 30)
PAGE = "https://example.org/news"


class Ledger:
    """A ledger in memory: what was done, and what stands."""

    def __init__(self) -> None:
        self.state = State()
        self.events: list[Event] = []
        self.do(Open(pack="dprk-russia"))

    def do(self, command: Command, *, reason: str = "read against the page") -> tuple[Event, ...]:
        at = NOON + timedelta(minutes=len(self.events))
        made = decide(self.state, command, by="kim", at=at, reason=reason)
        for event in made:
            evolve(self.state, event)
        self.events += made
        return made

    def add(self, text: str, *entries: Entry, url: str | None = PAGE) -> tuple[str, ...]:
        command = AddDocument(name="news", document=document_of(text, url=url), entries=entries)
        return kinds(self.do(command))

    def standing(self) -> set[str]:
        return set(self.state.entries) - set(self.state.superseded)


def kinds(events: tuple[Event, ...]) -> tuple[str, ...]:
    return tuple(event.kind for event in events)


def quoted(text: str, quote: str, claim: Claim | None = None, **how: int | str) -> Entry:
    return found_in(document_of(text, url=PAGE), quote, claim or shells(), **how)  # type: ignore[arg-type]


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


ONE = "Seoul counted 4,000 containers. Nothing more."
TWO = "Seoul counted 4,000 containers. It now says so again."
THREE = "Seoul counted 7,000 containers."
COUNT = "4,000 containers"


class TestDocuments:
    def test_a_document_is_kept_and_its_claims_await_review(self, ledger: Ledger) -> None:
        entry = quoted(ONE, COUNT)
        assert ledger.add(ONE, entry) == ("Read", "Suggested")
        assert ledger.state.entries[entry.id].status is Status.SUGGESTED
        assert not ledger.state.entries[entry.id].counts

    def test_adding_the_same_document_twice_changes_nothing(self, ledger: Ledger) -> None:
        ledger.add(ONE, quoted(ONE, COUNT))
        assert ledger.add(ONE, quoted(ONE, COUNT)) == ()

    def test_a_changed_document_supersedes_the_claims_of_the_older(self, ledger: Ledger) -> None:
        old, new = quoted(ONE, COUNT), quoted(TWO, COUNT)
        ledger.add(ONE, old)
        assert ledger.add(TWO, new) == ("Read", "Suggested", "Superseded")
        assert ledger.state.superseded == {old.id: new.id}
        read = ledger.events[-3].body
        assert isinstance(read, Read)
        assert read.supersedes == document_of(ONE).id

    def test_a_claim_that_is_gone_is_superseded_by_nothing(self, ledger: Ledger) -> None:
        old = quoted(ONE, COUNT)
        ledger.add(ONE, old)
        ledger.add(THREE, quoted(THREE, "7,000 containers"))
        assert ledger.state.superseded == {old.id: None}

    def test_both_claims_of_one_passage_are_superseded(self, ledger: Ledger) -> None:
        """Killed and wounded are often told in one passage."""
        first, second = quoted(ONE, COUNT), quoted(ONE, COUNT, shells(5.0), nth=1)
        ledger.add(ONE, first, second)
        ledger.add(THREE)
        assert set(ledger.state.superseded) == {first.id, second.id}

    def test_a_document_at_another_address_supersedes_nothing(self, ledger: Ledger) -> None:
        ledger.add(ONE, quoted(ONE, COUNT))
        assert "Superseded" not in ledger.add(TWO, quoted(TWO, COUNT), url="https://example.org/other")
        assert "Superseded" not in ledger.add(THREE, url=None)

    def test_a_document_that_comes_back_stands_again(self, ledger: Ledger) -> None:
        old, new = quoted(ONE, COUNT), quoted(THREE, "7,000 containers")
        ledger.add(ONE, old)
        ledger.add(THREE, new)
        assert ledger.add(ONE, old) == ("Read", "Restored", "Superseded")
        assert ledger.standing() == {old.id}
        assert ledger.add(ONE, old) == ()
        assert ledger.add(THREE, new) == ("Read", "Restored", "Superseded")

    def test_a_newer_extractor_replaces_its_own_word(self, ledger: Ledger) -> None:
        ledger.add(ONE, quoted(ONE, COUNT))
        better = quoted(ONE, COUNT, shells(4_000), coder="rules-2")
        assert ledger.add(ONE, better) == ("Suggested",)
        assert ledger.state.entries[better.id] == better


class TestAPersonsWord:
    @pytest.mark.parametrize("status", [Status.ACCEPTED, Status.REJECTED])
    def test_a_later_extraction_never_overwrites_it(self, ledger: Ledger, status: Status) -> None:
        entry = quoted(ONE, COUNT)
        ledger.add(ONE, entry)
        ledger.do(Review(ids=(entry.id,), status=status))
        assert ledger.add(ONE, quoted(ONE, COUNT, shells(9), coder="rules-2")) == ()
        assert ledger.state.entries[entry.id] == entry.with_status(status)

    def test_it_stands_as_long_as_its_passage_does(self, ledger: Ledger) -> None:
        entry = quoted(ONE, COUNT)
        ledger.add(ONE, entry)
        ledger.do(Review(ids=(entry.id,), status=Status.ACCEPTED))
        assert ledger.add(TWO, quoted(TWO, COUNT)) == ("Read",)
        assert ledger.add(TWO, quoted(TWO, COUNT)) == (), "the same document twice"
        assert ledger.standing() == {entry.id}
        assert ledger.add(THREE) == ("Read", "Superseded"), "two versions later the passage is gone"
        assert not ledger.standing()

    def test_it_comes_back_with_its_document(self, ledger: Ledger) -> None:
        entry = quoted(ONE, COUNT)
        ledger.add(ONE, entry)
        ledger.do(Review(ids=(entry.id,), status=Status.ACCEPTED))
        ledger.add(THREE)
        ledger.add(ONE)
        assert ledger.standing() == {entry.id}
        assert ledger.state.entries[entry.id].counts

    def test_a_claim_is_not_told_twice_when_a_document_comes_back(self, ledger: Ledger) -> None:
        old, new = quoted(ONE, COUNT), quoted(TWO, COUNT)
        ledger.add(ONE, old)
        ledger.add(TWO, new)
        ledger.do(Review(ids=(new.id,), status=Status.ACCEPTED))
        ledger.add(ONE, old)
        assert ledger.standing() == {new.id}


class TestReviews:
    def test_a_review_needs_a_reason(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("a", shells()), imported("b", shells()))))
        needy: list[Command] = [
            Review(ids=("a",), status=Status.REJECTED),
            Edit(entry_id="a", claim=shells(5)),
            Join(first="a", second="b", joined=True),
            Resolve(contradiction="c", resolved=True),
            Settle(flow=FLOW, on=DAY, value=5e6, published=LATER),
            Unsettle(flow=FLOW, on=DAY),
            Dismiss(article="draft", claim="c"),
        ]
        for command in needy:
            with pytest.raises(RefusedCommand, match="reason: is missing"):
                ledger.do(command, reason=" ")

    def test_an_unknown_entry_is_named(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("a", shells()),)))
        unknown: list[Command] = [
            Review(ids=("z",), status=Status.ACCEPTED),
            Edit(entry_id="z", claim=shells()),
            Join(first="a", second="z", joined=True),
            Join(first="z", second="a", joined=False),
        ]
        for command in unknown:
            with pytest.raises(UnknownName, match="z: no such entry on record"):
                ledger.do(command)

    def test_what_stands_so_already_makes_no_event(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("a", shells()),)))
        ledger.do(Edit(entry_id="a", claim=shells(5)))
        assert ledger.do(Edit(entry_id="a", claim=shells(5))) == ()
        ledger.do(Review(ids=("a",), status=Status.ACCEPTED))
        assert ledger.do(Review(ids=("a",), status=Status.ACCEPTED)) == ()
        assert ledger.do(Open(pack="other")) == ()

    def test_nobody_makes_an_entry_suggested_again(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("a", shells()),)))
        with pytest.raises(RefusedCommand, match="Accept, reject or edit it"):
            ledger.do(Review(ids=("a",), status=Status.SUGGESTED))

    def test_an_edit_counts_and_a_rejection_does_not(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("a", shells()),)))
        ledger.do(Edit(entry_id="a", claim=shells(5)))
        edited = ledger.state.entries["a"]
        ledger.do(Review(ids=("a",), status=Status.REJECTED))
        rejected = ledger.state.entries["a"]
        assert (edited.counts, rejected.counts, rejected.claim) == (True, False, shells(5))

    def test_entries_are_joined_in_either_order_and_not_with_themselves(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("a", shells()), imported("b", shells()))))
        ledger.do(Join(first="b", second="a", joined=True))
        assert ledger.state.joins == {("a", "b"): True}
        ledger.do(Join(first="a", second="b", joined=False))
        assert ledger.state.joins == {("a", "b"): False}
        with pytest.raises(RefusedCommand, match="cannot be joined with itself"):
            ledger.do(Join(first="a", second="a", joined=True))

    def test_a_contradiction_is_settled_and_opened_again(self, ledger: Ledger) -> None:
        ledger.do(Resolve(contradiction="c", resolved=True), reason="they count different things")
        assert ledger.state.resolved == {"c": "they count different things"}
        ledger.do(Resolve(contradiction="c", resolved=False))
        assert ledger.state.resolved == {}

    def test_a_value_that_all_sides_accept_is_kept_with_who_said_so_and_why(self, ledger: Ledger) -> None:
        settle = Settle(flow=FLOW, on=DAY, value=5e6, published=LATER)
        assert kinds(ledger.do(settle, reason="both ministries say so")) == ("Settled",)
        (kept,) = ledger.state.settlements()
        assert (kept.value, kept.published, kept.by, kept.reason) == (5e6, LATER, "kim", "both ministries say so")
        assert ledger.do(settle) == (), "it stood so already"

    def test_of_one_day_the_last_value_stands_and_can_be_withdrawn(self, ledger: Ledger) -> None:
        for value in (5e6, 6e6):
            ledger.do(Settle(flow=FLOW, on=DAY, value=value, published=LATER))
        ledger.do(Settle(flow=FLOW, on=LATER, value=7e6, published=LATER))
        assert [one.value for one in ledger.state.settlements()] == [6e6, 7e6]
        ledger.do(Unsettle(flow=FLOW, on=DAY), reason="one side took it back")
        assert [one.on for one in ledger.state.settlements()] == [LATER]
        with pytest.raises(UnknownName, match=f"has no settled value on {DAY}"):
            ledger.do(Unsettle(flow=FLOW, on=DAY))

    @pytest.mark.parametrize("value", [0.0, -1.0, float("inf"), float("nan")])
    def test_a_settled_value_is_an_amount(self, ledger: Ledger, value: float) -> None:
        with pytest.raises(RefusedCommand, match="is no amount over nothing"):
            ledger.do(Settle(flow=FLOW, on=DAY, value=value, published=LATER))

    def test_a_value_is_not_public_before_its_day(self, ledger: Ledger) -> None:
        with pytest.raises(RefusedCommand, match="2024-06-30 is before 2025-06-30"):
            ledger.do(Settle(flow=FLOW, on=LATER, value=5e6, published=DAY))

    def test_a_dismissal_keeps_its_reason(self, ledger: Ledger) -> None:
        ledger.do(Dismiss(article="draft", claim="c"), reason="confirmed by telephone")
        assert ledger.state.dismissed == {("draft", "c"): "confirmed by telephone"}

    def test_what_was_learned_by_a_date_is_kept_once(self, ledger: Ledger) -> None:
        learn = Learn(cut_off="2024-12-31", version="v1", parameters="{}")
        assert len(ledger.do(learn)) == 1
        assert ledger.do(learn) == ()
        assert ledger.state.learned_version("2024-12-31") == "v1"
        assert ledger.state.learned_version("2023-12-31") is None

    def test_a_time_has_a_zone(self, ledger: Ledger) -> None:
        with pytest.raises(RefusedCommand, match="has no time zone"):
            decide(ledger.state, Open(pack="x"), by="kim", at=datetime(2025, 7, 4))  # noqa: DTZ001


class TestImports:
    def test_an_import_counts_at_once_and_once(self, ledger: Ledger) -> None:
        assert kinds(ledger.do(Import(entries=(imported("con01", shells()),)))) == ("Imported",)
        assert ledger.state.entries["con01"].counts
        assert ledger.do(Import(entries=(imported("con01", shells()),))) == ()

    def test_an_id_is_kept_for_good(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("con01", shells()),)))
        for other in (imported("con01", shells(9)), imported("con01", shells(), published="2025")):
            with pytest.raises(RefusedCommand, match="con01: is on record with another content"):
                ledger.do(Import(entries=(other,)))

    def test_an_import_never_overwrites_an_edit(self, ledger: Ledger) -> None:
        ledger.do(Import(entries=(imported("con01", shells()),)))
        ledger.do(Edit(entry_id="con01", claim=shells(5)))
        assert ledger.do(Import(entries=(imported("con01", shells()),))) == ()
        assert ledger.state.entries["con01"].claim == shells(5)


class TestReplay:
    @given(st.lists(claims(), max_size=4), st.data())
    def test_replaying_the_events_gives_what_stands(self, made: list[Claim], data: st.DataObject) -> None:
        ledger = Ledger()
        ledger.do(Import(entries=tuple(imported(f"c{number}", claim) for number, claim in enumerate(made))))
        for number in range(len(made)):
            if data.draw(st.booleans()):
                ledger.do(Review(ids=(f"c{number}",), status=Status.REJECTED))
        assert replay(ledger.events) == ledger.state

    @given(st.lists(claims(), min_size=1, max_size=3))
    def test_a_claim_struck_and_restored_changes_nothing(self, made: list[Claim]) -> None:
        ledger = Ledger()
        ledger.do(Import(entries=tuple(imported(f"c{number}", claim) for number, claim in enumerate(made))))
        before = dict(ledger.state.entries)
        ledger.do(Review(ids=("c0",), status=Status.REJECTED))
        assert ledger.state.entries != before
        ledger.do(Review(ids=("c0",), status=Status.ACCEPTED))
        assert ledger.state.entries == before

    def test_a_document_without_an_address_has_no_versions(self) -> None:
        state = State()
        assert state.newest_at(PAGE) is None
        assert state.of_address(PAGE) == ()

    def test_the_dates_of_a_document_are_kept(self) -> None:
        ledger = Ledger()
        dated = Document(id="d", text=ONE, blocks=(), published=Edtf.parse("2024-10"), url=PAGE)
        ledger.do(AddDocument(name="news", document=dated, entries=()))
        assert ledger.state.documents["d"].published == "2024-10"
