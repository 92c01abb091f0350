"""A pack that cannot be used: the refusal names the file, the row and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from tumen.codebook.source import SourceKind
from tumen.errors import InvalidPack
from tumen.packs import parse_pack

HEAD = "id: shells\ntitle: Shells\n"

REFUSED = [
    ({}, "pack.yaml", "has no id"),
    ({"pack.yaml": ""}, "pack.yaml", "holds no mapping"),
    ({"pack.yaml": "- id: x"}, "pack.yaml", "holds no mapping"),
    ({"pack.yaml": "id: x"}, "pack.yaml", "has no title"),
    ({"pack.yaml": HEAD + "begins: long ago"}, "pack.yaml", "begins is no day: 'long ago'"),
    ({"pack.yaml": "id: ["}, "pack.yaml", "is no YAML"),
    ({"pack.yaml": "[" * 5_000}, "pack.yaml", "is no YAML"),
    ({"pack.yaml": HEAD, "actors.yaml": "states: 7"}, "actors.yaml, states", "is no list"),
    ({"pack.yaml": HEAD, "actors.yaml": "states: [7]"}, "actors.yaml, states, row 1", "7 is no mapping"),
    (
        {"pack.yaml": HEAD, "actors.yaml": "states:\n- {iso: KP, name: DPRK}\n- {name: Russia}"},
        "actors.yaml, states, row 2",
        "lacks 'iso'",
    ),
    (
        {"pack.yaml": HEAD, "actors.yaml": "states:\n- {iso: KP, name: DPRK, metonym: Pyongyang}"},
        "actors.yaml, states, row 1",
        "metonym is no mapping",
    ),
    (
        {"pack.yaml": HEAD, "actors.yaml": "states:\n- {iso: KP, name: DPRK, en: Pyongyang}"},
        "actors.yaml, states, row 1",
        "en is no list",
    ),
    (
        {"pack.yaml": HEAD, "actors.yaml": "bodies:\n- {id: nis, name: NIS, kind: spies}"},
        "actors.yaml, bodies, row 1",
        "'spies' is not a valid",
    ),
    ({"pack.yaml": HEAD, "sources.yaml": "sources: [tass]"}, "sources.yaml, sources, row 1", "'tass' is no mapping"),
    (
        {"pack.yaml": HEAD, "sources.yaml": "sources: []\norigins:\n- {id: tass, kind: media}"},
        "sources.yaml, origins, row 1",
        "lacks 'name'",
    ),
    (
        {"pack.yaml": HEAD, "items.yaml": "items:\n- {item: shell, label: a, plural: b, unit: round}"},
        "items.yaml, items, row 1",
        "'shell' is not in the codebook's list",
    ),
    (
        {
            "pack.yaml": HEAD,
            "items.yaml": "conversions:\n"
            "- {from: container, to: round, factor_low: many, author: A, date: 2024-01-01, derived: true}",
        },
        "items.yaml, conversions, row 1",
        "factor_low is no number: 'many'",
    ),
    ({"pack.yaml": HEAD, "rates.yaml": "rates:\n- {2024: 92}"}, "rates.yaml, rates, row 1", "lacks 'currency'"),
    (
        {"pack.yaml": HEAD, "rates.yaml": "rates:\n- {currency: RUB, 2024: much}"},
        "rates.yaml, rates, row 1",
        "could not convert",
    ),
    (
        {"pack.yaml": HEAD, "rules.yaml": "rules:\n- {id: r1, paraphrase: No oil., valid_from: 2017}"},
        "rules.yaml, rules, row 1",
        "valid_from is no day: 2017",
    ),
    (
        {"pack.yaml": HEAD, "rules.yaml": "rules:\n- {id: r1, paraphrase: No oil., limit: {value: lots}}"},
        "rules.yaml, rules, row 1",
        "value is no number: 'lots'",
    ),
]


@pytest.mark.parametrize(("files", "place", "reason"), REFUSED)
def test_a_refusal_names_file_row_and_reason(files: dict[str, str], place: str, reason: str) -> None:
    with pytest.raises(InvalidPack) as refusal:
        parse_pack(files)
    assert refusal.value.place == place
    assert reason in refusal.value.reason


def test_only_the_head_must_be_there() -> None:
    pack = parse_pack({"pack.yaml": HEAD})
    assert (pack.id, pack.title, pack.states, pack.claims_csv, pack.begins) == ("shells", "Shells", (), "", None)


def test_an_outlet_that_has_a_body_joins_it() -> None:
    """So that its name in a text leads to the body, and its domain too."""
    actors = "bodies:\n- {id: nis, name: NIS, kind: intelligence, aliases: [spy agency]}\n"
    sources = (
        "sources:\n- {id: site, name: National Intelligence Service, kind: intelligence, body: nis, domain: [a.kr]}\n"
        "- {id: yonhap, name: Yonhap, kind: media}\n- {id: yonhap-tv, name: Yonhap TV, kind: media, part_of: yonhap}\n"
    )
    nis, yonhap = parse_pack({"pack.yaml": HEAD, "actors.yaml": actors, "sources.yaml": sources}).bodies
    assert (nis.id, nis.kind, nis.domains) == ("nis", SourceKind.INTELLIGENCE, ("a.kr",))
    assert nis.aliases == ("spy agency", "National Intelligence Service")
    assert (yonhap.id, yonhap.aliases) == ("yonhap", ("Yonhap TV",))


def test_a_rule_keeps_its_limit_and_its_days() -> None:
    rules = (
        "rules:\n- {id: '2397-5', resolution: '2397', paragraph: 5, paraphrase: Cap on refined oil., items: [oil],\n"
        "   limit: {value: 500000, unit: barrel, period: year}, valid_from: 2018-01-01, verified: {level: text}}\n"
        "- {id: ban, paraphrase: A ban., limit: null}\n"
    )
    cap, ban = parse_pack({"pack.yaml": HEAD, "rules.yaml": rules}).provisions
    assert (cap.instrument, cap.paragraph, cap.limit, cap.unit, cap.per) == ("2397", "5", 500_000, "barrel", "year")
    assert (cap.begins, cap.ends, cap.verified) == (date(2018, 1, 1), None, "text")
    assert (ban.instrument, ban.limit, ban.verified) == ("ban", None, "no")
