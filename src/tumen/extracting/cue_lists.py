"""The lists of words by which a text says who says so: cues, accounts, roles."""

from __future__ import annotations

from functools import cache
from typing import cast

from tumen.codebook.source import SourceKind
from tumen.extracting.wordlists import yaml_list


@cache
def cue_words(section: str) -> frozenset[str]:
    """Return the words of one section of the list of cues."""
    return frozenset(cast("list[str]", yaml_list("cues.yaml")[section]))


@cache
def role_kinds() -> dict[str, SourceKind]:
    """Return the kind of source that a noun makes, by its lemma; the first section that lists it counts."""
    table: dict[str, SourceKind] = {}
    for kind, words in cast("dict[str, list[str]]", yaml_list("cues.yaml")["roles"]).items():
        for word in words:
            table.setdefault(word, SourceKind(kind))
    return table


@cache
def anaphor_kinds() -> dict[str, tuple[str, ...]]:
    """Return which kinds of source a common noun may go back to."""
    return {
        word: tuple(kinds) for word, kinds in cast("dict[str, list[str]]", yaml_list("cues.yaml")["anaphors"]).items()
    }
