"""Who says so, for any words of a document: the chain of sources, nearest the text first, origin last.

An account runs on through the sentences of its paragraph that have no source of their own, till another source or the
author's own remark breaks it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tumen.codebook.document import BlockKind
from tumen.codebook.source import Source, SourceKind
from tumen.extracting.marking import Reading
from tumen.extracting.sentences import Sentence, parsed
from tumen.extracting.speakers import Speaker, resolve
from tumen.extracting.voices import REPORTING, Manner, Voice, find_voices

LONGEST_CHAIN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said something: ``sources`` nearest the text first (empty: the document itself)."""

    sources: tuple[Source, ...] = ()
    also_said_by: tuple[Source, ...] = ()
    reason: str = ""
    confidence: float = 0.6
    inferred: bool = False
    """Whether it was carried over from an earlier sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account that may run on after its sentence: its chain, and where it was last heard."""

    chain: tuple[Speaker, ...]
    also: tuple[Speaker, ...]
    sentence: int
    block: int


class Attributions:
    """The sources of a document, asked by place."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        voices: Sequence[Sequence[Voice]],
        carried: Sequence[Account | None],
        frame: Account | None,
    ) -> None:
        self._sentences = sentences
        self._voices = voices
        self._carried = carried
        self._frame = frame

    def at(self, sentence: int, start: int, end: int) -> Attribution:
        """Return the attribution of ``text[start:end]`` of the sentence."""
        over = [
            voice
            for voice in self._voices[sentence]
            if voice.is_over(start, end) and not _inside_cue(voice, start, end)
        ]
        if over:
            return _explicit(over, self._frame)
        carried = self._carried[sentence]
        if carried is not None:
            names = _chain(carried.chain)
            back = sentence - carried.sentence
            return Attribution(
                sources=names,
                also_said_by=_sources(carried.also),
                reason=f"the account of {names[-1].name} runs on ({back} sentences)" if names else "the author's own",
                confidence=max(0.35, 0.8 - 0.1 * back),
                inferred=True,
            )
        if self._frame is not None:
            return Attribution(
                sources=_chain(self._frame.chain), reason="the document's speaker", confidence=0.6, inferred=True
            )
        return Attribution(reason="no source in the sentence or before it", confidence=0.6)


def attribute(reading: Reading) -> Attributions:
    """Return the sources of the document; sentences with a cue that were not parsed yet are parsed here."""
    sentences = _with_cues_parsed(reading)
    voices: list[tuple[Voice, ...]] = []
    carried: list[Account | None] = []
    known: list[Speaker] = []
    account: Account | None = None
    frame = _frame_of(reading)
    for sentence, marks in zip(sentences, reading.marks, strict=True):
        found = tuple(_resolved(voice, known) for voice in find_voices(sentence, marks))
        voices.append(tuple(voice for voice in found if voice.speakers))
        if account is not None and _breaks(sentence, account):
            account = None
        carried.append(account)
        account = _after(sentence, voices[-1], account)
    return Attributions(sentences, voices, carried, frame)


def _with_cues_parsed(reading: Reading) -> tuple[Sentence, ...]:
    """Parse the sentences that tell who speaks and were left out by the marking."""
    chosen = [s.index for s in reading.sentences if not s.words and REPORTING.search(s.text)]
    names = [[(span.start, span.end) for span in (*found.states, *found.bodies)] for found in reading.marks]
    return parsed(reading.sentences, chosen, names)


def _resolved(voice: Voice, known: list[Speaker]) -> Voice:
    """Replace pronouns and "the agency" by the sources they go back to, and remember who was named."""
    speakers = []
    for speaker in voice.speakers:
        found = _who(speaker, known)
        if found is not None:
            speakers.append(found)
            known.append(found)
    if voice.told is not None:
        known.append(voice.told)
        known.extend(speakers[:1])
    return replace(voice, speakers=tuple(speakers))


def _who(speaker: Speaker, known: Sequence[Speaker]) -> Speaker | None:
    if speaker.own:
        return speaker
    if speaker.anaphor:
        earlier = resolve(speaker, known)
        if earlier is not None:
            return replace(earlier, start=speaker.start, end=speaker.end)
        return None if speaker.anaphor in ("he", "it", "they") else replace(speaker, anaphor="")
    if speaker.named:
        for earlier in reversed(known):
            if earlier.named and not earlier.own and earlier.name != speaker.name and _same_person(speaker, earlier):
                return replace(earlier, start=speaker.start, end=speaker.end)
    return speaker


def _same_person(speaker: Speaker, earlier: Speaker) -> bool:
    """A family name goes back to the full name before it."""
    return (
        earlier.person
        and len(speaker.name.split()) < len(earlier.name.split())
        and set(speaker.name.split()) <= set(earlier.name.split())
    )


def _inside_cue(voice: Voice, start: int, end: int) -> bool:
    """Words within the source's own phrase are not what it says."""
    speaker = voice.speakers[0]
    return speaker.start <= start and end <= speaker.end


