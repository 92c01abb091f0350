"""Verdicts that need more of the record than one statement: copies as witnesses, newer figures, everything said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tumen.checking.candidates import RecordedClaim
from tumen.checking.figures import Likeness, lies_outside, same_unit, told_closely
from tumen.checking.items import exactly_same_item
from tumen.checking.readings import faults, may_be_told
from tumen.checking.times import MONTH, same_time, starts_apart, told_as_present
from tumen.checking.trial import Pair, Reading, Trial, is_denial, sides_alike
from tumen.checking.voices import relation
from tumen.codebook.claim import Basis, Certainty, Claim, Kind, Polarity, Stage
from tumen.codebook.flow import path_of
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import SourceKind
from tumen.codebook.verdict import VerdictKind
from tumen.tracing import Party, Relation
from tumen.tracing.rounding import CLOSE, told_numbers

_LEVELS = frozenset({Measure.CUMULATIVE, Measure.STOCK, Measure.RATE, Measure.SHARE})
_ONE_PARTY_DAYS = 2 * MONTH
_SOON_AFTER_DAYS = 2 * MONTH
_STALE_DAYS = 365
_FEW = 10
_GROWING_DAYS = 183
_OTHER_START_DAYS = 300
"""Nearly a year: totals that start so far apart are of two years."""
_PRIVATE = frozenset({SourceKind.PERSON, SourceKind.COMPANY, SourceKind.OFFICIAL_ANONYMOUS})
_TOO_GENERAL = frozenset({"munitions", "military_technology", "money", "raw_materials"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict and the statements it rests on: those that decide, and for some kinds others that stand against."""

    kind: VerdictKind
    decides: tuple[Pair, ...] = ()
    against: tuple[Pair, ...] = ()
    reading: Reading | None = None


def _pairs(readings: Iterable[Reading]) -> tuple[Pair, ...]:
    return tuple(reading.pair for reading in readings)


def one_origin_as_many(trial: Trial) -> Finding | None:
    """Copies of one statement told as separate confirmation: the record leads all who are named back to one origin."""
    also_named = [party for party in trial.also_named if not _is_among(party, trial.named)]
    if not also_named:
        return None
    bearing = trial.bearing(VerdictKind.HEDGE_DROPPED)
    firsts = [reading.pair for reading in bearing if reading.pair.source in (Relation.SAME, None)]
    if not firsts:
        return None
    telling = list(_pairs(trial.bearing(VerdictKind.HEDGE_DROPPED, VerdictKind.WRONG_SOURCE)))
    repeats = [_repeats_only(party, firsts, telling, trial) for party in also_named]
    if not any(repeats) or None in repeats:
        return None
    return Finding(kind=VerdictKind.ONE_ORIGIN_AS_MANY, decides=tuple(firsts))


def _is_among(party: Party, named: tuple[Party, ...]) -> bool:
    """Whether a further source is only another name of one that is named already ("NIS", "Seoul")."""
    return any(party.relation(other) is Relation.SAME for other in named)


def _repeats_only(party: Party, firsts: list[Pair], telling: list[Pair], trial: Trial) -> bool | None:
    """Whether a further source is on record only as a repeat of the first; None where it has a figure of its own."""
    own = [pair for pair in telling if relation((party,), pair.head.voices, trial.parties) is Relation.SAME]
    origins = {pair.head.origin for pair in firsts}
    if any(_vouches(party, pair) and not _draws(pair.head.origin, origins, trial) for pair in own):
        return None
    if any(_also_vouches(party, pair) for pair in firsts):
        return None
    passed_on = any(party.relation(link) is Relation.SAME for pair in firsts for link in pair.head.voices.repeaters)
    return bool(own) or passed_on or not party.specific


def _draws(origin: str, origins: set[str], trial: Trial) -> bool:
    """Whether an origin is one of the others, takes figures over from them, or they from it."""
    takers = trial.parties.draws_on(origin) if origin in trial.parties.bodies else frozenset()
    given = {body for other in origins if other in trial.parties.bodies for body in trial.parties.draws_on(other)}
    return origin in origins or bool(takers & origins) or origin in given


def _vouches(party: Party, pair: Pair) -> bool:
    """Whether the party is the origin of the statement."""
    origin = pair.head.voices.origin
    return origin is not None and party.relation(origin) is Relation.SAME


def _also_vouches(party: Party, pair: Pair) -> bool:
    """Whether the record names the party as saying the same on its own."""
    return any(party.relation(other) is Relation.SAME for other in pair.head.voices.independent)


