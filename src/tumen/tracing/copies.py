"""Recorded copies: back to the first statement, and what a copy changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tumen.codebook.claim import Basis, Claim
from tumen.codebook.entry import Entry
from tumen.codebook.quantity import Hedge
from tumen.codebook.source import SourceKind
from tumen.tracing.parties import Parties, Party, Relation
from tumen.tracing.rounding import same_figure

_FLAT = frozenset({Hedge.EXACT, Hedge.ABOUT})
"""Exact told as about, and about as exact, is rounding and no change of the bound."""
_DRIFT_DAYS = 93
"""A running total may begin, and a period be dated, so much later or earlier in a copy."""


def original_of(entry: Entry, find: Callable[[str], Entry | None]) -> Entry:
    """Return the entry that a chain of recorded copies leads back to; the entry itself where it is no copy.

    A copy whose original is not at hand is its own root; a chain that bites its tail ends where it began to repeat.
    """
    seen = {entry.id}
    while entry.report.copied_from:
        original = find(entry.report.copied_from)
        if original is None or original.id in seen:
            return entry
        seen.add(original.id)
        entry = original
    return entry


def changed_fields(copy: Entry, original: Entry, parties: Parties) -> tuple[str, ...]:
    """Return what a copy changed of its original, in the codebook's order; empty where it is faithful.

    Rounding, a dropped "about" and another link nearer the text are no change.
    """
    told, first = copy.claim, original.claim
    changes: Mapping[str, bool] = {
        "actor": (told.actor, told.counterpart) != (first.actor, first.counterpart),
        "item": told.item != first.item,
        "figure": not same_figure(told, first),
        "bound": _bound(told) != _bound(first),
        "unit": told.unit != first.unit and told.has_figure,
        "measure": told.measure != first.measure,
        "outcome": told.outcome != first.outcome,
        "stage": told.stage != first.stage,
        "polarity": told.polarity != first.polarity,
        "basis": told.basis is Basis.REPORTED and first.basis is not Basis.REPORTED,
        "date": _dated_otherwise(told, first),
        "origin": _origin_changed(copy, original, parties),
    }
    return tuple(name for name, changed in changes.items() if changed)


def _bound(claim: Claim) -> str:
    return "flat" if claim.hedge in _FLAT else str(claim.hedge)


def _dated_otherwise(told: Claim, first: Claim) -> bool:
    """Whether the times cannot be one: they do not touch, or a total starts elsewhere."""
    if told.time is None or first.time is None:
        return False
    if not told.time.overlaps(first.time, slack_days=31):
        return True
    starts = told.time.first, first.time.first
    return starts[0] is not None and starts[1] is not None and abs((starts[0] - starts[1]).days) > _DRIFT_DAYS


def _origin_changed(copy: Entry, original: Entry, parties: Parties) -> bool:
    """Whether the copy names another origin, or a person of the origin's body of whom the original knows nothing."""
    named, first = parties.chain(copy.claim.sources), parties.chain(original.claim.sources)
    if not named or not first or named[-1].kind is SourceKind.MEDIA:
        return False
    if not any(link.relation(origin) is not Relation.OTHER for link in named for origin in first):
        return not _consolidates(named[-1], first[-1], parties)
    return any(_a_new_voice(link, first) for link in named)


def _consolidates(named: Party, first: Party, parties: Parties) -> bool:
    """Whether the copy is by a body that takes figures over from the original's, or from those on whom it draws."""
    origins = set(first.bodies).union(*(parties.draws_on(body) for body in first.bodies))
    return any(parties.draws_on(body) & origins for body in named.bodies)


def _a_new_voice(link: Party, first: tuple[Party, ...]) -> bool:
    """Whether a person speaks for the original's origin who is not named there, while it names the body alone."""
    origin = first[-1]
    if not link.person or origin.person or not link.bodies & origin.bodies:
        return False
    return not any(other.person and other.bodies & link.bodies for other in first)
