"""Origins over the entries of an exchange: who first vouched, and which claims are left once copies are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim, Polarity
from tumen.codebook.entry import Entry
from tumen.codebook.flow import Flow
from tumen.codebook.source import DistinctClaim, JoinReason, Origin, Origins, Source, SourceKind
from tumen.tracing.copies import changed_fields, original_of
from tumen.tracing.names import plain_name
from tumen.tracing.parties import Parties
from tumen.tracing.rounding import figure_of, rounded, same_figure, significant_digits, told_numbers

UNATTRIBUTED = "unattributed:"
_REPEAT_DAYS = 62
"""The same figure by the same origin is the same claim if its times end within so many days."""
_LATER_DAYS = 366
"""A figure without a source repeats one that had been published within so many days before."""
_BUCKET_DAYS = 64


def trace(
    entries: Sequence[Entry],
    pack: CasePack,
    *,
    parties: Parties | None = None,
    reviewed: Mapping[tuple[str, str], bool] | None = None,
) -> Origins:
    """Return the origins of the entries, and the distinct claims left after copies are joined.

    Joined are, in this order: recorded copies (to the first of their chain), the same figure by the same origin of the
    same flow and time, rounded repeats ("11,200", "over 11,000"), the same figure without a source told later, and
    figures that a consolidating report took over from a body on which it draws. Give it a whole exchange at once: a
    copy may stand in another flow than its original. The order of the entries does not matter. ``parties`` may be
    passed to read the pack's names only once. ``reviewed`` holds pairs of entries that a person joined (True) or
    parted (False): the person's word goes before every rule.
    """
    parties = parties or Parties.of(pack)
    ordered = sorted(entries, key=_by_date)
    by_id = {entry.id: entry for entry in ordered}
    joins = _Joins(reviewed=reviewed or {})
    joins.join_reviewed([entry.id for entry in ordered])
    origin_ids: dict[str, str] = {}
    sources: dict[str, Source | None] = {}
    roots_by_id = _roots(ordered, by_id)
    for entry in ordered:
        root = roots_by_id[entry.id]
        if root.id != entry.id and joins.first(entry.id) == entry.id:
            joins.join(entry.id, root.id, JoinReason.RECORDED_COPY)
        origin_id, source = origin_of(root, parties)
        origin_ids[entry.id] = origin_id
        sources.setdefault(origin_id, source)
    roots = [
        entry for entry in ordered if joins.first(entry.id) == entry.id and entry.claim.polarity is Polarity.AFFIRMED
    ]
    for join in (_join_repeats, _join_unattributed, _join_consolidated):
        join([entry for entry in roots if joins.first(entry.id) == entry.id], origin_ids, parties, joins)
    distinct = tuple(_distinct(ordered, joins, origin_ids, parties))
    return Origins(origins=_origins(ordered, joins, origin_ids, sources, parties), distinct=distinct)


def origin_of(entry: Entry, parties: Parties) -> tuple[str, Source | None]:
    """Return the id of the entry's origin, and its name: the last link of the attribution, as a body where it is known.

    Without a source the document speaks for itself: its publisher, if the pack knows it and it does not just repeat
    others; else the origin is ``unattributed:<entry>``.
    """
    source = entry.claim.origin_source
    if source is None:
        publisher = entry.report.publisher
        if publisher is None:
            return UNATTRIBUTED + entry.id, None
        source = Source(name=publisher, kind=SourceKind.MEDIA)
        bodies = parties.named(publisher)
        if not bodies or all(parties.bodies[body].copies_likely for body in bodies):
            return UNATTRIBUTED + entry.id, None
        return min(bodies), source
    bodies = parties.party(source).bodies
    return (min(bodies) if bodies else plain_name(source.name)), source


def _roots(ordered: list[Entry], by_id: dict[str, Entry]) -> dict[str, Entry]:
    """The first entry of each chain of recorded copies, each link walked once."""
    found: dict[str, Entry] = {}
    for entry in ordered:
        path, at = [entry], entry
        on_path = {entry.id}
        while at.id not in found:
            original = by_id.get(at.report.copied_from or "")
            if original is None or original.id in on_path:
                break
            at = original
            on_path.add(at.id)
            path.append(at)
        root = found.get(at.id, at)
        found.update({link.id: root for link in path})
    return found


def _by_date(entry: Entry) -> tuple[str, str]:
    published = entry.report.published
    return (published.first.isoformat() if published and published.first else "9999", entry.id)


@dataclass(slots=True)
class _Joins:
    """Which entry each entry repeats, and why; the first of a group stands for it."""

    reviewed: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    _first: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, JoinReason] = field(default_factory=dict)

    def join_reviewed(self, ordered: Sequence[str]) -> None:
        """Join what a person joined, the later entry to the earlier one."""
        place = {entry_id: number for number, entry_id in enumerate(ordered)}
        for pair, joined in sorted(self.reviewed.items()):
            if joined and all(entry_id in place for entry_id in pair):
                first, later = sorted((self.first(entry_id) for entry_id in pair), key=place.__getitem__)
                self.join(later, first, JoinReason.REVIEWED)

    def first(self, entry_id: str) -> str:
        while entry_id in self._first:
            entry_id = self._first[entry_id]
        return entry_id

    def join(self, entry_id: str, first: str, reason: JoinReason) -> None:
        parted = self.reviewed.get((min(entry_id, first), max(entry_id, first))) is False
        first = self.first(first)
        if first != entry_id and not parted:
            self._first[entry_id] = first
            self.reasons[entry_id] = reason


def _when(entry: Entry) -> int:
    """The day that a claim's time ends on, else the day on which it was published, as a number of days."""
    time, published = entry.claim.time, entry.report.published
    last = (time and (time.last or time.first)) or (published and published.first)
    return last.toordinal() if last else 0


