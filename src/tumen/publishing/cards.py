"""The card of a verdict: the article's words beside the record's, worded once for every form of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tumen.codebook.estimate import Estimate
from tumen.codebook.verdict import Evidence, EvidenceRole, Severity, Verdict, VerdictKind
from tumen.publishing.highlighting import Marked, highlight
from tumen.publishing.labels import (
    FIELD_LABELS,
    FIELDS_OF_VERDICT,
    ROLE_LABELS,
    SEVERITY_LABELS,
    SEVERITY_SIGNS,
    VERDICT_LABELS,
    note_label,
)
from tumen.publishing.phrases import (
    amount,
    coded_words,
    date_words,
    field_words,
    fit,
    in_words,
    link_of,
    one_line,
    unit_words,
)
from tumen.publishing.report import CheckedArticle

_BESIDE_FIRST = (EvidenceRole.DECIDES, EvidenceRole.CONTRADICTS, EvidenceRole.SUPPORTS, EvidenceRole.DENIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A recorded claim as shown: ``to_the_letter`` tells a passage from the compiler's paraphrase."""

    id: str
    origin: str
    published: str
    figure: str
    words: Marked
    to_the_letter: bool
    publisher: str
    url: str | None
    address: str
    seen: bool
    role: EvidenceRole
    role_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in which article and record differ, in words."""

    label: str
    article: str
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A note as shown, with the recorded claims behind it that the card does not show elsewhere."""

    label: str
    because: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that a report shows of one verdict."""

    number: int
    id: str
    kind: VerdictKind
    severity: Severity
    sign: str
    label: str
    severity_label: str
    because: str
    quote: Marked
    read_as: str
    beside: Statement | None
    """The recorded claim to set beside the article's words."""
    others: tuple[Statement, ...]
    differences: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    estimate: str | None
    confidence: int
    wording: str | None
    dismissed: str | None
    later: tuple[Evidence, ...]
    verdict: Verdict


def cards_of(article: CheckedArticle) -> tuple[Card, ...]:
    """Return one card a verdict, numbered from 1 in the order of the text."""
    return tuple(_card(article, number, verdict) for number, verdict in enumerate(article.verdicts, start=1))


