"""Each field of a claim: what the codebook allows; a refusal names the field, the reason and the next step."""

from __future__ import annotations

import pytest

from tumen.codebook.claim import Claim, Kind, Outcome, Stage
from tumen.codebook.quantity import Hedge
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.wire import claim_fields, parse_claim
from tumen.errors import InvalidClaim

SHELLS: dict[str, object] = {
    "kind": "transfer",
    "actor": "KP",
    "counterpart": "RU",
    "item": "shells",
    "low": 4_000_000,
    "high": 6_000_000,
    "hedge": "range",
    "unit": "round",
    "measure": "cumulative",
    "stage": "done",
    "time": "2023-09/2025-03",
    "sources": [{"name": "Reuters", "kind": "media"}, {"name": "OSC", "kind": "think_tank"}],
}
LOSSES: dict[str, object] = {
    "kind": "loss",
    "actor": "KP",
    "counterpart": "RU",
    "item": "troops",
    "low": 300,
    "high": 300,
    "hedge": "exact",
    "unit": "person",
    "measure": "cumulative",
    "outcome": "killed",
    "stage": "done",
}

REFUSED = [
    ("kind", {"kind": "gift"}, "'gift' is not allowed"),
    ("kind", {"kind": None}, "None is not allowed"),
    ("actor", {"actor": "PRK"}, "'PRK' is no country code"),
    ("actor", {"actor": "kp"}, "'kp' is no country code"),
    ("actor", {"actor": ["KP"]}, "is no text"),
    ("counterpart", {"counterpart": "Russia"}, "'Russia' is no country code"),
    ("item", {"item": "shell"}, "'shell' is not in the list"),
    ("item", {"item": "other: "}, "is not in the list"),
    ("item", {"item": ""}, "is missing"),
    ("low", {"low": -1, "high": 5}, "-1.0 is no amount"),
    ("low", {"low": "many"}, "'many' is no number"),
    ("low", {"low": True}, "True is no number"),
    ("low", {"low": "1,500"}, "'1,500' is no number"),
    ("low", {"low": "1_500"}, "'1_500' is no number"),
    ("low", {"low": "nan"}, "'nan' is no number"),
    ("low", {"low": 10**400}, "is no number that can be kept"),
    ("high", {"high": float("inf")}, "inf is no amount"),
    ("hedge", {"hedge": "roughly"}, "'roughly' is not allowed"),
    ("hedge", {"hedge": "exact"}, "exact with low 4000000.0 and high 6000000.0"),
    ("hedge", {"hedge": "none"}, "none with low"),
    ("hedge", {"low": 7, "high": 6}, "range with low 7.0 and high 6.0"),
    ("unit", {"unit": ""}, "a figure without a unit"),
    ("measure", {"measure": "total"}, "'total' is not allowed"),
    ("per", {"per": "month"}, "'month' with measure cumulative"),
    ("direction", {"direction": "up"}, "with measure cumulative"),
    ("direction", {"direction": "sideways"}, "'sideways' is not allowed"),
    ("outcome", {"outcome": "killed"}, "kind transfer with outcome killed"),
    ("outcome", {"outcome": "hurt"}, "'hurt' is not allowed"),
    ("stage", {"stage": "delivered"}, "'delivered' is not allowed"),
    ("stage", {"stage": None}, "None is not allowed"),
    ("polarity", {"polarity": "no"}, "'no' is not allowed"),
    ("certainty", {"certainty": "sure"}, "'sure' is not allowed"),
    ("basis", {"basis": "guessed"}, "'guessed' is not allowed"),
    ("time", {"time": "October 2024"}, "'October 2024' is no EDTF date"),
    ("place", {"place": 7}, "7 is no text"),
    ("place", {"place": "\ud800"}, "holds half a character"),
    ("sources", {"sources": "NIS"}, "'NIS' is no list"),
    ("sources", {"sources": ["NIS"]}, "'NIS' is no source"),
    ("name", {"sources": [{"kind": "media"}]}, "is missing"),
    ("kind", {"sources": [{"name": "NIS", "kind": "spies"}]}, "'spies' is not allowed"),
    ("also_said_by", {"also_said_by": {"name": "NIS"}}, "is no list"),
    ("in_return", {"in_return": "yes"}, "'yes' is not allowed"),
]


@pytest.mark.parametrize(("field", "change", "reason"), REFUSED)
def test_a_refusal_names_the_field_and_the_reason(field: str, change: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidClaim) as refusal:
        parse_claim({**SHELLS, **change})
    assert refusal.value.place == field
    assert reason in refusal.value.reason


@pytest.mark.parametrize("field", ["kind", "item", "stage"])
def test_what_must_be_there_is_missed_by_name(field: str) -> None:
    with pytest.raises(InvalidClaim) as refusal:
        parse_claim({name: value for name, value in SHELLS.items() if name != field})
    assert refusal.value.place == field


