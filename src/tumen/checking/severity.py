"""How much a verdict asks of an editor, and how sure it is: doubt about the reading is kept apart from doubt about
the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tumen.checking import otherwise
from tumen.checking.figures import Likeness
from tumen.checking.standing import Finding
from tumen.checking.trial import Trial
from tumen.codebook.claim import Stage
from tumen.codebook.quantity import Hedge
from tumen.codebook.verdict import Severity, VerdictKind
from tumen.tracing import Relation

LIKELY: Final = 0.75
"""Below this confidence of the whole, the coding's and its least sure field's together, a fault is worth a look."""
SURE: Final = 0.6
"""Below this confidence of the coding, as a whole or of a field that makes the difference, a fault is only worth a
look.
"""

DECIDING: Final[Mapping[VerdictKind, tuple[str, ...]]] = {
    VerdictKind.DIRECTION_REVERSED: ("actor", "counterpart"),
    VerdictKind.UNIT_SLIP: ("low", "high", "unit"),
    VerdictKind.ITEM_CONFUSED: ("item",),
    VerdictKind.OUTCOME_CONFUSED: ("outcome",),
    VerdictKind.MEASURE_CONFUSED: ("measure", "time"),
    VerdictKind.CONVERTED_AS_COUNTED: ("basis",),
    VerdictKind.STAGE_RAISED: ("stage",),
    VerdictKind.WRONG_TIME: ("time",),
    VerdictKind.WRONG_SOURCE: ("sources",),
    VerdictKind.ONE_ORIGIN_AS_MANY: ("also_said_by",),
    VerdictKind.OVERTAKEN: ("time", "measure"),
    VerdictKind.HEDGE_DROPPED: ("hedge",),
    VerdictKind.DIFFERS: ("low", "high", "item", "measure"),
}
"""The fields of the article's claim on which each fault turns."""

_CODED_AS: Final[Mapping[str, str]] = {
    "low": "figure",
    "high": "figure",
    "hedge": "figure",
    "unit": "figure",
    "also_said_by": "sources",
}
"""Fields that an extractor codes together under another name."""
_PLAIN: Final[Mapping[str, str]] = {
    "low": "figure",
    "high": "figure",
    "sources": "source",
    "actor": "giver",
    "counterpart": "taker",
    "also_said_by": "further sources",
    "measure": "kind of figure",
    "hedge": "bound",
    "basis": "way the figure came about",
}
_SETTLED: Final[Mapping[VerdictKind, Severity]] = {
    VerdictKind.AGREES: Severity.FINE,
    VerdictKind.NOT_CHECKABLE: Severity.UNKNOWN,
    VerdictKind.UNKNOWN: Severity.UNKNOWN,
}


def is_fault(kind: VerdictKind) -> bool:
    """Tell whether a verdict finds something wrong."""
    return kind in DECIDING


def weigh(trial: Trial, finding: Finding) -> tuple[Severity, float, str]:
    """Return severity, confidence of the verdict (0-1), and what to read again in plain words (empty: nothing).

    A fault that turns on a field of which the coding is not sure, or on a thin resemblance, is worth a look and no
    more.
    """
    coding = trial.entry.coding
    fields = DECIDING.get(finding.kind, ())
    coded = {name: name if name in coding.fields else _CODED_AS.get(name, name) for name in fields}
    sureness = {name: coding.fields[at].confidence for name, at in coded.items() if at in coding.fields}
    confidence = coding.confidence * min(sureness.values(), default=1.0) * (0.7 if _is_thin(finding) else 1.0)
    settled = _SETTLED.get(finding.kind)
    if settled is not None:
        return settled, coding.confidence, ""
    unsure = [name for name, sure in sureness.items() if sure < SURE]
    if coding.confidence < SURE or unsure or coding.confidence * min(sureness.values(), default=1.0) < LIKELY:
        doubtful = min(sureness, key=lambda name: sureness[name], default="")
        doubt = _PLAIN.get(doubtful, doubtful) if unsure or doubtful else "whole passage"
        return Severity.LOOK, confidence, doubt
    return (Severity.LOOK if _is_thin(finding) else Severity.FAULT), confidence, ""


def _is_thin(finding: Finding) -> bool:
    """Whether the resemblance that the fault rests on may be chance: a round number without a source, "about" for "up
    to".
    """
    reading = finding.reading
    if finding.kind is VerdictKind.DIFFERS and reading is None:
        return not any(pair.source is Relation.SAME for pair in finding.decides)
    if reading is None:
        return False
    pair = reading.pair
    if finding.kind is VerdictKind.ITEM_CONFUSED and pair.figure is Likeness.END:
        return True
    if finding.kind is VerdictKind.CONVERTED_AS_COUNTED and pair.told.hedge is Hedge.VAGUE:
        return True
    vague = Hedge.VAGUE in (pair.told.hedge, pair.recorded.hedge) and pair.source is not Relation.SAME
    if pair.source is Relation.UNSURE or vague:
        return True
    if finding.kind is VerdictKind.DIRECTION_REVERSED:
        return not pair.told.has_figure and pair.source is not Relation.SAME
    if finding.kind is VerdictKind.STAGE_RAISED:
        return pair.recorded.stage is Stage.AGREED
    if finding.kind is VerdictKind.HEDGE_DROPPED:
        return pair.recorded.hedge is Hedge.AT_MOST and pair.told.hedge is Hedge.ABOUT
    borrowed = finding.kind in (VerdictKind.ITEM_CONFUSED, VerdictKind.UNIT_SLIP, VerdictKind.OUTCOME_CONFUSED)
    return borrowed and pair.source is None and otherwise.digits_told(pair) < 2
