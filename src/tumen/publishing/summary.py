"""What stands on top of every form of the report: counts, what was held against, and what was left unchecked."""

from __future__ import annotations

from dataclasses import dataclass

from tumen.codebook.verdict import Severity
from tumen.publishing.labels import SEVERITY_LABELS, SEVERITY_PLURALS, SEVERITY_SIGNS
from tumen.publishing.phrases import date_words, in_words, one_line, time_words
from tumen.publishing.report import CheckedArticle

NO_DATE = (
    "The article has no date, so it was held against everything on record, later claims among it. "
    "Give its date (--published) to hold it against what was known by then."
)
NOTHING_READ = "No claim was read in this article. That says nothing of its figures."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many verdicts stand at one severity, with sign and words."""

    severity: Severity
    sign: str
    label: str
    count: int
    words: str


def tallies(article: CheckedArticle) -> tuple[Tally, ...]:
    """Return the counts, worst first."""
    counts = article.counts()
    return tuple(
        Tally(
            severity=severity,
            sign=SEVERITY_SIGNS[severity],
            label=SEVERITY_LABELS[severity],
            count=counts[severity],
            words=SEVERITY_PLURALS[severity][counts[severity] != 1],
        )
        for severity in Severity
    )


def count_line(article: CheckedArticle) -> str:
    """Return the counts in one line: ``✕ 2 faults · ! 1 worth a look · ✓ 5 borne out · ? 1 unknown to the record``."""
    parts = [f"{tally.sign} {tally.count} {tally.words}" for tally in tallies(article)]
    if article.set_aside:
        parts.append(f"{article.set_aside} set aside")
    return " · ".join([*parts, unchecked_line(article)])


def unchecked_line(article: CheckedArticle) -> str:
    """Return how many figures were read and not checked, in words."""
    number = len(article.uncoded)
    return f"{number} {'figure' if number == 1 else 'figures'} not checked"


def held_against(article: CheckedArticle) -> str:
    """Return what the article was held against, in one sentence."""
    record = article.record
    claims = f"{record.claims:,} {'claim' if record.claims == 1 else 'claims'}"
    newest = f" (the newest of {date_words(record.newest)})" if record.newest else ""
    if article.known_at is None:
        return f"Held against {one_line(record.case)}: all {claims} on record{newest}."
    by = in_words(article.known_at)
    return f"Held against {one_line(record.case)}: of {claims}{newest}, those published by {by}. Later ones are notes."


def checked_on(article: CheckedArticle) -> str:
    """Return when the check was made, in words."""
    return time_words(article.checked_at)


def cautions(article: CheckedArticle) -> tuple[str, ...]:
    """Return what a reader must know before trusting the page: no date, nothing read, problems."""
    found = [one_line(problem) for problem in article.problems]
    if article.document.published is None:
        found.append(NO_DATE)
    if not article.verdicts:
        found.append(NOTHING_READ)
    return tuple(found)
