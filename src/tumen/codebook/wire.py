"""The interchange form of a claim: JSON Lines with the codebook's field names, in the codebook's order."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from tumen.codebook.claim import Basis, Certainty, Claim, Kind, Outcome, Polarity, Stage
from tumen.codebook.document import Passage, Problem
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report, Status, entry_id
from tumen.codebook.quantity import Direction, Hedge, Measure
from tumen.codebook.source import Source, SourceKind
from tumen.errors import InvalidClaim

CLAIM_FIELDS: Final = [
    "kind",
    "actor",
    "counterpart",
    "item",
    "low",
    "high",
    "hedge",
    "unit",
    "measure",
    "per",
    "direction",
    "outcome",
    "stage",
    "polarity",
    "certainty",
    "time",
    "place",
    "basis",
    "sources",
    "also_said_by",
    "in_return",
]
OPTIONAL_FIELDS: Final = frozenset({"per", "direction", "outcome"})
HAND_CODED: Final = "hand-coded"
_DIGITS: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)

_Word = TypeVar("_Word", bound=StrEnum)


def plain_number(number: float | None) -> float | int | None:
    """Return the number as a whole one where it is whole, so that 500.0 is written as 500."""
    return int(number) if number is not None and number == int(number) else number


def claim_fields(claim: Claim) -> dict[str, object]:
    """Return the claim's codebook fields as plain JSON values, in order; fields that do not apply are absent."""
    values: dict[str, object] = {
        "kind": str(claim.kind),
        "actor": claim.actor,
        "counterpart": claim.counterpart,
        "item": claim.item,
        "low": plain_number(claim.low),
        "high": plain_number(claim.high),
        "hedge": str(claim.hedge),
        "unit": claim.unit,
        "measure": str(claim.measure),
        "per": claim.per,
        "direction": str(claim.direction) if claim.direction else None,
        "outcome": str(claim.outcome) if claim.outcome else None,
        "stage": str(claim.stage),
        "polarity": str(claim.polarity),
        "certainty": str(claim.certainty),
        "time": claim.time.text if claim.time else None,
        "place": claim.place,
        "basis": str(claim.basis),
        "sources": [_source_fields(source) for source in claim.sources],
        "also_said_by": [_source_fields(source) for source in claim.also_said_by],
        "in_return": claim.in_return,
    }
    return {name: value for name, value in values.items() if value is not None or name not in OPTIONAL_FIELDS}


def claim_line(entry: Entry, doc: str) -> dict[str, object]:
    """Return the entry as one JSON Lines object; ``coding`` is there for a claim coded by machine."""
    report = entry.report
    line: dict[str, object] = {
        "doc": doc,
        "quote": report.passage.quote if report.passage else "",
        "also": [passage.quote for passage in report.also],
        **claim_fields(entry.claim),
    }
    if entry.coding.coder != HAND_CODED and report.passage is not None:
        line["coding"] = {
            "start": report.passage.start,
            "end": report.passage.end,
            "coder": entry.coding.coder,
            "confidence": entry.coding.confidence,
            "fields": {
                name: {"confidence": coded.confidence, "reason": coded.reason, "inferred": coded.inferred}
                for name, coded in entry.coding.fields.items()
            },
        }
    return line


def parse_claim(fields: Mapping[str, object]) -> Claim:
    """Return the claim that the fields code. Unknown fields are passed over.

    Raises:
        InvalidClaim: a field is missing or holds what the codebook does not allow; the message names it.
    """
    return Claim(
        kind=_word(fields, "kind", Kind),
        actor=_text(fields, "actor"),
        counterpart=_text(fields, "counterpart"),
        item=_required_text(fields, "item"),
        low=_number(fields, "low"),
        high=_number(fields, "high"),
        hedge=_word(fields, "hedge", Hedge, Hedge.NONE),
        unit=_text(fields, "unit") or "",
        per=_text(fields, "per"),
        measure=_word(fields, "measure", Measure, Measure.NONE),
        direction=_word(fields, "direction", Direction) if fields.get("direction") else None,
        outcome=_word(fields, "outcome", Outcome) if fields.get("outcome") else None,
        stage=_word(fields, "stage", Stage),
        polarity=_word(fields, "polarity", Polarity, Polarity.AFFIRMED),
        certainty=_word(fields, "certainty", Certainty, Certainty.ASSERTED),
        basis=_word(fields, "basis", Basis, Basis.REPORTED),
        time=_optional(fields, "time", Edtf.parse),
        place=_text(fields, "place"),
        sources=_sources(fields, "sources"),
        also_said_by=_sources(fields, "also_said_by"),
        in_return=_flag(fields, "in_return"),
    )


