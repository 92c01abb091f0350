"""A view held in memory: entries in order, with the indexes that questions need."""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.exchange import Exchange
from tumen.codebook.flow import ExchangeKey, Flow
from tumen.codebook.source import Origins
from tumen.codebook.verdict import Record

Trace = Callable[[Sequence[Entry], CasePack], Origins]
DECADES = (0.0, math.log(10.0), -math.log(10.0), math.log(1000.0), -math.log(1000.0))  # figures off by a power of ten


def publication_order(entry: Entry) -> tuple[date, str]:
    """Return the sorting key of entries: first day of publication (undated ones first), then id."""
    published = entry.report.published
    return (published.first if published and published.first else date.min, entry.id)


def known_by(entry: Entry, known_at: date | None) -> bool:
    """Tell whether the entry had been published by a date; a month counts from its first day, undated always."""
    published = entry.report.published
    return known_at is None or published is None or published.first is None or published.first <= known_at


class MemoryView:
    """A ledger as it stood at one time, in memory. ``with_suggested`` lets suggested entries count as well."""

    def __init__(
        self,
        entries: Iterable[Entry],
        pack: CasePack,
        trace: Trace,
        *,
        last_event: str = "",
        with_suggested: bool = False,
    ) -> None:
        """Hold all entries; those that count are the ones that questions see."""
        self._by_id = {entry.id: entry for entry in entries}
        self._trace = trace
        self._traced: dict[tuple[ExchangeKey, date | None], Origins] = {}
        self._last_event = last_event
        self._with_suggested = with_suggested
        self.pack = pack

    @cached_property
    def _counting(self) -> tuple[Entry, ...]:
        suggested = self._with_suggested
        counting = (
            entry for entry in self._by_id.values() if entry.counts or (suggested and entry.status == "suggested")
        )
        return tuple(sorted(counting, key=publication_order))

    @cached_property
    def _by_exchange(self) -> dict[ExchangeKey, list[Entry]]:
        found: defaultdict[ExchangeKey, list[Entry]] = defaultdict(list)
        for entry in self._counting:
            found[ExchangeKey.of(entry.claim)].append(entry)
        return dict(found)

    @cached_property
    def _by_sides(self) -> dict[frozenset[str], _SidesIndex]:
        grouped: defaultdict[frozenset[str], list[Entry]] = defaultdict(list)
        for entry in self._counting:
            grouped[_sides(entry.claim)].append(entry)
        return {sides: _SidesIndex(entries) for sides, entries in grouped.items()}

    def record(self) -> Record:
        """Return what the view holds."""
        dated = [entry.report.published for entry in self._counting if entry.report.published]
        newest = max(dated, key=lambda day: (day.first or date.min, day.text)) if dated else None
        return Record(case=self.pack.id, claims=len(self._counting), newest=newest, last_event=self._last_event)

    def entry(self, entry_id: str) -> Entry | None:
        """Return one entry, whatever its status."""
        return self._by_id.get(entry_id)

    def all_entries(self) -> tuple[Entry, ...]:
        """Return every entry, whatever its status, in order of publication then id."""
        return tuple(sorted(self._by_id.values(), key=publication_order))

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries that count, in order of publication then id."""
        return self._counting

    def flows(self) -> tuple[Flow, ...]:
        """Return the flows on record, sorted by their written form."""
        return tuple(sorted({Flow.of(entry.claim) for entry in self._counting}, key=str))

    def exchanges(self) -> tuple[ExchangeKey, ...]:
        """Return the exchanges on record, sorted."""
        return tuple(sorted(self._by_exchange))

    def exchange(self, key: ExchangeKey, *, known_at: date | None = None) -> Exchange:
        """Return the entries of an exchange that had been published by ``known_at``."""
        entries = tuple(entry for entry in self._by_exchange.get(key, ()) if known_by(entry, known_at))
        return Exchange(key=key, entries=entries, known_at=known_at)

    def origins(self, exchange: Exchange) -> Origins:
        """Return what tracing found over the exchange (kept, for the same exchange is asked for again and again)."""
        asked = (exchange.key, exchange.known_at)
        if asked not in self._traced:
            self._traced[asked] = self._trace(exchange.entries, self.pack)
        return self._traced[asked]

    def candidates(self, claim: Claim, *, limit: int = 200) -> tuple[Entry, ...]:
        """Return recorded claims that a verdict on ``claim`` must look at, nearest first.

        Entries whose sides include the claim's, or are included in them, in either order: those nearest in figure
        (also off by ten or a thousand), then those of the same family, newest first, up to ``limit``.
        """
        asked = _sides(claim)
        found: dict[str, Entry] = {}
        for sides, index in self._by_sides.items():
            if asked and sides and (asked <= sides or sides <= asked):
                found.update((entry.id, entry) for entry in index.nearest(claim, limit))
        return nearest_first(claim, found.values(), limit)


class _SidesIndex:
    """Entries of one pair of sides, found by figure and by item family without a scan."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        figures = [(figure, entry.id, entry) for entry in entries for figure in sizes_of(entry.claim)]
        self._figures = sorted(figures, key=lambda row: row[:2])
        self._families: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._families[entry.claim.family].append(entry)

    def nearest(self, claim: Claim, limit: int) -> list[Entry]:
        found = [
            entry
            for size in sizes_of(claim)
            for shift in DECADES
            for entry in self._around(size + shift, window(shift, limit))
        ]
        return found + self._families.get(claim.family, [])[-limit:]

    def _around(self, size: float, half: int) -> list[Entry]:
        at = bisect.bisect_left(self._figures, (size, ""), key=lambda row: row[:2])
        return [entry for _, _, entry in self._figures[max(at - half, 0) : at + half]]


def _sides(claim: Claim) -> frozenset[str]:
    return frozenset(side for side in (claim.actor, claim.counterpart) if side)


def sizes_of(claim: Claim) -> frozenset[float]:
    """Return the logarithms of the claim's bounds, by which figures are found."""
    return _logarithms(claim.low, claim.high)


@lru_cache(maxsize=50_000)
def _logarithms(low: float | None, high: float | None) -> frozenset[float]:
    return frozenset(math.log(bound) for bound in (low, high) if bound)


def window(shift: float, limit: int) -> int:
    """Return how many entries are taken on either side of a figure: as many as asked for, fewer of shifted ones."""
    return limit if shift == 0.0 else max(limit // 8, 4)


def nearest_first(claim: Claim, entries: Iterable[Entry], limit: int) -> tuple[Entry, ...]:
    """Return the entries of the same family first, by the nearest figure, then the newest, up to ``limit``.

    Claims without a figure to compare come last in their family.
    """
    sizes, family = sizes_of(claim), claim.family

    def distance(entry: Entry) -> tuple[bool, float, int, str]:
        gaps = [abs(ours - theirs) for theirs in sizes_of(entry.claim) for ours in sizes]
        day, key = publication_order(entry)
        return (family != entry.claim.family, min(gaps, default=math.inf), -day.toordinal(), key)

    return tuple(sorted(entries, key=distance)[:limit])
