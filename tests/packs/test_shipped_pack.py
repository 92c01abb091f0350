"""The case that comes with the package: it loads without a network, and each of its published claims is accepted."""

from __future__ import annotations

import csv
import io
from importlib import resources

import pytest

from tumen.codebook.case_pack import CasePack
from tumen.codebook.item import is_item
from tumen.codebook.table import dump_table, parse_table
from tumen.errors import InvalidPack
from tumen.packs import SHIPPED, load_pack, pack_names, parse_pack


@pytest.fixture(scope="module")
def pack() -> CasePack:
    return load_pack()


def test_the_shipped_pack_is_named_and_loads(pack: CasePack) -> None:
    assert SHIPPED in pack_names()
    assert (pack.id, bool(pack.title)) == (SHIPPED, True)
    assert min(len(pack.states), len(pack.bodies), len(pack.items), len(pack.provisions)) > 10
    assert pack.begins is not None


def test_an_unknown_pack_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(InvalidPack, match=rf"no such case pack\. There are: .*{SHIPPED}"):
        load_pack("atlantis")


def test_each_row_of_the_published_claims_is_accepted(pack: CasePack) -> None:
    rows = list(csv.DictReader(io.StringIO(pack.claims_csv)))
    table = parse_table(pack.claims_csv, name="claims.csv")
    assert not [str(problem) for problem in table.problems]
    assert [entry.id for entry in table.entries] == [row["id"] for row in rows]


def test_the_published_claims_are_paraphrased_with_date_and_address(pack: CasePack) -> None:
    for entry in parse_table(pack.claims_csv, name="claims.csv").entries:
        assert entry.report.passage is None, entry.id
        assert entry.report.paraphrase, entry.id
        assert entry.report.published, entry.id
        assert (entry.report.url or "").startswith("http") or not entry.report.seen, entry.id


def test_the_published_claims_are_written_as_they_were_read(pack: CasePack) -> None:
    entries = parse_table(pack.claims_csv, name="claims.csv").entries
    assert parse_table(dump_table(entries), name="again.csv").entries == entries


def test_copies_and_conversions_name_claims_that_are_there(pack: CasePack) -> None:
    entries = parse_table(pack.claims_csv, name="claims.csv").entries
    ids = {entry.id for entry in entries}
    for entry in entries:
        named = {entry.report.copied_from, entry.report.converted_from} - {None}
        assert named <= ids - {entry.id}, entry.id
    for conversion in pack.conversions:
        assert set(conversion.claims) <= ids, conversion


def test_ids_and_items_of_the_pack_are_sound(pack: CasePack) -> None:
    for listed in (pack.states, pack.bodies, pack.provisions):
        keys = [getattr(one, "id", None) or getattr(one, "code", None) for one in listed]
        assert len(set(keys)) == len(keys)
    assert all(is_item(item) for provision in pack.provisions for item in provision.items)


def test_a_body_draws_on_bodies_that_are_there(pack: CasePack) -> None:
    known = {body.id for body in pack.bodies}
    assert not {(body.id, other) for body in pack.bodies for other in body.draws_on if other not in known}


def test_a_pack_is_read_from_text_alone(pack: CasePack) -> None:
    folder = resources.files("tumen.packs") / "data" / SHIPPED
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.is_file()}
    assert parse_pack(files) == pack
