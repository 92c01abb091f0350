"""What is counted: the items that a candidate may speak of, and what speaks for each.

Where the figure's own phrase names no item ("another eighty", "$5 million", "of these, 320,000"), it is found in the
sentence, in those before it, in the line that leads a list, or follows from the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.item import family_of
from tumen.codebook.quantity import is_currency
from tumen.extracting.clauses import children, head_of, path
from tumen.extracting.features import Context
from tumen.extracting.sentences import Word
from tumen.extracting.spans import ItemForm, ItemSpan, QuantitySpan, StateForm
from tumen.extracting.wordlists import read_list

LOOK_BACK: Final = 4
MONEY_ITEMS: Final = ("payment", "money", "aid_package", "trade_total", "debt_relief")
PEOPLE_ITEMS: Final = ("troops", "workers")
PERSONS: Final = ("troops", "special_forces", "workers", "engineers", "medics", "officers", "students", "prisoners")
UNIT_OF: Final = {**dict.fromkeys((*PERSONS, "tourism"), "person"), "shells": "round", "containers": "container"}
ITEM_OF_UNIT: Final = {
    "cubic metre": ("gas",),
    "barrel": ("oil",),
    **dict.fromkeys(
        (f"{size}watt{time}" for size in ("kilo", "mega", "giga", "tera") for time in ("", "-hour")),
        ("other:electricity",),
    ),
}
ITEMS_OF_FRAME: Final = {
    "give": ("munitions",),
    "deny": ("munitions",),
    "teach": ("military_technology",),
    "pay": ("payment",),
}
"""What is exchanged where the verb's frame alone tells it: they taught them, it pays nobody."""
ITEMS_OF_VERB: Final = {"study": ("students",), "fly": ("flight",)}
UNNAMED: Final = (
    *("drone_technology", "missile_technology", "nuclear_technology", "space_technology", "military_technology"),
    *("intelligence", "plant", "money", "sanction", "recognition", "treaty", "raw_materials", "troops"),
)
"""What claims without a figure are often about though no noun names it: they taught them to fly drones."""
_LISTED: Final = re.compile(
    r"\b(?:(?:black)?list(?:s|ed|ing)?|designat\w+|sanction\w*|embargo\w*|annex|assets)\b", re.IGNORECASE
)
"""What may tell of a sanction without the word."""
_PERSONS_AT_LARGE: Final = frozenset(["man", "woman", "person", "people", "staff", "team", "specialist", "technician"])
_HELD: Final = re.compile(
    r"\b(?:captur|prison|captive|detain|hostage)\w*|\b(?:held|holds?|holding|hands|camps?|gaol|jail|caught|taken|took"
    r"|seized|freed|released|alive|surrender\w*|set free)\b",
    re.IGNORECASE,
)
"""What may tell of prisoners without the word."""
_BUILT: Final = re.compile(
    r"\b(?:buil(?:d|ds|t|ding|ders?)|rebuil\w+|construct\w+|reactors?|projects?|works|factor(?:y|ies)|mills?|schools?"
    r"|hospitals?|stations?|houses|airports?|ports?|dams?)\b",
    re.IGNORECASE,
)
"""What may tell of a plant, or of another thing built together."""
_BESIDE: Final = frozenset({"nsubj", "nsubjpass", "dobj"})
_NOT_ITEMS: Final = frozenset(line for line in read_list("plain_nouns.txt").splitlines() if not line.startswith("#"))
_PRONOUN: Final = re.compile(r"\b(?:them|these|those|they|it|such|more|another|further|others|rest)\b", re.IGNORECASE)


def item_options(context: Context) -> tuple[str, ...]:
    """Return the items to choose from, those named nearest first; never empty."""
    found = [item.item for item in _items_near(context)]
    quantity = context.candidate.quantity
    if quantity is not None:
        found += _by_figure(context, quantity)
    found += ITEMS_OF_FRAME.get(context.frame, ())
    predicate = context.candidate.predicate
    found += ITEMS_OF_VERB.get(predicate.lemma if predicate else "", ())
    if _LISTED.search(context.sentence.text):
        found.append("sanction")
    if _HELD.search(context.sentence.text):
        found.append("prisoners")
    if quantity is not None and _BUILT.search(context.sentence.text):
        found.append("plant")
    found += _of_a_people(context)
    named = context.candidate.item
    other = own_noun(context) or (_other_noun(context) if quantity is not None or named is None else None)
    if other is None and not any(item.startswith("other:") for item in found):
        other = "goods" if named is None else named.words.lower() if quantity is None else None
    if other:
        found.append(f"other:{other}")
    unnamed = UNNAMED if quantity is None else ()
    return tuple(dict.fromkeys([*found, *context.evidence.items, *unnamed]))


