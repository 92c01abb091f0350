"""What values that all sides accepted later tell of the error that all origins share.

No claim can show such an error: it moves all of them alike. A prior says how large it may be (``Parameters.shared``),
estimates are integrated over it, and each flow with an accepted value makes some of its sizes likelier (Bayes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import Flow
from tumen.codebook.source import Origins
from tumen.reconciling.densities import widened
from tumen.reconciling.fitting import fit, shared_variances
from tumen.reconciling.gathering import gather
from tumen.reconciling.parameters import Parameters
from tumen.reconciling.path import STEP
from tumen.reconciling.scale import Floats, is_share, to_axis

_LEAST_DENSITY = 1e-3
"""A value that no spread explains is a matter of something else, and must not decide among them."""
_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A value that all sides accept by now: how much it was on a day, told from what was known at a date."""

    flow: Flow
    as_of: date
    known_at: date
    value: float


def settle(
    exchanges: Sequence[tuple[Exchange, Origins]], accepted: Sequence[Accepted], *, parameters: Parameters
) -> Parameters:
    """Return the parameters with what the accepted values tell of the shared error, and how many flows have one.

    A flow counts once, on however many days: what all origins have wrong of it stays. Claims of the values themselves
    must not stand among the exchanges' entries known then. Flows without a claim, and values of nothing, tell nothing.
    """
    spreads, weights = np.array(parameters.shared).T
    by_flow: dict[str, list[Floats]] = defaultdict(list)
    for as_of, known_at in sorted({(one.as_of, one.known_at) for one in accepted}):
        values = {one.flow: one.value for one in accepted if (one.as_of, one.known_at) == (as_of, known_at)}
        told = _likelihoods(exchanges, values, as_of, known_at, parameters, spreads)
        for flow, likelihood in told.items():
            by_flow[str(flow)].append(likelihood)
    if not by_flow:
        return parameters
    likely = weighed(weights, [by_flow[flow] for flow in sorted(by_flow)])
    shared = tuple((float(sd), round(float(weight), _DIGITS)) for sd, weight in zip(spreads, likely, strict=True))
    return replace(parameters, shared=shared, resolved=len(by_flow))


def weighed(weights: Floats, told: Iterable[Sequence[Floats]]) -> Floats:
    """Return how likely each size is, by the log densities that each flow's values have under it (mean over days)."""
    logs = np.log(weights) + sum((np.mean(by_day, axis=0) for by_day in told), np.zeros(len(weights)))
    likely = np.exp(logs - logs.max())
    sizes: Floats = likely / likely.sum()
    return sizes


def log_densities(belief: Floats, place: float, variances: Floats) -> Floats:
    """Return the log density of a value, ``place`` above the belief's first cell, under each variance on top of it."""
    beliefs = widened(np.tile(belief, (len(variances), 1)), variances)
    cells = np.arange(beliefs.shape[1])
    density = np.array([np.interp(place / STEP, cells, one) for one in beliefs]) / STEP
    logs: Floats = np.log(density + _LEAST_DENSITY)
    return logs


def _likelihoods(
    exchanges: Sequence[tuple[Exchange, Origins]],
    values: dict[Flow, float],
    as_of: date,
    known_at: date,
    parameters: Parameters,
    spreads: Floats,
) -> dict[Flow, Floats]:
    """Return, by flow, the log density of its value under each spread of the shared error."""
    rows = [
        row
        for exchange, origins in exchanges
        if any(flow.exchange == exchange.key for flow in values)
        for row in gather(exchange, origins, as_of, known_at, parameters)
    ]
    if not rows:
        return {}
    made = fit(rows, as_of, parameters)
    variances = shared_variances(rows, spreads, parameters)
    found = {}
    for number, row in enumerate(rows):
        value = values.get(row.flow, 0.0)
        if value <= 0.0:
            continue
        place = to_axis(np.array([value]), np.array([is_share(row.flow)]))[0] - made.posterior.bottom[number]
        found[row.flow] = log_densities(made.posterior.belief[number], float(place), variances[number])
    return found
