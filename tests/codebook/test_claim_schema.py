"""The published JSON Schema: it accepts what the reader accepts on every coded document that may be looked at."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from tests.strategies import claims, dates, read_entries

from tumen.codebook.claim import Claim
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry
from tumen.codebook.schema import claim_schema
from tumen.codebook.wire import CLAIM_FIELDS, claim_fields, claim_line, parse_line
from tumen.errors import InvalidClaim

CORPUS = Path(__file__).parents[2] / "corpus"
VALID = Draft202012Validator(claim_schema())
LINE = {
    "doc": "a",
    "quote": "4,000 containers",
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


@cache
def _parts() -> dict[str, str]:
    with (CORPUS / "split.csv").open(encoding="utf-8") as file:
        return {row["doc"]: row["part"] for row in csv.DictReader(file)}


def coded_lines(folder: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The coded claims of a folder, but for documents that nobody looks at."""
    for path in sorted((CORPUS / folder).glob("*.jsonl")):
        if _parts().get(path.stem, "learn") != "never":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if line.strip():
                    yield f"{path.name}, line {number}", json.loads(line)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(claim_schema())


@pytest.mark.parametrize("folder", ["dev", "train", "own", "verdicts/dev"])
def test_the_schema_and_the_reader_accept_every_coded_claim(folder: str) -> None:
    lines = list(coded_lines(folder))
    assert len(lines) > 100
    for place, line in lines:
        assert parse_line(line).claim, place
        assert not [error.message for error in VALID.iter_errors(line)], place


@pytest.mark.parametrize("folder", ["dev", "train", "own", "verdicts/dev"])
def test_a_coded_claim_is_written_as_it_was_read(folder: str) -> None:
    """Fields that do not apply may stand as null, and defaults may be left out; the values are the same."""
    for place, line in coded_lines(folder):
        written = claim_line(parse_line(line), str(line["doc"]))
        for name, value in line.items():
            if name in CLAIM_FIELDS and value is not None:
                assert written[name] == value, (place, name)


@given(read_entries())
def test_the_schema_accepts_whatever_is_written(entry: Entry) -> None:
    assert not [error.message for error in VALID.iter_errors(claim_line(entry, "draft"))]


@given(claims())
def test_the_schema_knows_every_field(claim: Claim) -> None:
    properties = claim_schema()["properties"]
    assert isinstance(properties, dict)
    assert set(claim_fields(claim)) <= set(CLAIM_FIELDS) <= set(properties)


@given(dates())
def test_the_schema_accepts_every_date_that_the_reader_accepts(found: Edtf) -> None:
    assert VALID.is_valid({**LINE, "time": str(found)})


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "gift"},
        {"actor": "PRK"},
        {"item": "shell"},
        {"item": "other:"},
        {"low": -1},
        {"low": "4,000"},
        {"hedge": "roughly"},
        {"time": "2024-13"},
        {"time": "2024-10-00"},
        {"time": "../.."},
        {"sources": [{"name": "", "kind": "media"}]},
        {"sources": [{"name": "NIS", "kind": "spies"}]},
        {"quote": ""},
        {"in_return": "perhaps"},
    ],
)
def test_schema_and_reader_refuse_the_same(change: dict[str, object]) -> None:
    line = {**LINE, **change}
    assert not VALID.is_valid(line)
    with pytest.raises(InvalidClaim):
        parse_line(line)
