"""Captures, passages, entries and the packs' rates: small promises of the shared types."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim, Kind
from tumen.codebook.document import Capture, Document, Passage, Problem
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, Report, Status, entry_id
from tumen.codebook.exchange import Question
from tumen.codebook.flow import Flow
from tumen.codebook.source import DistinctClaim, JoinReason, Origin, Origins
from tumen.errors import InvalidClaim, TumenError

OIL = Claim(kind=Kind.TRANSFER, actor="RU", counterpart="KP", item="oil")


def entry(status: Status) -> Entry:
    report = Report(published=Edtf.parse("2024-10"))
    return Entry(id="con01", claim=OIL, report=report, coding=Coding(coder="import"), status=status)


def test_a_passage_is_the_text_to_the_letter() -> None:
    document = Document(id="d", text="Trains crossed twice.", blocks=())
    assert document.passage(0, 6) == Passage(document="d", start=0, end=6, quote="Trains")


@pytest.mark.parametrize(("start", "end", "quote"), [(0, 5, "Trains"), (0, 0, ""), (6, 0, "Trains")])
def test_a_passage_has_the_length_of_its_quote(start: int, end: int, quote: str) -> None:
    with pytest.raises(ValueError, match="does not have the length of its quote"):
        Passage(document="d", start=start, end=end, quote=quote)


def test_a_capture_is_known_by_the_hash_of_its_bytes() -> None:
    assert Capture(name="-", content=b"x").sha256 == hashlib.sha256(b"x").hexdigest()


@pytest.mark.parametrize(("status", "counts"), [("suggested", 0), ("accepted", 1), ("edited", 1), ("rejected", 0)])
def test_what_a_person_let_stand_counts(status: str, counts: int) -> None:
    assert entry(Status.SUGGESTED).with_status(Status(status)).counts is bool(counts)


def test_the_same_place_has_the_same_id_and_another_claim_there_another() -> None:
    assert entry_id("d", 1, 5) == entry_id("d", 1, 5)
    assert len({entry_id("d", 1, 5), entry_id("d", 1, 5, 1), entry_id("d", 1, 6), entry_id("e", 1, 5)}) == 4


def test_origins_are_asked_by_entry() -> None:
    origin = Origin(id="nis", source=None, entries=("a", "b"))
    claim = DistinctClaim(id="a", entries=("a", "b"), origin="nis", reasons={"b": JoinReason.RECORDED_COPY})
    traced = Origins(origins=(origin,), distinct=(claim,))
    assert (traced.origin_of("b"), traced.distinct_of("b")) == (origin, claim)
    assert (traced.origin_of("z"), traced.distinct_of("z")) == (None, None)


def test_a_dollar_is_a_dollar_and_an_unknown_rate_is_none() -> None:
    pack = CasePack(id="p", title="P", rates={"RUB": {2024: 92.4}})
    assert [pack.rate("USD", 1999), pack.rate("RUB", 2024), pack.rate("RUB", 1999), pack.rate("EUR", 2024)] == [
        1.0,
        92.4,
        None,
        None,
    ]


def test_a_question_names_flow_and_dates() -> None:
    question = Question(flow=Flow.of(OIL), as_of=date(2024, 1, 1))
    assert question.known_at is None


def test_an_error_and_a_problem_say_place_reason_and_next_step() -> None:
    error = TumenError("minutes.pdf", "page 3 holds no text", "Run OCR first")
    assert str(error) == "minutes.pdf: page 3 holds no text. Run OCR first"
    assert str(Problem(place="row 3", reason="no number")) == "row 3: no number"
    assert str(InvalidClaim("time", "no date")) == "time: no date"
    assert str(Problem(place="a", reason="b", advice="c")) == "a: b. c"


def test_a_source_is_called_by_its_name() -> None:
    from tumen.codebook.source import Source, SourceKind

    assert str(Source(name="NIS", kind=SourceKind.INTELLIGENCE)) == "NIS"
