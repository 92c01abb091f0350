"""Whether the article's source is one of those who gave the figure on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tumen.codebook.source import SourceKind
from tumen.tracing import Parties, Party, Relation
from tumen.tracing.names import plain_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who gave a recorded claim.

    ``chain`` is the attribution, origin last (the publisher where it speaks for itself); ``others`` said it on their
    own or passed it on; ``independent`` are those of them whom the record names as saying the same on their own;
    ``repeaters`` took it over under their own name; ``outlets`` published it; ``false`` are names that only a garbled
    copy gives it.
    """

    chain: tuple[Party, ...]
    others: tuple[Party, ...] = ()
    independent: tuple[Party, ...] = ()
    repeaters: tuple[Party, ...] = ()
    outlets: tuple[Party, ...] = ()
    false: frozenset[str] = frozenset()

    @property
    def origin(self) -> Party | None:
        """Who first vouched; None where nobody is named."""
        return self.chain[-1] if self.chain else None

    @property
    def all(self) -> tuple[Party, ...]:
        """Everybody who gave it or passed it on, outlets that only printed it left out."""
        return (*self.chain, *self.others)


def relation(named: Sequence[Party], voices: Voices, parties: Parties) -> Relation | None:
    """Return whether the article's source is the record's; None where the article names none.

    The last official link decides: lawmakers who relay a service count through the service, a spokesman through his
    body. Where only an outlet is named, it counts if it is on record with the figure; other outlets may have printed
    it too.
    """
    if not named:
        return None
    if any(plain_name(link.name) in voices.false for link in named if link.person):
        return Relation.OTHER
    official = [link for link in named if link.kind is not SourceKind.MEDIA]
    if not official:
        return _outlet_relation(named, voices, parties)
    origin = _origin_among(official, parties)
    if _meets(origin, voices.all) or (voices.origin and _meets(voices.origin, tuple(official))):
        return Relation.SAME
    if _fits_many(origin, parties):
        return Relation.UNSURE
    if _is_relay(origin, parties) or not (origin.specific and _is_told(voices)):
        if any(_meets(link, voices.all) for link in named):
            return Relation.SAME
        return Relation.OTHER if _of_other_states(origin, voices) else Relation.UNSURE
    if _relayed_alike(official, voices):
        return Relation.SAME
    if any(link.relation(origin) is Relation.UNSURE for link in voices.all) or _one_house(origin, voices, parties):
        return Relation.UNSURE
    return Relation.OTHER


def _fits_many(origin: Party, parties: Parties) -> bool:
    """Whether a name fits bodies of several states ("the ministry of defence") or officials of no state in particular
    ("Western officials"): whom it means cannot be told.
    """
    homes = {parties.home(body) for body in origin.bodies}
    stateless = any(
        parties.bodies[body].kind is SourceKind.OFFICIAL_ANONYMOUS and parties.home(body) is None
        for body in origin.bodies & parties.bodies.keys()
    )
    return len(homes - {None}) > 1 or stateless


def _of_other_states(origin: Party, voices: Voices) -> bool:
    """Whether a state's side is named ("Beijing") for what only bodies of other states gave."""
    official = [link for link in voices.all if link.kind is not SourceKind.MEDIA]
    return (
        bool(origin.states)
        and bool(official)
        and all(link.states and not link.states & origin.states for link in official)
    )


def _is_told(voices: Voices) -> bool:
    """Whether the record tells who gave it, by name."""
    return any(link.specific or link.states for link in voices.chain)


def _origin_among(official: Sequence[Party], parties: Parties) -> Party:
    """The last link that is no mere relay; the last where all are."""
    return next((link for link in reversed(official) if not _is_relay(link, parties)), official[-1])


def _is_relay(link: Party, parties: Parties) -> bool:
    """Whether the link only passes on what others told it (lawmakers briefed by a service)."""
    return bool(link.bodies) and all(parties.relays(body) for body in link.bodies)


def _meets(link: Party, others: tuple[Party, ...]) -> bool:
    return any(link.relation(other) is Relation.SAME for other in others)


def _relayed_alike(official: Sequence[Party], voices: Voices) -> bool:
    """Whether one person relays both, and the shorter name of the origin stands in the longer ("DIA", "ROK DIA")."""
    if voices.origin is None or len(official) < 2:
        return False
    relayed = {plain_name(link.name) for link in official[:-1]} & {plain_name(link.name) for link in voices.chain[:-1]}
    words, others = (set(plain_name(link.name).split()) for link in (official[-1], voices.origin))
    return bool(relayed) and (words <= others or others <= words)


def _one_house(origin: Party, voices: Voices, parties: Parties) -> bool:
    """Whether the two draw on one another within one state's defence: ministry, staff and service give one series."""
    recorded = {body for link in voices.chain if link.kind is not SourceKind.MEDIA for body in link.bodies}
    for body in origin.bodies:
        for other in recorded:
            linked = other in parties.draws_on(body) or body in parties.draws_on(other)
            same_home = parties.home(body) is not None and parties.home(body) == parties.home(other)
            if linked and same_home and parties.is_defence(body) and parties.is_defence(other):
                return True
    return False


def _outlet_relation(named: Sequence[Party], voices: Voices, parties: Parties) -> Relation:
    """An outlet alone: the same where it stands on record, another where the record has it from another outlet's own
    work.
    """
    if any(_meets(link, (*voices.all, *voices.outlets)) for link in named):
        return Relation.SAME
    exclusive = any(link.kind is SourceKind.MEDIA and link.specific for link in voices.chain)
    known = all(link.bodies and not any(parties.bodies[body].copies_likely for body in link.bodies) for link in named)
    return Relation.OTHER if exclusive and known else Relation.UNSURE
