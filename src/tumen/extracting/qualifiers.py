"""Qualifiers: what is said of a claim beyond who, what and how many (stage, certainty, basis, measure, outcome).

Each is a small classifier over the features of the candidate's surroundings and a few of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.item import family_of
from tumen.extracting.features import Context, cues
from tumen.extracting.spans import TimeForm, TimeSpan

QUALIFIERS: Final = ("stage", "polarity", "certainty", "basis", "measure", "outcome", "in_return", "direction")


def qualifier_features(context: Context, kind: Kind, item: str) -> tuple[str, ...]:
    """Return the features on which the qualifiers of a claim are decided."""
    return tuple(dict.fromkeys(_features(context, kind, item)))


def _features(context: Context, kind: Kind, item: str) -> Iterator[str]:
    mode = "q" if context.candidate.quantity else "u"
    yield from context.base
    yield f"k={kind}"
    yield f"k={kind}|{mode}"
    yield f"x={item}"
    yield f"fam={family_of(item)}|k={kind}"
    yield f"k={kind}|fr={context.frame}"
    if context.candidate.quantity:
        yield f"k={kind}|unit={context.candidate.quantity.unit}"
    if context.candidate.predicate is not None:
        yield f"k={kind}|vtag={context.candidate.predicate.tag}"
        yield f"k={kind}|v={context.candidate.predicate.lemma}"
    yield from _cue_features(context, kind)
    yield from _time_features(context, kind)
    for index in context.reading.before(context.candidate.sentence, 1):
        before = context.reading.sentences[index].text
        for name in ("doubt", "deny", "future", "could"):
            if cues()[name].search(before):
                yield f"prev cue={name}"


def _cue_features(context: Context, kind: Kind) -> Iterator[str]:
    for name in context.base:
        if name.startswith(("cue=", "near cue=")):
            yield f"{name}|k={kind}"


def _time_features(context: Context, kind: Kind) -> Iterator[str]:
    published = context.reading.document.published
    today = published.last if published else None
    for span in context.marks.times:
        inside = any(word.start <= span.start < word.end for word in context.clause)
        place = "in" if inside else "out"
        tense = _tense(span, today)
        yield f"time={span.form}|{place}"
        yield f"time={span.form}|{place}|k={kind}"
        yield f"time={tense}|{place}"
        yield f"time={tense}|{place}|{context.candidate.predicate.tag if context.candidate.predicate else ''}"
        if span.per:
            yield f"per|{place}|{'near' if abs(span.start - context.candidate.end) < 25 else 'far'}"
    if not context.marks.times:
        yield "time=none"
        yield f"time=none|k={kind}"


def _tense(span: TimeSpan, today: date | None) -> str:
    """Whether the time lies ahead of the day of publication, behind it, or takes it in."""
    if span.ahead:
        return "ahead"
    if span.edtf is None or today is None:
        return "now" if span.form is TimeForm.NOW else "none"
    if span.edtf.first is not None and span.edtf.first > today:
        return "ahead"
    if span.edtf.last is None or span.edtf.last >= today:
        return "open"
    return "recent" if (today - span.edtf.last).days < 62 else "past"
