"""Training the extractor's small models from coded documents.

Everything is learned from documents whose candidates were aligned with their coding; features are those that the
extractor itself works out. The result is a `Models`, and the files that ship.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.item import family_of
from tumen.extracting.attribution import Attributions, attribute
from tumen.extracting.choosing import A_CLAIM, NO_CLAIM, Learned
from tumen.extracting.counted import item_features, item_options
from tumen.extracting.deciding import RIGHT, WRONG, Draft, completed, drafts_of, reckoning_of
from tumen.extracting.encoding.opinions import Net, net_of
from tumen.extracting.model import Calibration, Classifier, Models, Ranker
from tumen.extracting.outlook import acceptance_features, outlook_over
from tumen.extracting.qualifiers import QUALIFIERS, qualifier_features
from tumen.extracting.roles import side_features, side_options
from tumen.extracting.timing import time_features, time_options
from tumen.measuring.aligning import Aligned, Example, align
from tumen.measuring.blending import questions_of, shares_of
from tumen.measuring.fitting import Features, fit_calibration, fit_classifier, fit_ranker
from tumen.measuring.gold import GoldClaim, read_coded
from tumen.measuring.labels import applies, gold_sides, right_items, right_sources, right_times, time_of, value_of
from tumen.measuring.lessons import Lesson, lessons_for_encoder
from tumen.measuring.score import same_time
from tumen.measuring.split import Part
from tumen.measuring.weights import write_learned
from tumen.packs import load_pack

_UNWEIGHTED: Final = Ranker(weights={})
Ranked = tuple[list[list[Features]], list[list[int]], list[str]]
Labelled = tuple[list[Features], list[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How far each model may lean on its features (inverse of the L2 penalty), and from which chance a claim is one."""

    claim: float = 0.1
    kind: float = 0.5
    balance: float = 0.5
    """0: every example weighs the same; 1: every kind does."""
    item: float = 0.5
    sides: float = 0.3
    qualifier: float = 0.15
    time: float = 0.5
    sources: float = 0.5
    accept: float = 0.3
    with_figure: float = 0.45
    without_figure: float = 0.4


def _nothing() -> tuple[list[Any], list[Any], list[str]]:
    return [], [], []


@dataclass(slots=True)
class Lessons:
    """What is learned from: rows with labels for the classifiers, options with the right ones for the rankers.

    The third list of each says from which document a row comes.
    """

    claim: Labelled = field(default_factory=_nothing)
    kind: Labelled = field(default_factory=_nothing)
    qualifiers: dict[str, Labelled] = field(default_factory=lambda: {name: _nothing() for name in QUALIFIERS})
    item: Ranked = field(default_factory=_nothing)
    sides: Ranked = field(default_factory=_nothing)
    time: Ranked = field(default_factory=_nothing)
    sources: Ranked = field(default_factory=_nothing)


def _add(lesson: tuple[list[Any], list[Any], list[str]], row: object, answer: object, document: str) -> None:
    for kept, value in zip(lesson, (row, answer, document), strict=True):
        kept.append(value)


def _once(features: Iterable[str]) -> tuple[str, ...]:
    """The features, each name held in memory once however many rows have it: thirteen thousand documents share them."""
    return tuple(sys.intern(name) for name in features)


def add_lessons(lessons: Lessons, document: Aligned) -> None:
    """Add what the document teaches."""
    stem = document.coded.stem
    voices = attribute(document.reading, _UNWEIGHTED)
    times: list[Edtf | None] = []
    for example in document.examples:
        base = _once(example.context.base)
        if not example.free:
            _add(lessons.claim, base, A_CLAIM if example.gold else NO_CLAIM, stem)
        if example.gold is not None:
            _add(lessons.kind, base, str(example.gold["kind"]), stem)
            _learn_item_and_sides(lessons, example, example.gold, stem)
            _learn_qualifiers(lessons, example, example.gold, times, stem)
            _learn_sources(lessons, example, example.gold, voices, stem)
            times.insert(0, time_of(example.gold))


def lessons_but(lessons: Lessons, left_out: frozenset[str]) -> Lessons:
    """Return the lessons of the documents that are not left out."""

    def kept(lesson: tuple[list[Any], list[Any], list[str]]) -> tuple[list[Any], list[Any], list[str]]:
        rows = [row for row in zip(*lesson, strict=True) if row[2] not in left_out]
        return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]

    return Lessons(
        claim=kept(lessons.claim),
        kind=kept(lessons.kind),
        qualifiers={name: kept(lesson) for name, lesson in lessons.qualifiers.items()},
        item=kept(lessons.item),
        sides=kept(lessons.sides),
        time=kept(lessons.time),
        sources=kept(lessons.sources),
    )


