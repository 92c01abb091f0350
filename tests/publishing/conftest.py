"""An article of our own, checked by hand against the shipped case, and a way to compare whole files."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from tumen.codebook.claim import Certainty, Claim, Kind, Outcome, Polarity, Stage
from tumen.codebook.document import Capture, Document
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, Report, Uncoded, entry_id
from tumen.codebook.estimate import Estimate
from tumen.codebook.flow import Flow
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.table import parse_table
from tumen.codebook.verdict import Evidence, EvidenceRole, Note, NoteKind, Record, Severity, Verdict, VerdictKind
from tumen.packs import load_pack
from tumen.publishing.phrases import figure_words
from tumen.publishing.report import CheckedArticle
from tumen.reading import read

HERE = Path(__file__).parent
STATES = {"KP": "North Korea", "RU": "Russia"}

TROOPS = Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="troops", unit="person")


def the_record() -> dict[str, Entry]:
    pack = load_pack()
    return {entry.id: entry for entry in parse_table(pack.claims_csv, name="claims.csv").entries}


def the_document() -> Document:
    return read(Capture(name="sample.md", content=(HERE / "sample.md").read_bytes()))


@pytest.fixture(scope="session")
def recorded() -> dict[str, Entry]:
    return the_record()


class Checker:
    """Makes verdicts by hand: the article's words found in the document, the record's claims by their ids."""

    def __init__(self, document: Document, recorded: dict[str, Entry]) -> None:
        self.document = document
        self.recorded = recorded

    def entry(self, quote: str, claim: Claim) -> Entry:
        start = self.document.text.index(quote)
        passage = self.document.passage(start, start + len(quote))
        return Entry(
            id=entry_id("sample", start, start + len(quote)),
            claim=claim,
            report=Report(published=self.document.published, passage=passage),
            coding=Coding(coder="hand-coded"),
        )

    def evidence(self, key: str, role: EvidenceRole = EvidenceRole.DECIDES) -> Evidence:
        entry = self.recorded[key]
        source = entry.claim.origin_source
        origin = source.name if source else "not named"
        return Evidence(entry=entry, origin=origin, figure=figure_words(entry.claim), role=role)


def source(name: str, kind: SourceKind = SourceKind.MEDIA) -> tuple[Source, ...]:
    return (Source(name=name, kind=kind),)


def verdicts_of(check: Checker) -> tuple[Verdict, ...]:
    troops = replace(TROOPS, low=100_000, high=100_000, hedge=Hedge.EXACT, sources=source("Bloomberg"))
    boxes = replace(
        TROOPS,
        item="containers",
        unit="container",
        measure=Measure.CUMULATIVE,
        low=16_000,
        high=16_000,
        hedge=Hedge.EXACT,
    )
    seoul = replace(boxes, low=2_000, high=2_000, hedge=Hedge.ABOUT, sources=source("Seoul", SourceKind.GOVERNMENT))
    rounds = replace(seoul, item="shells", unit="round", low=200_000, high=None, hedge=Hedge.AT_LEAST)
    denial = replace(TROOPS, item="munitions", unit="item", polarity=Polarity.DENIED)
    guns = replace(TROOPS, item="howitzers", unit="item", low=20, high=20, hedge=Hedge.EXACT)
    grain = replace(TROOPS, item="food", unit="train", low=1, high=1, hedge=Hedge.EXACT, certainty=Certainty.HEDGED)
    grain = replace(grain, actor="RU", counterpart="KP", measure=Measure.RATE, per="day")
    dead = replace(
        TROOPS, kind=Kind.LOSS, outcome=Outcome.KILLED, low=600, hedge=Hedge.AT_LEAST, measure=Measure.CUMULATIVE
    )
    pay = replace(TROOPS, item="payment", unit="USD", low=2_000, high=2_000, hedge=Hedge.EXACT)
    pay = replace(pay, actor="RU", counterpart="KP", measure=Measure.RATE, per="person-month", stage=Stage.AGREED)
    pay = replace(pay, sources=source("Ukraine's intelligence", SourceKind.INTELLIGENCE))
    vague = replace(TROOPS, item="military_technology", unit="item", actor="RU", counterpart="KP")
    denied = Note(
        note=NoteKind.DENIED,
        because="The Kremlin's Dmitry Peskov said on 17 October 2023 that such reports come without proof.",
        evidence=(check.evidence("den10", EvidenceRole.DENIES),),
    )
    estimate = Estimate(
        flow=Flow.of(boxes),
        as_of=date(2025, 7, 1),
        known_at=date(2025, 7, 1),
        low=14_000,
        middle=18_500,
        high=24_000,
        level=0.8,
        calibrated=False,
        quantiles={0.1: 14_000, 0.25: 16_000, 0.5: 18_500, 0.75: 21_000, 0.9: 24_000},
        entries=("con28", "con44"),
        distinct_claims=2,
        origins=2,
        effective_origins=1.8,
        provisional=True,
    )
    return (
        Verdict(
            entry=check.entry("100,000 men", troops),
            kind=VerdictKind.STAGE_RAISED,
            severity=Severity.LOOK,
            because="The headline tells as sent what Bloomberg reported on 18 November 2024 as a possibility.",
            evidence=(check.evidence("trp23"),),
            differing=("stage",),
            confidence=0.55,
        ),
        Verdict(
            entry=check.entry("North Korea has sent 100,000 of its troops to fight for Russia", troops),
            kind=VerdictKind.STAGE_RAISED,
            severity=Severity.FAULT,
            because="The article tells 100,000 troops as sent; people familiar with the G20 assessments told "
            "Bloomberg on 18 November 2024 that North Korea could send as many.",
            evidence=(check.evidence("trp23"), check.evidence("trp24", EvidenceRole.SUPPORTS)),
            notes=(
                Note(note=VerdictKind.HEDGE_DROPPED, because="The record says up to 100,000, the article 100,000."),
                Note(note=NoteKind.SINGLE_ORIGIN, because="All that stands behind it is one set of assessments."),
            ),
            differing=("stage", "hedge"),
            confidence=0.91,
            wording="North Korea could send up to 100,000 troops to Russia, Bloomberg reported on 18 November 2024, "
            "citing people familiar with assessments made by G20 countries.",
        ),
        Verdict(
            entry=check.entry("Four ships have carried 16,000 containers to Russia on 64 voyages", boxes),
            kind=VerdictKind.HEDGE_DROPPED,
            severity=Severity.FAULT,
            because="The article says 16,000 containers; the Open Source Centre said nearly 16,000 on 16 April 2025.",
            evidence=(check.evidence("con28"),),
            notes=(denied,),
            estimate=estimate,
            differing=("hedge",),
            confidence=0.84,
            wording="Four ships carried nearly 16,000 containers to Russia, according to the Open Source Centre.",
            dismissed="House style: nearly is dropped in captions and leads.",
        ),
        Verdict(
            entry=check.entry("about 2,000 containers leave Rajin for Vladivostok", seoul),
            kind=VerdictKind.AGREES,
            severity=Severity.FINE,
            because="South Korea's military gave about 2,000 containers from Rajin to Vladivostok on 21 January 2024.",
            evidence=(check.evidence("con44"),),
            notes=(denied,),
            confidence=0.97,
        ),
        Verdict(
            entry=check.entry("counted in them more than 200,000 rounds of 122 mm", rounds),
            kind=VerdictKind.CONVERTED_AS_COUNTED,
            severity=Severity.FAULT,
            because="The article tells 200,000 rounds as counted; South Korea's military said on 21 January 2024 "
            "that 2,000 containers could hold as many.",
            evidence=(check.evidence("con45"), check.evidence("con44", EvidenceRole.SUPPORTS)),
            differing=("basis",),
            confidence=0.88,
            wording="2,000 containers could hold more than 200,000 rounds of 122 mm, South Korea's military said.",
        ),
        Verdict(
            entry=check.entry("Such reports come without a shred of proof", denial),
            kind=VerdictKind.AGREES,
            severity=Severity.FINE,
            because="The Kremlin's Dmitry Peskov said so on 17 October 2023.",
            evidence=(check.evidence("den10"),),
        ),
        Verdict(
            entry=check.entry("20 howitzers of 170 mm", guns),
            kind=VerdictKind.ITEM_CONFUSED,
            severity=Severity.FAULT,
            because="The article says 20 howitzers; the assessment of 16 November 2024 gave 20 rocket "
            "launchers of 240 mm and some 50 howitzers of 170 mm.",
            evidence=(check.evidence("mis32"), check.evidence("mis31", EvidenceRole.CONTRADICTS)),
            differing=("item",),
            confidence=0.93,
            wording="Some 50 howitzers of 170 mm and 20 rocket launchers of 240 mm, by a Ukrainian assessment.",
        ),
        Verdict(
            entry=check.entry("a goods train of grain a day", grain),
            kind=VerdictKind.UNKNOWN,
            severity=Severity.UNKNOWN,
            because="The record holds no grain by rail from Russia to North Korea.",
            notes=(
                Note(
                    note=NoteKind.NOBODY_SAYS, because="The record speaks of food sent by Russia, and names no trains."
                ),
            ),
            confidence=0.8,
        ),
        Verdict(
            entry=check.entry("At least 600 North Koreans have been killed", dead),
            kind=VerdictKind.AGREES,
            severity=Severity.FINE,
            because="The NIS gave at least 600 dead on 30 April 2025.",
            evidence=(check.evidence("pol08"),),
            notes=(
                Note(
                    note=NoteKind.SINCE,
                    because="The NIS raised it to about 2,000 on 2 September 2025.",
                    evidence=(check.evidence("los24", EvidenceRole.LATER), check.evidence("los28", EvidenceRole.LATER)),
                ),
            ),
            confidence=0.95,
        ),
        Verdict(
            entry=check.entry(
                "For each soldier Ukraine's intelligence says that Moscow pays 2,000 dollars a month", pay
            ),
            kind=VerdictKind.WRONG_SOURCE,
            severity=Severity.LOOK,
            because="The article names Ukraine's intelligence; the 2,000 dollars are on record from the NIS of "
            "South Korea on 25 October 2024 – please read the passage.",
            evidence=(check.evidence("mon03"),),
            differing=("sources",),
            confidence=0.58,
        ),
        Verdict(
            entry=check.entry("Moscow helps in many ways", vague),
            kind=VerdictKind.NOT_CHECKABLE,
            severity=Severity.UNKNOWN,
            because="No item is named that a recorded claim could be laid beside.",
        ),
    )


def checked_from(document: Document, recorded: dict[str, Entry]) -> CheckedArticle:
    check = Checker(document, recorded)

    def uncoded(quote: str, reason: str) -> Uncoded:
        start = document.text.index(quote)
        return Uncoded(passage=document.passage(start, start + len(quote)), reason=reason)

    return CheckedArticle(
        doc="sample",
        document=document,
        verdicts=verdicts_of(check),
        uncoded=(
            uncoded("600 graves", "A figure without a verb that says what became of it"),
            uncoded("The station at Tumangang has 14 tracks", "No exchange between two states is told"),
            uncoded("five are in use", "No exchange between two states is told"),
        ),
        record=Record(case="dprk-russia", claims=427, newest=Edtf.parse("2026-06-19"), last_event="9f" * 32),
        checked_at="2026-11-26T00:30:00Z",
        known_at=date(2025, 7, 1),
        state_names=STATES,
    )


@lru_cache(maxsize=1)
def the_article() -> CheckedArticle:
    """The sample article as checked; for property tests, which take no fixtures."""
    return checked_from(the_document(), the_record())


@pytest.fixture(scope="session")
def checked() -> CheckedArticle:
    return the_article()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know ``--update-golden`` also where this folder alone is run."""
    with suppress(ValueError):  # it is known already where the whole suite runs
        parser.addoption("--update-golden", action="store_true", help="Write the compared files anew.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in ``golden/``; ``--update-golden`` writes it anew."""

    def check(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check
