"""The engine as a method of this benchmark: rows in the codebook's CSV form, traced and reconciled, give quantiles.

It sees what a user's case would hold: claims, and for each body its kind, interest group and recorded upstream.
Leans are learned anew for each date of knowledge, from the claims published by then; a truth is seen only where one is
handed over as accepted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bench.reconciliation.rows import ClaimRow, OriginRow, Question, Truth, as_csv
from bench.reconciliation.scale import LEVELS
from tumen.codebook.case_pack import Body, CasePack
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey, Flow
from tumen.codebook.source import Origins, SourceKind
from tumen.codebook.table import parse_table
from tumen.reconciling.fitting import fit
from tumen.reconciling.gathering import gather
from tumen.reconciling.learning import learn
from tumen.reconciling.parameters import Parameters
from tumen.reconciling.scale import from_axis, is_share
from tumen.reconciling.settling import Accepted, settle
from tumen.tracing.parties import Parties
from tumen.tracing.trace import trace

Traced = tuple[Exchange, Origins]


def estimates_of(
    rows: Sequence[ClaimRow],
    origins: Sequence[OriginRow],
    questions: Sequence[Question],
    accepted: Sequence[Truth] = (),
) -> list[list[float] | None]:
    """Return, for each question, the figures at `LEVELS`; None where no figure was known.

    Of each date of knowledge, the values in `accepted` tell what error all origins share; without them no truth is
    seen.
    """
    table = parse_table(as_csv(numbered(rows)), name="bench")
    if table.problems:
        raise ValueError(f"bench: {table.problems[0]}")
    pack = pack_of(origins)
    batches: dict[tuple[date, date], list[int]] = defaultdict(list)
    for number, question in enumerate(questions):
        batches[question.known_at, question.as_of].append(number)
    answers: list[list[float] | None] = [None] * len(questions)
    known: dict[date, tuple[list[Traced], Parameters]] = {}
    for (known_at, as_of), members in sorted(batches.items()):
        if known_at not in known:
            traced = exchanges_of(table.entries, pack, known_at)
            learned = learn(traced, cut_off=known_at)
            known[known_at] = traced, _settled(traced, accepted, known_at, learned) if accepted else learned
        found = _answers(*known[known_at], as_of, known_at)
        for number in members:
            answers[number] = found.get(questions[number].flow)
    return answers


def _settled(exchanges: Sequence[Traced], accepted: Sequence[Truth], known_at: date, learned: Parameters) -> Parameters:
    flows = {name_of(flow): flow for exchange, _ in exchanges for flow in map(Flow.of, _claims(exchange))}
    values = [
        Accepted(flow=flows[truth.flow], as_of=truth.as_of, known_at=known_at, value=truth.value)
        for truth in accepted
        if truth.known_at == known_at and truth.flow in flows
    ]
    return settle(exchanges, values, parameters=learned)


def _claims(exchange: Exchange) -> list[Claim]:
    return [entry.claim for entry in exchange.entries]


def numbered(rows: Sequence[ClaimRow]) -> list[ClaimRow]:
    """Return the rows with ids of their own: two questions of one poll stand under one number."""
    seen: Counter[str] = Counter()
    made = []
    for row in rows:
        seen[row.id] += 1
        made.append(row if seen[row.id] == 1 else replace(row, id=f"{row.id}-{seen[row.id]}"))
    return made


def pack_of(origins: Sequence[OriginRow]) -> CasePack:
    """Return the origins as a pack's bodies."""
    ids = {origin.name: origin.name.lower() for origin in origins}
    bodies = tuple(
        Body(
            id=ids[origin.name],
            name=origin.name,
            kind=SourceKind(origin.kind),
            home=origin.state,
            group=origin.interest,
            draws_on=(ids[origin.draws_on],) if origin.draws_on else (),
        )
        for origin in origins
    )
    return CasePack(id="bench", title="Simulated", bodies=bodies)


def exchanges_of(entries: Sequence[Entry], pack: CasePack, known_at: date) -> list[Traced]:
    """Return the exchanges as known then, traced."""
    by_key: dict[ExchangeKey, list[tuple[date, str, Entry]]] = defaultdict(list)
    for entry in entries:
        published = entry.report.published
        if published is not None and published.first is not None and published.first <= known_at:
            by_key[ExchangeKey.of(entry.claim)].append((published.first, entry.id, entry))
    parties = Parties.of(pack)
    traced = []
    for key in sorted(by_key):
        ordered = tuple(entry for _, _, entry in sorted(by_key[key], key=lambda one: one[:2]))
        traced.append((Exchange(key=key, entries=ordered, known_at=known_at), trace(ordered, pack, parties=parties)))
    return traced


def _answers(
    exchanges: Sequence[Traced], parameters: Parameters, as_of: date, known_at: date
) -> dict[str, list[float]]:
    rows = [row for exchange, origins in exchanges for row in gather(exchange, origins, as_of, known_at, parameters)]
    if not rows:
        return {}
    quantiles = fit(rows, as_of, parameters).quantiles(LEVELS)
    return {
        name_of(row.flow): from_axis(points, share=is_share(row.flow)).tolist()
        for row, points in zip(rows, quantiles, strict=True)
    }


def name_of(flow: Flow) -> str:
    """Return the flow as the benchmark writes it."""
    return f"{flow.actor}>{flow.counterpart}:{flow.item}/{flow.measure}/{flow.unit}/{flow.path}"