def _learn_item_and_sides(lessons: Lessons, example: Example, gold: GoldClaim, stem: str) -> None:
    context, kind, item = example.context, Kind(str(gold["kind"])), str(gold["item"])
    items = item_options(context)
    right = right_items(items, gold)
    if right:
        _add(lessons.item, [_once(row) for row in item_features(context, kind, items)], right, stem)
    pairs = side_options(context, kind)
    wanted = {gold_sides(claim) for claim in example.golds if claim["kind"] == gold["kind"]}
    fitting = [i for i, pair in enumerate(pairs) if pair in wanted]
    if fitting:
        _add(lessons.sides, [_once(row) for row in side_features(context, kind, item, pairs)], fitting, stem)


def _learn_qualifiers(
    lessons: Lessons, example: Example, gold: GoldClaim, times_before: Sequence[Edtf | None], stem: str
) -> None:
    context, kind, item = example.context, Kind(str(gold["kind"])), str(gold["item"])
    features = _once(qualifier_features(context, kind, item))
    values = {name: value_of(gold, name) for name in QUALIFIERS}
    for name, value in values.items():
        if applies(name, gold):
            _add(lessons.qualifiers[name], features, value, stem)
    times = time_options(context)
    fit = right_times(times, gold)
    if fit:
        _add(lessons.time, [_once(r) for r in time_features(context, kind, times, values, times_before)], fit, stem)


def _learn_sources(lessons: Lessons, example: Example, gold: GoldClaim, voices: Attributions, stem: str) -> None:
    place = example.context.candidate
    options = voices.options(place.sentence, place.start, place.end)
    right = right_sources(options, place.sentence, gold, voices)
    if right:
        _add(lessons.sources, [_once(option.features) for option in options], right, stem)


Teacher = Callable[[Sequence[Lesson], Net | None], Net]
"""Learns a net from windows; where one is known already, learns that one on."""


def train(
    documents: Iterable[Aligned],
    settings: Settings | None = None,
    *,
    apart: Callable[[str], bool],
    teacher: Teacher | None = None,
) -> Learned:
    """Return what is learned from the documents; ``teacher`` learns the encoder's part, None leaves it out.

    How much the encoder counts, the last model, which tells the claims to trust, and the calibrations are learned from
    the documents whose names are ``apart``, as what was learned from the others reads them (stacking, Wolpert 1992). In
    the end the linear models are learned again from all documents, and what the encoder learned is learned on from all.
    Of the others only the lessons are kept while the documents go by: whole, thirteen thousand would not fit in memory.
    """
    settings = settings or Settings()
    lessons, held = Lessons(), list[Aligned]()
    windows: list[tuple[str, Lesson]] = []
    for document in documents:
        stem = document.coded.stem
        add_lessons(lessons, document)
        if teacher:
            windows.extend((stem, lesson) for lesson in lessons_for_encoder(document))
        if apart(stem):
            held.append(document)
    left_out = frozenset(document.coded.stem for document in held)
    models = fit(lessons_but(lessons, left_out), settings)
    net = teacher([lesson for stem, lesson in windows if stem not in left_out], None) if teacher else None
    if net is not None:
        asked = Learned(models=models, net=net)
        models = replace(models, shares=shares_of(q for document in held for q in questions_of(document, asked)))
    trials = [trial for document in held for trial in trials_of(document, Learned(models=models, net=net))]
    judge, shares = fit_judge(trials, settings), models.shares
    models = fit(lessons, settings)
    return Learned(
        models=replace(
            models,
            classifiers={**models.classifiers, "accept": judge},
            thresholds={"claim with figure": settings.with_figure, "claim without figure": settings.without_figure},
            calibrations=calibrations_of(trials),
            shares=shares,
        ),
        net=teacher([lesson for _, lesson in windows], net) if teacher else None,
    )


def fit_judge(trials: Iterable[Trial], settings: Settings) -> Classifier:
    """Return the last model, which tells from how a document was read which of its drafts are to be trusted."""
    told = [trial for trial in trials if trial.right is not None]
    return fit_classifier(
        [trial.features for trial in told],
        [RIGHT if trial.right else WRONG for trial in told],
        [trial.stem for trial in told],
        strength=settings.accept,
    )


