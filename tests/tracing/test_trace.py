"""Who first vouched, and what is left once copies are joined."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.codebook.case_pack import Body, CasePack, StateNames
from tumen.codebook.claim import Claim, Kind, Outcome, Stage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, Report, Status
from tumen.codebook.quantity import Hedge, Measure
from tumen.codebook.source import JoinReason, Origins, Source, SourceKind
from tumen.tracing import Parties, changed_fields, trace

PACK = CasePack(
    id="test",
    title="A small case",
    states=(
        StateNames(
            code="KR", name="South Korea", names={"en": ("South Korea", "South Korean")}, seats={"en": ("Seoul",)}
        ),
        StateNames(code="UA", name="Ukraine", names={"en": ("Ukraine", "Ukrainian")}, seats={"en": ("Kyiv",)}),
    ),
    bodies=(
        Body(id="NIS", name="National Intelligence Service", aliases=("NIS",), kind=SourceKind.INTELLIGENCE, home="KR"),
        Body(
            id="MND", name="Ministry of National Defense", kind=SourceKind.GOVERNMENT, home="KR", persons=("Suh Wook",)
        ),
        Body(
            id="HUR", name="HUR", aliases=("Ukrainian military intelligence",), kind=SourceKind.INTELLIGENCE, home="UA"
        ),
        Body(id="MSMT", name="MSMT", kind=SourceKind.INTERNATIONAL, draws_on=("NIS",)),
        Body(id="yonhap", name="Yonhap", kind=SourceKind.MEDIA, home="KR"),
        Body(id="wire", name="Copy Wire", kind=SourceKind.MEDIA, copies_likely=True),
    ),
)
NIS = Source(name="NIS", kind=SourceKind.INTELLIGENCE)
HUR = Source(name="HUR", kind=SourceKind.INTELLIGENCE)
YONHAP = Source(name="Yonhap", kind=SourceKind.MEDIA)
LAWMAKER = Source(name="a lawmaker", kind=SourceKind.GOVERNMENT)


def entry(entry_id: str, low: float, *sources: Source, published: str = "2024-10-18", **changes: object) -> Entry:
    copied_from = changes.pop("copied_from", None)
    publisher = changes.pop("publisher", "Example Post")
    claim = Claim(
        kind=Kind.TRANSFER,
        actor="KP",
        counterpart="RU",
        item="troops",
        low=low,
        high=low,
        hedge=Hedge.EXACT,
        unit="person",
        measure=Measure.CUMULATIVE,
        time=Edtf.parse("../2024-10"),
        sources=sources,
    )
    report = Report(published=Edtf.parse(published), publisher=publisher, copied_from=copied_from)  # type: ignore[arg-type]
    claim = replace(claim, **changes)  # type: ignore[arg-type]
    return Entry(id=entry_id, claim=claim, report=report, coding=Coding(coder="import"), status=Status.ACCEPTED)


def origin_id(origins: Origins, entry_id: str) -> str:
    origin = origins.origin_of(entry_id)
    assert origin is not None
    return origin.id


def test_the_last_link_is_the_origin_whoever_relays() -> None:
    origins = trace([entry("a", 12_000, YONHAP, LAWMAKER, NIS)], PACK)
    assert origin_id(origins, "a") == "NIS"


def test_two_names_of_one_body_are_one_origin() -> None:
    long_name = Source(name="South Korea's National Intelligence Service", kind=SourceKind.INTELLIGENCE)
    origins = trace([entry("a", 12_000, NIS), entry("b", 9_000, long_name)], PACK)
    assert [origin.id for origin in origins.origins] == ["NIS"]


def test_a_figure_said_twice_by_one_origin_is_one_claim() -> None:
    origins = trace([entry("a", 12_000, NIS), entry("b", 12_000, YONHAP, NIS, published="2024-10-20")], PACK)
    assert len(origins.distinct) == 1
    assert origins.distinct[0].reasons["b"] is JoinReason.SAME_FIGURE


def test_over_eleven_thousand_repeats_eleven_thousand_two_hundred() -> None:
    rounded = entry("b", 11_000, NIS, high=None, hedge=Hedge.AT_LEAST)
    origins = trace([rounded, entry("a", 11_200, NIS)], PACK)
    assert [claim.id for claim in origins.distinct] == ["a"]
    assert origins.distinct[0].reasons["b"] is JoinReason.ROUNDED


def test_a_ceiling_is_no_rounded_repeat_of_a_figure_above_it() -> None:
    ceiling = entry("b", 11_000, NIS)
    ceiling = replace(ceiling, claim=replace(ceiling.claim, low=None, hedge=Hedge.AT_MOST))
    assert len(trace([ceiling, entry("a", 11_900, NIS)], PACK).distinct) == 2


def test_the_same_figure_of_another_time_is_another_claim() -> None:
    later = entry("b", 12_000, NIS, published="2025-06-01", time=Edtf.parse("../2025-06"))
    assert len(trace([entry("a", 12_000, NIS), later], PACK).distinct) == 2


def test_the_same_figure_by_another_origin_is_another_claim() -> None:
    assert len(trace([entry("a", 12_000, NIS), entry("b", 12_000, HUR)], PACK).distinct) == 2


def test_a_figure_without_a_source_told_later_is_a_repeat() -> None:
    origins = trace([entry("a", 12_000, NIS), entry("b", 12_000, published="2024-11-02")], PACK)
    assert origin_id(origins, "b") == "NIS"
    assert origins.distinct[0].reasons["b"] is JoinReason.UNATTRIBUTED_REPEAT


def test_a_figure_without_a_source_told_first_stands_alone() -> None:
    origins = trace([entry("a", 12_000, NIS), entry("b", 12_000, published="2024-10-02")], PACK)
    assert origin_id(origins, "b") == "unattributed:b"


def test_a_publisher_that_asserts_it_itself_is_the_origin_unless_it_only_repeats() -> None:
    origins = trace([entry("a", 1, publisher="Yonhap"), entry("b", 2, publisher="Copy Wire (Paris)")], PACK)
    assert origin_id(origins, "a") == "yonhap"
    assert origin_id(origins, "b") == "unattributed:b"


def test_a_consolidating_report_takes_over_what_it_draws_on() -> None:
    report = entry("b", 12_000, Source(name="MSMT", kind=SourceKind.INTERNATIONAL), published="2025-05-29")
    origins = trace([entry("a", 12_000, NIS), report], PACK)
    assert origins.distinct[0].reasons["b"] is JoinReason.CONSOLIDATED
    assert next(origin for origin in origins.origins if origin.id == "MSMT").derived_from == ("NIS",)


def test_a_recorded_copy_has_the_origin_of_its_original_even_from_another_flow() -> None:
    garbled = entry("b", 12_000, YONHAP, item="special_forces", copied_from="a")
    origins = trace([entry("a", 12_000, NIS), garbled], PACK)
    assert origin_id(origins, "b") == "NIS"
    assert origins.distinct[0].garbled == {"b": ("item",)}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"hedge": Hedge.ABOUT}, ()),
        ({"low": 11_900, "high": 11_900}, ()),
        ({"low": 15_000, "high": 15_000}, ("figure",)),
        ({"high": None, "hedge": Hedge.AT_LEAST}, ("bound",)),
        ({"stage": Stage.AGREED}, ("stage",)),
        ({"measure": Measure.STOCK}, ("measure",)),
        ({"unit": "soldier"}, ("unit",)),
        ({"time": Edtf.parse("2025-06")}, ("date",)),
        ({"sources": (HUR,)}, ("origin",)),
        ({"sources": (YONHAP,)}, ()),
        ({"kind": Kind.LOSS, "outcome": Outcome.KILLED}, ("outcome",)),
    ],
)
def test_what_a_copy_changed_is_named(changes: dict[str, object], fields: tuple[str, ...]) -> None:
    original, copy = entry("a", 12_000, NIS), entry("b", 12_000, YONHAP, NIS, copied_from="a")
    copy = replace(copy, claim=replace(copy.claim, **changes))  # type: ignore[arg-type]
    assert changed_fields(copy, original, Parties.of(PACK)) == fields


def test_a_person_whom_only_the_copy_names_is_a_change_of_origin() -> None:
    ministry = Source(name="Ministry of National Defense", kind=SourceKind.GOVERNMENT)
    person = Source(name="Suh Wook", kind=SourceKind.GOVERNMENT)
    original, copy = entry("a", 200, ministry), entry("b", 200, person, ministry, copied_from="a")
    assert changed_fields(copy, original, Parties.of(PACK)) == ("origin",)


def test_copies_that_bite_their_tail_are_traced_all_the_same() -> None:
    origins = trace([entry("a", 1, NIS, copied_from="b"), entry("b", 1, NIS, copied_from="a")], PACK)
    assert sorted(entry_id for claim in origins.distinct for entry_id in claim.entries) == ["a", "b"]


claims = st.builds(
    lambda low, source, month, copy: (low, source, month, copy),
    st.sampled_from([900, 1_000, 1_010, 11_000, 11_200, 12_000]),
    st.sampled_from([(), (NIS,), (HUR,), (YONHAP, NIS)]),
    st.integers(1, 12),
    st.one_of(st.none(), st.integers(0, 9)),
)


def _entries(rows: list[tuple[float, tuple[Source, ...], int, int | None]]) -> list[Entry]:
    return [
        entry(
            f"e{number}",
            low,
            *sources,
            published=f"2024-{month:02}-05",
            time=Edtf.parse(f"../2024-{month:02}"),
            copied_from=None if copy is None else f"e{copy}",
        )
        for number, (low, sources, month, copy) in enumerate(rows)
    ]


@given(st.lists(claims, max_size=10), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_entries_does_not_matter(
    rows: list[tuple[float, tuple[Source, ...], int, int | None]], chance: object
) -> None:
    entries = _entries(rows)
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert trace(shuffled, PACK) == trace(entries, PACK)


@given(st.lists(claims, max_size=10))
@settings(max_examples=60, deadline=None)
def test_every_entry_belongs_to_one_distinct_claim_and_one_origin(
    rows: list[tuple[float, tuple[Source, ...], int, int | None]],
) -> None:
    entries = _entries(rows)
    origins = trace(entries, PACK)
    ids = sorted(entry.id for entry in entries)
    assert sorted(entry_id for claim in origins.distinct for entry_id in claim.entries) == ids
    assert sorted(entry_id for origin in origins.origins for entry_id in origin.entries) == ids
