"""The peers by name: how each is run, and over which windows of time it may be tuned."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.reconciliation.peers.evidence import Belief, Evidence, known, one_each, recent
from bench.reconciliation.peers.kdem import kdem
from bench.reconciliation.peers.meta_analysis import meta_analysis
from bench.reconciliation.peers.poll_pooling import poll_pooling
from bench.reconciliation.peers.simple import latest, maximum, median
from bench.reconciliation.peers.truth_discovery import catd, crh, gtm
from bench.reconciliation.rows import Question

_WINDOWS = (60, 120, 240, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A method: `windows` in days are tried on gold flows, `one_each` leaves each source its latest claim."""

    believe: Callable[[Evidence, Question], dict[str, Belief]]
    windows: tuple[int | None, ...] = _WINDOWS
    one_each: bool = True


def _timeless(method: Callable[[Evidence], dict[str, Belief]]) -> Callable[[Evidence, Question], dict[str, Belief]]:
    return lambda evidence, _question: method(evidence)


PEERS: dict[str, Peer] = {
    "latest": Peer(believe=_timeless(latest), windows=(None,), one_each=False),
    "maximum": Peer(believe=_timeless(maximum), windows=(None,), one_each=False),
    "median_90": Peer(believe=_timeless(median), windows=(90,), one_each=False),
    "crh": Peer(believe=_timeless(crh)),
    "catd": Peer(believe=_timeless(catd)),
    "gtm": Peer(believe=_timeless(gtm)),
    "kdem": Peer(believe=_timeless(kdem)),
    "meta_analysis": Peer(believe=_timeless(meta_analysis)),
    "poll_pooling": Peer(
        believe=lambda evidence, question: poll_pooling(evidence, question.as_of),
        windows=(None,),
        one_each=False,
    ),
}


def believe(peer: Peer, evidence: Evidence, question: Question, window: int | None) -> dict[str, Belief]:
    """Return what the peer believes of every flow, for the dates of this question."""
    claims = recent(known(evidence, question), question.as_of, window)
    return peer.believe(one_each(claims) if peer.one_each else claims, question)
