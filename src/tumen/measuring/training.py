"""Training the extractor's small models from coded documents.

Everything is learned from documents whose candidates were aligned with their coding; features are those that the extractor
itself works out. The result is a `Models`, and the files that ship.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.quantity import Measure
from tumen.errors import InvalidDate
from tumen.extracting.assemble import NO_VALUE
from tumen.extracting.counted import item_features, item_options
from tumen.extracting.deciding import CARRIED, NO_CLAIM
from tumen.extracting.model import Models
from tumen.extracting.qualifiers import QUALIFIERS, qualifier_features
from tumen.extracting.roles import Carried, Sides, side_features, side_options
from tumen.extracting.timing import TimeOption, time_features, time_options
from tumen.measuring.aligning import Aligned, Example
from tumen.measuring.fitting import Features, fit_classifier, fit_ranker
from tumen.measuring.gold import GoldClaim
from tumen.measuring.score import same_time

Ranked = tuple[list[list[Features]], list[list[int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How strongly each model may lean on its features (inverse of the L2 penalty), and from which chance a claim is one."""

    claim: float = 0.15
    item: float = 0.5
    sides: float = 0.3
    qualifier: float = 0.15
    time: float = 0.5
    with_figure: float = 0.5
    without_figure: float = 0.5


@dataclass(slots=True)
class Lessons:
    """What is learned from: labelled rows for the classifiers, options with the right ones marked for the rankers."""

    claim: tuple[list[Features], list[str]] = field(default_factory=lambda: ([], []))
    qualifiers: dict[str, tuple[list[Features], list[str]]] = field(
        default_factory=lambda: {name: ([], []) for name in QUALIFIERS}
    )
    item: Ranked = field(default_factory=lambda: ([], []))
    sides: Ranked = field(default_factory=lambda: ([], []))
    time: Ranked = field(default_factory=lambda: ([], []))


def lessons_of(aligned: Iterable[Aligned]) -> Lessons:
    """Return what the documents teach."""
    lessons = Lessons()
    for document in aligned:
        history: list[GoldClaim] = []
        for example in document.examples:
            if not example.free:
                label = str(example.gold["kind"]) if example.gold else NO_CLAIM
                lessons.claim[0].append(example.context.base)
                lessons.claim[1].append(label)
            if example.gold is not None:
                _learn_claim(lessons, example, example.gold, carried_from(history))
                history.append(example.gold)
    return lessons


def carried_from(history: Sequence[GoldClaim]) -> Carried:
    """Return what coded claims hand on to the next, nearest first."""
    last = list(reversed(history[-CARRIED:]))
    return Carried(
        sides=tuple(gold_sides(claim) for claim in last),
        items=tuple(str(claim["item"]) for claim in last),
        times=tuple(_edtf(claim) for claim in last),
    )


def _edtf(claim: GoldClaim) -> Edtf | None:
    text = claim.get("time")
    try:
        return Edtf.parse(str(text)) if text else None
    except InvalidDate:
        return None


def gold_sides(claim: GoldClaim) -> Sides:
    """Return a coded claim's sides, in the order in which the extractor gives those of a symmetric kind."""
    actor, other = claim.get("actor"), claim.get("counterpart")
    first, second = (str(code) if code else None for code in (actor, other))
    if Kind(str(claim["kind"])) in SYMMETRIC_KINDS and first and second and second < first:
        return second, first
    return first, second


