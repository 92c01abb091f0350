"""Figures of extracted claims against coded ones: found, figure, directed, whole, each field, and the errors by field.

The same logic as the scorer that comes with the coded corpus: a predicted claim is found where its evidence overlaps
that of a coded one and kind, actor and item family agree; pairs are one to one, the most agreeing first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tumen.codebook.item import family_of
from tumen.codebook.quantity import same_unit_family

Fields = Mapping[str, object]
SYMMETRIC: Final = frozenset({"trade", "agreement", "project"})
LONGEST_QUOTE: Final = 400
OPEN: Final = 10**6
LEVELS: Final = ("found", "figure", "directed", "whole")
_STATE_WORDS: Final = {
    word: state
    for state, words in {
        "russia": "moscow kremlin russian russians",
        "korea": "pyongyang seoul korean koreans",
        "ukraine": "kyiv kiev ukrainian ukrainians",
        "america": "washington us american americans",
        "iran": "tehran iranian iranians",
        "china": "beijing chinese",
        "britain": "london uk british",
    }.items()
    for word in words.split()
}
_STOP: Final = frozenset(
    [
        "the",
        "of",
        "a",
        "an",
        "and",
        "s",
        "for",
        "in",
        "to",
        "south",
        "north",
        "national",
        "ministry",
        "officials",
        "official",
    ]
)


def plain(text: str) -> str:
    """Return the text without Markdown emphasis and with white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"\*+|`+|(?<!\w)_+|_+(?!\w)", "", text)).strip()


def places(text: str, claim: Fields) -> list[tuple[int, int]]:
    """Return where the claim's passages stand in a plain text; a quote over 400 characters locates nothing."""
    found: list[tuple[int, int]] = []
    also = claim.get("also")
    for quote in [claim.get("quote") or "", *(also if isinstance(also, list) else [])]:
        words = plain(str(quote))
        start = text.find(words) if 0 < len(words) <= LONGEST_QUOTE else -1
        while start >= 0:
            found.append((start, start + len(words)))
            start = text.find(words, start + 1)
    return found


def has_figure(claim: Fields) -> bool:
    """Tell whether the claim carries a number."""
    return claim.get("low") is not None or claim.get("high") is not None


def near(first: object, second: object) -> bool:
    """Tell whether two amounts agree to within 1 %."""
    if first is None or second is None:
        return first is None and second is None
    a, b = float(str(first)), float(str(second))
    return abs(a - b) <= 0.01 * max(abs(a), abs(b), 1e-9)


def same_figure(gold: Fields, given: Fields) -> bool:
    """Tell whether low, high and the unit's family agree."""
    units = same_unit_family(_text(gold, "unit"), _text(given, "unit")) or not has_figure(gold)
    return near(gold.get("low"), given.get("low")) and near(gold.get("high"), given.get("high")) and units


def same_item(gold: Fields, given: Fields) -> bool:
    """Tell whether the items agree; all items outside the list count as one, since their words are free."""
    return gold.get("item") == given.get("item") or _family(gold) == _family(given) == "other"


def same_sides(gold: Fields, given: Fields) -> bool:
    """Tell whether actor and counterpart agree; in either order for a symmetric kind."""
    wanted, got = ([claim.get("actor"), claim.get("counterpart")] for claim in (gold, given))
    return wanted == got or (gold.get("kind") in SYMMETRIC and set(wanted) == set(got))


def same_source(gold: Fields, given: Fields) -> bool:
    """Tell whether the origins, the last links of the chains, share a name."""
    wanted, got = _sources(gold), _sources(given)
    if not wanted or not got:
        return not wanted and not got
    shared = _name_words(wanted[-1].get("name", "")) & _name_words(got[-1].get("name", ""))
    return bool(shared) or (wanted[-1].get("kind") == got[-1].get("kind") == "official_anonymous")


def same_time(gold: Fields, given: Fields) -> bool:
    """Tell whether two times are within a month of one another and of like length."""
    wanted, got = _months(gold.get("time")), _months(given.get("time"))
    if wanted is None or got is None:
        return wanted is None and got is None
    if OPEN in (wanted[1], got[1]):
        return abs(wanted[0] - got[0]) <= 1
    close = wanted[0] - 1 <= got[1] and got[0] <= wanted[1] + 1
    return close and got[1] - got[0] <= 2 * (wanted[1] - wanted[0]) + 12


def _equal(name: str, default: object = None) -> Callable[[Fields, Fields], bool]:
    return lambda gold, given: (gold.get(name) or default) == (given.get(name) or default)


TESTS: Final[dict[str, Callable[[Fields, Fields], bool]]] = {
    "item": same_item,
    "sides": same_sides,
    "figure": same_figure,
    "hedge": _equal("hedge"),
    "measure": _equal("measure"),
    "stage": _equal("stage"),
    "polarity": _equal("polarity"),
    "certainty": _equal("certainty"),
    "basis": _equal("basis", "reported"),
    "source": same_source,
    "time": same_time,
    "in_return": lambda gold, given: bool(gold.get("in_return")) == bool(given.get("in_return")),
    "outcome": _equal("outcome"),
}
DIRECTED: Final = ("item", "sides", "stage", "polarity", "outcome")


def _text(claim: Fields, name: str) -> str | None:
    value = claim.get(name)
    return None if value is None else str(value)


def _family(claim: Fields) -> str:
    return family_of(_text(claim, "item") or "")


def _sources(claim: Fields) -> list[dict[str, str]]:
    value = claim.get("sources")
    return value if isinstance(value, list) else []