def parse_line(fields: Mapping[str, object], *, text: str | None = None, nth: int = 0) -> Entry:
    """Return the entry that one JSON Lines object codes.

    Where ``text`` is given the quote must stand in it. Without a text, and without offsets in ``coding``, the claim
    stands in a document of its own, which is its quote.

    Raises:
        InvalidClaim: a field is not allowed, or the quote is not in the text to the letter.
    """
    claim = parse_claim(fields)
    doc = _text(fields, "doc") or ""
    passage = _passage(fields, doc, text)
    also = tuple(_find(doc, quote, text) for quote in _quotes(fields, "also"))
    published = _optional(fields, "published", Edtf.parse)
    return Entry(
        id=entry_id(doc, passage.start, passage.end, nth) if text is not None else _quote_id(doc, passage, nth),
        claim=claim,
        report=Report(published=published, publisher=_text(fields, "publisher"), passage=passage, also=also),
        coding=_coding(fields),
        status=Status.SUGGESTED,
    )


def parse_lines(
    content: str, *, name: str, text: str | None = None
) -> tuple[tuple[tuple[str, Entry], ...], tuple[Problem, ...]]:
    """Return (doc, entry) for each good line, and a problem for each bad one, with line and field."""
    entries: list[tuple[str, Entry]] = []
    problems: list[Problem] = []
    told: Counter[str] = Counter()
    for number, line in enumerate(content.split("\n"), start=1):  # a quote may hold other line ends
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        try:
            fields = _object(line)
            place_of_claim = parse_line(fields, text=text).id
            entry = parse_line(fields, text=text, nth=told[place_of_claim])
            told[place_of_claim] += 1
            entries.append((_text(fields, "doc") or "", entry))
        except InvalidClaim as problem:
            problems.append(Problem(place=f"{place}, {problem.place}", reason=problem.reason, advice=problem.advice))
    return tuple(entries), tuple(problems)


def _object(line: str) -> Mapping[str, object]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise InvalidClaim("object", f"no JSON: {problem}", "One object a line") from problem
    if not isinstance(fields, dict):
        raise InvalidClaim("object", "is no JSON object", "One object a line")
    return fields


def dump_lines(entries: Iterable[tuple[str, Entry]]) -> str:
    """Return JSON Lines, one claim a line, each line ended."""
    return "".join(json.dumps(claim_line(entry, doc), ensure_ascii=False) + "\n" for doc, entry in entries)


def _source_fields(source: Source) -> dict[str, str]:
    return {"name": source.name, "kind": str(source.kind)}


def _word(fields: Mapping[str, object], name: str, words: type[_Word], default: _Word | None = None) -> _Word:
    value = fields.get(name)
    if value in (None, "") and default is not None:
        return default
    try:
        return words(str(value))
    except ValueError as problem:
        raise InvalidClaim(name, f"{value!r} is not allowed", "One of " + ", ".join(words)) from problem


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InvalidClaim(name, f"{value!r} is no text")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidClaim(name, f"{value!r} holds half a character", "Write it as UTF-8")
    return value


def _required_text(fields: Mapping[str, object], name: str) -> str:
    value = _text(fields, name)
    if value is None:
        raise InvalidClaim(name, "is missing")
    return value


