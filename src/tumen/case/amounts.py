"""How much: estimates of a case's flows, with parameters learned by cut-off and kept in its ledger."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from math import exp, log

from tumen.case.keeping import Keeping
from tumen.case.settled import accepted_of, known_settlements, mark_of
from tumen.codebook.case_pack import CasePack
from tumen.codebook.estimate import Estimate
from tumen.codebook.exchange import Exchange, Question
from tumen.codebook.flow import find_flow, find_flows
from tumen.codebook.settlement import Settlement
from tumen.codebook.source import Origins
from tumen.codebook.view import View
from tumen.errors import UnknownName
from tumen.ledger.decide import Learn
from tumen.reconciling import Factor, Lean, Parameters, Prior, learn, reconcile, reconcile_all, settle
from tumen.tracing import trace

LEARNER = "tumen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which date an estimate is for, what counts, and what an analyst changes for the sake of a question.

    ``as_of`` None is ``known_at``, else today. ``without`` are ids or names of origins to leave out.
    """

    as_of: date | None = None
    known_at: date | None = None
    recorded_by: datetime | None = None
    with_suggested: bool = False
    without: tuple[str, ...] = ()
    today: date | None = None

    @property
    def day(self) -> date:
        """The date that the estimate is for."""
        return self.as_of or self.known_at or self.today or date.today()  # noqa: DTZ011  (a calendar day, no time)


def estimate_flow(case: Keeping, text: str, asked: Asked) -> tuple[Estimate, Exchange, Origins]:
    """Return the estimate of the flow that the text names, with the exchange and the origins that it rests on.

    Raises:
        UnknownName: no flow, or several, fit the text; or an origin to be left out is not on record.
    """
    view = case.view(recorded_by=asked.recorded_by, with_suggested=asked.with_suggested)
    flow = find_flow(text, view.flows())
    exchange, origins = _left(case, view, view.exchange(flow.exchange, known_at=asked.known_at), asked)
    question = Question(flow=flow, as_of=asked.day, known_at=asked.known_at)
    return reconcile(exchange, question, origins, parameters=parameters_of(case, view, asked)), exchange, origins


def estimate_all(case: Keeping, asked: Asked, *, text: str = "") -> tuple[Estimate, ...]:
    """Return the estimates of all flows, or of those that the text may mean, in one pass."""
    view = case.view(recorded_by=asked.recorded_by, with_suggested=asked.with_suggested)
    wanted = set(find_flows(text, view.flows())) if text else None
    if wanted is not None and not wanted:
        raise UnknownName(text, "no such flow on record", "`tumen flows` lists them")
    keys = view.exchanges() if wanted is None else sorted({flow.exchange for flow in wanted})
    pairs = [_left(case, view, view.exchange(key, known_at=asked.known_at), asked) for key in keys]
    pairs = [(exchange, origins) for exchange, origins in pairs if exchange.entries]
    found = reconcile_all(pairs, asked.day, asked.known_at, parameters_of(case, view, asked))
    return found if wanted is None else tuple(estimate for estimate in found if estimate.flow in wanted)


def settlements_of(case: Keeping, asked: Asked) -> tuple[Settlement, ...]:
    """Return the values that all sides accept, by what a question asks for: public and recorded by then."""
    return known_settlements(case.settlements(recorded_by=asked.recorded_by), asked.known_at)


def parameters_of(case: Keeping, view: View, asked: Asked) -> Parameters:
    """Return what was learned of origins by the cut-off of a question: frozen for the past once it was asked for.

    The cut-off is ``known_at``, else the day of the newest claim. What all origins have wrong together is learned
    from the values that all sides accept, of which only those count that were public by ``known_at``. In a case of
    one's own it is kept as an event; the ledger as of an earlier time is learned from anew, and nothing is kept.
    """
    newest = view.record().newest
    cut_off = asked.known_at or (newest.first if newest else None)
    given = Parameters(factors=factors_of(case.pack))
    if cut_off is None:
        return given
    key = cut_off.isoformat() + (" with suggested" if asked.with_suggested else "")
    settled = settlements_of(case, asked)
    keeps = case.folder is not None and asked.recorded_by is None
    kept = _kept(case, key, settled) if keeps else None
    if kept is not None:
        return kept
    exchanges = [view.exchange(exchange, known_at=cut_off) for exchange in view.exchanges()]
    traced = [(exchange, view.origins(exchange)) for exchange in exchanges if exchange.entries]
    origins = _kept(case, key, ()) if keeps else None
    if origins is None:
        origins = learn(traced, cut_off=cut_off, parameters=given) if traced else given
    learned = settle(traced, accepted_of(settled, view.flows()), parameters=origins)
    if keeps:
        for known, parameters in {(): origins, settled: learned}.items():
            _keep(case, _key_of(key, known), parameters, f"learned from what had been published by {cut_off}")
    return learned


