"""What the models look at: named features of a candidate's surroundings.

Every feature is a short text that can be read: ``v=send`` is the governing verb, ``fr=give`` its frame. The same
functions serve training and extraction.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, cast

from tumen.codebook.item import family_of
from tumen.codebook.quantity import is_currency
from tumen.extracting.candidates import Candidate
from tumen.extracting.clauses import auxiliaries, clause_words, is_passive, particle_of, path, upwards
from tumen.extracting.evidence import Evidence, places_of
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.wordlists import yaml_list

_CONTENT: Final = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "AUX", "SCONJ"})
_TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z'-]*|\d|[^\w\s]")
DIGITS: Final = re.compile(r"\d+")


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """Return the cue words of `data/qualifier_cues.yaml`, a pattern for each name."""
    listed = cast("Mapping[str, list[str]]", yaml_list("qualifier_cues.yaml"))
    return {name: re.compile("|".join(words), re.IGNORECASE) for name, words in listed.items()}


@lru_cache(maxsize=4_096)
def cues_in(text: str) -> Mapping[str, None]:
    """Return the names of the cues in a text, in their order; kept, for a sentence has many candidates."""
    return {name: None for name, pattern in cues().items() if pattern.search(text)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A candidate with what surrounds it, worked out once for all models."""

    reading: Reading
    candidate: Candidate
    sentence: Sentence
    marks: Marks
    clause: tuple[Word, ...]
    frame: str
    frames_above: tuple[str, ...]
    evidence: Evidence
    base: tuple[str, ...]

    @property
    def family(self) -> str:
        """Family of the attached item; empty where there is none."""
        return family_of(self.candidate.item.item) if self.candidate.item else ""


def context_of(reading: Reading, candidate: Candidate, evidence: Evidence) -> Context:
    """Return the candidate's surroundings with the features that all models share."""
    sentence = reading.sentences[candidate.sentence]
    marks = reading.marks[candidate.sentence]
    predicate = candidate.predicate
    clause = clause_words(sentence, predicate) if predicate else ()
    frame = _frame(reading, sentence, predicate) if predicate else ""
    above = tuple(_frame(reading, sentence, word) for word in upwards(sentence, predicate)) if predicate else ()
    context = Context(
        reading=reading,
        candidate=candidate,
        sentence=sentence,
        marks=marks,
        clause=clause,
        frame=frame,
        frames_above=tuple(name for name in above if name)[:2],
        evidence=evidence,
        base=(),
    )
    return replace(context, base=tuple(dict.fromkeys(_base(context))))


def _frame(reading: Reading, sentence: Sentence, word: Word) -> str:
    if word.pos in ("VERB", "AUX"):
        return reading.frames.of_verb(word.lemma, particle_of(sentence, word))
    return reading.frames.of_noun(word.lemma)


def _base(context: Context) -> Iterator[str]:
    yield "bias"
    yield from _figure_features(context.candidate)
    yield from _noun_features(context)
    yield from _verb_features(context)
    yield from _window_features(context)
    yield from _bag_features(context)
    yield from _surrounding_features(context)
    yield from _cue_features(context)
    yield from _kind_features(context)
    yield from _side_features(context)


def _figure_features(candidate: Candidate) -> Iterator[str]:
    quantity = candidate.quantity
    if quantity is None:
        yield "q=none"
        return
    yield "q=yes"
    yield f"q.form={quantity.form}"
    yield f"q.unit={quantity.unit}"
    yield f"q.hedge={quantity.hedge}"
    value = quantity.high if quantity.high is not None else quantity.low
    yield f"q.size={int(math.log10(value)) if value and value >= 1 else -1}"
    if value is not None and value <= 3:
        yield f"q.small={value:g}"
    if quantity.words.isdigit() and len(quantity.words) <= 2:
        yield "q.plain2"
    yield f"q.form={quantity.form}&unit={quantity.unit}"


def _noun_features(context: Context) -> Iterator[str]:
    candidate = context.candidate
    noun, item = candidate.noun, candidate.item
    mode = "q" if candidate.quantity else "u"
    if noun is not None:
        yield f"noun={noun.lemma if noun.pos != 'NUM' else '#'}"
        yield f"noun.dep={noun.dep}"
        yield f"noun.dep={noun.dep}&{mode}"
        yield f"noun.frame={context.reading.frames.of_noun(noun.lemma)}"
    if item is None:
        yield f"item=none&{mode}"
    else:
        yield f"item={item.item}"
        yield f"item={item.item}&{mode}"
        yield f"fam={family_of(item.item)}&{mode}"
        yield f"item.weight={round(item.weight, 1)}&{mode}"
        yield f"item.form={item.form}&{mode}"
        yield f"item.words={item.words.lower()}"
    if candidate.unit_noun is not None:
        yield f"unit.noun={candidate.unit_noun.unit}"


