"""A source as one noun phrase names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tumen.codebook.source import Source, SourceKind
from tumen.extracting.cue_lists import cue_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source as one noun phrase names it.

    ``anaphor`` is the pronoun or common noun that goes back to an earlier source (empty: the phrase names its own);
    ``own`` says that the author means himself; ``role`` is the lemma of the phrase's head.
    """

    name: str
    kind: SourceKind
    start: int
    end: int
    role: str = ""
    person: bool = False
    plural: bool = False
    own: bool = False
    anaphor: str = ""
    named: bool = False
    """A name or a listed body, not a description."""
    roles: frozenset[str] = frozenset()
    """Common nouns that stand beside the name: title, apposition."""
    state: bool = False
    """A state by its name, seat or people, which speaks for its government."""
    by: str = ""
    """By which sort of word it was gone back to, and whether that word fits it; empty where it names itself."""
    others: tuple[Speaker, ...] = ()
    """Where a pronoun or common noun goes back: further sources that it could mean."""

    @property
    def source(self) -> Source:
        """The source as it stands in an attribution."""
        return Source(name=self.name, kind=self.kind)

    @property
    def again(self) -> bool:
        """Whether the words say that it is the one named before: "same ministry"."""
        return "same" in self.name.lower().split()

    @property
    def relays(self) -> bool:
        """Whether the source is one that passes on what a service told it, by its title or role."""
        return bool({self.role.lower(), *self.roles} & cue_words("relays"))

    @property
    def words(self) -> frozenset[str]:
        """Words of the name that tell it from others."""
        return frozenset(
            word
            for word in re.findall(r"[a-z]{3,}|[A-Z]{2,}", self.name.replace("'s", "").lower())
            if word not in _COMMON
        )


_COMMON: Final = frozenset(
    {
        "the",
        "and",
        "for",
        "south",
        "north",
        "korean",
        "russian",
        "ukrainian",
        "korea",
        "russia",
        "ukraine",
        "official",
        "officials",
        "ministry",
        "minister",
        "national",
    }
)
