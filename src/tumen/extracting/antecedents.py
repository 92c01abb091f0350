"""To whom a pronoun or "the service" goes back, among the sources named before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tumen.codebook.source import SourceKind
from tumen.extracting.cue_lists import anaphor_kinds
from tumen.extracting.speaker import Speaker

_BODY_KINDS: Final = frozenset(
    {
        SourceKind.INTELLIGENCE,
        SourceKind.MEDIA,
        SourceKind.INTERNATIONAL,
        SourceKind.THINK_TANK,
        SourceKind.COMPANY,
        SourceKind.MILITARY,
        SourceKind.GOVERNMENT,
    }
)


def is_body(speaker: Speaker) -> bool:
    """Whether "it" or "the agency" may go back to the source."""
    return not speaker.person and speaker.kind in _BODY_KINDS


def antecedents(speaker: Speaker, before: Sequence[Speaker], *, most: int = 4) -> list[Speaker]:
    """Return the earlier sources to which a pronoun or "the ministry" may go back, the likeliest first.

    ``before`` are the sources named so far, the latest last.
    """
    found: list[Speaker] = []
    for earlier in reversed(before):
        if earlier.own or earlier.anaphor or any(earlier.name == other.name for other in found):
            continue
        if _goes_back(speaker, earlier):
            found.append(earlier)
            if len(found) == most:
                break
    return found


def _goes_back(speaker: Speaker, earlier: Speaker) -> bool:
    word = speaker.anaphor
    if word == "he":
        return earlier.person and not earlier.plural
    if word == "they":
        return earlier.plural or not earlier.person
    if word == "it":
        return is_body(earlier) and not earlier.plural
    if earlier.state and word not in ("government", "authority", "capital", "side", "country"):
        return False
    if word in earlier.name.lower().split() or word == earlier.role or word in earlier.roles:
        return True
    kinds = anaphor_kinds().get(word, ())
    if "any" in kinds:
        return is_body(earlier) or word in ("interview", "speech", "briefing", "letter")
    if not kinds:
        return False
    return str(earlier.kind) in kinds and speaker.person == earlier.person and speaker.plural == earlier.plural
