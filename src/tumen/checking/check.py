"""The check of an article: each of its claims beside the record, one verdict each, in the article's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from tumen.checking.because import because
from tumen.checking.candidates import LIMIT, Candidates, Made, find_candidates
from tumen.checking.figures import Likeness, Rates, alike
from tumen.checking.misreading import left_open, read_again, usual_sides
from tumen.checking.notes import notes
from tumen.checking.phrases import Words, listed
from tumen.checking.readings import read
from tumen.checking.severity import DECIDING, PLAIN, weigh
from tumen.checking.showing import evidence_of
from tumen.checking.standing import borne_out_later
from tumen.checking.trial import pair_up
from tumen.checking.verdicts import findings
from tumen.checking.wording import wording
from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Basis
from tumen.codebook.entry import Entry
from tumen.codebook.estimate import Estimate
from tumen.codebook.flow import Flow
from tumen.codebook.verdict import Severity, Verdict, VerdictKind
from tumen.codebook.view import View
from tumen.tracing import Parties

_FLOW: Final = ("kind", "actor", "counterpart", "item", "unit")


def check(
    entries: Sequence[Entry],
    view: View,
    *,
    published: date | None = None,
    known_at: date | None = None,
    estimates: Mapping[Flow, Estimate] | None = None,
    parties: Parties | None = None,
) -> tuple[Verdict, ...]:
    """Return a verdict for each claim of an article, in the article's order.

    The article is held against what had been said by ``known_at``, by default its own date: ``published``, or else
    that of each entry's report; without any date, against everything. The entries need not be on record, and count
    for nothing if they are. ``estimates`` are those of the flows that the article speaks of, as known then;
    ``parties`` may be passed to read the pack once.
    """
    parties = parties or Parties.of(view.pack)
    verdicts = []
    made: Made = {}
    sides = usual_sides(view) if any(entry.coding.fields for entry in entries) else None
    for entry in entries:
        on = published or _published(entry) or known_at
        by = known_at or on

        def heads(asked: Entry, by: date | None = by) -> Candidates:
            return find_candidates(asked, view, parties, known_at=by, limit=LIMIT, made=made)

        estimate = (estimates or {}).get(Flow.of(entry.claim))
        verdict = compare(entry, heads(entry), estimate, pack=view.pack, on=on, parties=parties)
        again = left_open(entry, verdict)
        if again is not None:
            other = compare(again[0], heads(again[0]), None, pack=view.pack, on=on, parties=parties)
            if not _is_bare(other) and other.kind is not verdict.kind:
                verdict = _as_a_look(entry, other, again[1])
        again = read_again(entry, heads, parties, rates=view.pack.rates, sides=sides) if _is_bare(verdict) else None
        if again is not None:
            other = compare(again[0], heads(again[0]), None, pack=view.pack, on=on, parties=parties)
            verdict = _as_a_look(entry, other, again[1])
        verdicts.append(_unless_told_elsewhere(verdict, entries, view.pack.rates))
    return tuple(verdicts)


def _unless_told_elsewhere(verdict: Verdict, entries: Sequence[Entry], rates: Rates) -> Verdict:
    """Return a conversion told as a count as worth a look, where another claim of the article tells it as one."""
    if verdict.kind is not VerdictKind.CONVERTED_AS_COUNTED or verdict.severity is not Severity.FAULT:
        return verdict
    told = verdict.entry.claim
    for other in (entry.claim for entry in entries if entry.claim.basis is not Basis.REPORTED):
        alike_in = all(getattr(told, name) == getattr(other, name) for name in _FLOW)
        if alike_in and alike(told, other, rates) in (Likeness.SAME, Likeness.END, Likeness.VAGUER):
            because = f"{verdict.because.rstrip('.')}, as the article tells elsewhere."
            return replace(verdict, severity=Severity.LOOK, because=because)
    return verdict


def _is_bare(verdict: Verdict) -> bool:
    return verdict.kind in (VerdictKind.UNKNOWN, VerdictKind.NOT_CHECKABLE)


def _as_a_look(entry: Entry, verdict: Verdict, changed: tuple[str, ...]) -> Verdict:
    """Return the verdict on a claim read again: worth a look, for what was changed may have been right."""
    doubt = listed([PLAIN.get(name, name) for name in changed])
    said = verdict.because.partition("; please")[0].rstrip(".")
    because = f"{said}; please read the passage, for its {doubt} may be misread."
    return replace(
        verdict, entry=entry, severity=Severity.LOOK, because=because, confidence=round(verdict.confidence / 2, 3)
    )


def compare(
    entry: Entry,
    candidates: Candidates,
    estimate: Estimate | None = None,
    *,
    pack: CasePack,
    on: date | None = None,
    parties: Parties | None = None,
) -> Verdict:
    """Return the verdict on one claim of an article dated ``on``, given the statements that it may be held against."""
    words = Words.of(pack)
    trial = read(pair_up(entry, candidates, parties or Parties.of(pack), on=on, estimate=estimate))
    found = findings(trial)
    severity, confidence, doubt = weigh(trial, found[0])
    sentence = because(trial, found[0], words)
    return Verdict(
        entry=entry,
        kind=found[0].kind,
        severity=severity,
        because=f"{sentence[:-1]}; please read the passage, for its {doubt} may be misread." if doubt else sentence,
        evidence=evidence_of(found[0], words),
        notes=notes(trial, found, words),
        estimate=estimate,
        confidence=round(confidence, 3),
        wording=None if borne_out_later(trial) else wording(found[0], words),
        differing=DECIDING.get(found[0].kind, ()),
    )


def _published(entry: Entry) -> date | None:
    return entry.report.published.first if entry.report.published else None
