"""Whom a name means: bodies of the pack by name, person, state and function, so that two names can be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from tumen.codebook.case_pack import Body, CasePack
from tumen.codebook.source import Source, SourceKind
from tumen.tracing.names import SAME_WORD, STOP, TITLES, VAGUE_WORDS, is_korea, plain_name, telling_words

_PUBLIC = frozenset(
    {SourceKind.INTELLIGENCE, SourceKind.MILITARY, SourceKind.GOVERNMENT, SourceKind.INTERNATIONAL, SourceKind.MEDIA}
)
_INDEFINITE = re.compile(r"(?:an?|one|some|several|two|three|unnamed|anonymous)\b")
_OF_SERVICES = frozenset({"agency", "agencies", "service", "services", "and"})
_VOWELS = re.compile(r"[aeiouyw]+")
_STATE_PROSECUTORS = frozenset({"state", "prosecutor"})
_FUNCTIONS = frozenset({"intelligence", "military", "ministry", "lawmakers", "president"})
_OFFICIAL = frozenset(
    {
        SourceKind.INTELLIGENCE,
        SourceKind.MILITARY,
        SourceKind.GOVERNMENT,
        SourceKind.INTERNATIONAL,
        SourceKind.OFFICIAL_ANONYMOUS,
    }
)


class Relation(StrEnum):
    """How two names stand to one another."""

    SAME = "same"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whom a name may mean.

    ``bodies`` are ids of the pack (several: the name does not tell them apart), ``states`` the homes, ``specific``
    whether it names a particular body or person and not just a state's side ("Seoul", "US officials"), ``persons``
    which persons of theirs it names.
    """

    name: str
    kind: SourceKind
    bodies: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    specific: bool = False
    persons: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether the pack knows whom the name means."""
        return bool(self.bodies)

    @property
    def person(self) -> bool:
        """Whether the name is that of a person."""
        return bool(self.persons)

    def relation(self, other: Party) -> Relation:
        """Return whether the two are the same, others, or cannot be told apart."""
        if (
            self.bodies & other.bodies
            or self.persons & other.persons
            or plain_name(self.name) == plain_name(other.name)
        ):
            return Relation.SAME
        vague = not self.specific or not other.specific
        if vague and self.states and other.states:
            return Relation.SAME if self.states & other.states else Relation.OTHER
        if vague:
            return Relation.UNSURE
        return Relation.OTHER


@dataclass(frozen=True, slots=True)
class _Alias:
    """One name of a body: its words without the state's, and the states that it or its body belongs to."""

    body: str
    words: frozenset[str]
    states: frozenset[str]


