"""How much a verdict asks of an editor, and how sure it is: doubt about the reading is kept apart from doubt about
the figure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Final

from tumen.checking import otherwise
from tumen.checking.figures import Likeness, interval, same_unit, told_closely
from tumen.checking.items import are_builders, are_kin, exactly_same_item
from tumen.checking.standing import Finding, borne_out_later
from tumen.checking.times import MONTH
from tumen.checking.trial import Pair, Trial, is_denial, kinds_alike, sides_alike
from tumen.codebook.claim import Kind, Outcome, Stage
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import SourceKind
from tumen.codebook.verdict import Severity, VerdictKind
from tumen.tracing import Party, Relation
from tumen.tracing.rounding import told_numbers

BLAMED: Final = 0.8
"""Below this confidence of the whole, the coding's and its deciding fields' together, a fault is worth a look."""
SURE: Final = 0.6
"""Below this confidence of the coding, as a whole or of a field that makes the difference, a fault is only worth a
look.
"""

ANOTHER_LOT: Final = 3
"""A delivery so many times as large or as small as the recorded one may be another."""
PLANS_HOLD: Final = 60
"""After so many days a plan may have come about without a word of it on record."""

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
_RECKONED: Final = re.compile(
    r"\b(?:could|would|might|may|can|likely|probably|presum\w+|potential\w*|capacity|equivalent|equal to|worth of"
    r"|calculat\w+|translat\w+|conver\w+|reckon\w+|extrapolat\w+|work\w* out|contain\w*|hold\w*|fit|accommodate)\b",
    re.IGNORECASE,
)
"""Words that keep a reckoning from sounding like a count."""
_BARE_ROUNDS: Final = re.compile(r"\brounds?\b(?!\s+of\b)|\b122\b", re.IGNORECASE)
"""Rounds of what is not told, or of the calibre of both: a gun's or a rocket launcher's."""
_RETURN: Final = re.compile(
    r"\b(?:home|homes|back|return\w*|repatriat\w+|withdr[ae]w\w*|pull\w* out|recall\w*)\b", re.IGNORECASE
)
"""Words of a way back, on which giver and taker change places."""
_APART: Final = re.compile(
    r"\b(?:separate\w*|independent\w*|confirm\w*|corroborat\w*|also|too|both|as well|in turn|each)\b", re.IGNORECASE
)
"""Words by which two voices are told apart."""
_CLEARING: Final = re.compile(
    r"\b(?:sappers?|engineers?|de-?min\w+|mines?|mine-?clear\w*|clear\w*|build\w*|rebuil\w+|construct\w+|restor\w+)\b",
    re.IGNORECASE,
)
"""Words of what military engineers do: soldiers who clear mines are told as what they are."""
_EITHER: Final[Mapping[frozenset[str], re.Pattern[str]]] = {
    frozenset({"shells", "rockets"}): _BARE_ROUNDS,
    frozenset({"troops", "engineers"}): _CLEARING,
}
"""Two items, and the words by which a passage may mean either."""
_NEARLY: Final = re.compile(
    r"\b(?:nearly|almost|close (?:to|on)|approaching|nearing|just (?:under|below))\b", re.IGNORECASE
)
"""Words that round a number from below: no bound that could be missed far."""
COME_ABOUT: Final = 0.9
"""Who tells of so much of it as done tells of it."""
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
    thin = _is_thin(finding) or _may_be_misread(trial, finding)
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


def _may_be_misread(trial: Trial, finding: Finding) -> bool:
    """Whether giver and taker seem changed, but the source gave that very figure of the same men on their own side.

    "Two thousand soldiers sent are dead" is no word of two thousand who came home. What a passage tells as worked out
    is told as no count either, "122 mm rounds" may be a gun's or a rocket launcher's, soldiers who clear mines
    are engineers, and who goes home goes the other way.
    """
    match finding.kind:
        case VerdictKind.CONVERTED_AS_COUNTED:
            return _passage_has(trial, _RECKONED)
        case VerdictKind.ITEM_CONFUSED:
            items = {trial.told.item, *(pair.recorded.item for pair in finding.decides)}
            words = _EITHER.get(frozenset(items))
            return _is_carried(trial, "item") or (words is not None and _passage_has(trial, words))
        case VerdictKind.MEASURE_CONFUSED:
            return _is_carried(trial, "time")
        case VerdictKind.HEDGE_DROPPED:
            return trial.told.hedge is Hedge.AT_MOST and _passage_has(trial, _NEARLY)
        case VerdictKind.ONE_ORIGIN_AS_MANY:
            read_as_one = bool(trial.entry.coding.fields) and not _passage_has(trial, _APART)
            return read_as_one and all(_brought_it_out(party, finding) for party in trial.also_named)
        case VerdictKind.STAGE_RAISED:
            return any(_has_come_about(pair) for pair in trial.pairs)
        case VerdictKind.DIRECTION_REVERSED:
            return _passage_has(trial, _RETURN) or any(_is_told_of_ones_own(pair) for pair in trial.pairs)
        case _:
            return False


def _brought_it_out(party: Party, finding: Finding) -> bool:
    """Whether the second voice is an outlet through which the statement is cited: "a study that both have released"."""
    cited = (link for pair in finding.decides for link in pair.head.voices.all)
    return party.kind is SourceKind.MEDIA and any(party.relation(link) is Relation.SAME for link in cited)


def _is_told_of_ones_own(pair: Pair) -> bool:
    """Whether the source gave that very figure of the same men on their own side."""
    return (
        pair.figure is Likeness.SAME
        and pair.source is Relation.SAME
        and pair.told.actor == pair.recorded.actor
        and exactly_same_item(pair.told, pair.recorded)
    )


def _is_carried(trial: Trial, name: str) -> bool:
    """Whether a field of the coding was carried over from other words and not read in the figure's own."""
    coded = trial.entry.coding.fields.get(name)
    return coded is not None and coded.inferred


