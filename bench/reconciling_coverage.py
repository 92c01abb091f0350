"""`python -m bench.reconciling_coverage`: where 80 % intervals hold what they promise, on `main` and on `shared_error`.

Three tables: by how much a flow was told of; what widths would have to be for both sets to keep their bounds; and how
many accepted values it takes. Seeds are those of development.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt

import numpy as np

from bench.reconciliation import engine
from bench.reconciliation.forecasts import scaled_truths
from bench.reconciliation.rows import World, as_csv
from bench.reconciliation.simulator import simulate
from tumen.codebook.table import parse_table
from tumen.reconciling import learn
from tumen.reconciling.camps import quantiles_of
from tumen.reconciling.densities import widened_unsure
from tumen.reconciling.fitting import Fit, fit
from tumen.reconciling.gathering import gather
from tumen.reconciling.influence import effective_origins, information
from tumen.reconciling.parameters import Parameters
from tumen.reconciling.scale import Floats
from tumen.reconciling.settling import log_densities, weighed

SETS = ("main", "shared_error")
_TENTH = 1.2815515655
_MOST_ON_MAIN = 0.85
_LEVELS = np.array([0.025, 0.1, 0.5, 0.9, 0.975])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with what the claims say, before what all origins may have wrong together; ``world`` and date of
    knowledge name the answers that share parameters.
    """

    world: tuple[str, date]
    flow: str
    gold: bool
    truth: float
    belief: Floats
    bottom: float
    claims: int
    effective: float


