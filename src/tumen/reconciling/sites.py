"""Hedges as soft intervals: what a figure, told in these words, says of the amount that was known.

Every claim, whatever its hedge, is a small mixture of soft intervals ``[Φ((H−η)/s) − Φ((L−η)/s)] / (H−L)`` over the
log (or
logit) η of the amount, and with a small probability plainly wrong. Widths follow how readers take approximate numbers
(Ferson et al. 2015, Int. J. Approx. Reason. 57): by size, trailing zeros and a last digit of five. That "at least
n" lies near n
more often than far above it follows Cummins, Sauerland & Solt (2012, J. Semantics 29).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tumen.codebook.quantity import Hedge
from tumen.reconciling.scale import Floats, Whole, to_axis

# log10 of the width = A + B·z + C·r + D·f + E·z·r + F·z·f + G·r·f + H·z·r·f with z = log10 n, r = trailing zeros, f
# = last digit
# is 5: the regressions of Ferson et al., as they ship with PyUncertainNumber.
_ABOUT: Final = (-0.2085, 0.4285, 0.2807, 0.0940, 0.0147, -0.0640, -0.0102, 0.0404)
_BOUND: Final = (-0.1128, 0.3624, 0.3829, 0.3188, 0.0087, -0.1404, 0.0069, 0.0409)
CODES: Final = {hedge: code for code, hedge in enumerate(Hedge)}
_EXACT, _ABOUT_CODE, _AT_LEAST, _AT_MOST, _RANGE, _VAGUE = range(6)
_FAR, _NEAR_BELOW, _FAR_BELOW = 1.2, 0.35, 1.5
"""How far (log) from a bound the amount may lie: above "at least n" where it says little, below "up to n" where it
says much or little."""
_VAGUE_EDGE = 0.25
_STALE = 1.5
"""How far (log) a total may have grown beyond an old figure of it, or beyond a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Claims as soft intervals on the axis of their row (a flow, or a variation of one).

    By site: ``row``, ``day``, the place of its offsets in the table of offsets (``first``, ``second``; −1: none),
    ``noise`` (sd), ``error`` (rate) and
    ``centre`` of plainly wrong figures, ``start`` of the period of an amount that was added (nan: a level),
    ``source`` (index of the telling; −1: a link).
    By part of a mixture: ``of`` (site), ``weight``, ``low``, ``high``, ``edge`` (sd that comes on top of the noise).
    """

    row: Whole
    day: Floats
    first: Whole
    second: Whole
    noise: Floats
    error: Floats
    centre: Floats
    start: Floats
    source: Whole
    of: Whole
    weight: Floats
    low: Floats
    high: Floats
    edge: Floats

    def __len__(self) -> int:
        return len(self.row)

    def pick(self, chosen: Whole, rows: Whole) -> Sites:
        """Return the chosen sites, in ascending order, put into other rows."""
        place = np.full(len(self.row), -1, np.int64)
        place[chosen] = np.arange(len(chosen))
        parts = np.flatnonzero(place[self.of] >= 0)
        return Sites(
            row=rows,
            **{name: getattr(self, name)[chosen] for name in _BY_SITE},
            of=place[self.of[parts]],
            **{name: getattr(self, name)[parts] for name in _BY_PART},
        )


_BY_SITE = ("day", "first", "second", "noise", "error", "centre", "start", "source")
_BY_PART = ("weight", "low", "high", "edge")


def stacked(parts: Sequence[Sites]) -> Sites:
    """Return the sites of all parts, one behind the other."""
    names = ("row", *_BY_SITE, *_BY_PART)
    together = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    shifts = np.cumsum([0, *(len(part) for part in parts)])
    return Sites(of=np.concatenate([part.of + shift for part, shift in zip(parts, shifts, strict=False)]), **together)


def trailing_zeros(amounts: Floats) -> Floats:
    """Return how many zeros each whole number ends in.

    >>> trailing_zeros(np.array([12_000.0, 12_345.0, 10.0])).tolist()
    [3.0, 0.0, 1.0]
    """
    zeros = np.zeros(len(amounts))
    left = np.where(amounts == np.floor(amounts), amounts, 1.0)
    for _ in range(15):
        ends = (left >= 10.0) & (np.mod(left, 10.0) == 0.0)
        if not ends.any():
            break
        left = np.where(ends, left / 10.0, left)
        zeros += ends
    return zeros


def spoken_width(amounts: Floats, *, bound: bool = False) -> Floats:
    """Return the width of "about n" ("at least n" for a bound) as readers take it, as a part of n.

    >>> bool(spoken_width(np.array([12_345.0]))[0] < spoken_width(np.array([12_000.0]))[0])
    True
    """
    size = np.log10(np.maximum(amounts, 1.0))
    zeros = trailing_zeros(amounts)
    five = (np.mod(np.floor(amounts / 10.0**zeros), 10.0) == 5.0).astype(float)
    a, b, c, d, e, f, g, h = _BOUND if bound else _ABOUT
    exponent = a + b * size + c * zeros + d * five + e * size * zeros + f * size * five + g * zeros * five
    exponent = exponent + h * size * zeros * five - size
    width: Floats = np.clip(10.0**exponent, 0.03 if bound else 0.005, 1.0 if bound else 0.4)
    return width


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """What was said, by claim: amounts in the flow's unit (nan: no such bound), hedge codes, and what else tells on it.

    ``loose`` is the probability that the figure is only a lower bound: an old figure of a total, or a part of it.
    """

    low: Floats
    high: Floats
    hedge: Whole
    share: NDArray[np.bool_]
    loose: Floats


def parts_of(said: Wordings, bound_weight: float) -> tuple[Whole, Floats, Floats, Floats, Floats]:
    """Return the soft intervals of every claim: of (claim), weight, low, high on the axis, and their own edge."""
    amount = np.where(np.isnan(said.low), said.high, said.low)
    upper = np.where(np.isnan(said.high), amount, said.high)
    low, high = to_axis(amount, said.share), to_axis(upper, said.share)
    # On the logit a relative width counts 1/(1−p) times.
    stretch = np.where(said.share, 100.0 / np.maximum(100.0 - np.minimum(amount, 99.0), 1.0), 1.0)
    about = spoken_width(amount) * stretch
    beyond = np.log1p(2.0 * spoken_width(amount, bound=True)) * stretch
    pieces = [_around(said.hedge, low, high, about)]
    for code, near, far in (
        (_AT_LEAST, (low, low + beyond), (low, low + _FAR)),
        (_AT_MOST, (low - _NEAR_BELOW, low), (low - _FAR_BELOW, low)),
    ):
        which = np.flatnonzero(said.hedge == code)
        for (lower, higher), share in ((near, bound_weight), (far, 1.0 - bound_weight)):
            none = np.zeros(len(which))
            pieces.append((which, np.full(len(which), share), lower[which], higher[which], none))
    of, weight, start, end, edge = (np.concatenate(part) for part in zip(*pieces, strict=True))
    loose = np.flatnonzero(said.loose > 0.0)
    weight = weight * (1.0 - said.loose[of])
    of = np.concatenate((of, loose))
    weight = np.concatenate((weight, said.loose[loose]))
    start, end = np.concatenate((start, low[loose])), np.concatenate((end, high[loose] + _STALE))
    order = np.argsort(of, kind="stable")
    edge = np.concatenate((edge, np.zeros(len(loose))))
    return of[order], weight[order], start[order], end[order], edge[order]


def _around(hedge: Whole, low: Floats, high: Floats, about: Floats) -> tuple[Whole, Floats, Floats, Floats, Floats]:
    """Exact and about: a strip round the number; a range: itself; a vague magnitude: its interval with soft edges."""
    which = np.flatnonzero((hedge != _AT_LEAST) & (hedge != _AT_MOST))
    chosen, strip = hedge[which], about[which]
    half = np.select([chosen == _EXACT, chosen == _ABOUT_CODE], [strip / 8.0, strip / 2.0], 0.0)
    edge = np.where(chosen == _VAGUE, _VAGUE_EDGE, 0.0)
    # A range whose ends are one number is no sharper than "about" it.
    flat = (half == 0.0) & (high[which] - low[which] < strip)
    half = np.where(flat, strip / 2.0, half)
    return which, np.ones(len(which)), low[which] - half, high[which] + half, edge