@pytest.mark.parametrize("field", ["place", "per"])
def test_an_empty_text_is_no_value(field: str) -> None:
    """None has one stated meaning, and an empty text would be a second one."""
    with pytest.raises(InvalidClaim) as refusal:
        Claim(kind=Kind.TRANSFER, actor="KP", counterpart="RU", item="oil", **{field: ""})  # type: ignore[arg-type]
    assert refusal.value.place == field


def test_words_may_be_given_as_plain_text_and_are_checked_all_the_same() -> None:
    claim = Claim(kind="loss", actor="KP", counterpart="RU", item="troops", outcome="killed", stage="done")  # type: ignore[arg-type]
    assert (claim.kind, claim.outcome, claim.stage) == (Kind.LOSS, Outcome.KILLED, Stage.DONE)
    assert claim.kind is Kind.LOSS
    with pytest.raises(InvalidClaim, match=r"kind: 'gift' is not allowed\. One of transfer"):
        Claim(kind="gift", actor="KP", counterpart="RU", item="oil")  # type: ignore[arg-type]


def test_a_refusal_says_what_is_allowed() -> None:
    with pytest.raises(InvalidClaim, match="One of possible, planned, agreed, underway, done"):
        parse_claim({**SHELLS, "stage": "delivered"})


def test_a_loss_has_an_outcome_and_nothing_else_has() -> None:
    assert parse_claim(LOSSES).outcome is Outcome.KILLED
    with pytest.raises(InvalidClaim, match="A loss has one, others none"):
        parse_claim({**LOSSES, "outcome": None})


@pytest.mark.parametrize(
    ("hedge", "low", "high", "fits"),
    [
        ("exact", 1_500, 1_500, True),
        ("exact", 1_500, None, False),
        ("exact", None, None, False),
        ("about", 1_500, 1_500, True),
        ("about", 1_400, 1_600, False),
        ("at_least", 1_500, None, True),
        ("at_least", None, 1_500, False),
        ("at_least", 1_500, 1_500, False),
        ("at_most", None, 500, True),
        ("at_most", 500, 500, False),
        ("at_most", None, None, False),
        ("range", 1_000, 3_000, True),
        ("range", 3_000, 1_000, False),
        ("range", 1_000, None, False),
        ("vague", 2_000, 9_999, True),
        ("vague", None, 9_999, False),
        ("none", None, None, True),
        ("none", None, 1, False),
        ("none", 1, None, False),
    ],
)
def test_the_hedge_table(hedge: str, low: float | None, high: float | None, fits: bool) -> None:
    fields = {**SHELLS, "hedge": hedge, "low": low, "high": high}
    if fits:
        assert parse_claim(fields).hedge is Hedge(hedge)
    else:
        with pytest.raises(InvalidClaim) as refusal:
            parse_claim(fields)
        assert refusal.value.place == "hedge"


def test_a_rate_has_its_time_and_a_factor_its_direction() -> None:
    pay = parse_claim({**SHELLS, "item": "payment", "unit": "USD", "measure": "rate", "per": "person-month"})
    fall = parse_claim({**SHELLS, "unit": "percent", "measure": "factor", "direction": "down"})
    assert (pay.per, str(fall.direction)) == ("person-month", "down")


def test_what_a_text_may_leave_out_has_the_codebooks_default() -> None:
    claim = parse_claim({"kind": "act", "actor": "RU", "counterpart": "KP", "item": "veto", "stage": "done"})
    assert claim_fields(claim) == {
        "kind": "act",
        "actor": "RU",
        "counterpart": "KP",
        "item": "veto",
        "low": None,
        "high": None,
        "hedge": "none",
        "unit": "",
        "measure": "none",
        "stage": "done",
        "polarity": "affirmed",
        "certainty": "asserted",
        "time": None,
        "place": None,
        "basis": "reported",
        "sources": [],
        "also_said_by": [],
        "in_return": False,
    }


def test_numbers_may_be_written_in_a_cell() -> None:
    claim = parse_claim({**SHELLS, "low": "4e6", "high": " 6000000.0 "})
    assert (claim.low, claim.high) == (4_000_000, 6_000_000)


def test_a_claim_knows_its_family_and_whether_it_has_a_figure() -> None:
    claim = parse_claim(SHELLS)
    assert (claim.family, claim.has_figure) == ("munition", True)
    assert parse_claim({**SHELLS, "item": "other:launchers"}).family == "other"
    assert not parse_claim({**SHELLS, "low": None, "high": None, "hedge": "none"}).has_figure


def test_the_origin_stands_last_in_the_chain() -> None:
    assert parse_claim(SHELLS).origin_source == Source(name="OSC", kind=SourceKind.THINK_TANK)
    assert parse_claim({**SHELLS, "sources": []}).origin_source is None


def test_the_name_of_a_source_is_one_line() -> None:
    """A name read across a line end is the same name."""
    assert Source(name="National\n  Intelligence Service ", kind=SourceKind.INTELLIGENCE).name == (
        "National Intelligence Service"
    )
    with pytest.raises(InvalidClaim, match="a source has no name"):
        Source(name=" \n", kind=SourceKind.MEDIA)


def test_the_stages_are_a_ladder() -> None:
    assert [stage.rank for stage in Stage] == [0, 1, 2, 3, 4]
