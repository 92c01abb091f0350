"""What a machine may have misread: sides or item, where the very figure by the very source stands elsewhere on record.

Only a claim coded by machine of which the record knows nothing is read again, and what comes of it asks for a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from tumen.checking.candidates import Candidates, RecordedClaim
from tumen.checking.figures import Likeness, Rates, alike, same_unit, told_closely
from tumen.checking.items import exactly_same_item
from tumen.checking.trial import share_a_name, sides_alike
from tumen.checking.voices import relation
from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.view import View
from tumen.tracing import Parties, Relation

Sides = tuple[str, str]
Find = Callable[[Entry], Candidates]


def usual_sides(view: View) -> Sides | None:
    """Return the two sides between which most exchanges are on record; None without any."""
    known = (key for key in view.exchanges() if "?" not in (key.actor, key.counterpart))
    found = Counter((key.actor, key.counterpart) for key in known)
    return min(found, key=lambda sides: (-found[sides], sides), default=None)


def read_again(
    entry: Entry, heads: Find, parties: Parties, *, rates: Rates, sides: Sides | None
) -> tuple[Entry, tuple[str, ...]] | None:
    """Return the entry with the sides and the item of the statement that it most likely tells, and the fields changed.

    None where a person coded it, where it names no source or figure, or where no statement has both to the letter.
    """
    claim = entry.claim
    if not entry.coding.fields or not claim.has_figure or not claim.sources:
        return None
    named = parties.chain(claim.sources)
    for found in _elsewhere(entry, heads, sides):
        recorded = found.claim
        same_source = relation(named, found.voices, parties) is Relation.SAME and share_a_name(named, found.voices)
        if same_source and _very_figure(claim, recorded, rates):
            mended = replace(claim, actor=recorded.actor, counterpart=recorded.counterpart, item=recorded.item)
            fields = ("actor", "counterpart", "item")
            changed = tuple(name for name in fields if getattr(mended, name) != getattr(claim, name))
            return replace(entry, claim=mended), changed
    return None


def _elsewhere(entry: Entry, heads: Find, sides: Sides | None) -> Iterator[RecordedClaim]:
    """Statements of the same sides with another item, then of the usual sides with the same item, the newest first."""
    claim = entry.claim
    yield from _of_sides(entry, heads)
    if sides is not None and {claim.actor, claim.counterpart} != set(sides):
        for actor, counterpart in (sides, sides[::-1]):
            moved = replace(entry, claim=replace(claim, actor=actor, counterpart=counterpart))
            yield from (found for found in _of_sides(moved, heads) if exactly_same_item(claim, found.claim))


def _of_sides(entry: Entry, heads: Find) -> Iterator[RecordedClaim]:
    known = heads(entry).known
    yield from (found for found in reversed(known) if sides_alike(entry.claim, found.claim))


def _very_figure(claim: Claim, recorded: Claim, rates: Rates) -> bool:
    """Whether both tell the same number of the same unit of the same sort of thing."""
    return (
        recorded.kind is claim.kind
        and alike(claim, recorded, rates) in (Likeness.SAME, Likeness.END)
        and told_closely(claim, recorded)
        and same_unit(claim, recorded, rates)
    )