def averaged(nets: Sequence[Net]) -> Net:
    """Return the net whose numbers are the means of theirs; all must have been learned on from one and the same.

    They then lie in one basin, and their mean reads unseen documents better than each (Wortsman et al. 2022).
    """
    learned = {name: np.mean([net.learned[name] for net in nets], axis=0) for name in nets[0].learned}
    return net_of(learned, nets[0].values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A draft of a document that its models had not seen, beside the coding.

    ``right`` is None where it met an optional claim. ``fields`` hold, for a right one, the chance given to each choice
    and whether that was right.
    """

    stem: str
    features: tuple[str, ...]
    right: bool | None
    fields: Mapping[str, tuple[float, bool]]


def trials_of(document: Aligned, learned: Learned) -> list[Trial]:
    """Return the trials of a document: every draft that is made of it."""
    contexts = [example.context for example in document.examples]
    chooser = learned.over(contexts)
    drafts, _ = drafts_of(contexts, chooser)
    reckonings = [reckoning_of(draft) for draft in drafts]
    outlook = outlook_over(reckonings)
    by_key = {example.context.candidate.key: example for example in document.examples}
    trials: list[Trial] = []
    times: list[Edtf | None] = []
    for draft, reckoning in zip(drafts, reckonings, strict=True):
        example = by_key[draft.candidate.key]
        met = next((gold for gold in example.golds if _meets(draft, gold)), None)
        free = example.free or bool(met and met.get("optional"))
        whole = completed(draft, times, chooser) if met is not None else draft
        if met is not None:
            times.insert(0, whole.time)
        trials.append(
            Trial(
                stem=document.coded.stem,
                features=acceptance_features(reckoning, outlook),
                right=None if free else met is not None,
                fields=_fields_of(whole, met) if met is not None else {},
            )
        )
    return trials


def _meets(draft: Draft, gold: GoldClaim) -> bool:
    """Whether kind, item family and actor are the coded ones."""
    actors = gold_sides(gold) if draft.kind in SYMMETRIC_KINDS else gold_sides(gold)[:1]
    same_family = family_of(draft.item) == family_of(str(gold["item"]))
    return gold["kind"] == draft.kind and same_family and draft.sides[0][0] in actors


def _fields_of(draft: Draft, gold: GoldClaim) -> dict[str, tuple[float, bool]]:
    given = {"time": draft.time.text if draft.time else None}
    right = {
        "item": draft.item == gold["item"] or (draft.item[:6] == str(gold["item"])[:6] == "other:"),
        "sides": gold_sides(gold) in draft.sides,
        "time": same_time(gold, given),
        **{name: draft.qualifiers[name] == value_of(gold, name) for name in QUALIFIERS if applies(name, gold)},
    }
    return {name: (draft.chances[name], agrees) for name, agrees in right.items()}


def calibrations_of(trials: Sequence[Trial]) -> dict[str, Calibration]:
    """Return for each field the share right by the chance given, rising (isotonic regression), from right trials."""
    given: dict[str, list[tuple[float, bool]]] = {}
    for trial in trials:
        for name, pair in trial.fields.items():
            given.setdefault(name, []).append(pair)
    return {name: fit_calibration(pairs) for name, pairs in sorted(given.items())}


def fit(lessons: Lessons, settings: Settings) -> Models:
    """Return the models fitted to what the lessons hold, but for the last one."""
    classifiers = {
        "claim": fit_classifier(*lessons.claim, strength=settings.claim),
        "kind": fit_classifier(*lessons.kind, strength=settings.kind, balance=settings.balance),
    }
    for name, lesson in lessons.qualifiers.items():
        classifiers[name] = fit_classifier(*lesson, strength=settings.qualifier)
    return Models(
        classifiers=classifiers,
        rankers={
            "item": fit_ranker(*lessons.item, strength=settings.item),
            "sides": fit_ranker(*lessons.sides, strength=settings.sides),
            "time": fit_ranker(*lessons.time, strength=settings.time),
            "sources": fit_ranker(*lessons.sources, strength=settings.sources),
        },
    )


DATA: Final = Path(__file__).parents[1] / "extracting" / "data"
FOLDERS: Final = (Path("corpus/dev"), Path("corpus/train"), Path("corpus/verdicts/dev"), Path("corpus/own"))
PLAIN_PROSE: Final = range(696, 996)
"""Numbers of the own documents that are plain press and research texts."""


def is_apart(stem: str) -> bool:
    """Tell whether a document is one from which the shares and the last model are learned: the likest to what is read.

    >>> is_apart("own-700"), is_apart("own-1003"), is_apart("train-004")
    (True, False, True)
    """
    name, _, number = stem.partition("-")
    return name != "own" or (number.isdigit() and int(number) in PLAIN_PROSE)


def main() -> None:
    """Train on the part ``learn`` of the repository's corpus and write what ships."""
    from tumen.measuring.teaching import BEGINNING, FURTHER, taught

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")

    def teacher(lessons: Sequence[Lesson], known: Net | None) -> Net:
        courses = FURTHER if known else BEGINNING
        return averaged([net_of(*taught(lessons, known, course, report=say)) for course in courses])

    folders, pack = [folder for folder in FOLDERS if folder.is_dir()], load_pack()
    told = read_coded(folders, split=Path("corpus/split.csv"), parts=[Part.LEARN])
    coded = [each for each in told if each.document.language == "en"]
    write_learned(train((align(each, pack) for each in coded), teacher=teacher, apart=is_apart), DATA)
    claims = sum(len(each.claims) for each in coded)
    sys.stdout.write(f"{len(coded)} documents with {claims} claims: weights in {DATA}\n")


if __name__ == "__main__":
    main()