def _published(entry: Entry) -> int:
    first = entry.report.published and entry.report.published.first
    return first.toordinal() if first else 0


def _lengths(claim: Claim) -> int:
    """How many digits the claim's numbers tell, all together: the fuller figure stands for its rounded repeats."""
    return sum(significant_digits(number) for number in told_numbers(claim))


def _keys(entry: Entry) -> Iterator[tuple[tuple[float, ...], int]]:
    """Where to look for repeats: the numbers to two digits and to one, in the time's bucket and its neighbours."""
    numbers, bucket = told_numbers(entry.claim), _when(entry) // _BUCKET_DAYS
    for digits in (2, 1):
        for near in (bucket - 1, bucket, bucket + 1):
            yield tuple(rounded(number, digits) for number in numbers), near


def _repeats(entry: Entry, first: Entry) -> bool:
    """Whether two claims of one flow tell one figure, bounds and all: "over 11,000" repeats 11,200, not "up to"."""
    if abs(_when(entry) - _when(first)) > _REPEAT_DAYS or not same_figure(entry.claim, first.claim):
        return False
    told, whole = figure_of(entry.claim), figure_of(first.claim)
    if told is None or whole is None:
        return told is whole
    slack = 0.0 if told_numbers(entry.claim) == told_numbers(first.claim) else 0.05
    return told[0] <= whole[0] * (1 + slack) and whole[1] <= told[1] * (1 + slack)


