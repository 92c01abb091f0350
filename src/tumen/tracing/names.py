"""Names of sources made comparable: in plain letters, and as the words that tell one body from another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b|s['’](?=\s|$)|['’]")
STOP = frozenset({
    "the", "of", "a", "an", "in", "for", "and", "at", "on", "by", "its", "his", "her", "their", "to", "from",
    "with", "via", "who", "that", "which", "has", "have", "had", "national", "main", "service", "services",
    "agency", "agencies", "office", "bureau", "own", "new", "former", "top", "chief", "head", "deputy", "boss",
    "analyst", "analysts", "assessment", "estimate", "estimates", "report", "reports", "study", "count", "data",
    "figures", "spokesman", "spokeswoman", "spokesperson", "latest", "number", "group"
})  # fmt: skip
SAME_WORD = {
    "defence": "military", "defense": "military", "army": "military", "armed": "military", "generals": "military",
    "minister": "ministry", "ministers": "ministry", "ministries": "ministry", "mod": "ministry",
    "spy": "intelligence", "spies": "intelligence", "spook": "intelligence", "spooks": "intelligence",
    "officials": "official", "lawmaker": "lawmakers", "mp": "lawmakers", "mps": "lawmakers", "deputies": "lawmakers",
    "legislator": "lawmakers", "legislators": "lawmakers", "parliamentarians": "lawmakers", "papers": "press",
    "newspapers": "press", "newspaper": "press", "paper": "press", "centre": "center", "sources": "source",
    "diplomats": "diplomatic", "diplomat": "diplomatic", "presidential": "president", "authorities": "government",
    "administration": "government", "exporters": "exporter", "monitors": "monitoring",
}  # fmt: skip
VAGUE_WORDS = frozenset(
    {"official", "government", "source", "senior", "people", "side", "unnamed", "anonymous", "western", "allied"}
)
TITLES = frozenset({"president", "ambassador", "general", "colonel", "mr", "ms", "dr", "secretary", "adviser", "envoy"})
_OF_EITHER_KOREA = frozenset({
    "korea", "korean", "koreans", "state", "leader", "leadership", "joint", "staff", "media", "press", "foreign",
    "unification", "supreme", "central", "eastern", "western", "navy", "air", "force", "forces", "command",
    "delegation", "delegate", "delegates", "parliament", "assembly", "embassy", "military", "intelligence",
    "government", "ministry",
})  # fmt: skip


def is_korea(words: Sequence[str]) -> bool:
    """Tell whether "north" or "south" at the head of the words means a Korea: "South's navy", but not "South Kivu".

    >>> is_korea(["south", "navy"]), is_korea(["south"]), is_korea(["south", "kivu", "army"])
    (True, True, False)
    """
    return len(words) < 2 or words[1] in _OF_EITHER_KOREA | STOP | VAGUE_WORDS | TITLES or words[1] in SAME_WORD


@lru_cache(maxsize=50_000)
def plain_name(name: str) -> str:
    """Return a name in lower case without article, possessives and signs.

    >>> plain_name("South Korea’s  N.I.S."), plain_name("The Pentagon")
    ('south korea n i s', 'pentagon')
    """
    words = _WORD.findall(_POSSESSIVE.sub("", name.casefold()))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@lru_cache(maxsize=50_000)
def telling_words(plain: str) -> frozenset[str]:
    """Words that tell bodies apart: function words left out, one word for each function."""
    kept = (SAME_WORD.get(word, _singular(word)) for word in plain.split() if not {word, _singular(word)} & STOP)
    return frozenset(SAME_WORD.get(word, word) for word in kept)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
