"""What could be the source of some words: the cues of their sentence, an account that runs on, a name, or nobody.

Each possibility is an `Option` with features; which one holds is decided in `attribution`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from tumen.codebook.document import BlockKind
from tumen.codebook.source import SourceKind
from tumen.extracting.dialogue import find_speakers
from tumen.extracting.marking import Marks, Reading
from tumen.extracting.sentences import Sentence, parsed
from tumen.extracting.spans import BodySpan, StateForm
from tumen.extracting.speakers import Speaker, antecedents, role_kinds, speaker_of
from tumen.extracting.voices import REPORTING, Manner, Voice, find_voices

FARTHEST: Final = 14
"""How many sentences back an account is still looked for."""


class OptionKind(StrEnum):
    """Where a possible source was found."""

    NOBODY = "nobody"
    COVERING = "covering"
    INNER = "inner"
    OUTER = "outer"
    BESIDE = "beside"
    CARRIED = "carried"
    EARLIER = "earlier"
    OTHER = "other"
    RELAYED = "relayed"
    DOMINANT = "dominant"
    FIRST = "first"
    MENTIONED = "mentioned"
    SUBJECT = "subject"
    PREVIOUS = "previous"
    NOTED = "noted"
    ROW = "row"
    BESIDE_TABLE = "beside table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible attribution: its chain (nearest first), further sources, why, and what speaks for it."""

    kind: OptionKind
    chain: tuple[Speaker, ...]
    also: tuple[Speaker, ...]
    reason: str
    features: tuple[str, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a sentence's main cue says, which may run on after it."""

    chain: tuple[Speaker, ...]
    also: tuple[Speaker, ...]
    sentence: int
    block: int
    manner: Manner
    verb: str


class Telling:
    """A document with its cues worked out: who is named where, and which accounts could run on."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sentences = _with_cues_parsed(reading)
        self.owners = find_speakers(reading)
        self.voices: list[tuple[Voice, ...]] = []
        self.accounts: list[Account | None] = []
        self._resolve_all()

    def _resolve_all(self) -> None:
        known: list[Speaker] = []
        publisher = (
            frozenset(re.findall(r"[a-z]{4,}", (self.reading.document.publisher or "").lower())) - _COMMON_OF_TITLES
        )
        last: Account | None = None
        for sentence, marks in zip(self.sentences, self.reading.marks, strict=True):
            before = [*known, *_named(sentence, marks)]
            found = [
                _resolved(voice, [*known, *(s for s in before[len(known) :] if s.start < voice.start)])
                for voice in find_voices(sentence, marks)
            ]
            found = [_own_if_publisher(voice, publisher) for voice in found]
            self.voices.append(tuple(voice for voice in found if voice.speakers))
            known = before
            for voice in self.voices[-1]:
                known.extend(replace(speaker, others=()) for speaker in ((voice.told,) if voice.told else ()))
                known.extend(replace(speaker, others=()) for speaker in voice.speakers)
            account = account_of(sentence, self.voices[-1], last)
            self.accounts.append(account)
            last = account or last

    @cached_property
    def attributed_share(self) -> float:
        """The share of sentences that name a source: how much the document speaks through others."""
        return sum(account is not None for account in self.accounts) / max(1, len(self.accounts))

    @cached_property
    def notes(self) -> tuple[Speaker, ...]:
        """Bodies named in a line that gives the document's sources."""
        found: list[Speaker] = []
        for sentence, marks in zip(self.sentences, self.reading.marks, strict=True):
            if sentence.kind is BlockKind.SOURCE_LINE or _SOURCE_LINE.match(sentence.text):
                found.extend(_mentions(marks.bodies))
        return tuple(found)

    def options(self, index: int, start: int, end: int) -> list[Option]:
        """Return the possible sources of ``text[start:end]`` of a sentence, "nobody" first."""
        sentence = self.sentences[index]
        place = Place(self, sentence, start, end)
        found = [
            Option(
                kind=OptionKind.NOBODY,
                chain=(),
                also=(),
                reason="no source is named for it",
                features=place.features("nobody"),
            )
        ]
        found.extend(_covering_options(place))
        found.extend(_beside_options(place))
        found.extend(_running_options(place))
        found.extend(_mention_options(place))
        found.extend(_noted_options(place))
        found.extend(_previous_mentions(place))
        found.extend(_table_options(place))
        found.extend(_document_options(place, {option.chain[-1].name for option in found if option.chain}))
        return found


_SOURCE_LINE: Final = re.compile(r"^(?:Sources?|Data|Based on|Compiled from|Figures)\b\s*[:—-]", re.IGNORECASE)
_PRONOUN_START: Final = re.compile(
    r"^['\"(]*(?:He|She|It|They|The|These|Those|This|That|Of (?:these|those|them)|Another|Some|More|A further|Both|In all|In return|There)\b"
)
_LINK_START: Final = re.compile(
    r"^['\"(]*(?:And|But|Yet|Still|Also|Besides|Moreover|In addition|Further|Meanwhile|Then|By contrast|However|Separately|Elsewhere|Meantime|Instead)\b"
)
_OWN: Final = re.compile(r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y|us)\b")


class Place:
    """Words of a sentence whose source is sought, with what can be said of them whatever the source."""

    def __init__(self, telling: Telling, sentence: Sentence, start: int, end: int) -> None:
        self.telling = telling
        self.sentence = sentence
        self.start = start
        self.end = end
        self.voices = [voice for voice in telling.voices[sentence.index] if not _inside(voice, start, end)]
        self.over = [voice for voice in self.voices if voice.is_over(start, end)]
        self.owner = telling.owners[sentence.index]
        self.common = self._common()

    def _common(self) -> tuple[str, ...]:
        text = self.sentence.text
        marks = [
            f"over={min(len(self.over), 3)}",
            f"voices={min(len(self.voices), 3)}",
            f"block={self.sentence.kind}",
            f"owner={self.owner is not None}",
        ]
        marks.append(f"share={round(self.telling.attributed_share * 4)}")
        if _PRONOUN_START.match(text):
            marks.append("starts_back")
        if _LINK_START.match(text):
            marks.append("starts_link")
        if _OWN.search(text):
            marks.append("own_words")
        if text.endswith("?"):
            marks.append("asks")
        if '"' in text:
            marks.append("quotes")
        words = self.sentence.words
        roots = [word for word in words if word.dep == "ROOT"]
        marks.append(f"root={roots[0].tag if roots else 'none'}")
        if any(word.lemma in ("would", "could", "may", "might") for word in words):
            marks.append("modal")
        marks.append(f"tense={tense_of(self.sentence)}")
        marks += self._position()
        return tuple(marks)

    def _position(self) -> list[str]:
        """Where the sentence stands in its block, and how far back its block last named a source."""
        telling, index = self.telling, self.sentence.index
        first = index
        while first > 0 and telling.sentences[first - 1].block == self.sentence.block:
            first -= 1
        back = next((b for b in range(1, index - first + 1) if telling.accounts[index - b] is not None), 0)
        later = any(a is not None and a.block == self.sentence.block for a in telling.accounts[index + 1 : index + 6])
        quoted = self.sentence.text[: self.start].count('"') % 2 == 1
        return [
            f"nth={min(index - first, 4)}",
            f"account_back={min(back, 4)}",
            f"account_later={later}",
            f"quoted={quoted}",
            f"back_start={min(back, 2)}/{_PRONOUN_START.match(self.sentence.text) is not None}",
            f"back_tense={min(back, 2)}/{tense_of(self.sentence)}",
        ]

    def features(self, kind: str, *own: str) -> tuple[str, ...]:
        """Return the features of an option of the kind: its own, and what can be said of the place, both by kind."""
        return (kind, *(f"{kind}:{mark}" for mark in (*self.common, *own)))


def tense_of(sentence: Sentence) -> str:
    """Return the tense of the main verb: had, has, would, will, past, present, none."""
    root = next((word for word in sentence.words if word.dep == "ROOT"), None)
    if root is None:
        return "none"
    auxiliaries = {w.text.lower() for w in sentence.words if w.head == root.index and w.dep in ("aux", "auxpass")}
    for word, name in (
        ("had", "had"),
        ("'d", "had"),
        ("would", "would"),
        ("will", "will"),
        ("has", "has"),
        ("have", "has"),
        ("was", "past"),
        ("were", "past"),
        ("is", "present"),
        ("are", "present"),
    ):
        if word in auxiliaries:
            return name
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(root.tag, "none")


def _with_cues_parsed(reading: Reading) -> tuple[Sentence, ...]:
    """Parse the sentences that tell who speaks and were left out by the marking."""
    chosen = [s.index for s in reading.sentences if not s.words and REPORTING.search(s.text)]
    names = [[(span.start, span.end) for span in (*found.states, *found.bodies)] for found in reading.marks]
    return parsed(reading.sentences, chosen, names)


def _mentions(bodies: Sequence[BodySpan]) -> Iterator[Speaker]:
    for body in bodies:
        yield Speaker(name=body.name, kind=body.kind, start=body.start, end=body.end, person=body.person, named=True)


def _named(sentence: Sentence, marks: Marks) -> list[Speaker]:
    """Bodies and persons named in a sentence, its subjects last, since "he" goes back to them first."""
    found = list(_mentions(marks.bodies))
    subjects: list[Speaker] = []
    for word in sentence.words:
        if word.dep not in ("nsubj", "nsubjpass", "appos", "pobj") or word.pos not in ("PROPN", "NOUN"):
            continue
        if word.dep == "pobj" and sentence.words[word.head].lemma not in ("by", "to", "of", "with", "for"):
            continue
        speaker = speaker_of(sentence, marks, word)
        if speaker is None or speaker.own or speaker.anaphor or not (speaker.named or speaker.role in role_kinds()):
            continue
        if word.dep in ("nsubj", "nsubjpass"):
            subjects.append(speaker)
        elif word.pos == "PROPN" and speaker.person and " " in speaker.name:
            found.append(speaker)
    return [*found, *subjects]


_COMMON_OF_TITLES: Final = frozenset(
    "news agency press daily weekly herald times post online service english digest reader bulletin observer record papers report world evening morning journal review gazette".split()
)


def _own_if_publisher(voice: Voice, publisher: frozenset[str]) -> Voice:
    """What the publisher says of itself in its own text is the document's own statement."""
    if not voice.speakers or voice.speakers[0].person:
        return voice
    words = frozenset(re.findall(r"[a-z]{4,}", voice.speakers[0].name.lower())) - _COMMON_OF_TITLES
    if not words or not words <= publisher:
        return voice
    return replace(voice, speakers=(replace(voice.speakers[0], own=True), *voice.speakers[1:]))


def _resolved(voice: Voice, known: Sequence[Speaker]) -> Voice:
    """Replace pronouns and "the agency" by the sources they go back to."""
    speakers = [_who(speaker, known[-60:]) for speaker in voice.speakers]
    return replace(voice, speakers=tuple(speaker for speaker in speakers if speaker is not None))


def _who(speaker: Speaker, known: Sequence[Speaker]) -> Speaker | None:
    if speaker.own:
        return speaker
    if speaker.anaphor:
        found = antecedents(speaker, known)
        likely = (
            found[0] if found else None if speaker.anaphor in ("he", "it", "they") else replace(speaker, anaphor="")
        )
        spare = [other for other in reversed(known) if not other.own and not other.anaphor]
        others: list[Speaker] = []
        for other in [*found[1:], *spare[:3]]:
            if (likely is None or other.name != likely.name) and all(other.name != held.name for held in others):
                others.append(replace(other, start=speaker.start, end=speaker.end, others=()))
        if likely is None:
            likely = others.pop(0) if others else None
        return (
            None
            if likely is None
            else replace(likely, start=speaker.start, end=speaker.end, plural=speaker.plural, others=tuple(others[:5]))
        )
    for earlier in reversed(known):
        if earlier.person and not earlier.own and earlier.name != speaker.name and _same_person(speaker, earlier):
            return replace(earlier, start=speaker.start, end=speaker.end, others=())
    return speaker


def _same_person(speaker: Speaker, earlier: Speaker) -> bool:
    """A family name goes back to the full name before it."""
    short, long = speaker.name.replace("Mr ", "").replace("Mr. ", "").split(), earlier.name.split()
    return speaker.person and len(short) < len(long) and set(short) <= set(long)


def _inside(voice: Voice, start: int, end: int) -> bool:
    """Words within the source's own phrase are not what it says."""
    speaker = voice.speakers[0]
    return speaker.start <= start and end <= speaker.end


def _width(voice: Voice) -> int:
    return max((last - first for first, last in voice.covers), default=0)


_PLACE: Final = {
    Manner.COLON: 0,
    Manner.BRACKETS: 1,
    Manner.AGENT: 0,
    Manner.ACCORDING: 1,
    Manner.ACCOUNT: 1,
    Manner.SAID: 2,
    Manner.WEAK: 2,
    Manner.CITED: 3,
}


def in_order(voices: Sequence[Voice]) -> list[Voice]:
    """Return cues with the one nearest the text first: the widest, and what is cited last."""
    return sorted(voices, key=lambda voice: (_PLACE[voice.manner], voice.depth, -_width(voice)))


def chain_of(voices: Sequence[Voice]) -> tuple[Speaker, ...]:
    """Return the sources of cues in order, the outlet told before the one who told it; the author himself left out."""
    chain: list[Speaker] = []
    for voice in in_order(voices):
        if voice.told is not None:
            chain.append(voice.told)
        if not voice.speakers[0].own:
            chain.append(voice.speakers[0])
    return tuple(chain)


def also_of(voices: Sequence[Voice]) -> tuple[Speaker, ...]:
    """Return the sources named together with the origin."""
    ordered = in_order(voices)
    return tuple(speaker for speaker in ordered[-1].speakers[1:] if not speaker.own) if ordered else ()


def account_of(sentence: Sentence, voices: Sequence[Voice], last: Account | None) -> Account | None:
    """Return the account that a sentence gives as a whole; None where its main clause has no source.

    A source heard again within a block keeps the outlet that told of it.
    """
    whole = [voice for voice in voices if voice.whole]
    chain = chain_of(whole)
    if not chain:
        return None
    if last is not None and last.block == sentence.block and len(chain) == 1 and last.chain[-1].name == chain[0].name:
        chain = last.chain
    ordered = in_order(whole)
    return Account(
        chain=chain,
        also=also_of(whole),
        sentence=sentence.index,
        block=sentence.block,
        manner=ordered[-1].manner,
        verb=ordered[-1].verb,
    )


def _voice_features(voice: Voice, place: Place) -> tuple[str, ...]:
    speaker = voice.speakers[0]
    after = place.start >= voice.end
    gap = place.sentence.text[voice.end : place.start] if after else place.sentence.text[place.end : voice.start]
    marks = [
        f"manner={voice.manner}",
        f"kind={speaker.kind}",
        f"own={speaker.own}",
        f"named={speaker.named}",
        f"whole={voice.whole}",
        f"verb={voice.verb}",
        f"after={after}",
    ]
    marks += [
        f"verb_kind={voice.verb}/{speaker.kind}/{speaker.person}",
        f"anaphor={bool(speaker.others)}",
        f"wide={_width(voice) * 4 // max(1, len(place.sentence.text))}",
    ]
    marks += [f"gap={min(len(gap) // 40, 4)}", f"semicolon={';' in gap}", f"told={voice.told is not None}"]
    if re.search(r",\s+(?:and|but|while|though|although|whereas)\b", gap):
        marks.append("joined")
    if speaker.kind is SourceKind.GOVERNMENT and not speaker.person:
        marks.append(f"state_says={voice.manner}")
    return tuple(marks)


def _covering_options(place: Place) -> Iterator[Option]:
    """All cues over the place as one chain; and, where there are several, the innermost and the outermost alone."""
    ordered = in_order(place.over)
    if len(ordered) > 1 and _is_own_count(ordered[-1], ordered[0]):
        ordered = ordered[:-1]
    if not ordered:
        return
    sets = [(OptionKind.COVERING, ordered)]
    if len(ordered) > 1:
        sets += [(OptionKind.OUTER, ordered[:1]), (OptionKind.INNER, ordered[-1:])]
    for kind, voices in sets:
        chain = chain_of(voices)
        last = voices[-1]
        own = _voice_features(last, place)
        if len(ordered) > 1:
            own += (
                f"inner_manner={ordered[-1].manner}",
                f"outer_manner={ordered[0].manner}",
                f"inner_verb={ordered[-1].verb}",
                f"inner_kind={ordered[-1].speakers[0].kind}",
                f"outer_kind={ordered[0].speakers[0].kind}",
                f"outer_own={ordered[0].speakers[0].own}",
            )
        also = also_of(voices)
        if len(chain) == 1:
            chain = _with_outlet(place, chain[0])
        reason = f"{last.manner} {chain[-1].name}" if chain else "the author's own words"
        yield Option(kind=kind, chain=chain, also=also, reason=reason, features=place.features(kind.value, *own))
        if kind is OptionKind.COVERING:
            yield from _other_antecedents(place, voices, own)
            if chain:
                yield from _relayed(place, chain, "covering")


def _is_own_count(inner: Voice, outer: Voice) -> bool:
    """Whether a state's count is told by one who speaks for it ("the minister said that Seoul had detected"): one source."""
    state = inner.speakers[0]
    return (
        inner.manner is Manner.WEAK
        and state.kind is SourceKind.GOVERNMENT
        and not state.person
        and outer.speakers[0].kind
        in (SourceKind.GOVERNMENT, SourceKind.MILITARY, SourceKind.INTELLIGENCE, SourceKind.OFFICIAL_ANONYMOUS)
    )


def _other_antecedents(place: Place, voices: Sequence[Voice], own: tuple[str, ...]) -> Iterator[Option]:
    """Further sources to which the pronoun of the innermost cue could go back."""
    speaker = voices[-1].speakers[0]
    for rank, other in enumerate(speaker.others, start=1):
        chain = (*chain_of(voices)[:-1], other)
        marks = (
            *own,
            f"rank={rank}",
            f"other_kind={other.kind}",
            f"other_named={other.named}",
            f"other_person={other.person}",
        )
        yield Option(
            kind=OptionKind.OTHER,
            chain=chain,
            also=(),
            reason=f"{voices[-1].manner} {other.name}, gone back to",
            features=place.features("other", *marks),
            inferred=True,
        )


def _relayed(place: Place, chain: tuple[Speaker, ...], by: str) -> Iterator[Option]:
    """Who stood behind the same source before: a lawmaker who relayed a service goes on doing so."""
    last = chain[-1]
    for index in range(place.sentence.index - 1, -1, -1):
        account = place.telling.accounts[index]
        if account is None:
            continue
        names = [speaker.name for speaker in account.chain]
        if last.name in names[:-1]:
            back = place.sentence.index - index
            own = (
                f"by={by}",
                f"kind={account.chain[-1].kind}",
                f"over={last.kind}",
                f"back={min(back, 6)}",
                f"same_block={account.block == place.sentence.block}",
            )
            yield Option(
                kind=OptionKind.RELAYED,
                chain=account.chain,
                also=account.also,
                reason=f"{last.name} relays {account.chain[-1].name}",
                features=place.features("relayed", *own),
                inferred=True,
            )
            return


def _with_outlet(place: Place, speaker: Speaker) -> tuple[Speaker, ...]:
    """A source heard again in a block keeps the outlet that told of it."""
    for index in range(place.sentence.index - 1, max(-1, place.sentence.index - 6), -1):
        account = place.telling.accounts[index]
        if account is not None and account.block == place.sentence.block:
            same = account.chain[-1].name == speaker.name
            return account.chain if same and account.chain[0].kind is SourceKind.MEDIA else (speaker,)
    return (speaker,)


def _beside_options(place: Place) -> Iterator[Option]:
    """Cues of the sentence that do not cover the place by the grammar, which is sometimes misread."""
    for voice in place.voices:
        if voice in place.over or voice.speakers[0].own:
            continue
        own = _voice_features(voice, place)
        yield Option(
            kind=OptionKind.BESIDE,
            chain=chain_of([voice]),
            also=also_of([voice]),
            reason=f"{voice.manner} {voice.speakers[0].name}, in the same sentence",
            features=place.features("beside", *own),
        )


def _running_options(place: Place) -> Iterator[Option]:
    """Accounts of earlier sentences: the last one of the block, and the last ones of the blocks before."""
    seen: set[str] = set()
    within = True
    for back, account in _backwards(place):
        if len(seen) >= 3:
            return
        if account.chain[-1].name in seen:
            continue
        same = account.block == place.sentence.block
        kind = OptionKind.CARRIED if same and within else OptionKind.EARLIER
        within = within and not same
        seen.add(account.chain[-1].name)
        blocks = place.sentence.block - account.block
        last = account.chain[-1]
        own = (
            f"back={min(back, 6)}",
            f"blocks={min(blocks, 3)}",
            f"manner={account.manner}",
            f"kind={last.kind}",
            f"rank={len(seen)}",
            f"depth={len(account.chain)}",
            f"verb={account.verb}",
            f"person={last.person}",
            f"over={bool(place.over)}",
            f"block_over={place.sentence.kind}/{min(blocks, 2)}",
        )
        own += (
            f"named_again={_named_again(place, last)}",
            f"tense={tense_of(place.sentence)}/{tense_of(place.telling.sentences[account.sentence])}",
            f"back_start={min(back, 3)}/{_PRONOUN_START.match(place.sentence.text) is not None}",
        )
        own += _shared(place, account)
        yield Option(
            kind=kind,
            chain=account.chain,
            also=account.also,
            reason=f"the account of {last.name} runs on from {back} sentences before",
            features=place.features(kind.value, *own),
            inferred=True,
        )


def _backwards(place: Place) -> Iterator[tuple[int, Account]]:
    """Accounts before the place with their distance in sentences; the cells of a table count as one."""
    back = 0
    cell = place.sentence.kind is BlockKind.TABLE_CELL
    for index in range(place.sentence.index - 1, -1, -1):
        sentence = place.telling.sentences[index]
        if not (cell and sentence.kind is BlockKind.TABLE_CELL):
            back += 1
        if back > FARTHEST:
            return
        account = place.telling.accounts[index]
        if account is not None:
            yield back, account


def _shared(place: Place, account: Account) -> tuple[str, ...]:
    """What the sentence has in common with that of the account: states and items spoken of."""
    here, there = place.telling.reading.marks[place.sentence.index], place.telling.reading.marks[account.sentence]
    states = {s.code for s in here.states} & {s.code for s in there.states}
    items = {i.item for i in here.items} & {i.item for i in there.items}
    fresh = {s.code for s in here.states} - {s.code for s in there.states}
    return (f"states={min(len(states), 2)}", f"items={min(len(items), 2)}", f"fresh={min(len(fresh), 2)}")


def _named_again(place: Place, speaker: Speaker) -> bool:
    return any(word in place.sentence.text for word in speaker.name.split() if len(word) > 3 and word[0].isupper())


def _mention_options(place: Place) -> Iterator[Option]:
    """Bodies and states named in the sentence that are no cue's source, as in "the NIS: 600 dead"."""
    marks = place.telling.reading.marks[place.sentence.index]
    used = [(s.start, s.end) for voice in place.voices for s in voice.speakers]
    text = place.sentence.text
    for body in marks.bodies:
        if any(start < body.end and body.start < end for start, end in used):
            continue
        speaker = next(iter(_mentions([body])))
        yield _mention(place, speaker, body.start, body.end, text, listed=True)
    for state in marks.states:
        if (
            state.form not in (StateForm.SEAT, StateForm.NAME, StateForm.PERSON)
            or any(start < state.end and state.start < end for start, end in used)
            or any(b.start < state.end and state.start < b.end for b in marks.bodies)
        ):
            continue
        if not _acts(place.sentence, state.start, state.end):
            continue
        speaker = Speaker(
            name=state.name.removeprefix("the ").removeprefix("The "),
            kind=SourceKind.GOVERNMENT,
            start=state.start,
            end=state.end,
            person=state.form is StateForm.PERSON,
            named=True,
        )
        yield _mention(place, speaker, state.start, state.end, text, listed=False)
    yield from _subject_options(place, used)


def _previous_mentions(place: Place) -> Iterator[Option]:
    """Bodies named in the sentence before, where no cue spoke for them."""
    index = place.sentence.index - 1
    if index < 0 or place.telling.sentences[index].block < place.sentence.block - 1:
        return
    marks = place.telling.reading.marks[index]
    text = place.telling.sentences[index].text
    for rank, speaker in enumerate(_mentions(marks.bodies[-3:][::-1])):
        own = (
            f"rank={rank}",
            f"kind={speaker.kind}",
            f"person={speaker.person}",
            f"block={place.telling.sentences[index].block == place.sentence.block}",
            f"ends={text[-1:]}",
            f"account={place.telling.accounts[index] is not None}",
        )
        yield Option(
            kind=OptionKind.PREVIOUS,
            chain=(speaker,),
            also=(),
            reason=f"{speaker.name} is named in the sentence before",
            features=place.features("previous", *own),
            inferred=True,
        )


def _subject_options(place: Place, used: Sequence[tuple[int, int]]) -> Iterator[Option]:
    """Subjects and possessors that are no listed name but could speak: "the contractor wants", "in the agent's words"."""
    marks = place.telling.reading.marks[place.sentence.index]
    listed = [(s.start, s.end) for s in (*marks.bodies, *marks.states)]
    for word in place.sentence.words:
        if word.dep not in ("nsubj", "poss", "agent", "pobj", "ROOT", "nsubjpass") or any(
            a < word.end and word.start < b for a, b in (*used, *listed)
        ):
            continue
        if word.dep == "pobj" and place.sentence.words[word.head].lemma not in ("by", "from", "to", "with"):
            continue
        speaker = speaker_of(place.sentence, marks, word)
        if (
            speaker is None
            or speaker.own
            or speaker.anaphor
            or (speaker.role not in role_kinds() and not speaker.named)
        ):
            continue
        yield replace(
            _mention(place, speaker, word.start, word.end, place.sentence.text, listed=False), kind=OptionKind.SUBJECT
        )


def _mention(place: Place, speaker: Speaker, start: int, end: int, text: str, *, listed: bool) -> Option:
    word = next(
        (
            w
            for w in place.sentence.words
            if w.start < end
            and start < w.end
            and (w.dep in ("nsubj", "pobj", "poss", "nsubjpass", "agent", "dobj", "ROOT", "appos"))
        ),
        None,
    )
    dep = word.dep if word is not None else "none"
    above = place.sentence.words[word.head].lemma if word is not None else "none"
    before = text[:start].rstrip()[-1:]
    behind = text[end : end + 2].strip()[:1]
    own = (
        f"kind={speaker.kind}",
        f"dep={dep}",
        f"above={above}",
        f"listed={listed}",
        f"person={speaker.person}",
        f"behind={behind if behind in ':,.;()-' else 'w'}",
        f"before={before if before in ':,.;()-' else 'w'}",
        f"first={start < place.start}",
        f"gap={min(abs(place.start - start) // 40, 4)}",
        f"head={place.sentence.heads > start}",
    )
    return Option(
        kind=OptionKind.MENTIONED,
        chain=(speaker,),
        also=(),
        reason=f"{speaker.name} is named with it",
        features=place.features("mentioned", *own),
    )


def _acts(sentence: Sentence, start: int, end: int) -> bool:
    return (
        any(w.dep in ("nsubj", "poss") and w.start < end and start < w.end for w in sentence.words)
        or sentence.text[end : end + 1] == ":"
    )


def _document_options(place: Place, known: set[str]) -> Iterator[Option]:
    """The source that the document follows most, and the one that it names first."""
    accounts = [account for account in place.telling.accounts if account is not None]
    counts = Counter(account.chain[-1].name for account in accounts)
    if not accounts:
        return
    dominant = max(accounts, key=lambda account: (counts[account.chain[-1].name], -account.sentence))
    for kind, account in ((OptionKind.DOMINANT, dominant), (OptionKind.FIRST, accounts[0])):
        last = account.chain[-1]
        if last.name in known:
            continue
        known.add(last.name)
        share = counts[last.name] / len(accounts)
        own = (
            f"share={round(4 * share)}",
            f"kind={last.kind}",
            f"before={account.sentence < place.sentence.index}",
            f"only={len(counts) == 1}",
            f"cell={place.sentence.kind}",
        )
        yield Option(
            kind=kind,
            chain=account.chain,
            also=(),
            reason=f"the document follows {last.name}",
            features=place.features(kind.value, *own),
            inferred=True,
        )


_WHO_SAYS: Final = re.compile(
    r"\b(?:sources?|who says|says who|according to|by whom|reported by|said by|origin of|from whom|authority|given by|claimed by|whose)\b",
    re.IGNORECASE,
)


def _table_options(place: Place) -> Iterator[Option]:
    """For a cell: the column that tells who says so, and the bodies named in the blocks around the table."""
    telling, sentence = place.telling, place.sentence
    if sentence.kind is not BlockKind.TABLE_CELL:
        return
    row = (sentence.lead or "").split(" | ")[0]
    for other in telling.sentences[max(0, sentence.index - 12) : sentence.index + 13]:
        head, _, column = (other.lead or "").partition(" | ")
        if other.kind is BlockKind.TABLE_CELL and head == row and _WHO_SAYS.search(column):
            speaker = _cell_speaker(telling, other)
            if speaker is not None:
                yield Option(
                    kind=OptionKind.ROW,
                    chain=(speaker,),
                    also=(),
                    reason=f"{speaker.name} stands in its row",
                    features=place.features("row", f"kind={speaker.kind}"),
                )
                break
    around = [s for s in telling.sentences if s.kind is not BlockKind.TABLE_CELL]
    before = [s for s in around if s.index < sentence.index][-5:]
    after = [s for s in around if s.index > sentence.index][:2]
    seen: set[str] = set()
    for near, near_name in ((reversed(before), "before"), (after, "after")):
        for rank, other in enumerate(near):
            for speaker in _mentions(telling.reading.marks[other.index].bodies):
                if speaker.name not in seen:
                    seen.add(speaker.name)
                    own = (f"where={near_name}", f"rank={rank}", f"kind={speaker.kind}", f"nth={len(seen)}")
                    yield Option(
                        kind=OptionKind.BESIDE_TABLE,
                        chain=(speaker,),
                        also=(),
                        reason=f"{speaker.name} is named beside the table",
                        features=place.features("beside table", *own),
                        inferred=True,
                    )


def _cell_speaker(telling: Telling, cell: Sentence) -> Speaker | None:
    """The source in a cell: the first body named there, else its words."""
    listed = [s for s in _mentions(telling.reading.marks[cell.index].bodies) if s.start >= cell.heads]
    if listed:
        return listed[0]
    name = re.sub(r"\s*\(.*?\)", "", cell.text[cell.heads :]).split(",")[0].strip(" .")
    if not re.search(r"[A-Za-z]{2}", name) or len(name) > 60:
        return None
    kind = next(
        (role_kinds()[word] for word in re.findall(r"[a-z]+", name.lower()) if word in role_kinds()), SourceKind.PERSON
    )
    return Speaker(name=name, kind=kind, start=0, end=0, named=True)


def _noted_options(place: Place) -> Iterator[Option]:
    """The source line of a table or a document."""
    for rank, speaker in enumerate(place.telling.notes[:2]):
        yield Option(
            kind=OptionKind.NOTED,
            chain=(speaker,),
            also=(),
            reason=f"{speaker.name} stands in the line of sources",
            features=place.features("noted", f"rank={rank}", f"kind={speaker.kind}"),
            inferred=True,
        )
