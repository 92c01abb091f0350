"""The full form of an entry, as the ledger keeps it: every field of claim, report and coding."""

from __future__ import annotations

from collections.abc import Mapping

from tumen.codebook.document import Passage
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, FieldCoding, Report, Status
from tumen.codebook.wire import claim_fields, parse_claim


def entry_fields(entry: Entry) -> dict[str, object]:
    """Return the entry as plain JSON values, from which `parse_entry` makes it anew."""
    report, coding = entry.report, entry.coding
    return {
        "id": entry.id,
        "status": str(entry.status),
        "claim": claim_fields(entry.claim),
        "report": {
            "published": report.published.text if report.published else None,
            "publisher": report.publisher,
            "url": report.url,
            "seen": report.seen,
            "passage": _passage_fields(report.passage) if report.passage else None,
            "also": [_passage_fields(passage) for passage in report.also],
            "paraphrase": report.paraphrase,
            "copied_from": report.copied_from,
            "converted_from": report.converted_from,
            "note": report.note,
        },
        "coding": {
            "coder": coding.coder,
            "confidence": coding.confidence,
            "fields": {
                name: [coded.confidence, coded.reason, coded.inferred] for name, coded in sorted(coding.fields.items())
            },
        },
    }


def parse_entry(fields: Mapping[str, object]) -> Entry:
    """Return the entry that `entry_fields` gave."""
    claim, report, coding = _part(fields, "claim"), _part(fields, "report"), _part(fields, "coding")
    passage = report.get("passage")
    also = report.get("also")
    return Entry(
        id=str(fields["id"]),
        status=Status(str(fields["status"])),
        claim=parse_claim(claim),
        report=Report(
            published=Edtf.parse(str(report["published"])) if report.get("published") else None,
            publisher=_text(report, "publisher"),
            url=_text(report, "url"),
            seen=report.get("seen") is not False,
            passage=_passage(passage) if isinstance(passage, list) else None,
            also=tuple(_passage(one) for one in also) if isinstance(also, list) else (),
            paraphrase=_text(report, "paraphrase"),
            copied_from=_text(report, "copied_from"),
            converted_from=_text(report, "converted_from"),
            note=_text(report, "note"),
        ),
        coding=Coding(
            coder=str(coding["coder"]),
            confidence=float(str(coding["confidence"])),
            fields={
                name: FieldCoding(confidence=float(coded[0]), reason=str(coded[1]), inferred=bool(coded[2]))
                for name, coded in _part(coding, "fields").items()
                if isinstance(coded, list)
            },
        ),
    )


def _part(fields: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = fields[name]
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} is no mapping")
    return value


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    return None if value is None else str(value)


def _passage_fields(passage: Passage) -> list[object]:
    return [passage.document, passage.start, passage.end, passage.quote]


def _passage(fields: list[object]) -> Passage:
    document, start, end, quote = fields
    return Passage(document=str(document), start=int(str(start)), end=int(str(end)), quote=str(quote))
