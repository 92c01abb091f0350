"""Assembling: from a draft to an entry whose quote stands in the text to the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tumen.codebook.claim import Basis, Certainty, Claim, Kind, Outcome, Polarity, Stage
from tumen.codebook.document import Document, Passage
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report, entry_id
from tumen.codebook.quantity import Direction, Hedge, Measure
from tumen.errors import InvalidClaim
from tumen.extracting.attribution import Attribution
from tumen.extracting.currencies import currency_meant
from tumen.extracting.deciding import Draft
from tumen.extracting.features import Context
from tumen.extracting.outlook import Sides
from tumen.extracting.scales import figure_told
from tumen.extracting.spans import StateForm
from tumen.extracting.units import per_of, unit_told

LONGEST_QUOTE: Final = 300
SHORT_SENTENCE: Final = 200
NO_VALUE: Final = "-"
_RATIOS: Final = (Measure.SHARE, Measure.FACTOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim with its place, before repeats are joined: passages, coding by field, confidence.

    ``further`` says that its figure comes on top of one told before, which it cannot repeat.
    """

    claim: Claim
    passage: Passage
    also: tuple[Passage, ...]
    confidence: float
    fields: Mapping[str, FieldCoding]
    further: bool = False

    @property
    def start(self) -> int:
        """Where the quote begins."""
        return self.passage.start


def claim_of(draft: Draft, sides: Sides, attribution: Attribution) -> Claim | None:
    """Return the claim that a draft's choices make; None where they contradict one another and no claim can be made."""
    qualifiers = draft.qualifiers
    quantity = None if _denies_all(draft) else figure_told(draft.context, draft.kind, draft.item)
    measure = Measure(qualifiers.get("measure", Measure.NONE)) if quantity else _bare_measure(draft.kind)
    direction = str(quantity.direction) if quantity and quantity.direction else qualifiers.get("direction", NO_VALUE)
    outcome = qualifiers.get("outcome", NO_VALUE)
    unit = currency_meant(draft.context, unit_told(draft.context, draft.kind, draft.item, measure), draft.item, sides)
    try:
        return Claim(
            kind=draft.kind,
            actor=sides[0],
            counterpart=sides[1],
            item=draft.item,
            low=quantity.low if quantity else None,
            high=quantity.high if quantity else None,
            hedge=quantity.hedge if quantity else Hedge.NONE,
            unit=unit,
            per=per_of(draft.context, unit) if measure is Measure.RATE else None,
            measure=measure,
            direction=Direction(direction) if measure in _RATIOS and direction != NO_VALUE else None,
            outcome=_outcome(draft.kind, outcome),
            stage=Stage(qualifiers.get("stage", Stage.DONE)),
            polarity=Polarity(qualifiers.get("polarity", Polarity.AFFIRMED)),
            certainty=Certainty(qualifiers.get("certainty", Certainty.ASSERTED)),
            basis=Basis(qualifiers.get("basis", Basis.REPORTED)),
            time=draft.time,
            place=place_of(draft.context),
            sources=attribution.sources,
            also_said_by=attribution.also_said_by,
            in_return=qualifiers.get("in_return") == "True",
        )
    except InvalidClaim:
        return None


def _denies_all(draft: Draft) -> bool:
    """Tell a party's denial ("not one bullet") from the count of nothing: it carries no figure."""
    quantity = draft.candidate.quantity
    denied = draft.qualifiers.get("polarity") == Polarity.DENIED
    return denied and quantity is not None and quantity.high == 0


def _bare_measure(kind: Kind) -> Measure:
    return Measure.STOCK if kind is Kind.PRESENCE else Measure.NONE


def _outcome(kind: Kind, told: str) -> Outcome | None:
    if kind is not Kind.LOSS:
        return None
    return Outcome.CASUALTIES if told == NO_VALUE else Outcome(told)


def place_of(context: Context) -> str | None:
    """Return the place that the candidate's clause names, as the text gives it; None where it names none."""
    for span in context.marks.states:
        inside = any(word.start <= span.start < word.end for word in context.clause)
        if span.form is StateForm.PLACE and inside:
            return context.sentence.text[span.start : span.end]
    return None


def quote_span(context: Context) -> tuple[int, int]:
    """Return where the quote begins and ends in the sentence: the clause around the figure or item, or less.

    A short sentence of one figure is quoted whole: "to be over 12 million" tells a reader nothing.
    """
    candidate, sentence = context.candidate, context.sentence
    start, end = candidate.start, candidate.end
    for word in context.clause:
        start, end = min(start, word.start), max(end, word.end)
    alone = candidate.quantity is not None and len(context.marks.quantities) == 1
    if alone and len(sentence.text) - sentence.heads <= SHORT_SENTENCE:
        start, end = sentence.heads, len(sentence.text)
    if end - start > LONGEST_QUOTE:
        start = max(start, _word_start(sentence.text, candidate.start - LONGEST_QUOTE // 3))
        end = min(end, _word_end(sentence.text, candidate.end + LONGEST_QUOTE // 3))
    start = max(start, sentence.heads)
    while end > candidate.end and sentence.text[end - 1] in ' ,;:"-.':
        end -= 1
    while start < candidate.start and sentence.text[start] in ' ,;:"-.':
        start += 1
    return start, max(end, start + 1)


def _word_start(text: str, place: int) -> int:
    if place <= 0:
        return 0
    space = text.find(" ", place)
    return space + 1 if space >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space >= 0 else place


def assembled(document: Document, findings: Sequence[Finding], coder: str) -> tuple[Entry, ...]:
    """Return the findings as entries in order of the text.

    Raises:
        InvalidClaim: a quote is not in the document to the letter.
    """
    entries: list[Entry] = []
    seen: dict[tuple[int, int], int] = {}
    for finding in sorted(findings, key=lambda found: (found.passage.start, found.passage.end)):
        passage = finding.passage
        if document.text[passage.start : passage.end] != passage.quote:
            raise InvalidClaim("quote", f"{passage.quote!r} is not in {document.id}", "Copy it to the letter")
        nth = seen.get((passage.start, passage.end), 0)
        seen[passage.start, passage.end] = nth + 1
        entries.append(
            Entry(
                id=entry_id(document.id, passage.start, passage.end, nth),
                claim=finding.claim,
                report=Report(
                    published=document.published,
                    publisher=document.publisher,
                    url=document.url,
                    passage=passage,
                    also=finding.also,
                ),
                coding=Coding(coder=coder, confidence=finding.confidence, fields=dict(finding.fields)),
            )
        )
    return tuple(entries)
