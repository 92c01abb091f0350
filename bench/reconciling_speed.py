"""`python -m bench.reconciling_speed`: parsing claims from JSON and reconciling them, side by side in one run.

It makes simulated worlds until there are so many claims and flows, writes them as JSON lines in the codebook's
form, and times three things:
parsing them with the standard library (json, dataclasses, dates), reconciling them all in one pass, and one new
claim to a new
estimate, refits and all. Tracing is timed too: it is not part of either.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bench.reconciliation.engine import Traced, exchanges_of, pack_of
from bench.reconciliation.rows import OriginRow, as_csv
from bench.reconciliation.simulator import simulate
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Question
from tumen.codebook.flow import Flow
from tumen.codebook.table import parse_table
from tumen.codebook.wire import claim_line
from tumen.reconciling import Parameters, learn, reconcile, reconcile_all

AS_OF = date(2025, 4, 20)


class PlainHedge(StrEnum):
    """The hedges, as plainly as the standard library has them."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSource:
    """A link of an attribution."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainClaim:
    """A claim as json and dataclasses alone would hold it: hedge, dates and sources parsed, nothing checked."""

    key: tuple[object, ...]
    low: float | None
    high: float | None
    hedge: PlainHedge
    first: date | None
    last: date | None
    published: date | None
    sources: tuple[PlainSource, ...]


def plain_date(text: str) -> date | None:
    """Return the day, or the first of the month, that a text names."""
    if not text or text == "..":
        return None
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def parse_plainly(lines: Sequence[str]) -> dict[tuple[object, ...], list[PlainClaim]]:
    """Return the claims sorted out by flow, parsed with the standard library alone."""
    flows: dict[tuple[object, ...], list[PlainClaim]] = defaultdict(list)
    for line in lines:
        fields = json.loads(line)
        first, _, last = (fields["time"] or "").rpartition("/")
        names = ("kind", "actor", "counterpart", "item", "outcome", "measure", "unit", "per")
        key = (*(fields.get(name) for name in names), fields["stage"] in {"underway", "done"})
        flows[key].append(
            PlainClaim(
                key=key,
                low=fields["low"],
                high=fields["high"],
                hedge=PlainHedge(fields["hedge"]),
                first=plain_date(first),
                last=plain_date(last),
                published=plain_date(fields.get("published") or ""),
                sources=tuple(PlainSource(**source) for source in fields["sources"]),
            )
        )
    return flows


def made(claims: int, name: str = "main") -> tuple[list[Entry], tuple[OriginRow, ...]]:
    """Return so many simulated entries, and the bodies of one of their worlds."""
    entries: list[Entry] = []
    origins: tuple[OriginRow, ...] = ()
    seed = 5001
    while len(entries) < claims:
        world = simulate(name, seed, flows=600)
        origins = world.origins
        table = parse_table(as_csv(world.rows).replace("\nX", f"\n{seed}X"), name=str(seed))
        entries.extend(table.entries)
        seed += 1
    return entries[:claims], origins


def traced_by_world(entries: Sequence[Entry], origins: Sequence[OriginRow]) -> list[Traced]:
    """Return the exchanges, traced; each world's apart, for their sides have the same names."""
    worlds: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        worlds[entry.id[:4]].append(entry)
    pack = pack_of(origins)
    return [one for name in sorted(worlds) for one in exchanges_of(worlds[name], pack, AS_OF)]


def main(arguments: list[str] | None = None) -> int:
    """Print the times."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--claims", type=int, default=150_000)
    reader.add_argument("--set", default="main", help="main has 21 claims a flow, heavy_copying 45")
    options = reader.parse_args(arguments)
    entries, origins = made(options.claims, options.set)
    lines = [json.dumps(claim_line(entry, "made") | _dated(entry)) for entry in entries]
    seconds: dict[str, float] = {}
    began = time.perf_counter()
    traced = traced_by_world(entries, origins)
    seconds["tracing"] = time.perf_counter() - began
    began = time.perf_counter()
    plain = parse_plainly(lines)
    seconds["parsing with json and dataclasses"] = time.perf_counter() - began
    del plain
    began = time.perf_counter()
    answers = reconcile_all(traced, AS_OF, AS_OF, Parameters())
    seconds["reconciling in one pass"] = time.perf_counter() - began
    began = time.perf_counter()
    learned = learn(traced[:: max(len(traced) // 300, 1)], cut_off=AS_OF)
    seconds["learning from 300 exchanges"] = time.perf_counter() - began
    some = traced[:: max(len(traced) // 50, 1)]
    began = time.perf_counter()
    for exchange, found in some:
        flow = Flow.of(exchange.entries[0].claim)
        reconcile(exchange, Question(flow=flow, as_of=AS_OF, known_at=AS_OF), found, parameters=learned)
    seconds["one estimate with all its refits"] = (time.perf_counter() - began) / len(some)
    print(f"{len(entries):,} claims, {len(answers):,} flows")
    for what, took in seconds.items():
        print(f"{what:36} {took:8.3f} s")
    parsing, one_pass = seconds["parsing with json and dataclasses"], seconds["reconciling in one pass"]
    single = seconds["one estimate with all its refits"]
    print(f"pass / parsing {one_pass / parsing:.2f}   one estimate / pass {single / one_pass:.4f}")
    return 0


def _dated(entry: Entry) -> dict[str, object]:
    published = entry.report.published
    return {"published": published.text if published else None}


if __name__ == "__main__":
    sys.exit(main())
