"""What a machine may have misread: sides or item, where the very figure by the very source stands elsewhere on record;
a source, a time, an outcome or a kind of figure that it hardly read.

Only a claim coded by machine is read again, where the record knows nothing of it or holds against it what may not
stand there; what comes of it asks for a look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from tumen.checking.candidates import Candidates, RecordedClaim
from tumen.checking.figures import Likeness, Rates, alike, same_unit, told_closely
from tumen.checking.items import exactly_same_item
from tumen.checking.severity import BLAMED, DECIDING, SURE
from tumen.checking.times import told_as_present
from tumen.checking.trial import is_denial, share_a_name, sides_alike
from tumen.checking.voices import relation
from tumen.codebook.claim import Claim, Stage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry
from tumen.codebook.verdict import Verdict, VerdictKind
from tumen.codebook.view import View
from tumen.tracing import Parties, Relation

Sides = tuple[str, str]
Find = Callable[[Entry], Candidates]
_LIKELY: Final = 0.75
"""A field less sure than this may well have been misread."""
_EVEN: Final = 0.5
"""A field less sure than this is more likely misread than read."""
_SOURCE_MATTERS: Final = frozenset({VerdictKind.WRONG_SOURCE, VerdictKind.WRONG_TIME, VerdictKind.UNKNOWN})
"""Verdicts that may come of a source that was misread: it gave nothing of the sort, or something of another time."""
_COUNTS: Final = frozenset({"person", "item", "round"})
"""Units that follow from the item where the text tells none."""
_FIELDS: Final = ("sources", "item", "time", "outcome", "measure")


def usual_sides(view: View) -> Sides | None:
    """Return the two sides between which most exchanges are on record; None without any."""
    known = (key for key in view.exchanges() if "?" not in (key.actor, key.counterpart))
    found = Counter((key.actor, key.counterpart) for key in known)
    return min(found, key=lambda sides: (-found[sides], sides), default=None)


def left_open(entry: Entry, verdict: Verdict) -> tuple[Entry, tuple[str, ...]] | None:
    """Return the entry without what was hardly read and may be all that speaks against it, and the fields changed.

    A doubtful source is left out, and of a doubtful time only stays whether it is the present; a doubtful outcome or
    kind of figure is taken to be the record's: such fields are misread far oftener than told wrongly. None where a
    person coded the entry, or nothing of the sort is doubtful.
    """
    claim = entry.claim
    mended = _as_recorded(entry, verdict)
    if (
        verdict.kind in _SOURCE_MATTERS
        and (claim.has_figure or verdict.kind in DECIDING)
        and _source_is_doubtful(entry)
        and not is_denial(claim)  # whose denial it is, is half of it
    ):
        mended = replace(mended, sources=(), also_said_by=())
    changed = tuple(name for name in _FIELDS if getattr(mended, name) != getattr(claim, name))
    return (replace(entry, claim=mended), changed) if changed else None


def _as_recorded(entry: Entry, verdict: Verdict) -> Claim:
    """The claim with the field on which a fault turns as the record has it, where that was hardly read; without a
    start that was carried over, which may hide who told it as done.
    """
    claim = entry.claim
    recorded = verdict.evidence[0].entry.claim if verdict.evidence else claim
    match verdict.kind:
        case VerdictKind.WRONG_TIME if _time_is_doubtful(entry, verdict):
            return replace(claim, time=_only_whether_present(entry))
        case VerdictKind.STAGE_RAISED if _is_inferred(entry, "time"):
            return replace(claim, time=_only_whether_present(entry))
        case VerdictKind.OUTCOME_CONFUSED if _sureness(entry, "outcome") < _LIKELY:
            return replace(claim, outcome=recorded.outcome)
        case VerdictKind.MEASURE_CONFUSED if _sureness(entry, "measure") < SURE:
            return replace(claim, measure=recorded.measure, per=recorded.per)
        case VerdictKind.UNIT_SLIP if claim.unit in _COUNTS and _is_inferred(entry, "item"):
            unsure = _sureness(entry, "item") < BLAMED
            return replace(claim, item=recorded.item, unit=recorded.unit) if unsure else claim
        case _:
            return claim


def _sureness(entry: Entry, name: str) -> float:
    """How sure the coding of a field is; a person's is."""
    return entry.coding.fields[name].confidence if name in entry.coding.fields else 1.0


def _is_inferred(entry: Entry, name: str) -> bool:
    return name in entry.coding.fields and entry.coding.fields[name].inferred


def _source_is_doubtful(entry: Entry) -> bool:
    """Whether the source is more likely misread than read, or was carried over and is less than likely."""
    return _sureness(entry, "sources") < (_LIKELY if _is_inferred(entry, "sources") else _EVEN)


def _time_is_doubtful(entry: Entry, verdict: Verdict) -> bool:
    """Whether the time was carried over or is less than likely, or starts when the statement was made ("the NIS in
    September"): then it may date the statement.
    """
    if _is_inferred(entry, "time") or _sureness(entry, "time") < _LIKELY:
        return True
    time, made = entry.claim.time, verdict.evidence[0].entry.report.published if verdict.evidence else None
    if "time" not in entry.coding.fields or not (time and time.first and made and made.first):
        return False
    return (made.first.year, made.first.month) == (time.first.year, time.first.month)


def _only_whether_present(entry: Entry) -> Edtf | None:
    """The time up to the article's date, where what has happened is told as the present; else none."""
    claim, published = entry.claim, entry.report.published
    on = published.first if published else None
    is_state = on is not None and claim.stage.rank >= Stage.UNDERWAY.rank and told_as_present(claim, on)
    return Edtf.between(None, on) if is_state else None


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
