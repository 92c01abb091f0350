"""States and bodies in a text, by lists of the world's states and of bodies and outlets, and by the names of a case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick

from tumen.codebook.case_pack import Body, CasePack, StateNames
from tumen.codebook.source import SourceKind
from tumen.extracting.institutions import find_institutions
from tumen.extracting.matching import folded, phrase_matches, without_overlaps
from tumen.extracting.spans import BodySpan, Names, StateForm, StateSpan
from tumen.extracting.wordlists import TITLES, csv_list

_OWN_FORMS: Final = {
    SourceKind.INTELLIGENCE: StateForm.AGENCY,
    SourceKind.MILITARY: StateForm.FORCE,
    SourceKind.GOVERNMENT: StateForm.AGENCY,
}
_NAME_GOES_ON: Final = re.compile(r"[\s-]+(?:[A-Z][a-z]|[A-Z]\.)")
_NAME_BEFORE: Final = re.compile(r"(?<![.!?:;,\"”])\s*\b(?P<word>[A-Z][\w'’-]*)[\s]$")
_TITLES: Final = TITLES | frozenset(["Vladimir", "Russia's", "Russia", "Korea's", "Kim"])


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWord:
    """A name of the lexicon: the state that it names, the body that it names, or both."""

    name: str
    code: str | None = None
    form: StateForm = StateForm.NAME
    kind: SourceKind | None = None
    home: str | None = None
    body_id: str | None = None
    person: bool = False
    contextual: bool = False
    """It names the state only where the document speaks of that state otherwise ("the North")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLexicon:
    """Names by number, with the automaton that finds them."""

    words: tuple[tuple[NameWord, ...], ...]
    automaton: AhoCorasick


_CONTEXTUAL: Final = (
    NameWord(name="the North", code="KP", form=StateForm.NICKNAME, contextual=True),
    NameWord(name="The North", code="KP", form=StateForm.NICKNAME, contextual=True),
    NameWord(name="the North's", code="KP", form=StateForm.NICKNAME, contextual=True),
    NameWord(name="Northerners", code="KP", form=StateForm.NICKNAME, contextual=True),
    NameWord(name="the South", code="KR", form=StateForm.NICKNAME, contextual=True),
    NameWord(name="Koreans", code="KP", form=StateForm.NICKNAME, contextual=True),
    NameWord(name="Korean", code="KP", form=StateForm.NICKNAME, contextual=True),
    NameWord(name="Korea", code="KP", form=StateForm.NICKNAME, contextual=True),
)


def name_lexicon(pack: CasePack | None = None) -> NameLexicon:
    """Return the lexicon of the world's states, of bodies and outlets, and of the case where one is given.

    A name of the case stands before the same name of the extractor's own lists.
    """
    entries: dict[str, list[NameWord]] = {}
    for word in [
        *(_case_words(pack) if pack is not None else ()),
        *_CONTEXTUAL,
        *_own_states(),
        *_own_places(),
        *_own_bodies(),
    ]:
        held = entries.setdefault(folded(word.name), [])
        if not any(
            (other.code is not None) == (word.code is not None) and (other.kind is None) == (word.kind is None)
            for other in held
        ):
            held.append(word)
    return NameLexicon(words=tuple(tuple(held) for held in entries.values()), automaton=AhoCorasick([*entries]))


