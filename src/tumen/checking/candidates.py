"""What a verdict looks at: recorded statements of the same two sides, each with its copies, split by the article's
date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from tumen.checking.voices import Voices
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.view import View
from tumen.tracing import Parties, Party, changed_fields, origin_of, original_of
from tumen.tracing.names import plain_name

Find = Callable[[str], Entry | None]
LIMIT = 400
"""So many recorded claims, nearest first, are looked at for one claim of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A recorded copy and what it changed of its original (nothing: it is faithful)."""

    entry: Entry
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedClaim:
    """A recorded claim at the head of its copies, with who gave it."""

    entry: Entry
    origin: str
    voices: Voices
    copies: tuple[Copy, ...] = ()

    @property
    def claim(self) -> Claim:
        """What was said."""
        return self.entry.claim

    @property
    def published(self) -> date:
        """The first day on which it had been published; the first of days where it is not dated."""
        return _first_day(self.entry)


Made = dict[tuple[str, ...], RecordedClaim]
"""Statements by the ids of their head and its copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Statements made by the article's date (``known``) and after it (``later``), in order of publication then id."""

    known: tuple[RecordedClaim, ...] = ()
    later: tuple[RecordedClaim, ...] = ()
    rates: dict[str, dict[int, float]] = field(default_factory=dict)


def find_candidates(
    entry: Entry, view: View, parties: Parties, *, known_at: date | None, limit: int = LIMIT, made: Made | None = None
) -> Candidates:
    """Return the recorded statements that a verdict on the article's claim must look at.

    The article itself and its copies are left out: an article never confirms itself. Copies stand under the statement
    that they lead back to, if it had been published by then; a copy whose original came to light later speaks for
    itself. ``made`` keeps statements from one claim of an article to the next.
    """
    made = {} if made is None else made
    near = [found for found in view.candidates(entry.claim, limit=limit) if not _comes_from(found, entry, view)]
    by_id = {found.id: found for found in near}

    def counting(entry_id: str) -> Entry | None:
        if entry_id in by_id:
            return by_id[entry_id]
        found = view.entry(entry_id)
        return found if found is not None and found.counts and not is_the_article(found, entry) else None

    later = [found for found in near if known_at is not None and _first_day(found) > known_at]
    known = [found for found in near if known_at is None or _first_day(found) <= known_at] if later else near

    def in_time(entry_id: str) -> Entry | None:
        found = counting(entry_id)
        return found if found is not None and (known_at is None or _first_day(found) <= known_at) else None

    rates = {currency: dict(years) for currency, years in view.pack.rates.items()}
    after = _heads(later, counting, parties, made)
    return Candidates(
        known=_heads(known, in_time, parties, made),
        later=tuple(found for found in after if known_at is None or found.published > known_at),
        rates=rates,
    )


def is_the_article(found: Entry, entry: Entry) -> bool:
    """Tell whether a recorded entry was read from the article itself: the same document, or the same address."""
    ours, theirs = entry.report.passage, found.report.passage
    if found.id == entry.id or (ours and theirs and ours.document == theirs.document):
        return True
    return bool(entry.report.url) and found.report.url == entry.report.url


def _comes_from(found: Entry, entry: Entry, view: View) -> bool:
    """Whether a recorded entry was read from the article, or from a copy of it."""
    if is_the_article(found, entry):
        return True
    seen = {found.id}
    while found.report.copied_from:
        original = view.entry(found.report.copied_from)
        if original is None or original.id in seen:
            return False
        if is_the_article(original, entry):
            return True
        seen.add(original.id)
        found = original
    return False


def _first_day(entry: Entry) -> date:
    published = entry.report.published
    return published.first if published and published.first else date.min


def _heads(entries: Sequence[Entry], find: Find, parties: Parties, made: Made) -> tuple[RecordedClaim, ...]:
    """Group entries under the first of their copies."""
    heads: dict[str, Entry] = {}
    copies: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        head = original_of(entry, find) if entry.report.copied_from else entry
        heads[head.id] = head
        if head is not entry:
            copies[head.id].append(entry)
    found: list[RecordedClaim] = []
    for head in sorted(heads.values(), key=_order):
        repeats = copies.get(head.id, ())
        key = (head.id, *sorted(copy.id for copy in repeats))
        if key not in made:
            made[key] = recorded_claim(head, repeats, parties)
        found.append(made[key])
    return tuple(found)


def recorded_claim(head: Entry, copies: Iterable[Entry], parties: Parties) -> RecordedClaim:
    """Return a recorded claim with its copies and with everybody who gave it or passed it on."""
    listed = tuple(Copy(entry=copy, changed=changed_fields(copy, head, parties)) for copy in sorted(copies, key=_order))
    origin, source = origin_of(head, parties)
    chain = _in_office(parties.chain(head.claim.sources))
    if not chain and source is not None:
        chain = (parties.party(source),)
    faithful = [copy.entry for copy in listed if "origin" not in copy.changed]
    passed_on = (link for copy in faithful for link in parties.chain((*copy.claim.sources, *copy.claim.also_said_by)))
    coarse = bool(chain) and chain[-1].specific
    others = (*parties.chain(head.claim.also_said_by), *(link for link in passed_on if link.specific or not coarse))
    outlets = tuple(outlet for entry in (head, *faithful) for outlet in _outlet(entry, parties))
    given = {plain_name(link.name) for link in (*chain, *others)}
    false = frozenset(
        plain_name(link.name)
        for copy in listed
        if "origin" in copy.changed
        for link in parties.chain(copy.entry.claim.sources)
        if link.person and plain_name(link.name) not in given
    )
    voices = Voices(
        chain=chain,
        others=others,
        independent=parties.chain(head.claim.also_said_by),
        repeaters=tuple(link for copy in listed for link in parties.chain(copy.entry.claim.sources)),
        outlets=outlets,
        false=false,
    )
    return RecordedClaim(entry=head, origin=origin, voices=voices, copies=listed)


def _in_office(chain: tuple[Party, ...]) -> tuple[Party, ...]:
    """A person speaks for the body that follows in the attribution, not for one that he led at another time."""
    links = list(chain)
    for at, (link, body) in enumerate(pairwise(chain)):
        governments = link.kind is SourceKind.GOVERNMENT and body.kind is SourceKind.GOVERNMENT
        if link.person and governments and body.bodies and link.states == body.states:
            links[at] = replace(link, bodies=body.bodies)
    return tuple(links)


def _order(entry: Entry) -> tuple[date, str]:
    return (_first_day(entry), entry.id)


def _outlet(entry: Entry, parties: Parties) -> tuple[Party, ...]:
    """Who published the page, as a source; nobody where it is not told."""
    name = entry.report.publisher
    if not name:
        return ()
    forms = {name, name.partition("(")[0].strip(), name.partition(" via ")[0].strip()}
    return tuple(parties.party(Source(name=form, kind=SourceKind.MEDIA)) for form in sorted(forms) if form)