def _verb_features(context: Context) -> Iterator[str]:
    candidate, sentence = context.candidate, context.sentence
    predicate, noun = candidate.predicate, candidate.noun
    mode = "q" if candidate.quantity else "u"
    if predicate is None or noun is None:
        yield f"v=none&{mode}"
        return
    fam = context.family
    steps = path(sentence, noun, predicate) or ()
    route = ">".join(steps[:2])
    voice = "pass" if is_passive(sentence, predicate) else "act"
    yield f"v={predicate.lemma}"
    yield f"v={predicate.lemma}&{mode}"
    yield f"fr={context.frame}"
    yield f"fr={context.frame}&{mode}"
    yield f"fr={context.frame}&fam={fam}"
    yield f"fr={context.frame}&{voice}&{route}"
    yield f"route={route}&{mode}"
    yield f"vtag={predicate.tag}"
    yield f"vdep={predicate.dep}"
    for word in auxiliaries(sentence, predicate):
        yield f"aux={word}"
        yield f"aux={word}&fr={context.frame}"
    for name in context.frames_above:
        yield f"above={name}"
        yield f"above={name}&fr={context.frame}"
    for above in list(upwards(sentence, noun))[:3]:
        if above.pos == "NOUN":
            yield f"nounabove={above.lemma}"
            yield f"nounframe={context.reading.frames.of_noun(above.lemma)}&{mode}"


def tokens(text: str) -> list[str]:
    """Return the words and signs of a text in lower case, figures as ``#``.

    >>> tokens("About 4,000 men.")
    ['about', '#', 'men', '.']
    """
    plain = DIGITS.sub("0", re.sub(r"(?<=\d)[.,](?=\d)", "", text.lower()))
    return ["#" if word == "0" else word for word in _TOKEN.findall(plain)]


def _window_features(context: Context) -> Iterator[str]:
    text, candidate = context.sentence.text, context.candidate
    before = tokens(text[max(0, candidate.start - 60) : candidate.start])[-4:]
    after = tokens(text[candidate.end : candidate.end + 70])[:5]
    for distance, word in enumerate(reversed(before), 1):
        yield f"b{distance}={word}" if distance <= 2 else f"b={word}"
    for distance, word in enumerate(after, 1):
        yield f"a{distance}={word}" if distance <= 2 else f"a={word}"
    if len(before) >= 2:
        yield f"b2b1={before[-2]}_{before[-1]}"
    if len(after) >= 2:
        yield f"a1a2={after[0]}_{after[1]}"


def _bag_features(context: Context) -> Iterator[str]:
    mode = "q" if context.candidate.quantity else "u"
    for word in context.clause:
        if word.pos in _CONTENT and not DIGITS.search(word.text):
            yield f"cw={word.lemma}"
    frames = context.reading.frames
    for word in context.sentence.words:
        if word.pos in _CONTENT and not DIGITS.search(word.text):
            yield f"sw={word.lemma}"
            name = frames.of_verb(word.lemma) if word.pos == "VERB" else frames.of_noun(word.lemma)
            if name and word.pos in ("VERB", "NOUN"):
                yield f"sfr={name}&{mode}"


def _surrounding_features(context: Context) -> Iterator[str]:
    reading, candidate, marks = context.reading, context.candidate, context.marks
    mode = "q" if candidate.quantity else "u"
    codes = {span.code for span in marks.states}
    top = reading.states[:2]
    yield f"states={min(len(codes), 3)}&{mode}"
    yield f"top={sum(code in codes for code in top)}&{mode}"
    in_clause = {
        span.code for span in marks.states if any(word.start <= span.start < word.end for word in context.clause)
    }
    yield f"clause.states={min(len(in_clause), 3)}&{mode}"
    yield f"block={context.sentence.kind}&{mode}"
    yield f"figures={min(len(marks.quantities), 3)}&{mode}"
    yield f"times={min(len(marks.times), 2)}&{mode}"
    yield f"bodies={min(len(marks.bodies), 2)}&{mode}"
    if '"' in context.sentence.text:
        yield "quoted"
    if context.sentence.text.rstrip('"').endswith("?"):
        yield f"question&{mode}"
    for index in reading.before(candidate.sentence, 1):
        families = {family_of(item.item) for item in reading.marks[index].items if item.item}
        for family in sorted(families):
            yield f"prev.fam={family}&{mode}"
        yield f"prev.states={min(len({span.code for span in reading.marks[index].states}), 2)}&{mode}"


