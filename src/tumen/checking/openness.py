"""What leaves open that a fault is none: the passage's own words, fields carried over, and what else is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from tumen.checking import otherwise
from tumen.checking.figures import Likeness, same_unit
from tumen.checking.items import exactly_same_item
from tumen.checking.standing import Finding
from tumen.checking.trial import Pair, Trial, is_denial, kinds_alike, sides_alike
from tumen.codebook.claim import Stage
from tumen.codebook.quantity import Hedge
from tumen.codebook.source import SourceKind
from tumen.codebook.verdict import VerdictKind
from tumen.tracing import Party, Relation
from tumen.tracing.rounding import told_numbers

COME_ABOUT: Final = 0.9
"""Who tells of so much of it as done tells of it."""
_RECKONED: Final = re.compile(
    r"\b(?:could|would|might|(?-i:may)|can|likely|probably|presum\w+|potential\w*|capacity|equivalent|equal to|worth of"
    r"|calculat\w+|translat\w+|conver\w+|reckon\w+|extrapolat\w+|work\w* out|contain(?:s|ed|ing)?|hold\w*|fit"
    r"|accommodate|(?<!no )(?:room|space) for)\b",
    re.IGNORECASE,
)
"""Words that keep a reckoning from sounding like a count."""
_BARE_ROUNDS: Final = re.compile(r"\brounds?\b(?!\s+of\b)|\b122\b", re.IGNORECASE)
"""Rounds of what is not told, or of the calibre of both: a gun's or a rocket launcher's."""
_RETURN: Final = re.compile(
    r"\b(?:home|returned|returning|returnees?|repatriat\w+|withdr[ae]w\w*|pull\w* out|recalled"
    r"|(?:c[ao]me|coming|go|goes|going|went|gone|sent|send|flown|brought|taken|shipped|are|were|be|been) back)\b",
    re.IGNORECASE,
)
"""Words of a way back, on which giver and taker change places."""
_APART: Final = re.compile(
    r"\b(?:separate\w*|independent\w*|confirm\w*|corroborat\w*|also|too|both|as well|in turn|each)\b", re.IGNORECASE
)
"""Words by which two voices are told apart."""
_CLEARING: Final = re.compile(
    r"\b(?:sappers?|engineers?|de-?min\w+|mines?|mine-?clear\w*|builders?|building|rebuil\w+|construction|restor\w+)\b",
    re.IGNORECASE,
)
"""Words of what military engineers do: soldiers who clear mines are told as what they are."""
_EITHER: Final[Mapping[frozenset[str], re.Pattern[str]]] = {
    frozenset({"shells", "rockets"}): _BARE_ROUNDS,
    frozenset({"troops", "engineers"}): _CLEARING,
}
"""Two items, and the words by which a passage may mean either."""
_LOST: Final = re.compile(r"\b(?:lost|losses|loss|losing)\b", re.IGNORECASE)
"""Men lost may be dead, or dead and wounded."""
_NEARLY: Final = re.compile(
    r"\b(?:nearly|almost|close (?:to|on)|approaching|nearing|just (?:under|below))\b", re.IGNORECASE
)
"""Words that round a number from below: no bound that could be missed far."""


def is_left_open(trial: Trial, finding: Finding) -> bool:
    """Tell whether the passage or the rest of the record leaves open that a fault is none.

    What a passage tells as worked out is told as no count, "122 mm rounds" may be a gun's or a rocket launcher's,
    soldiers who clear mines are engineers, and who goes home goes the other way; a plan may be told for a possibility
    or have come about, and "two thousand soldiers sent are dead" is no word of two thousand who came home.
    """
    match finding.kind:
        case VerdictKind.CONVERTED_AS_COUNTED:
            return _passage_has(trial, _RECKONED)
        case VerdictKind.ITEM_CONFUSED:
            items = {trial.told.item, *(pair.recorded.item for pair in finding.decides)}
            words = _EITHER.get(frozenset(items))
            return _is_carried(trial, "item") or (words is not None and _passage_has(trial, words))
        case VerdictKind.MEASURE_CONFUSED:
            flows = all({pair.told.measure, pair.recorded.measure} <= otherwise.FLOWS for pair in finding.decides)
            return flows and _is_carried(trial, "time")
        case VerdictKind.OUTCOME_CONFUSED:
            return _passage_has(trial, _LOST)
        case VerdictKind.HEDGE_DROPPED:
            return trial.told.hedge is Hedge.AT_MOST and _passage_has(trial, _NEARLY)
        case VerdictKind.ONE_ORIGIN_AS_MANY:
            read_as_one = bool(trial.entry.coding.fields) and not _passage_has(trial, _APART)
            return read_as_one and all(_brought_it_out(party, finding) for party in trial.also_named)
        case VerdictKind.STAGE_RAISED:
            plan = max((pair.head.published for pair in finding.decides), default=None)
            return _is_no_more_than_planned(trial) or any(_has_come_about(pair, plan) for pair in trial.pairs)
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


def _is_no_more_than_planned(trial: Trial) -> bool:
    """Whether a machine read it as planned: plain English hardly tells a plan from a possibility."""
    return bool(trial.entry.coding.fields) and trial.told.stage is Stage.PLANNED


def _has_come_about(pair: Pair, plan: date | None) -> bool:
    """Whether somebody on record told, after the day of the plan, as under way or done what the article does, and no
    less of it.
    """
    told, recorded = pair.told, pair.recorded
    if plan is None or pair.head.published <= plan or recorded.stage.rank < Stage.UNDERWAY.rank or is_denial(recorded):
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
