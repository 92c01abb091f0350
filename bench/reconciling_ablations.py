"""`python -m bench.reconciling_ablations`: what each choice of the engine is worth, by taking it away on the
development worlds.

Nothing here is tuned on the reported seeds. Each line is the whole engine but for one thing.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import numpy as np
from scipy.stats import norm

from bench.reconciliation import engine
from bench.reconciliation.forecasts import Forecast, engine_forecasts
from bench.reconciliation.rows import World
from bench.reconciliation.score import Marks, join, mark, summarise
from bench.reconciliation.simulator import simulate
from tumen.codebook.exchange import Exchange
from tumen.codebook.quantity import Hedge
from tumen.codebook.source import DistinctClaim, JoinReason, Origins
from tumen.reconciling import gathering, learn, learning, path, propagation, tellings
from tumen.reconciling.parameters import Parameters
from tumen.reconciling.path import Walk
from tumen.reconciling.scale import Floats, Motion
from tumen.reconciling.sites import CODES, Wordings, parts_of

Traced = tuple[Exchange, Origins]


@contextmanager
def nothing_taken_away() -> Iterator[None]:
    """The engine as it is."""
    yield


@contextmanager
def no_leans() -> Iterator[None]:
    """Nothing is learned of origins."""
    with patch.object(engine, "learn", lambda _, cut_off: Parameters(cut_off=cut_off)):
        yield


@contextmanager
def no_anchors() -> Iterator[None]:
    """Leans are measured against all origins alike."""

    def free(exchanges: Sequence[Traced], cut_off: date) -> Parameters:
        return learn(exchanges, cut_off=cut_off, parameters=Parameters(anchors=()))

    with patch.object(engine, "learn", free):
        yield


@contextmanager
def copies_count() -> Iterator[None]:
    """Every entry is a claim of its own, and an outlet's repeat is new evidence."""
    exchanges_of = engine.exchanges_of

    def untraced(*args: object) -> list[Traced]:
        return [(exchange, _untraced(origins)) for exchange, origins in exchanges_of(*args)]  # type: ignore[arg-type]

    with patch.object(engine, "exchanges_of", untraced), patch.object(tellings, "without_echoes", list):
        yield


def _untraced(origins: Origins) -> Origins:
    distinct = [
        DistinctClaim(id=entry, entries=(entry,), origin=one.origin, reasons={entry: JoinReason.ITSELF})
        for one in origins.distinct
        for entry in one.entries
    ]
    return replace(origins, distinct=tuple(distinct))


@contextmanager
def echoes_count() -> Iterator[None]:
    """Copies are joined, but an outlet that repeats a named figure is new evidence."""
    with patch.object(tellings, "without_echoes", list):
        yield


@contextmanager
def every_hedge_is_about() -> Iterator[None]:
    """Hedges are not read: every number is about itself."""

    def flat(said: Wordings, weight: float) -> object:
        middle = np.where(np.isnan(said.low), said.high, np.where(np.isnan(said.high), said.low, said.low))
        about = np.full(len(middle), CODES[Hedge.ABOUT])
        return parts_of(replace(said, low=middle, high=middle, hedge=about), weight)

    with patch.object(gathering, "parts_of", flat):
        yield


@contextmanager
def bounds_are_flat() -> Iterator[None]:
    """ "At least" and "up to" say nothing of where beyond the bound the amount lies."""
    with patch.object(Parameters, "__init__", _with(bound_weight=0.0)):
        yield


def _with(**fixed: object) -> Callable[..., None]:
    made = Parameters.__init__

    def init(self: Parameters, **given: object) -> None:
        made(self, **{**given, **fixed})  # type: ignore[arg-type]

    return init


@contextmanager
def no_error_is_plain() -> Iterator[None]:
    """Figures are never plainly wrong."""
    rare = patch.object(Parameters, "__init__", _with(error_rate=1e-4))
    with rare, patch.object(gathering, "_DOUBTED", 1e-4), everybody_slips_alike():
        yield


@contextmanager
def everybody_slips_alike() -> Iterator[None]:
    """How often a body is plainly wrong is not learned: four figures of a hundred are, whoever tells them."""
    with patch.object(learning, "_with_slips", lambda _, __, learned: learned):
        yield


