"""What an article only says in passing, without a figure, gets no verdict unless the machine is sure of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

import tumen
from tumen.case.articles import CheckOptions, check_article
from tumen.codebook.claim import Claim, Kind, Stage
from tumen.codebook.document import Block, BlockKind, Document, Passage
from tumen.codebook.entry import Coding, Entry, Extraction, FieldCoding, Report
from tumen.codebook.quantity import Hedge, Measure
from tumen.publishing.report import CheckedArticle

OPINION = "Nobody sends arms to Russia out of friendship."


@dataclass(frozen=True)
class ReadAs:
    """The shipped case with an extractor that reads one given entry out of every document."""

    entry: Entry

    @property
    def extractor(self) -> ReadAs:
        return self

    def extract(self, document: Document) -> Extraction:
        return Extraction(document=document.id, entries=(self.entry,))

    def __getattr__(self, name: str) -> Any:
        return getattr(tumen.shipped_case(), name)


def arms(sure: float) -> Entry:
    bare = Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="munitions", stage=Stage.DONE)
    passage = Passage(document="opinion", start=7, end=27, quote=OPINION[7:27])
    coding = Coding(coder="test", confidence=sure, fields={"item": FieldCoding(confidence=sure, reason="made up")})
    return Entry(id="one", claim=bare, report=Report(published=None, passage=passage), coding=coding)


def checked(entry: Entry) -> CheckedArticle:
    blocks = (Block(kind=BlockKind.PARAGRAPH, start=0, end=len(OPINION)),)
    document = Document(id="opinion", text=OPINION, blocks=blocks, language="en")
    return check_article(ReadAs(entry), "opinion", document, options=CheckOptions())


def test_what_is_hardly_a_claim_stands_under_not_checked_with_the_reason() -> None:
    article = checked(arms(0.4))
    assert article.verdicts == ()
    assert [(one.passage.quote, "in passing" in one.reason) for one in article.uncoded] == [(OPINION[7:27], True)]


@pytest.mark.parametrize("low", [None, 600.0])
def test_what_is_surely_said_or_has_a_figure_is_checked(low: float | None) -> None:
    entry = arms(0.9 if low is None else 0.4)
    if low is not None:
        figure = replace(entry.claim, low=low, high=low, hedge=Hedge.EXACT, unit="item", measure=Measure.INCREMENT)
        entry = replace(entry, claim=figure)
    article = checked(entry)
    assert len(article.verdicts) == 1
    assert article.uncoded == ()
