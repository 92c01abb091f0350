"""Who answers where a text asks and answers, and only its title, its first lines or a question says who that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tumen.codebook.document import BlockKind
from tumen.codebook.source import SourceKind
from tumen.extracting.cue_lists import role_kinds
from tumen.extracting.marking import Reading
from tumen.extracting.noun_phrases import is_human
from tumen.extracting.sentences import Sentence
from tumen.extracting.speaker import Speaker

FEWEST: Final = 3
"""So many blocks that ask make a text of questions and answers."""
_ASKING: Final = re.compile(r"^\W*(?:Q|Question|QUESTION)\b(?! ?&)")
_NAME: Final = (
    r"(?!(?:In|On|At|By|From|Since|After|Before|For|With|Until|Till|As|But|And|When|While|Now|Then|Today|Yesterday)\b)"
    r"[A-Z][^\W\d][\w'’-]*(?: (?:[A-Z][\w'’.-]*|al|bin|van|von|de|der)){0,3}"
)
_INTRODUCED: Final = re.compile(
    rf"^\W*(?P<name>{_NAME})(?: \([^)]*\))?, (?:(?:aged )?\d\d\b|(?P<role>[^,.;:]{{3,60}}))"
)
"""Branko, 51, crane no. 3; Olga P., dispatcher."""
_WHOM: Final = r"(?:[Tt]he |[Aa]n? )?(?P<name>[A-Za-z][\w'’.-]*(?: (?!(?:to|on|about|in|at|and|who)\b)[\w'’.-]+){0,4})"
_TITLES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:[Aa]nswers?|[Rr]epl(?:y|ies)|[Ee]vidence|[Dd]eposition|[Tt]estimony|[Ee]xamination)"
        rf" (?:of|by|from) {_WHOM}",
        rf"\b(?:[Ii]nterview|[Cc]onversation|[Tt]alk|[Mm]inutes|[Hh]our|Q ?& ?A|[Aa]nswers) with {_WHOM}",
        rf"\b(?:[Aa]nswered by|[Qq]uestions to|[Ii]nterview:) {_WHOM}",
        rf"(?:^|: ){_WHOM}(?<!['’]s) (?:answers|talks|speaks|explains|replies)\b",
    )
)
_FULL: Final = re.compile(r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]*|al|bin|van|von|de|der))+")
_QUOTING: Final = re.compile(rf"^(?:(?P<person>{_NAME})|(?P<role>[\w'’ -]{{3,60}}?))(?: (?:on|about) [^:]+)?: ['\"]")
"""Pavel: 'We found them'."""
_NOBODY: Final = frozenset(
    ["Interview", "Exclusive", "Opinion", "Analysis", "Explainer", "Podcast", "Transcript", "Survey"]
)
_TITLED: Final = r"(?:Mr|Mrs|Ms|Dr)\.? [A-Z][\w'-]+"
_ADDRESSED: Final = re.compile(
    rf"^\W*(?:(?:Q|Question)[.:]? )?(?P<name>{_TITLED}|Minister|General|Ambassador|Colonel|Admiral|Commissioner"
    r"|Secretary|Director|Mayor|Prime Minister)[,?]"
    r"|\b[Yy]ou (?:were|are) (?:the|an?) (?P<role>[a-z]+)\b"
    rf"|, (?P<last>{_TITLED}|minister|general|ambassador|colonel)\?"
)


class Answerer(NamedTuple):
    """Who answers, and the sentences that do."""

    speaker: Speaker
    answers: frozenset[int]


def find_answerer(reading: Reading, questions: frozenset[int]) -> Answerer | None:
    """Return who answers in a text of questions and answers; None in any other, and where nobody is told.

    ``questions`` are the sentences that ask by their mark; those of a block with such a label ask, too.
    """
    heads = {s.block: s for s in reversed(reading.sentences) if _is_text(s)}
    labelled = {block for block, head in heads.items() if _ASKING.match(head.text)}
    asked = questions | {s.index for s in reading.sentences if s.block in labelled}
    if len({reading.sentences[index].block for index in asked}) < FEWEST:
        return None
    speaker = next(_told(reading.sentences, asked), None)
    answers = (s.index for s in reading.sentences if s.index > min(asked) and s.index not in asked and _is_text(s))
    return None if speaker is None else Answerer(speaker, frozenset(answers))


def _is_text(sentence: Sentence) -> bool:
    return sentence.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION)


def _told(sentences: tuple[Sentence, ...], asked: frozenset[int]) -> Iterator[Speaker]:
    """Who may be meant, likeliest first: introduced before the first question, in a title, addressed in a question."""
    opening = [sentence.text for sentence in sentences[: min(asked)] if _is_text(sentence)]
    for found in filter(None, map(_INTRODUCED.match, opening)):
        if found["role"] is None or _is_human(found["role"]):
            yield _speaker(found["name"])
    titles = [s.text for s in sentences[: min(asked)] if s.kind is BlockKind.HEADLINE]
    for title in titles:
        for found in filter(None, (pattern.search(title) for pattern in _TITLES)):
            if _names_a_role(found["name"]) or _FULL.fullmatch(found["name"]):
                yield _speaker(found["name"])
        quoting = _QUOTING.match(title)
        if quoting is not None and quoting["person"] and quoting["person"] not in _NOBODY:
            yield _speaker(quoting["person"])
        elif quoting is not None and _is_human(quoting["role"]):
            yield _speaker(quoting["role"])
    for found in filter(None, (_ADDRESSED.search(sentences[index].text) for index in sorted(asked))):
        if found["role"] is None or is_human(found["role"]):
            yield _speaker(found[found.lastgroup or 0])


def _names_a_role(name: str) -> bool:
    return _is_human(name) or any(word in role_kinds() for word in name.lower().split())


def _is_human(name: str | None) -> bool:
    return any(map(is_human, (name or "").lower().split()))


def _speaker(name: str) -> Speaker:
    kind = role_kinds().get(name.rsplit(maxsplit=1)[-1].lower())
    return Speaker(name=name, kind=kind or SourceKind.PERSON, start=0, end=0, person=True, named=kind is None)
