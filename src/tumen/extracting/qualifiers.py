"""Qualifiers: what is said of a claim beyond who, what and how many (stage, certainty, basis, measure, outcome).

Each is a small classifier over the features of the candidate's surroundings and a few of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.item import family_of
from tumen.extracting.clauses import auxiliaries
from tumen.extracting.features import Context, cues
from tumen.extracting.spans import TimeForm, TimeSpan

_MODALS: Final = frozenset(["could", "may", "might", "can", "would", "should"])
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
    yield from _tense_features(context, kind)
    if kind is Kind.LOSS:
        yield from _outcome_features(context)
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


def tense_of(context: Context) -> str:
    """Return the tense of the governing verb: past, present, perfect, future, modal, infinitive or none."""
    predicate = context.candidate.predicate
    if predicate is None or predicate.pos not in ("VERB", "AUX"):
        return "none"
    helping = auxiliaries(context.sentence, predicate)
    if any(word in _MODALS for word in helping):
        return "modal"
    if any(word in ("will", "shall", "'ll") for word in helping) or "to" in helping:
        return "future" if "to" not in helping else "infinitive"
    if "have" in helping:
        return "perfect"
    if any(
        word.lemma == "be" and word.tag in ("VBP", "VBZ") and word.head == predicate.index for word in context.clause
    ):
        return "is being" if predicate.tag == "VBG" else "is done"
    return {"VBD": "past", "VBN": "participle", "VBG": "gerund", "VBP": "present", "VBZ": "present"}.get(
        predicate.tag, "base"
    )


def _tense_features(context: Context, kind: Kind) -> Iterator[str]:
    tense = tense_of(context)
    yield f"tense={tense}"
    yield f"tense={tense}|k={kind}"
    yield f"tense={tense}|fr={context.frame}"
    for name in context.frames_above[:1]:
        yield f"tense={tense}|above={name}"
    words = {word.start for word in context.clause}
    forms = sorted({str(span.form) for span in context.marks.times if span.start in words})
    yield f"tense={tense}|times={','.join(forms)}"
    yield f"tense={tense}|times={','.join(forms)}|k={kind}"
    for name in ("cumulative", "step", "now", "future", "could", "promise"):
        if f"near cue={name}" in context.base:
            yield f"tense={tense}|near={name}"


_OUTCOMES: Final = ("killed", "wounded", "casualties", "captured", "destroyed")


def _outcome_features(context: Context) -> Iterator[str]:
    """Which word for a loss stands nearest to the figure, and which beyond it."""
    text, candidate = context.sentence.text, context.candidate
    found: list[tuple[int, str, str]] = []
    for name in _OUTCOMES:
        for match in cues()[name].finditer(text):
            after = match.start() >= candidate.end
            gap = match.start() - candidate.end if after else candidate.start - match.end()
            found.append((max(gap, 0) if after else max(gap, 0) + 6, name, "after" if after else "before"))
    found.sort()
    for place, (gap, name, side) in enumerate(found[:2]):
        yield f"outcome{place}={name}"
        yield f"outcome{place}={name}|{side}"
        yield f"outcome{place}={name}|near={gap < 30}"
    yield f"outcomes={','.join(sorted({name for _, name, _ in found}))}"
    yield f"outcomes near={','.join(sorted({name for gap, name, _ in found if gap < 30}))}"


_PLAIN: Final = re.compile(
    r"(?P<noun>\s+[\w'-]+){0,4}?\s+(?:(?:had|have|has|were|was|been|are)\s+){0,3}"
    r"(?P<word>killed|dead|wounded|injured|captured|missing|destroyed)\b"
    r"(?P<more>\s*(?:and|or|,|/)\s*(?:\w+\s+)?(?:wounded|injured|killed|dead|hurt|missing|captured))?",
    re.IGNORECASE,
)
_PLAIN_BEFORE: Final = re.compile(
    r"\b(killed|captured|wounded|injured|destroyed|shot down|downed)\s+(?:the\s+)?$", re.IGNORECASE
)
_DEATHS: Final = re.compile(r"\s+(?:\w+\s+)?(?:deaths|fatalities)\b(?!\s+(?:and|or)\s+(?:injur|wound))", re.IGNORECASE)
"""Deaths that are counted themselves."""
_KILLED: Final = {"killed", "dead"}
_OUTCOME_OF: Final = {
    "dead": "killed",
    **dict.fromkeys(("shot down", "downed"), "destroyed"),
    "injured": "wounded",
}


def plain_outcome(context: Context) -> str | None:
    """Return the outcome that the words beside the figure tell outright (4,700 wounded); None where they do not."""
    text, candidate = context.sentence.text, context.candidate
    if _DEATHS.match(text, candidate.end):
        return "killed"
    found = _PLAIN.match(text, candidate.end)
    if found is None or any(sign in found[0] for sign in ".;:()"):
        before = _PLAIN_BEFORE.search(text[: candidate.start])
        return _OUTCOME_OF.get(before[1].lower(), before[1].lower()) if before else None
    if any(candidate.end <= span.start < found.end() for span in context.marks.quantities):
        return None
    if found["more"]:
        return "casualties" if _KILLED & set(re.findall(r"\w+", found[0].lower())) else None
    word = found["word"].lower()
    return _OUTCOME_OF.get(word, word)


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
