"""Training the extractor's small models from coded documents.

Everything is learned from documents whose candidates were aligned with their coding; features are those that the
extractor itself works out. The result is a `Models`, and the files that ship.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.quantity import Measure
from tumen.errors import InvalidDate
from tumen.extracting.assemble import NO_VALUE
from tumen.extracting.attribution import Attribution, Attributions, attribute
from tumen.extracting.counted import item_features, item_options
from tumen.extracting.deciding import A_CLAIM, CARRIED, NO_CLAIM, Draft, claim_features, decide
from tumen.extracting.deciding import carried_from as carried_over
from tumen.extracting.model import Models, Ranker
from tumen.extracting.qualifiers import QUALIFIERS, qualifier_features
from tumen.extracting.roles import Carried, Sides, side_features, side_options
from tumen.extracting.timing import TimeOption, time_features, time_options
from tumen.measuring.aligning import Aligned, Example
from tumen.measuring.fitting import Features, fit_classifier, fit_ranker
from tumen.measuring.gold import GoldClaim
from tumen.measuring.score import same_source, same_time

_UNWEIGHTED: Final = Ranker(weights={})
Ranked = tuple[list[list[Features]], list[list[int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How far each model may lean on its features (inverse of the L2 penalty), and from which chance a claim is one."""

    claim: float = 0.15
    kind: float = 0.3
    balance: float = 0.5
    """0: every example weighs the same; 1: every kind does."""
    item: float = 0.5
    sides: float = 0.3
    qualifier: float = 0.15
    time: float = 0.5
    sources: float = 0.5
    folds: int = 4
    with_figure: float = 0.5
    without_figure: float = 0.5


@dataclass(slots=True)
class Lessons:
    """What is learned from: labelled rows for the classifiers, options with the right ones marked for the rankers."""

    claim: tuple[list[Features], list[str]] = field(default_factory=lambda: ([], []))
    kind: tuple[list[Features], list[str]] = field(default_factory=lambda: ([], []))
    qualifiers: dict[str, tuple[list[Features], list[str]]] = field(
        default_factory=lambda: {name: ([], []) for name in QUALIFIERS}
    )
    item: Ranked = field(default_factory=lambda: ([], []))
    sides: Ranked = field(default_factory=lambda: ([], []))
    time: Ranked = field(default_factory=lambda: ([], []))
    sources: Ranked = field(default_factory=lambda: ([], []))


def lessons_of(aligned: Sequence[Aligned], histories: Sequence[Sequence[Draft]] | None = None) -> Lessons:
    """Return what the documents teach.

    ``histories`` are, for each document, the drafts that models made of it which had not seen it: what is carried over from
    claim to claim is then learned with the mistakes that will be made. Without them the coded claims are carried over.
    """
    lessons = Lessons()
    for place, document in enumerate(aligned):
        told: list[Example] = []
        made = histories[place] if histories is not None else None
        voices = attribute(document.reading, _UNWEIGHTED)
        for example in document.examples:
            carried = carried_from(told) if made is None else _drafts_before(made, example)
            features = claim_features(example.context, carried)
            if not example.free:
                lessons.claim[0].append(features)
                lessons.claim[1].append(A_CLAIM if example.gold else NO_CLAIM)
            if example.gold is not None:
                lessons.kind[0].append(features)
                lessons.kind[1].append(str(example.gold["kind"]))
                _learn_claim(lessons, example, example.gold, carried)
                _learn_sources(lessons, example, example.gold, voices)
                told.append(example)
    return lessons


def _drafts_before(drafts: Sequence[Draft], example: Example) -> Carried:
    key = example.context.candidate.key
    return carried_over([draft for draft in drafts if draft.candidate.key < key])


def carried_from(history: Sequence[Example]) -> Carried:
    """Return what coded claims hand on to the next, nearest first."""
    near = list(reversed(history[-CARRIED:]))
    last = [example.golds[0] for example in near]
    return Carried(
        kinds=tuple(Kind(str(claim["kind"])) for claim in last),
        sentences=tuple(example.context.candidate.sentence for example in near),
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


def _learn_sources(lessons: Lessons, example: Example, gold: GoldClaim, voices: Attributions) -> None:
    place = example.context.candidate
    options = voices.options(place.sentence, place.start, place.end)
    right = [
        index
        for index, option in enumerate(options)
        if same_source(gold, {"sources": _named(voices.as_attribution(option, place.sentence, 1.0))})
    ]
    if right:
        lessons.sources[0].append([option.features for option in options])
        lessons.sources[1].append(right)


def _named(attribution: Attribution) -> list[dict[str, str]]:
    return [{"name": source.name, "kind": str(source.kind)} for source in attribution.sources]


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


def fold_of(stem: str, folds: int) -> int:
    """Return the fold of a document, by the hash of its name."""
    return int(hashlib.sha256(f"fold {stem}".encode()).hexdigest(), 16) % folds


def train(aligned: Sequence[Aligned], settings: Settings | None = None) -> Models:
    """Return the models learned from the documents, in two rounds.

    The first round learns with coded claims carried over, in folds, and drafts the claims of documents it has not seen;
    the second learns with those drafts carried over (the idea of DAgger, Ross et al. 2011).
    """
    settings = settings or Settings()
    histories: dict[str, tuple[Draft, ...]] = {}
    for fold in range(settings.folds):
        seen = [document for document in aligned if fold_of(document.coded.stem, settings.folds) != fold]
        first = fit(lessons_of(seen), settings)
        for document in aligned:
            if fold_of(document.coded.stem, settings.folds) == fold:
                histories[document.coded.stem] = decide(document.reading, first)[0]
    return fit(lessons_of(aligned, [histories[document.coded.stem] for document in aligned]), settings)


def fit(lessons: Lessons, settings: Settings) -> Models:
    """Return models fitted to what the lessons hold."""
    classifiers = {
        "claim": fit_classifier(*lessons.claim, strength=settings.claim),
        "kind": fit_classifier(*lessons.kind, strength=settings.kind, balance=settings.balance),
    }
    for name, (rows, labels) in lessons.qualifiers.items():
        classifiers[name] = fit_classifier(rows, labels, strength=settings.qualifier)
    return Models(
        classifiers=classifiers,
        rankers={
            "item": fit_ranker(*lessons.item, strength=settings.item),
            "sides": fit_ranker(*lessons.sides, strength=settings.sides),
            "time": fit_ranker(*lessons.time, strength=settings.time),
            "sources": fit_ranker(*lessons.sources, strength=settings.sources),
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
