"""What flows of one exchange say of one another: killed and wounded make casualties, a part is within its whole, a
plan bounds a deed.

Each link is one more soft interval for a flow on the day asked, made from what the others know without it. Links
are soft: their
slack is the room for other scopes and dates that no one wrote down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt
from typing import Final

import numpy as np

from tumen.codebook.claim import Outcome
from tumen.codebook.flow import Flow, StagePath
from tumen.codebook.quantity import Measure
from tumen.reconciling.sites import Sites

_SUM_SLACK, _PART_SLACK, _PLAN_SLACK, _PLAN_ROOM = 0.2, 0.25, 0.6, 0.4
_VAGUEST = 1.0
_FLOOR = 14.0
PARTS: Final = {"special_forces": "troops", "officers": "troops", "shells": "munitions", "rockets": "munitions"}
_TOTALS = frozenset({Measure.CUMULATIVE, Measure.STOCK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a flow on the axis: middle and sd."""

    middle: float
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What the neighbours of a flow say of it: about ``middle``, or at most so much (``below``), with a spread."""

    flow: Flow
    middle: float
    spread: float
    below: bool
    reason: str


def may_tell(other: Flow, flow: Flow) -> bool:
    """Tell whether a flow may say something of another one: only of its own item, or as the whole of a part."""
    return other.kind is flow.kind and other.item in (flow.item, PARTS.get(flow.item))


def messages(known: Mapping[Flow, Known]) -> tuple[Message, ...]:
    """Return what the flows of an exchange say of one another, sorted by flow."""
    found = [*_sums(known), *_wholes(known), *_plans(known)]
    return tuple(sorted(found, key=lambda message: (str(message.flow), message.reason)))


def _sums(known: Mapping[Flow, Known]) -> Iterator[Message]:
    for flow in known:
        if flow.outcome is not Outcome.CASUALTIES or flow.measure not in _TOTALS:
            continue
        killed, wounded = (replace(flow, outcome=outcome) for outcome in (Outcome.KILLED, Outcome.WOUNDED))
        if killed in known and wounded in known:
            yield _sum_of(flow, known[killed], known[wounded])
        for part, other in ((killed, wounded), (wounded, killed)):
            if part not in known:
                continue
            rest = _rest(part, known[flow], known[other]) if other in known else None
            yield rest or _within(part, known[flow], _PART_SLACK, "killed and wounded are within the casualties")


def _sum_of(flow: Flow, first: Known, second: Known) -> Message:
    whole = np.logaddexp(first.middle, second.middle)
    parts = (exp(first.middle - whole) * first.spread, exp(second.middle - whole) * second.spread)
    spread = sqrt(parts[0] ** 2 + parts[1] ** 2 + _SUM_SLACK**2)
    return Message(flow=flow, middle=float(whole), spread=spread, below=False, reason="killed and wounded together")


def _rest(part: Flow, whole: Known, other: Known) -> Message | None:
    """The whole less the other part, where enough is left to tell."""
    left = 1.0 - exp(min(other.middle - whole.middle, 0.0))
    if left < 0.15:
        return None
    spread = sqrt((whole.spread / left) ** 2 + (other.spread * (1.0 - left) / left) ** 2 + _SUM_SLACK**2)
    if spread > _VAGUEST:
        return None
    middle = whole.middle + log(left)
    return Message(flow=part, middle=middle, spread=spread, below=False, reason="casualties less the other outcome")


def _wholes(known: Mapping[Flow, Known]) -> Iterator[Message]:
    for flow in known:
        whole = replace(flow, item=PARTS[flow.item]) if flow.item in PARTS else None
        if whole is not None and whole in known and flow.measure in _TOTALS:
            yield _within(flow, known[whole], _PART_SLACK, f"within all {whole.item}")


def _plans(known: Mapping[Flow, Known]) -> Iterator[Message]:
    for flow in known:
        if flow.path is not StagePath.DONE or flow.measure is not Measure.CUMULATIVE:
            continue
        plan = replace(flow, path=StagePath.PLANNED)
        if plan in known:
            bound = Known(middle=known[plan].middle + _PLAN_ROOM, spread=known[plan].spread)
            yield _within(flow, bound, _PLAN_SLACK, "not much more than was planned")


def _within(flow: Flow, whole: Known, slack: float, reason: str) -> Message:
    spread = sqrt(whole.spread**2 + slack**2)
    return Message(flow=flow, middle=whole.middle, spread=spread, below=True, reason=reason)


def link_sites(told: Sequence[tuple[int, Message]], day: float) -> Sites:
    """Return messages to rows as sites on the day asked."""
    count = len(told)
    middle = np.array([message.middle for _, message in told])
    below = np.array([message.below for _, message in told], bool)
    nothing = np.zeros(count)
    return Sites(
        row=np.array([row for row, _ in told], np.int64),
        day=np.full(count, day),
        first=np.full(count, -1),
        second=np.full(count, -1),
        noise=np.array([message.spread for _, message in told]),
        error=nothing,
        centre=middle,
        start=np.full(count, np.nan),
        source=np.full(count, -1),
        of=np.arange(count),
        weight=np.ones(count),
        low=np.where(below, middle - _FLOOR, middle - 0.01),
        high=np.where(below, middle, middle + 0.01),
        edge=nothing,
    )
