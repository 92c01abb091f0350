"""A wording that would be borne out, built from the record and nothing else."""

from __future__ import annotations

from tumen.checking.phrases import STAGES, Words, day, period, who
from tumen.checking.severity import is_fault
from tumen.checking.standing import Finding
from tumen.codebook.claim import Basis, Stage


def wording(finding: Finding, words: Words) -> str | None:
    """Return what could stand in the article instead, for a fault that one statement decides; None for other
    verdicts.
    """
    if not is_fault(finding.kind) or not finding.decides:
        return None
    head = finding.decides[0].head
    claim = head.claim
    parts = [_capital(words.figure(claim)), words.way(claim)]
    if claim.stage.rank < Stage.UNDERWAY.rank:
        parts.append(f"({STAGES[claim.stage]})")
    if claim.basis is not Basis.REPORTED:
        parts.append("(worked out, not counted)")
    when = f", {period(claim.time)}" if claim.time else ""
    return f"{' '.join(parts)}{when}, according to {who(head)} ({day(head.entry.report.published)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
