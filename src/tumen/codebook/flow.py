"""Which claims speak of one quantity (flow), and which flows belong together (exchange)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tumen.codebook.claim import SYMMETRIC_KINDS, Claim, Kind, Outcome, Stage
from tumen.codebook.item import family_of
from tumen.codebook.quantity import Measure
from tumen.errors import UnknownName


class StagePath(StrEnum):
    """Plans and deeds are two paths of one quantity and never one flow."""

    PLANNED = "planned"
    DONE = "done"


class KindGroup(StrEnum):
    """Kinds that speak of one exchange."""

    MOVEMENT = "movement"
    LOSS = "loss"
    TRADE = "trade"
    POLITICS = "politics"
    PROJECT = "project"


_GROUP = {
    Kind.TRANSFER: KindGroup.MOVEMENT,
    Kind.PRESENCE: KindGroup.MOVEMENT,
    Kind.PRODUCTION: KindGroup.MOVEMENT,
    Kind.SHARE: KindGroup.MOVEMENT,
    Kind.LOSS: KindGroup.LOSS,
    Kind.TRADE: KindGroup.TRADE,
    Kind.AGREEMENT: KindGroup.POLITICS,
    Kind.ACT: KindGroup.POLITICS,
    Kind.PROJECT: KindGroup.PROJECT,
}


def path_of(stage: Stage) -> StagePath:
    """Return the path of a stage: possible, planned and agreed are plans; under way and done are deeds."""
    return StagePath.DONE if stage in (Stage.UNDERWAY, Stage.DONE) else StagePath.PLANNED


def _sides(claim: Claim) -> tuple[str | None, str | None]:
    """Actor and counterpart; in one order for symmetric kinds."""
    if claim.kind in SYMMETRIC_KINDS and claim.actor and claim.counterpart:
        first, second = sorted((claim.actor, claim.counterpart))
        return first, second
    return claim.actor, claim.counterpart


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ExchangeKey:
    """Names an exchange: kind group, sides (in one order for symmetric kinds), item family."""

    group: KindGroup
    actor: str
    counterpart: str
    family: str

    @classmethod
    def of(cls, claim: Claim) -> ExchangeKey:
        """Return the exchange to which the claim belongs; an unknown side is ``?``."""
        actor, counterpart = _sides(claim)
        return cls(group=_GROUP[claim.kind], actor=actor or "?", counterpart=counterpart or "?", family=claim.family)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Which claims speak of one quantity. Place, period and start are properties of a claim, not part of the key."""

    kind: Kind
    actor: str | None
    counterpart: str | None
    item: str
    outcome: Outcome | None
    measure: Measure
    unit: str
    per: str | None
    path: StagePath

    @classmethod
    def of(cls, claim: Claim) -> Flow:
        """Return the flow of the claim."""
        actor, counterpart = _sides(claim)
        return cls(
            kind=claim.kind,
            actor=actor,
            counterpart=counterpart,
            item=claim.item,
            outcome=claim.outcome,
            measure=claim.measure,
            unit=claim.unit if claim.has_figure else "item",
            per=claim.per,
            path=path_of(claim.stage),
        )

    @property
    def exchange(self) -> ExchangeKey:
        """The exchange to which the flow belongs."""
        return ExchangeKey(
            group=_GROUP[self.kind],
            actor=self.actor or "?",
            counterpart=self.counterpart or "?",
            family=family_of(self.item),
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """The words after the item, in the order in which a flow is written; a transfer's kind is left out."""
        kind = () if self.kind is Kind.TRANSFER else (str(self.kind),)
        outcome = (str(self.outcome),) if self.outcome else ()
        per = (self.per,) if self.per else ()
        return (*kind, *outcome, str(self.measure), self.unit, *per, str(self.path))

    def __str__(self) -> str:
        return "/".join((f"{self.actor or '?'}>{self.counterpart or '?'}:{self.item}", *self.parts))


def find_flows(text: str, flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """Return the flows that the text may mean, sorted; ``KP>RU:shells/cumulative`` leaves unit and path open.

    The text is sides and item, then any of the flow's words in any order; sides alone, or an item alone, will do.

    >>> from tumen.codebook.claim import Claim
    >>> shells = Flow.of(Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="shells"))
    >>> [str(flow) for flow in find_flows("KP>RU:shells", [shells])]
    ['KP>RU:shells/none/item/done']
    """
    head, *words = [part.strip() for part in text.strip().split("/") if part.strip()] or [""]
    wanted = set(words)
    sides, _, item = head.partition(":") if ">" in head else ("", "", head)

    def fits(flow: Flow) -> bool:
        return (
            (not sides or sides == f"{flow.actor or '?'}>{flow.counterpart or '?'}")
            and (not item or item == flow.item)
            and wanted <= {*flow.parts, str(flow.kind)}
        )

    known = set(flows)
    found = {flow for flow in known if str(flow) == text.strip()} or {flow for flow in known if fits(flow)}
    return tuple(sorted(found, key=str))


def find_flow(text: str, flows: Iterable[Flow]) -> Flow:
    """Return the one flow that the text names.

    Raises:
        UnknownName: no flow fits, or several do; the message lists them.
    """
    found = find_flows(text, flows)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownName(text, "no such flow on record", "`tumen flows` lists them")
    listed = ", ".join(str(flow) for flow in found[:8]) + (f" and {len(found) - 8} more" if len(found) > 8 else "")
    raise UnknownName(text, f"fits {len(found)} flows: {listed}", "Add words of the one that is meant")
