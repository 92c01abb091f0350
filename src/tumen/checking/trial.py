"""What is on trial: the article's claim beside the statements on record, one pair each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from tumen.checking.candidates import Candidates, RecordedClaim, recorded_claim
from tumen.checking.figures import Likeness, Rates, alike
from tumen.checking.voices import Voices, relation
from tumen.codebook.claim import SYMMETRIC_KINDS, Claim, Kind, Polarity
from tumen.codebook.entry import Entry
from tumen.codebook.estimate import Estimate
from tumen.codebook.item import family_of
from tumen.codebook.quantity import is_currency
from tumen.codebook.verdict import VerdictKind
from tumen.tracing import Parties, Party, Relation


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The article's claim and one statement on record; ``named`` are whom the article names, ``on`` is its date.

    Most statements have other sides or another item: figure and source are compared only where they are asked for.
    """

    told: Claim
    head: RecordedClaim
    named: tuple[Party, ...]
    parties: Parties
    on: date | None
    rates: Rates

    @cached_property
    def recorded(self) -> Claim:
        """What the record holds."""
        return self.head.claim

    @cached_property
    def figure(self) -> Likeness:
        """What the article's figure is to the recorded one."""
        return alike(self.told, self.recorded, self.rates)

    @cached_property
    def source(self) -> Relation | None:
        """Whether the article's source is the record's; None where the article names none."""
        return relation(self.named, self.head.voices, self.parties)

    @cached_property
    def by_name(self) -> bool:
        """Whether the source is the record's by a name of its own and not just by its state."""
        return share_a_name(self.named, self.head.voices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement that the article may be telling, and the ways in which it tells it otherwise (none: it is borne out).

    ``garble`` is the recorded copy whose changes the article repeats.
    """

    pair: Pair
    faults: tuple[VerdictKind, ...]
    garble: Entry | None = None

    @property
    def head(self) -> RecordedClaim:
        """The statement on record."""
        return self.pair.head


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """All that a verdict may look at: the article's claim, whom it names, its date, and the record in pairs."""

    entry: Entry
    named: tuple[Party, ...]
    also_named: tuple[Party, ...]
    on: date | None
    pairs: tuple[Pair, ...]
    later: tuple[Pair, ...]
    parties: Parties
    estimate: Estimate | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def told(self) -> Claim:
        """The article's claim."""
        return self.entry.claim

    def bearing(self, *allowed: VerdictKind) -> tuple[Reading, ...]:
        """Return the readings that bear the article out, but for the faults allowed."""
        return tuple(reading for reading in self.readings if set(reading.faults) <= set(allowed))


def pair_up(
    entry: Entry, candidates: Candidates, parties: Parties, *, on: date | None, estimate: Estimate | None = None
) -> Trial:
    """Return the trial of an article's claim against the candidates, before any reading is made."""
    named = parties.chain(entry.claim.sources)

    def pairs(heads: tuple[RecordedClaim, ...]) -> tuple[Pair, ...]:
        return tuple(
            Pair(told=entry.claim, head=found, named=named, parties=parties, on=on, rates=candidates.rates)
            for found in heads
        )

    return Trial(
        entry=entry,
        named=named,
        also_named=parties.chain(entry.claim.also_said_by),
        on=on,
        pairs=pairs(candidates.known),
        later=pairs(candidates.later),
        parties=parties,
        estimate=estimate,
    )


def share_a_name(named: tuple[Party, ...], voices: Voices) -> bool:
    """Tell whether a body or person named is one of those who gave it, and not just of the same state."""
    return any(link.specific and link.bodies & other.bodies for link in named for other in voices.all)


def copy_pair(pair: Pair, copy: Entry) -> Pair:
    """Return the pair of the article's claim with a recorded copy, as if the copy stood for itself."""
    return replace(pair, head=recorded_claim(copy, (), pair.parties))


def sides_alike(told: Claim, recorded: Claim) -> bool:
    """Tell whether both speak of one giver and one taker; a side that is not told fits any."""
    straight = _fits(told.actor, recorded.actor) and _fits(told.counterpart, recorded.counterpart)
    return straight or (is_symmetric(told, recorded) and _swapped(told, recorded))


def sides_swapped(told: Claim, recorded: Claim) -> bool:
    """Tell whether giver and taker have changed places, where their order says something."""
    return not is_symmetric(told, recorded) and told.actor != told.counterpart and _swapped(told, recorded)


def _swapped(told: Claim, recorded: Claim) -> bool:
    if told.actor is None or told.counterpart is None:
        return False
    return (told.actor, told.counterpart) == (recorded.counterpart, recorded.actor)


def _fits(told: str | None, recorded: str | None) -> bool:
    return told == recorded or told is None or recorded is None


def is_symmetric(told: Claim, recorded: Claim) -> bool:
    """Tell whether the order of the sides says nothing."""
    return told.kind in SYMMETRIC_KINDS or recorded.kind in SYMMETRIC_KINDS


def kinds_alike(told: Claim, recorded: Claim) -> bool:
    """Tell whether both are said of one sort of thing: sent or there, made, lost, traded or paid, concluded, built."""
    if told.kind is recorded.kind:
        return True
    pair = {told.kind, recorded.kind}
    if pair == {Kind.TRANSFER, Kind.TRADE}:
        valued = is_currency(told.unit) and is_currency(recorded.unit)
        return valued or "money" in (family_of(told.item), family_of(recorded.item))
    return pair in ({Kind.TRANSFER, Kind.PRESENCE}, {Kind.AGREEMENT, Kind.ACT})


def is_denial(claim: Claim) -> bool:
    """Tell whether the claim says that nothing came: a denial, or a count of none."""
    return claim.polarity is Polarity.DENIED or (claim.low == 0 and claim.high == 0)
