"""Deciding: which candidates are claims, of what kind, about what, between whom, and how qualified.

Rules have proposed the candidates and the options; small models decide among them, each candidate by itself. Then all
drafts of the document are seen together, and a last model tells which of them to trust. Every choice keeps its
probability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.edtf import Edtf
from tumen.extracting.candidates import Candidate, find_candidates
from tumen.extracting.choosing import Chooser, Learned
from tumen.extracting.counted import item_options
from tumen.extracting.evidence import gather
from tumen.extracting.features import Context, context_of
from tumen.extracting.marking import Reading
from tumen.extracting.model import Models
from tumen.extracting.noun_phrases import of_whom
from tumen.extracting.outlook import Reckoning, Sides, acceptance_features, outlook_over
from tumen.extracting.pairs import votes_for
from tumen.extracting.qualifiers import QUALIFIERS, plain_outcome, qualifier_features
from tumen.extracting.roles import first_of_many, named_together, side_options
from tumen.extracting.spans import StateForm
from tumen.extracting.timing import time_features, time_options

RIGHT: Final = "right"
WRONG: Final = "wrong"
EARLY: Final = ("stage", "polarity")
"""Qualifiers that help to tell whether to trust a draft; the others are decided for trusted ones only."""
TIMES_BACK: Final = 12
OUTRIGHT: Final = 0.99
"""How sure an outcome is that stands beside its figure: right 102 times of 102 in the part to learn from."""
PRISONERS: Final = "prisoners"
LEAST_CLAIM: Final = 0.12
"""Below this chance of being a claim a candidate is not looked at any further."""
TOGETHER: Final = 0.05
"""The least chance of a pair whose state is named together with a side of the likeliest pair."""


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
    features: tuple[str, ...] = ()
    """On which the qualifiers are decided."""
    confidence: float = 0.0
    """How sure it is that kind, item family, actor and figure are right."""

    @property
    def candidate(self) -> Candidate:
        """The place that carries the claim."""
        return self.context.candidate


def contexts_of(reading: Reading) -> tuple[Context, ...]:
    """Return the candidates of a document with their surroundings, in order of the text."""
    evidence = gather(reading)
    return tuple(context_of(reading, candidate, evidence) for candidate in find_candidates(reading))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The drafts in order of the text, what was set aside with its chance of being a claim, and who chose."""

    drafts: tuple[Draft, ...]
    aside: tuple[tuple[Candidate, float], ...]
    chooser: Chooser


def decide(reading: Reading, learned: Learned) -> Decided:
    """Return which candidates of a document are claims, and what they say."""
    contexts, models = contexts_of(reading), learned.models
    chooser = learned.over(contexts)
    drafts, aside = drafts_of(contexts, chooser)
    reckonings = [reckoning_of(draft) for draft in drafts]
    outlook = outlook_over(reckonings)
    kept: list[Draft] = []
    for draft, reckoning in zip(drafts, reckonings, strict=True):
        chances = models.classifiers["accept"].probabilities(acceptance_features(reckoning, outlook))
        confidence = chances.get(RIGHT, 0.0)
        if confidence >= threshold(models, draft.candidate):
            times = [earlier.time for earlier in reversed(kept[-TIMES_BACK:])]
            kept.append(completed(replace(draft, confidence=confidence), times, chooser))
        else:
            aside.append((draft.candidate, draft.probability))
    return Decided(drafts=tuple(kept), aside=tuple(aside), chooser=chooser)


def drafts_of(contexts: Sequence[Context], chooser: Chooser) -> tuple[list[Draft], list[tuple[Candidate, float]]]:
    """Return a draft of every candidate that may well be a claim, and the others with that probability."""
    drafts: list[Draft] = []
    aside: list[tuple[Candidate, float]] = []
    for context in contexts:
        probability = chooser.claim(context)
        if probability < LEAST_CLAIM:
            aside.append((context.candidate, probability))
        else:
            drafts.append(draft_of(context, probability, chooser))
    return drafts, aside


def threshold(models: Models, candidate: Candidate) -> float:
    """Return the confidence from which a claim is given; another one without a figure."""
    return models.thresholds.get("claim with figure" if candidate.quantity else "claim without figure", 0.3)


def reckoning_of(draft: Draft) -> Reckoning:
    """Return what the draft seems to say, for the outlook over the document."""
    quantity, chances, sides = draft.candidate.quantity, draft.chances, draft.sides[0]
    figure = (quantity.low, quantity.high, quantity.unit) if quantity else (None, None, None)
    return Reckoning(
        figure=figure,
        claim_chance=draft.probability,
        kind=draft.kind,
        kind_chance=chances["kind"],
        item=draft.item,
        item_chance=chances["item"],
        sides=sides,
        sides_chance=chances["sides"],
        votes="/".join(votes_for(draft.context, code) for code in sides),
        polarity=draft.qualifiers.get("polarity", ""),
        stage=draft.qualifiers.get("stage", ""),
        people=_people_of(draft.context),
    )


