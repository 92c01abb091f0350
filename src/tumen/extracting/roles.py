"""Sides: which states may be giver and receiver of a candidate, and what speaks for each pair.

Options are all ordered pairs of the states that the text near the candidate or the document at large speaks of, with an
empty side among them. What speaks for a pair are named features: where its states hang in the parse and by which
preposition, what the frame's entry expects there, and how often the document names them as givers and receivers. A
ranker weighs them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Final

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.item import family_of
from tumen.extracting.clauses import head_of, is_passive, path, predicate_of
from tumen.extracting.features import Context
from tumen.extracting.model import Ranker, softmax
from tumen.extracting.outlook import Sides
from tumen.extracting.pairs import Bond, bond_features, bond_of, cast_of, naming_features, step_of, vote_at, vote_of
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import StateForm, StateSpan

MOST_STATES: Final = 9
_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_BEFORE: Final = re.compile(r"([A-Za-z']+|[,:;(\"-])\s*(?:the |a |its |an )?$")
_AFTER: Final = re.compile(r"^('s?\b|[ -]*[A-Za-z-]+|[,:;.)\"])")


def states_near(context: Context) -> tuple[str, ...]:
    """Return the codes of the states that may be a side: named here, shortly before, or often in the document."""
    reading, index, evidence = context.reading, context.candidate.sentence, context.evidence
    codes = [span.code for span in context.marks.states]
    codes += sorted(evidence.plain, key=evidence.rank)[:3]
    codes += reading.home
    codes += reading.titled[:2]
    codes += _of_case(context)
    for before in reading.before(index, 3):
        codes += [span.code for span in reading.marks[before].states]
    codes += [body.home for body in context.marks.bodies if body.home]
    codes += sorted(evidence.plain, key=evidence.rank)[:6]
    codes += reading.states
    return tuple(list(dict.fromkeys(codes))[:MOST_STATES])


def _of_case(context: Context) -> tuple[str, ...]:
    """The case's two states, unless the document names others and neither of them."""
    reading = context.reading
    about = any(code in reading.mentions for code in reading.case) or len(context.evidence.plain) < 2
    return reading.case if about else ()


def side_options(context: Context, kind: Kind) -> tuple[Sides, ...]:
    """Return the pairs of sides to choose from; for a symmetric kind each pair once, in the order of its codes."""
    codes: tuple[str | None, ...] = (*states_near(context), None)
    pairs = [(actor, other) for actor, other in product(codes, codes) if actor != other]
    if kind in SYMMETRIC_KINDS:
        pairs = [(actor, other) for actor, other in pairs if actor is not None and (other is None or actor < other)]
    return tuple(pairs) or ((None, None),)


def side_features(context: Context, kind: Kind, item: str, options: Sequence[Sides]) -> list[tuple[str, ...]]:
    """Return the features of each option."""
    group = _group(kind, item)
    own = _features_by_place(context, group, options)
    cast = cast_of(context, _codes(options))
    kind_family = f"{group}|{family_of(item)}"
    found: list[tuple[str, ...]] = []
    for actor, other in options:
        bond = bond_of(cast, (actor, other))
        named = naming_features((actor, other), bond, kind_family)
        found.append((*own["a", actor], *own["c", other], *named, *bond_features(cast, bond, kind_family, group)))
    return found


def side_chances(
    context: Context, kind: Kind, item: str, options: Sequence[Sides], ranker: Ranker
) -> dict[Sides, float]:
    """Return the chance of each option; what speaks for a state, or for a bond, is weighed once for all its pairs."""
    group = _group(kind, item)
    own = {key: ranker.score(names) for key, names in _features_by_place(context, group, options).items()}
    cast = cast_of(context, _codes(options))
    kind_family = f"{group}|{family_of(item)}"
    shared: dict[Bond, list[float]] = {}
    scores: list[float] = []
    for actor, other in options:
        bond = bond_of(cast, (actor, other))
        if bond not in shared:
            shared[bond] = ranker.known(bond_features(cast, bond, kind_family, group))
        named = ranker.known(naming_features((actor, other), bond, kind_family))
        scores.append(own["a", actor] + own["c", other] + math.fsum((*named, *shared[bond])))
    return dict(zip(options, softmax(scores), strict=True))


