"""Why this number: claims that are probably errors, where the jumps are and why, what would narrow the interval
most.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import exp, isnan

import numpy as np

from tumen.codebook.estimate import Doubt
from tumen.reconciling.fitting import Fit
from tumen.reconciling.gathering import Row
from tumen.reconciling.scale import is_share

_DOUBTFUL = 0.5
_NOTABLE_JUMP = 0.18
_MOST_JUMPS = 5


def doubts_of(fit: Fit, number: int) -> tuple[Doubt, ...]:
    """Return the claims of a row that are more likely plainly wrong than not, the surest first."""
    row = fit.batch.rows[number]
    sites = np.flatnonzero((fit.batch.sites.row == number) & (fit.batch.sites.source >= 0))
    found = [
        Doubt(entry=bearing.telling.entry.id, probability=round(float(fit.posterior.wrong[site]), 3))
        for site, bearing in zip(sites, row.bearings, strict=True)
        if fit.posterior.wrong[site] > _DOUBTFUL
    ]
    return tuple(sorted(found, key=lambda doubt: (-doubt.probability, doubt.entry)))


def jumps_of(fit: Fit, number: int) -> tuple[tuple[date, float, str], ...]:
    """Return when the quantity moved most, by what factor, and between which claims it is placed there; in order of
    time.
    """
    posterior, row = fit.posterior, fit.batch.rows[number]
    nodes = np.flatnonzero(posterior.node_row == number)
    days, level = posterior.node_day[nodes], posterior.level[nodes]
    moved = np.diff(level)
    chosen = [i for i in np.argsort(-np.abs(moved), kind="stable")[:_MOST_JUMPS] if abs(moved[i]) > _NOTABLE_JUMP]
    found = []
    for i in sorted(chosen):
        reason = _between(row, days[i], days[i + 1])
        if reason:
            found.append((_date(days[i + 1]), float(f"{exp(moved[i]):.3g}"), reason))
    return tuple(found)


def _between(row: Row, first: float, then: float) -> str:
    """Name the last claim told for the earlier days and the first for the later ones."""
    dated = [b for b in row.bearings if not isnan(b.telling.day)]
    earlier = [b.telling for b in dated if b.telling.day <= first + 4]
    later = [b.telling for b in dated if b.telling.day >= then - 4]
    if not earlier or not later:
        return ""
    before = max(earlier, key=lambda telling: (telling.day, telling.distinct))
    after = min(later, key=lambda telling: (telling.day, telling.distinct))
    return f"between {before.entry.id} ({_day(before.day)}) and {after.entry.id} ({_day(after.day)})"


def _day(ordinal: float) -> str:
    return _date(ordinal).isoformat()


def _date(ordinal: float) -> date:
    return date.fromordinal(int(min(max(ordinal, 1), date.max.toordinal())))


def narrowing_of(fit: Fit, number: int, causes: Mapping[str, float]) -> str:
    """Return in a sentence what would narrow the interval most."""
    row = fit.batch.rows[number]
    asked = float(fit.batch.asked.day[number])
    newest = max((b.telling.day for b in row.bearings if not isnan(b.telling.day)), default=asked)
    share = max(causes.values(), default=0.0)
    largest = next((cause for cause, part in causes.items() if part == share), "counts")
    if largest == "factor" and row.factor is not None:
        return (
            f"A count of {row.flow.unit}s per {row.factor.counted.unit} that rests on no other figure: "
            f"the factor makes up {share:.0%} of the width"
        )
    if largest == "origins":
        return (
            "A figure by an origin of its own kind, or a later one that all sides accept: "
            f"leans make up {share:.0%} of the width"
        )
    if asked - newest > 60:
        return f"A newer figure: the last speaks of {_day(newest)}, and what came since makes up most of the width"
    kind = "share" if is_share(row.flow) else "count"
    return f"A dated {kind} without a hedge: scatter and wording of the claims make up {share:.0%} of the width"
