"""Deciding: which candidates are claims, of what kind, about what, between whom, and how qualified.

Rules have proposed the candidates and the options; small models decide among them, from left to right, so that what a
claim was about can be carried over to the next. Every choice keeps its probability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.item import family_of
from tumen.extracting.candidates import Candidate, find_candidates
from tumen.extracting.counted import item_features, item_options
from tumen.extracting.features import Context, context_of
from tumen.extracting.marking import Reading
from tumen.extracting.model import Models
from tumen.extracting.qualifiers import QUALIFIERS, qualifier_features
from tumen.extracting.roles import Carried, Sides, side_features, side_options
from tumen.extracting.timing import time_features, time_options

A_CLAIM: Final = "claim"
NO_CLAIM: Final = "none"
CARRIED: Final = 12


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


def decide(reading: Reading, models: Models) -> tuple[tuple[Draft, ...], tuple[tuple[Candidate, float], ...]]:
    """Return the drafts in order of the text, and what was set aside with its probability of being a claim."""
    drafts: list[Draft] = []
    aside: list[tuple[Candidate, float]] = []
    for candidate in find_candidates(reading):
        context = context_of(reading, candidate)
        carried = carried_from(drafts)
        features = claim_features(context, carried)
        probability = models.classifiers["claim"].probabilities(features)[A_CLAIM]
        if probability < threshold(models, candidate):
            aside.append((candidate, probability))
        else:
            drafts.append(draft_of(context, probability, carried, models))
    return tuple(drafts), tuple(aside)


def threshold(models: Models, candidate: Candidate) -> float:
    """Return the probability from which a candidate is taken for a claim; another one without a figure."""
    return models.thresholds.get("claim with figure" if candidate.quantity else "claim without figure", 0.5)


def carried_from(drafts: Sequence[Draft]) -> Carried:
    """Return what the last claims were about, nearest first."""
    last = list(reversed(drafts[-CARRIED:]))
    return Carried(
        sides=tuple(draft.sides[0] for draft in last),
        items=tuple(draft.item for draft in last),
        times=tuple(draft.time for draft in last),
    )


def claim_features(context: Context, carried: Carried) -> tuple[str, ...]:
    """Return the features on which it is decided whether a candidate is a claim, and of what kind."""
    mode = "q" if context.candidate.quantity else "u"
    if not carried.kinds:
        return (*context.base, f"last=none|{mode}")
    gap = min(context.candidate.sentence - carried.sentences[0], 3)
    return (
        *context.base,
        f"last gap={gap}|{mode}",
        f"last kind={carried.kinds[0]}|gap={gap}",
        f"last kind={carried.kinds[0]}|gap={gap}|fam={context.family}",
        f"last kind={carried.kinds[0]}|gap={gap}|fr={context.frame}",
        f"last kind={carried.kinds[0]}|{mode}",
        f"last family={family_of(carried.items[0])}|gap={gap}|{mode}",
    )


def draft_of(context: Context, probability: float, carried: Carried, models: Models) -> Draft:
    """Return the claim that the candidate makes, each field at its likeliest."""
    name, kind_chance = models.classifiers["kind"].best(claim_features(context, carried))
    kind = Kind(name)
    options = item_options(context, carried)
    chances = models.rankers["item"].probabilities(item_features(context, kind, options, carried))
    place = chances.index(max(chances))
    item = options[place]
    pairs = side_options(context, kind)
    pair_chances = models.rankers["sides"].probabilities(side_features(context, kind, item, pairs, carried))
    best = pair_chances.index(max(pair_chances))
    features = qualifier_features(context, kind, item)
    chosen: dict[str, str] = {}
    kept = {"kind": kind_chance, "item": chances[place], "sides": pair_chances[best]}
    for name in QUALIFIERS:
        if name in models.classifiers:
            chosen[name], kept[name] = models.classifiers[name].best(features)
    times = time_options(context)
    time_chances = models.rankers["time"].probabilities(time_features(context, kind, times, chosen, carried.times))
    when = time_chances.index(max(time_chances))
    kept["time"] = time_chances[when]
    return Draft(
        context=context,
        kind=kind,
        item=item,
        sides=(pairs[best],),
        qualifiers=chosen,
        time=times[when].edtf,
        probability=probability,
        chances=kept,
    )
