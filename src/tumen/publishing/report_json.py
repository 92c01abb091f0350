"""The report of a check as JSON: one object a claim, in the order of the article, then what was not checked."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tumen.codebook.document import Passage
from tumen.codebook.estimate import Estimate
from tumen.codebook.verdict import Evidence, Note, Verdict
from tumen.codebook.wire import claim_line, plain_number
from tumen.publishing.report import CheckedArticle
from tumen.publishing.summary import NOTHING_READ


def render_json(articles: Iterable[CheckedArticle]) -> str:
    """Return the checked articles as one JSON list, as the contract of a check lays down, with a line end."""
    found = [line for article in articles for line in report_lines(article)]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def report_lines(article: CheckedArticle) -> list[dict[str, object]]:
    """Return one object a claim; figures not coded, and problems, follow with ``claim`` null and the reason."""
    head = _article(article)
    lines = [{"article": head, **_verdict(verdict, article.doc)} for verdict in article.verdicts]
    lines += [_unchecked(head, uncoded.passage, uncoded.reason) for uncoded in article.uncoded]
    lines += [_unchecked(head, None, problem) for problem in article.problems]
    return lines or [_unchecked(head, None, NOTHING_READ)]  # an empty list would look clean


def _article(article: CheckedArticle) -> dict[str, object]:
    document, record = article.document, article.record
    return {
        "doc": article.doc,
        "title": document.title,
        "published": document.published.text if document.published else None,
        "sha256": document.capture_sha256,
        "checked_at": article.checked_at,
        "known_at": article.known_at.isoformat() if article.known_at else None,
        "record": {
            "case": record.case,
            "claims": record.claims,
            "newest": record.newest.text if record.newest else None,
            "last_event": record.last_event,
        },
    }


def _verdict(verdict: Verdict, doc: str) -> dict[str, object]:
    return {
        "claim": {"id": verdict.entry.id, **claim_line(verdict.entry, doc)},
        "verdict": str(verdict.kind),
        "severity": str(verdict.severity),
        "because": verdict.because,
        "evidence": [_evidence(evidence) for evidence in verdict.evidence],
        "notes": [_note(note) for note in verdict.notes],
        "estimate": _estimate(verdict.estimate),
        "confidence": round(verdict.confidence, 4),
        "wording": verdict.wording,
        "differing": list(verdict.differing),
        "dismissed": verdict.dismissed,
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    report = evidence.entry.report
    return {
        "id": evidence.entry.id,
        "origin": evidence.origin,
        "published": report.published.text if report.published else None,
        "figure": evidence.figure,
        "url": report.url,
        "seen": report.seen,
        "role": str(evidence.role),
    }


def _note(note: Note) -> dict[str, object]:
    return {
        "note": str(note.note),
        "because": note.because,
        "evidence": [_evidence(evidence) for evidence in note.evidence],
    }


def _estimate(estimate: Estimate | None) -> dict[str, object] | None:
    if estimate is None:
        return None
    return {
        "low": plain_number(estimate.low),
        "middle": plain_number(estimate.middle),
        "high": plain_number(estimate.high),
        "level": estimate.level,
        "as_of": estimate.as_of.isoformat(),
    }


def _unchecked(head: dict[str, object], passage: Passage | None, reason: str) -> dict[str, object]:
    return {
        "article": head,
        "claim": None,
        "passage": passage.quote if passage else None,
        "because": reason,
    }