def _explicit(over: Sequence[Voice], frame: Account | None) -> Attribution:
    """Chain the cues that cover a place: the widest is nearest the text, what is cited comes last."""
    ordered = sorted(
        over, key=lambda voice: (voice.manner is Manner.CITED, -max(last - first for first, last in voice.covers))
    )
    chain: list[Speaker] = []
    also: list[Speaker] = []
    for voice in ordered:
        if voice.told is not None:
            chain.append(voice.told)
        if not voice.speakers[0].own:
            chain.append(voice.speakers[0])
            also = [speaker for speaker in voice.speakers[1:] if not speaker.own]
    names = _chain(chain)
    reason = f"{ordered[-1].manner.value} {names[-1].name}" if names else "the author's own words"
    return Attribution(
        sources=names, also_said_by=_sources(also), reason=reason, confidence=0.85 if len(over) == 1 else 0.75
    )


def _chain(speakers: Sequence[Speaker]) -> tuple[Source, ...]:
    """Sources without repeats; outlets stand nearest the text."""
    seen: list[Speaker] = []
    for speaker in speakers:
        if all(speaker.name != other.name for other in seen):
            seen.append(speaker)
    ordered = [s for s in seen if s.kind is SourceKind.MEDIA] + [s for s in seen if s.kind is not SourceKind.MEDIA]
    return _sources(ordered[:1] + ordered[1:][-(LONGEST_CHAIN - 1) :])


def _sources(speakers: Sequence[Speaker]) -> tuple[Source, ...]:
    return tuple(speaker.source for speaker in speakers if speaker.name.strip())


_OWN_REMARK: Final = re.compile(r"^(?:We|I|Our|My|Readers?|Let|Incidentally|For the record)\b")


def _breaks(sentence: Sentence, account: Account) -> bool:
    """A new block, the author's own voice, or a question ends an account."""
    return sentence.block != account.block or _OWN_REMARK.match(sentence.text) is not None


def _after(sentence: Sentence, voices: Sequence[Voice], account: Account | None) -> Account | None:
    """The account that runs on behind the sentence."""
    whole = [voice for voice in voices if voice.whole]
    if not whole:
        return account
    if whole[0].speakers[0].own:
        return None
    ordered = sorted(
        whole, key=lambda voice: (voice.manner is Manner.CITED, -max(last - first for first, last in voice.covers))
    )
    chain: list[Speaker] = []
    for voice in ordered:
        if voice.told is not None:
            chain.append(voice.told)
        if not voice.speakers[0].own:
            chain.append(voice.speakers[0])
    if account is not None and account.block == sentence.block and len(chain) == 1:
        outer = [speaker for speaker in account.chain[:-1] if speaker.kind is SourceKind.MEDIA]
        if account.chain and account.chain[-1].name == chain[0].name:
            chain = [*outer, *chain]
    also = tuple(speaker for speaker in ordered[-1].speakers[1:] if not speaker.own)
    return Account(chain=tuple(chain), also=also, sentence=sentence.index, block=sentence.block) if chain else None


_DATELINE: Final = re.compile(r"^[A-Z][\w ,./-]{2,50}\((?P<agency>[A-Z][\w ]{1,20})\)\s*[-—–]")


def _frame_of(reading: Reading) -> Account | None:
    """The speaker of the whole document: an agency in its dateline that is not its publisher."""
    for sentence in reading.sentences[:6]:
        found = _DATELINE.match(sentence.text)
        if found is None or sentence.kind is BlockKind.HEADLINE:
            continue
        publisher = reading.document.publisher or ""
        agency = found["agency"]
        body = next(
            (b for b in reading.marks[sentence.index].bodies if b.name == agency and b.kind is SourceKind.MEDIA), None
        )
        if body is None or agency.lower() in publisher.lower():
            return None
        speaker = Speaker(name=agency, kind=SourceKind.MEDIA, start=0, end=0, named=True)
        return Account(chain=(speaker,), also=(), sentence=sentence.index, block=sentence.block)
    return None
