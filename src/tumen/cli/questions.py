"""Commands that ask more of a case: contradictions, what-if, competing hypotheses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from tumen.asking.contradictions import contradictions as find_contradictions
from tumen.asking.hypotheses import Hypothesis, compare_hypotheses
from tumen.asking.whatif import Change, what_if
from tumen.case.amounts import parameters_of
from tumen.cli.estimates import as_of_option, asked_of, estimate_fields
from tumen.cli.options import (
    case_option,
    format_option,
    known_at_option,
    recorded_by_option,
    suggested_option,
    the_case,
)
from tumen.cli.tables import show_rows
from tumen.codebook.exchange import Question
from tumen.codebook.flow import find_flow, find_flows
from tumen.errors import UnknownName, WrongUse
from tumen.publishing.phrases import amount
from tumen.reconciling import Factor, Prior


@click.command()
@click.argument("flow", required=False, default="")
@known_at_option
@recorded_by_option
@suggested_option
@click.option("--all", "show_all", is_flag=True, help="Also those that a person has settled.")
@format_option("text", "json", "csv")
@case_option
def contradictions(
    flow: str,
    known_at: str | None,
    recorded_by: str | None,
    with_suggested: bool,
    show_all: bool,
    form: str,
    case_folder: Path | None,
) -> None:
    """List what contradicts what, and of which sort it is; settle one with `tumen resolve`.

    \b
    Example:
      tumen contradictions KP>RU:shells --known-at 2025-12-31
    """
    case = the_case(case_folder)
    asked = asked_of(None, known_at, recorded_by, with_suggested)
    view = case.view(recorded_by=asked.recorded_by, with_suggested=with_suggested)
    keys = sorted({found.exchange for found in find_flows(flow, view.flows())}) if flow else view.exchanges()
    if flow and not keys:
        raise UnknownName(flow, "no such flow on record", "`tumen flows` lists them")
    settled = case.ledger.resolved() if case.folder is not None else {}
    rows = []
    for key in keys:
        exchange = view.exchange(key, known_at=asked.known_at)
        found = find_contradictions(
            exchange, view.origins(exchange), known_at=asked.known_at, conversions=case.pack.conversions
        )
        rows += [
            {
                "id": one.id,
                "kind": str(one.kind),
                "score": round(one.score, 2),
                "entries": ", ".join(one.entries),
                "because": one.because,
                "settled": settled.get(one.id),
            }
            for one in found
            if show_all or one.id not in settled
        ]
    rows.sort(key=lambda row: (-float(str(row["score"])), str(row["id"])))
    show_rows(rows, ("id", "kind", "score", "entries", "because", "settled"), form)


@click.command()
@click.argument("flow")
@as_of_option
@known_at_option
@click.option("--without", multiple=True, metavar="ORIGIN", help="Leave out an origin, by name or id.")
@click.option(
    "--discount", "discounts", multiple=True, metavar="GROUP=TIMES", help="Doubt an interest group so many times."
)
@click.option("--factor", "factors", multiple=True, metavar="FROM:TO=N", help="Set a factor: container:round=430.")
@click.option("--prior", metavar="AMOUNT[~SPREAD]", help="Add an amount of your own, with the sd of its log (0.2).")
@click.option("--only-accepted", is_flag=True, help="Leave out what no person has reviewed.")
@click.option("--only-done", is_flag=True, help="Leave out what is still under way or planned.")
@format_option("text", "json")
@case_option
def whatif(
    flow: str,
    as_of: str | None,
    known_at: str | None,
    without: tuple[str, ...],
    discounts: tuple[str, ...],
    factors: tuple[str, ...],
    prior: str | None,
    only_accepted: bool,
    only_done: bool,
    form: str,
    case_folder: Path | None,
) -> None:
    """Estimate a flow as it is and under a change, side by side.

    \b
    Examples:
      tumen whatif KP>RU:shells/cumulative/round/done --without HUR
      tumen whatif KP>RU:shells/cumulative/round/done --factor container:round=250
    """
    case = the_case(case_folder)
    asked = asked_of(as_of, known_at, None, with_suggested=False)
    view = case.view()
    found = find_flow(flow, view.flows())
    exchange = view.exchange(found.exchange, known_at=asked.known_at)
    origins = view.origins(exchange)
    ids = {
        name.casefold(): origin.id
        for origin in origins.origins
        for name in (origin.id, origin.source.name if origin.source else origin.id)
    }
    change = Change(
        without=tuple(ids.get(name.casefold(), name) for name in without),
        discounts=dict(_times(text) for text in discounts),
        factors=tuple(_factor(text) for text in factors),
        priors=(_prior(prior, str(found), asked.day),) if prior else (),
        only_accepted=only_accepted,
        only_done=only_done,
    )
    question = Question(flow=found, as_of=asked.day, known_at=asked.known_at)
    compared = what_if(exchange, question, origins, parameters=parameters_of(case, view, asked), change=change)
    if form == "json":
        fields = {"original": estimate_fields(compared.original), "changed": estimate_fields(compared.changed)}
        click.echo(json.dumps(fields, ensure_ascii=False, indent=1))
        return
    for name, estimate in (("as it is", compared.original), ("changed", compared.changed)):
        if estimate.middle is None or estimate.low is None or estimate.high is None:
            click.echo(f"{name:9s} nothing is left to estimate from")
            continue
        interval = f"{amount(estimate.low)} to {amount(estimate.high)}"
        click.echo(f"{name:9s} {amount(estimate.middle)} {found.unit}   ({estimate.level:.0%}: {interval})")
    if compared.ratio is not None:
        click.echo(f"{'':9s} {compared.ratio - 1:+.0%}")


@click.command()
@click.argument("flow")
@click.option(
    "--is", "named", multiple=True, required=True, metavar="NAME=LOW..HIGH", help="A hypothesis; name two or more."
)
@as_of_option
@known_at_option
@format_option("text", "json", "csv")
@case_option
def hypotheses(
    flow: str, named: tuple[str, ...], as_of: str | None, known_at: str | None, form: str, case_folder: Path | None
) -> None:
    """Lay recorded claims beside competing answers: which claim speaks for or against which (ACH).

    \b
    Example:
      tumen hypotheses KP>RU:shells/cumulative/round/done --is "few=..5000000" --is "many=9000000.."
    """
    case = the_case(case_folder)
    asked = asked_of(as_of, known_at, None, with_suggested=False)
    view = case.view()
    found = find_flow(flow, view.flows())
    exchange = view.exchange(found.exchange, known_at=asked.known_at)
    table = compare_hypotheses(
        exchange,
        Question(flow=found, as_of=asked.day, known_at=asked.known_at),
        view.origins(exchange),
        [_hypothesis(text) for text in named],
        parameters=parameters_of(case, view, asked),
    )
    if form == "text":
        for hypothesis, probability in zip(table.hypotheses, table.probabilities, strict=True):
            click.echo(f"{hypothesis.name}: {probability:.0%}")
    names = [hypothesis.name for hypothesis in table.hypotheses]
    rows = [
        {
            "claim": judged.entry,
            "origin": judged.origin,
            **dict(zip(names, judged.marks, strict=True)),
            "diagnosticity": round(judged.diagnosticity, 2),
        }
        for judged in table.claims
    ]
    show_rows(rows, ("claim", "origin", *names, "diagnosticity"), form)


def _times(text: str) -> tuple[str, float]:
    name, _, times = text.partition("=")
    return name, _number(times, text, "GROUP=TIMES, such as belligerent=2")


def _factor(text: str) -> Factor:
    units, _, amount_text = text.partition("=")
    from_unit, _, to_unit = units.partition(":")
    form = "FROM:TO=N, such as container:round=430"
    if not to_unit:
        raise WrongUse("--factor", f"{text!r} names no two units", f"Write {form}")
    return Factor(from_unit=from_unit, to_unit=to_unit, middle=_number(amount_text, text, form))


def _prior(text: str, flow: str, day: date) -> Prior:
    middle, _, spread = text.partition("~")
    form = "AMOUNT or AMOUNT~SPREAD, such as 8000000~0.2"
    prior = Prior(flow=flow, day=day, middle=_number(middle, text, form))
    return replace(prior, spread=_number(spread, text, form)) if spread else prior


def _hypothesis(text: str) -> Hypothesis:
    name, _, bounds = text.partition("=")
    low, dots, high = bounds.partition("..")
    form = "NAME=LOW..HIGH, one end may be left out"
    if not dots:
        raise WrongUse("--is", f"{text!r} has no ..", f"Write {form}")
    return Hypothesis(
        name=name, low=_number(low, text, form) if low else None, high=_number(high, text, form) if high else None
    )


def _number(text: str, whole: str, form: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError as problem:
        raise WrongUse(whole, f"{text!r} is no number", f"Write {form}") from problem
