"""Both forms of the codebook, JSON Lines and CSV: nothing is lost, whatever the text holds."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import NASTY, chains, claims, published_entries, read_entries

from tumen.codebook.claim import Claim, Kind
from tumen.codebook.document import Passage
from tumen.codebook.entry import Coding, Entry, Report
from tumen.codebook.record import entry_fields, parse_entry
from tumen.codebook.source import Source
from tumen.codebook.table import COLUMNS, dump_table, parse_chain, parse_table, write_chain
from tumen.codebook.wire import claim_fields, dump_lines, parse_claim, parse_line, parse_lines
from tumen.errors import InvalidClaim

LINE: dict[str, object] = {
    "doc": "trains",
    "quote": "4,000 containers",
    "also": ["the boxes"],
    "kind": "transfer",
    "actor": "KP",
    "counterpart": "RU",
    "item": "containers",
    "low": 4000,
    "high": 4000,
    "hedge": "exact",
    "unit": "container",
    "measure": "cumulative",
    "stage": "done",
}
TEXT = "Some 4,000 containers came by rail. Nobody opened the boxes. Again 4,000 containers."


class TestJsonLines:
    @given(claims())
    def test_a_claim_is_found_again_from_its_fields(self, claim: Claim) -> None:
        assert parse_claim(json.loads(json.dumps(claim_fields(claim)))) == claim

    @given(st.lists(read_entries(), max_size=3))
    def test_nothing_of_a_coded_document_is_lost(self, entries: list[Entry]) -> None:
        found, problems = parse_lines(dump_lines(("draft", entry) for entry in entries), name="draft.jsonl")
        assert not problems
        assert [doc for doc, _ in found] == ["draft"] * len(entries)
        for (_, again), entry in zip(found, entries, strict=True):
            assert (again.claim, again.report, again.coding) == (entry.claim, entry.report, entry.coding)

    def test_a_whole_number_is_written_without_a_point(self) -> None:
        claim = parse_claim({**LINE, "low": 4000.0, "high": 4000.0})
        assert json.dumps(claim_fields(claim)["low"]) == "4000"
        assert claim_fields(parse_claim({**LINE, "low": 0.5, "high": 0.5}))["low"] == 0.5

    def test_a_quote_must_stand_in_the_text_to_the_letter(self) -> None:
        entry = parse_line(LINE, text=TEXT)
        assert entry.report.passage == Passage(document="trains", start=5, end=21, quote="4,000 containers")
        assert [passage.start for passage in entry.report.also] == [TEXT.index("the boxes")]
        with pytest.raises(InvalidClaim, match="is not in the text"):
            parse_line({**LINE, "quote": "4000 containers"}, text=TEXT)
        with pytest.raises(InvalidClaim, match="is not in the text"):
            parse_line({**LINE, "also": ["the crates"]}, text=TEXT)

    def test_a_quote_told_twice_is_placed_by_its_offset(self) -> None:
        second = TEXT.rindex("4,000 containers")
        line = {**LINE, "coding": {"start": second, "end": second + 16, "coder": "rules-1", "confidence": 0.5}}
        assert _start(parse_line(line, text=TEXT)) == second

    @pytest.mark.parametrize("start", [-5, 7, 10**9, "5", None, True])
    def test_an_offset_that_is_wrong_gives_way_to_the_quote(self, start: object) -> None:
        assert _start(parse_line({**LINE, "coding": {"start": start}}, text=TEXT)) == 5

    def test_without_a_text_a_claim_is_its_own_document(self) -> None:
        assert _start(parse_line(LINE)) == 0
        assert _start(parse_line({**LINE, "coding": {"start": -3}})) == 0

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"quote": ""}, "quote"),
            ({"quote": 7}, "quote"),
            ({"quote": "\ud83d"}, "quote"),
            ({"doc": 7}, "doc"),
            ({"also": "the boxes"}, "also"),
            ({"also": [7]}, "also"),
            ({"published": "yesterday"}, "published"),
            ({"coding": {"confidence": "high"}}, "confidence"),
            ({"coding": {"confidence": 1.5}}, "confidence"),
            ({"coding": {"fields": {"item": 0.5}}}, "coding"),
            ({"coding": {"fields": {"item": {"inferred": "perhaps"}}}}, "inferred"),
        ],
    )
    def test_a_line_that_cannot_be_used_names_its_field(self, change: dict[str, object], field: str) -> None:
        with pytest.raises(InvalidClaim) as refusal:
            parse_line({**LINE, **change})
        assert refusal.value.place == field

    def test_a_bad_line_is_named_and_the_others_are_read(self) -> None:
        lines = [
            json.dumps(LINE),
            "",
            "{not json",
            "[1, 2]",
            json.dumps({**LINE, "stage": "delivered"}),
            '{"low": ' + "9" * 5000 + "}",
            "[" * 100_000,
            json.dumps({**LINE, "quote": "the boxes", "colour": "red"}),
        ]
        found, problems = parse_lines("\n".join(lines), name="a.jsonl", text=TEXT)
        assert [_quote(entry) for _, entry in found] == ["4,000 containers", "the boxes"]
        assert [problem.place for problem in problems] == [
            "a.jsonl, line 3, object",
            "a.jsonl, line 4, object",
            "a.jsonl, line 5, stage",
            "a.jsonl, line 6, object",
            "a.jsonl, line 7, object",
        ]
        assert "One of possible" in str(problems[2])

    def test_claims_of_one_passage_have_ids_of_their_own_wherever_they_stand_in_the_file(self) -> None:
        first, second = json.dumps(LINE), json.dumps({**LINE, "low": 1, "high": 1})
        other = json.dumps({**LINE, "quote": "the boxes", "also": []})
        whole, _ = parse_lines("\n".join((other, first, second)), name="a", text=TEXT)
        shorter, _ = parse_lines("\n".join((first, second)), name="a", text=TEXT)
        assert len({entry.id for _, entry in whole}) == 3
        assert [entry.id for _, entry in whole[1:]] == [entry.id for _, entry in shorter]

    def test_a_claim_coded_by_hand_carries_no_coding(self) -> None:
        hand_coded = dump_lines([("trains", parse_line(LINE))])
        assert "coding" not in json.loads(hand_coded)
        assert list(json.loads(hand_coded))[:4] == ["doc", "quote", "also", "kind"]

    def test_a_paraphrased_claim_is_written_without_a_quote(self) -> None:
        claim = parse_claim(LINE)
        report = Report(published=None, paraphrase="four thousand boxes")
        entry = Entry(id="con01", claim=claim, report=report, coding=Coding(coder="import"))
        line = json.loads(dump_lines([("d", entry)]))
        assert (line["quote"], line["also"], "coding" in line) == ("", [], False)


class TestCsv:
    @given(st.lists(published_entries(), max_size=3, unique_by=lambda entry: entry.id))
    def test_nothing_of_a_table_is_lost(self, entries: list[Entry]) -> None:
        table = parse_table(dump_table(entries), name="claims.csv")
        assert not table.problems
        assert list(table.entries) == entries

    @given(st.lists(published_entries(), min_size=1, max_size=2))
    def test_no_cell_is_a_formula(self, entries: list[Entry]) -> None:
        for row in csv.reader(io.StringIO(dump_table(entries), newline="")):
            assert all(cell[:1] not in set("=+-@\t\r") for cell in row if cell)

    @given(chains, st.sampled_from("<+"))
    def test_a_chain_is_found_again_with_separators_in_its_names(self, chain: tuple[Source, ...], sign: str) -> None:
        assert parse_chain(write_chain(chain, sign), "sources", sign) == chain

    @pytest.mark.parametrize("text", ["NIS", "NIS (spies)", "(media)", "A (media) <", "A (media) < < B (media)"])
    def test_a_chain_that_cannot_be_read_names_the_kinds(self, text: str) -> None:
        with pytest.raises(InvalidClaim, match="kind one of intelligence, military") as refusal:
            parse_chain(text, "sources")
        assert refusal.value.place == "sources"

    def test_passages_are_kept_with_their_document(self) -> None:
        entry = parse_line(LINE)
        (again,) = parse_table(dump_table([entry]), name="a.csv").entries
        assert again.report.passage == entry.report.passage

    def test_good_rows_go_in_and_bad_rows_come_back_to_mend(self) -> None:
        rows = [
            {"id": "a1", "kind": "transfer", "actor": "KP", "item": "oil", "stage": "done"},
            {"id": "a2", "kind": "transfer", "actor": "KP", "item": "oil", "stage": "delivered"},
            {"id": "a1", "kind": "transfer", "actor": "KP", "item": "gas", "stage": "done"},
            {"id": "a3", "kind": "transfer", "item": "oil", "stage": "done", "published": "last week"},
            {"id": "a4", "kind": "transfer", "item": "oil", "stage": "done", "seen": "perhaps"},
            {"id": "a5", "kind": "transfer", "item": "oil", "stage": "done", "sources": "NIS"},
            {"id": "a6", "kind": "transfer", "item": "oil", "stage": "done"},
        ]
        table = parse_table(_csv(rows), name="claims.csv")
        assert [entry.id for entry in table.entries] == ["a1", "a6"]
        assert [problem.place.removeprefix("claims.csv, ") for problem in table.problems] == [
            "row 3, column stage",
            "row 4, column id",
            "row 5, column published",
            "row 6, column seen",
            "row 7, column sources",
        ]
        bad = list(csv.DictReader(io.StringIO(table.bad_rows)))
        assert [row["id"] for row in bad] == ["a2", "a1", "a3", "a4", "a5"]
        assert bad[0]["stage"] == "delivered"

    def test_a_mended_file_goes_in(self) -> None:
        bad = parse_table(_csv([{"kind": "transfer", "item": "oil", "stage": "delivered"}]), name="a").bad_rows
        assert len(parse_table(bad.replace("delivered", "done"), name="a").entries) == 1

    def test_a_row_with_too_many_cells_is_bad_and_a_blank_one_is_nothing(self) -> None:
        table = parse_table("kind,item,stage\ntransfer,oil,done,more\n\n,,\ntransfer,gas\n", name="a.csv")
        assert [problem.reason for problem in table.problems] == ["4 cells under 3 columns", "None is not allowed"]

    def test_a_cell_far_too_long_is_a_bad_row_and_the_next_is_read(self) -> None:
        table = parse_table("kind,item,stage\ntransfer," + "x" * 200_000 + ",done\ntransfer,oil,done\n", name="a.csv")
        assert [problem.place for problem in table.problems] == ["a.csv, row 2, column -"]
        assert ("is no CSV" in table.problems[0].reason, len(table.entries), table.bad_rows) == (True, 1, "")

    @pytest.mark.parametrize("content", ["", "\n", "id,kind,stage\n", "x" * 200_000])
    def test_a_file_without_the_columns_that_must_be_there_says_so(self, content: str) -> None:
        table = parse_table(content, name="a.csv")
        assert (table.entries, table.bad_rows, len(table.problems)) == ((), "", 1)
        assert "no column item" in table.problems[0].reason

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_line_ends_and_byte_order_marks_of_every_system_are_read(self, end: str, mark: str) -> None:
        table = parse_table(f"{mark}kind, item ,stage{end}transfer,oil,done{end}", name="a.csv")
        assert [entry.claim.item for entry in table.entries] == ["oil"]

    def test_a_row_without_an_id_gets_one_from_its_content(self) -> None:
        first, again = (parse_table("kind,item,stage\ntransfer,oil,done\n", name=name).entries[0].id for name in "ab")
        other = parse_table("kind,item,stage\ntransfer,gas,done\n", name="a").entries[0].id
        assert first == again != other

    def test_imported_claims_count(self) -> None:
        assert all(entry.counts for entry in parse_table("kind,item,stage\ntransfer,oil,done\n", name="a").entries)

    def test_the_columns_are_those_of_the_published_form(self) -> None:
        assert COLUMNS[:6] == ["id", "published", "publisher", "url", "paraphrase", "kind"]


class TestTheLedgersForm:
    @given(published_entries() | read_entries())
    def test_nothing_of_an_entry_is_lost(self, entry: Entry) -> None:
        assert parse_entry(json.loads(json.dumps(entry_fields(entry)))) == entry

    @given(published_entries() | read_entries())
    def test_any_entry_can_be_written_as_utf_8(self, entry: Entry) -> None:
        assert json.dumps(entry_fields(entry), ensure_ascii=False).encode("utf-8")

    def test_a_damaged_form_is_an_error(self) -> None:
        fields = entry_fields(parse_line(LINE))
        with pytest.raises(TypeError, match="claim is no mapping"):
            parse_entry({**fields, "claim": "gone"})


def test_the_nasty_texts_are_told_in_both_forms() -> None:
    """Each nasty text as a place: the plainest look at what the properties try."""
    for nasty in NASTY:
        claim = Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="oil", place=nasty)
        entry = Entry(id=nasty, claim=claim, report=Report(published=None), coding=Coding(coder="import"))
        assert parse_table(dump_table([entry]), name="a").entries[0].claim.place == nasty
        assert json.loads(dump_lines([("d", entry)]))["place"] == nasty


def _start(entry: Entry) -> int:
    assert entry.report.passage is not None
    return entry.report.passage.start


def _quote(entry: Entry) -> str:
    assert entry.report.passage is not None
    return entry.report.passage.quote


def _csv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