def answered(world: World) -> Iterator[Answered]:
    """Give every question of a world that has an answer."""
    entries = parse_table(as_csv(engine.numbered(world.rows)), name="bench").entries
    pack, truths = engine.pack_of(world.origins), scaled_truths(world)
    batches: dict[date, dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for number, truth in enumerate(world.truths):
        batches[truth.known_at][truth.as_of][truth.flow] = number
    for known_at, days in sorted(batches.items()):
        traced = engine.exchanges_of(entries, pack, known_at)
        learned = learn(traced, cut_off=known_at)
        for as_of, asked in sorted(days.items()):
            rows = [row for exchange, origins in traced for row in gather(exchange, origins, as_of, known_at, learned)]
            made = fit(rows, as_of, learned)
            worth = _effective(made, learned)
            for place, row in enumerate(rows):
                number = asked.get(engine.name_of(row.flow), -1)
                if number >= 0:
                    yield Answered(
                        world=(world.name, known_at),
                        flow=world.truths[number].flow,
                        gold=world.truths[number].gold,
                        truth=float(truths[number]),
                        belief=made.posterior.belief[place],
                        bottom=float(made.posterior.bottom[place]),
                        claims=len(row.bearings),
                        effective=worth[place],
                    )


def _effective(made: Fit, learned: Parameters) -> list[float]:
    batch = made.batch
    worth = information(batch.sites, batch.asked, batch.offsets, made.posterior, noise=learned.noise)
    weights: list[list[float]] = [[] for _ in batch.rows]
    for (row, _, _), value in zip(batch.names, worth.tolist(), strict=True):
        weights[row].append(value)
    return [effective_origins(of_row) for of_row in weights]


def quantiles(answers: Sequence[Answered], sizes: Floats, weights: Floats) -> Floats:
    """Return quantiles where the error that all origins share has one of these sizes."""
    beliefs = np.stack([one.belief for one in answers])
    whole = widened_unsure(beliefs, np.tile(sizes**2, (len(answers), 1)), weights)
    return quantiles_of(whole, np.array([one.bottom for one in answers]), _LEVELS)


def inside(found: Floats, answers: Sequence[Answered], low: int = 1, high: int = 3) -> Floats:
    """Tell for each answer whether its interval holds the truth: of 80 %, or of 95 % from the outermost quantiles."""
    truths = np.array([one.truth for one in answers])
    return np.asarray((found[:, low] <= truths) & (truths <= found[:, high]), float)


def by_evidence(scored: dict[str, list[Answered]]) -> None:
    """Print coverage by number of claims and of effective origins."""
    sizes, weights = np.array(Parameters().shared).T
    print("\n| what was told | " + " | ".join(SETS) + " |\n|---|---|---|")
    held = {name: inside(quantiles(answers, sizes, weights), answers) for name, answers in scored.items()}
    for what, edges in (("claims", (1, 3, 6, 10, 15, 25, 999)), ("effective", (0, 1.5, 2.5, 3.5, 5, 99))):
        for low, high in pairwise(edges):
            cells = []
            for name, answers in scored.items():
                chosen = np.array([low <= getattr(one, what) < high for one in answers])
                share = f"{held[name][chosen].mean():.2f}" if chosen.any() else ""
                cells.append(f"{share} ({chosen.sum()})")
            told = "claims" if what == "claims" else "effective origins"
            print(f"| {low:g} to under {high:g} {told} | {' | '.join(cells)} |")


def by_width(scored: dict[str, list[Answered]]) -> None:
    """Print what `shared_error` covers where main covers 85 %, by how much of the flows' own width is kept."""
    sides = {}
    for name, answers in scored.items():
        own = quantiles(answers, np.array([1e-3]), np.array([1.0]))
        error = own[:, 2] - np.array([one.truth for one in answers])
        sides[name] = error, own[:, 2] - own[:, 1], own[:, 3] - own[:, 2]
    wide = sum(sides["main"][1:]) > np.quantile(sum(sides["main"][1:]), 0.8)
    print("\n| own width times | shared sd | main | shared_error | main, widest fifth |\n|---|---|---|---|---|")
    for kept in (1.0, 0.8, 0.6, 0.5, 0.4):
        low, high = 0.0, 3.0
        for _ in range(40):
            size = (low + high) / 2
            low, high = (size, high) if _held(sides["main"], kept, size).mean() < _MOST_ON_MAIN else (low, size)
        main, other = (_held(sides[name], kept, size) for name in SETS)
        print(f"| {kept:.1f} | {size:.2f} | {main.mean():.2f} | {other.mean():.2f} | {main[wide].mean():.2f} |")


def _held(sides: tuple[Floats, Floats, Floats], kept: float, size: float) -> Floats:
    error, below, above = sides
    room = (_TENTH * size) ** 2
    return np.asarray(
        (error <= np.sqrt((kept * below) ** 2 + room)) & (-error <= np.sqrt((kept * above) ** 2 + room)), float
    )


def by_accepted(everything: dict[str, list[Answered]], draws: int = 3) -> None:
    """Print coverage by how many flows have a value that all sides accept; gold ones are drawn, the others scored."""
    sizes, prior = np.array(Parameters().shared).T
    chance = np.random.default_rng(5)
    print("\n| set | flows with a value | cov80 | cov95 | sd learned |\n|---|---|---|---|---|")
    for name, answers in everything.items():
        groups: dict[tuple[str, date], list[Answered]] = defaultdict(list)
        for one in answers:
            groups[one.world].append(one)
        for count in (0, 3, 5, 10, 20, 40):
            rows = [row for group in groups.values() for row in _drawn(group, count, draws, sizes, prior, chance)]
            size, held80, held95 = np.array(rows).mean(axis=0)
            print(f"| {name} | {count} | {held80:.2f} | {held95:.2f} | {sqrt(size):.2f} |")


def _drawn(
    group: Sequence[Answered], count: int, draws: int, sizes: Floats, prior: Floats, chance: np.random.Generator
) -> Iterator[tuple[float, float, float]]:
    golden: dict[str, list[Floats]] = defaultdict(list)
    for one in group:
        if one.gold:
            golden[one.flow].append(log_densities(one.belief, one.truth - one.bottom, sizes**2))
    scored = [one for one in group if not one.gold]
    for _ in range(draws):
        chosen = chance.permutation(sorted(golden))[:count]
        weights = weighed(prior, [golden[flow] for flow in chosen])
        found = quantiles(scored, sizes, weights)
        size = float((weights * sizes**2).sum())
        most, nearly_all = inside(found, scored), inside(found, scored, 0, 4)
        yield from zip([size] * len(scored), most.tolist(), nearly_all.tolist(), strict=True)


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seeds", default="1,2,1001,1002,1003,1004")
    reader.add_argument("--flows", type=int, default=None)
    options = reader.parse_args(arguments)
    everything = {
        name: [
            one for seed in options.seeds.split(",") for one in answered(simulate(name, int(seed), flows=options.flows))
        ]
        for name in SETS
    }
    scored = {name: [one for one in answers if not one.gold] for name, answers in everything.items()}
    by_evidence(scored)
    by_width(scored)
    by_accepted(everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
