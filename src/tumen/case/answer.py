"""A check as Python has it: verdicts to go through, a text, a page in a notebook, rows for a data frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tumen.case.rows import Rows
from tumen.codebook.verdict import Verdict
from tumen.publishing.report import CheckedArticle
from tumen.publishing.report_html import render_frame, render_html
from tumen.publishing.report_json import render_json
from tumen.publishing.report_text import render_text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Check:
    """The verdicts on an article, in the order of its text; ``article`` holds all that a report is made from."""

    article: CheckedArticle

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.article.verdicts)

    def __len__(self) -> int:
        return len(self.article.verdicts)

    def __getitem__(self, place: int) -> Verdict:
        return self.article.verdicts[place]

    def __str__(self) -> str:
        return render_text(self.article)

    def _repr_html_(self) -> str:
        return render_frame(self.article)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts."""
        return self.article.verdicts

    def html(self) -> str:
        """Return the report as one self-contained page."""
        return render_html(self.article)

    def json(self) -> str:
        """Return the report in the JSON form of a check."""
        return render_json((self.article,))

    def rows(self) -> Rows:
        """Return one row a verdict."""
        return Rows(
            [
                {
                    "quote": verdict.entry.report.passage.quote if verdict.entry.report.passage else None,
                    "verdict": str(verdict.kind),
                    "severity": str(verdict.severity),
                    "because": verdict.because,
                    "confidence": verdict.confidence,
                    "evidence": ", ".join(evidence.entry.id for evidence in verdict.evidence),
                }
                for verdict in self.article.verdicts
            ]
        )

    def to_frame(self) -> pandas.DataFrame:
        """Return one row a verdict as a data frame.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return self.rows().to_frame()
