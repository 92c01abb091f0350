"""Short ways to say who told what, for tests that read as specification."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Basis, Claim, Kind, Outcome, Polarity, Stage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, Report, Status
from tumen.codebook.estimate import Estimate
from tumen.codebook.exchange import Exchange, Question
from tumen.codebook.flow import ExchangeKey, Flow
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import Origins, Source, SourceKind
from tumen.reconciling import Parameters, reconcile
from tumen.tracing import trace

AS_OF = date(2024, 12, 31)
PACK = CasePack(id="test", title="Test")


def told(
    key: str,
    figure: float | tuple[float, float] | None,
    *,
    by: str | None = "NIS",
    on: str | None = "2024-06-01",
    hedge: Hedge = Hedge.EXACT,
    time: str | None = None,
    item: str = "shells",
    unit: str = "round",
    measure: Measure = Measure.CUMULATIVE,
    kind: Kind = Kind.TRANSFER,
    outcome: Outcome | None = None,
    stage: Stage = Stage.DONE,
    polarity: Polarity = Polarity.AFFIRMED,
    basis: Basis = Basis.REPORTED,
    per: str | None = None,
    copied_from: str | None = None,
    converted_from: str | None = None,
) -> Entry:
    """An accepted entry: who (``by``; None: nobody) told which figure, published on which day."""
    low, high = figure if isinstance(figure, tuple) else (figure, figure)
    if hedge is Hedge.AT_LEAST:
        high = None
    if hedge is Hedge.AT_MOST:
        low = None
    source_kind = SourceKind.MEDIA if by and by.startswith("Outlet") else SourceKind.INTELLIGENCE
    claim = Claim(
        kind=kind,
        actor="KP",
        counterpart="RU",
        item=item,
        low=low,
        high=high,
        hedge=hedge,
        unit=unit,
        per=per,
        measure=measure,
        outcome=outcome,
        stage=stage,
        polarity=polarity,
        basis=basis,
        time=Edtf.parse(time) if time else None,
        sources=(Source(name=by, kind=source_kind),) if by else (),
    )
    published = Edtf.parse(on) if on else None
    report = Report(published=published, copied_from=copied_from, converted_from=converted_from)
    return Entry(id=key, claim=claim, report=report, coding=Coding(coder="test"), status=Status.ACCEPTED)


def exchange_of(entries: Iterable[Entry], known_at: date | None = None) -> tuple[Exchange, Origins]:
    """The entries as one exchange, traced."""
    ordered = tuple(entries)
    exchange = Exchange(key=ExchangeKey.of(ordered[0].claim), entries=ordered, known_at=known_at)
    return exchange, trace(ordered, PACK)


def estimate_of(
    entries: Iterable[Entry],
    *,
    flow: Flow | None = None,
    as_of: date = AS_OF,
    known_at: date | None = None,
    parameters: Parameters | None = None,
) -> Estimate:
    """The estimate of the first entry's flow."""
    ordered = list(entries)
    exchange, origins = exchange_of(ordered)
    question = Question(flow=flow or Flow.of(ordered[0].claim), as_of=as_of, known_at=known_at)
    return reconcile(exchange, question, origins, parameters=parameters or Parameters())