def _name_words(name: str) -> set[str]:
    name = re.sub(r"[’']s\b", "", name or "")
    words = {_STATE_WORDS.get(word.lower(), word.lower()) for word in re.findall(r"\w+", name)} - _STOP
    capitals = "".join(word[0] for word in re.findall(r"\b[A-Z]\w+", name)).lower()
    return words | ({capitals} if len(capitals) > 2 else set())


def _months(edtf: object) -> tuple[int, int] | None:
    """First and last month of a time as running numbers; far off where it is open."""
    if not edtf:
        return None
    ends = [_month_range(end.strip("~?%")) for end in str(edtf).split("/")]
    first = ends[0][0] if ends[0] else -OPEN
    last = ends[-1][1] if ends[-1] else OPEN
    return first, last


def _month_range(text: str) -> tuple[int, int] | None:
    match = re.match(r"(\d{4})(?:-(\d{2}))?", text)
    if not match:
        return None
    year, month = int(match[1]) * 12, int(match[2]) if match[2] else None
    if month is None:
        return year + 1, year + 12
    if month > 12:
        first = {21: 3, 22: 6, 23: 9, 24: 12}.get(month, 1)
        return year + first, year + first + 2
    return year + month, year + month


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Precision, recall and F1 of one level, with the counts behind them."""

    hit: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted claims that are right."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the coded claims that were met."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """Counts over documents: levels, fields among found pairs, and confusions by field."""

    counts: dict[str, list[int]] = field(default_factory=lambda: {level: [0, 0, 0] for level in LEVELS})
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in TESTS})
    confusions: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    not_in_text: int = 0

    def level(self, name: str) -> Figure:
        """Return the figures of a level: found, figure, directed or whole."""
        hit, predicted, gold = self.counts[name]
        return Figure(hit=hit, predicted=predicted, gold=gold)

    def share(self, name: str) -> float | None:
        """Return the share of found pairs in which the field agrees; None where there are none."""
        right, total = self.fields[name]
        return right / total if total else None

    def add(self, level: str, hit: int, predicted: int, gold: int) -> None:
        """Add a document's counts to a level."""
        for place, number in enumerate((hit, predicted, gold)):
            self.counts[level][place] += number


def pairs_of(text: str, golds: Sequence[Fields], given: Sequence[Fields]) -> list[tuple[int, int]]:
    """Return the best one-to-one pairs of coded and predicted claims, as indices."""
    gold_places, given_places = [places(text, claim) for claim in golds], [places(text, claim) for claim in given]
    rows: list[tuple[int, int, int]] = []
    for i, gold in enumerate(golds):
        for j, claim in enumerate(given):
            if _may_pair(gold, claim) and _overlap(gold_places[i], given_places[j]):
                score = sum(test(gold, claim) for test in TESTS.values())
                rows.append((score + 3 * same_figure(gold, claim) + 2 * (gold["item"] == claim["item"]), -i, -j))
    taken_gold: set[int] = set()
    taken_given: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(rows, reverse=True):
        if -i not in taken_gold and -j not in taken_given:
            taken_gold.add(-i)
            taken_given.add(-j)
            pairs.append((-i, -j))
    return pairs


def _may_pair(gold: Fields, claim: Fields) -> bool:
    if gold.get("kind") != claim.get("kind") or _family(gold) != _family(claim):
        return False
    if gold.get("kind") in SYMMETRIC:
        return claim.get("actor") in (gold.get("actor"), gold.get("counterpart"))
    return gold.get("actor") == claim.get("actor")


def _overlap(first: Iterable[tuple[int, int]], second: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other < end for start, end in first for other, other_end in second)


def score_document(score: Score, raw: str, golds: Sequence[Fields], given: Sequence[Fields]) -> list[tuple[int, int]]:
    """Add one document to the score; returns the pairs. A claim marked optional costs nothing either way."""
    text = plain(raw)
    score.not_in_text += sum(not places(text, claim) for claim in given)
    pairs = pairs_of(text, golds, given)
    free_gold = {i for i, gold in enumerate(golds) if gold.get("optional")}
    free_given = {j for i, j in pairs if i in free_gold}
    counted = [(i, j) for i, j in pairs if i not in free_gold]
    directed = [(i, j) for i, j in counted if all(TESTS[name](golds[i], given[j]) for name in DIRECTED)]
    whole = [(i, j) for i, j in directed if same_figure(golds[i], given[j]) and same_source(golds[i], given[j])]
    predicted, gold_count = len(given) - len(free_given), len(golds) - len(free_gold)
    for level, hits in (("found", counted), ("directed", directed), ("whole", whole)):
        score.add(level, len(hits), predicted, gold_count)
    score.add(
        "figure",
        sum(has_figure(golds[i]) and same_figure(golds[i], given[j]) for i, j in counted),
        sum(has_figure(claim) for j, claim in enumerate(given) if j not in free_given),
        sum(has_figure(gold) for i, gold in enumerate(golds) if i not in free_gold),
    )
    for i, j in counted:
        _count_fields(score, golds[i], given[j])
    return pairs


def _count_fields(score: Score, gold: Fields, claim: Fields) -> None:
    for name, test in TESTS.items():
        right = test(gold, claim)
        score.fields[name][0] += right
        score.fields[name][1] += 1
        if not right:
            score.confusions[name, shown(gold, name), shown(claim, name)] += 1


def shown(claim: Fields, name: str) -> str:
    """Return a field's value as the table of errors shows it."""
    if name == "sides":
        return f"{claim.get('actor')}>{claim.get('counterpart')}"
    if name == "figure":
        return "with a figure" if has_figure(claim) else "without"
    if name == "source":
        return str(_sources(claim)[-1].get("kind")) if _sources(claim) else "the document"
    if name == "time":
        return "told" if claim.get("time") else "none"
    return str(claim.get(name))