def _group(kind: Kind, item: str) -> str:
    """The kind, money apart: what speaks for the giver of goods speaks for the taker of their price."""
    if kind in SYMMETRIC_KINDS:
        return "sym"
    return f"{kind} money" if family_of(item) == "money" else str(kind)


def _features_by_place(
    context: Context, group: str, options: Sequence[Sides]
) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """What speaks for each state as actor (a) and as counterpart (c)."""
    found: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for code in _codes(options):
        names = tuple(dict.fromkeys(_state_features(context, code)))
        for place in ("a", "c"):
            found[place, code] = (
                *(f"{place}|{name}" for name in names),
                *(f"{place}|{group}|{name}" for name in names),
            )
    return found


def _codes(options: Sequence[Sides]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(code for pair in options for code in pair))


def _state_features(context: Context, code: str | None) -> Iterator[str]:
    if code is None:
        yield "none"
        yield f"none|states={min(len({span.code for span in context.marks.states}), 3)}"
        yield f"none|fr={context.frame}"
        if context.candidate.item:
            yield f"none|item={context.candidate.item.item}"
        return
    mentions = [span for span in context.marks.states if span.code == code]
    for span in mentions:
        yield from _mention_features(context, span)
    if not mentions:
        yield from _absent_features(context, code)
    rank = context.evidence.rank(code)
    yield f"rank={min(rank, 3)}"
    yield f"rank={min(rank, 3)}|here={bool(mentions)}"
    if code in context.reading.home:
        yield f"of the house|we={bool(_WE.search(context.sentence.text))}"
    yield from _evidence_features(context, code, here=bool(mentions))


def _evidence_features(context: Context, code: str, *, here: bool) -> Iterator[str]:
    evidence = context.evidence
    for name, family in (("all", ""), ("fam", context.family)):
        gives, gets = (step_of(evidence.share(code, family, giving=giving)) for giving in (True, False))
        yield f"{name} gives={gives}"
        yield f"{name} gets={gets}"
        yield f"{name} gives={gives}|gets={gets}|here={here}"
    if code not in evidence.plain:
        yield f"only speaks|here={here}"
        yield f"not named={code not in context.reading.mentions}|case={code in context.reading.case}"


def _absent_features(context: Context, code: str) -> Iterator[str]:
    yield "absent"
    yield f"absent|others={min(len({span.code for span in context.marks.states}), 2)}"
    if any(body.home == code for body in context.marks.bodies):
        yield "home"
        yield f"home|we={bool(_WE.search(context.sentence.text))}"
    for distance, index in enumerate(context.reading.before(context.candidate.sentence, 3), 1):
        spans = [span for span in context.reading.marks[index].states if span.code == code]
        if spans:
            sentence = context.reading.sentences[index]
            yield f"before={distance}"
            for vote in dict.fromkeys(vote_at(context.reading, context.evidence, sentence, span) for span in spans):
                yield f"before={min(distance, 2)}|vote={vote}"
                yield f"before={min(distance, 2)}|vote={vote}|bare={not context.marks.states}"
            return


