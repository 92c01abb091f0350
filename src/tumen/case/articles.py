"""An article against a case: read, extracted (or coded by hand), checked, with dismissals applied."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from tumen.case.amounts import factors_of
from tumen.case.keeping import Keeping
from tumen.checking import check
from tumen.codebook.document import Block, BlockKind, Document, Passage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Entry, Uncoded
from tumen.codebook.estimate import Estimate
from tumen.codebook.flow import Flow
from tumen.codebook.verdict import Verdict
from tumen.codebook.view import View
from tumen.publishing.report import CheckedArticle
from tumen.reconciling import Parameters, reconcile_all
from tumen.tracing import Parties

_SURE_BARE: Final = 0.5
"""Below this confidence a claim without a figure, read by the machine, is not checked."""
_IN_PASSING: Final = "no figure, and said in passing: too unsure to be checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """How to check: what counts, by when, and at what time the check is made (None: now)."""

    known_at: date | None = None
    with_suggested: bool = False
    checked_at: datetime | None = None
    minimum_confidence: float = 0.0


def check_article(
    case: Keeping, doc: str, document: Document, *, claims: Sequence[Entry] | None = None, options: CheckOptions
) -> CheckedArticle:
    """Return an article's verdicts. ``claims`` are used instead of what the extractor reads, where they are given."""
    uncoded: tuple[Uncoded, ...] = ()
    problems: tuple[str, ...] = ()
    if claims is None:
        extraction = case.extractor.extract(document)
        entries, uncoded, problems = extraction.entries, extraction.uncoded, extraction.problems
        entries = tuple(entry for entry in entries if entry.coding.confidence >= options.minimum_confidence)
        entries, passed_over = _told_surely(entries)
        uncoded = _by_place((*uncoded, *passed_over))
    else:
        entries = tuple(claims)
    view = case.view(with_suggested=options.with_suggested)
    published = document.published
    named = tuple(_named(entry, document) for entry in _in_order(_told_apart(entries)))
    verdicts = _verdicts(named, view, document, options, case.parties)
    known_at = options.known_at or _day(published)
    set_aside = {claim: reason for (article, claim), reason in case.dismissals().items() if article == doc}
    return CheckedArticle(
        doc=doc,
        document=document,
        verdicts=tuple(_dismissed(verdict, set_aside) for verdict in verdicts),
        uncoded=uncoded,
        record=view.record(),
        checked_at=(options.checked_at or datetime.now(UTC)).isoformat(timespec="seconds"),
        known_at=known_at,
        problems=problems,
        state_names={state.code: state.name for state in case.pack.states},
    )


def _told_surely(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Uncoded, ...]]:
    """Return the claims to check, and the passages that may tell something without a figure: they get no verdict.

    Opinion and background speak of arms and soldiers in passing; what a machine makes of it tells an editor nothing.
    """
    kept = tuple(entry for entry in entries if entry.claim.has_figure or entry.coding.confidence >= _SURE_BARE)
    checked = {entry.report.passage.start for entry in kept if entry.report.passage}
    left = (entry.report.passage for entry in entries if entry not in kept)
    passages = {passage.start: passage for passage in left if passage is not None and passage.start not in checked}
    return kept, tuple(Uncoded(passage=passage, reason=_IN_PASSING) for passage in passages.values())


def _by_place(uncoded: Iterable[Uncoded]) -> tuple[Uncoded, ...]:
    return tuple(sorted(uncoded, key=lambda one: one.passage.start))


def check_claims(
    case: Keeping, coded: Iterable[tuple[str, Entry]], *, published: Edtf | None = None, options: CheckOptions
) -> tuple[CheckedArticle, ...]:
    """Return the verdicts on claims coded without their article, one article for each doc.

    Each claim is held against what had been said by its own line's date, else ``published``, else everything.
    """
    by_doc: defaultdict[str, list[Entry]] = defaultdict(list)
    for doc, entry in coded:
        by_doc[doc or "claims"].append(entry)
    found: list[CheckedArticle] = []
    for doc, entries in by_doc.items():
        dated = [entry.report.published for entry in entries if entry.report.published]
        day = dated[0] if dated and len({one.text for one in dated}) == 1 else published
        document, placed = _document_of_quotes(doc, entries, day)
        found.append(check_article(case, doc, document, claims=placed, options=options))
    return tuple(found)