def _people_of(context: Context) -> str | None:
    noun = context.candidate.noun
    if noun is None:
        return None
    counted = [span for span in context.marks.states if span.start <= noun.start < span.end]
    return next((span.code for span in counted if span.form is StateForm.PEOPLE), None)


def _peoples_counted(context: Context) -> frozenset[str]:
    """Return whose people the figure counts by its own words: "45,000 Russian troops" are Russia's."""
    noun, quantity = context.candidate.noun, context.candidate.quantity
    if noun is None or quantity is None:
        return frozenset()
    further = (other.start for other in context.marks.quantities if other.start >= quantity.end)
    end = min([(of_whom(context.sentence, noun) or noun).end, *further])
    spans = (span for span in context.marks.states if span.form is StateForm.PEOPLE)
    return frozenset(span.code for span in spans if quantity.end <= span.start < end)


def fellows_of(context: Context, kind: Kind, sides: Sides, pairs: Mapping[Sides, float]) -> tuple[Sides, ...]:
    """Return a second pair where another state is named together with one of the sides: to Kenya and Nigeria."""
    if kind in SYMMETRIC_KINDS:
        return ()
    for code, other_side in (sides, sides[::-1]):
        if first_of_many(context, code, other_side) is not None:
            continue
        for other in named_together(context, code):
            turned = (other, sides[1]) if code == sides[0] else (sides[0], other)
            if turned[0] != turned[1] and pairs.get(turned, 0.0) >= TOGETHER:
                return (turned,)
    return ()


def _first_named(context: Context, kind: Kind, sides: Sides) -> Sides:
    """Return the pair with, of three states or more named together, the first for all of them."""
    if kind in SYMMETRIC_KINDS:
        return sides
    one, other = sides
    return first_of_many(context, one, other) or one, first_of_many(context, other, one) or other


def draft_of(context: Context, probability: float, chooser: Chooser) -> Draft:
    """Return the claim that the candidate makes, as far as it must be known to tell whether to trust it."""
    kinds = chooser.kinds(context)
    name = max(kinds, key=lambda each: kinds[each])
    kind = Kind(name)
    items = item_options(context)
    item_chances = chooser.items(context, kind, items)
    which = item_chances.index(max(item_chances))
    item = items[which]
    pairs = chooser.sides(context, kind, item, side_options(context, kind))
    counted = _peoples_counted(context) if kind is Kind.PRESENCE else frozenset()
    fitting = [pair for pair in pairs if not counted or pair[0] in counted]
    sides = max(fitting or pairs, key=lambda pair: pairs[pair])
    chance_of_sides = pairs[sides] if fitting else 0.0
    features = qualifier_features(context, kind, item)
    chosen, chances = qualified(context, features, EARLY, chooser)
    return Draft(
        context=context,
        kind=kind,
        item=item,
        sides=(_first_named(context, kind, sides), *fellows_of(context, kind, sides, pairs)),
        qualifiers=chosen,
        time=None,
        probability=probability,
        chances={"kind": kinds[name], "item": item_chances[which], "sides": chance_of_sides, **chances},
        features=features,
    )


def qualified(
    context: Context, features: Sequence[str], names: Sequence[str], chooser: Chooser
) -> tuple[dict[str, str], dict[str, float]]:
    """Return the likeliest value of each of the qualifiers, and its chance."""
    chosen: dict[str, str] = {}
    chances: dict[str, float] = {}
    for name in names:
        given = chooser.aspect(context, name, features)
        chosen[name] = max(given, key=lambda value: given[value])
        chances[name] = given[chosen[name]]
    return chosen, chances


def _plain_outcome(draft: Draft) -> str | None:
    """Return the outcome of a loss that is beyond doubt: prisoners are captured, wounded as they may be."""
    if draft.kind is not Kind.LOSS:
        return None
    if draft.item == PRISONERS:
        return "captured"
    return plain_outcome(draft.context) if draft.candidate.quantity else None


def completed(draft: Draft, times_before: Sequence[Edtf | None], chooser: Chooser) -> Draft:
    """Return the draft with all qualifiers and its time; ``times_before`` are the claims' before it, nearest first."""
    late = [name for name in QUALIFIERS if name not in EARLY]
    chosen, chances = qualified(draft.context, draft.features, late, chooser)
    outright = _plain_outcome(draft)
    if outright is not None:
        chosen["outcome"], chances["outcome"] = outright, OUTRIGHT
    qualifiers = {**draft.qualifiers, **chosen}
    times = time_options(draft.context)
    ours = chooser.models.rankers["time"].probabilities(
        time_features(draft.context, draft.kind, times, qualifiers, times_before)
    )
    given = chooser.times(draft.context, times, ours)
    when = given.index(max(given))
    return replace(
        draft,
        qualifiers=qualifiers,
        time=times[when].edtf,
        chances={**draft.chances, **chances, "time": given[when]},
    )
