"""The file of a ledger: append-only, verified to the byte, safe against a kill, and asked without a scan."""

from __future__ import annotations

import json
import math
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import document_of, found_in, imported, shells

from tumen.codebook.case_pack import CasePack
from tumen.codebook.document import Capture
from tumen.codebook.entry import Status
from tumen.codebook.exchange import Exchange
from tumen.codebook.source import Origins
from tumen.errors import BrokenLedger, RefusedCommand
from tumen.ledger.decide import AddDocument, Dismiss, Edit, Import, Join, Learn, Open, Resolve, Review, Settle, Unsettle
from tumen.ledger.events import verify
from tumen.stores.captures import keep_capture, load_capture
from tumen.stores.schema import TABLES, VERSION
from tumen.stores.sqlite import SqliteLedger
from tumen.stores.view import SqliteView

NOON = datetime(2025, 7, 4, 12, tzinfo=UTC)
ONE = document_of("Seoul counted 4,000 containers.", url="https://example.org")
TWO = document_of("Seoul counted 7,000 containers.", url="https://example.org")


def filled(path: Path) -> SqliteLedger:
    """A ledger in which something of every kind has happened."""
    ledger = SqliteLedger(path)
    commands = (
        Open(pack="dprk-russia"),
        AddDocument(name="a", document=ONE, entries=(found_in(ONE, "4,000 containers", shells(4_000)),)),
        AddDocument(name="a", document=TWO, entries=(found_in(TWO, "7,000 containers", shells(7_000)),)),
        Import(entries=(imported("con01", shells()), imported("con02", shells(5e6)))),
        Edit(entry_id="con02", claim=shells(6e6)),
        Review(ids=("con01",), status=Status.REJECTED),
        Join(first="con01", second="con02", joined=True),
        Resolve(contradiction="c", resolved=True),
        Settle(flow="KP>RU:shells", on=NOON.date(), value=5e6, published=NOON.date()),
        Settle(flow="KP>RU:oil", on=NOON.date(), value=5e6, published=NOON.date()),
        Unsettle(flow="KP>RU:oil", on=NOON.date()),
        Dismiss(article="draft", claim="c"),
        Learn(cut_off="2024-12-31", version="v1", parameters="{}"),
    )
    for command in commands:
        ledger.do(command, by="kim", at=NOON, reason="why")
    return ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[SqliteLedger]:
    made = filled(path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a filled ledger, all of them in the one file."""
    place = tmp_path_factory.mktemp("whole") / "ledger.sqlite"
    made = filled(place)
    made.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    return place.read_bytes()


class TestAppendOnly:
    @pytest.mark.parametrize("change", ["UPDATE events SET reason = 'better'", "DELETE FROM events WHERE number = 3"])
    def test_an_event_is_neither_changed_nor_removed(self, ledger: SqliteLedger, change: str) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="events are only added"):
            ledger.connection.execute(change)
        assert ledger.verify() == ledger.number

    def test_a_refused_command_leaves_nothing_behind(self, ledger: SqliteLedger) -> None:
        number, tables = ledger.number, ledger.tables()
        with pytest.raises(RefusedCommand):
            ledger.do(Import(entries=(imported("new", shells()), imported("con01", shells(9)))), by="kim", at=NOON)
        assert (ledger.number, ledger.tables()) == (number, tables)

    def test_what_was_done_is_there_when_the_file_is_opened_again(self, ledger: SqliteLedger, path: Path) -> None:
        other = SqliteLedger(path)
        assert (other.number, other.last_hash, other.tables()) == (ledger.number, ledger.last_hash, ledger.tables())
        assert other.verify() == ledger.number
        other.close()

    def test_two_who_write_at_once_both_have_their_word(self, ledger: SqliteLedger, path: Path) -> None:
        other = SqliteLedger(path)
        other.do(Import(entries=(imported("x", shells()),)), by="lee", at=NOON)
        ledger.do(Import(entries=(imported("y", shells()),)), by="kim", at=NOON)
        assert other.entry("y") is not None
        assert ledger.entry("x") is not None
        assert ledger.verify() == other.number
        other.close()


class TestVerify:
    def test_a_whole_ledger_is_whole(self, ledger: SqliteLedger) -> None:
        assert ledger.verify() == ledger.number > len(TABLES)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def test_a_changed_byte_of_any_event_is_found(self, ledger: SqliteLedger, data: st.DataObject) -> None:
        run = ledger.connection.execute
        number = data.draw(st.integers(1, ledger.number))
        column = data.draw(st.sampled_from(("at", "by", "reason", "kind", "body", "previous", "hash")))
        (text,) = run(f"SELECT {column} FROM events WHERE number = ?", (number,)).fetchone()
        place = data.draw(st.integers(0, len(text)))
        changed = text[:place] + data.draw(st.characters(codec="utf-8")) + text[place + 1 :]
        if changed == text:
            return
        run("BEGIN")
        run("DROP TRIGGER events_are_not_changed")
        run(f"UPDATE events SET {column} = ? WHERE number = ?", (changed, number))
        with pytest.raises(BrokenLedger) as found:
            verify(ledger.rows())  # what `SqliteLedger.verify` looks at first
        run("ROLLBACK")
        assert found.value.place in (f"event {number}", f"event {number + 1}")

    def test_a_changed_cell_of_any_table_is_found_and_the_table_named(self, ledger: SqliteLedger) -> None:
        run = ledger.connection.execute
        for table in TABLES:
            columns = [row[1] for row in run(f"PRAGMA table_info({table})")]
            for column in columns:
                ledger.rebuild()
                numbers = ("superseded", "number", "joined", "low_size", "high_size", "value")
                value = "7" if column in numbers else "changed"
                first = f"(SELECT min({columns[0]}) FROM {table})"
                run(f"UPDATE {table} SET {column} = ? WHERE {columns[0]} = {first}", (value,))
                with pytest.raises(BrokenLedger, match=rf"table {table} is not what the events give.*tumen rebuild"):
                    ledger.verify()
        ledger.rebuild()
        assert ledger.verify() == ledger.number

    @pytest.mark.parametrize("table", list(TABLES))
    def test_a_lost_row_is_found_and_made_anew(self, ledger: SqliteLedger, table: str) -> None:
        before = ledger.tables()
        ledger.connection.execute(f"DELETE FROM {table}")
        with pytest.raises(BrokenLedger, match=f"table {table} is not"):
            ledger.verify()
        ledger.rebuild()
        assert ledger.tables() == before

    def test_a_lost_table_is_found_and_made_anew(self, ledger: SqliteLedger) -> None:
        before = ledger.tables()
        ledger.connection.execute("DROP TABLE entries")
        with pytest.raises(BrokenLedger):
            ledger.verify()
        ledger.rebuild()
        assert ledger.tables() == before

    def test_looking_changes_nothing(self, ledger: SqliteLedger) -> None:
        before = list(ledger.rows()), ledger.tables()
        ledger.verify()
        assert (list(ledger.rows()), ledger.tables()) == before

    def test_any_byte_of_the_file_is_found_changed_or_says_nothing(self, whole: bytes, tmp_path: Path) -> None:
        """A byte in the empty part of a page says nothing; any other is found, with an error of ours."""
        sound = tmp_path / "sound.sqlite"
        sound.write_bytes(whole)
        ledger = SqliteLedger(sound)
        rows, tables = list(ledger.rows()), ledger.tables()
        ledger.close()
        found = 0
        for number, offset in enumerate(range(0, len(whole), max(len(whole) // 250, 1))):
            damaged = tmp_path / f"{number}.sqlite"
            damaged.write_bytes(whole[:offset] + bytes([whole[offset] ^ 0x41]) + whole[offset + 1 :])
            try:
                ledger = SqliteLedger(damaged)
                try:
                    ledger.verify()
                    assert (list(ledger.rows()), ledger.tables()) == (rows, tables), offset
                finally:
                    ledger.close()
            except BrokenLedger:
                found += 1
        assert found > 25

    @pytest.mark.parametrize(
        "content", [b"no database at all, but long enough to be looked at" * 30, b"SQLite format 3"]
    )
    def test_a_file_that_is_no_ledger_says_so(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(BrokenLedger, match="is no ledger"):
            SqliteLedger(path)

    def test_a_folder_that_is_not_there_says_so(self, path: Path) -> None:
        with pytest.raises(BrokenLedger, match="is no ledger"):
            SqliteLedger(path / "ledger.sqlite")


class TestVersions:
    def test_the_tables_of_an_older_version_are_made_anew(self, ledger: SqliteLedger, path: Path) -> None:
        before = ledger.tables()
        for statement in ("DROP TABLE entries", "CREATE TABLE figures (size REAL)", "PRAGMA user_version = 1"):
            ledger.connection.execute(statement)
        newer = SqliteLedger(path)
        assert newer.tables() == before
        assert newer.verify() == ledger.number
        newer.close()

    def test_a_newer_version_is_left_alone(self, ledger: SqliteLedger, path: Path) -> None:
        ledger.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        with pytest.raises(BrokenLedger, match="written by a newer version of Tumen"):
            SqliteLedger(path)


class TestThePast:
    def test_the_ledger_as_it_stood_by_a_time(self, path: Path) -> None:
        ledger = SqliteLedger(path)
        for hour, key in enumerate(("a", "b", "c")):
            at = NOON.replace(hour=hour)
            ledger.do(Import(entries=(imported(key, shells()),)), by="kim", at=at)
        assert sorted(ledger.state(NOON.replace(hour=1)).entries) == ["a", "b"]
        assert sorted(ledger.state(NOON.replace(hour=0, minute=59)).entries) == ["a"]
        assert len(list(ledger.rows(NOON))) == 3
        ledger.close()


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tests.strategies import imported, shells
from tumen.ledger.decide import Import
from tumen.stores.sqlite import SqliteLedger

ledger = SqliteLedger(Path(sys.argv[1]))
size = int(sys.argv[2])
for number in range(100_000):
    entries = tuple(imported(f"c{number}-{nth}", shells(1.0 + nth)) for nth in range(size))
    print("begin", flush=True)
    events = ledger.do(Import(entries=entries), by="kim", at=datetime.now(UTC))
    print(events[-1].number, flush=True)
"""


class TestAKill:
    @pytest.mark.parametrize(("size", "lines"), [(1, 2), (1, 7), (3, 20), (400, 1), (400, 3)])
    def test_loses_no_acknowledged_event(self, path: Path, size: int, lines: int) -> None:
        """The writer is killed after so many lines of its, with kill -9: between two commands, or within one."""
        root = Path(__file__).parents[2]
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(size)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
        )
        assert writer.stdout is not None
        acknowledged = 0
        for _ in range(lines):
            line = writer.stdout.readline().strip()
            assert line, "the writer stopped by itself"
            acknowledged = int(line) if line != "begin" else acknowledged
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split()
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL
        acknowledged = max([acknowledged, *(int(word) for word in rest if word.isdigit())])
        ledger = SqliteLedger(path)
        assert ledger.verify() == ledger.number >= acknowledged
        assert ledger.number % size == 0, "a command is kept as a whole or not at all"
        ledger.close()


