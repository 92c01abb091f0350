"""The corrections log: what has changed on record for an article that was checked before.

An earlier report, as JSON, is held against the article as checked now: verdicts that changed, claims that came later,
denials, corrections by the same origin, estimates that moved. It is how a newsroom keeps its archive honest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tumen.codebook.verdict import Evidence, EvidenceRole, Verdict
from tumen.codebook.wire import claim_fields
from tumen.errors import WrongUse
from tumen.publishing.cards import counted_evidence
from tumen.publishing.labels import VERDICT_LABELS
from tumen.publishing.phrases import amount, date_words, one_line, time_words
from tumen.publishing.report import CheckedArticle


class ChangeKind(StrEnum):
    """What sort of change it is, those that ask for a correction first."""

    VERDICT = "verdict"
    CORRECTION = "correction"
    DENIAL = "denial"
    NEW_FIGURE = "new_figure"
    ESTIMATE = "estimate"
    CLAIM_ADDED = "claim_added"
    CLAIM_GONE = "claim_gone"


CHANGE_LABELS = {
    ChangeKind.VERDICT: "Verdict changed",
    ChangeKind.CORRECTION: "Corrected by the same origin",
    ChangeKind.DENIAL: "Denied since",
    ChangeKind.NEW_FIGURE: "New on record",
    ChangeKind.ESTIMATE: "Estimate moved",
    ChangeKind.CLAIM_ADDED: "Claim not in the earlier report",
    ChangeKind.CLAIM_GONE: "Claim no longer in the article",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: the article's words, and what is different now; ``number`` is the claim's now (None: gone)."""

    kind: ChangeKind
    number: int | None
    quote: str
    because: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsLog:
    """All that changed between an earlier report and a new check; ``text_changed``: the article is another one."""

    doc: str
    earlier_checked_at: str
    checked_at: str
    earlier_claims: int
    claims: int
    text_changed: bool
    changes: tuple[Change, ...]

    @property
    def summary(self) -> str:
        """What changed, in a sentence."""
        number = len(self.changes)
        changed = "nothing has changed" if number == 0 else f"{number} {'change' if number == 1 else 'changes'}"
        text = " The text of the article is not the same as then." if self.text_changed else ""
        grown = f"the record then held {self.earlier_claims:,} claims and now holds {self.claims:,}"
        return f"Since the check of {time_words(self.earlier_checked_at)}: {changed}; {grown}.{text}"


@dataclass(frozen=True, slots=True)
class _Earlier:
    """One line of the earlier report."""

    fields: Mapping[str, object]
    key: str
    quote: str
    verdict: str
    evidence: frozenset[str]
    middle: float | None


def compare_reports(earlier: str, article: CheckedArticle) -> CorrectionsLog:
    """Return what has changed since an earlier report (the text of its JSON) for an article that was checked again.

    Raises:
        WrongUse: the text is no report of a check, or holds none of this article.
    """
    lines = [line for line in _lines(earlier) if _mapping(line.get("article")).get("doc") == article.doc]
    if not lines:
        reason = f"holds no check of {article.doc}"
        raise WrongUse("the earlier report", reason, "Give the JSON that `tumen check --format json` wrote for it")
    head = _mapping(lines[0].get("article"))
    changes = list(_changes([_earlier(line) for line in lines if line.get("claim")], article))
    order = {kind: place for place, kind in enumerate(ChangeKind)}
    changes.sort(key=lambda change: (change.number is None, change.number or 0, order[change.kind]))
    claims = _mapping(head.get("record")).get("claims")
    return CorrectionsLog(
        doc=article.doc,
        earlier_checked_at=str(head.get("checked_at") or "an unknown day"),
        checked_at=article.checked_at,
        earlier_claims=claims if isinstance(claims, int) else 0,
        claims=article.record.claims,
        text_changed=head.get("sha256") != article.document.capture_sha256,
        changes=tuple(changes),
    )


def log_fields(log: CorrectionsLog) -> dict[str, object]:
    """Return the log as plain JSON values."""
    return {
        "doc": log.doc,
        "earlier_checked_at": log.earlier_checked_at,
        "checked_at": log.checked_at,
        "earlier_claims": log.earlier_claims,
        "claims": log.claims,
        "text_changed": log.text_changed,
        "changes": [
            {
                "change": str(change.kind),
                "number": change.number,
                "quote": change.quote,
                "because": change.because,
                "evidence": [evidence.entry.id for evidence in change.evidence],
            }
            for change in log.changes
        ],
    }


