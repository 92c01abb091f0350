"""Real series in which several sources name a value that later became known. The data stay outside the repository.

`polls`: the raw polls of FiveThirtyEight's pollster ratings (github: fivethirtyeight/data, folder pollster-ratings),
read as shares of the first of two candidates; the result is the truth. Races before 2016 are gold.

`cities`: what Wikipedia's editors wrote as population of cities (Pasternack and Roth 2010), with census values
(github: daz45/population---truth-discovery, folder data/population).
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

from bench.reconciliation.rows import ClaimRow, OriginRow, Truth, World

# ISO 3166 codes that are left to private use: as sides of made-up flows they can be nobody's.
_CODES = [
    "AA",
    *(f"Q{letter}" for letter in "MNOPQRSTUVWXYZ"),
    *(f"X{letter}" for letter in map(chr, range(65, 91))),
    "ZZ",
]
_FEWEST_POLLS = 3
_FIRST_SCORED_YEAR = 2016


def side_pairs(names: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return a pair of made-up sides for each name, in the order of the names."""
    return dict(zip(names, permutations(_CODES, 2), strict=False))


def _day(text: str) -> date:
    month, day, year = (int(part) for part in text.split("/"))
    return date(year + 2000 if year < 100 else year, month, day)


def _poll_row(number: int, poll: dict[str, str], sides: tuple[str, str]) -> ClaimRow:
    first, second = float(poll["cand1_pct"]), float(poll["cand2_pct"])
    share = round(100.0 * first / (first + second), 2)
    # A poll is public once it is taken; ties of days do not matter here.
    taken = _day(poll["polldate"]).isoformat()
    name = poll["pollster"].replace("<", " ").replace("(", " ").replace(")", " ").strip()
    return ClaimRow(
        id=f"poll-{number:05d}",
        published=taken,
        publisher=name,
        paraphrase=f"{share} % of two",
        kind="share",
        actor=sides[0],
        counterpart=sides[1],
        item="other:votes",
        low=share,
        high=share,
        hedge="exact",
        unit="percent",
        measure="share",
        time=taken,
        sources=f"{name} (company)",
    )


def load_polls(path: Path) -> World:
    """Return the polls of general elections with at least three, each race a flow of its own."""
    with path.open(encoding="utf-8", newline="") as text:
        polls = [poll for poll in csv.DictReader(text) if poll["cand1_pct"] and poll["cand2_pct"]]
    # Primaries have many candidates: the share of two of them says little.
    polls = [poll for poll in polls if poll["type_simple"].endswith("-G")]
    races: dict[str, list[dict[str, str]]] = defaultdict(list)
    for poll in polls:
        races[poll["race"]].append(poll)
    kept = {race: told for race, told in sorted(races.items()) if len(told) >= _FEWEST_POLLS and _two_party(told[0])}
    sides = side_pairs(list(kept))
    rows: list[ClaimRow] = []
    truths: list[Truth] = []
    for race, told in kept.items():
        rows.extend(_poll_row(len(rows) + i, poll, sides[race]) for i, poll in enumerate(told))
        held = _day(told[0]["electiondate"])
        flow = f"{sides[race][0]}>{sides[race][1]}:other:votes/share/percent/done"
        gold = held.year < _FIRST_SCORED_YEAR
        truths.append(Truth(flow=flow, as_of=held, known_at=held, value=_two_party(told[0]), gold=gold))
    names = sorted({row.publisher for row in rows})
    origins = tuple(OriginRow(name=name, kind="company", state="", interest="neutral") for name in names)
    rows.sort(key=lambda row: (row.published, row.id))
    return World(name="polls", rows=tuple(rows), origins=origins, truths=tuple(truths))


def _two_party(poll: dict[str, str]) -> float:
    """Return the first candidate's part of the two candidates' votes in percent; 0 where the result is not known."""
    if not poll["cand1_actual"] or not poll["cand2_actual"]:
        return 0.0
    first, second = float(poll["cand1_actual"]), float(poll["cand2_actual"])
    return 100.0 * first / (first + second) if first > 0.0 and second > 0.0 else 0.0


def read_cities(folder: Path) -> tuple[list[tuple[str, str, float]], dict[str, float]]:
    """Return the editors' claims as (city and year, editor, population), and the census values by city and year."""
    claims = []
    for line in (folder / "population-new-new.txt").read_text(encoding="latin-1").strip().split("\n"):
        city, editor, population, _year = line.split("\t")
        claims.append((city, editor, float(population)))
    census = {}
    for line in (folder / "population-gd.txt").read_text(encoding="latin-1").strip().split("\n"):
        city, state, year, population = line.split(", ")
        census[f"{city}, {state}_{year}"] = float(population)
    return claims, census


def load_cities(folder: Path) -> World:
    """Return the editors' populations of cities; every fifth and second fifth city with a census value is gold."""
    claims, census = read_cities(folder)
    usable = [(city, editor, value) for city, editor, value in claims if value >= 1.0]
    names = sorted({city for city, _, _ in usable})
    sides = side_pairs(names)
    rows = [
        _city_row(number, city, editor, value, sides[city])
        for number, (city, editor, value) in enumerate(usable)
        if city in sides
    ]
    truths = []
    for number, city in enumerate(sorted(set(names) & set(census))):
        end = date(int(city.rsplit("_", 1)[1]), 12, 31)
        flow = f"{sides[city][0]}>{sides[city][1]}:other:inhabitants/stock/person/done"
        gold = number % 5 < 2
        truths.append(Truth(flow=flow, as_of=end, known_at=date(2010, 1, 1), value=census[city], gold=gold))
    editors = sorted({row.publisher for row in rows})
    origins = tuple(OriginRow(name=name, kind="person", state="", interest="neutral") for name in editors)
    return World(name="cities", rows=tuple(rows), origins=origins, truths=tuple(truths))


def _city_row(number: int, city: str, editor: str, value: float, sides: tuple[str, str]) -> ClaimRow:
    year = city.rsplit("_", 1)[1]
    name = editor.replace("<", " ").replace("(", " ").replace(")", " ").strip()
    return ClaimRow(
        id=f"city-{number:05d}",
        published=f"{year}-12-31",
        publisher=name,
        paraphrase=f"{value:g} inhabitants",
        kind="presence",
        actor=sides[0],
        counterpart=sides[1],
        item="other:inhabitants",
        low=value,
        high=value,
        hedge="exact",
        unit="person",
        measure="stock",
        stage="underway",
        time=year,
        sources=f"{name} (person)",
    )


SERIES: dict[str, Callable[[Path], World]] = {"polls": load_polls, "cities": load_cities}


def load(name: str, path: Path | None) -> World | None:
    """Return the world of a real series, or None where its files are not at the path."""
    if path is None or not path.exists():
        return None
    return SERIES[name](path)