def _join_repeats(roots: list[Entry], origin_ids: dict[str, str], parties: Parties, joins: _Joins) -> None:  # noqa: ARG001
    """Join the same, or a rounded, figure by the same origin to the fullest telling of it."""
    fullest_first = sorted(roots, key=lambda entry: (-_lengths(entry.claim), _by_date(entry)))
    heads: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in fullest_first:
        origin = origin_ids[entry.id]
        if origin.startswith(UNATTRIBUTED) or not entry.claim.has_figure:
            continue
        flow = Flow.of(entry.claim)
        head = next((h for key in _keys(entry) for h in heads[origin, flow, *key] if _repeats(entry, h)), None)
        if head is None:
            for key in {key for key in _keys(entry) if key[1] == _when(entry) // _BUCKET_DAYS}:
                heads[origin, flow, *key].append(entry)
        else:
            same = told_numbers(entry.claim) == told_numbers(head.claim)
            joins.join(entry.id, head.id, JoinReason.SAME_FIGURE if same else JoinReason.ROUNDED)


def _by_figure(roots: list[Entry], origin_ids: dict[str, str]) -> dict[tuple[Flow, tuple[float, ...]], list[Entry]]:
    """Attributed claims with a figure by flow and numbers, in order of publication."""
    found: dict[tuple[Flow, tuple[float, ...]], list[Entry]] = defaultdict(list)
    for entry in roots:
        if entry.claim.has_figure and not origin_ids[entry.id].startswith(UNATTRIBUTED):
            found[Flow.of(entry.claim), told_numbers(entry.claim)].append(entry)
    return found


def _join_unattributed(roots: list[Entry], origin_ids: dict[str, str], parties: Parties, joins: _Joins) -> None:  # noqa: ARG001
    """Join a figure without a source to the newest earlier telling of it that has one."""
    told = _by_figure(roots, origin_ids)
    for entry in roots:
        if not origin_ids[entry.id].startswith(UNATTRIBUTED) or not entry.claim.has_figure:
            continue
        earlier = told.get((Flow.of(entry.claim), told_numbers(entry.claim)), ())
        day = _published(entry)
        first = next((e for e in reversed(earlier) if 0 <= day - _published(e) <= _LATER_DAYS), None)
        if first is not None:
            joins.join(entry.id, first.id, JoinReason.UNATTRIBUTED_REPEAT)
            origin_ids[entry.id] = origin_ids[first.id]


def _join_consolidated(roots: list[Entry], origin_ids: dict[str, str], parties: Parties, joins: _Joins) -> None:
    """Join a figure to the body it was taken from, where its origin is known to draw on that body."""
    for same in _by_figure(roots, origin_ids).values():
        if len({origin_ids[entry.id] for entry in same}) < 2:
            continue
        first_by_origin: dict[str, Entry] = {}
        for entry in same:
            drawn = parties.draws_on(origin_ids[entry.id])
            taken = next((first for origin, first in first_by_origin.items() if origin in drawn), None)
            if taken is not None and abs(_when(entry) - _when(taken)) <= _LATER_DAYS:
                joins.join(entry.id, taken.id, JoinReason.CONSOLIDATED)
            else:
                first_by_origin.setdefault(origin_ids[entry.id], entry)


def _distinct(
    ordered: list[Entry], joins: _Joins, origin_ids: dict[str, str], parties: Parties
) -> Iterator[DistinctClaim]:
    by_id = {entry.id: entry for entry in ordered}
    members: dict[str, list[str]] = defaultdict(list)
    for entry in ordered:
        members[joins.first(entry.id)].append(entry.id)
    for first in (entry.id for entry in ordered if entry.id in members):
        repeats = [entry_id for entry_id in members[first] if entry_id != first]
        garbled = {}
        for entry_id in repeats:
            if joins.reasons[entry_id] is JoinReason.RECORDED_COPY:
                original = original_of(by_id[entry_id], by_id.get)
                if fields := changed_fields(by_id[entry_id], original, parties):
                    garbled[entry_id] = fields
        yield DistinctClaim(
            id=first,
            entries=(first, *repeats),
            origin=origin_ids[first],
            reasons={first: JoinReason.ITSELF} | {entry_id: joins.reasons[entry_id] for entry_id in repeats},
            garbled=garbled,
        )


def _origins(
    ordered: list[Entry],
    joins: _Joins,
    origin_ids: dict[str, str],
    sources: dict[str, Source | None],
    parties: Parties,
) -> tuple[Origin, ...]:
    entries: dict[str, list[str]] = defaultdict(list)
    derived: dict[str, set[str]] = defaultdict(set)
    for entry in ordered:
        origin = origin_ids[joins.first(entry.id)]
        entries[origin].append(entry.id)
        if origin != origin_ids[entry.id]:
            derived[origin_ids[entry.id]].add(origin)
    found = []
    for origin_id in sorted({*entries, *derived}):
        body = parties.bodies.get(origin_id)
        drawn = {origin for origin in (parties.draws_on(origin_id) if body else ()) if origin in entries}
        rest = tuple(entries[origin_id]) if origin_id in entries else ()
        found.append(
            Origin(
                id=origin_id,
                source=_named(sources.get(origin_id), origin_id, parties),
                entries=rest,
                copies=tuple(entry_id for entry_id in rest if joins.first(entry_id) != entry_id),
                derived_from=tuple(sorted(drawn | derived[origin_id])),
                group=body.group if body else None,
            )
        )
    return tuple(found)


def _named(source: Source | None, origin_id: str, parties: Parties) -> Source | None:
    """The origin as the pack names it, else as the first entry does."""
    body = parties.bodies.get(origin_id)
    if body is not None:
        return Source(name=body.name, kind=body.kind)
    return replace(source) if source else None
