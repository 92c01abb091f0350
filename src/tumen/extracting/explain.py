"""Explaining: why each field of a claim is as it is, in words, with its confidence."""

from __future__ import annotations

from typing import Final

from tumen.codebook.claim import Claim
from tumen.codebook.entry import FieldCoding
from tumen.extracting.attribution import Attribution
from tumen.extracting.deciding import Draft
from tumen.extracting.model import Models
from tumen.extracting.qualifiers import QUALIFIERS

_SIDES: Final = ("actor", "counterpart")


def reasons_of(draft: Draft, claim: Claim, attribution: Attribution, models: Models) -> dict[str, FieldCoding]:
    """Return for each field how sure it is, why, and whether it was inferred rather than read."""
    coded: dict[str, FieldCoding] = {}
    chances = draft.chances

    def add(name: str, reason: str, *, inferred: bool = False, chance: str | None = None) -> None:
        share = models.calibration(chance or name).share(chances.get(chance or name, 1.0))
        coded[name] = FieldCoding(confidence=round(share, 3), reason=reason, inferred=inferred)

    candidate, context = draft.candidate, draft.context
    verb = candidate.predicate.text if candidate.predicate else "no verb"
    frame = f"{verb!r} opens the frame {context.frame!r}" if context.frame else f"governed by {verb!r}"
    add("kind", frame)
    attached = candidate.item is not None and candidate.item.item == draft.item
    words = candidate.item.words if candidate.item and attached else ""
    add(
        "item",
        f"the phrase names it: {words!r}" if attached else "from the words around the figure",
        inferred=not attached,
    )
    here = {span.code for span in context.marks.states}
    for name, code in zip(_SIDES, (claim.actor, claim.counterpart), strict=True):
        read = code is None or code in here
        reason = "named in the sentence" if code in here else "none named" if code is None else "carried over"
        add(name, f"{code or 'nobody'}: {reason}", inferred=not read, chance="sides")
    if candidate.quantity is not None and (claim.low is not None or claim.high is not None):
        coded["figure"] = FieldCoding(confidence=1.0, reason=f"told as {candidate.quantity.words!r}")
    for name in QUALIFIERS:
        if name in draft.qualifiers:
            add(name, f"the words around it speak for {draft.qualifiers[name]!r}")
    add(
        "time",
        f"{claim.time}" if claim.time else "no time is told",
        inferred=claim.time is not None and not context.marks.times,
    )
    coded["sources"] = FieldCoding(
        confidence=round(attribution.confidence, 3),
        reason=attribution.reason or "the document itself",
        inferred=attribution.inferred,
    )
    return coded
