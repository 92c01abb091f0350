"""Claims of articles beside the shipped case, briefly written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from tumen.checking import check
from tumen.codebook.claim import Claim, Kind, Outcome
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report, Status
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.table import parse_table
from tumen.codebook.verdict import Verdict
from tumen.ledger.view import MemoryView
from tumen.packs import load_pack
from tumen.tracing import Parties, trace

NIS = Source(name="NIS", kind=SourceKind.INTELLIGENCE)
ROK_DIA = Source(name="South Korea's Defense Intelligence Agency", kind=SourceKind.INTELLIGENCE)
HUR = Source(name="HUR", kind=SourceKind.INTELLIGENCE)
SHIN = Source(name="Shin Won-sik", kind=SourceKind.GOVERNMENT)
OSC = Source(name="Open Source Centre", kind=SourceKind.THINK_TANK)
BBC = Source(name="BBC", kind=SourceKind.MEDIA)
KIRBY = Source(name="John Kirby", kind=SourceKind.GOVERNMENT)


@lru_cache(maxsize=1)
def the_record() -> MemoryView:
    pack = load_pack()
    return MemoryView(parse_table(pack.claims_csv, name="claims.csv").entries, pack, trace)


@lru_cache(maxsize=1)
def the_parties() -> Parties:
    return Parties.of(the_record().pack)


def told(claim: Claim, on: str, **coding: float) -> Verdict:
    """The verdict on an article of that date that tells the claim; ``coding`` are confidences of fields."""
    fields = {name: FieldCoding(confidence=sure, reason="made up") for name, sure in coding.items()}
    entry = Entry(
        id="article",
        claim=claim,
        report=Report(published=Edtf.parse(on)),
        coding=Coding(coder="test", fields=fields),
        status=Status.SUGGESTED,
    )
    (verdict,) = check([entry], the_record(), parties=the_parties())
    return verdict


def claim(
    item: str, low: float | None, high: float | None, *sources: Source, time: str | None = None, **changes: object
) -> Claim:
    hedge = Hedge.NONE if low is high is None else Hedge.EXACT
    if low != high:
        hedge = Hedge.AT_LEAST if high is None else Hedge.AT_MOST if low is None else Hedge.RANGE
    plain = Claim(
        kind=Kind.TRANSFER,
        actor="KP",
        counterpart="RU",
        item=item,
        low=low,
        high=high,
        hedge=hedge,
        unit="round",
        measure=Measure.CUMULATIVE if hedge is not Hedge.NONE else Measure.NONE,
        time=Edtf.parse(time) if time else None,
        sources=sources,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def containers(low: float | None, high: float | None, *sources: Source, time: str, **changes: object) -> Claim:
    return claim("containers", low, high, *sources, time=time, unit="container", **changes)


def oil(low: float | None, high: float | None, *sources: Source, time: str, **changes: object) -> Claim:
    return claim("oil", low, high, *sources, time=time, unit="barrel", actor="RU", counterpart="KP", **changes)


def killed(low: float | None, high: float | None, *sources: Source, time: str, **changes: object) -> Claim:
    changes = {"kind": Kind.LOSS, "outcome": Outcome.KILLED, "unit": "person", **changes}
    return claim("troops", low, high, *sources, time=time, **changes)