def find_names(text: str, lexicon: NameLexicon) -> Names:
    """Return the states and bodies that the text names, in order; within each sort the longest match wins.

    "The North" and "the South" are taken for the two Koreas only where the text names one of them in full somewhere;
    "Korea" and "Koreans" for the North where it is named, else for the South. A family name alone is passed over where
    another name follows it ("Kim Yong-hyun").

    >>> names = find_names("Seoul's NIS says the North, that is North Korea, sent men", name_lexicon())
    >>> [(s.name, s.code) for s in names.states], [b.name for b in names.bodies]
    ([('Seoul', 'KR'), ('NIS', 'KR'), ('the North', 'KP'), ('North Korea', 'KP')], ['NIS'])
    """
    caseless = _is_caseless(text)
    states: list[tuple[StateSpan, NameWord]] = []
    bodies: list[BodySpan] = []
    for start, end, number in phrase_matches(text, lexicon.automaton):
        for word in lexicon.words[number]:
            if not (_fits_caseless(word) if caseless else _fits(word, text, start, end)):
                continue
            if word.code is not None:
                states.append(
                    (StateSpan(start=start, end=end, code=word.code, form=word.form, name=text[start:end]), word)
                )
            if word.kind is not None:
                bodies.append(_body(text, start, end, word))
    settled = tuple(without_overlaps(sorted(_settled(text, states), key=lambda s: s.start - s.end)))
    bodies.extend(find_institutions(text, settled))
    bodies.sort(key=lambda s: (s.start - s.end, s.body_id is None))
    return Names(states=settled, bodies=tuple(without_overlaps(bodies)))


def _body(text: str, start: int, end: int, word: NameWord) -> BodySpan:
    return BodySpan(
        start=start,
        end=end,
        name=re.sub(r"^(?:the|The)\s+", "", " ".join(text[start:end].split())),
        kind=word.kind or SourceKind.PERSON,
        home=word.home or word.code,
        body_id=word.body_id,
        person=word.person,
    )


def _is_caseless(text: str) -> bool:
    """Tell a text that was written without capitals (a speech transcript), in which case says nothing."""
    letters = sum(letter.isalpha() for letter in text)
    return letters > 200 and sum(letter.isupper() for letter in text) < 0.004 * letters


def _fits_caseless(word: NameWord) -> bool:
    """Without capitals, short acronyms and family names alone cannot be told from common words."""
    if len(word.name) in (3, 4) and word.name.isupper() and word.kind in (SourceKind.INTELLIGENCE, SourceKind.MEDIA):
        return word.name.lower() not in _COMMON_WORDS
    return len(word.name) > 4 and not (word.kind is SourceKind.MEDIA and " " not in word.name)


_COMMON_WORDS: Final = frozenset(
    {"mit", "raw", "car", "sis", "err", "pap", "nos", "ani", "fed", "time", "bild", "dawn"}
)
"""Acronyms that are words of their own where a text has no capitals."""


def _fits(word: NameWord, text: str, start: int, end: int) -> bool:
    """Tell a name from the same letters at other work: case must fit, and a family name must stand alone."""
    found, name = text[start:end], word.name
    letters = re.sub(r"[^A-Za-z]", "", name)
    if len(letters) <= 5 and letters.isupper() and found.replace(".", "") != name.replace(".", ""):
        return False
    capital = found[4:5] if found.lower().startswith("the ") else found[:1]
    expected = name[4:5] if name.lower().startswith("the ") else name[:1]
    if expected.isupper() and not capital.isupper():
        return False
    if (word.person or word.form is StateForm.PERSON) and " " not in name and "-" not in name:
        before = _NAME_BEFORE.search(text, max(0, start - 24), start)
        return not _NAME_GOES_ON.match(text, end) and (
            before is None or before["word"] in _TITLES or before["word"].endswith(("’s", "'s"))
        )
    return True


def _settled(text: str, found: list[tuple[StateSpan, NameWord]]) -> list[StateSpan]:
    """Drop contextual names whose state is not named in full, and those that stand within another meaning."""
    counts = Counter(span.code for span, word in found if not word.contextual)
    kept = []
    for span, word in found:
        if not word.contextual:
            kept.append(span)
        elif re.match(
            r"(?:['’]s)?\s+(?:Atlantic|Pole|Sea|Caucasus|American|America|African|Peninsula|peninsula|War\b|Strait"
            r"|China Sea|Stream|of (?:the|England))",
            text[span.end : span.end + 20],
        ):
            continue
        elif counts[span.code] or (counts["KP"] + counts["KR"] and word.name.lower().startswith("the")):
            kept.append(span)
        elif word.name.startswith("Korea"):
            kept.append(StateSpan(start=span.start, end=span.end, code="KR", form=span.form, name=span.name))
    return kept