def _cue_features(context: Context) -> Iterator[str]:
    text, candidate = context.sentence.text, context.candidate
    mode = "q" if candidate.quantity else "u"
    near = text[max(0, candidate.start - 50) : candidate.end + 50]
    clause = text[context.clause[0].start : context.clause[-1].end] if context.clause else near
    family = context.family
    for name in cues_in(text):
        yield f"cue={name}"
        yield f"cue={name}|{mode}"
    for name in cues_in(near):
        yield f"near cue={name}"
        yield f"near cue={name}|{mode}"
        yield f"near cue={name}|fam={family}"
    for name in cues_in(clause):
        yield f"clause cue={name}"


_KIND_CUES: Final = (
    *("trade", "presence", "production", "share", "project", "act", "agreement", "moving"),
    *("killed", "wounded", "casualties", "captured", "destroyed"),
)


def _kind_features(context: Context) -> Iterator[str]:
    candidate = context.candidate
    quantity, form = candidate.quantity, _form_of(candidate)
    here = sorted({family_of(item.item) for item in context.marks.items if item.item})
    for family in here or ["nothing"]:
        yield f"form={form}|here={family}"
    if quantity is not None and quantity.is_ratio:
        follows = tokens(context.sentence.text[candidate.end : candidate.end + 30])[:1]
        yield f"ratio|next={follows[0] if follows else ''}"
        yield f"ratio|next={follows[0] if follows else ''}|fr={context.frame}"
    for word in context.clause:
        name = context.reading.frames.of_noun(word.lemma) if word.pos == "NOUN" else ""
        if name:
            yield f"clause noun={name}|form={form}"
            yield f"clause noun={name}|fr={context.frame}"
    yield from _kind_cue_features(context, form)


def _kind_cue_features(context: Context, form: str) -> Iterator[str]:
    """Words that speak for a kind: here, in the sentence before, in the title."""
    for name in _kind_cues_in(context.sentence.text):
        yield f"cue={name}|form={form}"
        yield f"cue={name}|fam={context.family}|form={form}"
    for index in context.reading.before(context.candidate.sentence, 1):
        for name in _kind_cues_in(context.reading.sentences[index].text):
            yield f"before={name}|form={form}"
            yield f"before={name}|bare={context.candidate.item is None}|states={min(len(context.marks.states), 1)}"
    for name in _kind_cues_in(context.reading.document.title or ""):
        yield f"title={name}|form={form}"


@lru_cache(maxsize=256)
def _kind_cues_in(text: str) -> tuple[str, ...]:
    return tuple(name for name in _KIND_CUES if cues()[name].search(text))


def _form_of(candidate: Candidate) -> str:
    """How the figure is told, money and measures by name."""
    quantity = candidate.quantity
    if quantity is None:
        return "none"
    if quantity.is_ratio:
        return "ratio"
    return "money" if is_currency(quantity.unit) else "measure" if quantity.unit else "count"


def _side_features(context: Context) -> Iterator[str]:
    """How many of the states named here stand in a giver's and in a receiver's place, and how many only speak."""
    candidate, sentence, reading = context.candidate, context.sentence, context.reading
    mode = "q" if candidate.quantity else "u"
    gives: set[str] = set()
    gets: set[str] = set()
    idle: set[str] = set()
    for span in context.marks.states:
        if (sentence.index, span.start) in context.evidence.speaking:
            continue
        giving, getting = places_of(reading, sentence, context.marks, span)
        (gives if giving else gets if getting else idle).add(span.code)
    votes = f"{min(len(gives), 1)}{min(len(gets), 1)}{min(len(idle), 2)}"
    yield f"votes={votes}|{mode}"
    yield f"votes={votes}|{mode}|fam={context.family}"
    yield f"votes={votes}|{mode}|fr={context.frame}"
    item = candidate.item
    if item is not None:
        verb = candidate.predicate.lemma if candidate.predicate else ""
        yield f"item={item.item}|fr={context.frame}|{mode}"
        yield f"item={item.item}|v={verb}|{mode}"
        yield f"item={item.item}|votes={votes}|{mode}"
        yield f"words={item.words.lower()}|{mode}"
        route = path(sentence, candidate.noun, candidate.predicate) if candidate.noun and candidate.predicate else None
        yield f"fam={context.family}|fr={context.frame}|route={'>'.join(route[:1]) if route else ''}|{mode}"
