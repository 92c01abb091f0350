"""What holds of verdicts on any recorded claim told again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checking.telling import claim, the_parties, the_record, told

from tumen.checking import check
from tumen.checking.trial import is_denial
from tumen.codebook.entry import Entry
from tumen.codebook.quantity import Hedge
from tumen.codebook.verdict import Severity, VerdictKind
from tumen.codebook.wire import claim_fields, parse_line
from tumen.tracing import changed_fields, original_of

RECORDED = [
    entry
    for entry in the_record().entries()
    if original_of(entry, the_record().entry) is entry
    or not changed_fields(entry, original_of(entry, the_record().entry), the_parties())
]
recorded_claims = st.sampled_from(RECORDED)


def _on(entry: Entry) -> str:
    assert entry.report.published is not None
    assert entry.report.published.first is not None
    return entry.report.published.first.isoformat()


@given(recorded_claims)
@settings(max_examples=60, deadline=None)
def test_a_correct_repetition_agrees(entry: Entry) -> None:
    assert told(entry.claim, _on(entry)).kind is VerdictKind.AGREES


@given(recorded_claims, st.sampled_from([0.97, 0.99, 1.01, 1.03]))
@settings(max_examples=60, deadline=None)
def test_rounding_raises_no_fault(entry: Entry, factor: float) -> None:
    if entry.claim.hedge not in (Hedge.EXACT, Hedge.ABOUT) or is_denial(entry.claim):
        return
    assert entry.claim.low is not None
    rounded = replace(entry.claim, low=entry.claim.low * factor, high=entry.claim.low * factor, hedge=Hedge.ABOUT)
    assert told(rounded, _on(entry)).severity is Severity.FINE


@given(recorded_claims, st.dates(date(2022, 1, 1), date(2026, 6, 1)))
@settings(max_examples=60, deadline=None)
def test_nothing_published_after_the_article_decides(entry: Entry, day: date) -> None:
    verdict = told(entry.claim, day.isoformat())
    for shown in verdict.evidence:
        published = shown.entry.report.published
        assert published is not None
        assert published.first is not None
        assert published.first <= day


@given(recorded_claims, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_fields_and_words_for_readers_change_nothing(entry: Entry, chance: object) -> None:
    fields = list({**claim_fields(entry.claim), "published": _on(entry), "quote": "x", "verdict": "differs"}.items())
    chance.shuffle(fields)  # type: ignore[attr-defined]
    again = parse_line(json.loads(json.dumps(dict(fields))))
    again = replace(again, report=replace(again.report, note="all wrong", paraphrase="nothing of the kind"))
    (verdict,) = check([again], the_record(), parties=the_parties())
    plain = told(entry.claim, _on(entry))
    assert (verdict.kind, verdict.because) == (plain.kind, plain.because)


@given(st.sampled_from(["BR", "PE", "FJ"]), st.integers(1, 10**6))
@settings(max_examples=20, deadline=None)
def test_where_nothing_is_comparable_nothing_is_known(state: str, amount: int) -> None:
    assert (
        told(claim("shells", amount, amount, actor=state, counterpart="NZ"), "2025-01-01").kind is VerdictKind.UNKNOWN
    )
