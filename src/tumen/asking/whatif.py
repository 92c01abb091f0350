"""What if: leave out an origin, doubt an interest group, change a factor, count only what is done; each answer
beside the original.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tumen.codebook.claim import Stage
from tumen.codebook.entry import Entry
from tumen.codebook.estimate import Estimate
from tumen.codebook.exchange import Exchange, Question
from tumen.codebook.source import Origins
from tumen.errors import UnknownName
from tumen.reconciling import Factor, Parameters, Prior, reconcile, reconcile_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be otherwise. Nothing set: nothing changes.

    ``without`` are ids of origins; ``discounts`` multiply the error scale of an interest group's origins (2.0:
    twice as doubtful); ``only_accepted`` leaves out
    what no person has reviewed, ``only_done`` what is still under way or planned.
    """

    without: tuple[str, ...] = ()
    discounts: Mapping[str, float] = field(default_factory=dict)
    factors: tuple[Factor, ...] = ()
    priors: tuple[Prior, ...] = ()
    only_accepted: bool = False
    only_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An estimate as it is, and as it would be."""

    original: Estimate
    changed: Estimate

    @property
    def ratio(self) -> float | None:
        """The changed middle over the original one; None where one of them has none, or is nothing."""
        if not self.original.middle or self.changed.middle is None:
            return None
        return self.changed.middle / self.original.middle


def what_if(
    exchange: Exchange, question: Question, origins: Origins, *, parameters: Parameters, change: Change
) -> Comparison:
    """Return the estimate of a flow as it is and under the change.

    Raises:
        UnknownName: an origin to be left out is not among those of the exchange.
    """
    known = {origin.id for origin in origins.origins}
    for origin in change.without:
        if origin not in known:
            listed = ", ".join(sorted(known)[:12])
            raise UnknownName(
                origin, f"no such origin in this exchange; there are {listed}", "`tumen origins` lists them"
            )
    changed_exchange, changed_origins = _changed(exchange, origins, change)
    return Comparison(
        original=reconcile(exchange, question, origins, parameters=parameters),
        changed=reconcile(
            changed_exchange, question, changed_origins, parameters=changed_parameters(parameters, change)
        ),
    )


def what_if_all(
    exchanges: Sequence[tuple[Exchange, Origins]],
    as_of: date,
    known_at: date | None,
    *,
    parameters: Parameters,
    change: Change,
) -> tuple[Comparison, ...]:
    """Return every flow's estimate as it is and under the change, by exchange and flow; flows that fall silent have
    no middle.
    """
    original = reconcile_all(exchanges, as_of, known_at, parameters)
    otherwise = reconcile_all(
        [_changed(exchange, origins, change) for exchange, origins in exchanges],
        as_of,
        known_at,
        changed_parameters(parameters, change),
    )
    by_flow = {estimate.flow: estimate for estimate in otherwise}
    return tuple(Comparison(original=one, changed=by_flow.get(one.flow) or _silenced(one)) for one in original)


def changed_parameters(parameters: Parameters, change: Change) -> Parameters:
    """Return the parameters with what the change says of factors, groups and priors."""
    return replace(
        parameters,
        factors=(*change.factors, *parameters.factors),
        priors=(*parameters.priors, *change.priors),
        discounts={**parameters.discounts, **change.discounts},
    )


def _silenced(estimate: Estimate) -> Estimate:
    return replace(
        estimate,
        low=None,
        middle=None,
        high=None,
        quantiles={},
        entries=(),
        distinct_claims=0,
        origins=0,
        effective_origins=0.0,
    )


def _changed(exchange: Exchange, origins: Origins, change: Change) -> tuple[Exchange, Origins]:
    """Return the exchange without the entries that the change leaves out; tracing stays as it was."""
    gone = {entry for origin in origins.origins if origin.id in change.without for entry in origin.entries}
    gone |= {entry for one in origins.distinct if one.origin in change.without for entry in one.entries}
    kept = tuple(entry for entry in exchange.entries if entry.id not in gone and _stays(entry, change))
    ids = {entry.id for entry in kept}
    distinct = [
        replace(one, entries=tuple(entry for entry in one.entries if entry in ids))
        for one in origins.distinct
        if any(entry in ids for entry in one.entries)
    ]
    return replace(exchange, entries=kept), replace(origins, distinct=tuple(distinct))


def _stays(entry: Entry, change: Change) -> bool:
    if change.only_accepted and not entry.counts:
        return False
    return not change.only_done or entry.claim.stage is Stage.DONE
