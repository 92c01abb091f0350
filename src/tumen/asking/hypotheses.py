"""Competing hypotheses over the stored claims: what each claim says for or against each, and which claims tell them
apart.

The table of Heuer's analysis of competing hypotheses (Psychology of Intelligence Analysis, 1999, ch. 8), with
likelihoods in place of
marks by hand: a claim is inconsistent with a hypothesis where it would be much less likely under it than under the
best one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tumen.codebook.exchange import Exchange, Question
from tumen.codebook.source import Origins
from tumen.errors import UnknownName, WrongUse
from tumen.reconciling.densities import likelihood_on_day
from tumen.reconciling.fitting import fit
from tumen.reconciling.gathering import gather
from tumen.reconciling.parameters import Parameters
from tumen.reconciling.path import CELLS, STEP
from tumen.reconciling.scale import Floats, is_share, to_axis

_MARKS = ((-0.2, "consistent"), (-1.0, "neutral"), (-2.5, "inconsistent"))
_STRONGLY = "strongly inconsistent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """An answer that somebody holds: the amount lies between ``low`` and ``high`` (None: open)."""

    name: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One claim against all hypotheses: a mark for each, and ``diagnosticity``, the log of its largest likelihood
    ratio.
    """

    entry: str
    origin: str
    marks: tuple[str, ...]
    diagnosticity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table: hypotheses with their probabilities by the estimate, and claims with the most telling first."""

    as_of: date
    hypotheses: tuple[Hypothesis, ...]
    probabilities: tuple[float, ...]
    claims: tuple[Judged, ...]


def compare_hypotheses(
    exchange: Exchange,
    question: Question,
    origins: Origins,
    hypotheses: Sequence[Hypothesis],
    *,
    parameters: Parameters,
) -> Table:
    """Return the table of competing hypotheses for a flow.

    Raises:
        WrongUse: fewer than two hypotheses, or one without any bound.
        UnknownName: no amount of the flow is told.
    """
    if len(hypotheses) < 2 or any(one.low is None and one.high is None for one in hypotheses):
        raise WrongUse("hypotheses", "two or more are compared, each with a bound", "Write for example 5000..8000")
    rows = gather(exchange, origins, question.as_of, question.known_at, parameters)
    number = next((i for i, row in enumerate(rows) if row.flow == question.flow), None)
    if number is None:
        raise UnknownName(str(question.flow), "no amount is told of it", "`tumen flows` lists those with figures")
    made = fit(rows, question.as_of, parameters)
    axis = made.posterior.bottom[number] + STEP * np.arange(CELLS)
    within = np.stack([_within(one, axis, share=is_share(question.flow)) for one in hypotheses])
    belief = made.belief[number]
    probabilities = within @ belief / belief.sum()
    sites = np.flatnonzero((made.batch.sites.row == number) & (made.batch.sites.source >= 0))
    likelihoods = likelihood_on_day(
        made.batch.sites, sites, made.batch.asked, made.batch.offsets, axis, parameters.noise
    )
    fits = np.log(likelihoods @ within.T / np.maximum(within.sum(axis=1), 1e-12))
    judged = [
        Judged(
            entry=bearing.telling.entry.id,
            origin=bearing.telling.origin,
            marks=tuple(_mark(value - row.max()) for value in row),
            diagnosticity=round(float(row.max() - row.min()), 2),
        )
        for bearing, row in zip(rows[number].bearings, fits, strict=True)
    ]
    return Table(
        as_of=question.as_of,
        hypotheses=tuple(hypotheses),
        probabilities=tuple(round(float(one), 3) for one in probabilities),
        claims=tuple(sorted(judged, key=lambda one: (-one.diagnosticity, one.entry))),
    )


def _mark(less: float) -> str:
    return next((mark for bound, mark in _MARKS if less >= bound), _STRONGLY)


def _within(hypothesis: Hypothesis, axis: Floats, *, share: bool) -> Floats:
    """Return 1.0 in the cells that the hypothesis allows; a point claims the cell in which it lies."""
    bounds = []
    for amount, otherwise in ((hypothesis.low, axis[0]), (hypothesis.high, axis[-1])):
        known = amount is not None and amount > 0
        bounds.append(float(to_axis(np.array([amount]), np.array([share]))[0]) if known else float(otherwise))
    inside: Floats = ((axis >= bounds[0] - STEP / 2) & (axis <= bounds[1] + STEP / 2)).astype(np.float64)
    if not inside.any():
        inside[int(np.argmin(np.abs(axis - bounds[0])))] = 1.0
    return inside
