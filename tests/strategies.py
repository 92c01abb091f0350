"""Made-up claims, entries and documents of every shape that the codebook allows."""

from __future__ import annotations

from datetime import date
from typing import Final

from hypothesis import strategies as st

from tumen.codebook.claim import Basis, Certainty, Claim, Kind, Outcome, Polarity, Stage
from tumen.codebook.document import Document, Passage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report, Status, entry_id
from tumen.codebook.item import ITEM_FAMILY
from tumen.codebook.quantity import Direction, Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.wire import parse_claim

NASTY: Final = (
    "=1+1",
    "+7",
    "-3",
    "@SUM(A1)",
    "\t=x",
    "\r=x",
    "'=1+1",
    "''-2",
    "a,b",
    'say "no"',
    "two\nlines",
    "two\r\nlines",
    "old\rMac",
    "line\u2028separator",
    "next\u0085line",
    "zero\u200bwidth",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "\\<",
    "러시아 연방",
    "\U0001f4a3",
    "\u202eright to left",
    "'",
    "\ufeffmark",
)
CODES: Final = ("KP", "RU", "IR", "UA", "KR", "US")


def texts(*, min_size: int = 1, max_size: int = 30) -> st.SearchStrategy[str]:
    """Any text that UTF-8 can hold, and the nasty ones more often than chance has them."""
    anything = st.text(st.characters(codec="utf-8"), min_size=min_size, max_size=max_size)
    return anything | st.sampled_from(NASTY)


def names() -> st.SearchStrategy[str]:
    """Names of sources, with the separators and brackets of the CSV form in them."""
    tricky = st.sampled_from(
        ("A < B", "A + B", "Reuters (UK)", "NIS (intelligence)", "C++", "a\\<b", "\\", "x (media) < y", "'", "=A")
    )
    return (texts() | tricky).filter(lambda name: bool(name.strip()))


sources: Final = st.builds(Source, name=names(), kind=st.sampled_from(SourceKind))
chains: Final = st.lists(sources, max_size=3).map(tuple)
days: Final = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31))
amounts: Final = st.floats(min_value=0, allow_nan=False, allow_infinity=False) | st.integers(0, 10**9).map(float)
items: Final = st.sampled_from(sorted(ITEM_FAMILY)) | texts().filter(lambda noun: bool(noun.strip())).map(
    lambda noun: f"other:{noun}"
)


@st.composite
def dates(draw: st.DrawFn) -> Edtf:
    """A day, a month, a season, a year or an interval, open or closed, with or without a qualifier."""
    first, second = sorted((draw(days), draw(days)))
    form = draw(st.sampled_from(("day", "month", "season", "year", "until", "since", "between")))
    mark = draw(st.sampled_from(("", "~", "?", "%")))
    match form:
        case "month":
            return Edtf.parse(f"{first:%Y-%m}".zfill(7) + mark)
        case "season":
            return Edtf.parse(f"{first.year:04d}-{draw(st.integers(21, 24))}{mark}")
        case "year":
            return Edtf.parse(f"{first.year:04d}{mark}")
        case "until":
            return Edtf.between(None, second)
        case "since":
            return Edtf.between(first, None)
        case "between":
            return Edtf.between(first, second)
        case _:
            return Edtf.parse(first.isoformat() + mark)