def _lines(earlier: str) -> list[Mapping[str, object]]:
    try:
        found = json.loads(earlier)
    except ValueError as problem:
        raise WrongUse("the earlier report", "is no JSON", "Give what `tumen check --format json` wrote") from problem
    if not isinstance(found, list) or not all(isinstance(line, dict) for line in found):
        raise WrongUse("the earlier report", "is no list of verdicts", "Give what `tumen check --format json` wrote")
    return found


def _earlier(line: Mapping[str, object]) -> _Earlier:
    claim = _mapping(line["claim"])
    notes = [_mapping(note) for note in _sequence(line.get("notes"))]
    every = [*_sequence(line.get("evidence")), *(one for note in notes for one in _sequence(note.get("evidence")))]
    middle = _mapping(line.get("estimate")).get("middle")
    return _Earlier(
        fields=claim,
        key=str(claim.get("id")),
        quote=str(claim.get("quote") or ""),
        verdict=str(line.get("verdict")),
        evidence=frozenset(str(_mapping(one).get("id")) for one in every),
        middle=float(middle) if isinstance(middle, int | float) else None,
    )


def _changes(earlier: Sequence[_Earlier], article: CheckedArticle) -> Iterator[Change]:
    left = list(earlier)
    for number, verdict in enumerate(article.verdicts, start=1):
        before = _same_claim(verdict, left)
        quote = _quote(verdict)
        if before is None:
            because = f"{VERDICT_LABELS[verdict.kind]}: {one_line(verdict.because)}"
            yield Change(kind=ChangeKind.CLAIM_ADDED, number=number, quote=quote, because=because)
            continue
        left.remove(before)
        yield from _verdict_changes(number, before, verdict)
        yield from _evidence_changes(number, before, verdict)
    for before in left:
        because = "It was checked before and is not read in the article now."
        yield Change(kind=ChangeKind.CLAIM_GONE, number=None, quote=one_line(before.quote), because=because)


def _same_claim(verdict: Verdict, earlier: Sequence[_Earlier]) -> _Earlier | None:
    """Return the earlier line on the same claim: by its id, else by its words and figure."""
    by_id = next((one for one in earlier if one.key == verdict.entry.id), None)
    if by_id is not None:
        return by_id
    fields = claim_fields(verdict.entry.claim)
    passage = verdict.entry.report.passage
    quote = passage.quote if passage else ""
    alike = ("kind", "item", "low", "high")
    return next(
        (one for one in earlier if one.quote == quote and all(one.fields.get(name) == fields[name] for name in alike)),
        None,
    )


def _verdict_changes(number: int, before: _Earlier, verdict: Verdict) -> Iterator[Change]:
    if before.verdict != verdict.kind:
        because = (
            f"Was “{_label(before.verdict)}”, is now “{VERDICT_LABELS[verdict.kind]}”. {one_line(verdict.because)}"
        )
        yield Change(kind=ChangeKind.VERDICT, number=number, quote=_quote(verdict), because=because)
    middle = verdict.estimate.middle if verdict.estimate else None
    if middle is not None and before.middle is not None and amount(middle) != amount(before.middle):
        because = f"The middle of the estimate was {amount(before.middle)} and is {amount(middle)}."
        yield Change(kind=ChangeKind.ESTIMATE, number=number, quote=_quote(verdict), because=because)


def _evidence_changes(number: int, before: _Earlier, verdict: Verdict) -> Iterator[Change]:
    deciding = {evidence.origin for evidence in verdict.evidence if evidence.role is EvidenceRole.DECIDES}
    for evidence in counted_evidence(verdict):
        if evidence.entry.id in before.evidence:
            continue
        when = date_words(evidence.entry.report.published)
        said = f"{one_line(evidence.origin)}, {when}: {one_line(evidence.figure)}"
        yield Change(
            kind=_change_of(evidence, deciding),
            number=number,
            quote=_quote(verdict),
            because=said,
            evidence=(evidence,),
        )


def _change_of(evidence: Evidence, deciding: set[str]) -> ChangeKind:
    if evidence.role is EvidenceRole.DENIES:
        return ChangeKind.DENIAL
    corrects = evidence.role in (EvidenceRole.LATER, EvidenceRole.CONTRADICTS) and evidence.origin in deciding
    return ChangeKind.CORRECTION if corrects else ChangeKind.NEW_FIGURE


def _label(verdict: str) -> str:
    """Return the label of a verdict by its name; a name that is not known as it stands."""
    return next((label for kind, label in VERDICT_LABELS.items() if kind == verdict), one_line(verdict))


def _quote(verdict: Verdict) -> str:
    passage = verdict.entry.report.passage
    return one_line(passage.quote) if passage else ""


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []
