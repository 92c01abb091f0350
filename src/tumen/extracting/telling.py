"""A document with its cues worked out: who is named where, who "he" is, and which accounts could run on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from tumen.codebook.document import BlockKind
from tumen.codebook.item import family_of
from tumen.codebook.source import SourceKind
from tumen.extracting.accounts import Account, account_of
from tumen.extracting.antecedents import antecedents, is_body
from tumen.extracting.cue_lists import anaphor_kinds, cue_words, role_kinds
from tumen.extracting.dialogue import find_labels, find_speakers
from tumen.extracting.full_names import full_names
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.noun_phrases import is_human, name_places
from tumen.extracting.sentences import Sentence, Word, parsed
from tumen.extracting.spans import BodySpan
from tumen.extracting.speaker import Speaker
from tumen.extracting.speakers import speaker_of
from tumen.extracting.voice import Voice
from tumen.extracting.voices import REPORTING, find_voices

_REMEMBERED: Final = 60
"""So many sources named last are those to whom "he" or "the agency" may go back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleSpeaker:
    """Words of a sentence that name somebody who could speak, and whom they mean."""

    speaker: Speaker
    word: Word
    """The head of the words."""


class Telling:
    """A document with its cues worked out: who is named where, and which accounts could run on."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sentences = _with_cues_parsed(reading)
        self.owners = find_speakers(reading)
        self.labels = find_labels(reading)
        self.full_names = full_names(reading)
        self.voices: list[tuple[Voice, ...]] = []
        self.accounts: list[Account | None] = []
        self.possible_speakers: list[tuple[PossibleSpeaker, ...]] = []
        self._resolve_all()

    def _resolve_all(self) -> None:
        known: list[Speaker] = []
        met: list[Speaker] = []
        publisher = (
            frozenset(re.findall(r"[a-z]{4,}", (self.reading.document.publisher or "").lower())) - _COMMON_OF_TITLES
        )
        last: Account | None = None
        self.relayed: dict[str, tuple[Speaker, ...]] = {}
        for sentence, marks in zip(self.sentences, self.reading.marks, strict=True):
            here = _named(sentence, marks)
            known = known[-_REMEMBERED:]
            before = [*known, *here]
            # What stands within the words told cannot be the one who tells them.
            found = [
                _resolved(
                    voice,
                    [*known, *(s for s in here if s.start < voice.start and not voice.is_over(s.start, s.end))],
                    met[-3:],
                )
                for voice in find_voices(sentence, marks)
            ]
            found = [_own_if_publisher(voice, publisher) for voice in found]
            self.voices.append(tuple(voice for voice in found if voice.speakers))
            self.possible_speakers.append(tuple(_possible_speakers(sentence, marks, before)))
            possible = [each.speaker for each in self.possible_speakers[-1]]
            met.extend(speaker for speaker in possible if speaker.person and not speaker.plural)
            known = before
            for voice in self.voices[-1]:
                known.extend(replace(speaker, others=()) for speaker in ((voice.told,) if voice.told else ()))
                known.extend(replace(speaker, others=()) for speaker in voice.speakers)
            account = account_of(sentence, self.voices[-1], last, [(q.start, q.end) for q in marks.quantities])
            if account is not None:
                account = replace(account, chain=self.relayed_chain(account.chain))
            self.accounts.append(account)
            last = account or last

    def relayed_chain(self, chain: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        """Return the chain with the service whose words a lawmaker passed on before, or now."""
        services = [speaker for speaker in chain if speaker.kind is SourceKind.INTELLIGENCE]
        for speaker in chain:
            if speaker.relays and services:
                self.relayed.setdefault(speaker.name, (speaker, services[-1]))
        if chain and chain[-1].relays and not services and chain[-1].name in self.relayed:
            return (*chain[:-1], *self.relayed[chain[-1].name])
        return chain

    @cached_property
    def passing_on(self) -> dict[str, list[int]]:
        """The sentences, in order, in whose accounts each source passes on what another one said."""
        found: dict[str, list[int]] = {}
        for index, account in enumerate(self.accounts):
            for name in {speaker.name for speaker in account.chain[:-1]} if account is not None else ():
                found.setdefault(name, []).append(index)
        return found

    @cached_property
    def attributed_share(self) -> float:
        """The share of sentences that name a source: how much the document speaks through others."""
        return sum(account is not None for account in self.accounts) / max(1, len(self.accounts))

    @cached_property
    def uses(self) -> Counter[str]:
        """How many of the document's accounts each origin has."""
        return Counter(account.chain[-1].name for account in self.accounts if account is not None)

    @property
    def origins(self) -> int:
        """How many origins the document's accounts have."""
        return len(self.uses)

    @cached_property
    def leading(self) -> tuple[Account, ...]:
        """The first account of the origin that has the most, and the account that stands first; empty without any."""
        accounts = [account for account in self.accounts if account is not None]
        if not accounts:
            return ()
        dominant = max(accounts, key=lambda account: (self.uses[account.chain[-1].name], -account.sentence))
        return dominant, accounts[0]

    @cached_property
    def notes(self) -> tuple[Speaker, ...]:
        """Bodies named in a line that gives the document's sources."""
        found: list[Speaker] = []
        for sentence, marks in zip(self.sentences, self.reading.marks, strict=True):
            if sentence.kind is BlockKind.SOURCE_LINE or _SOURCE_LINE.match(sentence.text):
                found.extend(bodies_named(marks.bodies))
        return tuple(found)


_SOURCE_LINE: Final = re.compile(r"^(?:Sources?|Data|Based on|Compiled from|Figures)\b\s*[:—-]", re.IGNORECASE)


def _with_cues_parsed(reading: Reading) -> tuple[Sentence, ...]:
    """Parse the sentences that were left out by the marking and tell who speaks, or whom the next "he" may mean."""
    texts = [s.text for s in reading.sentences]
    followed = [any(_PERSONAL.search(text) for text in texts[i + 1 : i + 3]) for i in range(len(texts))]
    chosen = [
        s.index
        for s, goes_on in zip(reading.sentences, followed, strict=True)
        if not s.words and (REPORTING.search(s.text) or (goes_on and _names_a_person(s.text)))
    ]
    names = [name_places(found) for found in reading.marks]
    return parsed(reading.sentences, chosen, names)


_PERSONAL: Final = re.compile(r"\b(?:he|she|his|her|him|it|its)\b", re.IGNORECASE)


def _names_a_person(text: str) -> bool:
    return any(word in role_kinds() or is_human(word) for word in re.findall(r"[a-z]{3,}", text.lower()))


def bodies_named(bodies: Sequence[BodySpan]) -> Iterator[Speaker]:
    for body in bodies:
        yield Speaker(name=body.name, kind=body.kind, start=body.start, end=body.end, person=body.person, named=True)


def _named(sentence: Sentence, marks: Marks) -> list[Speaker]:
    """Bodies and persons named in a sentence, its subjects last, since "he" goes back to them first."""
    found = list(bodies_named(marks.bodies))
    if not sentence.words:
        # Without a parse the first one named is the likeliest subject.
        found.reverse()
    subjects: list[Speaker] = []
    for word in sentence.words:
        if word.dep not in ("nsubj", "nsubjpass", "appos", "pobj") or word.pos not in ("PROPN", "NOUN"):
            continue
        if word.dep == "pobj" and sentence.words[word.head].lemma not in ("by", "to", "with"):
            continue
        speaker = speaker_of(sentence, marks, word)
        if speaker is None or speaker.own or speaker.anaphor or not (speaker.named or speaker.role in role_kinds()):
            continue
        if word.dep in ("nsubj", "nsubjpass"):
            subjects.append(speaker)
        elif word.pos == "PROPN" and speaker.person and " " in speaker.name:
            found.append(speaker)
    return [*found, *subjects]


def _possible_speakers(sentence: Sentence, marks: Marks, known: Sequence[Speaker]) -> Iterator[PossibleSpeaker]:
    """Whoever could speak by name or role, a common noun being taken for the source it goes back to."""
    for word in sentence.words:
        if word.pos not in ("NOUN", "PROPN") or _is_no_speaker(sentence, marks, word):
            continue
        speaker = speaker_of(sentence, marks, word, lenient=is_human(word.lemma))
        counted = speaker is not None and any(speaker.start <= q.start < word.end for q in marks.quantities)
        if speaker is not None and not speaker.own and not counted:
            meant = _who(speaker, known[-_REMEMBERED:]) if speaker.anaphor else speaker
            if meant is not None:
                yield PossibleSpeaker(speaker=meant, word=word)


def _is_no_speaker(sentence: Sentence, marks: Marks, word: Word) -> bool:
    """Whether the word is a part of a longer name, a sign, an arm or another good."""
    above = sentence.words[word.head]
    joined = above.index == word.index + 1 or sentence.text[word.end : word.end + 1] == "-"
    if not word.text[0].isalpha() or (word.dep == "compound" and above.pos == "PROPN" and joined):
        return True
    goods = (item for item in marks.items if item.start <= word.start < item.end)
    return word.lemma not in role_kinds() and any(family_of(i.item) not in ("people", "other", "money") for i in goods)


