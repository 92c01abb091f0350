"""Values that all sides accept by now: recorded for a flow, withdrawn, and what they tell estimates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import date, timedelta

from tumen.case.keeping import Keeping
from tumen.codebook.flow import Flow, find_flow
from tumen.codebook.quantity import PERCENT
from tumen.codebook.settlement import Settlement
from tumen.errors import RefusedCommand, UnknownName
from tumen.ledger.decide import Settle, Unsettle
from tumen.reconciling import Accepted


def settling(case: Keeping, text: str, value: float, *, on: date | None, published: date | None) -> Settle:
    """Return the command that records what the flow that the text names came to, in its unit, on a day.

    ``published`` is the day from which it was public (None: today), ``on`` the day that it is of (None: that day).

    Raises:
        UnknownName: no flow, or several, fit the text.
        RefusedCommand: the value is a share of more than all.
    """
    flow = find_flow(text, case.view().flows())
    if flow.unit == PERCENT and value > 100.0:
        raise RefusedCommand("value", f"{value:g} percent is more than all", "Give the share in percent")
    public = published or date.today()  # noqa: DTZ011  (a calendar day, no time)
    return Settle(flow=str(flow), on=on or public, value=value, published=public)


def unsettling(case: Keeping, text: str, *, on: date | None) -> Unsettle:
    """Return the command that withdraws the value that was recorded for a flow on a day (None: its only one).

    Raises:
        UnknownName: nothing is recorded of it, or of several days and none is named.
    """
    recorded = case.settlements()
    # The flow's claims may all be rejected by now; its value can be withdrawn still.
    flow = text if any(one.flow == text for one in recorded) else str(find_flow(text, case.view().flows()))
    days = [one.on for one in recorded if one.flow == flow]
    if on is None and len(days) != 1:
        told = f"has values on {', '.join(map(str, days))}" if days else "has no settled value"
        raise UnknownName(flow, told, "Name the day with --on DATE" if days else "")
    return Unsettle(flow=flow, on=on or days[0])


def known_settlements(settlements: Iterable[Settlement], known_at: date | None) -> tuple[Settlement, ...]:
    """Return the values that were public by a date (None: all)."""
    return tuple(one for one in settlements if known_at is None or one.published <= known_at)


def accepted_of(settlements: Sequence[Settlement], flows: Iterable[Flow]) -> tuple[Accepted, ...]:
    """Return the values as `tumen.reconciling.settle` takes them, of the flows that are on record.

    Each is held against what had been published before it: claims of the value itself would bear it out.
    """
    by_name = {str(flow): flow for flow in flows}
    return tuple(
        Accepted(flow=by_name[one.flow], as_of=one.on, known_at=one.published - timedelta(days=1), value=one.value)
        for one in settlements
        if one.flow in by_name
    )


def mark_of(settlements: Sequence[Settlement]) -> str:
    """Return eight hex digits that tell these values from others, whoever recorded them; empty for none."""
    if not settlements:
        return ""
    told = [astuple(one)[:4] for one in sorted(settlements)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:8]
