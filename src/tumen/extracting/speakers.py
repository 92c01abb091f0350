"""Who speaks: from a noun phrase to a source by name and kind, and to whom a pronoun or "the service" goes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, TypeVar, cast

from tumen.codebook.source import Source, SourceKind
from tumen.extracting.clauses import children
from tumen.extracting.marking import Marks
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import BodySpan, StateForm, StateSpan
from tumen.extracting.wordlists import yaml_list

_Span = TypeVar("_Span", BodySpan, StateSpan)
_LEFT: Final = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "advmod", "predet", "quantmod", "npadvmod", "punct"}
)
_PERSONAL: Final = frozenset({"he", "she", "him", "her", "his"})
_PLURAL: Final = frozenset({"they", "them", "their", "both", "these", "those"})
_SELF: Final = frozenset({"i", "we", "us", "me", "you", "one", "our", "my", "your"})
_NEUTRAL: Final = frozenset({"it", "its", "this", "that", "which"})
_ARTICLE: Final = re.compile(
    r"^(?:the|a|an|his|her|its|their|this|that|one|another|some|our|my|two|three|both|several)\s+", re.IGNORECASE
)
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
    others: tuple[Speaker, ...] = ()
    """Where a pronoun or common noun goes back: further sources that it could mean."""

    @property
    def source(self) -> Source:
        """The source as it stands in an attribution."""
        return Source(name=self.name, kind=self.kind)

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


@cache
def cue_words(section: str) -> frozenset[str]:
    """Return the words of one section of the list of cues."""
    return frozenset(cast(list[str], yaml_list("cues.yaml")[section]))


@cache
def role_kinds() -> dict[str, SourceKind]:
    """Return the kind of source that a noun makes, by its lemma; the first section that lists it counts."""
    table: dict[str, SourceKind] = {}
    for kind, words in cast(dict[str, list[str]], yaml_list("cues.yaml")["roles"]).items():
        for word in words:
            table.setdefault(word, SourceKind(kind))
    return table


@cache
def anaphor_kinds() -> dict[str, tuple[str, ...]]:
    """Return which kinds of source a common noun may go back to."""
    return {
        word: tuple(kinds) for word, kinds in cast(dict[str, list[str]], yaml_list("cues.yaml")["anaphors"]).items()
    }


def speaker_of(sentence: Sentence, marks: Marks, head: Word, *, lenient: bool = False) -> Speaker | None:
    """Return the source that the phrase under ``head`` names; None where it names nothing that could speak.

    ``lenient`` takes any noun for a speaker, as the subject of "says" must be one.
    """
    lower = head.text.lower()
    if any(span.start <= head.start < span.end for span in marks.times) and not any(
        span.start <= head.start < span.end for span in marks.bodies
    ):
        return None
    if head.pos == "PRON" or lower in _PERSONAL | _PLURAL | _SELF | _NEUTRAL:
        return _pronoun(sentence, head, lower)
    if (
        head.lemma
        in (
            "one",
            "some",
            "none",
            "all",
            "most",
            "many",
            "other",
            "others",
            "several",
            "two",
            "three",
            "number",
            "member",
            "group",
            "pair",
            "each",
        )
        or head.pos == "NUM"
    ):
        inner = _of_whom(sentence, head)
        if inner is not None:
            found = speaker_of(sentence, marks, inner)
            if found is not None:
                return replace(found, plural=head.lemma != "one")
    account = _possessor_of_account(sentence, head)
    if account is not None:
        found = speaker_of(sentence, marks, account)
        if found is not None and not found.own:
            return found
    body = _spanning(marks.bodies, head)
    if body is not None:
        return _from_body(sentence, marks, head, body)
    state = _spanning(marks.states, head)
    if state is not None and state.form is not StateForm.PLACE:
        return _from_state(head, state)
    if head.pos == "PROPN":
        return _from_name(sentence, marks, head)
    if head.pos in ("NOUN", "ADJ", "NUM", "X", "VERB"):
        return _from_noun(sentence, marks, head, lenient=lenient)
    return None


def _pronoun(sentence: Sentence, head: Word, lower: str) -> Speaker | None:
    if lower in _SELF:
        return Speaker(name=lower, kind=SourceKind.PERSON, start=head.start, end=head.end, own=True)
    if lower in ("who", "which", "that"):
        return None
    if lower in ("those", "people", "others", "some", "many", "someone", "somebody"):
        end = max([head.end, *(w.end for w in sentence.words if w.head == head.index and w.dep in ("relcl", "prep"))])
        name = " ".join(sentence.text[head.start : min(end, head.start + 60)].split())
        return Speaker(name=name, kind=SourceKind.PERSON, start=head.start, end=end, plural=True)
    person, plural = lower in _PERSONAL, lower in _PLURAL
    if not (person or plural or lower in _NEUTRAL):
        return None
    kind = SourceKind.PERSON
    return Speaker(
        name=lower,
        kind=kind,
        start=head.start,
        end=head.end,
        person=person,
        plural=plural,
        anaphor="he" if person else "they" if plural else "it",
    )


def _of_whom(sentence: Sentence, head: Word) -> Word | None:
    """The noun in "one of six builders"."""
    for prep in children(sentence, head):
        if prep.dep == "prep" and prep.lemma == "of":
            return next((word for word in children(sentence, prep) if word.dep == "pobj"), None)
    return None


def _possessor_of_account(sentence: Sentence, head: Word) -> Word | None:
    """Whose account it is: "the ministry's count", "an estimate by the institute", "figures from customs"."""
    if head.lemma not in cue_words("accounts"):
        return None
    below = children(sentence, head)
    for word in below:
        if word.dep == "poss" and word.lemma not in _SELF:
            return word
    for prep in below:
        if prep.dep in ("prep", "agent") and prep.lemma in ("by", "from", "of", "at"):
            found = next((word for word in children(sentence, prep) if word.dep == "pobj"), None)
            if found is not None and (prep.lemma != "of" or found.pos == "PROPN" or found.lemma in role_kinds()):
                return found
    for clause in below:
        if clause.dep in ("acl", "relcl") and clause.lemma in (
            "publish",
            "compile",
            "release",
            "issue",
            "see",
            "obtain",
            "make",
            "give",
            "prepare",
            "print",
            "write",
        ):
            agent = next((word for word in children(sentence, clause) if word.dep == "agent"), None)
            if agent is not None:
                return next((word for word in children(sentence, agent) if word.dep == "pobj"), None)
    return None


def _spanning(spans: Sequence[_Span], head: Word) -> _Span | None:
    return next((span for span in spans if span.start < head.end and head.start < span.end), None)


def _from_body(sentence: Sentence, marks: Marks, head: Word, body: BodySpan) -> Speaker:
    kind = body.kind
    trailing = [word for word in sentence.words if word.start >= body.end and word.index <= head.index]
    name, end = body.name, max(body.end, head.end)
    if trailing and head.start >= body.end:
        name = _clean(sentence.text[body.start : head.end])
    start = body.start
    if not body.person:
        person = _name_after(sentence, body.end)
        if person is None and kind is not SourceKind.MEDIA:
            beside = _apposed_name(sentence, marks, head)
            person = None if beside is None else (beside, end)
        if person is not None and kind is not SourceKind.MEDIA:
            roles = frozenset(re.findall(r"[a-z]{4,}", body.name.lower()))
            return Speaker(
                roles=roles,
                name=person[0],
                kind=kind,
                start=start,
                end=person[1],
                role=head.lemma,
                person=True,
                named=True,
            )
    else:
        name = _full_name(sentence, body.start, body.end) or name
    return Speaker(
        name=name,
        kind=kind,
        start=start,
        end=end,
        role=head.lemma,
        person=body.person,
        plural=head.tag in ("NNS", "NNPS"),
        named=True,
    )


_NAME_FOLLOWS: Final = re.compile(r"\s+(?P<name>[A-Z][\w'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w'-]+){0,3})")


def _name_after(sentence: Sentence, place: int) -> tuple[str, int] | None:
    """The name that follows a title: "Russian ambassador Alexander Matsegora"."""
    match = _NAME_FOLLOWS.match(sentence.text, place)
    return None if match is None or " " not in match["name"] else (match["name"], match.end())


def _full_name(sentence: Sentence, start: int, end: int) -> str | None:
    """The name with what stands before a family name alone, titles left out."""
    match = re.search(r"(?:(?<=\s)|^)(?P<given>(?:[A-Z][\w'-]+\s+){1,2})$", sentence.text[:start])
    if match is None:
        return None
    given = [word for word in match["given"].split() if word not in _TITLE_WORDS]
    return " ".join([*given, sentence.text[start:end]]) if given else None


_TITLE_WORDS: Final = frozenset(
    "President Minister Secretary Chancellor Premier General Mr Mrs Ms Mr. Dr Leader Comrade Marshal Ambassador Chairman King Prince Senator Defence Defense Foreign Prime Rep Rep. "
    "Spokesman Spokeswoman Admiral Colonel Governor The When While As And But That If For With By In From After Since Because Deputy Lieutenant Major Captain Professor Prof Lawmaker "
    "Kremlin Pentagon Then Now On At Interior Finance Former Vice Commissioner Lord Sir Lady Representative Envoy Spokesperson Director State Russian Ukrainian Korean South North".split()
)


def _from_state(head: Word, state: StateSpan) -> Speaker:
    """A state, its seat, or its people as a speaker: its government; a person of the state by his name."""
    person = state.form is StateForm.PERSON
    if state.form is StateForm.PEOPLE and head.tag not in ("NNPS", "NNS") and state.code in ("US", "GB"):
        name = {"US": "United States", "GB": "Britain"}[state.code]
        return Speaker(
            name=name,
            kind=SourceKind.GOVERNMENT,
            start=state.start,
            end=max(state.end, head.end),
            role=head.lemma,
            named=True,
        )
    kind = {StateForm.AGENCY: SourceKind.INTELLIGENCE, StateForm.FORCE: SourceKind.MILITARY}.get(
        state.form, SourceKind.GOVERNMENT
    )
    return Speaker(
        name=_clean(state.name),
        kind=kind,
        start=state.start,
        end=max(state.end, head.end),
        role=head.lemma,
        person=person,
        named=True,
    )


def _from_name(sentence: Sentence, marks: Marks, head: Word) -> Speaker:
    """A proper name: a person by its title or apposition, else a body."""
    words = [word for word in _left_part(sentence, head) if word.pos == "PROPN" or word.index == head.index]
    start, end = words[0].start, head.end
    first = start
    if head.text.lower() not in role_kinds():
        first = next(
            (word.start for word in words if word.text not in _TITLE_WORDS and word.pos == "PROPN"), head.start
        )
    name = " ".join(sentence.text[first:end].split())
    kind, person = _kind_of_name(sentence, marks, head, words)
    beside = [word for word in children(sentence, head) if word.dep == "appos"] + [
        w for w in _left_part(sentence, head) if w.pos == "NOUN"
    ]
    above = sentence.words[head.head]
    if head.dep == "appos" and above.index != head.index:
        beside.append(above)
    roles = frozenset(word.lemma for word in [*beside, *words] if word.index != head.index and word.lemma.isalpha())
    return Speaker(
        name=_clean(name),
        kind=kind,
        start=start,
        end=end,
        role=head.lemma,
        person=person,
        named=True,
        roles=frozenset(r.lower() for r in roles),
    )


def _kind_of_name(sentence: Sentence, marks: Marks, head: Word, words: Sequence[Word]) -> tuple[SourceKind, bool]:
    """The kind by a title before the name, an apposition or relative clause behind it, or the words of the name itself."""
    for word in reversed(words):
        kind = role_kinds().get(word.text.lower()) or _title_kind(word.text)
        if kind is not None:
            return kind, word.text in _TITLE_WORDS or _human(word.text.lower()) or kind in _PERSONAL_KINDS
    left = [word for word in _left_part(sentence, head) if word.pos in ("NOUN", "ADJ")]
    appositions = [word for word in children(sentence, head) if word.dep == "appos"]
    above = sentence.words[head.head]
    if head.dep == "appos" and above.index != head.index:
        appositions.append(above)
    for word in [*reversed(left), *appositions]:
        body = _spanning(marks.bodies, word)
        kind = body.kind if body is not None else role_kinds().get(word.lemma)
        if kind is not None:
            return _with_modifiers(sentence, marks, word, kind), True
    plain = {word.text for word in words} & _NO_PERSON
    return SourceKind.PERSON, not plain


_PERSONAL_KINDS: Final = frozenset({SourceKind.PERSON})
_NO_PERSON: Final = frozenset(
    "Operation Project Plan Treaty Agreement Act Convention Initiative Fund Group Party Union Team Facility Programme Program Sea Island Street Square Airport Base Port Bridge River Bank".split()
)


def _title_kind(word: str) -> SourceKind | None:
    return {
        "Rep": SourceKind.GOVERNMENT,
        "Rep.": SourceKind.GOVERNMENT,
        "Sen": SourceKind.GOVERNMENT,
        "Gen": SourceKind.MILITARY,
        "Prof": SourceKind.PERSON,
        "Lt": SourceKind.MILITARY,
        "Col": SourceKind.MILITARY,
    }.get(word)


def _from_noun(sentence: Sentence, marks: Marks, head: Word, *, lenient: bool) -> Speaker | None:
    """A common noun: by its role, or going back to a source named before."""
    kind = role_kinds().get(head.lemma) or role_kinds().get(head.text.lower())
    document = (
        head.lemma in cue_words("documents")
        or head.text.lower() in cue_words("documents")
        or head.lemma in cue_words("accounts")
    )
    if re.match(r"[\d$€£%]|(?:per|cent|percent|million|billion)$", head.text) or head.lemma in (
        "percent",
        "cent",
        "number",
        "share",
        "rest",
        "total",
        "half",
        "third",
        "quarter",
        "price",
        "cost",
    ):
        return None
    if kind is None and not document:
        if not lenient or head.pos not in ("NOUN", "PROPN"):
            return None
        kind = SourceKind.PERSON
    left = _left_part(sentence, head)
    start = left[0].start
    if left[0].text.lower() in ("this", "our", "my", "present") and head.lemma in (
        "paper",
        "report",
        "newspaper",
        "study",
        "note",
        "article",
        "column",
        "author",
        "reporter",
        "writer",
        "page",
        "magazine",
        "correspondent",
    ):
        return Speaker(name=head.lemma, kind=SourceKind.PERSON, start=start, end=head.end, own=True)
    end = _right_end(sentence, head)
    name = _clean(sentence.text[start:end])
    proper = _name_after(sentence, head.end) if kind is not None else None
    if proper is not None:
        return Speaker(
            roles=frozenset({head.lemma}),
            name=proper[0],
            kind=_with_modifiers(sentence, marks, head, kind or SourceKind.PERSON),
            start=start,
            end=proper[1],
            role=head.lemma,
            person=True,
            named=True,
        )
    apposed = _apposed_name(sentence, marks, head) or _called(sentence, head)
    if apposed is not None and kind is not None:
        return Speaker(
            roles=frozenset({head.lemma}),
            name=apposed,
            kind=_with_modifiers(sentence, marks, head, kind),
            start=start,
            end=end,
            role=head.lemma,
            person=_human(head.lemma),
            named=True,
        )
    kind = _with_modifiers(sentence, marks, head, kind or SourceKind.GOVERNMENT)
    determined = any(
        word.dep in ("det", "poss")
        and word.text.lower() in ("the", "this", "that", "these", "those", "his", "its", "their", "said")
        for word in children(sentence, head)
    )
    told = any(span.start < end and start < span.end for span in (*marks.states, *marks.bodies))
    modified = told or any(
        word.dep in ("amod", "compound", "prep") and word.pos in ("PROPN", "NOUN", "ADP")
        for word in children(sentence, head)
    )
    anaphor = ""
    if determined and not told and (head.lemma in anaphor_kinds() or head.text.lower() in anaphor_kinds()):
        anaphor = head.lemma if head.lemma in anaphor_kinds() else head.text.lower()
    if modified and anaphor and not _bare(sentence, head):
        anaphor = ""
    return Speaker(
        name=name,
        kind=kind,
        start=start,
        end=end,
        role=head.lemma,
        person=_human(head.lemma),
        plural=head.tag == "NNS",
        anaphor=anaphor,
    )


def _apposed_name(sentence: Sentence, marks: Marks, head: Word) -> str | None:
    """The name set beside a role: "the contractor, TunnelYuzhStroy, denies"."""
    for word in children(sentence, head):
        if (
            word.dep == "appos"
            and word.pos == "PROPN"
            and word.index > head.index
            and not any(
                span.start <= word.start < span.end for span in marks.states if span.form is not StateForm.PERSON
            )
        ):
            left = [w for w in _left_part(sentence, word) if w.pos == "PROPN" and w.text not in _TITLE_WORDS]
            return sentence.text[left[0].start : word.end] if left else word.text
    return None


def _called(sentence: Sentence, head: Word) -> str | None:
    """The name in "a site called The Intercept"."""
    for word in children(sentence, head):
        if word.dep in ("acl", "relcl") and word.lemma in ("call", "name", "dub") and word.tag == "VBN":
            name = re.match(r"\s*(?P<name>[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*)", sentence.text[word.end :])
            return None if name is None else name["name"]
    return None


def _bare(sentence: Sentence, head: Word) -> bool:
    """Whether the phrase is hardly more than article and noun: "the spy agency", "the same official"."""
    extra = [word for word in children(sentence, head) if word.dep in ("amod", "compound", "prep", "relcl", "acl")]
    return len(extra) <= 1 and all(word.dep in ("amod", "compound") for word in extra)


_HUMAN: Final = re.compile(
    r"(?:(?<!wo)man|men|woman|women|maker|keeper|worker|leader|minister|officer|commander|soldier|lawyer|broker|trader|dealer|driver|teacher|preacher|farmer|reporter|lawmaker|builder|fighter"
    r"|defector|ambassador|director|doctor|professor|senator|governor|editor|prosecutor|translator|author|sailor|tutor|instructor|investigator|inspector|mayor|major|ist|[^l]ian|ician|president"
    r"|correspondent|student|resident|agent|dissident|superintendent|general|admiral|marshal|official|corporal|colonel|captain|sergeant|lieutenant|brigadier|consultant|assistant|merchant|migrant"
    r"|accountant|seamstress|waitress|king|queen|prince|chief|guide|cook|monk|priest|friend|guest|host|mp|spy|aide|exile|clerk|envoy|deputy|secretary|premier|chancellor|chair|witness|prisoner"
    r"|captive|brother|sister|mother|father|widow|cousin|nephew|uncle|aunt|son|daughter|wife|husband|person|diplomat|attache|attaché|analyst|expert|scholar|hand|head|boss|veteran|trooper|dictator"
    r"|owner|manager|user|buyer|seller|shipper|miner|welder|fitter|docker|stevedore|forwarder|poet|pilot|gunner|coordinator|rapporteur|commissioner|adviser|advisor|banker|insider|shopkeeper|speaker|nurse)$"
)


def _human(lemma: str) -> bool:
    """Whether the noun names a person by what he is."""
    return _HUMAN.search(lemma) is not None


def _with_modifiers(sentence: Sentence, marks: Marks, head: Word, kind: SourceKind) -> SourceKind:
    """Refine a role by the words beside it: officials of a service, a spokesman for the army, a former minister."""
    text = " ".join(word.text.lower() for word in [*_left_part(sentence, head)])
    end = _right_end(sentence, head)
    phrase = f"{text} {sentence.text[head.end : end].lower()}"
    if re.search(r"\b(?:former|retired|ex-\w+|exiled)\b", text) and kind in (
        SourceKind.GOVERNMENT,
        SourceKind.OFFICIAL_ANONYMOUS,
        SourceKind.INTELLIGENCE,
    ):
        return SourceKind.PERSON
    if re.search(r"\b(?:intelligence|spy|secret service|security service)\b", phrase) and head.lemma not in (
        "committee",
        "lawmaker",
        "member",
        "minister",
    ):
        return SourceKind.INTELLIGENCE
    if head.lemma in (
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chief",
        "head",
        "director",
        "officer",
        "adviser",
        "analyst",
    ):
        body = next(
            (
                span
                for span in marks.bodies
                if head.start - 60 < span.start < end
                and span.end > head.start - 60
                and (span.start <= head.end or span.start < end)
            ),
            None,
        )
        if body is not None and abs(body.start - head.start) < 60:
            return body.kind
        if re.search(r"\b(?:military|army|navy|general staff|joint chiefs|command)\b", phrase):
            return SourceKind.MILITARY
    return kind


def _left_part(sentence: Sentence, head: Word) -> list[Word]:
    """The head with the words before it that belong to its phrase, in order."""
    first = head.index
    for word in sorted(children(sentence, head), key=lambda w: -w.index):
        if word.index < head.index and word.dep in _LEFT and word.index >= first - 12:
            first = min([first, *(inner.index for inner in _below(sentence, word))])
    return list(sentence.words[first : head.index + 1])


def _right_end(sentence: Sentence, head: Word) -> int:
    """Where the phrase ends: with its prepositional phrases ("at the central bank"), but no clauses."""
    end = head.end
    for word in children(sentence, head):
        if (
            word.index > head.index
            and word.dep == "prep"
            and word.lemma in ("of", "at", "in", "for", "from", "on", "to", "with", "by", "near")
        ):
            inner = [
                w
                for w in _below(sentence, word)
                if w.dep in ("prep", "pobj", "det", "compound", "amod", "poss", "case", "nmod", "nummod")
            ]
            if inner and max(w.index for w in inner) - head.index < 10:
                end = max(end, max(w.end for w in inner))
    return end


def _below(sentence: Sentence, word: Word, depth: int = 0) -> Iterator[Word]:
    yield word
    if depth < 12:
        for child in children(sentence, word):
            yield from _below(sentence, child, depth + 1)


def _clean(name: str) -> str:
    """The name without article, outer quotation marks and possessive."""
    name = " ".join(name.split()).strip(" ,;:\"'()")
    return re.sub(r"'s?$", "", _ARTICLE.sub("", name)).strip() or name


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
        return is_body(earlier)
    if word in earlier.name.lower().split() or word == earlier.role or word in earlier.roles:
        return True
    kinds = anaphor_kinds().get(word, ())
    if "any" in kinds:
        return is_body(earlier)
    return str(earlier.kind) in kinds and speaker.person == earlier.person and speaker.plural == earlier.plural
