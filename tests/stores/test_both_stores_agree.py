"""Whatever is done to a ledger: memory and SQLite hold the same, answer the same, and the tables can be made anew."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.strategies import document_of, found_in, imported, shells

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry, Status
from tumen.codebook.exchange import Exchange
from tumen.codebook.source import Origins
from tumen.errors import TumenError
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
from tumen.ledger.events import Event
from tumen.ledger.state import State, evolve, replay
from tumen.ledger.view import MemoryView
from tumen.stores.sqlite import SqliteLedger
from tumen.stores.view import SqliteView

PACK: Final = CasePack(id="shells", title="Shells")
START: Final = datetime(2025, 7, 4, tzinfo=UTC)
VERSIONS: Final = (
    ("4,000 containers", "10,000 troops"),
    ("7,000 containers", "10,000 troops"),
    ("10,000 troops", "a treaty", "a treaty"),
)
CLAIMS: Final = (
    shells(4e6),
    shells(4e5),
    shells(4e9, actor="RU", counterpart="KP"),
    shells(4_000, item="containers", unit="container"),
    shells(10_000, item="troops", unit="person", counterpart=None),
    shells(300, kind="loss", item="troops", unit="person", outcome="killed"),
    shells(5, kind="trade", item="coal", unit="tonne"),
    Claim(kind="act", actor="RU", counterpart="KP", item="veto"),  # type: ignore[arg-type]
    shells(9, actor=None, counterpart=None),
)
DAYS: Final = (None, "2023-12-31", "2024-10", "2024", "2024-10-18", "2025-03-01")
ON: Final = st.sampled_from((date(2023, 12, 31), date(2024, 10, 1)))
KNOWN: Final = (None, date(2023, 12, 31), date(2024, 10, 1), date(2026, 1, 1))


def no_origins(*_: object) -> Origins:
    return Origins(origins=(), distinct=())


class TwoLedgers(RuleBasedStateMachine):
    """The same commands to a state in memory and to a file."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.file = SqliteLedger(Path(":memory:"))
        self.events: list[Event] = []

    def teardown(self) -> None:
        assert replay(self.events) == self.state == self.file.state()
        assert list(self.file.events()) == self.events
        assert self.file.verify() == len(self.events)
        before = self.file.tables()
        self.file.rebuild()
        assert self.file.tables() == before
        middle = START + timedelta(minutes=len(self.events) // 2)
        assert self.file.state(middle) == replay(event for event in self.events if event.at <= middle)
        self.file.close()

    def do(self, command: Command, reason: str = "why") -> tuple[Event, ...]:
        at = START + timedelta(minutes=len(self.events))
        try:
            made = decide(self.state, command, by="kim", at=at, reason=reason)
        except TumenError as refusal:
            before = self.file.tables()
            with pytest.raises(type(refusal), match=re.escape(str(refusal))):
                self.file.do(command, by="kim", at=at, reason=reason)
            assert self.file.tables() == before
            return ()
        assert self.file.do(command, by="kim", at=at, reason=reason) == made
        for event in made:
            evolve(self.state, event)
        self.events += made
        return made

    def some(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from([*sorted(self.state.entries), "nobody"]))

    @initialize()
    def opened(self) -> None:
        self.do(Open(pack="shells"))

    @rule(
        versions=st.lists(st.sampled_from(VERSIONS), min_size=1, max_size=3),
        claims=st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=3),
        url=st.sampled_from((None, "https://a.example", "https://a.example", "https://b.example")),
        coder=st.sampled_from(("rules-1", "rules-2")),
    )
    def add_versions_of_a_document(
        self, versions: list[tuple[str, ...]], claims: list[Claim], url: str | None, coder: str
    ) -> None:
        for words in versions:
            document = document_of(" and ".join(words), url=url, key=f"{url}:{words}")
            entries = tuple(
                found_in(document, word, claim, nth=nth, coder=coder)
                for nth, (word, claim) in enumerate(zip(words, claims, strict=False))
            )
            command = AddDocument(name="news", document=document, entries=entries)
            reviewed = {key: entry for key, entry in self.state.entries.items() if entry.status is not Status.SUGGESTED}
            self.do(command)
            assert reviewed.items() <= self.state.entries.items(), "a person's word is never overwritten"
            assert self.do(command) == (), "adding the same document twice changes nothing"

    @rule(number=st.integers(0, 4), claim=st.sampled_from(CLAIMS), published=st.sampled_from(DAYS), again=st.booleans())
    def take_in(self, number: int, claim: Claim, published: str | None, again: bool) -> None:
        entry: Entry = imported(f"con{number}", claim, published=published)
        self.do(Import(entries=(entry,)))
        if again:
            self.do(Import(entries=(entry, imported(f"con{number}x", claim, published=published))))

    @precondition(lambda self: self.state.entries)
    @rule(data=st.data(), status=st.sampled_from((Status.ACCEPTED, Status.REJECTED, Status.SUGGESTED)))
    def review(self, data: st.DataObject, status: Status) -> None:
        self.do(Review(ids=(self.some(data), self.some(data)), status=status))

    @precondition(lambda self: self.state.entries)
    @rule(data=st.data(), claim=st.sampled_from(CLAIMS), reason=st.sampled_from(("why", " ")))
    def edit(self, data: st.DataObject, claim: Claim, reason: str) -> None:
        self.do(Edit(entry_id=self.some(data), claim=claim), reason)

    @precondition(lambda self: self.state.entries)
    @rule(data=st.data(), joined=st.booleans())
    def join(self, data: st.DataObject, joined: bool) -> None:
        self.do(Join(first=self.some(data), second=self.some(data), joined=joined))

    @rule(key=st.sampled_from("cd"), settled=st.booleans(), reason=st.sampled_from(("one", "two")))
    def resolve(self, key: str, settled: bool, reason: str) -> None:
        self.do(Resolve(contradiction=key, resolved=settled), reason)

    @rule(flow=st.sampled_from("ab"), value=st.sampled_from((0.0, 4e6, 5e6)), days=st.tuples(ON, ON))
    def settle_a_value(self, flow: str, value: float, days: tuple[date, date]) -> None:
        self.do(Settle(flow=flow, on=days[0], value=value, published=days[1]))

    @rule(flow=st.sampled_from("ab"), on=ON)
    def withdraw_a_value(self, flow: str, on: date) -> None:
        self.do(Unsettle(flow=flow, on=on))

    @rule(key=st.sampled_from("cd"), version=st.sampled_from(("v1", "v2")))
    def dismiss_and_learn(self, key: str, version: str) -> None:
        self.do(Dismiss(article="draft", claim=key), version)
        self.do(Learn(cut_off=key, version=version, parameters="{}"))

    @invariant()
    def the_same_stands(self) -> None:
        state, file = self.state, self.file
        assert (file.number, file.last_hash, file.pack) == (state.number, state.last_hash, state.pack)
        assert file.dismissals() == state.dismissed
        assert (file.joins(), file.resolved()) == (state.joins, state.resolved)
        assert file.settlements() == state.settlements()
        assert file.documents() == tuple(state.documents.values())
        for key, entry in state.entries.items():
            assert file.entry(key) == entry
        for key, read in state.documents.items():
            assert (file.document(key), file.has_document(key)) == (read, True)
            assert file.superseded_of(key) == state.superseded_of(key)
            assert file.newest_at(read.url or "") == state.newest_at(read.url or "")
            assert file.of_address(read.url or "") == state.of_address(read.url or "")
        for cut_off in "cd":
            assert file.learned_version(cut_off) == state.learned_version(cut_off)

    @invariant()
    def both_views_answer_alike(self) -> None:
        for with_suggested in (False, True):
            standing = [entry for key, entry in self.state.entries.items() if key not in self.state.superseded]
            memory = MemoryView(
                standing, PACK, no_origins, last_event=self.state.last_hash, with_suggested=with_suggested
            )
            file = SqliteView(self.file, PACK, _no_origins_of, with_suggested=with_suggested)
            assert file.record() == memory.record()
            assert file.entries() == memory.entries()
            assert file.all_entries() == memory.all_entries()
            assert (file.flows(), file.exchanges()) == (memory.flows(), memory.exchanges())
            for key in memory.exchanges():
                for known_at in KNOWN:
                    assert file.exchange(key, known_at=known_at) == memory.exchange(key, known_at=known_at)
            for claim in CLAIMS:
                assert file.candidates(claim) == memory.candidates(claim)
            for one in standing:
                assert file.entry(one.id) == memory.entry(one.id)


def _no_origins_of(_: Exchange) -> Origins:
    return no_origins()


TestTwoLedgers = TwoLedgers.TestCase
TestTwoLedgers.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
