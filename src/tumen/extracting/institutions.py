"""Institutions named by a state and a common noun: "the Russian defence ministry", "Seoul's spy agency"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from tumen.codebook.source import SourceKind
from tumen.extracting.spans import BodySpan, StateForm, StateSpan
from tumen.extracting.wordlists import yaml_list

_NAMING = frozenset({StateForm.NAME, StateForm.PEOPLE, StateForm.SEAT, StateForm.NICKNAME})
_TRAIL = re.compile(r"\s+(?:(?P<unnamed>(?:[a-z]+\s+)?(?:officials?|sources?))|spokes(?:man|woman|person|people))\b")
_ACRONYM = re.compile(r"\s*\((?P<letters>[A-Z][A-Za-z]{1,7})\)")


@cache
def _after_state() -> re.Pattern[str]:
    """What may follow a state's name to make an institution of it; group names are kinds."""
    lists = yaml_list("institutions.yaml")
    before = "|".join(sorted(cast("list[str]", lists["before"]), key=len, reverse=True))
    heads = cast("dict[str, list[str]]", lists["heads"])
    kinds = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in heads.items())
    return re.compile(rf"(?:['’]s?|['’])?[\s-]+(?:(?:{before})[\s-]+){{0,3}}?(?:{kinds})(?![\w-])", re.IGNORECASE)


def find_institutions(text: str, states: Sequence[StateSpan]) -> Iterator[BodySpan]:
    """Yield the bodies that a state and a common noun name together, with an acronym in brackets where one follows.

    >>> state = StateSpan(start=0, end=7, code="UA", form=StateForm.NAME, name="Ukraine")
    >>> [(b.name, b.kind.value) for b in find_institutions("Ukraine's security service (SBU) said", [state])]
    [("Ukraine's security service (SBU)", 'intelligence')]
    """
    for state in states:
        if state.form not in _NAMING:
            continue
        match = _after_state().match(text, state.end)
        if match is None:
            continue
        acronym = _ACRONYM.match(text, match.end())
        trail = _TRAIL.match(text, acronym.end() if acronym else match.end())
        end = (trail or acronym or match).end()
        name = re.sub(r"^(?:the|The)\s+", "", " ".join(text[state.start : end].split()))
        kind = SourceKind(match.lastgroup or "person")
        if trail is not None and trail["unnamed"] and kind is not SourceKind.INTELLIGENCE:
            kind = SourceKind.OFFICIAL_ANONYMOUS
        yield BodySpan(start=state.start, end=end, name=name, kind=kind, home=state.code)
