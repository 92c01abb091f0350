"""`python -m bench.reconciliation`: score methods on the simulated sets, and on real series where they are at hand."""

import argparse
import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from bench.reconciliation import real
from bench.reconciliation.forecasts import Forecast, engine_forecasts, peer_forecasts, settled_forecasts
from bench.reconciliation.frozen import DEVELOPMENT_SEEDS
from bench.reconciliation.peers.table import PEERS
from bench.reconciliation.rows import World
from bench.reconciliation.score import Marks, difference, join, mark, rank_counts, summarise, table
from bench.reconciliation.settings import SETTINGS
from bench.reconciliation.simulator import simulate

ENGINE = "bench.reconciliation.engine"
_ENGINES = ("engine", "engine:calibrated", "engine:settled")


def bound_engine() -> Callable[..., list[list[float] | None]] | None:
    """Return the engine's adapter, or None where there is none yet."""
    try:
        module = importlib.import_module(ENGINE)
    except ModuleNotFoundError as missing:
        if missing.name != ENGINE:
            raise
        return None
    estimator: Callable[..., list[list[float] | None]] = module.estimates_of
    return estimator


def methods(names: list[str]) -> dict[str, Callable[[World], dict[str, Forecast]]]:
    """Return how each named method makes its forecasts; `engine` is left out where none is bound."""
    found: dict[str, Callable[[World], dict[str, Forecast]]] = {}
    for name in names:
        if name in PEERS:
            found[name] = lambda world, name=name: peer_forecasts(name, world)  # type: ignore[misc]
            continue
        estimator = bound_engine()
        if estimator is None:
            print("engine: skipped, bench/reconciliation/engine.py is not there")
            continue
        if name == "engine:settled":
            found[name] = lambda world, it=estimator: settled_forecasts(it, world)  # type: ignore[misc]
            continue
        calibrated = name == "engine:calibrated"
        found["engine"] = lambda world, it=estimator, how=calibrated: engine_forecasts(it, world, calibrated=how)  # type: ignore[misc]
    return found


def worlds(options: argparse.Namespace) -> Iterator[tuple[str, list[World]]]:
    """Yield each set with its worlds: one a seed, or the one that a real series gives."""
    for name in options.sets:
        if name in SETTINGS:
            yield name, [simulate(name, seed, flows=options.flows) for seed in options.seeds]
            continue
        path = options.polls if name == "polls" else options.cities
        world = real.load(name, path)
        if world is None:
            print(f"{name}: skipped: not found ({path or 'no path given'})")
        else:
            yield name, [world]


def run_set(made: list[World], chosen: dict[str, Callable[[World], dict[str, Forecast]]]) -> dict[str, object]:
    """Return all figures of one set; prints its table."""
    marks: dict[str, list[Marks]] = defaultdict(list)
    tunings: dict[str, list[str]] = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    unanswered: dict[str, int] = defaultdict(int)
    for world in made:
        for method, forecast_of in chosen.items():
            began = time.perf_counter()
            forecasts = forecast_of(world)
            seconds[method] += time.perf_counter() - began
            for name, forecast in forecasts.items():
                marks[name].append(mark(world, forecast))
                tunings[name].append(forecast.tuning)
                unanswered[name] += forecast.unanswered
    joined = {name: join(parts) for name, parts in marks.items()}
    summaries = {name: summarise(each) for name, each in joined.items()}
    print(table(summaries))
    rivals = {name: one.crps for name, one in summaries.items() if not name.startswith("engine")}
    best = min(rivals, key=lambda name: rivals[name]) if rivals else ""
    against = {name: asdict(difference(each, joined[best])) for name, each in joined.items()} if best else {}
    if "engine" in joined and best:
        gap = against["engine"]
        saved = 100.0 * (1.0 - summaries["engine"].crps / rivals[best])
        print(f"engine - {best}: {gap['mean']:+.3f} ({gap['low']:+.3f} to {gap['high']:+.3f}), {saved:.0f} % lower")
    return {
        "summaries": {name: asdict(one) for name, one in summaries.items()},
        "ranks": {name: rank_counts(each) for name, each in joined.items()},
        "best_peer": best,
        "less_best_peer": against,
        "tuning": dict(tunings),
        "unanswered": dict(unanswered),
        "seconds": {name: round(spent, 2) for name, spent in seconds.items()},
    }


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    made = argparse.ArgumentParser(prog="python -m bench.reconciliation", description=__doc__)
    made.add_argument("--sets", type=_listed, default=["main"], help=f"of {', '.join(SETTINGS)}, polls, cities; or all")
    made.add_argument(
        "--methods",
        type=_listed,
        default=[*PEERS, "engine"],
        help="of the peers, engine, engine:calibrated, engine:settled",
    )
    made.add_argument("--seeds", type=lambda text: [int(part) for part in _listed(text)], default=[*DEVELOPMENT_SEEDS])
    made.add_argument("--flows", type=int, default=None, help="flows a world; default as frozen")
    made.add_argument("--polls", type=Path, default=None, help="raw polls of a pollster-ratings folder (CSV)")
    made.add_argument("--cities", type=Path, default=None, help="folder with population-new-new.txt, population-gd.txt")
    made.add_argument("--json", type=Path, default=None, help="where to write all figures")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; return 2 where a set or a method is not known."""
    options = parser().parse_args(arguments)
    if options.sets == ["all"]:
        options.sets = [*SETTINGS, *real.SERIES]
    unknown = set(options.sets) - {*SETTINGS, *real.SERIES} | set(options.methods) - {*PEERS, *_ENGINES}
    if unknown:
        print(f"not known: {', '.join(sorted(unknown))}. See --help.", file=sys.stderr)
        return 2
    chosen = methods(options.methods)
    report: dict[str, object] = {}
    for name, made in worlds(options):
        scored = sum(not truth.gold for world in made for truth in world.truths)
        print(f"\n## {name}: {len(made)} worlds, {sum(len(w.rows) for w in made)} rows, {scored} questions scored\n")
        report[name] = run_set(made, chosen)
    if options.json is not None:
        options.json.write_text(json.dumps(report, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
