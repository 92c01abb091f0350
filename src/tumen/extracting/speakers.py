"""Who speaks: from a noun phrase to a source by name and kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import children
from tumen.extracting.cue_lists import cue_words, role_kinds
from tumen.extracting.described_speakers import described
from tumen.extracting.marking import Marks
from tumen.extracting.named_speakers import named, of_body, of_state, spanning
from tumen.extracting.noun_phrases import of_whom
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import StateForm
from tumen.extracting.speaker import Speaker

_PERSONAL: Final = frozenset({"he", "she", "him", "her", "his"})


_PLURAL: Final = frozenset({"they", "them", "their", "both", "these", "those"})


_SELF: Final = frozenset({"i", "we", "us", "me", "you", "one", "our", "my", "your"})


_NEUTRAL: Final = frozenset({"it", "its", "this", "that", "which"})


_GROUPS: Final = frozenset(
    ("one", "some", "none", "all", "most", "many", "other", "others", "several", "number", "member", "group", "pair")
)


def speaker_of(sentence: Sentence, marks: Marks, head: Word, *, lenient: bool = False) -> Speaker | None:
    """Return the source that the phrase under ``head`` names; None where it names nothing that could speak.

    ``lenient`` takes any noun for a speaker, as the subject of "says" must be one.
    """
    lower = head.text.lower()
    if spanning(marks.times, head) is not None and spanning(marks.bodies, head) is None:
        return None
    if lower == "one" and (member := _through(sentence, marks, head)) is not None:
        return member
    if head.pos == "PRON" or lower in _PERSONAL | _PLURAL | _SELF | _NEUTRAL:
        return _pronoun(sentence, head, lower)
    inner = _through(sentence, marks, head)
    if inner is not None:
        return inner
    body = spanning(marks.bodies, head)
    if body is not None:
        return of_body(sentence, marks, head, body)
    state = spanning(marks.states, head)
    if state is not None and state.form is not StateForm.PLACE:
        return of_state(head, state)
    if head.pos == "PROPN" and not (head.text.islower() and head.text in role_kinds()):
        return named(sentence, marks, head)
    return described(sentence, marks, head, lenient=lenient) if head.pos in _NOMINAL else None


_NOMINAL: Final = frozenset({"PROPN", "NOUN", "ADJ", "NUM", "X", "VERB"})


def _through(sentence: Sentence, marks: Marks, head: Word) -> Speaker | None:
    """Who speaks through a number or an account: "one of six builders", "the ministry's count"."""
    member = of_whom(sentence, head) if head.lemma in _GROUPS or head.pos == "NUM" else None
    if member is not None:
        found = speaker_of(sentence, marks, member)
        if found is not None:
            return replace(found, plural=head.lemma != "one")
    owner = _possessor_of_account(sentence, head)
    found = None if owner is None else speaker_of(sentence, marks, owner)
    return None if found is None or found.own else found


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
        if clause.dep in ("acl", "relcl") and clause.lemma in cue_words("made"):
            agent = next((word for word in children(sentence, clause) if word.dep == "agent"), None)
            if agent is not None:
                return next((word for word in children(sentence, agent) if word.dep == "pobj"), None)
    return None