@contextmanager
def wrong_figures_are_near() -> Iterator[None]:
    """Plainly wrong figures lie round the amount as under a bell, with an sd of 2 of the log."""

    def bell(centre: Floats, amount: Floats) -> Floats:
        return np.asarray(norm.pdf(amount, centre[:, None], 2.0))

    with patch.object(propagation, "plainly_wrong", bell):
        yield


@contextmanager
def no_shared_error() -> Iterator[None]:
    """Nothing is taken to be wrong with all origins together."""
    with patch.object(Parameters, "__init__", _with(shared=((0.01, 1.0),))):
        yield


@contextmanager
def shared_error_of_one_size() -> Iterator[None]:
    """The error that all origins share is taken to have an sd of 0.18 in every flow."""
    with patch.object(Parameters, "__init__", _with(shared=((0.18, 1.0),))):
        yield


@contextmanager
def a_large_shared_error() -> Iterator[None]:
    """The same with 0.35, as it truly is on `shared_error`."""
    with patch.object(Parameters, "__init__", _with(shared=((0.35, 1.0),))):
        yield


@contextmanager
def periods_have_a_middle() -> Iterator[None]:
    """A stock or a share that is told of a month or a year is one of its middle day."""

    def middle(telling: tellings.Telling, asked: float) -> float:
        return asked if np.isnan(telling.day) else telling.day

    with patch.object(tellings.Telling, "day_for", middle):
        yield


@contextmanager
def common_errors_not_put_back() -> Iterator[None]:
    """What passing to and fro takes for known stays taken for known."""
    with patch.object(propagation, "widened", lambda belief, _: belief):
        yield


@contextmanager
def steps_and_starts_unread() -> Iterator[None]:
    """Steps say nothing of totals, and totals from later starts are pooled."""
    with patch.object(gathering, "_steps_into", lambda *_: []), patch.object(gathering, "_from_their_starts", list):
        yield


@contextmanager
def no_factors() -> Iterator[None]:
    """Counts in another unit say nothing, and conversions are figures like all others."""
    with patch.object(gathering, "believed_factors", lambda *_: {}):
        yield


@contextmanager
def totals_walk() -> Iterator[None]:
    """A total moves as a stock does, both ways and without bursts."""
    walk = Walk(rate=0.0, falls=0.0, small=0.15, large=0.5, part_large=0.3, creep=0.35)
    with patch.dict(path.WALKS, {Motion.RISING: walk}):
        path.transitions.cache_clear()
        yield
    path.transitions.cache_clear()


ABLATIONS = (
    nothing_taken_away,
    copies_count,
    echoes_count,
    every_hedge_is_about,
    bounds_are_flat,
    no_error_is_plain,
    everybody_slips_alike,
    wrong_figures_are_near,
    no_leans,
    no_anchors,
    totals_walk,
    steps_and_starts_unread,
    no_factors,
    common_errors_not_put_back,
    no_shared_error,
    shared_error_of_one_size,
    a_large_shared_error,
    periods_have_a_middle,
)


def main(arguments: list[str] | None = None) -> int:
    """Print a table: each choice taken away, on each set."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--sets", default="main,heavy_copying,dense")
    reader.add_argument("--seeds", default="1,2")
    reader.add_argument("--flows", type=int, default=100)
    reader.add_argument("--only", default="", help="ablations by name, with commas; default all")
    options = reader.parse_args(arguments)
    chosen = [one for one in ABLATIONS if not options.only or one.__name__ in options.only.split(",")]
    for name in options.sets.split(","):
        worlds: list[World] = [simulate(name, int(seed), flows=options.flows) for seed in options.seeds.split(",")]
        print(
            f"\n## {name}\n\n| taken away | CRPS | MALE | bias | cov50 | cov80 | cov95 |\n|---|---|---|---|---|---|---|"
        )
        for ablation in chosen:
            marks: dict[str, list[Marks]] = defaultdict(list)
            with ablation():
                for world in worlds:
                    found: dict[str, Forecast] = engine_forecasts(engine.estimates_of, world)
                    marks["engine"].append(mark(world, found["engine"]))
            one = summarise(join(marks["engine"]))
            what = ablation.__name__.replace("_", " ")
            covered = f"{one.cover50:.2f} | {one.cover80:.2f} | {one.cover95:.2f}"
            print(f"| {what} | {one.crps:.3f} | {one.male:.3f} | {one.bias:+.3f} | {covered} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