_COMMON_OF_TITLES: Final = frozenset(
    [
        "news",
        "agency",
        "press",
        "daily",
        "weekly",
        "herald",
        "times",
        "post",
        "online",
        "service",
        "english",
        "digest",
        "reader",
        "bulletin",
        "observer",
        "record",
        "papers",
        "report",
        "world",
        "evening",
        "morning",
        "journal",
        "review",
        "gazette",
    ]
)


def _own_if_publisher(voice: Voice, publisher: frozenset[str]) -> Voice:
    """What the publisher says of itself in its own text is the document's own statement."""
    if not voice.speakers or voice.speakers[0].person or voice.speakers[0].state:
        return voice  # what Kyiv says is no statement of The Kyiv Independent's
    words = frozenset(re.findall(r"[a-z]{4,}", voice.speakers[0].name.lower())) - _COMMON_OF_TITLES
    if not words or not words <= publisher:
        return voice
    return replace(voice, speakers=(replace(voice.speakers[0], own=True), *voice.speakers[1:]))


def _resolved(voice: Voice, known: Sequence[Speaker], met: Sequence[Speaker]) -> Voice:
    """Replace pronouns and "the agency" by the sources they go back to; "he" may be whoever was ``met`` before."""
    speakers = [_who(speaker, known[-_REMEMBERED:], met) for speaker in voice.speakers]
    return replace(voice, speakers=tuple(speaker for speaker in speakers if speaker is not None))


def _who(speaker: Speaker, known: Sequence[Speaker], met: Sequence[Speaker] = ()) -> Speaker | None:
    if speaker.own:
        return speaker
    if speaker.anaphor:
        return _gone_back(speaker, known, met if speaker.anaphor == "he" else ())
    for earlier in reversed(known):
        if earlier.own or earlier.name == speaker.name:
            continue
        if _same_person(speaker, earlier) or _same_body(speaker, earlier):
            return replace(earlier, start=speaker.start, end=speaker.end, others=())
    bearer = _bearer(speaker, known)
    if bearer is not None:
        return replace(bearer, start=speaker.start, end=speaker.end, by="role/False", others=(speaker,))
    return speaker


def _gone_back(speaker: Speaker, known: Sequence[Speaker], met: Sequence[Speaker]) -> Speaker | None:
    """The source to which a pronoun or common noun goes back, with the others that it could mean."""
    found = antecedents(speaker, known)
    if not found and speaker.again and not speaker.person:
        found = [next(filter(is_body, reversed(known)), speaker)]
    likely = found[0] if found else None if speaker.anaphor in ("he", "it", "they") else replace(speaker, anaphor="")
    if not found and speaker.anaphor not in anaphor_kinds():
        return likely
    if not found and speaker.again:
        likely = None
    spare = [other for other in reversed(known) if not other.own and not other.anaphor]
    others: list[Speaker] = []
    for other in [*found[1:], *reversed(met), *spare[:3]]:
        if (likely is None or other.name != likely.name) and all(other.name != held.name for held in others):
            others.append(replace(other, start=speaker.start, end=speaker.end, others=()))
    if likely is None:
        likely = others.pop(0) if others else None
    return (
        None
        if likely is None
        else replace(
            likely,
            start=speaker.start,
            end=speaker.end,
            plural=speaker.plural,
            by=f"{speaker.anaphor if speaker.anaphor in ('he', 'it', 'they') else 'noun'}/{bool(found)}",
            others=tuple(others[:6]),
        )
    )


def _same_body(speaker: Speaker, earlier: Speaker) -> bool:
    """Whether a bare noun names a body told in full before: "the Centre" for the Open Source Centre."""
    if (
        speaker.person
        or earlier.person
        or " " in speaker.name
        or not speaker.named
        or speaker.name.lower() not in role_kinds()
    ):
        return False
    return " " in earlier.name and speaker.name in earlier.name.split()


def _bearer(speaker: Speaker, known: Sequence[Speaker]) -> Speaker | None:
    """The person named shortly before who may be "the head of the service"; None where none of the kind was."""
    if speaker.named or not speaker.person or speaker.plural or speaker.role not in cue_words("heads"):
        return None
    for earlier in reversed(known[-8:]):
        if earlier.named and earlier.person and earlier.kind is speaker.kind and not earlier.plural:
            return earlier
    return None


def _same_person(speaker: Speaker, earlier: Speaker) -> bool:
    """A family name goes back to the full name before it."""
    short, long = speaker.name.replace("Mr ", "").replace("Mr. ", "").split(), earlier.name.split()
    return speaker.person and len(short) < len(long) and set(short) <= set(long)