def _key_of(key: str, settled: Sequence[Settlement]) -> str:
    """Values that all sides accept make what is learned another thing; when they are withdrawn it is what it was."""
    return f"{key} settled {mark_of(settled)}" if settled else key


def _kept(case: Keeping, key: str, settled: Sequence[Settlement]) -> Parameters | None:
    kept = case.ledger.learned(_key_of(key, settled))
    return parse_parameters(kept) if kept is not None else None


def _keep(case: Keeping, key: str, parameters: Parameters, reason: str) -> None:
    command = Learn(cut_off=key, version=parameters.version, parameters=dump_parameters(parameters))
    case.do(command, by=LEARNER, reason=reason)


def dump_parameters(parameters: Parameters) -> str:
    """Return parameters as JSON, from which `parse_parameters` makes them anew."""
    return json.dumps(asdict(parameters), sort_keys=True, default=str, separators=(",", ":"))


def parse_parameters(text: str) -> Parameters:
    """Return the parameters that `dump_parameters` gave."""
    values = json.loads(text)
    return Parameters(
        **{
            **values,
            "leans": {name: Lean(**lean) for name, lean in values["leans"].items()},
            "factors": tuple(Factor(**factor) for factor in values["factors"]),
            "priors": tuple(Prior(**{**prior, "day": date.fromisoformat(prior["day"])}) for prior in values["priors"]),
            **_shared(values["shared"], values["shared_share"]),
            "anchors": tuple(values["anchors"]),
            "cut_off": date.fromisoformat(values["cut_off"]) if values["cut_off"] else None,
        }
    )


def _shared(spreads: list[list[float]] | float, share: float) -> dict[str, object]:
    """Return the shared error as it is written now; a ledger may keep it as it was: one sd, and another of shares."""
    if isinstance(spreads, float):
        return {"shared": ((spreads, 1.0),), "shared_share": share / spreads}
    return {"shared": tuple((spread, weight) for spread, weight in spreads), "shared_share": share}


def factors_of(pack: CasePack) -> tuple[Factor, ...]:
    """Return the pack's published factors between units; derived ones are no evidence of their own and left out."""
    told: dict[tuple[str, str], list[float]] = {}
    for conversion in pack.conversions:
        bounds = [bound for bound in (conversion.low, conversion.high) if bound]
        if not conversion.derived and bounds:
            told.setdefault((conversion.from_unit.split()[0], conversion.to_unit.split()[0]), []).extend(bounds)
    return tuple(
        Factor(
            from_unit=from_unit,
            to_unit=to_unit,
            middle=exp(sum(map(log, factors)) / len(factors)),
            spread=max(0.05, (log(max(factors)) - log(min(factors))) / 2),
        )
        for (from_unit, to_unit), factors in sorted(told.items())
    )


def _left(case: Keeping, view: View, exchange: Exchange, asked: Asked) -> tuple[Exchange, Origins]:
    """The exchange and its origins, without the origins that are left out."""
    origins = view.origins(exchange)
    if not asked.without:
        return exchange, origins
    named = {name.casefold() for name in asked.without}
    dropped = {
        origin.id
        for origin in origins.origins
        if {origin.id.casefold(), origin.source.name.casefold() if origin.source else ""} & named
    }
    gone = {entry for origin in origins.origins if origin.id in dropped for entry in origin.entries}
    kept = replace(exchange, entries=tuple(entry for entry in exchange.entries if entry.id not in gone))
    joins = case.ledger.joins() if case.folder is not None else {}
    return kept, trace(kept.entries, case.pack, reviewed=joins)
