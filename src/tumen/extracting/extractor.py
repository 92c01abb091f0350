"""The offline extractor: a document and a case pack in, claims with their passages and reasons out."""

from __future__ import annotations

from typing import Final

from tumen.codebook.case_pack import CasePack
from tumen.codebook.document import Document
from tumen.codebook.entry import Extraction, FieldCoding, Uncoded
from tumen.extracting.assemble import Finding, assembled, claim_of, quote_span
from tumen.extracting.attribution import RANKER as SOURCES
from tumen.extracting.attribution import Attribution, attribute
from tumen.extracting.choosing import Learned, shipped
from tumen.extracting.deciding import Draft, decide
from tumen.extracting.explain import reasons_of
from tumen.extracting.likened import is_further
from tumen.extracting.marking import Reading, mark
from tumen.extracting.merging import merged
from tumen.extracting.model import Models
from tumen.extracting.spans import QuantitySpan

VERSION: Final = "1"
NAME: Final = f"tumen-offline-{VERSION}"
_DOUBT: Final = 0.15
"""Under this chance a figure is plainly no claim; above it, one that an editor may want to read."""


def extract(document: Document, pack: CasePack | None = None, *, minimum_confidence: float = 0.0) -> Extraction:
    """Return the claims of a document, in order of the text, each with its passage to the letter.

    Deterministic: the same document and pack give the same entries. Claims under ``minimum_confidence`` (0-1) are left
    out. A document in another language than English gives none, and a problem that says so.
    """
    return extract_with(document, pack, shipped(), minimum_confidence=minimum_confidence)


class OfflineExtractor:
    """Reads claims with rules and small models, without a network; an `Extractor` of the codebook."""

    def __init__(self, pack: CasePack | None = None, *, minimum_confidence: float = 0.0) -> None:
        self._pack = pack
        self._minimum_confidence = minimum_confidence

    @property
    def name(self) -> str:
        """Name and version."""
        return NAME

    def extract(self, document: Document) -> Extraction:
        """Return the claims of the document."""
        return extract(document, self._pack, minimum_confidence=self._minimum_confidence)


def extract_with(
    document: Document, pack: CasePack | None, learned: Learned, *, minimum_confidence: float = 0.0
) -> Extraction:
    """Return the claims of a document as something else than what ships decides them."""
    if document.language not in (None, "en"):
        reason = f"the text is in {document.language!r}; only English is read"
        return Extraction(document=document.id, entries=(), problems=(reason,))
    reading = mark(document, pack)
    if not reading.sentences:
        return Extraction(document=document.id, entries=(), problems=("there is no text to read",))
    return extract_reading(reading, learned, minimum_confidence=minimum_confidence)


def extract_reading(reading: Reading, learned: Learned, *, minimum_confidence: float = 0.0) -> Extraction:
    """Return the claims of a document that has been marked."""
    document = reading.document
    decided = decide(reading, learned)
    attributions = attribute(reading, learned.models.rankers.get(SOURCES))
    findings: list[Finding] = []
    for draft in decided.drafts:
        attribution = attributions.of(draft.context, decided.chooser)
        findings.extend(_findings(reading, draft, attribution, learned.models))
    kept = [finding for finding in merged(findings) if finding.confidence >= minimum_confidence]
    uncoded = [
        Uncoded(
            passage=reading.sentences[candidate.sentence].passage(document, candidate.start, candidate.end),
            reason="a figure that was not taken for a claim"
            if probability < _DOUBT
            else "a figure too unsure to be coded",
        )
        for candidate, probability in decided.aside
        if candidate.quantity is not None and (probability >= _DOUBT or _is_plain_figure(candidate.quantity))
    ]
    return Extraction(document=document.id, entries=assembled(document, kept, NAME), uncoded=tuple(uncoded))


def _is_plain_figure(quantity: QuantitySpan) -> bool:
    """Whether a reader sees a figure there; "another", "a sapper" and "nothing" are none to them."""
    return quantity.high not in (0.0, 1.0) or any(letter.isdigit() for letter in quantity.words)


def _findings(reading: Reading, draft: Draft, attribution: Attribution, models: Models) -> list[Finding]:
    sentence = draft.context.sentence
    start, end = quote_span(draft.context)
    figure = draft.candidate.quantity
    found: list[Finding] = []
    for sides in draft.sides:
        claim = claim_of(draft, sides, attribution)
        if claim is not None:
            reasons: dict[str, FieldCoding] = reasons_of(draft, claim, attribution, models)
            found.append(
                Finding(
                    claim=claim,
                    passage=sentence.passage(reading.document, start, end),
                    also=(),
                    confidence=round(models.calibration("claim").share(draft.confidence), 3),
                    fields=reasons,
                    further=figure is not None and is_further(sentence.text, figure),
                )
            )
    return found