def counted_evidence(verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the evidence of the verdict and of its notes, each recorded claim once, the verdict's own first."""
    every = [*verdict.evidence, *(evidence for note in verdict.notes for evidence in note.evidence)]
    return tuple({evidence.entry.id: evidence for evidence in reversed(every)}[key] for key in _ids(every))


def estimate_words(estimate: Estimate | None) -> str | None:
    """Return an estimate in one line, with its date, interval and level; None where there is no middle."""
    if estimate is None or estimate.middle is None:
        return None
    unit = unit_words(estimate.flow.unit)
    interval = ""
    if estimate.low is not None and estimate.high is not None:
        interval = f" ({amount(estimate.low)} to {amount(estimate.high)}, {100 * estimate.level:.0f} %)"
    kind = "provisional estimate" if estimate.provisional else "estimate"
    return f"{kind} for {in_words(estimate.as_of)}: {amount(estimate.middle)}{unit and f' {unit}'}{interval}"


def _ids(every: Iterable[Evidence]) -> dict[str, None]:
    return dict.fromkeys(evidence.entry.id for evidence in every)


def _card(article: CheckedArticle, number: int, verdict: Verdict) -> Card:
    beside = _beside(verdict)
    fields = _fields_apart(verdict)
    passage = verdict.entry.report.passage
    quote = passage.quote if passage else ""
    against = _words_of(beside)[0] if beside else ""
    states = article.state_names
    every = counted_evidence(verdict)
    return Card(
        number=number,
        id=fit(verdict.entry.id),
        kind=verdict.kind,
        severity=verdict.severity,
        sign=SEVERITY_SIGNS[verdict.severity],
        label=VERDICT_LABELS[verdict.kind],
        severity_label=SEVERITY_LABELS[verdict.severity],
        because=fit(verdict.because),
        quote=highlight(quote, verdict.entry.claim, fields if beside else (), against=against, states=states)
        if beside and verdict.kind is not VerdictKind.AGREES
        else ((fit(quote), False),),
        read_as=coded_words(verdict.entry, states),
        beside=_statement(beside, article, verdict) if beside else None,
        others=tuple(
            _statement(evidence, article) for evidence in verdict.evidence if beside is None or evidence is not beside
        ),
        differences=_differences(article, verdict, beside, fields) if beside else (),
        remarks=_remarks(article, verdict),
        estimate=estimate_words(verdict.estimate),
        confidence=round(100 * verdict.confidence),
        wording=fit(verdict.wording) if verdict.wording else None,
        dismissed=fit(verdict.dismissed) if verdict.dismissed is not None else None,
        later=tuple(evidence for evidence in every if evidence.role is EvidenceRole.LATER),
        verdict=verdict,
    )


def _remarks(article: CheckedArticle, verdict: Verdict) -> tuple[Remark, ...]:
    """The notes in their order; a recorded claim that the card has shown already is not shown again."""
    shown = {evidence.entry.id for evidence in verdict.evidence}
    remarks: list[Remark] = []
    for note in verdict.notes:
        fresh = [evidence for evidence in note.evidence if evidence.entry.id not in shown]
        shown |= {evidence.entry.id for evidence in fresh}
        statements = tuple(_statement(evidence, article) for evidence in fresh)
        remarks.append(Remark(label=note_label(note.note), because=fit(note.because), statements=statements))
    return tuple(remarks)


def _beside(verdict: Verdict) -> Evidence | None:
    for role in _BESIDE_FIRST:
        found = next((evidence for evidence in verdict.evidence if evidence.role is role), None)
        if found is not None:
            return found
    return None


def _fields_apart(verdict: Verdict) -> tuple[str, ...]:
    """Return the fields to compare: those that the verdict names, then the one that its kind is about."""
    return tuple(dict.fromkeys((*verdict.differing, *FIELDS_OF_VERDICT.get(verdict.kind, ()))))


def _words_of(evidence: Evidence) -> tuple[str, bool]:
    """Return the recorded words, and whether they are the page's own."""
    report = evidence.entry.report
    if report.passage is not None:
        return report.passage.quote, True
    return report.paraphrase or "", False


def _statement(evidence: Evidence, article: CheckedArticle, verdict: Verdict | None = None) -> Statement:
    entry = evidence.entry
    words, to_the_letter = _words_of(evidence)
    marked: Marked = ((fit(words), False),) if words else ()
    if verdict is not None and words and verdict.kind is not VerdictKind.AGREES:
        passage = verdict.entry.report.passage
        fields = _fields_apart(verdict)
        quote = passage.quote if passage else ""
        marked = highlight(words, entry.claim, fields, against=quote, states=article.state_names)
    return Statement(
        id=fit(entry.id),
        origin=one_line(evidence.origin),
        published=date_words(entry.report.published),
        figure=one_line(evidence.figure),
        words=marked,
        to_the_letter=to_the_letter,
        publisher=one_line(entry.report.publisher or ""),
        url=link_of(entry.report.url),
        address=one_line(entry.report.url or ""),
        seen=entry.report.seen,
        role=evidence.role,
        role_label=ROLE_LABELS[evidence.role],
    )


def _differences(
    article: CheckedArticle, verdict: Verdict, beside: Evidence, fields: Iterable[str]
) -> tuple[Difference, ...]:
    if verdict.kind is VerdictKind.AGREES:
        return ()
    rows: dict[str, Difference] = {}
    for name in fields:
        label = FIELD_LABELS.get(name, name.replace("_", " ").capitalize())
        own = one_line(field_words(verdict.entry, name, article.state_names))
        theirs = one_line(_recorded_words(beside, name, article))
        if own != theirs:
            rows.setdefault(label, Difference(label=label, article=own, record=theirs))
    return tuple(rows.values())


def _recorded_words(evidence: Evidence, name: str, article: CheckedArticle) -> str:
    """Return one field of a recorded claim in words; source and figure as the evidence words them."""
    if name in ("sources", "also_said_by"):
        return evidence.origin
    if FIELD_LABELS.get(name) == "Figure" and evidence.figure:
        return evidence.figure
    return field_words(evidence.entry, name, article.state_names)
