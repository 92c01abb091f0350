"""Phrases around a noun: what belongs to it, the name set beside it, and whether it names a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tumen.extracting.clauses import children
from tumen.extracting.marking import Marks
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import StateForm
from tumen.extracting.wordlists import TITLES

_LEFT: Final = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "advmod", "predet", "quantmod", "npadvmod", "punct"}
)


_ARTICLE: Final = re.compile(
    r"^(?:the|a|an|his|her|its|their|this|that|one|another|some|our|my|two|three|both|several)\s+", re.IGNORECASE
)


def of_whom(sentence: Sentence, head: Word) -> Word | None:
    """The noun in "one of six builders"."""
    for prep in children(sentence, head):
        if prep.dep == "prep" and prep.lemma == "of":
            return next((word for word in children(sentence, prep) if word.dep == "pobj"), None)
    return None


_NAME_FOLLOWS: Final = re.compile(r"\s+(?P<name>[A-Z][\w'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w'-]+){0,3})")


def name_after(sentence: Sentence, place: int) -> tuple[str, int] | None:
    """The name that follows a title: "Russian ambassador Alexander Matsegora"."""
    match = _NAME_FOLLOWS.match(sentence.text, place)
    return None if match is None or " " not in match["name"] else (match["name"], match.end())


def body_after(sentence: Sentence, place: int) -> tuple[str, int] | None:
    """The name that follows what a body is: "the arms agency DAPA", "the opposition paper Adhadhu"."""
    match = _BODY_FOLLOWS.match(sentence.text, place)
    return None if match is None else (match["name"], match.end())


_BODY_FOLLOWS: Final = re.compile(
    r"\s(?P<name>(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|I)\b"
    r"|\w+day\b)[A-Z][\w'’-]*(?:\s(?:(?:of|for|en|de|la|al|and)\s)?[A-Z][\w'’-]*){0,4})"
)


OPENERS: Final = frozenset(
    [
        *("So", "But", "And", "Yet", "Thus", "Still", "Only", "Even", "Also", "As", "When", "While", "If", "Once"),
        *("Since", "Though", "Although", "Because", "After", "Before", "For", "In", "To", "From", "With", "By"),
        *("Here", "There"),
    ]
)
"""Words that may open a sentence and stand before a name there."""


def full_name(sentence: Sentence, marks: Marks, start: int, end: int) -> str | None:
    """The name with what stands before a family name alone; titles, states and what opens a sentence left out."""
    match = re.search(r"(?:(?<=\s)|^)(?P<given>(?:[A-Z][\w'-]+\s+){1,2})$", sentence.text[:start])
    if match is None:
        return None
    words = re.compile(r"\S+").finditer(sentence.text, match.start("given"), match.end("given"))
    given = [
        word[0]
        for word in words
        if word[0] not in TITLE_WORDS
        and not (word.start() == 0 and word[0] in OPENERS)
        and not any(span.start < word.end() and word.start() < span.end for span in marks.states)
    ]
    return " ".join([*given, sentence.text[start:end]]) if given else None


TITLE_WORDS: Final = TITLES | frozenset(
    [
        "Rep",
        "Rep.",
        "Deputy",
        "Lieutenant",
        "Major",
        "Captain",
        "Professor",
        "Prof",
        "Lawmaker",
        "Kremlin",
        "Pentagon",
        "Then",
        "Now",
        "On",
        "At",
        "Interior",
        "Finance",
        "Former",
        "Vice",
        "Commissioner",
        "Lord",
        "Sir",
        "Lady",
        "Representative",
        "Envoy",
        "Spokesperson",
        "Director",
        "State",
        "Russian",
        "Ukrainian",
        "Korean",
        "South",
        "North",
    ]
)


def apposed_name(sentence: Sentence, marks: Marks, head: Word) -> str | None:
    """The name set beside a role: "the contractor, TunnelYuzhStroy, denies"."""
    for word in children(sentence, head):
        if (
            word.dep == "appos"
            and word.pos == "PROPN"
            and word.index > head.index
            and not any(
                span.start <= word.start < span.end for span in marks.states if span.form is not StateForm.PERSON
            )
        ):
            left = [w for w in left_part(sentence, word) if w.pos == "PROPN" and w.text not in TITLE_WORDS]
            return sentence.text[left[0].start : word.end] if left else word.text
    return None


def name_called(sentence: Sentence, head: Word) -> str | None:
    """The name in "a site called The Intercept"."""
    for word in children(sentence, head):
        if word.dep in ("acl", "relcl") and word.lemma in ("call", "name", "dub") and word.tag == "VBN":
            name = re.match(r"\s*(?P<name>[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*)", sentence.text[word.end :])
            return None if name is None else name["name"]
    return None


def is_bare(sentence: Sentence, head: Word) -> bool:
    """Whether the phrase is hardly more than article and noun: "the spy agency", "the same official"."""
    extra = [word for word in children(sentence, head) if word.dep in ("amod", "compound", "prep", "relcl", "acl")]
    return all(
        word.text.lower() in ("same", "spy", "intelligence", "latter", "security", "secret", "quoted", "cited")
        for word in extra
    )


_HUMAN: Final = re.compile(
    r"(?:(?<!wo)man|men|woman|women|maker|keeper|worker|leader|minister|officer|commander|soldier|lawyer|broker"
    r"|trader|dealer|driver|teacher|preacher|farmer|reporter|lawmaker|builder|fighter"
    r"|defector|ambassador|director|doctor|professor|senator|governor|editor|prosecutor|translator|author|sailor"
    r"|tutor|instructor|investigator|inspector|mayor|major|ist|[^l]ian|ician|president"
    r"|correspondent|student|resident|agent|dissident|superintendent|general|admiral|marshal|official|corporal"
    r"|colonel|captain|sergeant|lieutenant|brigadier|consultant|assistant|merchant|migrant"
    r"|accountant|seamstress|waitress|king|queen|prince|chief|guide|cook|monk|priest|friend|guest|host|mp|spy|aide"
    r"|exile|clerk|envoy|deputy|secretary|premier|chancellor|chair|witness|prisoner"
    r"|captive|brother|sister|mother|father|widow|cousin|nephew|uncle|aunt|son|daughter|wife|husband|person|diplomat"
    r"|attache|attaché|analyst|expert|scholar|hand|head|boss|veteran|trooper|dictator"
    r"|owner|manager|user|buyer|seller|shipper|miner|welder|fitter|docker|stevedore|forwarder|poet|pilot|gunner"
    r"|lady|mate|master|reader|chargé|commandant|counsellor|partner|vet|commodore|miller|participant|treasurer|counsel|visitor"
    r"|rector|successor|predecessor|customer|refiner|comrade|spotter|sapper|lad|recruit|dad|mum|fellow|forester"
    r"|applicant|shunter|negotiator|counterpart|chaplain|pirate|chap|sniper|coach|headmistress|abbot|elder"
    r"|despatcher|dispatcher|ally|candidate|client|designer|purser|haulier|appellant|minder"
    r"|gendarme|prefect|subcontractor|contractor|hydrographer|grower|cosmonaut|nuncio|informer|pastor|watcher|tenant"
    r"|weigher|pal|traveller|charterer|briefer|bidder|underwriter|hairdresser|founder|stringer|notary|sexton|blogger"
    r"|attendant|rigger|announcer|controller|arbiter|monger|pundit|packer|employee|interpreter|refugee"
    r"|inhabitant|enthusiast|photographer|neighbour|neighbor|presenter|waiter|barber|baker|lodger|landlord|pensioner"
    r"|coordinator|rapporteur|commissioner|adviser|advisor|banker|insider|shopkeeper|speaker|nurse)$"
)


def is_human(lemma: str) -> bool:
    """Whether the noun names a person by what he is."""
    return _HUMAN.search(lemma) is not None


def left_part(sentence: Sentence, head: Word) -> list[Word]:
    """The head with the words before it that belong to its phrase, in order."""
    first = head.index
    for word in sorted(children(sentence, head), key=lambda w: -w.index):
        if word.index < head.index and word.dep in _LEFT and word.index >= first - 12:
            first = min([first, *(inner.index for inner in _below(sentence, word))])
    return list(sentence.words[first : head.index + 1])


def right_end(sentence: Sentence, head: Word) -> int:
    """Where the phrase ends: with its prepositional phrases ("at the central bank"), but no clauses."""
    end = head.end
    for word in children(sentence, head):
        if (
            word.index > head.index
            and word.dep == "prep"
            and word.lemma in ("of", "at", "in", "for", "from", "on", "to", "with", "by", "near")
        ):
            inner = [
                w
                for w in _below(sentence, word)
                if w.dep in ("prep", "pobj", "det", "compound", "amod", "poss", "case", "nmod", "nummod")
                and sentence.words[w.head].dep != "conj"
            ]
            if inner and max(w.index for w in inner) - head.index < 10:
                end = max([end, *(w.end for w in inner)])
    return end


def _below(sentence: Sentence, word: Word, depth: int = 0) -> Iterator[Word]:
    yield word
    if depth < 12:
        for child in children(sentence, word):
            yield from _below(sentence, child, depth + 1)


def clean_name(name: str) -> str:
    """The name without article, outer quotation marks and possessive."""
    name = " ".join(name.split()).strip(" ,;:\"'()")
    name = re.sub(r"^(?:what|which|whose|that|when|how)\s+", "", name)
    return re.sub(r"'s?$", "", _ARTICLE.sub("", name)).strip() or name


def name_places(marks: Marks) -> list[tuple[int, int]]:
    """Return where states and bodies are named in a sentence."""
    return [*((span.start, span.end) for span in marks.states), *((span.start, span.end) for span in marks.bodies)]


_AND: Final = re.compile(r",? and $")
_COMMA: Final = re.compile(r", $")


def start_of_states(sentence: Sentence, marks: Marks, start: int) -> int:
    """Return where the phrase begins with the states joined to its own: "US and South Korean officials".

    A comma alone joins nothing, and before it only a people's name: "in Japan, US and South Korean officials".
    """
    if not any(span.start == start for span in marks.states):
        return start
    spans = {span.end: span for span in marks.states if span.form in (StateForm.PEOPLE, StateForm.NAME)}
    joined = _AND.search(sentence.text[:start])
    while joined is not None and joined.start() in spans:
        start = spans[joined.start()].start
        before = _COMMA.search(sentence.text[:start])
        peoples = before is not None and before.start() in spans and spans[before.start()].form is StateForm.PEOPLE
        joined = before if peoples else None
    return start