def overtaken(trial: Trial) -> Finding | None:
    """Told as the present state, though the same origin had already replaced the figure by the article's date."""
    told = trial.told
    if told.measure not in _LEVELS or not told_as_present(told, trial.on) or not told.has_figure:
        return None
    bearing = [r.pair for r in trial.bearing(VerdictKind.HEDGE_DROPPED) if r.pair.figure is not Likeness.VAGUER]
    bearing = [pair for pair in bearing if pair.source is Relation.SAME] or bearing
    bearing = [pair for pair in bearing if _told_closely(pair)] or bearing
    newer = {id(pair): _newer(pair, trial) for pair in bearing}
    if not bearing or not all(newer.values()):
        return None
    newest = max((pair for pairs in newer.values() for pair in pairs), key=lambda pair: pair.head.published)
    return Finding(kind=VerdictKind.OVERTAKEN, decides=(newest, *bearing))


def _told_closely(pair: Pair) -> bool:
    """Whether the article's number is the recorded one and not just near it."""
    return told_numbers(pair.told) == told_numbers(pair.recorded)


def _newer(pair: Pair, trial: Trial) -> list[Pair]:
    """Later figures for the same by the same origin that are not the article's."""
    return [
        other
        for other in trial.pairs
        if other.head.published > pair.head.published
        and other.head.origin == pair.head.origin
        and other.recorded.kind is pair.recorded.kind
        and is_counted(other) is is_counted(pair)
        and same_quantity(pair.recorded, other)
        and _replaces(trial.told, other)
    ]


def is_counted(pair: Pair) -> bool:
    return pair.recorded.basis is Basis.REPORTED


def _replaces(told: Claim, other: Pair) -> bool:
    """Whether the newer figure is another: further off than rounding, and of a time no earlier than told."""
    numbers, others = told_numbers(told), told_numbers(other.recorded)
    if len(numbers) != len(others):
        return other.figure is Likeness.OTHER
    return any(abs(a - b) > CLOSE * max(a, b) for a, b in zip(numbers, others, strict=True))


def same_quantity(claim: Claim, other: Pair) -> bool:
    """Tell whether a statement on record gives the quantity that a claim gives: same item, outcome, measure, unit and
    path.
    """
    recorded = other.recorded
    return (
        recorded.has_figure
        and not is_denial(recorded)
        and recorded.item == claim.item
        and recorded.outcome is claim.outcome
        and recorded.measure is claim.measure
        and recorded.per == claim.per
        and recorded.direction is claim.direction
        and path_of(recorded.stage) is path_of(claim.stage)
        and same_unit(claim, recorded, other.rates)
        and sides_alike(claim, recorded)
    )


def told_without_its_denial(trial: Trial) -> Finding | None:
    """No source for what only one party says and another denies outright: a case of the wrong source."""
    told = trial.told
    if trial.named or told.polarity is not Polarity.AFFIRMED or told.time is None:
        return None
    saying = [pair for pair in _pairs(trial.bearing()) if _near(pair)]
    origins = {pair.head.origin for pair in saying}
    denying = [
        pair
        for pair in trial.pairs
        if _denies(pair)
        and pair.head.origin not in origins
        and any(_answers(pair.head, other.head) for other in saying)
    ]
    if len(origins) != 1 or not denying:
        return None
    return Finding(kind=VerdictKind.WRONG_SOURCE, decides=tuple(saying), against=tuple(denying))


def _near(pair: Pair) -> bool:
    time, recorded = pair.told.time, pair.recorded.time
    return time is not None and recorded is not None and time.overlaps(recorded, slack_days=MONTH)


def _answers(denial: RecordedClaim, saying: RecordedClaim) -> bool:
    """Whether a denial was made once the thing had been said, and soon after."""
    return -1 <= (denial.published - saying.published).days <= _ONE_PARTY_DAYS


def _denies(pair: Pair) -> bool:
    """Whether a party denies outright, of the very item and time, what the article tells."""
    recorded = pair.recorded
    return (
        recorded.polarity is Polarity.DENIED
        and recorded.certainty is Certainty.ASSERTED
        and exactly_same_item(pair.told, recorded)
        and pair.told.kind is recorded.kind
        and sides_alike(pair.told, recorded)
        and _near(pair)
    )


def borne_out_later(trial: Trial) -> Pair | None:
    """Return what the named source's side said within two months after the article, if that bears the article out.

    An article may be the first to tell what a source has just said: the record then has it from a later page.
    """
    if trial.on is None or not trial.told.has_figure:
        return None
    after = (pair for pair in trial.later if (pair.head.published - trial.on).days <= _SOON_AFTER_DAYS)
    telling = (pair for pair in after if told_closely(pair.told, pair.recorded) and may_be_told(pair))
    own = (pair for pair in telling if pair.source is Relation.SAME or _of_one_state(trial.named, pair))
    return next((pair for pair in own if set(faults(pair)) <= {VerdictKind.WRONG_SOURCE}), None)


def _of_one_state(named: tuple[Party, ...], pair: Pair) -> bool:
    """Whether the statement is of another body of a state that the article names a body of."""
    states = {state for link in named for state in link.states}
    return any(link.states & states for link in pair.head.voices.chain)


