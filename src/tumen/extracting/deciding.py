"""Deciding: which candidates are claims, of what kind, about what, between whom, and how qualified.

Rules have proposed the candidates and the options; small models decide among them. They look twice: a first look takes
each candidate by itself, a second one sees what the first made of the others, so that what a sentence leaves out is
taken from its neighbours. Every choice keeps its probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.item import family_of
from tumen.extracting.candidates import Candidate, find_candidates
from tumen.extracting.counted import item_features, item_options
from tumen.extracting.evidence import gather
from tumen.extracting.features import Context, context_of
from tumen.extracting.marking import Reading
from tumen.extracting.model import Models
from tumen.extracting.outlook import Glance, Outlook, Sides, outlooks
from tumen.extracting.qualifiers import QUALIFIERS, qualifier_features
from tumen.extracting.roles import named_together, side_features, side_options
from tumen.extracting.timing import time_features, time_options

A_CLAIM: Final = "claim"
NO_CLAIM: Final = "none"
FIRST: Final = "first "
"""Before the name of a model: the one of the first look."""
TOGETHER: Final = 0.05
"""The least chance of a pair whose state is named together with a side of the likeliest pair."""
LEAST: Final = 0.02
"""Chances below it are not handed on to the second look."""
_NOTHING: Final = Outlook()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A candidate decided to be a claim: its choices and the probability of each."""

    context: Context
    kind: Kind
    item: str
    sides: tuple[Sides, ...]
    """The best pair first; further ones where members of a list stand side by side."""
    qualifiers: Mapping[str, str]
    time: Edtf | None
    probability: float
    chances: Mapping[str, float] = field(default_factory=dict)

    @property
    def candidate(self) -> Candidate:
        """The place that carries the claim."""
        return self.context.candidate


def contexts_of(reading: Reading) -> tuple[Context, ...]:
    """Return the candidates of a document with their surroundings, in order of the text."""
    evidence = gather(reading)
    return tuple(context_of(reading, candidate, evidence) for candidate in find_candidates(reading))


def decide(reading: Reading, models: Models) -> tuple[tuple[Draft, ...], tuple[tuple[Candidate, float], ...]]:
    """Return the drafts in order of the text, and what was set aside with its probability of being a claim."""
    drafts: list[Draft] = []
    aside: list[tuple[Candidate, float]] = []
    contexts = contexts_of(reading)
    glances = [glance_at(context, models) for context in contexts]
    times: list[Edtf | None] = []
    for context, outlook in zip(contexts, outlooks(glances), strict=True):
        probability = models.classifiers["claim"].probabilities(claim_features(context, outlook))[A_CLAIM]
        if probability < threshold(models, context.candidate):
            aside.append((context.candidate, probability))
            continue
        draft = draft_of(context, outlook, probability, times, models)
        times.insert(0, draft.time)
        drafts.append(draft)
    return tuple(drafts), tuple(aside)


def threshold(models: Models, candidate: Candidate) -> float:
    """Return the probability from which a candidate is taken for a claim; another one without a figure."""
    return models.thresholds.get("claim with figure" if candidate.quantity else "claim without figure", 0.5)


def glance_at(context: Context, models: Models) -> Glance:
    """Return what the candidate seems to say by itself."""
    probability = models.classifiers[FIRST + "claim"].probabilities(claim_features(context, _NOTHING))[A_CLAIM]
    kind, kind_chance = models.classifiers[FIRST + "kind"].best(claim_features(context, _NOTHING))
    item, item_chance = chosen_item(context, Kind(kind), _NOTHING, models, look=FIRST)
    pairs = chances_of_sides(context, Kind(kind), item, _NOTHING, models, look=FIRST)
    sides = max(pairs, key=lambda pair: pairs[pair])
    return Glance(
        key=context.candidate.key,
        has_figure=context.candidate.quantity is not None,
        probability=probability,
        kind=Kind(kind),
        kind_chance=kind_chance,
        item=item,
        item_chance=item_chance,
        sides=sides,
        sides_chance=pairs[sides],
        pairs={pair: chance for pair, chance in pairs.items() if chance >= LEAST},
    )


def chosen_item(context: Context, kind: Kind, outlook: Outlook, models: Models, *, look: str = "") -> tuple[str, float]:
    """Return the likeliest item and its probability."""
    options = item_options(context, outlook)
    chances = models.rankers[look + "item"].probabilities(item_features(context, kind, options, outlook))
    place = chances.index(max(chances))
    return options[place], chances[place]


