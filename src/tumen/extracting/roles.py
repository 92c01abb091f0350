"""Sides: which states may be giver and receiver of a candidate, and what speaks for each pair.

Options are all ordered pairs of the states that the text near the candidate or the document at large speaks of, with an
empty side among them. What speaks for a pair are named features: where its states hang in the parse and by which
preposition, what the frame's entry expects there, how often the document names them, and what was carried over from the
claim before. A ranker weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.item import family_of
from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import head_of, is_passive, path, predicate_of
from tumen.extracting.features import Context
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import StateForm, StateSpan

Sides = tuple[str | None, str | None]
MOST_STATES: Final = 7
_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_BEFORE: Final = re.compile(r"([A-Za-z']+|[,:;(\"-])\s*(?:the |a |its |an )?$")
_BY_ACCOUNT: Final = re.compile(
    r"(?:according to|cit(?:es?|ing)|quot(?:es?|ing)|told)\s+(?:the\s+|a\s+|an\s+|some\s+)?$",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(
    r"(?:'s?)?\s*(?:own\s+)?(?:count|reckoning|estimate|figures?|account|reading|view|words|official|officials|ministry|service|spies|spy|intelligence|"
    r"lawmaker|military|general staff|television|radio|newspaper|agency|customs|border|diplomat|minister|president|foreign|defence|scholar|analyst|"
    r"paper|press|media|reporter|envoy|ambassador)|\s*\([^)]*\)?\s*:|:",
    re.IGNORECASE,
)
_VOICES: Final = frozenset(SourceKind) - {SourceKind.COMPANY, SourceKind.MILITARY}
_AFTER: Final = re.compile(r"^('s?\b|[ -]*[A-Za-z-]+|[,:;.)\"])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the claims before, nearest first, were about: their kinds, places, sides, items and times."""

    kinds: tuple[Kind, ...] = ()
    sentences: tuple[int, ...] = ()
    sides: tuple[Sides, ...] = ()
    items: tuple[str, ...] = ()
    times: tuple[Edtf | None, ...] = ()


def states_near(context: Context) -> tuple[str, ...]:
    """Return the codes of the states that may be a side: named here, shortly before, or often in the document."""
    reading, index = context.reading, context.candidate.sentence
    codes = [span.code for span in context.marks.states]
    codes += [body.home for body in context.marks.bodies if body.home]
    for before in reading.before(index, 3):
        codes += [span.code for span in reading.marks[before].states]
    codes[MOST_STATES - 3 :] = [*reading.states[:3], *codes[MOST_STATES - 3 :]]
    codes += reading.states[:4]
    return tuple(list(dict.fromkeys(codes))[:MOST_STATES])


def side_options(context: Context, kind: Kind) -> tuple[Sides, ...]:
    """Return the pairs of sides to choose from; for a symmetric kind each pair once, in the order of its codes."""
    codes: tuple[str | None, ...] = (*states_near(context), None)
    pairs = [(actor, other) for actor, other in product(codes, codes) if actor != other]
    if kind in SYMMETRIC_KINDS:
        pairs = [(actor, other) for actor, other in pairs if actor is not None and (other is None or actor < other)]
    return tuple(pairs) or ((None, None),)


def side_features(
    context: Context, kind: Kind, item: str, options: Sequence[Sides], carried: Carried
) -> list[tuple[str, ...]]:
    """Return the features of each option."""
    known = {code: tuple(dict.fromkeys(_state_features(context, code))) for code in _codes(options)}
    family = family_of(item)
    group = "sym" if kind in SYMMETRIC_KINDS else str(kind)
    rows: list[tuple[str, ...]] = []
    for actor, other in options:
        row: list[str] = []
        for place, code in (("a", actor), ("c", other)):
            for name in known[code]:
                row.append(f"{place}|{name}")
                row.append(f"{place}|{group}|{name}")
        row.extend(_pair_features(context, (actor, other), f"{group}|{family}", group))
        row.extend(_carried_features((actor, other), item, group, carried))
        rows.append(tuple(row))
    return rows


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
    rank = context.reading.states.index(code) if code in context.reading.states else 9
    yield f"rank={min(rank, 3)}"
    yield f"rank={min(rank, 3)}|here={bool(mentions)}"


def _absent_features(context: Context, code: str) -> Iterator[str]:
    yield "absent"
    yield f"absent|others={min(len({span.code for span in context.marks.states}), 2)}"
    if any(body.home == code for body in context.marks.bodies):
        yield "home"
    for distance, index in enumerate(context.reading.before(context.candidate.sentence, 3), 1):
        if any(span.code == code for span in context.reading.marks[index].states):
            yield f"before={distance}"
            return