class TestCandidatesWithoutAScan:
    """What a verdict looks at costs by the question, not by the ledger: counted in steps of SQLite's machine."""

    ROWS = """
        INSERT INTO entries
            (id, status, published, actor, counterpart, kind_group, family, low_size, high_size, document, body)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT printf('x%06d', i), ?, date('2023-01-01', '+' || (i % 700) || ' days'), 'KP', 'RU', 'movement',
            'munition', ln_of(i), ln_of(i), '', ?
        FROM n
    """

    def crowded(self, path: Path, count: int, status: str) -> SqliteView:
        ledger = SqliteLedger(path)
        ledger.do(Import(entries=(imported("con01", shells(5_000.0)),)), by="kim", at=NOON)
        (body,) = ledger.connection.execute("SELECT body FROM entries").fetchone()
        ledger.connection.create_function("ln_of", 1, lambda i: math.log(4_000 + i % 2_000), deterministic=True)
        body = json.dumps({**json.loads(body), "id": "x"})
        ledger.connection.execute("BEGIN")
        ledger.connection.execute(self.ROWS, (count, status, body))
        ledger.connection.execute("COMMIT")
        return SqliteView(ledger, CasePack(id="x", title="X"), _no_origins)

    def steps(self, view: SqliteView) -> int:
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        view._ledger.connection.set_progress_handler(count, 10)
        view.candidates(shells(5_000.0))
        view._ledger.connection.set_progress_handler(None, 0)
        return steps

    def test_a_hundred_thousand_claims_cost_no_more_than_a_thousand(self, tmp_path: Path) -> None:
        small, large = (self.crowded(tmp_path / f"{count}", count, "accepted") for count in (2_000, 100_000))
        assert self.steps(large) < 1.5 * self.steps(small)
        for view in (small, large):
            view._ledger.close()

    def test_a_hundred_thousand_suggested_claims_hide_none_that_counts(self, tmp_path: Path) -> None:
        view = self.crowded(tmp_path / "crowd", 100_000, "suggested")
        assert [entry.id for entry in view.candidates(shells(5_000.0))] == ["con01"]
        assert self.steps(view) < 2_000
        view._ledger.close()

    def test_no_question_of_a_verdict_scans_the_entries(self, tmp_path: Path) -> None:
        view = self.crowded(tmp_path / "plan", 10, "accepted")
        run = view._ledger.connection
        asked: list[str] = []
        run.set_trace_callback(asked.append)
        view.candidates(shells(5_000.0))
        view.exchange(view.exchanges()[0])
        run.set_trace_callback(None)
        plans = {row[3] for query in asked for row in run.execute(f"EXPLAIN QUERY PLAN {query}")}
        assert len(asked) > 20
        assert not [plan for plan in plans if plan.startswith("SCAN entries") and "COVERING INDEX" not in plan]
        view._ledger.close()


class TestCaptures:
    def test_the_same_bytes_are_kept_once_and_never_changed(self, tmp_path: Path) -> None:
        capture = Capture(name="a.html", content=b"<p>4,000 containers</p>")
        kept = keep_capture(tmp_path, capture)
        again = keep_capture(tmp_path, Capture(name="b.html", content=capture.content))
        assert kept == again
        assert kept.read_bytes() == capture.content
        assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [capture.sha256]

    def test_what_is_kept_is_found_by_its_hash(self, tmp_path: Path) -> None:
        capture = Capture(name="a.html", content=b"x")
        keep_capture(tmp_path, capture)
        found = load_capture(tmp_path, capture.sha256, name="a.html")
        assert found is not None
        assert found.content == b"x"
        assert load_capture(tmp_path, "0" * 64, name="a") is None


def _no_origins(_: Exchange) -> Origins:
    return Origins(origins=(), distinct=())