def chances_of_sides(
    context: Context, kind: Kind, item: str, outlook: Outlook, models: Models, *, look: str = ""
) -> dict[Sides, float]:
    """Return the pairs of sides with their probabilities."""
    pairs = side_options(context, kind)
    chances = models.rankers[look + "sides"].probabilities(side_features(context, kind, item, pairs, outlook))
    return dict(zip(pairs, chances, strict=True))


def fellows_of(context: Context, kind: Kind, sides: Sides, pairs: Mapping[Sides, float]) -> tuple[Sides, ...]:
    """Return a second pair where another state is named together with one of the sides: to Kenya and Nigeria."""
    if kind in SYMMETRIC_KINDS:
        return ()
    for code in sides:
        for other in named_together(context, code):
            turned = (other, sides[1]) if code == sides[0] else (sides[0], other)
            if turned[0] != turned[1] and pairs.get(turned, 0.0) >= TOGETHER:
                return (turned,)
    return ()


def claim_features(context: Context, outlook: Outlook) -> tuple[str, ...]:
    """Return the features on which it is decided whether a candidate is a claim, and of what kind."""
    own = outlook.own
    if own is None:
        return context.base
    mode = "q" if own.has_figure else "u"
    sure = int(own.sides_chance * 5)
    added = [
        f"own p={int(own.probability * 10)}|{mode}",
        f"own kind={own.kind}|sure={int(own.kind_chance * 4)}",
        f"own kind={own.kind}|{mode}",
        f"own item={own.item if not own.item.startswith('other:') else 'other'}",
        f"own family={family_of(own.item)}|kind={own.kind}",
        f"own sides={sure}|{mode}",
        f"own item sure={int(own.item_chance * 4)}|{mode}",
        f"own null={own.sides[0] is None}{own.sides[1] is None}|{mode}",
        f"own null={own.sides[0] is None}{own.sides[1] is None}|kind={own.kind}",
        f"own pair share={int(outlook.share(own.sides) * 4)}|{mode}",
        f"own pair share={int(outlook.share(own.sides) * 4)}|kind={own.kind}",
        f"own turned share={int(outlook.share((own.sides[1], own.sides[0])) * 4)}|{mode}",
        f"own family share={int(outlook.share(own.sides, family_of(own.item)) * 4)}|{mode}",
        f"claims={min(len(outlook.others), 8)}|{mode}",
    ]
    told = any(
        glance.has_figure and (glance.item, glance.sides, glance.kind) == (own.item, own.sides, own.kind)
        for glance in outlook.others
    )
    added.append(f"told with figure={told}|{mode}")
    if outlook.before:
        last = outlook.before[0]
        gap = min(own.key[0] - last.key[0], 3)
        added += [
            f"last gap={gap}|{mode}",
            f"last kind={last.kind}|gap={gap}",
            f"last kind={last.kind}|gap={gap}|fam={context.family}",
            f"last kind={last.kind}|gap={gap}|fr={context.frame}",
            f"last family={family_of(last.item)}|gap={gap}|{mode}",
        ]
    return (*context.base, *added)


def draft_of(
    context: Context, outlook: Outlook, probability: float, times_before: list[Edtf | None], models: Models
) -> Draft:
    """Return the claim that the candidate makes, each field at its likeliest."""
    name, kind_chance = models.classifiers["kind"].best(claim_features(context, outlook))
    kind = Kind(name)
    item, item_chance = chosen_item(context, kind, outlook, models)
    pairs = chances_of_sides(context, kind, item, outlook, models)
    sides = max(pairs, key=lambda pair: pairs[pair])
    features = qualifier_features(context, kind, item)
    chosen: dict[str, str] = {}
    kept = {"kind": kind_chance, "item": item_chance, "sides": pairs[sides]}
    for qualifier in QUALIFIERS:
        if qualifier in models.classifiers:
            chosen[qualifier], kept[qualifier] = models.classifiers[qualifier].best(features)
    times = time_options(context)
    time_chances = models.rankers["time"].probabilities(time_features(context, kind, times, chosen, times_before))
    when = time_chances.index(max(time_chances))
    return Draft(
        context=context,
        kind=kind,
        item=item,
        sides=(sides, *fellows_of(context, kind, sides, pairs)),
        qualifiers=chosen,
        time=times[when].edtf,
        probability=probability,
        chances={**kept, "time": time_chances[when]},
    )