def _verdicts(
    entries: Sequence[Entry], view: View, document: Document, options: CheckOptions, parties: Parties
) -> tuple[Verdict, ...]:
    """Verdicts in the order of the text; claims with a date of their own are held against that date."""
    by_day: defaultdict[date | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_day[options.known_at or _day(entry.report.published) or _day(document.published)].append(entry)
    found: dict[str, Verdict] = {}
    for known_at, group in by_day.items():
        estimates = _estimates(group, view, known_at)
        verdicts = check(tuple(group), view, known_at=known_at, estimates=estimates, parties=parties)
        found.update((verdict.entry.id, verdict) for verdict in verdicts)
    return tuple(found[entry.id] for entry in entries)


def _estimates(entries: Iterable[Entry], view: View, known_at: date | None) -> dict[Flow, Estimate]:
    """Estimates of the flows of which the article gives an amount and names nobody for it, as known by its date.

    What was learned of origins is left aside: learning anew for each article's date would take longer than the check.
    """
    found: dict[Flow, Estimate] = {}
    for entry in entries:
        flow = Flow.of(entry.claim)
        if flow in found or not entry.claim.has_figure or entry.claim.sources:
            continue
        exchange = view.exchange(flow.exchange, known_at=known_at)
        if any(Flow.of(recorded.claim) == flow for recorded in exchange.entries):
            as_of = known_at or max(recorded_day(recorded) for recorded in exchange.entries)
            pairs = [(exchange, view.origins(exchange))]
            estimates = reconcile_all(pairs, as_of, known_at, Parameters(factors=factors_of(view.pack)))
            found.update((estimate.flow, estimate) for estimate in estimates if estimate.middle is not None)
    return found


def recorded_day(entry: Entry) -> date:
    """Return the day on which an entry was published; the first of days where it is not dated."""
    published = entry.report.published
    return published.first if published and published.first else date.min


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.report.passage.start if entry.report.passage else 0)


def _told_apart(entries: Sequence[Entry]) -> list[Entry]:
    """Entries named by what they say, so that a dismissal survives a change elsewhere in the article."""
    seen: defaultdict[str, int] = defaultdict(int)
    found: list[Entry] = []
    for entry in entries:
        quote = entry.report.passage.quote if entry.report.passage else ""
        claim = entry.claim
        fields = (claim.kind, claim.item, claim.low, claim.high, claim.outcome, claim.actor, claim.counterpart)
        said = "|".join([quote, *map(str, fields)])
        seen[said] += 1
        digest = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()[:12]
        found.append(replace(entry, id=digest))
    return found


def _named(entry: Entry, document: Document) -> Entry:
    """The entry with the article's date, publisher and address, where it has none of its own."""
    report = entry.report
    return replace(
        entry,
        report=replace(
            report,
            published=report.published or document.published,
            publisher=report.publisher or document.publisher,
            url=report.url or document.url,
        ),
    )


def _dismissed(verdict: Verdict, set_aside: dict[str, str]) -> Verdict:
    reason = next((reason for claim, reason in set_aside.items() if verdict.entry.id.startswith(claim)), None)
    return replace(verdict, dismissed=reason) if reason else verdict


def _day(published: Edtf | None) -> date | None:
    """The day up to which an article of that date may know: of a month or a year its last."""
    return published.last if published else None


def _document_of_quotes(doc: str, entries: Sequence[Entry], day: Edtf | None) -> tuple[Document, list[Entry]]:
    """A document whose list items are the quotes, and the entries placed in it."""
    text, blocks, placed = "", [], []
    for entry in entries:
        quote = entry.report.passage.quote if entry.report.passage else entry.report.paraphrase or str(entry.claim.item)
        start = len(text) + (1 if text else 0)
        text += ("\n" if text else "") + quote
        blocks.append(Block(kind=BlockKind.LIST_ITEM, start=start, end=len(text)))
        passage = Passage(document=doc, start=start, end=len(text), quote=quote)
        placed.append(replace(entry, report=replace(entry.report, passage=passage, also=())))
    document = Document(
        id=hashlib.sha256(f"{doc}\n{text}".encode()).hexdigest()[:16],
        text=text,
        blocks=tuple(blocks),
        title=f"Coded claims: {doc}",
        published=day,
        language="en",
    )
    return document, placed
