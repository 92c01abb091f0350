"""What the peers see of the rows: one number, one day, one source for each comparable claim.

A hedge is read as its number (a range as its middle), a chain of sources as its last link. That is what the papers'
methods can take in; copies, hedges and dependence are left to them as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.reconciliation.rows import ClaimRow, Question, day_of
from bench.reconciliation.scale import Numbers, is_share, to_scale

Indices = NDArray[np.int64]

# What a number is worth by its hedge, as a standard deviation on the scale; used by methods that ask for variances.
_SPREAD = {"exact": 0.08, "about": 0.12, "at_least": 0.3, "at_most": 0.3, "range": 0.2, "vague": 0.45}


class Belief(NamedTuple):
    """A method's answer on the scale: a point, and where it has one an interval of its own as a standard deviation."""

    point: float
    sd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Comparable claims of many flows as arrays of equal length; `sources` and `flows` hold the names."""

    flows: tuple[str, ...]
    sources: tuple[str, ...]
    item: Indices
    source: Indices
    day: Indices
    published: Indices
    value: Numbers
    spread: Numbers

    def where(self, mask: NDArray[np.bool_]) -> "Evidence":
        """Return the claims that the mask keeps."""
        return Evidence(
            flows=self.flows,
            sources=self.sources,
            item=self.item[mask],
            source=self.source[mask],
            day=self.day[mask],
            published=self.published[mask],
            value=self.value[mask],
            spread=self.spread[mask],
        )


class _Read(NamedTuple):
    flow: str
    source: str
    day: int
    published: int
    value: float
    spread: float


def _first_day(text: str) -> int:
    """Return the first day of a year, month or day as text."""
    year, month, day, *_ = [*(int(part) for part in text.split("-")), 1, 1]
    return day_of(date(year, month, day))


def _last_day(text: str) -> int:
    parts = [int(part) for part in text.split("-")]
    match len(parts):
        case 1:
            return day_of(date(parts[0], 12, 31))
        case 2:
            return day_of(date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)) - 1
        case _:
            return day_of(date(*parts))


def told_number(row: ClaimRow) -> float | None:
    """Return the number that stands for a claim: a bound for itself, the geometric middle of a range."""
    if row.low is not None and row.high is not None:
        return sqrt(max(row.low, 0.0) * row.high)
    return row.low if row.low is not None else row.high


def origin_of(row: ClaimRow) -> str:
    """Return the last link of the chain of sources, or the publisher where there is none.

    The kind in brackets is dropped.
    """
    last = row.sources.split(" < ")[-1] if row.sources else row.publisher
    return last.rsplit(" (", 1)[0]


def _read(row: ClaimRow, first_published: int) -> _Read | None:
    number = told_number(row)
    if number is None or number <= 0.0 or row.polarity != "affirmed":
        return None
    published = _first_day(row.published)
    start, _, end = row.time.rpartition("/")
    # A total that was counted from a later start is another quantity.
    if start not in {"", ".."} and _first_day(start) > first_published:
        return None
    day = min(_last_day(end), published) if end not in {"", ".."} else published
    scaled = to_scale(number, share=is_share(row.flow)).item()
    return _Read(row.flow, origin_of(row), day, published, scaled, _SPREAD.get(row.hedge, 0.3))


def read_rows(rows: Sequence[ClaimRow]) -> Evidence:
    """Return the comparable claims of all flows, in the order of the rows."""
    first: dict[str, int] = {}
    for row in rows:
        first[row.flow] = min(first.get(row.flow, 10**9), _first_day(row.published))
    read = [one for row in rows if (one := _read(row, first[row.flow])) is not None]
    flows, sources = sorted({one.flow for one in read}), sorted({one.source for one in read})
    flow_index = {name: i for i, name in enumerate(flows)}
    source_index = {name: i for i, name in enumerate(sources)}
    return Evidence(
        flows=tuple(flows),
        sources=tuple(sources),
        item=np.array([flow_index[one.flow] for one in read], dtype=np.int64),
        source=np.array([source_index[one.source] for one in read], dtype=np.int64),
        day=np.array([one.day for one in read], dtype=np.int64),
        published=np.array([one.published for one in read], dtype=np.int64),
        value=np.array([one.value for one in read], dtype=np.float64),
        spread=np.array([one.spread for one in read], dtype=np.float64),
    )


def known(evidence: Evidence, question: Question) -> Evidence:
    """Return the claims published by the question's `known_at` about its `as_of` or before.

    A flow with later claims only keeps its earliest one, so that every method has something to say.
    """
    public = evidence.where(evidence.published <= day_of(question.known_at))
    timely = public.day <= day_of(question.as_of)
    missing = np.setdiff1d(public.item, public.item[timely])
    for item in missing:
        mine = np.flatnonzero(public.item == item)
        timely[mine[np.argmin(public.day[mine])]] = True
    return public.where(timely)


def recent(evidence: Evidence, as_of: date, days: int | None) -> Evidence:
    """Return the claims of the last `days` before `as_of`; a flow without any keeps its latest one. None keeps all."""
    if days is None:
        return evidence
    fresh = evidence.day > day_of(as_of) - days
    for item in np.setdiff1d(evidence.item, evidence.item[fresh]):
        mine = np.flatnonzero(evidence.item == item)
        fresh[mine[np.argmax(evidence.day[mine])]] = True
    return evidence.where(fresh)


def one_each(evidence: Evidence) -> Evidence:
    """Return only the latest claim of each source in each flow, as methods of truth discovery expect."""
    order = np.lexsort((evidence.published, evidence.day, evidence.source, evidence.item))
    key = evidence.item[order] * (len(evidence.sources) + 1) + evidence.source[order]
    last = np.append(key[1:] != key[:-1], True) if len(key) else np.zeros(0, dtype=np.bool_)
    mask = np.zeros(len(order), dtype=np.bool_)
    mask[order[last]] = True
    return evidence.where(mask)