def _mention_features(context: Context, span: StateSpan) -> Iterator[str]:
    candidate, text = context.candidate, context.sentence.text
    yield f"speaks={(context.sentence.index, span.start) in context.evidence.speaking}"
    side = "bef" if span.end <= candidate.start else "aft"
    gap = candidate.start - span.end if side == "bef" else span.start - candidate.end
    near = "0" if gap < 12 else "1" if gap < 35 else "2" if gap < 80 else "3"
    yield f"form={span.form}"
    yield f"{side}{near}"
    before, after = _BEFORE.search(text[: span.start]), _AFTER.search(text[span.end :])
    prior = before[1].lower() if before else "^"
    later = after[1].strip().lower() if after else "$"
    yield f"w-1={prior}"
    yield f"w-1={prior}|fr={context.frame}"
    yield f"w+1={later}"
    yield f"{side}|form={span.form}|w-1={prior}"
    fellows = [other for other in context.marks.states if (other.end <= candidate.start) == (side == "bef")]
    nearest = fellows[-1 if side == "bef" else 0] if fellows else span
    if nearest == span:
        yield f"nearest={side}"
        yield f"nearest={side}|fr={context.frame}"
    if any(body.start <= span.start < body.end for body in context.marks.bodies):
        yield "in body"
    yield from _vote_features(context, span)
    yield from _parse_features(context, span)


def _vote_features(context: Context, span: StateSpan) -> Iterator[str]:
    vote = vote_of(context, span)
    yield f"vote={vote}"
    yield f"vote={vote}|fr={context.frame}"
    head, predicate = head_of(context.sentence, span.start, span.end), context.candidate.predicate
    own = predicate_of(context.sentence, head) if head else None
    same = own is not None and predicate is not None and own.index == predicate.index
    yield f"vote={vote}|own clause={same}"


def _parse_features(context: Context, span: StateSpan) -> Iterator[str]:
    sentence, candidate = context.sentence, context.candidate
    head, predicate, noun = head_of(sentence, span.start, span.end), candidate.predicate, candidate.noun
    if head is None or predicate is None or noun is None:
        return
    yield from _noun_route(context, span, head, noun)
    own = predicate_of(sentence, head)
    steps = path(sentence, head, predicate)
    if steps is not None and own is not None and own.index == predicate.index:
        yield from _verb_route(context, steps, predicate)
    elif own is not None:
        above = path(sentence, predicate, own)
        link = "up" if above is not None else "down" if steps is not None else "side"
        own_steps = path(sentence, head, own) or ()
        frame = context.reading.frames.of_verb(own.lemma)
        yield f"own|{link}|{frame}|{'>'.join(own_steps[:2])}"
        yield f"own|{link}|{'>'.join(own_steps[:1])}"
        if frame == "say" and own_steps[:1] and own_steps[0] in _SUBJECTS:
            yield f"speaks|{link}|{'mod' if len(own_steps) > 1 else 'self'}"


def _verb_route(context: Context, steps: tuple[str, ...], predicate: Word) -> Iterator[str]:
    voice = "pass" if is_passive(context.sentence, predicate) else "act"
    route = ">".join(steps[:2])
    yield f"v|{context.frame}|{voice}|{route}"
    yield f"v|{voice}|{route}"
    yield f"v|{context.frame}|{steps[0] if steps else 'self'}"
    yield f"v|{predicate.lemma}|{route}"
    yield from _expected(context, _places(steps))


def _noun_route(context: Context, span: StateSpan, head: Word, noun: Word) -> Iterator[str]:
    steps = path(context.sentence, head, noun)
    if steps is not None:
        name = context.reading.frames.of_noun(noun.lemma)
        yield f"n|{'>'.join(steps[:2])}"
        yield f"n|{'>'.join(steps[:1])}|people={span.form is StateForm.PEOPLE}"
        yield f"n|{name}|{steps[0] if steps else 'self'}"
    above = context.sentence.words[head.head]
    if above.pos == "NOUN" and above.index != noun.index:
        name = context.reading.frames.of_noun(above.lemma)
        if name:
            yield f"of noun|{name}|{head.dep}"
    elif above.dep == "prep":
        held = context.sentence.words[above.head]
        name = context.reading.frames.of_noun(held.lemma) if held.pos == "NOUN" else ""
        if name:
            yield f"of noun|{name}|{above.lemma}"


