"""How much a verdict asks of an editor, and how sure it is: doubt about the reading is kept apart from doubt about
the figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from tumen.checking.openness import is_left_open
from tumen.checking.standing import Finding, borne_out_later
from tumen.checking.thinness import is_thin
from tumen.checking.trial import Trial
from tumen.codebook.claim import Stage
from tumen.codebook.verdict import Severity, VerdictKind

BLAMED: Final = 0.8
"""Below this confidence of the whole, the coding's and its deciding fields' together, a fault is worth a look."""
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
PLAIN: Final[Mapping[str, str]] = {
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
    if finding.kind is VerdictKind.OVERTAKEN and trial.named:
        fields = (*fields, "sources")  # it is the same source's own newer figure
    coded = {name: name if name in coding.fields else _CODED_AS.get(name, name) for name in fields}
    sureness = {name: coding.fields[at].confidence for name, at in coded.items() if at in coding.fields}
    thin = is_thin(finding) or is_left_open(trial, finding)
    confidence = coding.confidence * min(sureness.values(), default=1.0) * (0.7 if thin else 1.0)
    settled = _SETTLED.get(finding.kind)
    if finding.kind is VerdictKind.AGREES and _may_tell_a_plan_as_done(trial, finding):
        return Severity.LOOK, confidence, "stage"
    if settled is not None:
        return settled, coding.confidence, ""
    if borne_out_later(trial) is not None:
        return Severity.LOOK, confidence / 2, ""
    unsure = [name for name, sure in sureness.items() if sure < SURE]
    if coding.confidence < SURE or unsure or coding.confidence * math.prod(sureness.values()) < BLAMED:
        doubtful = min(sureness, key=lambda name: sureness[name], default="")
        doubt = PLAIN.get(doubtful, doubtful) if unsure or doubtful else "whole passage"
        return Severity.LOOK, confidence, doubt
    return (Severity.LOOK if thin else Severity.FAULT), confidence, ""


def _may_tell_a_plan_as_done(trial: Trial, finding: Finding) -> bool:
    """Whether only plans bear out what was hardly read as a plan: it may be told as done, and then too high."""
    stage = trial.entry.coding.fields.get("stage")
    plans = all(pair.recorded.stage.rank < Stage.UNDERWAY.rank for pair in finding.decides)
    hardly = stage is not None and stage.confidence < SURE
    return hardly and trial.told.has_figure and trial.told.stage.rank < Stage.UNDERWAY.rank and plans