def _number(fields: Mapping[str, object], name: str) -> float | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise InvalidClaim(name, f"{value!r} is no number")
    if isinstance(value, str) and not _DIGITS.fullmatch(value.strip()):
        raise InvalidClaim(name, f"{value!r} is no number", "Digits, a point before decimals")
    try:
        return float(value)
    except OverflowError as problem:
        raise InvalidClaim(name, "is no number that can be kept", "Digits, a point before decimals") from problem


def _flag(fields: Mapping[str, object], name: str) -> bool:
    value = fields.get(name)
    if value in (None, "", False, "false"):
        return False
    if value in (True, "true"):
        return True
    raise InvalidClaim(name, f"{value!r} is not allowed", "true or false")


def _optional(fields: Mapping[str, object], name: str, parse: Callable[[str], Edtf]) -> Edtf | None:
    value = _text(fields, name)
    if value is None:
        return None
    try:
        return parse(value)
    except InvalidClaim as problem:
        raise InvalidClaim(name, problem.reason, problem.advice) from problem


def _list(fields: Mapping[str, object], name: str) -> list[object]:
    value = fields.get(name)
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        raise InvalidClaim(name, f"{value!r} is no list")
    return value


def _quotes(fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    quotes = [_text({name: value}, name) for value in _list(fields, name)]
    return tuple(quote for quote in quotes if quote is not None)


def _sources(fields: Mapping[str, object], name: str) -> tuple[Source, ...]:
    found: list[Source] = []
    for value in _list(fields, name):
        if not isinstance(value, Mapping):
            raise InvalidClaim(name, f"{value!r} is no source", 'Write {"name": "NIS", "kind": "intelligence"}')
        found.append(Source(name=_required_text(value, "name"), kind=_word(value, "kind", SourceKind)))
    return tuple(found)


def _passage(fields: Mapping[str, object], doc: str, text: str | None) -> Passage:
    quote = _text(fields, "quote")
    if quote is None:
        raise InvalidClaim("quote", "is missing", "Copy the passage that carries the claim")
    coding = fields.get("coding")
    start = coding.get("start") if isinstance(coding, Mapping) else None
    if isinstance(start, int) and start >= 0 and (text is None or text[start : start + len(quote)] == quote):
        return Passage(document=doc, start=start, end=start + len(quote), quote=quote)
    return _find(doc, quote, text)


def _find(doc: str, quote: str, text: str | None) -> Passage:
    start = 0 if text is None else text.find(quote)
    if start < 0:
        raise InvalidClaim("quote", f"{quote[:60]!r} is not in the text", "Copy it to the letter")
    return Passage(document=doc, start=start, end=start + len(quote), quote=quote)


def _quote_id(doc: str, passage: Passage, nth: int) -> str:
    return entry_id(f"{doc}:{passage.quote}", passage.start, passage.end, nth)


def _coding(fields: Mapping[str, object]) -> Coding:
    coding = fields.get("coding")
    if not isinstance(coding, Mapping):
        return Coding(coder=HAND_CODED)
    by_field = coding.get("fields")
    return Coding(
        coder=_text(coding, "coder") or HAND_CODED,
        confidence=_confidence(coding),
        fields={
            str(name): _field_coding(str(name), coded)
            for name, coded in (by_field.items() if isinstance(by_field, Mapping) else ())
        },
    )


def _field_coding(name: str, coded: object) -> FieldCoding:
    if not isinstance(coded, Mapping):
        raise InvalidClaim("coding", f"{coded!r} is no coding of {name}", "confidence, reason, inferred")
    return FieldCoding(
        confidence=_confidence(coded), reason=_text(coded, "reason") or "", inferred=_flag(coded, "inferred")
    )


def _confidence(fields: Mapping[str, object]) -> float:
    number = _number(fields, "confidence")
    if number is not None and not 0.0 <= number <= 1.0:
        raise InvalidClaim("confidence", f"{number!r} is no share", "A number from 0 to 1")
    return 1.0 if number is None else number