def speaks(context: Context, span: StateSpan) -> bool:
    """Tell whether the state is named as, or within, the source of what is said, and not as a side of it."""
    text = context.sentence.text
    if _BY_ACCOUNT.search(text[: span.start]) or _ACCOUNT.match(text[span.end :]):
        return True
    if any(body.start <= span.start < body.end and body.kind in _VOICES for body in context.marks.bodies):
        return True
    head = head_of(context.sentence, span.start, span.end)
    own = predicate_of(context.sentence, head) if head else None
    if head is None or own is None or context.reading.frames.of_verb(own.lemma) != "say":
        return False
    steps = path(context.sentence, head, own)
    return bool(steps) and steps is not None and steps[0] in _SUBJECTS


def _mention_features(context: Context, span: StateSpan) -> Iterator[str]:
    candidate, text = context.candidate, context.sentence.text
    yield f"speaks={speaks(context, span)}"
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
    yield from _parse_features(context, span)


def _parse_features(context: Context, span: StateSpan) -> Iterator[str]:
    sentence, candidate = context.sentence, context.candidate
    head, predicate, noun = head_of(sentence, span.start, span.end), candidate.predicate, candidate.noun
    if head is None or predicate is None or noun is None:
        return
    yield from _noun_route(context, head, noun)
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


def _noun_route(context: Context, head: Word, noun: Word) -> Iterator[str]:
    steps = path(context.sentence, head, noun)
    if steps is not None:
        name = context.reading.frames.of_noun(noun.lemma)
        yield f"n|{'>'.join(steps[:2])}"
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


def _pair_features(context: Context, pair: Sides, kind_family: str, group: str) -> Iterator[str]:
    actor, other = pair
    reading = context.reading
    yield f"pair={actor}>{other}"
    yield f"pair={actor}>{other}|{kind_family}"
    yield f"a={actor}|{kind_family}"
    yield f"c={other}|{kind_family}"
    yield f"null={actor is None}{other is None}|{group}"
    yield f"null={actor is None}{other is None}|{kind_family}"
    top = reading.states[:2]
    yield f"tops={actor in top}{other in top}"
    here = {span.code for span in context.marks.states}
    plain_here = {span.code for span in context.marks.states if not speaks(context, span)}
    status = "".join("p" if code in plain_here else "s" if code in here else "-" for code in pair)
    yield f"status={status}"
    yield f"status={status}|plain={min(len(plain_here), 3)}"
    yield f"status={status}|plain={min(len(plain_here), 3)}|tops={actor in top}{other in top}"
    yield f"here={actor in here}{other in here}"
    yield f"here={actor in here}{other in here}|n={min(len(here), 3)}|{group}"
    if actor in here and other in here:
        first = {span.code: span.start for span in reversed(context.marks.states)}
        order = "ac" if first[actor] < first[other] else "ca"
        yield f"order={order}|fr={context.frame}"
        yield f"order={order}|fr={context.frame}|n={len(here)}"


def _carried_features(pair: Sides, item: str, group: str, carried: Carried) -> Iterator[str]:
    turned = (pair[1], pair[0])
    if not carried.sides:
        yield "first"
        return
    last = carried.sides[0]
    relation = "same" if pair == last else "turned" if turned == last else "other"
    same_item = carried.items[0] == item
    yield f"last={relation}"
    yield f"last={relation}|item={same_item}"
    yield f"last={relation}|{group}"
    yield f"last actor={pair[0] == last[0]}"
    seen = [sides for sides, name in zip(carried.sides, carried.items, strict=True) if name == item]
    if seen:
        yield f"item seen={'same' if seen[0] == pair else 'turned' if seen[0] == turned else 'other'}"
    families = [
        sides for sides, name in zip(carried.sides, carried.items, strict=True) if family_of(name) == family_of(item)
    ]
    if families:
        yield f"family seen={'same' if families[0] == pair else 'turned' if families[0] == turned else 'other'}"
    yield f"ever={'same' if pair in carried.sides else 'turned' if turned in carried.sides else 'never'}"


def named_by(sentence: Sentence, span: StateSpan) -> str:
    """Return the words by which the sentence names the state."""
    return sentence.text[span.start : span.end]


PLACE_FORMS: Final = frozenset({StateForm.PLACE, StateForm.NAME})
