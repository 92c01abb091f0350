"""What readers see instead of the codebook's words: labels and signs of verdicts, severities, notes and fields."""

from __future__ import annotations

from typing import Final

from tumen.codebook.claim import Basis, Certainty, Kind, Outcome, Stage
from tumen.codebook.quantity import Measure
from tumen.codebook.verdict import EvidenceRole, NoteKind, Severity, VerdictKind

VERDICT_LABELS: Final[dict[VerdictKind, str]] = {
    VerdictKind.DIRECTION_REVERSED: "Giver and taker swapped",
    VerdictKind.UNIT_SLIP: "Wrong unit or power of ten",
    VerdictKind.ITEM_CONFUSED: "Figure of another item",
    VerdictKind.OUTCOME_CONFUSED: "Figure of another outcome",
    VerdictKind.MEASURE_CONFUSED: "Total, period, rate or share mixed up",
    VerdictKind.CONVERTED_AS_COUNTED: "Conversion told as a count",
    VerdictKind.STAGE_RAISED: "Told as further along than it was",
    VerdictKind.WRONG_TIME: "Wrong period or date",
    VerdictKind.WRONG_SOURCE: "Wrong or missing source",
    VerdictKind.ONE_ORIGIN_AS_MANY: "One origin told as several",
    VerdictKind.OVERTAKEN: "Overtaken by a later figure",
    VerdictKind.HEDGE_DROPPED: "Bound or doubt lost",
    VerdictKind.DIFFERS: "Outside all that was said",
    VerdictKind.AGREES: "Borne out",
    VerdictKind.NOT_CHECKABLE: "Too vague to check",
    VerdictKind.UNKNOWN: "Nothing comparable on record",
}
SEVERITY_LABELS: Final[dict[Severity, str]] = {
    Severity.FAULT: "Fault",
    Severity.LOOK: "Worth a look",
    Severity.FINE: "Borne out",
    Severity.UNKNOWN: "Unknown",
}
SEVERITY_PLURALS: Final[dict[Severity, tuple[str, str]]] = {
    Severity.FAULT: ("fault", "faults"),
    Severity.LOOK: ("worth a look", "worth a look"),
    Severity.FINE: ("borne out", "borne out"),
    Severity.UNKNOWN: ("unknown to the record", "unknown to the record"),
}
SEVERITY_SIGNS: Final[dict[Severity, str]] = {
    Severity.FAULT: "✕",
    Severity.LOOK: "!",
    Severity.FINE: "✓",
    Severity.UNKNOWN: "?",
}
ROLE_LABELS: Final[dict[EvidenceRole, str]] = {
    EvidenceRole.DECIDES: "decides",
    EvidenceRole.SUPPORTS: "supports",
    EvidenceRole.CONTRADICTS: "otherwise",
    EvidenceRole.LATER: "came later",
    EvidenceRole.DENIES: "denies",
}
NOTE_LABELS: Final[dict[NoteKind, str]] = {
    NoteKind.SINCE: "Since then",
    NoteKind.DISPUTED: "Disputed",
    NoteKind.DENIED: "Denied",
    NoteKind.SINGLE_ORIGIN: "One origin only",
    NoteKind.COPY_OF: "Repeats a recorded claim",
    NoteKind.UNSOURCED: "No source named",
    NoteKind.INFERRED: "Not read but inferred",
    NoteKind.OUTSIDE_CASE: "Outside the case",
    NoteKind.NOBODY_SAYS: "Nobody on record says so",
}
FIELD_LABELS: Final[dict[str, str]] = {
    "low": "Figure",
    "high": "Figure",
    "hedge": "Figure",
    "unit": "Figure",
    "per": "Figure",
    "direction": "Figure",
    "actor": "From and to",
    "counterpart": "From and to",
    "kind": "What happened",
    "item": "Item",
    "measure": "Counted as",
    "outcome": "Outcome",
    "stage": "How far along",
    "polarity": "Said or denied",
    "certainty": "How sure",
    "basis": "How it was got",
    "time": "When",
    "place": "Where",
    "sources": "Who said it",
    "also_said_by": "Who said it",
    "published": "Published",
}
FIELDS_OF_VERDICT: Final[dict[VerdictKind, tuple[str, ...]]] = {
    VerdictKind.DIRECTION_REVERSED: ("actor",),
    VerdictKind.UNIT_SLIP: ("unit",),
    VerdictKind.ITEM_CONFUSED: ("item",),
    VerdictKind.OUTCOME_CONFUSED: ("outcome",),
    VerdictKind.MEASURE_CONFUSED: ("measure",),
    VerdictKind.CONVERTED_AS_COUNTED: ("basis",),
    VerdictKind.STAGE_RAISED: ("stage",),
    VerdictKind.WRONG_TIME: ("time",),
    VerdictKind.WRONG_SOURCE: ("sources",),
    VerdictKind.ONE_ORIGIN_AS_MANY: ("sources",),
    VerdictKind.OVERTAKEN: ("low",),
    VerdictKind.HEDGE_DROPPED: ("hedge",),
    VerdictKind.DIFFERS: ("low",),
}
"""The field that each verdict is about."""

KIND_WORDS: Final[dict[Kind, str]] = {
    Kind.TRANSFER: "transfer",
    Kind.LOSS: "loss",
    Kind.PRESENCE: "presence",
    Kind.PRODUCTION: "production",
    Kind.SHARE: "share",
    Kind.TRADE: "trade",
    Kind.AGREEMENT: "agreement",
    Kind.ACT: "act",
    Kind.PROJECT: "project",
}
STAGE_WORDS: Final[dict[Stage, str]] = {
    Stage.POSSIBLE: "possible",
    Stage.PLANNED: "planned or offered",
    Stage.AGREED: "agreed",
    Stage.UNDERWAY: "under way",
    Stage.DONE: "done",
}
MEASURE_WORDS: Final[dict[Measure, str]] = {
    Measure.INCREMENT: "what came in a period",
    Measure.CUMULATIVE: "a running total",
    Measure.STOCK: "a level at one time",
    Measure.RATE: "a rate",
    Measure.SHARE: "a share",
    Measure.FACTOR: "a multiple",
    Measure.NONE: "not told",
}
BASIS_WORDS: Final[dict[Basis, str]] = {
    Basis.REPORTED: "reported as such",
    Basis.CONVERTED: "worked out from another figure",
    Basis.CAPACITY: "what it could hold or make",
}
CERTAINTY_WORDS: Final[dict[Certainty, str]] = {
    Certainty.ASSERTED: "told flatly",
    Certainty.HEDGED: "told with doubt",
}
OUTCOME_WORDS: Final[dict[Outcome, str]] = {
    Outcome.KILLED: "killed",
    Outcome.WOUNDED: "wounded",
    Outcome.CASUALTIES: "killed and wounded together",
    Outcome.CAPTURED: "captured",
    Outcome.MISSING: "missing",
    Outcome.DESTROYED: "destroyed",
}


def note_label(note: NoteKind | VerdictKind) -> str:
    """Return what a note is called; a verdict that also fits goes by its own label.

    >>> note_label(NoteKind.SINCE), note_label(VerdictKind.STAGE_RAISED)
    ('Since then', 'Also: told as further along than it was')
    """
    if isinstance(note, NoteKind):
        return NOTE_LABELS[note]
    label = VERDICT_LABELS[note]
    return f"Also: {label[0].lower()}{label[1:]}"
