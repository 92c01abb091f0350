"""`tumen estimate` and `tumen estimates`: how much, on which date, how sure, and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tumen.case.amounts import Asked, estimate_all, estimate_flow, settlements_of
from tumen.cli.options import (
    as_date,
    as_time,
    case_option,
    format_option,
    known_at_option,
    recorded_by_option,
    suggested_option,
    the_case,
)
from tumen.cli.tables import show_rows
from tumen.codebook.estimate import Estimate
from tumen.codebook.exchange import Exchange
from tumen.codebook.source import Origins
from tumen.codebook.wire import plain_number
from tumen.errors import WrongUse

_COLUMNS = ("flow", "low", "middle", "high", "entries", "distinct_claims", "origins", "effective_origins")
as_of_option = click.option(
    "--as-of", metavar="DATE", help="The date that the estimate is for; else known-at, else today."
)


@click.command()
@click.argument("flow")
@as_of_option
@known_at_option
@recorded_by_option
@suggested_option
@click.option("--without", multiple=True, metavar="ORIGIN", help="Leave out an origin, by name or id; may be repeated.")
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write a chart: .svg, .png, or .json for Vega-Lite.",
)
@format_option("text", "json", "csv")
@case_option
def estimate(
    flow: str,
    as_of: str | None,
    known_at: str | None,
    recorded_by: str | None,
    with_suggested: bool,
    without: tuple[str, ...],
    chart: Path | None,
    form: str,
    case_folder: Path | None,
) -> None:
    """Estimate one flow: how much on a date, with an 80 % interval, and what it rests on.

    \b
    Examples:
      tumen estimate KP>RU:containers/cumulative/container/done --as-of 2025-07-31
      tumen estimate KP>RU:troops/killed --known-at 2025-05-01 --without NIS
    """
    case = the_case(case_folder)
    asked = asked_of(as_of, known_at, recorded_by, with_suggested, without)
    found, exchange, origins = estimate_flow(case, flow, asked)
    if chart is not None:
        from tumen.publishing.writing import write

        write(chart, _chart(chart.suffix.lower(), found, exchange, origins))
    if form == "json":
        click.echo(json.dumps(estimate_fields(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        show_rows([estimate_row(found)], _COLUMNS, form)
    else:
        from tumen.publishing.estimate_card import render_estimate

        click.echo(render_estimate(found, exchange, settlements_of(case, asked)))


def _chart(suffix: str, found: Estimate, exchange: Exchange, origins: Origins) -> str | bytes:
    """Return the chart in the form that the file's name asks for."""
    from tumen.publishing.charts import flow_chart, flow_spec

    names = {entry: origin.source.name for origin in origins.origins if origin.source for entry in origin.entries}
    entries = exchange.of_flow(found.flow)
    match suffix:
        case ".json":
            return json.dumps(flow_spec(entries, names, found), indent=1)
        case ".svg":
            return flow_chart(entries, names, found)
        case ".png":
            from tumen.publishing.pictures import png_of

            return png_of(flow_chart(entries, names, found))
        case _:
            raise WrongUse("--chart", f"no chart is written as '{suffix}'", "Name a .svg, .png or .json file.")


@click.command()
@click.argument("flow", required=False, default="")
@as_of_option
@known_at_option
@recorded_by_option
@suggested_option
@click.option("--without", multiple=True, metavar="ORIGIN", help="Leave out an origin, by name or id; may be repeated.")
@format_option("text", "json", "csv")
@case_option
def estimates(
    flow: str,
    as_of: str | None,
    known_at: str | None,
    recorded_by: str | None,
    with_suggested: bool,
    without: tuple[str, ...],
    form: str,
    case_folder: Path | None,
) -> None:
    """Estimate all flows, or those that FLOW may mean, in one pass.

    \b
    Example:
      tumen estimates --as-of 2025-07-31 --known-at 2025-07-31 --format json
    """
    asked = asked_of(as_of, known_at, recorded_by, with_suggested, without)
    found = estimate_all(the_case(case_folder), asked, text=flow)
    if form == "json":
        click.echo(json.dumps([estimate_fields(one) for one in found], ensure_ascii=False, indent=1))
    else:
        show_rows([estimate_row(one) for one in found if one.middle is not None], _COLUMNS, form)
    if form == "text" and found:
        from tumen.asking.wording import coverage_sentence

        click.echo(f"\n{coverage_sentence(found[0])}")


def asked_of(
    as_of: str | None, known_at: str | None, recorded_by: str | None, with_suggested: bool, without: Sequence[str] = ()
) -> Asked:
    """Return what the options of a command ask for."""
    return Asked(
        as_of=as_date(as_of, "--as-of"),
        known_at=as_date(known_at, "--known-at"),
        recorded_by=as_time(recorded_by, "--recorded-by"),
        with_suggested=with_suggested,
        without=tuple(without),
    )


def estimate_fields(found: Estimate) -> dict[str, object]:
    """Return an estimate as plain JSON values: the flow's fields, the dates, the quantiles, and what it rests on."""
    flow = found.flow
    return {
        "flow": str(flow),
        "kind": str(flow.kind),
        "actor": flow.actor,
        "counterpart": flow.counterpart,
        "item": flow.item,
        "outcome": str(flow.outcome) if flow.outcome else None,
        "measure": str(flow.measure),
        "unit": flow.unit,
        "per": flow.per,
        "path": str(flow.path),
        "as_of": found.as_of.isoformat(),
        "known_at": found.known_at.isoformat() if found.known_at else None,
        "low": plain_number(found.low),
        "middle": plain_number(found.middle),
        "high": plain_number(found.high),
        "level": found.level,
        "calibrated": found.calibrated,
        "settled_flows": found.settled_flows,
        "quantiles": {f"{level:g}": plain_number(amount) for level, amount in sorted(found.quantiles.items())},
        "entries": list(found.entries),
        "distinct_claims": found.distinct_claims,
        "origins": found.origins,
        "effective_origins": found.effective_origins,
        "influences": [
            {
                "origin": influence.origin,
                "name": influence.name,
                "weight": influence.weight,
                "lean": influence.lean,
                "without": plain_number(influence.without),
                "entries": list(influence.entries),
            }
            for influence in found.influences
        ],
        "doubts": [{"entry": doubt.entry, "probability": doubt.probability} for doubt in found.doubts],
        "denials": list(found.denials),
        "camps": [list(camp) for camp in found.camps],
        "width_by_cause": dict(found.width_by_cause),
        "jumps": [[_day(day), size, why] for day, size, why in found.jumps],
        "narrowing": found.narrowing,
        "parameters": found.parameters,
    }


def estimate_row(found: Estimate) -> dict[str, object]:
    """Return an estimate as a row of a table."""
    fields = estimate_fields(found)
    return {**{name: fields[name] for name in _COLUMNS}, "entries": len(found.entries)}


def _day(day: date) -> str:
    return day.isoformat()