@dataclass(slots=True)
class Parties:
    """The names of a pack, ready for comparison; build them once with ``Parties.of(pack)``."""

    bodies: dict[str, Body]
    _states: dict[str, str]
    _longest_state: int
    _leaders: dict[str, str]
    _names: dict[str, frozenset[str]]
    _persons: dict[str, frozenset[tuple[str, str]]]
    _by_sound: dict[str, frozenset[tuple[str, str]]]
    _aliases: list[_Alias] = field(default_factory=list)
    _namesakes: dict[str, frozenset[str]] = field(default_factory=dict)
    _by_word: dict[str, list[_Alias]] = field(default_factory=dict)
    _found: dict[tuple[str, SourceKind], Party] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: CasePack) -> Parties:
        """Return the names of the pack's states, bodies and persons."""
        states = _state_names(pack)
        names: dict[str, set[str]] = defaultdict(set)
        persons: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for body in pack.bodies:
            for name in (body.name, *body.aliases):
                names[plain_name(name)].add(body.id)
            for person in body.persons:
                for form in _person_forms(person, body.home):
                    persons[form].add((plain_name(person), body.id))
        found = cls(
            bodies={body.id: body for body in pack.bodies},
            _states=states,
            _leaders={
                plain_name(name): state.code
                for state in pack.states
                for names in state.persons.values()
                for name in names
            },
            _longest_state=max((len(name.split()) for name in states), default=1),
            _names={name: frozenset(ids) for name, ids in names.items()},
            _persons={name: frozenset(ids) for name, ids in persons.items()},
            _by_sound={_sound(name): frozenset(ids) for name, ids in persons.items() if " " in name},
        )
        found._aliases = [alias for body in pack.bodies for alias in found._aliases_of(body)]
        found._namesakes = found._without_states(pack)
        for alias in found._aliases:
            for word in alias.words:
                found._by_word.setdefault(word, []).append(alias)
        return found

    def party(self, source: Source) -> Party:
        """Return whom the source means."""
        key = (source.name, source.kind)
        if key not in self._found:
            self._found[key] = self._find(source)
        return self._found[key]

    def named(self, name: str) -> frozenset[str]:
        """Return the bodies that a publisher's name means, also without what stands in brackets or after "via"."""
        for form in (name, name.partition("(")[0], name.partition(" via ")[0]):
            bodies = self._names.get(plain_name(form))
            if bodies:
                return bodies
        return frozenset()

    def chain(self, sources: Iterable[Source]) -> tuple[Party, ...]:
        """Return whom each link of an attribution means, in its order."""
        return tuple(self.party(source) for source in sources)

    def draws_on(self, body: str) -> frozenset[str]:
        """Return the bodies whose figures the body takes over, at first or second hand."""
        reached: set[str] = set()
        waiting = [body]
        while waiting:
            known = self.bodies.get(waiting.pop())
            for source in known.draws_on if known else ():
                if source not in reached and source in self.bodies:
                    reached.add(source)
                    waiting.append(source)
        return frozenset(reached - {body})

    def relays(self, body: str) -> bool:
        """Tell whether a body only passes on what others told it, as lawmakers briefed by a service do."""
        found = self.bodies.get(body)
        return found is not None and (found.role == "relay" or "lawmakers" in telling_words(plain_name(found.name)))

    def is_defence(self, body: str) -> bool:
        """Tell whether a body belongs to a state's defence: ministry, staff or the forces' own intelligence."""
        found = self.bodies.get(body)
        if found is None:
            return False
        names = (found.name, *found.aliases)
        return found.kind is SourceKind.MILITARY or any("military" in telling_words(plain_name(name)) for name in names)

    def home(self, body: str) -> str | None:
        """Return the home state of a body; None where it has none or is not known."""
        return self.bodies[body].home if body in self.bodies else None

    def split_states(self, plain: str) -> tuple[frozenset[str], str]:
        """Return the states that a plain name speaks of, and the rest of it."""
        words, states, rest, at = plain.split(), set(), [], 0
        while at < len(words):
            if words[at] in ("north", "south") and not is_korea(words[at:]):
                rest += words[at : at + 2]
                at += 2
                continue
            for length in range(min(self._longest_state, len(words) - at), 0, -1):
                code = self._states.get(" ".join(words[at : at + length]))
                if code:
                    states.add(code)
                    at += length
                    break
            else:
                rest.append(words[at])
                at += 1
        return frozenset(states), " ".join(rest)

    def _aliases_of(self, body: Body) -> Iterable[_Alias]:
        for name in (body.name, *body.aliases):
            states, rest = self.split_states(plain_name(name))
            words = telling_words(rest)
            if words:
                yield _Alias(body.id, words, states or frozenset({body.home} if body.home else ()))

    def _without_states(self, pack: CasePack) -> dict[str, frozenset[str]]:
        """Bodies by their names without the state's: two services of two states may share one ("DIA")."""
        found: dict[str, set[str]] = defaultdict(set)
        for body in pack.bodies:
            for name in (body.name, *body.aliases):
                found[self.split_states(plain_name(name))[1]].add(body.id)
        return {rest: frozenset(ids) for rest, ids in found.items() if rest}

    def _is_state_side(self, bodies: frozenset[str], states: frozenset[str], words: frozenset[str]) -> bool:
        """Whether a name speaks of a state's side and of no body in particular."""
        if bodies:
            return all(self._speaks_for_a_state(self.bodies[body]) for body in bodies)
        return bool(states) and words <= VAGUE_WORDS

    def _speaks_for_a_state(self, body: Body) -> bool:
        if body.kind is SourceKind.OFFICIAL_ANONYMOUS:
            return body.home is not None
        states, rest = self.split_states(plain_name(body.name))
        return states == {body.home} and frozenset(rest.split()) - STOP <= VAGUE_WORDS

    def _homes(self, bodies: frozenset[str]) -> frozenset[str]:
        return frozenset(home for home in map(self.home, bodies) if home)

    def _find(self, source: Source) -> Party:
        plain = plain_name(source.name)
        states, rest = self.split_states(plain)
        words = telling_words(rest)
        bodies = self._names.get(plain, frozenset())
        persons = frozenset() if bodies and plain not in self._persons else self._person(plain)
        bodies = bodies or frozenset(body for _, body in persons) or self._lettered(source.name, states)
        bodies = bodies or self._contained(plain, states)
        if not bodies and words - VAGUE_WORDS:
            bodies = self._by_function(words, states, source)
        bodies |= self._services(rest, states)
        if not bodies and (leads := self._leaders.get(plain)):
            return Party(name=source.name, kind=source.kind, states=frozenset({leads}))
        if not states and words - VAGUE_WORDS:
            bodies |= self._namesakes.get(rest, frozenset())
        side = not persons and self._is_state_side(bodies, states, words)
        told = bool(bodies) or (source.kind in _PUBLIC and bool(states) and bool(words))
        indefinite = bool(_INDEFINITE.match(source.name.casefold()))
        return Party(
            name=source.name,
            kind=source.kind,
            bodies=bodies,
            states=states if side and states else self._homes(bodies) or states,
            specific=told and not side and not indefinite,
            persons=frozenset(name for name, _ in persons),
        )

    def _lettered(self, name: str, states: frozenset[str]) -> frozenset[str]:
        """The bodies that a name and its letters mean, "Defense Intelligence Agency (DIA)"; those of a state told."""
        full, bracket, letters = name.partition("(")
        if not bracket:
            return frozenset()
        forms = plain_name(full), plain_name(letters)
        tables = (self._names, self._namesakes)
        meant = {body for form in forms for table in tables for body in table.get(form, ())}
        return frozenset(body for body in meant if not states or self.home(body) in {*states, None})

    def _services(self, rest: str, states: frozenset[str]) -> frozenset[str]:
        """All services of a state, or all its defence, where a name says no more ("American spies")."""
        words = {SAME_WORD.get(word, word) for word in rest.split()} - _OF_SERVICES
        at_home = [body for body in self.bodies.values() if body.home in states]
        if words == {"intelligence"}:
            return frozenset(body.id for body in at_home if body.kind is SourceKind.INTELLIGENCE)
        if words == {"military"}:
            return frozenset(body.id for body in at_home if self.is_defence(body.id))
        return frozenset()

    def _person(self, plain: str) -> frozenset[tuple[str, str]]:
        """The persons, each with the body, whose full name or else whose family name stands in the name."""
        words = plain.split()
        titles = sum(word in STOP or word in SAME_WORD or word in TITLES or word in self._states for word in words)
        lengths = (4, 3, 2, 1) if len(words) - titles <= 1 else (4, 3, 2)
        for length in lengths:
            for at in range(len(words) - length + 1):
                found = self._persons.get(" ".join(words[at : at + length]))
                if found:
                    return found
        return self._by_sound.get(_sound(plain), frozenset()) if len(words) > 1 else frozenset()

    def _contained(self, plain: str, states: frozenset[str]) -> frozenset[str]:
        """Bodies one of whose names stands within the name, the longest first; a state's own name does not count."""
        words = plain.split()
        for length in range(len(words) - 1, 0, -1):
            found = [self._names.get(" ".join(words[at : at + length])) for at in range(len(words) - length + 1)]
            bodies = frozenset(body for ids in found if ids for body in ids if not self._names_a_state(body))
            fitting = frozenset(body for body in bodies if not states or self.home(body) in {*states, None})
            if fitting:
                return fitting
        return frozenset()

    def _names_a_state(self, body: str) -> bool:
        return any(plain_name(name) in self._states for name in (self.bodies[body].name, *self.bodies[body].aliases))

    def _by_function(self, words: frozenset[str], states: frozenset[str], source: Source) -> frozenset[str]:
        """Bodies of the state whose names share the function words; equal sets first, then parts."""
        kind, opening = source.kind, frozenset() if states else _named_first(source.name)
        near = {alias for word in words for alias in self._by_word.get(word, ())}
        near = {alias for alias in near if not states or not alias.states or alias.states & states}
        near = {alias for alias in near if alias.words & words - VAGUE_WORDS or alias.words == words}
        near = {alias for alias in near if _alike(kind, self.bodies[alias.body].kind)}
        for fits in (
            [alias for alias in near if alias.words == words],
            [alias for alias in near if words < alias.words],
            [alias for alias in near if _is_part(alias.words, words) and not opening - alias.words],
        ):
            if fits:
                return frozenset(alias.body for alias in fits)
        if states and words == _STATE_PROSECUTORS:
            return self._by_function(words - {"state"}, states, source)
        if kind is SourceKind.INTELLIGENCE and states:
            return frozenset(body.id for body in self.bodies.values() if body.kind is kind and body.home in states)
        return frozenset()


