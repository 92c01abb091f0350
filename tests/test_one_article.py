"""One short article from bytes to verdict: each of the six calls on its own line, each result asserted."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tumen.checking import check
from tumen.codebook.document import Capture
from tumen.codebook.exchange import Question
from tumen.codebook.flow import ExchangeKey, Flow
from tumen.codebook.table import parse_table
from tumen.codebook.verdict import VerdictKind
from tumen.extracting import extract
from tumen.ledger.decide import Import, decide
from tumen.ledger.state import State, evolve
from tumen.ledger.view import MemoryView
from tumen.packs import load_pack
from tumen.reading import read
from tumen.reconciling import Parameters, reconcile
from tumen.tracing import trace

ARTICLE = b"""---
title: A count of boxes
publisher: The Border Post
published: 2024-09-02
lang: en
---

South Korea's defence intelligence agency said last week that North Korea had shipped more than
13,000 containers to Russia.
"""


def test_one_article_from_bytes_to_verdict() -> None:
    pack = load_pack("dprk-russia")

    document = read(Capture(name="boxes.md", content=ARTICLE))
    assert document.title == "A count of boxes"
    assert str(document.published) == "2024-09-02"

    extraction = extract(document, pack)
    (entry,) = extraction.entries
    claim = entry.claim
    assert (claim.actor, claim.counterpart, claim.item) == ("KP", "RU", "containers")
    assert (claim.low, claim.high) == (13_000, None)
    assert entry.report.passage is not None
    assert document.text[entry.report.passage.start : entry.report.passage.end] == entry.report.passage.quote

    state = State()
    published = parse_table(pack.claims_csv, name="claims.csv").entries
    for event in decide(state, Import(entries=published), by="me", at=datetime(2026, 1, 1, tzinfo=UTC)):
        evolve(state, event)
    view = MemoryView(state.entries.values(), pack, trace, last_event=state.last_hash)
    assert view.record().claims == len(published)

    exchange = view.exchange(ExchangeKey.of(claim), known_at=date(2024, 9, 2))
    origins = trace(exchange.entries, pack)
    repeated = origins.distinct_of("con109")
    assert repeated is not None
    assert "con24" in repeated.entries

    question = Question(
        flow=Flow.of(next(e.claim for e in exchange.entries if e.id == "con24")), as_of=date(2024, 9, 2)
    )
    estimate = reconcile(exchange, question, origins, parameters=Parameters())
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low < 13_000 < estimate.high

    (verdict,) = check(extraction.entries, view, published=date(2024, 9, 2))
    assert verdict.kind is VerdictKind.AGREES
    assert {"con24", "con109"} & {evidence.entry.id for evidence in verdict.evidence}
