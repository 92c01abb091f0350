"""Who says so, for any words of a document: the chain of sources, nearest the text first, origin last.

Rules find every cue and every account that could run on (`voices`, `accounts`); a ranker (conditional logit) chooses
among them. An account runs on through the sentences that plainly go on with it, till another source or the author's own
remark breaks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tumen.codebook.source import Source, SourceKind
from tumen.extracting.choosing import Chooser
from tumen.extracting.features import Context
from tumen.extracting.marking import Reading
from tumen.extracting.model import Ranker, shipped_models
from tumen.extracting.source_options import source_options
from tumen.extracting.source_places import Option
from tumen.extracting.speaker import Speaker
from tumen.extracting.telling import Telling

RANKER: Final = "sources"
LONGEST_CHAIN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said something: ``sources`` nearest the text first (empty: the document itself)."""

    sources: tuple[Source, ...] = ()
    also_said_by: tuple[Source, ...] = ()
    reason: str = ""
    confidence: float = 0.6
    inferred: bool = False
    """Whether it was carried over from another sentence."""


class Attributions:
    """The sources of a document, asked by place."""

    def __init__(self, telling: Telling, ranker: Ranker) -> None:
        self._telling = telling
        self._ranker = ranker

    def options(self, sentence: int, start: int, end: int) -> list[Option]:
        """Return what could be the source of ``text[start:end]`` of the sentence."""
        return source_options(self._telling, sentence, start, end)

    def at(self, sentence: int, start: int, end: int) -> Attribution:
        """Return the attribution of ``text[start:end]`` of the sentence."""
        options = self.options(sentence, start, end)
        return self._best(options, self._ranker.probabilities([option.features for option in options]), sentence)

    def of(self, context: Context, chooser: Chooser) -> Attribution:
        """Return the attribution of a candidate, in the light of the encoder's opinion."""
        place = context.candidate
        options = self.options(place.sentence, place.start, place.end)
        chances = self._ranker.probabilities([option.features for option in options])
        return self._best(options, chooser.sources(context, options, chances), place.sentence)

    def _best(self, options: Sequence[Option], chances: Sequence[float], sentence: int) -> Attribution:
        best = max(range(len(options)), key=lambda place: (chances[place], -place))
        return self.as_attribution(options[best], sentence, chances[best])

    def as_attribution(self, option: Option, sentence: int, chance: float) -> Attribution:
        """Return an option as an attribution; in a talk, the speaker of the sentence comes first."""
        owner = self._telling.owners[sentence]
        chain = option.chain if owner is None else (owner, *option.chain)
        return Attribution(
            sources=self._in_full(sources_of(chain)),
            also_said_by=self._in_full(sources_of(option.also, limit=9)),
            reason=option.reason if owner is None or option.chain else f"{owner.name} speaks",
            confidence=round(chance, 3),
            inferred=option.inferred or (owner is not None and not option.chain),
        )

    def _in_full(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        names = self._telling.full_names
        return tuple(names[s.name.lower()].of(s) if s.name.lower() in names else s for s in sources)


def attribute(reading: Reading, ranker: Ranker | None = None) -> Attributions:
    """Return the sources of the document; ``ranker`` None takes the one that ships."""
    return Attributions(Telling(reading), ranker or shipped_models().rankers.get(RANKER) or Ranker(weights=_UNTRAINED))


_UNTRAINED: Final = {
    "covering": 3.0,
    "beside": 1.0,
    "carried": 1.5,
    "nobody": 1.0,
    "earlier": -1.0,
    "mentioned": -1.0,
    "noted": 0.0,
}


def sources_of(speakers: Sequence[Speaker], *, limit: int = LONGEST_CHAIN) -> tuple[Source, ...]:
    """Return speakers as sources without repeats; an outlet stands nearest the text, and the origin is kept."""
    seen: list[Speaker] = []
    for speaker in speakers:
        if speaker.name.strip() and all(speaker.name.lower() != other.name.lower() for other in seen):
            seen.append(speaker)
    if seen and seen[-1].kind is not SourceKind.MEDIA:
        seen = [s for s in seen if s.kind is SourceKind.MEDIA] + [s for s in seen if s.kind is not SourceKind.MEDIA]
    seen = _service_last(seen)
    kept = seen if len(seen) <= limit else [*seen[: limit - 1], seen[-1]]
    return tuple(speaker.source for speaker in kept)


def _service_last(speakers: list[Speaker]) -> list[Speaker]:
    """A lawmaker who relays a service stands nearer than the service, in whichever order the text tells of them."""
    if len(speakers) < 2 or not speakers[-1].relays:
        return speakers
    services = [speaker for speaker in speakers if speaker.kind is SourceKind.INTELLIGENCE]
    return [speaker for speaker in speakers if speaker not in services] + services
