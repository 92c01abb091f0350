"""What the record says of one claim of an article: the verdicts, severities and notes of the contract of a check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry
from tumen.codebook.estimate import Estimate


class VerdictKind(StrEnum):
    """The verdicts, in the order in which they are tried."""

    DIRECTION_REVERSED = "direction_reversed"
    UNIT_SLIP = "unit_slip"
    ITEM_CONFUSED = "item_confused"
    OUTCOME_CONFUSED = "outcome_confused"
    MEASURE_CONFUSED = "measure_confused"
    CONVERTED_AS_COUNTED = "converted_as_counted"
    STAGE_RAISED = "stage_raised"
    WRONG_TIME = "wrong_time"
    WRONG_SOURCE = "wrong_source"
    ONE_ORIGIN_AS_MANY = "one_origin_as_many"
    OVERTAKEN = "overtaken"
    HEDGE_DROPPED = "hedge_dropped"
    DIFFERS = "differs"
    AGREES = "agrees"
    NOT_CHECKABLE = "not_checkable"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much it asks of an editor: mend it, read it, nothing, or: nobody on record says so."""

    FAULT = "fault"
    LOOK = "look"
    FINE = "fine"
    UNKNOWN = "unknown"


class EvidenceRole(StrEnum):
    """What a recorded claim does for a verdict."""

    DECIDES = "decides"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    LATER = "later"
    DENIES = "denies"


class NoteKind(StrEnum):
    """What stands beside a verdict; any other verdict that also fits may stand there too, by its own name."""

    SINCE = "since"
    DISPUTED = "disputed"
    DENIED = "denied"
    SINGLE_ORIGIN = "single_origin"
    COPY_OF = "copy_of"
    UNSOURCED = "unsourced"
    INFERRED = "inferred"
    OUTSIDE_CASE = "outside_case"
    NOBODY_SAYS = "nobody_says"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A recorded claim on which a verdict or note rests; ``origin`` and ``figure`` are worded for readers."""

    entry: Entry
    origin: str
    figure: str
    role: EvidenceRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark beside a verdict."""

    note: NoteKind | VerdictKind
    because: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the record says of one claim of an article.

    ``entry`` is the article's claim; ``confidence`` (0-1) is that of the verdict, the reading's doubt included;
    ``wording`` is a
    sentence that the record bears out (None: none is offered); ``dismissed`` the reason for which a person set the
    verdict aside.
    """

    entry: Entry
    kind: VerdictKind
    severity: Severity
    because: str
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Note, ...] = ()
    estimate: Estimate | None = None
    confidence: float = 1.0
    wording: str | None = None
    differing: tuple[str, ...] = ()
    """The claim's fields in which article and record differ (for marking them)."""
    dismissed: str | None = None

    def __str__(self) -> str:
        quote = self.entry.report.passage.quote if self.entry.report.passage else self.entry.id
        return f"“{quote}”: {self.kind.replace('_', ' ')} ({self.severity}). {self.because}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was checked against: the case, how many claims count, the newest date, the ledger's last event."""

    case: str
    claims: int
    newest: Edtf | None
    last_event: str