def _own_states() -> Iterator[NameWord]:
    columns = (
        ("names", StateForm.NAME),
        ("people", StateForm.PEOPLE),
        ("seats", StateForm.SEAT),
        ("persons", StateForm.PERSON),
        ("nicknames", StateForm.NICKNAME),
    )
    for row in csv_list("states.csv"):
        for column, form in columns:
            for name in filter(None, (row[column] or "").split(";")):
                yield NameWord(name=name, code=row["code"], form=form)
                if form is StateForm.PERSON:
                    union = row["code"] == "EU"
                    kind = SourceKind.INTERNATIONAL if union else SourceKind.GOVERNMENT
                    yield NameWord(name=name, kind=kind, home=row["code"], person=True)
    # "US" would take the pronoun in a text in capitals; it needs its own case, which the check on short capitals gives.
    yield NameWord(name="US", code="US", form=StateForm.NAME)


def _own_places() -> Iterator[NameWord]:
    for row in csv_list("places.csv"):
        yield NameWord(name=row["name"], code=row["code"], form=StateForm.PLACE)


def _own_bodies() -> Iterator[NameWord]:
    for row in csv_list("bodies.csv"):
        kind, home = SourceKind(row["kind"]), row["home"] or None
        for name in [row["name"], *filter(None, (row["aliases"] or "").split(";"))]:
            yield NameWord(name=name, kind=kind, home=home)
            if home is not None and kind in _OWN_FORMS:
                yield NameWord(name=name, code=home, form=_OWN_FORMS[kind])


def _case_words(pack: CasePack) -> Iterator[NameWord]:
    for state in pack.states:
        yield from _case_state(state)
    for body in pack.bodies:
        yield from _case_body(body)


def _case_state(state: StateNames) -> Iterator[NameWord]:
    tables = (
        (state.names, StateForm.NAME),
        (state.seats, StateForm.SEAT),
        (state.persons, StateForm.PERSON),
        (state.forces, StateForm.FORCE),
        (state.agencies, StateForm.AGENCY),
    )
    for table, form in tables:
        for name in table.get("en", ()):
            if not name.lower().startswith(("the north", "the south")):
                plain = re.sub(r"\s*\(.*?\)", "", name).strip()
                people = (
                    form is StateForm.NAME
                    and plain.endswith(("n", "ns", "ish", "ese", "i", "is"))
                    and plain not in state.name
                )
                yield NameWord(name=plain, code=state.code, form=StateForm.PEOPLE if people else form)


@cache
def _bare_states() -> frozenset[str]:
    """Names that stand for a state and are no body's own name."""
    rows = csv_list("states.csv")
    names = {name for row in rows for column in ("names", "people", "seats") for name in (row[column] or "").split(";")}
    return frozenset(
        folded(name) for name in names - {"Kremlin", "White House", "Pentagon", "the Kremlin", "Downing Street"}
    )


def _case_body(body: Body) -> Iterator[NameWord]:
    persons = set(body.persons)
    for name in (body.name, *body.aliases, *body.persons):
        plain = re.sub(r"\s*\(.*?\)", "", name).strip()
        if not plain.isascii() or len(plain) < 2 or folded(plain) in _bare_states():
            continue
        person = name in persons or _is_person(name, body)
        yield NameWord(name=plain, kind=body.kind, home=body.home, body_id=body.id, person=person)


def _is_person(name: str, body: Body) -> bool:
    """A family name or a full name among the aliases of a body that is no outlet speaks for it."""
    if body.kind in (SourceKind.MEDIA, SourceKind.COMPANY, SourceKind.THINK_TANK) or name == body.name:
        return False
    words = name.split()
    own = set(body.name.split())
    institutional = re.search(
        r"\b(?:Ministry|Office|Service|Agency|Staff|Committee|Council|House|State|Group|Panel|Team|UN|UK|US|ROK"
        r"|agency|intelligence|ministry)\b|[A-Z]{2}",
        name,
    )
    return (
        institutional is None
        and len(words) <= 3
        and all(word[:1].isupper() for word in words)
        and not own & set(words)
        and name not in ("Kremlin", "Pentagon")
    )
