"""From points to forecasts: the peers' intervals are calibrated on flows whose truth they may see.

A forecast is an array of quantiles at `LEVELS`, on the scale. The gold flows choose the window and the way in which
a peer's residuals become an interval, whichever gives the lower score there.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np
from scipy.stats import norm

from bench.reconciliation.peers.evidence import Belief, read_rows
from bench.reconciliation.peers.table import PEERS, Peer, believe
from bench.reconciliation.rows import ClaimRow, OriginRow, Question, Truth, World
from bench.reconciliation.scale import LEVELS, Numbers, is_share, to_scale

_NORMAL_QUANTILES: Numbers = norm.ppf(LEVELS)


class Estimator(Protocol):
    """What the engine's adapter must offer."""

    def __call__(
        self,
        rows: Sequence[ClaimRow],
        origins: Sequence[OriginRow],
        questions: Sequence[Question],
    ) -> Sequence[Sequence[float] | None]:
        """Return, for each question, the figures at `LEVELS` in the flow's unit, or None for no answer."""


class SettledEstimator(Protocol):
    """An estimator that also takes values which are accepted by now."""

    def __call__(
        self,
        rows: Sequence[ClaimRow],
        origins: Sequence[OriginRow],
        questions: Sequence[Question],
        accepted: Sequence[Truth],
    ) -> Sequence[Sequence[float] | None]:
        """Return the same, for questions whose own truths are not among the accepted ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A method's quantiles for every truth of a world (rows, in the world's order); how it was tuned, in words."""

    quantiles: Numbers
    tuning: str = ""
    unanswered: int = 0


def pinball_scores(quantiles: Numbers, truths: Numbers) -> Numbers:
    """Return the continuous ranked probability score of each forecast: twice its mean pinball loss over `LEVELS`.

    Source: Gneiting and Raftery 2007, section 4.2. Lower is better; a point forecast gets its absolute error.
    """
    errors = truths[:, None] - quantiles
    losses = np.where(errors >= 0.0, LEVELS * errors, (LEVELS - 1.0) * errors)
    scores: Numbers = 2.0 * losses.mean(axis=1)
    return scores


def scaled_truths(world: World) -> Numbers:
    """Return the true values on the scale."""
    return np.array([to_scale(truth.value, share=is_share(truth.flow)).item() for truth in world.truths])


def gold_of(world: World) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which truths may be used for calibration."""
    return np.array([truth.gold for truth in world.truths], dtype=np.bool_)


def beliefs(peer: Peer, world: World, window: int | None) -> tuple[Numbers, Numbers | None]:
    """Return a peer's points for all truths, and its own deviations if it has any."""
    evidence = read_rows(world.rows)
    batches: dict[tuple[date, date], list[int]] = defaultdict(list)
    for i, truth in enumerate(world.truths):
        batches[truth.as_of, truth.known_at].append(i)
    found: list[Belief] = [Belief(np.nan)] * len(world.truths)
    questions = world.questions()
    for members in batches.values():
        known = believe(peer, evidence, questions[members[0]], window)
        for i in members:
            # Where nothing comparable is known yet, the middle of all flows is as good a guess as any.
            found[i] = known.get(questions[i].flow, _middle(known))
    points = np.array([belief.point for belief in found])
    if found[0].sd is None:
        return points, None
    return points, np.array([np.nan if belief.sd is None else belief.sd for belief in found])


def _middle(known: dict[str, Belief]) -> Belief:
    if not known:
        return Belief(0.0, 3.0)
    points = [belief.point for belief in known.values()]
    has_own = next(iter(known.values())).sd is not None
    return Belief(float(np.median(points)), 2.0 if has_own else None)


