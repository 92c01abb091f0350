"""What the claims of many flows say together: paths on grids, joined by the offsets that claims of one origin share.

Expectation propagation (Minka 2001): every claim sends its path a likelihood over the grid, with the uncertainty of
its offsets folded
in, and sends each offset that it shares with other claims a Gaussian whose moments follow from the derivatives of
the evidence.
The path itself is never approximated by a Gaussian, so two camps stay two. Iteration counts are fixed: the same
input gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from tumen.reconciling.densities import mixture, plainly_wrong, reach_of, widened
from tumen.reconciling.path import CELLS, STEP, elapsed, level_of, run
from tumen.reconciling.rows import Offsets, Rows
from tumen.reconciling.scale import Floats, Motion, Whole
from tumen.reconciling.sites import Sites, stacked

_BIN_DAYS, _MOST_BINS = 7.0, 48.0
_CHUNK = 64
_ROOM_ABOVE, _FAR_ABOVE = 3.5, 4.5
_DAMPING: Final = 0.7
_ROUNDS: Final = 4
_STARTS: Final = (0.1, 0.3, 0.5, 0.7, 0.9)
_TINY: Final = 1e-300
_LEAST_LEFT: Final = np.array([[0.15], [1.0]])
"""Which part of an offset's variance stays at least, for origins and for factors (or upstream origins)."""
_CELL_NUMBERS: Final = np.arange(CELLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What came out. By row: ``belief`` (probability by cell on the day asked), ``bottom`` (first cell on the axis).

    By site: ``foretold`` (density of the claim given all others), ``wrong`` (probability of being plainly wrong).
    By offset: ``precision`` and
    ``pull`` (precision × mean) of what the claims say of it. By node: ``node_row``, ``node_day``, ``level`` and
    ``spread`` (mean and variance on the axis).
    """

    belief: Floats
    bottom: Floats
    foretold: Floats
    wrong: Floats
    precision: Floats
    pull: Floats
    node_row: Whole
    node_day: Floats
    level: Floats
    spread: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nodes:
    """Days that matter, by row: ``first`` node of each row, and which node every site, start and question is at."""

    row: Whole
    day: Floats
    first: Whole
    of_site: Whole
    of_start: Whole
    asked: Whole


def _nodes(sites: Sites, rows: Rows) -> _Nodes:
    """Return the nodes: claims within a week of one another share one; the day asked has one of its own."""
    started = np.flatnonzero(~np.isnan(sites.start))
    row = np.concatenate((sites.row, sites.row[started], np.arange(len(rows))))
    day = np.concatenate((sites.day, sites.start[started], rows.day))
    apart = day - rows.day[row]
    longest = np.zeros(len(rows))
    np.maximum.at(longest, row, np.abs(apart))
    width = np.maximum(_BIN_DAYS, 2.0 * longest / _MOST_BINS)[row]
    number = np.rint(apart / width)
    keys, place = np.unique(row * 10_000.0 + number + 5_000.0, return_inverse=True)
    node_row = np.floor(keys / 10_000.0).astype(np.int64)
    node_day = (
        rows.day[node_row]
        + (keys - node_row * 10_000.0 - 5_000.0) * (np.maximum(_BIN_DAYS, 2.0 * longest / _MOST_BINS)[node_row])
    )
    of_start = np.full(len(sites), -1, np.int64)
    of_start[started] = place[len(sites) : len(sites) + len(started)]
    return _Nodes(
        row=node_row,
        day=node_day,
        first=np.searchsorted(node_row, np.arange(len(rows))),
        of_site=place[: len(sites)],
        of_start=of_start,
        asked=place[len(sites) + len(started) :],
    )


def _bottoms(sites: Sites, rows: Rows) -> Floats:
    """Return where each row's grid begins: room above the highest credible figure, for totals more below than above."""
    order = np.lexsort((sites.centre, sites.row))
    centre, row = sites.centre[order], sites.row[order]
    first = np.searchsorted(row, np.arange(len(rows)))
    count = np.diff(np.append(first, len(row)))
    middle, other = (centre[np.minimum(first + half, len(row) - 1)] for half in ((count - 1) // 2, count // 2))
    highest = centre[np.minimum(first + np.maximum(count - 1, 0), len(row) - 1)]
    top = np.minimum(highest, middle + _FAR_ABOVE) + _ROOM_ABOVE
    width = STEP * CELLS
    raised = np.minimum(top - width, middle - 2.0)
    # Of two figures a thousand times apart both need room.
    bottom: Floats = np.where(rows.motion == Motion.RISING, raised, (middle + other) / 2 - width / 2)
    return bottom


def propagate(sites: Sites, rows: Rows, offsets: Offsets, *, noise: float, rounds: int = _ROUNDS) -> Posterior:
    """Return what the sites say of each row on its day, and of each offset.

    Every row must have a site. Rows do not touch one another: a batch gives what each row alone gives.
    """
    nodes = _nodes(sites, rows)
    made = _Result(sites, rows, offsets, nodes)
    # Rows of like length go together, so that little is padded.
    lengths = np.diff(np.append(nodes.first, len(nodes.row)))
    order = np.argsort(lengths, kind="stable")
    by_row = np.argsort(sites.row, kind="stable")
    site_first = np.searchsorted(sites.row[by_row], np.arange(len(rows) + 1))
    sharing = _sharing(sites, len(offsets.mean))
    for begin in range(0, len(rows), _CHUNK):
        chosen = np.sort(order[begin : begin + _CHUNK])
        picked = np.sort(np.concatenate([by_row[site_first[r] : site_first[r + 1]] for r in chosen]))
        _Chunk(made, chosen, picked, lengths, sharing, noise).settle(rounds)
    return made.posterior()


def _sharing(sites: Sites, offsets: int) -> Whole:
    """Return how many sites each offset serves."""
    uses = np.bincount(sites.first[sites.first >= 0], minlength=offsets)
    both: Whole = uses + np.bincount(sites.second[sites.second >= 0], minlength=offsets)
    return both


class _Result:
    """The arrays of a whole batch, filled chunk by chunk."""

    def __init__(self, sites: Sites, rows: Rows, offsets: Offsets, nodes: _Nodes) -> None:
        self.sites, self.rows, self.offsets, self.nodes = sites, rows, offsets, nodes
        self.bottom = _bottoms(sites, rows)
        self.belief = np.zeros((len(rows), CELLS))
        self.foretold, self.wrong = np.zeros(len(sites)), np.zeros(len(sites))
        self.precision, self.pull = np.zeros(len(offsets.mean)), np.zeros(len(offsets.mean))
        self.level, self.spread = np.zeros(len(nodes.row)), np.zeros(len(nodes.row))

    def posterior(self) -> Posterior:
        return Posterior(
            belief=self.belief,
            bottom=self.bottom,
            foretold=self.foretold,
            wrong=self.wrong,
            precision=self.precision,
            pull=self.pull,
            node_row=self.nodes.row,
            node_day=self.nodes.day,
            level=self.level,
            spread=self.spread,
        )


class _Chunk:
    """Some rows on their way to a fixed point: grids, messages, and the two passes along the days."""

    def __init__(
        self, whole: _Result, chosen: Whole, picked: Whole, lengths: Whole, sharing: Whole, noise: float
    ) -> None:
        self.whole, self.chosen, self.picked = whole, chosen, picked
        self.sites = whole.sites.pick(picked, np.searchsorted(chosen, whole.sites.row[picked]))
        self.noise = noise
        nodes = whole.nodes
        self.axis = whole.bottom[chosen][:, None] + STEP * _CELL_NUMBERS
        self.depth = int(lengths[chosen].max())
        first = nodes.first[chosen]
        self.place = nodes.of_site[picked] - first[self.sites.row]
        self.start_place = nodes.of_start[picked] - first[self.sites.row]
        self.asked = nodes.asked[chosen] - first
        self.lengths = lengths[chosen]
        self.day = nodes.day[np.minimum(first[:, None] + np.arange(self.depth), len(nodes.day) - 1)]
        self._order_by_node()
        self._clock()
        slots = np.stack((self.sites.first, self.sites.second))
        self.slots, self.has = slots, slots >= 0
        self.shared = self.has & (sharing[np.maximum(slots, 0)] > 1)
        self.message_precision, self.message_pull = np.zeros(slots.shape), np.zeros(slots.shape)
        sites = self.sites
        self.outside = sites.error[:, None] * plainly_wrong(sites.centre, self.axis[sites.row])
        self.likelihood, self.logs = np.empty_like(self.outside), np.empty_like(self.outside)
        self.started = np.flatnonzero(~np.isnan(sites.start))
        self.starters = sites.pick(self.started, sites.row[self.started])
        self.starters_each = stacked([self.starters] * len(_STARTS))
        self.changing = np.flatnonzero(self.shared.any(axis=0) | ~np.isnan(sites.start))
        self.some = sites.pick(self.changing, sites.row[self.changing])

    def _order_by_node(self) -> None:
        """Sites of one node stand together, so that a sum over a node is one call."""
        key = self.place * len(self.chosen) + self.sites.row
        self.order = np.argsort(key, kind="stable")
        self.keys, self.cuts = np.unique(key[self.order], return_index=True)
        self.node_place, self.node_row = np.divmod(self.keys, len(self.chosen))
        self.node_of = np.searchsorted(self.keys, key)

    def _clock(self) -> None:
        rows = self.whole.rows
        motion, began = rows.motion[self.chosen], rows.began[self.chosen]
        self.motion = motion
        levels = np.zeros((self.depth, len(self.chosen)), np.int64)
        for node in range(1, self.depth):
            moved = level_of(elapsed(motion, began, self.day[:, node - 1], self.day[:, node]))
            levels[node] = np.where(node < self.lengths, moved, 0)
        self.levels = levels

    def settle(self, rounds: int) -> None:
        """Pass to and fro until the messages have settled, and hand the result over."""
        until: Floats | None = None
        for turn in range(rounds):
            until = self._round(until, last=turn == rounds - 1)

    def _round(self, until: Floats | None, *, last: bool) -> Floats:
        cavity_mean, cavity_variance = self._cavities()
        self._weigh(cavity_mean.sum(0), cavity_variance.sum(0), until)
        likelihood, logs = self.likelihood, self.logs
        by_node = np.add.reduceat(logs[self.order], self.cuts, axis=0)
        by_node -= by_node.max(axis=1, keepdims=True)
        evidence = np.ones((self.depth, len(self.chosen), CELLS))
        evidence[self.node_place, self.node_row] = np.exp(by_node)
        before, after = run(evidence, self.motion, self.levels)
        others = before[self.place, self.sites.row] * after[self.place, self.sites.row]
        others *= np.exp(by_node[self.node_of] - logs)
        others /= np.maximum(others.sum(axis=1, keepdims=True), _TINY)
        self._tell_offsets(likelihood, others, cavity_mean, cavity_variance, everything=last)
        until = before * evidence
        if last:
            joined = until * after
            joined /= np.maximum(joined.sum(axis=2, keepdims=True), _TINY)
            self._hand_over(likelihood, others, joined)
        until /= np.maximum(until.sum(axis=2, keepdims=True), _TINY)
        return until

    def _cavities(self) -> tuple[Floats, Floats]:
        """Mean and variance of each site's offsets by all but the site itself; no offset: 0 and 0."""
        whole = self.whole
        index = np.maximum(self.slots, 0)
        precision = np.zeros(len(whole.offsets.mean))
        pull = np.zeros(len(whole.offsets.mean))
        np.add.at(precision, index[self.has], self.message_precision[self.has])
        np.add.at(pull, index[self.has], self.message_pull[self.has])
        base = 1.0 / whole.offsets.variance[index]
        left = base + precision[index] - self.message_precision
        mean = (base * whole.offsets.mean[index] + pull[index] - self.message_pull) / left
        # A path knows nothing of what its claims have in common: left alone, an offset of many claims would be
        # taken for known.
        variance = np.maximum(1.0 / left, _LEAST_LEFT * whole.offsets.variance[index])
        return np.where(self.has, mean, 0.0), np.where(self.has, variance, 0.0)

    def _weigh(self, mean: Floats, variance: Floats, until: Floats | None) -> None:
        """Set the density of every figure at every cell, offsets folded in, plain errors allowed for.

        After the first round only those change that share an offset, or that came on top of something.
        """
        if until is None:
            chosen, some = np.arange(len(self.sites)), self.sites
        else:
            chosen, some = self.changing, self.some
        if not len(chosen):
            return
        reach = np.sqrt(self.noise**2 + some.noise**2 + variance[chosen])
        right = mixture(some, self.axis[self.sites.row[chosen]] + mean[chosen][:, None], reach)
        if len(self.started):
            at = np.searchsorted(chosen, self.started)
            right[at] = self._added(mean[self.started], reach[at], until)
        whole = (1.0 - some.error[:, None]) * right + self.outside[chosen] + 1e-12
        self.likelihood[chosen], self.logs[chosen] = whole, np.log(whole)

    def _added(self, mean: Floats, reach: Floats, until: Floats | None) -> Floats:
        """Density of amounts that came on top of what there was at their starts: over what there may have been then."""
        row = self.sites.row[self.started]
        amount = self.axis[row]
        if until is None:
            vague: Floats = mixture(self.starters, amount - 0.3 + mean[:, None], np.hypot(reach, 0.5))
            return vague
        below = np.cumsum(until[self.start_place[self.started], row], axis=1)
        cells = np.stack([(below < part).sum(axis=1) for part in _STARTS])
        began = self.axis[row, np.minimum(cells, CELLS - 1)][..., None]
        added = -np.expm1(np.minimum(began - amount, -1e-9))
        on_top = amount + np.log(np.maximum(added, 1e-9)) + mean[:, None]
        told = mixture(self.starters_each, on_top.reshape(-1, CELLS), np.tile(reach, len(_STARTS)))
        density: Floats = np.where(amount > began, told.reshape(on_top.shape), 0.0).mean(axis=0)
        return density

    def _tell_offsets(
        self, likelihood: Floats, others: Floats, mean: Floats, variance: Floats, *, everything: bool
    ) -> None:
        """Send each offset a Gaussian: moments by the first two derivatives of the log evidence in its mean."""
        telling = self.has if everything else self.shared
        if not telling.any():
            return
        level, inner = np.einsum("sc,sc->s", likelihood, others), others[:, 1:-1]
        above, at, below = (
            np.einsum("sc,sc->s", likelihood[:, shift : CELLS - 2 + shift], inner) for shift in (2, 1, 0)
        )
        first = (above - below) / (2 * STEP) / level
        second = np.minimum((above - 2 * at + below) / STEP**2 / level - first**2, -1e-9)
        tilted_variance = np.maximum(variance + variance**2 * second, variance * 0.02)
        tilted_mean = mean + variance * first
        safe = np.where(self.has, variance, 1.0)
        tilted = np.where(self.has, tilted_variance, 1.0)
        precision = np.maximum(1.0 / tilted - 1.0 / safe, 0.0)
        pull = (precision + 1.0 / safe) * tilted_mean - mean / safe
        pull = np.where(precision > 0.0, pull, 0.0)
        damping = np.where(telling, 1.0 if everything else _DAMPING, 0.0)
        self.message_precision += damping * (precision - self.message_precision)
        self.message_pull += damping * (pull - self.message_pull)

    def _taken_for_known(self, wrong: Floats) -> Floats:
        """Return, by row, the variance of the level that messages lose: claims of one origin err together, whatever
        they say.

        Passing to and fro treats a claim's offset as known from the origin's other claims, although these have
        pinned the
        level by that same offset. What all claims tell of a common level is worked out both ways; the difference is
        put back.
        """
        sites, rows, whole = self.sites, self.whole.rows, self.whole
        asked = Rows(day=rows.day[self.chosen], began=rows.began[self.chosen], motion=self.motion)
        said = (1.0 - wrong) / reach_of(sites, asked, self.noise)
        _, left = self._cavities()
        count = len(self.chosen)
        passed = np.bincount(sites.row, said / (1.0 + said * left.sum(0)), count)
        # What no origin tells (a link, an analyst's prior) shares its error with nothing.
        own = self.has[0]
        used, place = np.unique(self.slots[0][own], return_inverse=True)
        by_origin = np.bincount(place, said[own], len(used))
        worth = by_origin / (1.0 + by_origin * whole.offsets.variance[used])
        row_of, group_of = np.zeros(len(used), np.int64), np.full(len(used), -1)
        row_of[place], group_of[place] = sites.row[own], self.slots[1][own]
        alone = group_of < 0
        together = np.bincount(sites.row[~own], said[~own], count).astype(np.float64)
        together += np.bincount(row_of[alone], worth[alone], count)
        groups, member = np.unique(group_of[~alone], return_inverse=True)
        if len(groups):
            of_group = np.bincount(member, worth[~alone], len(groups))
            row_of_group = np.zeros(len(groups), np.int64)
            row_of_group[member] = row_of[~alone]
            of_group = of_group / (1.0 + of_group * whole.offsets.variance[groups])
            together += np.bincount(row_of_group, of_group, count)
        lost: Floats = 1.0 / np.maximum(together, 1e-9) - 1.0 / np.maximum(passed, 1e-9)
        return np.clip(lost, 0.0, 4.0)

    def _hand_over(self, likelihood: Floats, others: Floats, joined: Floats) -> None:
        whole = self.whole
        rows = np.arange(len(self.chosen))
        level = (likelihood * others).sum(axis=1)
        wrong = (self.outside * others).sum(axis=1) / np.maximum(level, _TINY)
        whole.foretold[self.picked], whole.wrong[self.picked] = level, wrong
        whole.belief[self.chosen] = widened(joined[self.asked, rows], self._taken_for_known(wrong))
        np.add.at(whole.precision, self.slots[self.has], self.message_precision[self.has])
        np.add.at(whole.pull, self.slots[self.has], self.message_pull[self.has])
        mean = np.einsum("nrc,rc->nr", joined, self.axis)
        square = np.einsum("nrc,rc->nr", joined, self.axis**2)
        for number, row in enumerate(self.chosen):
            first, length = whole.nodes.first[row], self.lengths[number]
            whole.level[first : first + length] = mean[:length, number]
            whole.spread[first : first + length] = (square - mean**2)[:length, number]