def _of_a_people(context: Context) -> tuple[str, ...]:
    """Whom a people's name may mean where nothing else is named: no Chadian has crossed the river."""
    told = context.candidate.quantity is None and context.candidate.item is None
    return PEOPLE_ITEMS if told and any(span.form is StateForm.PEOPLE for span in context.marks.states) else ()


def _by_figure(context: Context, quantity: QuantitySpan) -> Iterator[str]:
    """The items that follow from the figure itself: from its unit, or from its having no noun."""
    if is_currency(quantity.unit):
        yield from MONEY_ITEMS
    elif quantity.is_ratio:
        yield from ("trade_total", "money")
    if quantity.unit is None:
        yield from PEOPLE_ITEMS
        noun = context.candidate.noun
        if noun is None or noun.pos == "NUM" or noun.lemma in _PERSONS_AT_LARGE:
            yield from ("engineers", "officers", "payment", "money", "aid_package")
    yield from ITEM_OF_UNIT.get(quantity.unit or "", ())


def _other_noun(context: Context) -> str | None:
    """A plain noun beside the governing verb, which the figure may be told of: the stadium, at a cost of 53 million."""
    predicate, marks = context.candidate.predicate, context.marks
    if predicate is None:
        return None
    named = [(state.start, state.end) for state in marks.states]
    named += [(body.start, body.end) for body in marks.bodies]
    named += [(item.start, item.end) for item in marks.items]
    named += [(figure.start, figure.end) for figure in marks.quantities]
    for word in children(context.sentence, predicate):
        plain = word.pos == "NOUN" and word.text.isalpha() and word.lemma not in _NOT_ITEMS
        if plain and word.dep in _BESIDE and not any(a < word.end and word.start < b for a, b in named):
            return word.text.lower()
    return None


def _items_near(context: Context) -> list[ItemSpan]:
    attached = [context.candidate.item] if context.candidate.item else []
    here = [item for item in context.marks.items if item.form is not ItemForm.UNIT]
    here.sort(key=lambda item: abs(item.start - context.candidate.start))
    back = [
        item
        for index in context.reading.before(context.candidate.sentence, LOOK_BACK)
        for item in reversed(context.reading.marks[index].items)
        if item.form is not ItemForm.UNIT
    ]
    return [*attached, *here, *back[:6]]


def own_noun(context: Context) -> str | None:
    """Return the text's own noun for what is counted, where no item of the list is attached; None where it has none."""
    candidate = context.candidate
    noun = candidate.noun
    if candidate.quantity is None or candidate.item is not None or noun is None:
        return None
    measured = _of_object(context, noun) if candidate.quantity.unit is not None or candidate.unit_noun else noun
    if measured is None or measured.pos not in ("NOUN", "PROPN") or measured.lemma in _NOT_ITEMS:
        return None
    if not measured.text.isalpha() or candidate.quantity.start <= measured.start < candidate.quantity.end:
        return None
    kept = [
        word.text
        for word in children(context.sentence, measured)
        if (word.dep == "compound" and word.pos == "NOUN") or word.text == "medical"
    ]
    return " ".join([*kept[-1:], measured.text]).lower()


def _of_object(context: Context, noun: Word) -> Word | None:
    """What a measure or a part is one of: 23,000 tonnes of fertiliser."""
    for preposition in children(context.sentence, noun):
        if preposition.lemma == "of":
            return next((word for word in children(context.sentence, preposition) if word.dep == "pobj"), None)
    return None


