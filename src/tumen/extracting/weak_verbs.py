"""Verbs that report only with certain subjects or objects: "counts nine thousand", "the study shows"."""

from __future__ import annotations

import re
from typing import Final

from tumen.codebook.source import SourceKind
from tumen.extracting.coverage import is_below
from tumen.extracting.cue_lists import cue_words
from tumen.extracting.marking import Marks
from tumen.extracting.sentences import Sentence, Word
from tumen.extracting.speaker import Speaker

BODY_LIKE: Final = frozenset(
    {SourceKind.MEDIA, SourceKind.INTELLIGENCE, SourceKind.THINK_TANK, SourceKind.INTERNATIONAL, SourceKind.MILITARY}
)
"""Sources of such kinds count when they are the subject of a weak verb."""


def may_count(sentence: Sentence, marks: Marks, verb: Word, speaker: Speaker) -> bool:
    """Tell whether a weak verb reports: where a figure or a clause hangs on it, or a body is its subject."""
    end = max((word.end for word in sentence.words if is_below(sentence, word, verb)), default=verb.end)
    told = sentence.text[verb.end : end]
    return (
        any(verb.end <= figure.start < end for figure in marks.quantities)
        or bool(re.search(r"\d|\b(?:hundred|thousand|million|dozen|that|how)s?\b", told))
        or speaker.kind in BODY_LIKE
    )


def tells_by_kind(speaker: Speaker, verb: Word, subject: Word) -> bool:
    """Tell whether a verb of many uses reports with that subject: "the study shows", "customs have"."""
    if verb.lemma not in cue_words("by_kind"):
        return False
    document = speaker.role in cue_words("documents") or subject.lemma in cue_words("documents") | cue_words("accounts")
    if verb.lemma in ("find", "show", "examine"):
        return (
            speaker.kind in BODY_LIKE or document or bool(speaker.anaphor) or (speaker.named and verb.lemma == "find")
        )
    if subject.lemma in ("custom", "customs", "statistics", "statistic", "register", "census") and verb.lemma == "have":
        return True
    return document or (
        speaker.kind in (SourceKind.MEDIA, SourceKind.INTELLIGENCE, SourceKind.THINK_TANK, SourceKind.INTERNATIONAL)
        and not speaker.own
    )
