"""Names of sources made comparable: in plain letters, and as the words that tell one body from another."""

from __future__ import annotations

import re
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
    "minister": "ministry", "ministers": "ministry", "ministries": "ministry",
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
NO_KOREA = frozenset({
    "africa", "african", "africans", "sudan", "sudanese", "macedonia", "macedonian", "america", "american", "asia",
    "asian", "ossetia", "ossetian", "atlantic", "caucasus", "pacific", "west", "western", "east", "eastern", "rhine",
    "yemen", "vietnam", "vietnamese", "cyprus", "carolina", "dakota", "wales", "sea",
})  # fmt: skip
"""Words before which "north" and "south" mean neither Korea."""


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