def differs(trial: Trial) -> Finding | None:
    """A figure of a known flow, more than 20 % outside everything said by then; or a named source's "more than"
    raised by half.
    """
    told = trial.told
    if trial.readings or not told.has_figure or is_denial(told):
        return None
    if trial.named and all(not party.bodies | party.states and party.kind in _PRIVATE for party in trial.named):
        return None  # a new voice with a new figure: nobody on record says this
    said = [pair for pair in trial.pairs if _comparable(pair, trial) and not _may_have_grown(pair, trial)]
    own = [pair for pair in said if pair.source is Relation.SAME]
    if not said or not any(_is_fresh(pair, trial) for pair in said):
        return None
    if all(lies_outside(told, pair.recorded) for pair in said) or _overstates(told, own):
        first = sorted(own, key=lambda pair: -pair.head.published.toordinal()) or sorted(said, key=_nearness)
        return Finding(
            kind=VerdictKind.DIFFERS, decides=tuple(first[:4]), against=tuple(p for p in said if p not in first)[:3]
        )
    return None


def _comparable(pair: Pair, trial: Trial) -> bool:
    """Whether the statement gives the very quantity, of a time that may be the article's."""
    told, recorded = pair.told, pair.recorded
    if told.kind is not recorded.kind or not same_quantity(told, pair) or _is_trivial(recorded):
        return False
    if told.measure is Measure.CUMULATIVE:
        return _share_a_start(told, recorded)
    return same_time(told, recorded, on=trial.on)


def _is_trivial(recorded: Claim) -> bool:
    """Whether a floor is so low that it says nothing of how much: "at least one missile" was found."""
    return recorded.hedge is Hedge.AT_LEAST and (recorded.low or 0) < _FEW


def _may_have_grown(pair: Pair, trial: Trial) -> bool:
    """Whether the article's total is the higher and the recorded one half a year old: totals rise."""
    if trial.told.measure is not Measure.CUMULATIVE or trial.on is None or trial.told.stage.rank < Stage.UNDERWAY.rank:
        return False
    old = (trial.on - pair.head.published).days > _GROWING_DAYS
    return old and min(told_numbers(trial.told), default=0.0) > max(told_numbers(pair.recorded), default=0.0)


def _share_a_start(told: Claim, recorded: Claim) -> bool:
    """Whether two totals may be counted from one day: this year's says nothing of last year's."""
    if told.time is None or recorded.time is None:
        return True
    return abs(starts_apart(told.time, recorded.time)) <= _OTHER_START_DAYS


def _is_fresh(pair: Pair, trial: Trial) -> bool:
    """Whether it was said within a year of the article: what is older says little of a new figure."""
    return trial.on is None or (trial.on - pair.head.published).days <= _STALE_DAYS or pair.source is Relation.SAME


def _overstates(told: Claim, own: list[Pair]) -> bool:
    return told.hedge is Hedge.AT_LEAST and bool(own) and all(lies_outside(told, pair.recorded) for pair in own)


def _nearness(pair: Pair) -> tuple[float, int]:
    """How near the numbers are, and how new the statement is."""
    gap = min((abs(a - b) for a in told_numbers(pair.told) for b in told_numbers(pair.recorded)), default=0.0)
    return (gap, -pair.head.published.toordinal())


def agrees(trial: Trial) -> Finding | None:
    """Borne out: same flow, comparable measure, fits the origin it names or, where it names none, any origin or the
    estimate.
    """
    bearing = trial.bearing()
    if bearing:
        return Finding(kind=VerdictKind.AGREES, decides=_pairs(bearing))
    return _within_estimate(trial)


def _within_estimate(trial: Trial) -> Finding | None:
    """A figure without a source inside the middle half of the estimate, never the wide interval."""
    told, estimate = trial.told, trial.estimate
    if estimate is None or trial.named or not told.has_figure or is_denial(told):
        return None
    low, high = estimate.quantiles.get(0.25), estimate.quantiles.get(0.75)
    if low is None or high is None or not all(low <= number <= high for number in told_numbers(told)):
        return None
    resting = tuple(pair for pair in trial.pairs if pair.head.entry.id in estimate.entries)
    return Finding(kind=VerdictKind.AGREES, decides=tuple(sorted(resting, key=_nearness)[:4]))


def not_checkable(trial: Trial) -> Finding | None:
    """Said without a figure, of an item, side or stage too vague to lay any recorded claim beside it."""
    told = trial.told
    if told.has_figure or is_denial(told):
        return None
    sided = told.actor is not None and (told.counterpart is not None or told.kind not in (Kind.TRANSFER, Kind.SHARE))
    return None if sided and told.item not in _TOO_GENERAL else Finding(kind=VerdictKind.NOT_CHECKABLE)


def unknown(trial: Trial) -> Finding:  # noqa: ARG001 - what is left needs no record
    """Nothing comparable on record."""
    return Finding(kind=VerdictKind.UNKNOWN)
