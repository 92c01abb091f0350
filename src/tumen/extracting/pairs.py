"""Pairs of states: how each stands towards a candidate, and what speaks for two of them as its sides together.

Most pairs of a candidate stand alike, so that what speaks for their bond can be weighed once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tumen.extracting.evidence import Evidence, places_of
from tumen.extracting.features import Context
from tumen.extracting.marking import Reading
from tumen.extracting.outlook import Sides
from tumen.extracting.sentences import Sentence
from tumen.extracting.spans import StateSpan


class Stand(NamedTuple):
    """How a state, or nobody, stands towards a candidate."""

    nobody: bool
    top: bool
    here: str
    """``p``: named outright in the sentence; ``s``: it only speaks there; ``-``: it is not named there."""
    named: bool
    of_case: bool
    vote: str


class Bond(NamedTuple):
    """What is known of a pair beside who the two are: how each stands, how often they are named together, and in
    what order.
    """

    actor: Stand
    other: Stand
    company: int | None
    order: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What all pairs of a candidate share: how each state stands, and how many are named in the sentence."""

    context: Context
    stands: Mapping[str | None, Stand]
    first: Mapping[str, int]
    """Where each state is named first in the sentence."""
    here: int
    outright: int


def cast_of(context: Context, codes: Iterable[str | None]) -> Cast:
    """Return how each of the states, or nobody, stands towards the candidate."""
    evidence, spans = context.evidence, context.marks.states
    top = sorted(context.reading.states, key=evidence.rank)[:2]
    first = {span.code: span.start for span in reversed(spans)}
    outright = {span.code for span in spans if vote_of(context, span) != "speaks"}
    stands = {
        code: Stand(
            nobody=code is None,
            top=code in top,
            here="p" if code in outright else "s" if code in first else "-",
            named=code in evidence.plain,
            of_case=code in context.reading.case,
            vote=votes_for(context, code),
        )
        for code in codes
    }
    return Cast(context=context, stands=stands, first=first, here=len(first), outright=len(outright))


def bond_of(cast: Cast, pair: Sides) -> Bond:
    """Return what is known of the pair."""
    actor, other = pair
    company = order = None
    if actor is not None and other is not None:
        company = step_of(cast.context.evidence.company(actor, other))
        if actor in cast.first and other in cast.first:
            order = "ac" if cast.first[actor] < cast.first[other] else "ca"
    return Bond(cast.stands[actor], cast.stands[other], company, order)


def bond_features(cast: Cast, bond: Bond, kind_family: str, group: str) -> Iterator[str]:
    """Yield what speaks for all pairs that stand so."""
    actor, other = bond.actor, bond.other
    tops, status = f"{actor.top}{other.top}", f"{actor.here}{other.here}"
    yield f"null={actor.nobody}{other.nobody}|{group}"
    yield f"null={actor.nobody}{other.nobody}|{kind_family}"
    yield f"tops={tops}"
    yield f"status={status}"
    yield f"status={status}|plain={min(cast.outright, 3)}"
    yield f"status={status}|plain={min(cast.outright, 3)}|tops={tops}"
    if bond.company is not None:
        yield f"company={bond.company}"
        yield f"company={bond.company}|status={status}"
    yield f"case={actor.of_case + other.of_case}|named={actor.named + other.named}"
    yield f"here={actor.here != '-'}{other.here != '-'}|n={min(cast.here, 3)}|{group}"
    yield f"votes={actor.vote}/{other.vote}"
    yield f"votes={actor.vote}/{other.vote}|{group}"
    if bond.order is not None:
        yield f"order={bond.order}|fr={cast.context.frame}"
        yield f"order={bond.order}|fr={cast.context.frame}|n={cast.here}"


def naming_features(pair: Sides, bond: Bond, kind_family: str) -> Iterator[str]:
    """Yield who the two are, and how many of them the sentence names outright."""
    actor, other = pair
    yield f"pair={actor}>{other}"
    yield f"pair={actor}>{other}|{kind_family}"
    yield f"pair={actor}>{other}|here={f'{bond.actor.here}{bond.other.here}'.count('p')}"
    yield f"a={actor}|{kind_family}"
    yield f"c={other}|{kind_family}"


def vote_of(context: Context, span: StateSpan) -> str:
    """Return what a mention's own place speaks for: gives, gets, speaks, both, or nothing."""
    return vote_at(context.reading, context.evidence, context.sentence, span)


def vote_at(reading: Reading, evidence: Evidence, sentence: Sentence, span: StateSpan) -> str:
    """Return what the place of a mention in any sentence speaks for."""
    if (sentence.index, span.start) in evidence.speaking:
        return "speaks"
    gives, gets = places_of(reading, sentence, reading.marks[sentence.index], span)
    return "both" if gives and gets else "gives" if gives else "gets" if gets else "nothing"


def votes_for(context: Context, code: str | None) -> str:
    """Return what the mentions of a state in the sentence speak for, the strongest of them."""
    if code is None:
        return "null"
    votes = {vote_of(context, span) for span in context.marks.states if span.code == code}
    return next((vote for vote in ("both", "gives", "gets", "nothing", "speaks") if vote in votes), "absent")


def step_of(share: float) -> int:
    """Return a share (0-1) in six steps, 0 for nothing."""
    return 0 if share <= 0.0 else min(5, 1 + int(share * 5))
