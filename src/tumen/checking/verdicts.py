"""The table of verdicts: which function finds each, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tumen.checking import adding, standing
from tumen.checking.adding import adds_outcomes, adds_parts
from tumen.checking.standing import Finding
from tumen.checking.trial import Trial
from tumen.codebook.verdict import VerdictKind

Find = Callable[[Trial], Finding | None]


def told_otherwise(kind: VerdictKind) -> Find:
    """Return the finder of a verdict that one pair decides: the likeliest statement meant, told otherwise in this way.

    A statement that bears the article out leaves no room for it.
    """

    def find(trial: Trial) -> Finding | None:
        if not trial.readings or trial.bearing() or adds_outcomes(trial):
            return None
        likeliest = trial.readings[0]
        if kind not in likeliest.faults:
            return None
        alike = [reading.pair for reading in trial.readings if reading.faults == likeliest.faults]
        return Finding(kind=kind, decides=tuple(alike), reading=likeliest)

    return find


ORDER: Final[tuple[tuple[VerdictKind, Find], ...]] = (
    (VerdictKind.DIRECTION_REVERSED, told_otherwise(VerdictKind.DIRECTION_REVERSED)),
    (VerdictKind.UNIT_SLIP, told_otherwise(VerdictKind.UNIT_SLIP)),
    (VerdictKind.ITEM_CONFUSED, told_otherwise(VerdictKind.ITEM_CONFUSED)),
    (VerdictKind.ITEM_CONFUSED, adding.adds_items),
    (VerdictKind.OUTCOME_CONFUSED, told_otherwise(VerdictKind.OUTCOME_CONFUSED)),
    (VerdictKind.MEASURE_CONFUSED, told_otherwise(VerdictKind.MEASURE_CONFUSED)),
    (VerdictKind.CONVERTED_AS_COUNTED, told_otherwise(VerdictKind.CONVERTED_AS_COUNTED)),
    (VerdictKind.CONVERTED_AS_COUNTED, adding.adds_alternatives),
    (VerdictKind.STAGE_RAISED, told_otherwise(VerdictKind.STAGE_RAISED)),
    (VerdictKind.STAGE_RAISED, adding.adds_plans),
    (VerdictKind.WRONG_TIME, told_otherwise(VerdictKind.WRONG_TIME)),
    (VerdictKind.WRONG_SOURCE, told_otherwise(VerdictKind.WRONG_SOURCE)),
    (VerdictKind.WRONG_SOURCE, standing.told_without_its_denial),
    (VerdictKind.ONE_ORIGIN_AS_MANY, standing.one_origin_as_many),
    (VerdictKind.OVERTAKEN, standing.overtaken),
    (VerdictKind.HEDGE_DROPPED, told_otherwise(VerdictKind.HEDGE_DROPPED)),
    (VerdictKind.DIFFERS, told_otherwise(VerdictKind.DIFFERS)),
    (VerdictKind.DIFFERS, lambda trial: None if adds_outcomes(trial) or adds_parts(trial) else standing.differs(trial)),
    (VerdictKind.AGREES, standing.agrees),
    (VerdictKind.AGREES, adds_outcomes),
    (VerdictKind.AGREES, adds_parts),
    (VerdictKind.NOT_CHECKABLE, standing.not_checkable),
    (VerdictKind.UNKNOWN, standing.unknown),
)


def findings(trial: Trial) -> tuple[Finding, ...]:
    """Return every verdict that fits, in the order of trial: the first is the verdict, the others are notes."""
    found = (find(trial) for _, find in ORDER)
    return tuple(finding for finding in found if finding is not None)
