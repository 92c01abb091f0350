"""Accounts: the chain of sources that a sentence gives as a whole, which may run on after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tumen.extracting.sentences import Sentence
from tumen.extracting.speaker import Speaker
from tumen.extracting.voice import Manner, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a sentence's main cue says, which may run on; ``start`` and ``end`` are the origin's words there."""

    chain: tuple[Speaker, ...]
    also: tuple[Speaker, ...]
    sentence: int
    block: int
    manner: Manner
    verb: str
    start: int
    end: int
    whole: bool = True
    """Whether its cue governs the main clause, or only one with a figure."""

    @property
    def spot(self) -> tuple[int, int, int]:
        """Where the origin is named: sentence, start and end."""
        return self.sentence, self.start, self.end


def width_of(voice: Voice) -> int:
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
    return sorted(voices, key=lambda voice: (_PLACE[voice.manner], voice.depth, -width_of(voice)))


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


def account_of(
    sentence: Sentence, voices: Sequence[Voice], last: Account | None, figures: Sequence[tuple[int, int]] = ()
) -> Account | None:
    """Return the account that a sentence gives as a whole; None where its main clause has no source.

    A source heard again within a block keeps the outlet that told of it.
    """
    whole = [voice for voice in voices if voice.whole]
    chain = chain_of(whole)
    if not chain:
        whole = [voice for voice in voices if any(voice.is_over(start, end) for start, end in figures)]
        chain = chain_of(whole)
    if not chain:
        return None
    governs = any(voice.whole for voice in whole)
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
        start=ordered[-1].speakers[0].start,
        end=ordered[-1].speakers[0].end,
        whole=governs,
    )
