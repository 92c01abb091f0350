"""One fit of many flows: their sites, what an analyst adds, what linked flows say of one another, and the belief
that comes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tumen.codebook.flow import ExchangeKey
from tumen.reconciling.camps import quantiles_of
from tumen.reconciling.densities import widened_unsure
from tumen.reconciling.gathering import Batch, Row, batch_of
from tumen.reconciling.links import Known, Message, link_sites, messages
from tumen.reconciling.parameters import Parameters
from tumen.reconciling.propagation import Posterior, propagate
from tumen.reconciling.rows import Offsets, Rows
from tumen.reconciling.scale import Floats, Whole, is_share, to_axis
from tumen.reconciling.sites import Sites, stacked

LEVELS = np.array([0.025, *np.arange(0.05, 0.951, 0.05).round(2), 0.975])
_SPREAD_LEVELS = np.array([0.16, 0.5, 0.84])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A finished fit. ``belief`` (by row, over cells) holds the error shared by all origins; ``told`` the links
    that were used.
    """

    batch: Batch
    posterior: Posterior
    belief: Floats
    told: tuple[tuple[int, Message], ...]

    def quantiles(self, levels: Floats = LEVELS) -> Floats:
        """Return quantiles on the axis, by row."""
        return quantiles_of(self.belief, self.posterior.bottom, levels)


def fit(rows: Sequence[Row], as_of: date, parameters: Parameters) -> Fit:
    """Return the fit of the rows; there must be at least one."""
    batch = _with_priors(batch_of(rows, as_of, parameters), parameters)
    posterior = propagate(batch.sites, batch.asked, batch.offsets, noise=parameters.noise)
    told = _told(rows, posterior)
    if told:
        batch, posterior = _linked(batch, posterior, told, parameters)
    return Fit(
        batch=batch,
        posterior=posterior,
        belief=with_shared_error(posterior.belief, rows, parameters),
        told=tuple(told),
    )


def with_shared_error(belief: Floats, rows: Sequence[Row], parameters: Parameters) -> Floats:
    """Return the belief widened by what all origins may have wrong together; how much that is, is not known either."""
    spreads, weights = np.array(parameters.shared).T
    return widened_unsure(belief, shared_variances(rows, spreads, parameters), weights)


def shared_variances(rows: Sequence[Row], spreads: Floats, parameters: Parameters) -> Floats:
    """Return the variance (row, spread) that each sd of the shared error gives on the row's axis."""
    smaller = np.array([parameters.shared_share if is_share(row.flow) else 1.0 for row in rows])
    variances: Floats = np.outer(smaller, spreads) ** 2
    return variances


def _with_priors(batch: Batch, parameters: Parameters) -> Batch:
    """An analyst's prior is a soft interval of its own, named and removable."""
    by_flow = {str(row.flow): number for number, row in enumerate(batch.rows)} if parameters.priors else {}
    extra = []
    for prior in parameters.priors:
        if prior.flow not in by_flow:
            continue
        number = by_flow[prior.flow]
        share = np.array([is_share(batch.rows[number].flow)])
        middle = float(to_axis(np.array([prior.middle]), share)[0])
        said = Message(
            flow=batch.rows[number].flow, middle=middle, spread=prior.spread, below=False, reason="an analyst's prior"
        )
        extra.append(link_sites([(number, said)], float(prior.day.toordinal())))
    return _more(batch, stacked([batch.sites, *extra])) if extra else batch


def _more(batch: Batch, sites: Sites) -> Batch:
    return Batch(
        rows=batch.rows, asked=batch.asked, sites=sites, offsets=batch.offsets, names=batch.names, keys=batch.keys
    )


def _told(rows: Sequence[Row], posterior: Posterior) -> list[tuple[int, Message]]:
    """Return what linked rows say of one another, by row."""
    exchanges: dict[ExchangeKey, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        exchanges[row.exchange].append(number)
    told: list[tuple[int, Message]] = []
    for members in exchanges.values():
        if len(members) < 2:
            continue
        low, middle, high = quantiles_of(posterior.belief[members], posterior.bottom[members], _SPREAD_LEVELS).T
        numbers = {rows[number].flow: number for number in members}
        known = {
            rows[number].flow: Known(middle=float(middle[i]), spread=max(float(high[i] - low[i]) / 2, 0.05))
            for i, number in enumerate(members)
        }
        told.extend((numbers[message.flow], message) for message in messages(known))
    return told


def _linked(
    batch: Batch, posterior: Posterior, told: Sequence[tuple[int, Message]], parameters: Parameters
) -> tuple[Batch, Posterior]:
    """Fit the rows that were told something once more, with it; the others stay as they are."""
    day = float(batch.asked.day[0])
    whole = stacked([batch.sites, link_sites(told, day)])
    chosen = np.array(sorted({number for number, _ in told}))
    members = np.flatnonzero(np.isin(whole.row, chosen))
    some = whole.pick(members, np.searchsorted(chosen, whole.row[members]))
    asked = Rows(day=batch.asked.day[chosen], began=batch.asked.began[chosen], motion=batch.asked.motion[chosen])
    again = propagate(some, asked, batch.offsets, noise=parameters.noise)
    return _more(batch, whole), _merged(posterior, again, chosen, members, whole, batch.offsets)


def _merged(
    first: Posterior, again: Posterior, chosen: Whole, members: Whole, whole: Sites, offsets: Offsets
) -> Posterior:
    belief, bottom = first.belief.copy(), first.bottom.copy()
    belief[chosen], bottom[chosen] = again.belief, again.bottom
    foretold, wrong = np.zeros(len(whole)), np.zeros(len(whole))
    foretold[: len(first.foretold)], wrong[: len(first.wrong)] = first.foretold, first.wrong
    foretold[members], wrong[members] = again.foretold, again.wrong
    touched = np.zeros(len(offsets.mean), bool)
    for slots in (whole.first[members], whole.second[members]):
        touched[slots[slots >= 0]] = True
    stay = ~np.isin(first.node_row, chosen)
    node_row = np.concatenate((first.node_row[stay], chosen[again.node_row]))
    order = np.argsort(node_row, kind="stable")
    return Posterior(
        belief=belief,
        bottom=bottom,
        foretold=foretold,
        wrong=wrong,
        precision=np.where(touched, again.precision, first.precision),
        pull=np.where(touched, again.pull, first.pull),
        node_row=node_row[order],
        node_day=np.concatenate((first.node_day[stay], again.node_day))[order],
        level=np.concatenate((first.level[stay], again.level))[order],
        spread=np.concatenate((first.spread[stay], again.spread))[order],
    )
