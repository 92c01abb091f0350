"""Statements on record as evidence: worded for readers, each with what it does for the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from tumen.checking.phrases import Words, who
from tumen.checking.standing import Finding
from tumen.checking.trial import Pair, is_denial
from tumen.codebook.entry import Entry
from tumen.codebook.verdict import Evidence, EvidenceRole, VerdictKind

_SHOWN = 6
_AGAINST = 3


def show(pairs: Sequence[Pair], role: EvidenceRole, words: Words) -> tuple[Evidence, ...]:
    """Return the statements as evidence in one role."""
    return tuple(_evidence(pair, pair.head.entry, role, words) for pair in pairs)


def _evidence(pair: Pair, entry: Entry, role: EvidenceRole, words: Words) -> Evidence:
    return Evidence(entry=entry, origin=who(pair.head), figure=words.figure(entry.claim), role=role)


def evidence_of(finding: Finding, words: Words) -> tuple[Evidence, ...]:
    """Return what a verdict rests on: what decides first, then what supports it, then what stands against it."""
    first = EvidenceRole.DECIDES
    rest = EvidenceRole.SUPPORTS if finding.kind is VerdictKind.AGREES else EvidenceRole.DECIDES
    shown = [*show(finding.decides[:1], first, words), *show(finding.decides[1:_SHOWN], rest, words)]
    if finding.reading is not None and finding.reading.garble is not None:
        shown.append(_evidence(finding.reading.pair, finding.reading.garble, EvidenceRole.SUPPORTS, words))
    for pair in finding.against[:_AGAINST]:
        role = EvidenceRole.DENIES if is_denial(pair.recorded) else EvidenceRole.CONTRADICTS
        shown.extend(show((pair,), role, words))
    return tuple(shown)
