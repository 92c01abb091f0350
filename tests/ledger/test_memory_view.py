"""A view in memory: what counts, what was known when, and which recorded claims a verdict must look at."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import claims, days, imported, shells

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Claim, Kind
from tumen.codebook.entry import Entry, Status
from tumen.codebook.flow import Flow
from tumen.codebook.source import Origins
from tumen.ledger.view import MemoryView, known_by, nearest_first, publication_order

PACK = CasePack(id="shells", title="Shells")


def view(*entries: Entry, **options: bool) -> MemoryView:
    return MemoryView(entries, PACK, lambda _, __: Origins(origins=(), distinct=()), last_event="abc", **options)


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


A, B, C = (imported(key, shells(low)) for key, low in (("a", 4e6), ("b", 5e6), ("c", 6e6)))


def test_suggested_claims_count_only_where_asked_for_and_rejected_ones_never() -> None:
    made = (A, B.with_status(Status.SUGGESTED), C.with_status(Status.REJECTED))
    assert ids(view(*made).entries()) == ["a"]
    assert ids(view(*made, with_suggested=True).entries()) == ["a", "b"]
    assert ids(view(*made).all_entries()) == ["a", "b", "c"]
    assert view(*made).entry("c") is not None
    assert view(*made).entry("z") is None


def test_the_record_says_what_was_checked_against() -> None:
    newest = imported("n", shells(), published="2025-03")
    record = view(A, newest, imported("u", shells(), published=None)).record()
    assert (record.case, record.claims, str(record.newest), record.last_event) == ("shells", 3, "2025-03", "abc")
    assert view().record().newest is None


@pytest.mark.parametrize(
    ("published", "known_at", "known"),
    [
        ("2024-10-18", "2024-10-17", False),
        ("2024-10-18", "2024-10-18", True),
        ("2024-10", "2024-10-01", True),
        ("2024-10", "2024-09-30", False),
        ("2024", "2024-01-01", True),
        ("../2024", "2020-01-01", True),
        (None, "2020-01-01", True),
        ("2024-10-18", None, True),
    ],
)
def test_a_month_or_a_year_is_known_from_its_first_day(
    published: str | None, known_at: str | None, known: bool
) -> None:
    day = date.fromisoformat(known_at) if known_at else None
    assert known_by(imported("a", shells(), published=published), day) is known


@given(st.lists(st.tuples(claims(), days), max_size=6), days)
def test_known_at_hides_what_came_later_and_nothing_else(made: list[tuple[Claim, date]], known_at: date) -> None:
    entries = [imported(f"c{at}", claim, published=day.isoformat()) for at, (claim, day) in enumerate(made)]
    whole = view(*entries)
    for key in whole.exchanges():
        told = whole.exchange(key, known_at=known_at)
        days_of = {f"c{at}": day for at, (_, day) in enumerate(made)}
        assert set(ids(told.entries)) == {one for one in ids(whole.exchange(key).entries) if days_of[one] <= known_at}
        assert list(whole.exchange(key).entries) == sorted(whole.exchange(key).entries, key=publication_order)
        assert whole.origins(told) is whole.origins(told)


@given(st.lists(claims(), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(made: list[Claim], chance: Random) -> None:
    entries = [imported(f"c{number}", claim) for number, claim in enumerate(made)]
    turned = list(entries)
    chance.shuffle(turned)
    one, other = view(*entries), view(*turned)
    assert one.entries() == other.entries()
    assert (one.flows(), one.exchanges(), one.record()) == (other.flows(), other.exchanges(), other.record())
    for claim in made:
        assert one.candidates(claim) == other.candidates(claim)


@given(st.lists(claims(), max_size=6))
def test_every_claim_is_in_its_flow_and_exchange(made: list[Claim]) -> None:
    entries = [imported(f"c{number}", claim) for number, claim in enumerate(made)]
    whole = view(*entries)
    assert set(whole.flows()) == {Flow.of(claim) for claim in made}
    assert sum(len(whole.exchange(key).entries) for key in whole.exchanges()) == len(made)


class TestCandidates:
    """What a verdict must look at: same or swapped sides; nearest in family and figure first."""

    def test_the_nearest_figure_comes_first(self) -> None:
        assert ids(view(A, B, C).candidates(shells(5.9e6))) == ["c", "b", "a"]

    def test_swapped_sides_are_looked_at(self) -> None:
        turned = imported("t", shells(actor="RU", counterpart="KP"))
        assert ids(view(turned).candidates(shells())) == ["t"]

    def test_a_side_that_is_not_known_hides_nothing(self) -> None:
        open_side = imported("o", shells(counterpart=None))
        assert ids(view(open_side, A).candidates(shells())) == ["a", "o"]
        assert ids(view(open_side, A).candidates(shells(actor=None))) == ["a"]
        assert ids(view(A).candidates(shells(actor=None, counterpart=None))) == []

    def test_other_sides_are_not_looked_at(self) -> None:
        assert ids(view(imported("i", shells(actor="IR"))).candidates(shells())) == []

    def test_any_item_outcome_measure_and_stage_with_a_near_figure_is_looked_at(self) -> None:
        others = (
            imported("item", shells(item="workers", unit="person")),
            imported("loss", shells(kind="loss", outcome="killed", item="troops", unit="person")),
            imported("plan", shells(stage="planned")),
            imported("rate", shells(measure="rate", per="year")),
        )
        assert sorted(ids(view(*others).candidates(shells()))) == ["item", "loss", "plan", "rate"]

    @pytest.mark.parametrize("slip", [10, 1 / 10, 1000, 1 / 1000])
    def test_a_figure_off_by_ten_or_a_thousand_is_looked_at(self, slip: float) -> None:
        """Among a thousand other claims of another family, the one of which a digit was lost is found."""
        crowd = [imported(f"x{number:04}", shells(10.0 + number, item="oil")) for number in range(1000)]
        slipped = imported("slip", shells(4e6 * slip, item="coal"))
        assert "slip" in ids(view(slipped, *crowd).candidates(shells(4e6)))

    def test_a_claim_without_a_figure_is_compared_with_the_newest_of_its_family(self) -> None:
        bare = Claim(kind=Kind.ACT, actor="RU", counterpart="KP", item="veto")
        old = imported("old", bare, published="2023")
        new = imported("new", bare, published="2025")
        assert ids(view(old, new, A).candidates(bare)) == ["new", "old"]

    def test_there_is_a_limit(self) -> None:
        crowd = [imported(f"x{number:04}", shells(4e6 + number)) for number in range(300)]
        found = view(*crowd).candidates(shells(4e6), limit=20)
        assert ids(found) == [f"x{number:04}" for number in range(20)]

    @given(st.lists(claims(), max_size=8), claims())
    def test_they_come_in_order_of_nearness_and_once_each(self, made: list[Claim], claim: Claim) -> None:
        entries = [imported(f"c{number}", one) for number, one in enumerate(made)]
        found = view(*entries).candidates(claim)
        assert nearest_first(claim, found, 100) == found
        assert len(set(ids(found))) == len(found)


def test_a_date_of_publication_orders_the_entries() -> None:
    late = imported("a", shells(), published="2025")
    early = imported("b", shells(), published="2024-10")
    undated = imported("c", shells(), published=None)
    assert ids(view(late, early, undated).entries()) == ["c", "b", "a"]
