"""The shipped case, traced once for all questions."""

from __future__ import annotations

from datetime import date
from functools import cache

from tumen.asking.contradictions import Contradiction, ContradictionKind, contradictions
from tumen.codebook.case_pack import CasePack
from tumen.codebook.estimate import Estimate
from tumen.codebook.exchange import Exchange, Question
from tumen.codebook.flow import ExchangeKey, Flow, find_flow
from tumen.codebook.source import Origins
from tumen.codebook.table import parse_table
from tumen.packs.shipped import load_pack
from tumen.reconciling import Parameters, reconcile
from tumen.tracing import trace


@cache
def pack() -> CasePack:
    return load_pack()


@cache
def exchanges(known_at: date | None = None) -> tuple[tuple[Exchange, Origins], ...]:
    """Every exchange of the shipped claims, as known then."""
    by_key: dict[ExchangeKey, list[tuple[date, str]]] = {}
    entries = {entry.id: entry for entry in parse_table(pack().claims_csv, name="claims.csv").entries}
    for entry in entries.values():
        first = entry.report.published.first if entry.report.published else None
        if first is not None and (known_at is None or first <= known_at):
            by_key.setdefault(ExchangeKey.of(entry.claim), []).append((first, entry.id))
    made = []
    for key in sorted(by_key):
        ordered = tuple(entries[name] for _, name in sorted(by_key[key]))
        made.append((Exchange(key=key, entries=ordered, known_at=known_at), trace(ordered, pack())))
    return tuple(made)


def estimate(flow: str, as_of: date, known_at: date | None = None) -> Estimate:
    """The estimate of the flow that the text names."""
    pairs = exchanges(known_at)
    found = find_flow(flow, {Flow.of(entry.claim) for exchange, _ in pairs for entry in exchange.entries})
    exchange, origins = next(pair for pair in pairs if pair[0].key == found.exchange)
    return reconcile(exchange, Question(flow=found, as_of=as_of, known_at=known_at), origins, parameters=Parameters())


@cache
def all_contradictions() -> tuple[Contradiction, ...]:
    return tuple(
        found
        for exchange, origins in exchanges()
        for found in contradictions(exchange, origins, conversions=pack().conversions)
    )


def between(first: str, second: str) -> set[ContradictionKind]:
    """Of what sorts two claims contradict one another."""
    return {found.kind for found in all_contradictions() if {first, second} <= set(found.entries)}


def origins_behind(*claims: str) -> set[str]:
    """The origins on which the claims rest."""
    pairs = exchanges()
    return {one.origin for _, origins in pairs for one in origins.distinct for entry in one.entries if entry in claims}
