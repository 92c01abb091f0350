"""Speakers by what they are: "a port agent", "the ministry"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tumen.codebook.source import SourceKind
from tumen.extracting.clauses import children
from tumen.extracting.cue_lists import anaphor_kinds, cue_words, role_kinds
from tumen.extracting.marking import Marks
from tumen.extracting.noun_phrases import (
    apposed_name,
    body_after,
    clean_name,
    is_bare,
    is_human,
    left_part,
    name_after,
    name_called,
    name_places,
    right_end,
    start_of_states,
)
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.spans import BodySpan
from tumen.extracting.speaker import Speaker

_AMOUNTS: Final = frozenset(
    {"percent", "cent", "number", "share", "rest", "total", "half", "third", "quarter", "price", "cost"}
)
_OWN_TEXTS: Final = frozenset(
    (
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
    )
)


_SPOKESMEN: Final = ("spokesman", "spokeswoman", "spokesperson")
_SILENT: Final = frozenset({"killed", "dead", "slain", "fallen", "deceased"})
"""The dead say nothing: the number of killed soldiers has another source."""


def described(sentence: Sentence, marks: Marks, head: Word, *, lenient: bool) -> Speaker | None:
    """A common noun: by its role, or going back to a source named before."""
    kind = role_kinds().get(head.lemma) or role_kinds().get(head.text.lower())
    document = (
        head.lemma in cue_words("documents")
        or head.text.lower() in cue_words("documents")
        or head.lemma in cue_words("accounts")
    )
    left = left_part(sentence, head)
    if _tells_nothing(head, left):
        return None
    if kind is None and not document:
        if not lenient or head.pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        kind = SourceKind.PERSON
    start = left[0].start
    if left[0].text.lower() in ("this", "our", "my", "present") and head.lemma in _OWN_TEXTS:
        return Speaker(name=head.lemma, kind=SourceKind.PERSON, start=start, end=head.end, own=True)
    end = right_end(sentence, head)
    start = start_of_states(sentence, marks, start)
    name = clean_name(sentence.text[start:end])
    proper = name_after(sentence, head.end) if kind is not None else None
    if kind is not None and head.lemma in cue_words("bodies"):
        proper = body_after(sentence, head.end)
    if proper is not None:
        return Speaker(
            roles=frozenset({head.lemma}),
            name=proper[0],
            kind=refined_kind(sentence, marks, head, kind or SourceKind.PERSON),
            start=start,
            end=proper[1],
            role=head.lemma,
            person=head.lemma not in cue_words("bodies"),
            named=True,
        )
    apposed = apposed_name(sentence, marks, head) or name_called(sentence, head)
    if apposed is not None and kind is not None:
        return Speaker(
            roles=frozenset({head.lemma}),
            name=apposed,
            kind=refined_kind(sentence, marks, head, kind),
            start=start,
            end=end,
            role=head.lemma,
            person=is_human(head.lemma),
            named=True,
        )
    kind = refined_kind(sentence, marks, head, kind or SourceKind.GOVERNMENT)
    determined = any(
        word.dep in ("det", "poss") and word.text.lower() in ("the", "this", "that", "these", "those", "said")
        for word in children(sentence, head)
    )
    told = any(first < end and start < last for first, last in name_places(marks))
    modified = told or any(
        word.dep in ("amod", "compound", "prep") and word.pos in ("PROPN", "NOUN", "ADP")
        for word in children(sentence, head)
    )
    again = any(word.lemma == "same" and word.head == head.index for word in left) and not told
    anaphor = head.lemma if again or (determined and not told and (not modified or is_bare(sentence, head))) else ""
    if not anaphor and not told:
        anaphor = _institution_beside(sentence, head)
    spoken_for = _spoken_for(marks, head, start, end)
    if spoken_for is not None:
        name, kind = spoken_for.name, spoken_for.kind
    return Speaker(
        name=name,
        kind=kind,
        start=start,
        end=end,
        role=head.lemma,
        person=is_human(head.lemma),
        plural=head.tag == "NNS",
        anaphor=anaphor,
    )


def _tells_nothing(head: Word, left: Sequence[Word]) -> bool:
    """Whether a noun is an amount, nobody, or the dead; ``left`` are the words of its phrase up to it."""
    if re.match(r"[\d$€£%]|(?:per|cent|percent|million|billion)$", head.text) or head.lemma in _AMOUNTS:
        return True
    dead = any(word.text.lower() in _SILENT and word.head == head.index for word in left)
    return dead or head.lemma in cue_words("nobody")


def _spoken_for(marks: Marks, head: Word, start: int, end: int) -> BodySpan | None:
    """The body for which "a spokesman for the SBU" speaks, where the phrase names one."""
    if head.lemma not in _SPOKESMEN:
        return None
    return next((body for body in marks.bodies if start <= body.start and body.end <= end and not body.person), None)


def _institution_beside(sentence: Sentence, head: Word) -> str:
    """The institution in "a ministry spokesman", which goes back to the ministry named before; empty where none is."""
    if head.lemma not in _SPOKESMEN and head.lemma not in ("official", "source", "statement", "report"):
        return ""
    beside = (word for word in children(sentence, head) if word.dep == "compound" and word.lemma in anaphor_kinds())
    return next((word.lemma for word in beside), "")


def refined_kind(sentence: Sentence, marks: Marks, head: Word, kind: SourceKind) -> SourceKind:
    """Refine a role by the words beside it: officials of a service, a spokesman for the army, a former minister."""
    text = " ".join(word.text.lower() for word in [*left_part(sentence, head)])
    end = right_end(sentence, head)
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