def _calibrated(points: Numbers, sds: Numbers | None, truths: Numbers, gold: Numbers) -> dict[str, Numbers]:
    """Return the forecasts that the gold residuals give: as they are, and relative to the method's own deviations."""
    chosen = gold.astype(np.bool_)
    residuals = truths[chosen] - points[chosen]
    ways = {"residuals": points[:, None] + np.quantile(residuals, LEVELS)[None, :]}
    if sds is not None:
        relative = residuals / sds[chosen]
        ways["residuals by own deviation"] = points[:, None] + sds[:, None] * np.quantile(relative, LEVELS)[None, :]
    return ways


def peer_forecasts(name: str, world: World) -> dict[str, Forecast]:
    """Return a peer's calibrated forecast and, where it has intervals of its own, those under `<name>:own`."""
    peer, truths, gold = PEERS[name], scaled_truths(world), gold_of(world)
    best, lowest = Forecast(quantiles=np.zeros((0, len(LEVELS)))), np.inf
    own: Forecast | None = None
    for window in peer.windows:
        points, sds = beliefs(peer, world, window)
        for way, quantiles in _calibrated(points, sds, truths, gold.astype(np.float64)).items():
            score = float(pinball_scores(quantiles[gold], truths[gold]).mean())
            if score < lowest:
                lowest = score
                span = "all claims" if window is None else f"{window} days"
                best = Forecast(quantiles=quantiles, tuning=f"{span}, {way}")
                raw = None if sds is None else points[:, None] + sds[:, None] * _NORMAL_QUANTILES[None, :]
                own = None if raw is None else Forecast(quantiles=raw, tuning=span)
    return {name: best} if own is None else {name: best, f"{name}:own": own}


def engine_forecasts(estimator: Estimator, world: World, *, calibrated: bool = False) -> dict[str, Forecast]:
    """Return the engine's forecast as it gives it; with `calibrated` also one whose width the gold flows have set."""
    truths, gold, questions = scaled_truths(world), gold_of(world), world.questions()
    asked = [i for i in range(len(questions)) if calibrated or not gold[i]]
    answers = estimator(world.rows, world.origins, [questions[i] for i in asked])
    # A question left open is scored like one answered with what is usual among the gold flows.
    usual = np.quantile(truths[gold], LEVELS) if gold.any() else np.quantile(truths, LEVELS)
    quantiles = np.tile(usual, (len(truths), 1))
    for i, answer in zip(asked, answers, strict=True):
        if answer is not None:
            quantiles[i] = np.sort(to_scale(answer, share=is_share(questions[i].flow)))
    open_questions = sum(answer is None for answer in answers)
    forecasts = {"engine": Forecast(quantiles=quantiles, tuning="none", unanswered=open_questions)}
    if calibrated:
        widened, factor = _rescaled(quantiles, truths, gold.astype(np.float64))
        forecasts["engine:calibrated"] = Forecast(quantiles=widened, tuning=f"width x {factor:.2f} from gold")
    return forecasts


def settled_forecasts(estimator: SettledEstimator, world: World) -> dict[str, Forecast]:
    """Return the engine's forecast where the gold flows' values are accepted beforehand, as they are to the peers."""
    golden = [truth for truth in world.truths if truth.gold]

    def told(
        rows: Sequence[ClaimRow], origins: Sequence[OriginRow], questions: Sequence[Question]
    ) -> Sequence[Sequence[float] | None]:
        return estimator(rows, origins, questions, golden)

    made = engine_forecasts(told, world)["engine"]
    return {"engine:settled": replace(made, tuning="shared error from gold")}


def _rescaled(quantiles: Numbers, truths: Numbers, gold: Numbers) -> tuple[Numbers, float]:
    """Return the forecasts stretched around their medians by the one factor that scores best on gold."""
    chosen = gold.astype(np.bool_)
    middle = np.median(quantiles, axis=1, keepdims=True)
    factors = np.exp(np.linspace(np.log(0.4), np.log(3.0), 41))
    scores = [
        pinball_scores((middle + factor * (quantiles - middle))[chosen], truths[chosen]).mean() for factor in factors
    ]
    factor = float(factors[int(np.argmin(scores))])
    return middle + factor * (quantiles - middle), factor
