"""The command line as a user meets it: exit statuses, clean output, who acts, what is listed."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from tests.fakes import Terminal
from tumen.cli.door import tumen as door
from tumen.codebook.schema import claim_schema

NEWS = "Seoul counted 4,000 containers in all, the service said on Friday. It told of 5,000 rounds of artillery too.\n"
COMMANDS = door.list_commands(door.make_context("tumen", [], resilient_parsing=True))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def case(tumen: Terminal) -> Path:
    """A case with one document added: two suggested claims."""
    tumen.done("new", "case")
    (tumen.folder / "news.md").write_text(f"---\npublished: 2024-10-18\n---\n{NEWS}")
    tumen.done("add", "news.md", "--case", "case")
    return tumen.folder / "case"


def suggested(tumen: Terminal) -> list[str]:
    return [
        row["id"] for row in rows(tumen.done("claims", "--status", "suggested", "--format", "csv", "--case", "case"))
    ]


class TestHelp:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_each_command_has_a_help_with_an_example(self, tumen: Terminal, command: str) -> None:
        found = door.get_command(click.Context(door), command)
        inner = sorted(found.commands) if isinstance(found, click.Group) else []
        for words in [[command, name] for name in inner] or [[command]]:
            shown = tumen.done(*words, "--help")
            assert re.search(r"\n +Examples?:\n", shown), shown
            assert f"  tumen {' '.join(words)}" in shown

    def test_the_door_lists_every_command(self, tumen: Terminal) -> None:
        shown = tumen.done("--help")
        assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []


class TestExitStatus:
    def test_0_when_all_is_done(self, tumen: Terminal, case: Path) -> None:
        assert tumen("verify", "--case", "case").exit_code == 0

    def test_1_when_some_input_failed_and_the_rest_was_done(self, tumen: Terminal) -> None:
        (tumen.folder / "good.txt").write_text(NEWS)
        (tumen.folder / "empty.txt").write_text("")
        result = tumen("extract", "missing.txt", "empty.txt", "good.txt")
        assert result.exit_code == 1
        assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["good", "good"]
        assert "tumen: missing.txt: No such file" in result.stderr
        assert "tumen: empty.txt: is empty" in result.stderr

    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            (("extract",), "Missing argument"),
            (("extract", "--colour"), "No such option"),
            (("extrakt",), "No such command"),
            (("extract", "good.txt", "--published", "last week"), "is no EDTF date"),
            (("claims", "--known-at", "yesterday"), "is no EDTF date"),
            (("claims", "--recorded-by", "noon"), "is no time"),
            (("claims", "--format", "xml"), "xml"),
            (("claims", "--recorded-by", "2025-07-04"), "the shipped case: has no events"),
            (("add", "good.txt"), "there is none in this folder"),
            (("verify",), "there is none in this folder"),
            (("accept", "x"), "Missing option '--reason'"),
        ],
    )
    def test_2_when_it_is_used_wrongly(self, tumen: Terminal, words: tuple[str, ...], reason: str) -> None:
        (tumen.folder / "good.txt").write_text(NEWS)
        result = tumen(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert reason in result.stderr

    def test_2_when_a_folder_holds_a_case_already(self, tumen: Terminal, case: Path) -> None:
        result = tumen("new", "case")
        assert result.exit_code == 2
        assert "holds a case already" in result.stderr

    @pytest.mark.parametrize(
        ("words", "reason"),
        [
            (("claims", "XX>YY:oil"), "no such flow on record"),
            (("history", "nobody", "--case", "case"), "no such entry on record"),
            (("accept", "nobody", "--reason", "x", "--case", "case"), "no such entry on record"),
            (("edit", "con01", "--set", "low=many", "--reason", "x", "--case", "case"), "'many' is no number"),
            (("edit", "con01", "--set", "colour=red", "--reason", "x", "--case", "case"), "is no field of a claim"),
            (("diff", "nothing.md", "--case", "case"), "no such document on record"),
            (("verify", "--case", "nowhere"), "holds no case"),
        ],
    )
    def test_1_with_one_line_when_it_cannot_be_done(
        self, tumen: Terminal, case: Path, words: tuple[str, ...], reason: str
    ) -> None:
        result = tumen(*words)
        assert result.exit_code == 1
        assert reason in result.stderr
        assert result.stderr.startswith("tumen: ")
        assert "Traceback" not in result.output


class TestExtract:
    def test_prints_json_lines_and_nothing_else(self, tumen: Terminal) -> None:
        (tumen.folder / "news.txt").write_text(NEWS)
        lines = [json.loads(line) for line in tumen.done("extract", "news.txt").splitlines()]
        schema = Draft202012Validator(claim_schema())
        assert [(line["doc"], line["quote"]) for line in lines] == [
            ("news", "4,000 containers"),
            ("news", "5,000 rounds"),
        ]
        assert not [error.message for line in lines for error in schema.iter_errors(line)]

    def test_reads_standard_input(self, tumen: Terminal) -> None:
        (line,) = tumen.done("extract", "-", typed=b"They sent 7 containers, as the service said.").splitlines()
        assert json.loads(line)["doc"] == "stdin"

    def test_prints_one_table_for_all_documents(self, tumen: Terminal) -> None:
        for name in ("a", "b"):
            (tumen.folder / f"{name}.txt").write_text(NEWS)
        (tumen.folder / "c.txt").write_text("Nothing was counted on that day, the ministry said.")
        table = rows(tumen.done("extract", "--format", "csv", "c.txt", "a.txt", "b.txt"))
        assert [row["quote"] for row in table] == ["4,000 containers", "5,000 rounds"] * 2

    def test_a_table_that_was_extracted_can_be_added(self, tumen: Terminal) -> None:
        (tumen.folder / "a.txt").write_text(NEWS)
        (tumen.folder / "a.csv").write_text(tumen.done("extract", "--format", "csv", "a.txt"))
        tumen.done("new", "case")
        assert "2 claims taken in" in tumen.done("add", "a.csv", "--case", "case")


class TestACase:
    def test_what_is_suggested_counts_when_a_person_accepts_it(self, tumen: Terminal, case: Path) -> None:
        first, second = suggested(tumen)
        before = json.loads(tumen.done("claims", "--format", "json", "--case", "case"))
        tumen.done("accept", first[:8], "--reason", "read against the page", "--case", "case")
        tumen.done("reject", second, "--reason", "another war", "--case", "case")
        after = json.loads(tumen.done("claims", "--format", "json", "--case", "case"))
        assert {row["id"] for row in after} - {row["id"] for row in before} == {first}
        rejected = rows(tumen.done("claims", "--status", "rejected", "--format", "csv", "--case", "case"))
        assert [row["id"] for row in rejected] == [second]
        tumen.done("accept", second[:8], "--reason", "the same war after all", "--case", "case")

    def test_an_entry_has_its_history(self, tumen: Terminal, case: Path) -> None:
        first, _ = suggested(tumen)
        tumen.done(
            "edit",
            first,
            "--set",
            "stage=planned",
            "--set",
            "high=5000",
            "--set",
            "hedge=range",
            "--reason",
            "a plan",
            "--case",
            "case",
        )
        tumen.done("accept", first, "--reason", "read again", "--by", "lee", "--case", "case")
        told = rows(tumen.done("history", first, "--format", "csv", "--case", "case"))
        assert [(row["what"], row["by"], row["reason"]) for row in told] == [
            ("Suggested", "kim", ""),
            ("Edited", "kim", "a plan"),
            ("Accepted", "lee", "read again"),
        ]

    def test_adding_a_document_twice_changes_nothing(self, tumen: Terminal, case: Path) -> None:
        assert "on record before, nothing changed" in tumen.done("add", "news.md", "--case", "case")

    def test_a_changed_document_supersedes_and_the_change_is_shown(self, tumen: Terminal, case: Path) -> None:
        (tumen.folder / "news.md").write_text(NEWS.replace("4,000", "6,000"))
        assert "2 of its older version superseded" in tumen.done("add", "news.md", "--case", "case")
        shown = tumen.done("diff", "news.md", "--case", "case")
        assert "-" in shown
        assert "“4,000 containers”: gone" in shown
        assert "“5,000 rounds”: told anew as" in shown

    def test_the_ledger_can_be_asked_as_it_stood(self, tumen: Terminal, case: Path) -> None:
        assert rows(tumen.done("claims", "--recorded-by", "2020-01-01", "--format", "csv", "--case", "case")) == []
        known = rows(tumen.done("claims", "--known-at", "2023-12-31", "--format", "csv", "--case", "case"))
        assert known
        assert all(row["published"] <= "2023-12-31" for row in known)

    def test_good_rows_go_in_and_bad_rows_go_to_a_file_to_mend(self, tumen: Terminal, case: Path) -> None:
        table = tumen.folder / "mine.csv"
        table.write_text("id,kind,item,stage\nm1,transfer,oil,done\nm2,transfer,oil,delivered\ncon01,act,veto,done\n")
        result = tumen("add", "mine.csv", "news.md", "--case", "case")
        assert result.exit_code == 1
        assert "row 3, column stage: 'delivered' is not allowed. One of possible" in result.stderr
        assert "id con01: is on record with another content" in result.stderr
        assert "1 claims taken in, 0 on record before" in result.stdout
        assert "on record before, nothing changed" in result.stdout, "the others in the same call are done"
        mended = (tumen.folder / "mine.bad.csv").read_text().replace("delivered", "done")
        (tumen.folder / "mine.bad.csv").write_text(mended)
        assert "1 claims taken in" in tumen.done("add", "mine.bad.csv", "--case", "case")

    def test_links_and_settlements_are_kept(self, tumen: Terminal, case: Path) -> None:
        for words in (
            ("link", "con01", "con02"),
            ("unlink", "con01", "con02"),
            ("resolve", "c1"),
            ("reopen", "c1"),
            ("settle", "KP>RU:containers/cumulative/container", "25,000", "--on", "2025-07-13"),
            ("unsettle", "KP>RU:containers/cumulative", "--unit", "container"),
            ("dismiss", "draft.md", "c1"),
        ):
            assert "event " in tumen.done(*words, "--reason", "as told by telephone", "--case", "case")
        assert "events, each follows from the one before" in tumen.done("verify", "--case", "case")

    def test_a_changed_byte_is_found_and_the_tables_made_anew(self, tumen: Terminal, case: Path) -> None:
        with sqlite3.connect(case / "ledger.sqlite") as ledger:
            ledger.execute("UPDATE entries SET status = 'rejected' WHERE id = 'con01'")
        ledger.close()
        result = tumen("verify", "--case", "case")
        assert result.exit_code == 1
        assert "table entries is not what the events give" in result.stderr
        tumen.done("rebuild", "--case", "case")
        tumen.done("verify", "--case", "case")

    def test_the_case_in_this_folder_is_used(
        self, tumen: Terminal, case: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(case)
        assert len(rows(tumen.done("claims", "--status", "suggested", "--format", "csv"))) == 2

    def test_flows_and_origins_are_listed(self, tumen: Terminal, case: Path) -> None:
        flows = rows(tumen.done("flows", "KP>RU:containers", "--format", "csv", "--case", "case"))
        assert flows
        assert all(row["flow"].startswith("KP>RU:containers/") for row in flows)
        origins = rows(tumen.done("origins", flows[0]["flow"], "--format", "csv", "--case", "case"))
        assert sum(int(row["distinct_claims"]) for row in origins) > 0


class TestWhoActs:
    def test_the_name_given_then_the_environment_then_the_settings(
        self, tumen: Terminal, case: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = tumen.folder / "settings" / "tumen" / "config.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text('by = "park"\n')
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tumen.folder / "settings"))
        said = ["--reason", "x", "--case", "case"]
        assert "by lee" in tumen.done("reject", "con01", "--by", "lee", *said)
        assert "by kim" in tumen.done("accept", "con01", *said)
        monkeypatch.delenv("TUMEN_BY")
        assert "by park" in tumen.done("reject", "con01", *said)
        settings.write_text("by = ")
        assert tumen("accept", "con01", *said).exit_code == 2


class TestTables:
    def test_no_cell_is_a_formula_and_an_empty_cell_is_empty(self, tumen: Terminal) -> None:
        (tumen.folder / "mine.csv").write_text(
            "id,kind,item,stage,publisher,published,actor,counterpart\n"
            '"=cmd|calc","transfer","oil","done","@SUM(A1)",2024,RU,KP\n'
        )
        tumen.done("new", "case")
        tumen.done("add", "mine.csv", "--case", "case")
        shown = rows(tumen.done("claims", "RU>KP:oil/none", "--format", "csv", "--case", "case"))
        mine = next(row for row in shown if "cmd" in row["id"])
        assert (mine["id"], mine["publisher"], mine["time"]) == ("'=cmd|calc", "'@SUM(A1)", "")

    def test_a_schema_is_printed(self, tumen: Terminal) -> None:
        assert json.loads(tumen.done("schema")) == claim_schema()