def _learn_claim(lessons: Lessons, example: Example, gold: GoldClaim, carried: Carried) -> None:
    context, kind, item = example.context, Kind(str(gold["kind"])), str(gold["item"])
    items = item_options(context, carried)
    right = [i for i, option in enumerate(items) if option == item]
    if not right and item.startswith("other:"):
        right = [i for i, option in enumerate(items) if option.startswith("other:")]
    if right:
        lessons.item[0].append(list(item_features(context, kind, items, carried)))
        lessons.item[1].append(right)
    pairs = side_options(context, kind)
    wanted = {gold_sides(claim) for claim in example.golds if claim["kind"] == gold["kind"]}
    fitting = [i for i, pair in enumerate(pairs) if pair in wanted]
    if fitting:
        lessons.sides[0].append(list(side_features(context, kind, item, pairs, carried)))
        lessons.sides[1].append(fitting)
    features = qualifier_features(context, kind, item)
    values = {name: qualifier_value(gold, name) for name in QUALIFIERS}
    for name, value in values.items():
        if applies(name, gold):
            lessons.qualifiers[name][0].append(features)
            lessons.qualifiers[name][1].append(value)
    times = time_options(context)
    fit = right_times(times, gold)
    if fit:
        lessons.time[0].append(list(time_features(context, kind, times, values, carried.times)))
        lessons.time[1].append(fit)


def right_times(options: Sequence[TimeOption], gold: GoldClaim) -> list[int]:
    """Return the places of the options that give the coded time: to the letter, else as the scorer compares them."""
    told = gold.get("time")
    exact = [i for i, option in enumerate(options) if (option.edtf.text if option.edtf else None) == told]
    if exact:
        return exact
    return [
        i for i, option in enumerate(options) if same_time(gold, {"time": option.edtf.text if option.edtf else None})
    ]


def qualifier_value(gold: GoldClaim, name: str) -> str:
    """Return the label that a coded claim gives a qualifier."""
    if name == "in_return":
        return str(bool(gold.get(name)))
    return str(gold.get(name) or ("reported" if name == "basis" else NO_VALUE))


def applies(name: str, gold: GoldClaim) -> bool:
    """Tell whether the qualifier is asked of such a claim."""
    if name == "outcome":
        return gold["kind"] == Kind.LOSS
    if name == "measure":
        return gold.get("measure") != Measure.NONE
    if name == "direction":
        return gold.get("measure") in (Measure.FACTOR, Measure.SHARE)
    return True


def train(aligned: Sequence[Aligned], settings: Settings | None = None) -> Models:
    """Return the models learned from the documents."""
    settings = settings or Settings()
    lessons = lessons_of(aligned)
    classifiers = {"claim": fit_classifier(*lessons.claim, strength=settings.claim)}
    for name, (rows, labels) in lessons.qualifiers.items():
        classifiers[name] = fit_classifier(rows, labels, strength=settings.qualifier)
    return Models(
        classifiers=classifiers,
        rankers={
            "item": fit_ranker(*lessons.item, strength=settings.item),
            "sides": fit_ranker(*lessons.sides, strength=settings.sides),
            "time": fit_ranker(*lessons.time, strength=settings.time),
        },
        thresholds={
            "claim with figure": settings.with_figure,
            "claim without figure": settings.without_figure,
        },
    )


_SPARE: Final = (",", ":")


def model_files(models: Models) -> dict[str, str]:
    """Return the files that ship: name without ending, and JSON text with one feature a line."""
    files: dict[str, str] = {}
    for name, classifier in models.classifiers.items():
        head = f'{{"classes":{json.dumps(classifier.classes)},"bias":{json.dumps(classifier.bias)},"weights":{{\n'
        files[name] = head + _lines(classifier.weights.items()) + "\n}}\n"
    for name, ranker in models.rankers.items():
        files[name] = '{"weights":{\n' + _lines(ranker.weights.items()) + "\n}}\n"
    files["thresholds"] = json.dumps(
        {
            "thresholds": dict(models.thresholds),
            "calibrations": {
                name: {"edges": table.edges, "shares": table.shares} for name, table in models.calibrations.items()
            },
        },
        indent=1,
    )
    return files


def _lines(weights: Iterable[tuple[str, object]]) -> str:
    return ",\n".join(
        f"{json.dumps(name)}:{json.dumps(row, separators=_SPARE)}"
        for name, row in sorted(weights, key=lambda pair: pair[0])
    )
