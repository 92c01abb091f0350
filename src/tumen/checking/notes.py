"""What stands beside a verdict: later figures, disputes, denials, a single origin, and other verdicts that fit too."""

from __future__ import annotations

from collections.abc import Iterator

from tumen.checking.because import because
from tumen.checking.figures import lies_outside
from tumen.checking.phrases import Words, dated, day, listed, who
from tumen.checking.severity import is_fault
from tumen.checking.showing import show
from tumen.checking.standing import Finding, same_quantity
from tumen.checking.times import same_time
from tumen.checking.trial import Pair, Trial, is_denial, sides_alike
from tumen.codebook.verdict import EvidenceRole, Note, NoteKind, VerdictKind
from tumen.tracing import Relation

_MANY = 3
_RECENT_DAYS = 183


def notes(trial: Trial, found: tuple[Finding, ...], words: Words) -> tuple[Note, ...]:
    """Return the notes beside the first of the findings, in a fixed order."""
    finding = found[0]
    return (
        *_others(trial, found, words),
        *_garble(finding),
        *_single_origin(finding),
        *_unsourced(trial, finding),
        *_disputed(trial, finding, words),
        *_denied(trial, words),
        *_since(trial, finding, words),
        *_inferred(trial),
        *_nothing(trial, finding, words),
    )


def _others(trial: Trial, found: tuple[Finding, ...], words: Words) -> Iterator[Note]:
    """Other verdicts that fit as well."""
    told = {found[0].kind}
    for other in found[1:]:
        if is_fault(other.kind) and other.kind not in told:
            told.add(other.kind)
            evidence = show(other.decides[:1], EvidenceRole.DECIDES, words)
            yield Note(note=other.kind, because=because(trial, other, words), evidence=evidence)


def _garble(finding: Finding) -> Iterator[Note]:
    copy = finding.reading.garble if finding.reading else None
    if copy is not None:
        page = copy.report.publisher or "a page"
        text = f"{page} told it in the same way {dated(copy.report.published)}; the first telling is another."
        yield Note(note=NoteKind.COPY_OF, because=text)


def _single_origin(finding: Finding) -> Iterator[Note]:
    origins = {pair.head.origin for pair in finding.decides}
    if finding.kind is VerdictKind.AGREES and len(origins) == 1 and finding.decides:
        yield Note(note=NoteKind.SINGLE_ORIGIN, because=f"All that stands behind it is {who(finding.decides[0].head)}.")


def _unsourced(trial: Trial, finding: Finding) -> Iterator[Note]:
    if not trial.named and finding.kind is VerdictKind.AGREES and finding.decides:
        name = who(finding.decides[0].head)
        yield Note(
            note=NoteKind.UNSOURCED, because=f"The article names no source; on record the figure is from {name}."
        )


def _disputed(trial: Trial, finding: Finding, words: Words) -> Iterator[Note]:
    """Other origins whose figure for the same lies further off than a fifth."""
    if not finding.decides:
        return
    first = finding.decides[0]
    origins = {pair.head.origin for pair in finding.decides}
    others = [
        pair
        for pair in trial.pairs
        if pair.head.origin not in origins
        and pair.recorded.kind is first.recorded.kind
        and same_quantity(first.recorded, pair)
        and lies_outside(first.recorded, pair.recorded)
        and same_time(first.recorded, pair.recorded, on=None)
        and abs((pair.head.published - first.head.published).days) <= _RECENT_DAYS
    ]
    if others:
        nearest = sorted(others, key=lambda pair: abs((pair.head.published - first.head.published).days))[:_MANY]
        said = listed([f"{who(pair.head)}: {words.figure(pair.recorded)}" for pair in nearest])
        yield Note(
            note=NoteKind.DISPUTED,
            because=f"Others give another figure for it: {said}.",
            evidence=show(nearest, EvidenceRole.CONTRADICTS, words),
        )


def _denied(trial: Trial, words: Words) -> Iterator[Note]:
    if is_denial(trial.told):
        return
    denying = [
        pair
        for pair in trial.pairs
        if is_denial(pair.recorded)
        and pair.recorded.item == trial.told.item
        and pair.recorded.kind is trial.told.kind
        and sides_alike(trial.told, pair.recorded)
        and (trial.on is None or (trial.on - pair.head.published).days <= _RECENT_DAYS)
    ][-_MANY:]
    if denying:
        said = listed([f"{who(pair.head)} ({day(pair.head.entry.report.published)})" for pair in denying])
        evidence = show(denying, EvidenceRole.DENIES, words)
        yield Note(note=NoteKind.DENIED, because=f"It has been denied by {said}.", evidence=evidence)


def _since(trial: Trial, finding: Finding, words: Words) -> Iterator[Note]:
    """Figures for the same published after the article's date."""
    if not finding.decides:
        return
    first = finding.decides[0].recorded
    later = [pair for pair in trial.later if pair.recorded.kind is first.kind and same_quantity(first, pair)]
    later = [pair for pair in later if pair.source is Relation.SAME] or later
    if later:
        said = listed([f"{who(pair.head)} gave {words.figure(pair.recorded)} {_on(pair)}" for pair in later[:_MANY]])
        evidence = show(later[:_MANY], EvidenceRole.LATER, words)
        yield Note(note=NoteKind.SINCE, because=f"After the article's date {said}.", evidence=evidence)


def _on(pair: Pair) -> str:
    return dated(pair.head.entry.report.published)


def _inferred(trial: Trial) -> Iterator[Note]:
    fields = [name for name in ("actor", "counterpart", "sources") if name in trial.entry.coding.fields]
    carried = [name for name in fields if trial.entry.coding.fields[name].inferred]
    if carried:
        yield Note(
            note=NoteKind.INFERRED,
            because="Who gives, who takes or who says so was carried over from nearby, not read.",
        )


def _nothing(trial: Trial, finding: Finding, words: Words) -> Iterator[Note]:
    """Why nothing is known: the two sides are not in the case, or nobody on record has said it."""
    if finding.kind is not VerdictKind.UNKNOWN:
        return
    told = trial.told
    if not any(sides_alike(told, pair.recorded) for pair in (*trial.pairs, *trial.later)):
        text = f"The case holds nothing {words.way(told)}."
        yield Note(note=NoteKind.OUTSIDE_CASE, because=text)
    else:
        text = f"By the article's date nobody on record had said it of {words.noun(told)}."
        yield Note(note=NoteKind.NOBODY_SAYS, because=text)
