"""When the likeness that a fault rests on is thin: it may be chance, and the fault is worth a look and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tumen.checking import otherwise
from tumen.checking.figures import Likeness, interval, told_closely
from tumen.checking.items import are_builders, are_kin
from tumen.checking.standing import Finding
from tumen.checking.times import MONTH
from tumen.checking.trial import Pair
from tumen.codebook.claim import Kind, Outcome, Stage
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.verdict import VerdictKind
from tumen.tracing import Relation

ANOTHER_LOT: Final = 3
"""A delivery so many times as large or as small as the recorded one may be another."""
PLANS_HOLD: Final = 60
"""After so many days a plan may have come about without a word of it on record."""


def _is_one_crew(kind: VerdictKind, pair: Pair) -> bool:
    """Whether words for the same people were taken for two things: builders may be workers or engineers, and all who
    were sent are told as being there, or the other way round.
    """
    if kind is VerdictKind.ITEM_CONFUSED:
        return are_builders(pair.told, pair.recorded)
    sent_and_there = {pair.told.kind, pair.recorded.kind} == {Kind.TRANSFER, Kind.PRESENCE}
    return kind is VerdictKind.MEASURE_CONFUSED and sent_and_there


def is_thin(finding: Finding) -> bool:
    """Tell whether the resemblance that the fault rests on may be chance: by the kind of the fault, or because the
    source cannot be told, a vague word is another body's, or one crew goes by two names.
    """
    reading = finding.reading
    if finding.kind is VerdictKind.DIFFERS and reading is None:
        return not any(_is_told_against(pair) for pair in finding.decides)
    if reading is None:
        return False
    pair = reading.pair
    if _is_one_crew(finding.kind, pair) or pair.source is Relation.UNSURE:
        return True
    if Hedge.VAGUE in (pair.told.hedge, pair.recorded.hedge) and not (pair.source is Relation.SAME and pair.by_name):
        return True
    return finding.kind in _THIN and _THIN[finding.kind](pair)


def _is_told_against(pair: Pair) -> bool:
    """Whether the article's source gave another figure for it: no vague word, no share of something else, and no other
    delivery.
    """
    if pair.source is not Relation.SAME or pair.recorded.hedge is Hedge.VAGUE:
        return False
    return (pair.by_name or pair.told.measure is not Measure.SHARE) and not _is_another_lot(pair)


def _is_another_lot(pair: Pair) -> bool:
    """Whether both tell one delivery, loss or plan each, not of one closed period, and one is several times the other:
    they need not be one.
    """
    if pair.told.measure is not Measure.INCREMENT or pair.recorded.measure is not Measure.INCREMENT:
        return False
    if pair.told.time is not None and pair.told.time.last is not None and pair.told.time == pair.recorded.time:
        return False
    (low, high), (bottom, top) = interval(pair.told), interval(pair.recorded)
    return low > ANOTHER_LOT * top or high * ANOTHER_LOT < bottom


def _is_borrowed_loosely(pair: Pair) -> bool:
    return pair.source is None and otherwise.digits_told(pair) < 2


def _is_borrowed_late(pair: Pair) -> bool:
    """Whether another item's number may be the same by chance: a round one of quite another thing, or one over a month
    old that is round or another's.
    """
    late = pair.on is not None and (pair.on - pair.head.published).days > MONTH
    if otherwise.digits_told(pair) < 2:
        return late or not are_kin(pair.told, pair.recorded)
    return late and not pair.by_name


def _may_have_come_about(pair: Pair) -> bool:
    """Whether a plan was told two months or more before the article, by somebody whom it does not name."""
    return not pair.by_name and pair.on is not None and (pair.on - pair.head.published).days >= PLANS_HOLD


def _is_known_by_state(pair: Pair) -> bool:
    """Whether the source is the record's only in that both are of one state: "our man in Seoul" for its service."""
    return pair.source is Relation.SAME and not pair.by_name


_THIN: Final[Mapping[VerdictKind, Callable[[Pair], bool]]] = {
    VerdictKind.ITEM_CONFUSED: lambda pair: (
        pair.figure is Likeness.END or _is_borrowed_loosely(pair) or _is_borrowed_late(pair)
    ),
    VerdictKind.CONVERTED_AS_COUNTED: lambda pair: pair.told.hedge is Hedge.VAGUE,
    VerdictKind.DIRECTION_REVERSED: lambda pair: not pair.told.has_figure and pair.source is not Relation.SAME,
    VerdictKind.STAGE_RAISED: lambda pair: pair.recorded.stage is Stage.AGREED or _may_have_come_about(pair),
    VerdictKind.WRONG_SOURCE: lambda pair: (
        otherwise.digits_told(pair) < 2 or not told_closely(pair.told, pair.recorded)
    ),
    VerdictKind.WRONG_TIME: lambda pair: not pair.by_name and otherwise.digits_told(pair) == 1,
    VerdictKind.HEDGE_DROPPED: lambda pair: pair.recorded.hedge is Hedge.AT_MOST and pair.told.hedge is Hedge.ABOUT,
    VerdictKind.UNIT_SLIP: lambda pair: _is_borrowed_loosely(pair) or _is_known_by_state(pair),
    VerdictKind.OUTCOME_CONFUSED: lambda pair: (
        (pair.told.outcome, pair.recorded.outcome) == (Outcome.CASUALTIES, Outcome.WOUNDED)
        or _is_borrowed_loosely(pair)
    ),
}
"""When a fault that one pair decides is thin, by its kind."""
