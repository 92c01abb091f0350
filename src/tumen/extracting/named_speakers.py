"""Speakers by name: listed bodies, states, persons with their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeVar

from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import children
from tumen.extracting.cue_lists import role_kinds
from tumen.extracting.described_speakers import refined_kind
from tumen.extracting.marking import Marks
from tumen.extracting.noun_phrases import (
    OPENERS,
    TITLE_WORDS,
    apposed_name,
    clean_name,
    full_name,
    is_human,
    left_part,
    name_after,
    right_end,
    start_of_states,
)
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import BodySpan, StateForm, StateSpan, TimeSpan
from tumen.extracting.speaker import Speaker

_Span = TypeVar("_Span", BodySpan, StateSpan, TimeSpan)


def spanning(spans: Sequence[_Span], head: Word) -> _Span | None:
    return next((span for span in spans if span.start < head.end and head.start < span.end), None)


def of_body(sentence: Sentence, marks: Marks, head: Word, body: BodySpan) -> Speaker:
    kind = body.kind
    acronym = _acronym_beside(sentence, marks, head, body)
    if acronym is not None:
        return acronym
    name, end = body.name, max(body.end, head.end)
    if head.start >= body.end and head.lemma in role_kinds():
        name = clean_name(sentence.text[body.start : head.end])
    start = body.start
    if not body.person:
        person = name_after(sentence, body.end)
        if person is None and kind is not SourceKind.MEDIA:
            beside = apposed_name(sentence, marks, head)
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
        joined = start_of_states(sentence, marks, start)
        if joined < start:
            start, name = joined, clean_name(sentence.text[joined:end])
    else:
        name = full_name(sentence, marks, body.start, body.end) or name
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


def _acronym_beside(sentence: Sentence, marks: Marks, head: Word, body: BodySpan) -> Speaker | None:
    """The acronym set beside a body's description: "Ukraine's military intelligence, the HUR"."""
    if body.person:
        return None
    for word in children(sentence, head):
        other = spanning(marks.bodies, word) if word.dep == "appos" and word.index > head.index else None
        if other is not None and other.name.isupper() and not other.person and other.start >= body.end:
            return Speaker(
                name=other.name, kind=other.kind, start=body.start, end=other.end, role=head.lemma, named=True
            )
    return None


def of_state(head: Word, state: StateSpan) -> Speaker:
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
            state=True,
        )
    kind = {StateForm.AGENCY: SourceKind.INTELLIGENCE, StateForm.FORCE: SourceKind.MILITARY}.get(
        state.form, SourceKind.GOVERNMENT
    )
    return Speaker(
        name=clean_name(state.name),
        kind=kind,
        start=state.start,
        end=max(state.end, head.end),
        role=head.lemma,
        person=person,
        named=True,
        state=state.form in (StateForm.NAME, StateForm.SEAT, StateForm.PEOPLE, StateForm.NICKNAME),
    )


def named(sentence: Sentence, marks: Marks, head: Word) -> Speaker:
    """A proper name: a person by its title or apposition, else a body."""
    words = [word for word in left_part(sentence, head) if word.pos == "PROPN" or word.index == head.index]
    words = words[1:] if len(words) > 1 and words[0].index == 0 and words[0].text in OPENERS else words
    start, end = words[0].start, head.end
    start = next((state.start for state in marks.states if state.start < start < state.end), start)
    first = start
    if head.text.lower() not in role_kinds():
        own = (word.start for word in words if word.text not in TITLE_WORDS and word.pos == "PROPN")
        first = next((place for place in own if sentence.text[place].isalpha()), head.start)
    if head.text.lower() in role_kinds():
        end = right_end(sentence, head)
    first, end = _with_hyphens(sentence, first, end)
    start = min(start, first)
    name = " ".join(sentence.text[first:end].split())
    kind, person = _kind_of_name(sentence, marks, head, words)
    beside = [word for word in children(sentence, head) if word.dep == "appos"] + [
        w for w in left_part(sentence, head) if w.pos == "NOUN"
    ]
    above = sentence.words[head.head]
    if head.dep == "appos" and above.index != head.index:
        beside.append(above)
    roles = frozenset(
        word.lemma.rstrip(".") for word in [*beside, *words] if word.index != head.index and word.lemma[:1].isalpha()
    )
    return Speaker(
        name=clean_name(name),
        kind=kind,
        start=start,
        end=end,
        role=head.lemma,
        person=person,
        named=True,
        roles=frozenset(r.lower() for r in roles),
    )


def _with_hyphens(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Widen a name to all that hyphens join to it, which the parser may hang elsewhere: Yang Hee-joon, al-Burhan."""
    text = sentence.text
    behind = _HYPHEN_BEHIND.match(text, end)
    before = _HYPHEN_BEFORE.search(text[:start])
    start, end = before.start() if before else start, behind.end() if behind else end
    family = next((word for word in sentence.words if word.end == start - 1), None)
    if behind and family is not None and family.pos == "PROPN" and family.text.isalpha():
        titled = family.text in TITLE_WORDS or family.text.lower() in role_kinds()
        start = start if titled else family.start
    return start, end


_HYPHEN_BEHIND: Final = re.compile(r"(?:-[^\W\d]+)+")
_HYPHEN_BEFORE: Final = re.compile(r"(?:[^\W\d]+-)+$")


def _kind_of_name(sentence: Sentence, marks: Marks, head: Word, words: Sequence[Word]) -> tuple[SourceKind, bool]:
    """The kind by a title before the name, an apposition behind it, or the words of the name itself."""
    for word in reversed(words):
        kind = role_kinds().get(word.text.lower()) or _title_kind(word.text)
        if kind is not None:
            return kind, word.text in TITLE_WORDS or is_human(word.text.lower()) or kind in _PERSONAL_KINDS
    left = [word for word in left_part(sentence, head) if word.pos in ("NOUN", "ADJ")]
    appositions = [word for word in children(sentence, head) if word.dep == "appos"]
    above = sentence.words[head.head]
    if head.dep == "appos" and above.index != head.index:
        appositions.append(above)
    for word in [*reversed(left), *appositions]:
        body = spanning(marks.bodies, word)
        kind = body.kind if body is not None else role_kinds().get(word.lemma)
        if kind is not None:
            return refined_kind(sentence, marks, word, kind), True
    plain = {word.text for word in words} & _NO_PERSON
    return SourceKind.PERSON, not plain


_PERSONAL_KINDS: Final = frozenset({SourceKind.PERSON})


_NO_PERSON: Final = frozenset(
    [
        "Operation",
        "Project",
        "Plan",
        "Treaty",
        "Agreement",
        "Act",
        "Convention",
        "Initiative",
        "Fund",
        "Group",
        "Party",
        "Union",
        "Team",
        "Facility",
        "Programme",
        "Program",
        "Sea",
        "Island",
        "Street",
        "Square",
        "Airport",
        "Base",
        "Port",
        "Bridge",
        "River",
        "Bank",
    ]
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