def _has_come_about(pair: Pair) -> bool:
    """Whether somebody on record tells as under way or done what the article does, and no less of it."""
    told, recorded = pair.told, pair.recorded
    if recorded.stage.rank < Stage.UNDERWAY.rank or is_denial(recorded):
        return False
    if not (kinds_alike(told, recorded) and sides_alike(told, recorded) and exactly_same_item(told, recorded)):
        return False
    if not told.has_figure:
        return True
    enough = max(told_numbers(recorded), default=0.0) >= COME_ABOUT * min(told_numbers(told), default=0.0)
    return recorded.has_figure and same_unit(told, recorded, pair.rates) and enough


def _passage_has(trial: Trial, words: re.Pattern[str]) -> bool:
    """Whether the passage that a machine read has such words: of what could be held, or was worked out, say."""
    passage = trial.entry.report.passage
    return bool(trial.entry.coding.fields) and passage is not None and bool(words.search(passage.quote))


def _is_one_crew(kind: VerdictKind, pair: Pair) -> bool:
    """Whether words for the same people were taken for two things: builders may be workers or engineers, and all who
    were sent are told as being there, or the other way round.
    """
    if kind is VerdictKind.ITEM_CONFUSED:
        return are_builders(pair.told, pair.recorded)
    sent_and_there = {pair.told.kind, pair.recorded.kind} == {Kind.TRANSFER, Kind.PRESENCE}
    return kind is VerdictKind.MEASURE_CONFUSED and sent_and_there


def _is_thin(finding: Finding) -> bool:
    """Whether the resemblance that the fault rests on may be chance: a round number without a source or in another
    period, another source for what is told without the record's very number, "about" for "up to".
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
    """Whether both tell one delivery, loss or plan each, and one is several times the other: they need not be one."""
    if pair.told.measure is not Measure.INCREMENT or pair.recorded.measure is not Measure.INCREMENT:
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
    VerdictKind.OUTCOME_CONFUSED: lambda pair: pair.told.outcome is Outcome.CASUALTIES or _is_borrowed_loosely(pair),
}
"""When a fault that one pair decides is thin, by its kind."""