def _is_part(words: frozenset[str], told: frozenset[str]) -> bool:
    return words < told and (len(words) > 1 or words <= _FUNCTIONS)


def _named_first(name: str) -> frozenset[str]:
    """The word with a capital that a name opens with, unless it says what the body does: "Kenyan" of the Kenyan army.

    It belongs to a state that the case does not know, whose army is none of the case's.
    """
    first = name.split(maxsplit=1)[0] if name[:1].isupper() else ""
    return telling_words(plain_name(first)) - _FUNCTIONS - VAGUE_WORDS - TITLES


def _sound(plain: str) -> str:
    """What is left of a person's name in any spelling: Cherniak and Chernyak, Seong-kweun and Seong-gwon are one."""
    return " ".join(sorted(_VOWELS.sub("", word).replace("g", "k").replace("c", "k") for word in plain.split()))


def _alike(kind: SourceKind, other: SourceKind) -> bool:
    """Whether two kinds of source may name one body: officials of any sort, or the same kind."""
    return kind is other or {kind, other} <= _OFFICIAL


def _state_names(pack: CasePack) -> dict[str, str]:
    """Every name, people and seat of every state, to its code."""
    found: dict[str, str] = {}
    for state in pack.states:
        for listed in (state.seats, state.names):
            for names in listed.values():
                found.update({plain_name(name): state.code for name in names})
    return found


def _person_forms(person: str, home: str | None) -> tuple[str, ...]:
    """A person's full name and family name, which stands first in Korea and China and last elsewhere."""
    words = plain_name(person).split()
    family = words[0] if home in {"KR", "KP", "CN", "JP"} and len(words) > 2 else words[-1]
    return (" ".join(words), family)