def _places(steps: tuple[str, ...]) -> tuple[str, ...]:
    """The places of `data/frames.yaml` that the steps stand for."""
    if not steps:
        return ()
    names = {"nsubj": "subject", "nsubjpass": "passive_subject", "dobj": "object"}
    first = names.get(steps[0], steps[0])
    inner = {"mod": "adjective", "poss": "possessive"}.get(steps[-1], steps[-1]) if len(steps) > 1 else ""
    return (inner,) if inner else (first,)


def _expected(context: Context, places: tuple[str, ...]) -> Iterator[str]:
    frame = context.reading.frames.by_name.get(context.frame)
    if frame is None:
        return
    for place in places:
        if place in frame.giver:
            yield "expected giver"
        if place in frame.receiver:
            yield "expected receiver"


_WE: Final = re.compile(r"\b(?:[Ww]e|us|[Oo]urs?)\b")
_JOINED: Final = re.compile(r"(?:'s)?(?:,? and |, | or |/)(?:the |its |also )?")
_LAST: Final = re.compile(r"\b(?:and|or)\b")


def named_together(context: Context, code: str | None) -> tuple[str, ...]:
    """Return the states that a conjunction joins to a mention of the state, which none of them speaks."""
    found: list[str] = []
    for first, second in _joined(context):
        if code in (first.code, second.code) and first.code != second.code:
            found.append(second.code if first.code == code else first.code)
    return tuple(dict.fromkeys(found))


def _joined(context: Context) -> Iterator[tuple[StateSpan, StateSpan]]:
    """Neighbours among the states named, none of which speaks, that a conjunction or a comma joins."""
    spans = [span for span in context.marks.states if vote_of(context, span) != "speaks"]
    for first, second in pairwise(spans):
        if _JOINED.fullmatch(context.sentence.text[first.end : second.start]):
            yield first, second


def first_of_many(context: Context, code: str | None, other: str | None) -> str | None:
    """Return the first of three states or more in whose row the state stands; None where it stands in none.

    By the codebook, the first stands for them all. A row in which the ``other`` side stands is none, nor does a state
    stand in one that the sentence names apart from it, too, or where each of them has a figure of its own.
    """
    mentions = sum(span.code == code for span in context.marks.states)
    for row in _rows(context):
        codes = [span.code for span in row]
        apart = len(context.marks.quantities) >= len(codes)
        if len(set(codes)) > 2 and codes.count(code or "") == mentions > 0 and other not in codes and not apart:
            return codes[0]
    return None


def _rows(context: Context) -> Iterator[list[StateSpan]]:
    """States told in a row, which "and" or "or" ends, by the grammar, too: Mali, Niger and Chad."""
    row: list[StateSpan] = []
    for first, second in _joined(context):
        row = row if row and row[-1] is first else [first]
        if not _belongs(context.sentence, row, second):
            row = []
            continue
        row = [*row, second]
        if _LAST.search(context.sentence.text, first.end, second.start):
            if not _opens_a_clause(context.sentence, row):
                yield row
            row = []


def _opens_a_clause(sentence: Sentence, row: Sequence[StateSpan]) -> bool:
    """Whether a verb follows of which the first is no subject: "after talks in Paris, Britain and Germany sent …"."""
    first = head_of(sentence, row[0].start, row[0].end)
    after = next((word for word in sentence.words if word.start >= row[-1].end), None)
    verb = after is not None and after.pos in ("VERB", "AUX")
    return verb and first is not None and first.dep not in ("nsubj", "nsubjpass")


def _belongs(sentence: Sentence, row: Sequence[StateSpan], further: StateSpan) -> bool:
    """Whether a state hangs on one of the row; "in Paris, Britain" are no row."""
    heads = {word.index for span in row if (word := head_of(sentence, span.start, span.end)) is not None}
    word = head_of(sentence, further.start, further.end)
    return word is not None and word.dep in ("conj", "appos") and word.head in heads
