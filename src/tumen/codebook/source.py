"""Who said it: a link of an attribution as the text names it, and who first vouched for it after tracing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tumen.errors import InvalidClaim


class SourceKind(StrEnum):
    """What sort of body or person a source is."""

    INTELLIGENCE = "intelligence"
    MILITARY = "military"
    GOVERNMENT = "government"
    INTERNATIONAL = "international"
    MEDIA = "media"
    THINK_TANK = "think_tank"
    OFFICIAL_ANONYMOUS = "official_anonymous"
    COMPANY = "company"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One link of an attribution, named as in the text; white space in the name is folded, for a name is one line."""

    name: str
    kind: SourceKind

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", " ".join(self.name.split()))
        if not self.name:
            raise InvalidClaim("sources", "a source has no name", "Name it, or leave the source out")

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who first vouched for the figures of some entries.

    ``id`` is the body's id of the pack where it is known, else a name in lower case; ``unattributed:<entry>`` where
    nobody is named. ``entries`` rest on it,
    ``copies`` of them repeat another entry, ``derived_from`` are origins whose figures it takes over, ``group`` is
    its interest group (None: not known).
    """

    id: str
    source: Source | None
    entries: tuple[str, ...]
    copies: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    group: str | None = None


class JoinReason(StrEnum):
    """Why an entry counts as the same claim as another one."""

    ITSELF = "itself"
    RECORDED_COPY = "recorded copy"
    SAME_FIGURE = "same figure by the same origin"
    ROUNDED = "rounded repeat by the same origin"
    UNATTRIBUTED_REPEAT = "same figure without a source, later"
    CONSOLIDATED = "taken over by a consolidating report"
    REVIEWED = "joined by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctClaim:
    """Entries that say one thing once: the first is the fullest or earliest, the others repeat it."""

    id: str
    entries: tuple[str, ...]
    origin: str
    reasons: Mapping[str, JoinReason]
    garbled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a copy that changed its original: the fields that it changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """What tracing found over some entries: the origins, and the claims left after copies are joined."""

    origins: tuple[Origin, ...]
    distinct: tuple[DistinctClaim, ...]

    def origin_of(self, entry_id: str) -> Origin | None:
        """Return the origin on which the entry rests; None where the entry was not traced."""
        return next((origin for origin in self.origins if entry_id in origin.entries), None)

    def distinct_of(self, entry_id: str) -> DistinctClaim | None:
        """Return the distinct claim to which the entry belongs; None where the entry was not traced."""
        return next((claim for claim in self.distinct if entry_id in claim.entries), None)
