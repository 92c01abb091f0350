"""Repeats of one claim in one document are one claim; what differs stays apart."""

from __future__ import annotations

from tumen.codebook.claim import Claim, Kind, Stage
from tumen.codebook.document import Passage
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.extracting.assemble import Finding
from tumen.extracting.merging import merged


def finding(
    start: int,
    *,
    confidence: float = 0.8,
    number: float | None = 300.0,
    stage: Stage = Stage.DONE,
    unit: str = "round",
    origin: str | None = None,
    further: bool = False,
) -> Finding:
    claim = Claim(
        kind=Kind.TRANSFER,
        actor="KP",
        counterpart="RU",
        item="shells",
        low=number,
        high=number,
        hedge=Hedge.EXACT if number is not None else Hedge.NONE,
        unit=unit,
        measure=Measure.INCREMENT if number is not None else Measure.NONE,
        stage=stage,
        sources=(Source(name=origin, kind=SourceKind.GOVERNMENT),) if origin else (),
    )
    passage = Passage(document="d", start=start, end=start + 5, quote="shell")
    return Finding(claim=claim, passage=passage, also=(), confidence=confidence, fields={}, further=further)


def test_a_repeat_stands_under_also() -> None:
    (claim,) = merged([finding(10), finding(50)])
    assert claim.passage.start == 10
    assert [passage.start for passage in claim.also] == [50]


def test_the_surest_mention_is_the_quote() -> None:
    (claim,) = merged([finding(10, confidence=0.4), finding(50, confidence=0.9)])
    assert claim.passage.start == 50


def test_what_two_origins_say_is_two_claims() -> None:
    assert len(merged([finding(10, origin="Washington"), finding(50, origin="Seoul")])) == 2
    assert len(merged([finding(10, origin="Washington"), finding(50)])) == 1


def test_what_comes_on_top_repeats_nothing() -> None:
    assert len(merged([finding(10), finding(50, further=True)])) == 2


def test_two_figures_are_two_claims() -> None:
    assert len(merged([finding(10), finding(50, number=400.0)])) == 2


def test_what_is_told_with_a_figure_is_not_told_again_without() -> None:
    assert [each.claim.low for each in merged([finding(10, number=None), finding(50)])] == [300.0]


def test_the_unit_of_what_carries_no_figure_says_nothing() -> None:
    assert len(merged([finding(10, number=None), finding(50, number=None, unit="item")])) == 1
    assert len(merged([finding(10), finding(50, unit="container")])) == 2


def test_a_plan_and_a_delivery_without_figures_stay_apart() -> None:
    assert len(merged([finding(10, number=None), finding(50, number=None, stage=Stage.PLANNED)])) == 2
