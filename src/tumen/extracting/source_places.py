"""Words whose source is sought, with what can be said of their sentence whatever the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tumen.extracting.accounts import Account
from tumen.extracting.sentences import Sentence
from tumen.extracting.speaker import Speaker
from tumen.extracting.telling import Telling
from tumen.extracting.voice import Voice


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
    FOLLOWING = "following"
    NEARBY = "nearby"
    FARTHER = "farther"
    LABELLED = "labelled"


Spot = tuple[int, int, int]
"""A sentence's index, and start and end of words in its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible attribution: its chain (nearest first), further sources, why, and what speaks for it.

    ``spot`` is where the origin, the last of the chain, is named: sentence, start and end; None for nobody.
    """

    kind: OptionKind
    chain: tuple[Speaker, ...]
    also: tuple[Speaker, ...]
    reason: str
    features: tuple[str, ...]
    inferred: bool = False
    spot: Spot | None = None


def option_of(account: Account, kind: OptionKind, reason: str, features: tuple[str, ...]) -> Option:
    """Return the possible attribution to whoever gives an account of another sentence."""
    return Option(
        kind=kind,
        chain=account.chain,
        also=account.also,
        reason=reason,
        features=features,
        inferred=True,
        spot=account.spot,
    )


PRONOUN_START: Final = re.compile(
    r"^['\"(]*(?:He|She|It|They|The|These|Those|This|That|Of (?:these|those|them)|Another|Some|More|A further|Both"
    r"|In all|In return|There)\b"
)


_LINK_START: Final = re.compile(
    r"^['\"(]*(?:And|But|Yet|Still|Also|Besides|Moreover|In addition|Further|Meanwhile|Then|By contrast|However"
    r"|Separately|Elsewhere|Meantime|Instead)\b"
)


_TIES: Final = frozenset(
    [
        *("of", "these", "this", "that", "another", "more", "it", "they", "he", "she", "some", "about", "in", "for"),
        *("since", "from", "with", "at", "on", "by", "up", "only", "both", "most", "its", "their", "his", "a", "an"),
        *("the", "no", "not", "none", "there", "over", "around", "as", "and", "but", "half", "one", "two", "so"),
    ]
)


def _opening(text: str) -> str:
    """The first word, where it is one that ties a sentence to the one before or breaks with it."""
    first = next(iter(re.findall(r"[A-Za-z]+", text[:20])), "").lower()
    return first if first in _TIES else "number" if re.match(r"\W*\d", text) else "other"


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
        self.opening = _opening(sentence.text)
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
        if PRONOUN_START.match(text):
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
            f"back_start={min(back, 2)}/{PRONOUN_START.match(self.sentence.text) is not None}",
            f"back_tense={min(back, 2)}/{tense_of(self.sentence)}",
        ]

    def features(self, kind: str, *own: str) -> tuple[str, ...]:
        """Return the features of an option of the kind: its own, and what can be said of the place, both by kind."""
        return (kind, *(f"{kind}:{mark}" for mark in (*self.common, *own)))

    def few_features(self, kind: str, *own: str) -> tuple[str, ...]:
        """Return the features of an option of a kind of which there are many: of the place only what cues it has."""
        cues = [f"cues={bool(self.over)}/{bool(self.voices)}", f"owner={self.owner is not None}"]
        return (kind, *(f"{kind}:{mark}" for mark in (*cues, *own)))


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


def _inside(voice: Voice, start: int, end: int) -> bool:
    """Words within the source's own phrase are not what it says."""
    speaker = voice.speakers[0]
    return speaker.start <= start and end <= speaker.end
