"""Drawings as SVG text: later figures in a card, and the claims of a flow with its estimate; also as Vega-Lite.
`pictures` makes a PNG of them.

No browser and no drawing library: SVG is written by hand, coloured by presentation attributes only, so that it may
stand in a page that forbids inline styles. Text takes the colour of the page around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tumen.codebook.claim import Claim
from tumen.codebook.entry import Entry
from tumen.codebook.estimate import Estimate
from tumen.codebook.flow import Flow
from tumen.codebook.quantity import same_unit_family
from tumen.codebook.verdict import Evidence, EvidenceRole, Verdict
from tumen.publishing.phrases import amount, in_words, one_line
from tumen.publishing.scales import AmountScale, DateScale

# Wong 2011, "Points of view: Color blindness": apart for readers who see fewer colours; each origin also has a shape.
_COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56a0d3", "#7a6ff0", "#8a8a8a")
_LETTER: Final = 6.0  # widest a letter of a label gets on average, in pixels
_LABEL_STEPS: Final = (0, 13, -13, 26, -26)
_Box = tuple[float, float, float]  # left, right and baseline of a label
_SHAPES: Final = ("circle", "square", "triangle", "diamond")
_WIDE, _NARROW = 0.14, 0.22  # opacity of the 80 and of the 50 % band
_HEADING: Final = 17.0  # height of a line above the drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    day: date
    low: float | None
    high: float | None
    colour: int
    shape: str
    label: str
    tip: str

    @property
    def middle(self) -> float:
        if self.low is None or self.high is None:
            return self.low if self.low is not None else self.high or 0.0
        return (self.low + self.high) / 2


def later_chart(verdict: Verdict, published: date | None) -> str | None:
    """Return a small SVG of the article's figure, the deciding one and later ones; None where none can be drawn.

    Only figures in the article's unit are drawn: another unit would need another axis.
    """
    claim = verdict.entry.claim
    notes = [evidence for note in verdict.notes for evidence in note.evidence]
    shown = {evidence.entry.id: evidence for evidence in (*notes, *verdict.evidence) if _comparable(evidence, claim)}
    later = [one for one in shown.values() if one.role is EvidenceRole.LATER]
    if not later or not claim.has_figure:
        return None
    drawn = sorted(
        (one for one in shown.values() if one.role in (EvidenceRole.LATER, EvidenceRole.DECIDES)),
        key=lambda one: (_day(one.entry) or date.min, one.entry.id),
    )
    points = [_evidence_point(one, day) for one in drawn if (day := _day(one.entry)) is not None]
    if published is not None:
        own = "the article"
        points.append(
            _Point(day=published, low=claim.low, high=claim.high, colour=1, shape="diamond", label=own, tip=own)
        )
    if not points:
        return None
    title = f"Figures of the article and of {len(later)} later {'claim' if len(later) == 1 else 'claims'}"
    return _plot(sorted(points, key=lambda one: one.day), title=title, size=(420, 190), estimate=None)


def flow_chart(entries: Sequence[Entry], origins: Mapping[str, str], estimate: Estimate | None = None) -> str:
    """Return an SVG of a flow: each claim an interval at its date, by origin, and the estimate's 50 and 80 % bands.

    ``origins`` names the origin of each entry by the entry's id. A claim without figure or date is left out.
    """
    names = list(dict.fromkeys(origins.get(entry.id, "not traced") for entry in entries))
    points = [
        _Point(
            day=day,
            low=entry.claim.low,
            high=entry.claim.high,
            colour=(place := names.index(origins.get(entry.id, "not traced"))),
            shape=_shape_of(place),
            label="",
            tip=f"{one_line(names[place])}, {in_words(day)}: {_bounds(entry.claim)}",
        )
        for entry in entries
        if entry.claim.has_figure and (day := _day(entry)) is not None
    ]
    title = f"{len(points)} claims by {len(names)} {'origin' if len(names) == 1 else 'origins'}"
    legend = [(one_line(name, 54), place) for place, name in enumerate(names)]
    flow = [str(Flow.of(entries[0].claim))] if entries else []
    heading = [*flow, f"{title}, by date of publication", *_in_short(estimate)]
    return _plot(points, title=title, size=(760, 380), estimate=estimate, legend=legend, heading=heading)


def flow_spec(
    entries: Sequence[Entry], origins: Mapping[str, str], estimate: Estimate | None = None
) -> dict[str, object]:
    """Return the same drawing as a Vega-Lite 5 description, for notebooks and pages that draw it themselves."""
    rows = [
        {
            "id": entry.id,
            "day": day.isoformat(),
            "low": entry.claim.low if entry.claim.low is not None else entry.claim.high,
            "high": entry.claim.high if entry.claim.high is not None else entry.claim.low,
            "hedge": str(entry.claim.hedge),
            "origin": origins.get(entry.id, "not traced"),
        }
        for entry in entries
        if entry.claim.has_figure and (day := _day(entry)) is not None
    ]
    by_origin = {"field": "origin", "type": "nominal"}
    days = {"field": "day", "type": "temporal", "title": "published"}
    claims = {
        "data": {"values": rows},
        "encoding": {"x": days, "color": by_origin, "tooltip": [{"field": name} for name in ("origin", "day", "low")]},
        "layer": [
            {"mark": "rule", "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}},
            {"mark": "point", "encoding": {"y": {"field": "low", "type": "quantitative"}, "shape": by_origin}},
        ],
    }
    layers: list[object] = [
        {
            "data": {"values": [{"low": low, "high": high}]},
            "mark": {"type": "rect", "opacity": opacity, "color": "#888888"},
            "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}},
        }
        for low, high, opacity in _bands(estimate)
    ]
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "layer": [*layers, claims]}


def _comparable(evidence: Evidence, claim: Claim) -> bool:
    other = evidence.entry.claim
    return other.has_figure and same_unit_family(other.unit, claim.unit)


def _day(entry: Entry) -> date | None:
    published = entry.report.published
    return published.first if published is not None else None


def _evidence_point(evidence: Evidence, day: date) -> _Point:
    later = evidence.role is EvidenceRole.LATER
    claim = evidence.entry.claim
    return _Point(
        day=day,
        low=claim.low,
        high=claim.high,
        colour=0 if later else 2,
        shape="circle" if later else "square",
        label=one_line(evidence.origin, 28),
        tip=f"{one_line(evidence.origin)}, {in_words(day)}: {one_line(evidence.figure)}",
    )


def _bounds(claim: Claim) -> str:
    if claim.low is not None and claim.high is not None:
        return amount(claim.low) if claim.low == claim.high else f"{amount(claim.low)} to {amount(claim.high)}"
    return f"at least {amount(claim.low)}" if claim.low is not None else f"up to {amount(claim.high or 0)}"


def _in_short(estimate: Estimate | None) -> list[str]:
    if estimate is None or estimate.middle is None:
        return []
    grey = [f"{amount(low)} to {amount(high)} ({_share_of(opacity)} %)" for low, high, opacity in _bands(estimate)]
    return ["; ".join([f"estimate for {in_words(estimate.as_of)}: {amount(estimate.middle)}", *grey])]


def _share_of(opacity: float) -> int:
    return 50 if opacity > _WIDE else 80


def _shape_of(place: int) -> str:
    """Two origins of one colour differ in shape: colours come round before both do."""
    return _SHAPES[(place + place // len(_COLOURS)) % len(_SHAPES)]


def _bands(estimate: Estimate | None) -> list[tuple[float, float, float]]:
    """The 80 and 50 % intervals with their opacity, the wide one first."""
    if estimate is None:
        return []
    shares = ((0.1, 0.9, _WIDE), (0.25, 0.75, _NARROW))
    quantiles = estimate.quantiles
    return [(quantiles[low], quantiles[high], op) for low, high, op in shares if low in quantiles and high in quantiles]


def _plot(
    points: Sequence[_Point],
    *,
    title: str,
    size: tuple[int, int],
    estimate: Estimate | None,
    legend: Sequence[tuple[str, int]] = (),
    heading: Sequence[str] = (),
) -> str:
    width, height = size
    bottom = height - 26
    below = 18 * ((len(legend) + 1) // 2)
    bands = _bands(estimate)
    amounts = [number for point in points for number in (point.low, point.high) if number is not None]
    amounts += [number for low, high, _ in bands for number in (low, high)]
    days = [point.day for point in points] + ([estimate.as_of] if estimate is not None else [])
    if not amounts or not days:
        return _frame(title, (width, 40), [f'<text x="8" y="24" fill="currentColor">{escape(title)}</text>'])
    top = 14 + _HEADING * len(heading)
    across = AmountScale.over(amounts, near=bottom, far=top)
    along = DateScale.over(days, near=74, far=width - 22)
    parts = [_text(8, 16 + _HEADING * nth, line) for nth, line in enumerate(heading)]
    parts += [*_axes(across, along, width, bottom), *_estimate(estimate, across, along, (66, width - 10))]
    labelled = [(along.at(point.day) - 6, along.at(point.day) + 6, across.at(point.middle) + 4) for point in points]
    for point in points:
        parts += _drawn(point, across, along, bottom)
        parts += _labelled(point, (along.at(point.day), across.at(point.middle)), width, labelled)
    for nth, (name, colour) in enumerate(legend):
        left, line = 66 + (nth % 2) * (width - 76) / 2, height + 12 + 18 * (nth // 2)
        parts.append(_shape(_shape_of(colour), left, line - 4, _COLOURS[colour % len(_COLOURS)], ""))
        parts.append(_text(left + 10, line, name))
    return _frame(title, (width, height + below), parts)


def _frame(title: str, size: tuple[int, int], parts: Sequence[str]) -> str:
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label={quoteattr(title)} font-family="system-ui, sans-serif" font-size="11">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _axes(across: AmountScale, along: DateScale, width: int, bottom: float) -> list[str]:
    parts = []
    for place, label in across.ticks():
        parts.append(_line((66, place, width - 10, place), "currentColor", opacity=0.15))
        parts.append(_text(60, place + 4, label, anchor="end"))
    for place, label in along.ticks():
        parts.append(_line((place, bottom, place, bottom + 4), "currentColor", opacity=0.6))
        parts.append(_text(place, bottom + 17, label, anchor="middle"))
    return [*parts, _line((66, bottom, width - 10, bottom), "currentColor", opacity=0.6)]


def _estimate(estimate: Estimate | None, across: AmountScale, along: DateScale, ends: tuple[float, float]) -> list[str]:
    """The bands, the middle, and a mark on the day that they are for."""
    if estimate is None:
        return []
    left, right = ends
    parts = [
        f'<rect x="{left:.1f}" y="{across.at(high):.1f}" width="{right - left:.1f}" '
        f'height="{across.at(low) - across.at(high):.1f}" fill="#888888" fill-opacity="{opacity}">'
        f"<title>{_share_of(opacity)} % of the estimate: {amount(low)} to {amount(high)}</title></rect>"
        for low, high, opacity in _bands(estimate)
    ]
    if estimate.middle is not None:
        place, day = across.at(estimate.middle), along.at(estimate.as_of)
        parts.append(_line((left, place, right, place), "currentColor", opacity=0.8, dashes="5 3"))
        parts.append(_line((day, across.near, day, across.far), "currentColor", opacity=0.8, dashes="1 4"))
    return parts


def _drawn(point: _Point, across: AmountScale, along: DateScale, bottom: float) -> list[str]:
    colour = _COLOURS[point.colour % len(_COLOURS)]
    x = along.at(point.day)
    y = across.at(point.middle)
    parts = []
    if point.high is None:  # at least: open upwards
        parts.append(_line((x, y, x, y - 16), colour, width=2))
        parts.append(f'<path d="M{x - 4:.1f} {y - 13:.1f}l4 -5l4 5" fill="none" stroke="{colour}" stroke-width="2"/>')
    elif point.low is None:  # at most: down to nothing
        parts.append(_line((x, y, x, bottom), colour, width=2, dashes="2 3"))
    elif point.low != point.high:
        parts.append(_line((x, across.at(point.low), x, across.at(point.high)), colour, width=2))
    return [*parts, _shape(point.shape, x, y, colour, point.tip)]


def _labelled(point: _Point, at: tuple[float, float], width: int, taken: list[_Box]) -> list[str]:
    """Return the point's label, left of it near the right edge, moved down or up where another label stands."""
    if not point.label:
        return []
    x, y = at
    right = x < width * 0.55
    start = x + 9 if right else x - 9 - _LETTER * len(point.label)
    places = [(start, start + _LETTER * len(point.label), y + 4 + step) for step in _LABEL_STEPS]
    box = next((box for box in places if _free(box, taken)), places[0])
    taken.append(box)
    return [_text(x + 9 if right else x - 9, box[2], point.label, anchor="start" if right else "end")]


def _free(box: _Box, taken: Sequence[_Box]) -> bool:
    return not any(box[0] < other[1] and other[0] < box[1] and abs(box[2] - other[2]) < 12 for other in taken)


def _shape(shape: str, x: float, y: float, colour: str, tip: str) -> str:
    tip = f"<title>{escape(tip)}</title>" if tip else ""
    paths = {
        "square": f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        "triangle": f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
        "diamond": f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z",
    }
    if shape in paths:
        return f'<path d="{paths[shape]}" fill="{colour}">{tip}</path>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}">{tip}</circle>'


def _line(
    ends: tuple[float, float, float, float], colour: str, *, opacity: float = 1.0, width: float = 1.0, dashes: str = ""
) -> str:
    x1, y1, x2, y2 = ends
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-opacity="{opacity}" '
        f'stroke-width="{width}"{dash}/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{escape(text)}</text>'
