"""Drawings as text: well-formed, without styles or scripts, and showing what was said."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tumen.codebook.entry import Entry
from tumen.codebook.estimate import Estimate
from tumen.codebook.flow import Flow
from tumen.publishing.charts import flow_chart, flow_spec, later_chart
from tumen.publishing.pictures import png_of
from tumen.publishing.report import CheckedArticle
from tumen.publishing.scales import AmountScale, DateScale

SVG = "{http://www.w3.org/2000/svg}"


def the_dead(recorded: dict[str, Entry]) -> list[Entry]:
    return [recorded[key] for key in ("pol08", "los24", "los26", "los28")]


def estimate_of(entries: list[Entry]) -> Estimate:
    return Estimate(
        flow=Flow.of(entries[0].claim),
        as_of=date(2026, 1, 1),
        known_at=None,
        low=900,
        middle=1_900,
        high=3_200,
        level=0.8,
        calibrated=False,
        quantiles={0.1: 900.0, 0.25: 1_400.0, 0.5: 1_900.0, 0.75: 2_400.0, 0.9: 3_200.0},
        entries=tuple(entry.id for entry in entries),
        distinct_claims=4,
        origins=3,
        effective_origins=2.2,
    )


def test_a_flow_shows_each_claim_each_origin_and_both_bands(recorded: dict[str, Entry]) -> None:
    entries = the_dead(recorded)
    names = {entry.id: str(entry.claim.origin_source) for entry in entries}
    root = ET.fromstring(flow_chart(entries, names, estimate_of(entries)))
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert {"NIS", "Government of North Korea", "KP>RU:troops/loss/killed/cumulative/person/done"} <= set(texts)
    assert "estimate for 1 January 2026: 1,900; 900 to 3,200 (80 %); 1,400 to 2,400 (50 %)" in texts
    tips = [tip.text or "" for tip in root.iter(f"{SVG}title")]
    assert "80 % of the estimate: 900 to 3,200" in tips
    assert "NIS, 2 September 2025: 2,000" in tips
    assert "South Korean government, 4 November 2025: at least 600" in tips
    assert tips[0] == "4 claims by 3 origins"


def test_origins_that_share_a_colour_differ_in_shape(recorded: dict[str, Entry]) -> None:
    entries = [replace(recorded["los24"], id=f"e{number}") for number in range(12)]
    root = ET.fromstring(flow_chart(entries, {f"e{number}": f"Origin {number}" for number in range(12)}))
    marks = [
        mark for mark in root if mark.tag in (f"{SVG}path", f"{SVG}circle") and mark.get("fill", "").startswith("#")
    ]
    legend = marks[-12:]
    looks = {(mark.get("fill"), re.sub(r"^M[\d. ]+", "", mark.get("d", ""))) for mark in legend}
    assert len(looks) == 12


def test_a_picture_of_a_chart_is_a_png_of_twice_its_size_and_always_the_same(recorded: dict[str, Entry]) -> None:
    entries = the_dead(recorded)
    svg = flow_chart(entries, {}, estimate_of(entries))
    picture = png_of(svg)
    assert picture.startswith(b"\x89PNG\r\n")
    across, down = struct.unpack(">II", picture[16:24])
    assert (across, down) == (2 * int(ET.fromstring(svg).get("width", 0)), 2 * int(ET.fromstring(svg).get("height", 0)))
    assert png_of(svg) == picture


def test_words_are_drawn_in_a_picture_whatever_fonts_the_machine_has() -> None:
    frame = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20" font-family="system-ui, sans-serif">{}</svg>'
    )
    drawn = {word: png_of(frame.format(f'<text x="2" y="14">{word}</text>')) for word in ("", "Kursk", "Курск")}
    assert len(set(drawn.values())) == 3


def test_claims_without_a_figure_leave_an_empty_drawing_that_says_so(recorded: dict[str, Entry]) -> None:
    root = ET.fromstring(flow_chart([recorded["den10"]], {}))
    assert [text.text for text in root.iter(f"{SVG}text")] == ["0 claims by 1 origin"]


def test_names_from_outside_are_escaped(recorded: dict[str, Entry]) -> None:
    entry = recorded["los24"]
    svg = flow_chart([entry], {entry.id: '<script>"&'})
    assert "<script" not in svg
    assert any(text.text == '<script>"&' for text in ET.fromstring(svg).iter(f"{SVG}text"))


def test_drawings_carry_no_style_that_a_strict_page_would_refuse(checked: CheckedArticle) -> None:
    svg = later_chart(checked.verdicts[8], date(2025, 7, 1))
    assert svg is not None
    assert not re.search(r"style=|<style|<script|href|\son\w+=", svg)


def test_later_figures_in_another_unit_are_not_drawn(checked: CheckedArticle) -> None:
    verdict = checked.verdicts[8]
    claim = replace(verdict.entry.claim, unit="tonne")
    assert later_chart(replace(verdict, entry=replace(verdict.entry, claim=claim)), None) is None
    assert later_chart(checked.verdicts[0], date(2025, 7, 1)) is None


def test_the_description_for_other_programs_holds_the_same_claims(recorded: dict[str, Entry]) -> None:
    entries = the_dead(recorded)
    spec = flow_spec(entries, {}, estimate_of(entries))
    layers = spec["layer"]
    assert isinstance(layers, list)
    assert [row["id"] for row in layers[-1]["data"]["values"]] == ["pol08", "los24", "los26", "los28"]
    assert layers[0]["data"]["values"] == [{"low": 900.0, "high": 3_200.0}]


@given(amounts=st.lists(st.floats(0, 1e12), min_size=1, max_size=5))
def test_amounts_keep_their_order_and_stay_on_the_drawing(amounts: list[float]) -> None:
    scale = AmountScale.over(amounts, near=100, far=0)
    places = [scale.at(amount) for amount in sorted(amounts)]
    assert places == sorted(places, reverse=True)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in places)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place, _ in scale.ticks())


@given(days=st.lists(st.dates(date(1950, 1, 1), date(2090, 1, 1)), min_size=1, max_size=5))
def test_dates_keep_their_order_and_have_few_ticks(days: list[date]) -> None:
    scale = DateScale.over(days, near=0, far=100)
    places = [scale.at(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert 1 <= len(scale.ticks()) <= 8