@st.composite
def bounds(draw: st.DrawFn) -> tuple[Hedge, float | None, float | None]:
    """A hedge with the numbers that it asks for."""
    hedge = draw(st.sampled_from(Hedge))
    low, high = sorted((draw(amounts), draw(amounts)))
    match hedge:
        case Hedge.EXACT | Hedge.ABOUT:
            return hedge, low, low
        case Hedge.AT_LEAST:
            return hedge, low, None
        case Hedge.AT_MOST:
            return hedge, None, high
        case Hedge.NONE:
            return hedge, None, None
        case _:
            return hedge, low, high


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim that the codebook allows."""
    kind = draw(st.sampled_from(Kind))
    hedge, low, high = draw(bounds())
    measure = draw(st.sampled_from(Measure))
    changed = measure in (Measure.SHARE, Measure.FACTOR)
    return Claim(
        kind=kind,
        actor=draw(st.none() | st.sampled_from(CODES)),
        counterpart=draw(st.none() | st.sampled_from(CODES)),
        item=draw(items),
        low=low,
        high=high,
        hedge=hedge,
        unit=draw(st.sampled_from(("person", "item", "round", "container", "USD")) | texts()),
        per=draw(st.none() | texts()) if measure is Measure.RATE else None,
        measure=measure,
        direction=draw(st.none() | st.sampled_from(Direction)) if changed else None,
        outcome=draw(st.sampled_from(Outcome)) if kind is Kind.LOSS else None,
        stage=draw(st.sampled_from(Stage)),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(st.sampled_from(Certainty)),
        basis=draw(st.sampled_from(Basis)),
        time=draw(st.none() | dates()),
        place=draw(st.none() | texts()),
        sources=draw(chains),
        also_said_by=draw(chains),
        in_return=draw(st.booleans()),
    )


@st.composite
def published_entries(draw: st.DrawFn) -> Entry:
    """A claim as published on some page, told in the compiler's words: what the CSV form holds."""
    words = st.none() | texts()
    return Entry(
        id=draw(texts()),
        claim=draw(claims()),
        report=Report(
            published=draw(st.none() | dates()),
            publisher=draw(words),
            url=draw(words),
            seen=draw(st.booleans()),
            paraphrase=draw(words),
            copied_from=draw(words),
            converted_from=draw(words),
            note=draw(words),
        ),
        coding=Coding(coder="import"),
        status=Status.ACCEPTED,
    )


codings: Final = st.builds(
    Coding,
    coder=st.just("rules-1"),
    confidence=st.floats(0, 1),
    fields=st.dictionaries(
        st.sampled_from(("item", "stage", "low")),
        st.builds(FieldCoding, confidence=st.floats(0, 1), reason=texts(), inferred=st.booleans()),
        max_size=3,
    ),
)


@st.composite
def read_entries(draw: st.DrawFn, document: str = "draft") -> Entry:
    """A claim as read by a machine in a document: what the JSON Lines form holds."""
    quote, start = draw(texts()), draw(st.integers(0, 10_000))
    also = [Passage(document=document, start=0, end=len(other), quote=other) for other in draw(st.lists(texts()))]
    return Entry(
        id="any",
        claim=draw(claims()),
        report=Report(
            published=None,
            passage=Passage(document=document, start=start, end=start + len(quote), quote=quote),
            also=tuple(also),
        ),
        coding=draw(codings),
    )


def document_of(text: str, *, url: str | None = None, key: str | None = None) -> Document:
    """A document that holds the text, without blocks."""
    return Document(id=key or f"doc-{text}", text=text, blocks=(), url=url)


def found_in(document: Document, quote: str, claim: Claim, *, nth: int = 0, coder: str = "rules-1") -> Entry:
    """A claim that an extractor read at the first place where the document says the quote."""
    passage = document.passage(start := document.text.index(quote), start + len(quote))
    return Entry(
        id=entry_id(document.id, passage.start, passage.end, nth),
        claim=claim,
        report=Report(published=document.published, url=document.url, passage=passage),
        coding=Coding(coder=coder, confidence=0.5),
    )


def imported(key: str, claim: Claim, *, published: str | None = "2024-10-18") -> Entry:
    """A claim coded by hand, as a table brings it in."""
    report = Report(published=Edtf.parse(published) if published else None, paraphrase="told in other words")
    return Entry(id=key, claim=claim, report=report, coding=Coding(coder="import"), status=Status.ACCEPTED)


def shells(low: float = 4e6, **changes: object) -> Claim:
    """So many rounds, from the North to Russia."""
    fields = {
        "kind": "transfer",
        "actor": "KP",
        "counterpart": "RU",
        "item": "shells",
        "low": low,
        "high": low,
        "hedge": "exact",
        "unit": "round",
        "measure": "cumulative",
        "stage": "done",
    }
    return parse_claim({**fields, **changes})
