"""An article that was checked: what every form of the report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tumen.codebook.document import Document
from tumen.codebook.entry import Uncoded
from tumen.codebook.verdict import Record, Severity, Verdict, VerdictKind

_SEVERITY_RANK = {Severity.FAULT: 0, Severity.LOOK: 1, Severity.UNKNOWN: 2, Severity.FINE: 3}
_KIND_RANK = {kind: rank for rank, kind in enumerate(VerdictKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedArticle:
    """An article with its verdicts, in the order of the text, and all that was not checked.

    ``doc`` is the article's name (a file's stem), ``checked_at`` the time of the check in ISO 8601; ``known_at`` None
    means that all that is on record counted. ``problems`` say why nothing, or not all, could be read. ``state_names``
    gives names for codes.
    """

    doc: str
    document: Document
    verdicts: tuple[Verdict, ...]
    uncoded: tuple[Uncoded, ...]
    record: Record
    checked_at: str
    known_at: date | None
    problems: tuple[str, ...] = ()
    state_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The article's title, or its name where it has none."""
        return self.document.title or self.doc

    def counts(self) -> dict[Severity, int]:
        """Return how many verdicts stand at each severity; those that a person set aside are left out."""
        standing = [verdict.severity for verdict in self.verdicts if verdict.dismissed is None]
        return {severity: standing.count(severity) for severity in Severity}

    @property
    def set_aside(self) -> int:
        """How many verdicts a person set aside."""
        return sum(verdict.dismissed is not None for verdict in self.verdicts)

    def worst(self, most: int = 3) -> tuple[tuple[int, Verdict], ...]:
        """Return the verdicts most worth mending with their numbers (1 is the first of the text), worst first.

        Faults come before what is worth a look; then the order in which verdicts are tried, then the surer one.
        What is borne out, unknown or set aside is never among them.
        """
        open_ones = [
            (number, verdict)
            for number, verdict in enumerate(self.verdicts, start=1)
            if verdict.severity in (Severity.FAULT, Severity.LOOK) and verdict.dismissed is None
        ]
        open_ones.sort(key=lambda one: (*_badness(one[1]), one[0]))
        return tuple(open_ones[:most])


def worst_first(articles: tuple[CheckedArticle, ...]) -> tuple[CheckedArticle, ...]:
    """Return the articles in the order in which an editor should open them: most faults, then most to look at."""

    def rank(article: CheckedArticle) -> tuple[int, int, int, str]:
        counts = article.counts()
        unread = 0 if article.problems else 1
        return -counts[Severity.FAULT], -counts[Severity.LOOK], unread, article.doc

    return tuple(sorted(articles, key=rank))


def _badness(verdict: Verdict) -> tuple[int, int, float]:
    return _SEVERITY_RANK[verdict.severity], _KIND_RANK[verdict.kind], -verdict.confidence
