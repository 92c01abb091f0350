"""A wording that would be borne out, built from the record and nothing else."""

from __future__ import annotations

from typing import Final

from tumen.checking.phrases import STAGES, Words, day, period, who
from tumen.checking.severity import is_fault
from tumen.checking.standing import Finding
from tumen.codebook.claim import Basis, Stage
from tumen.codebook.verdict import VerdictKind

_OF_PARTS: Final = frozenset({VerdictKind.STAGE_RAISED, VerdictKind.ITEM_CONFUSED})
"""What may be found of two parts that an article added up; then no single reading decides."""


def wording(finding: Finding, words: Words) -> str | None:
    """Return what could stand in the article instead, for a fault that one statement decides, or the two that an
    article added up; None for other verdicts.
    """
    if not is_fault(finding.kind) or not finding.decides:
        return None
    head = finding.decides[0].head
    claim = head.claim
    added = finding.kind in _OF_PARTS and finding.reading is None
    figures = [words.figure(pair.recorded) for pair in finding.decides[: 2 if added else 1]]
    parts = [_capital(" and ".join(figures)), words.way(claim)]
    if claim.stage.rank < Stage.UNDERWAY.rank:
        parts.append(f"({STAGES[claim.stage]})")
    if claim.basis is not Basis.REPORTED:
        parts.append("(worked out, not counted)")
    when = f", {period(claim.time)}" if claim.time else ""
    return f"{' '.join(parts)}{when}, according to {who(head)} ({day(head.entry.report.published)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