def item_features(context: Context, kind: Kind, options: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the features of each option."""
    near = [name for name in context.base if name.startswith("near cue=") and "|" not in name]
    own = own_noun(context) is not None
    return [tuple(dict.fromkeys(_option_features(context, kind, item, near, own=own))) for item in options]


def _option_features(context: Context, kind: Kind, item: str, near: Sequence[str], *, own: bool) -> Iterator[str]:
    """What speaks for an item; ``near`` are the cues near the figure, ``own``: the figure has a noun of its own."""
    candidate = context.candidate
    quantity = candidate.quantity
    name = "other" if item.startswith("other:") else item
    family = family_of(item)
    form = str(quantity.form) if quantity else "none"
    unit = str(quantity.unit) if quantity else "none"
    yield f"x={name}"
    yield f"x={name}|k={kind}"
    yield f"x={name}|form={form}"
    yield f"x={name}|unit={unit}"
    yield f"x={name}|unit={unit}|k={kind}"
    yield f"f={family}|k={kind}|unit={unit}"
    yield f"x={name}|fr={context.frame}"
    yield f"f={family}|fr={context.frame}"
    for cue in near:
        yield f"f={family}|{cue}"
    if candidate.item is None and candidate.quantity is not None:
        yield f"other={name == 'other'}|own noun={own}"
        yield f"other={name == 'other'}|own noun={own}|form={form}"
    if item in MONEY_ITEMS or item in PEOPLE_ITEMS or name == "other":
        for word in context.clause:
            yield f"x={name}|cw={word.lemma}"
        if candidate.noun is not None:
            yield f"x={name}|noun={candidate.noun.lemma if candidate.noun.pos != 'NUM' else '#'}"
    yield from _mention_features(context, kind, item)


def _mention_features(context: Context, kind: Kind, item: str) -> Iterator[str]:
    candidate = context.candidate
    if candidate.item is not None:
        yield f"attached={candidate.item.item == item}"
        yield f"attached={candidate.item.item == item}|weight={round(candidate.item.weight, 1)}"
        yield f"attached={candidate.item.item}|x={item}"
        if candidate.item.item == item:
            yield f"attached|k={kind}"
    bare = candidate.item is None
    here = [span for span in context.marks.items if span.item == item and span.form is not ItemForm.UNIT]
    if not here:
        yield f"not here|bare={bare}"
    ranked = sorted(
        (span for span in context.marks.items if span.form is not ItemForm.UNIT),
        key=lambda span: abs(span.start - candidate.start),
    )
    for span in here:
        side = "bef" if span.start < candidate.start else "aft"
        yield f"here|{side}|bare={bare}"
        yield f"here|{side}|rank={min(ranked.index(span), 2)}|bare={bare}"
        yield f"here|weight={round(span.weight, 1)}|bare={bare}"
        yield from _route_features(context, span, bare=bare)
    yield from _back_features(context, item, bare=bare, here=bool(ranked))


def _route_features(context: Context, span: ItemSpan, *, bare: bool) -> Iterator[str]:
    head, noun, predicate = (
        head_of(context.sentence, span.start, span.end),
        context.candidate.noun,
        context.candidate.predicate,
    )
    if head is None or noun is None:
        return
    steps = path(context.sentence, head, noun)
    if steps is not None:
        yield f"route=below {'>'.join(steps[:2])}|bare={bare}"
    upward = path(context.sentence, noun, head)
    if upward is not None:
        yield f"route=above {'>'.join(upward[:2])}|bare={bare}"
    if predicate is not None:
        through = path(context.sentence, head, predicate)
        if through is not None:
            yield f"route=verb {'>'.join(through[:1])}|fr={context.frame}|bare={bare}"


def _back_features(context: Context, item: str, *, bare: bool, here: bool) -> Iterator[str]:
    pronoun = bool(
        _PRONOUN.search(context.sentence.text[max(0, context.candidate.start - 20) : context.candidate.end + 20])
    )
    for distance, index in enumerate(context.reading.before(context.candidate.sentence, LOOK_BACK), 1):
        marks = context.reading.marks[index]
        if any(span.item == item for span in marks.items):
            yield f"back={distance}|here={here}|bare={bare}"
            yield f"back={distance}|pronoun={pronoun}|bare={bare}"
            if marks.items[-1].item == item:
                yield f"back last={distance}|bare={bare}"
            return
    if context.sentence.lead and any(
        span.words.lower() in context.sentence.lead.lower() for span in context.marks.items if span.item == item
    ):
        yield "in lead"
