"""The CSV form of published claims: one row a claim, empty for null, sources as ``A (media) < B (intelligence)``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tumen.codebook.document import Passage, Problem
from tumen.codebook.edtf import Edtf
from tumen.codebook.entry import Coding, Entry, Report, Status, entry_id
from tumen.codebook.source import Source, SourceKind
from tumen.codebook.wire import claim_fields, parse_claim
from tumen.errors import InvalidClaim

COLUMNS: Final = [
    "id",
    "published",
    "publisher",
    "url",
    "paraphrase",
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
    "basis",
    "time",
    "place",
    "sources",
    "also_said_by",
    "copied_from",
    "converted_from",
    "in_return",
    "seen",
    "note",
]
PASSAGE_COLUMNS: Final = ("doc", "quote")
IMPORT: Final = "import"
_REQUIRED: Final = frozenset({"kind", "item", "stage"})
_LINK = re.compile(r"(?P<name>.+)\s\((?P<kind>[a-z_]+)\)", re.DOTALL)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a CSV of claims gave: entries, problems by row and column, and the bad rows as CSV to mend."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    bad_rows: str


def parse_table(content: str, *, name: str) -> Table:
    """Return the entries of a CSV in the codebook's form; columns that it does not know are passed over.

    Entries count as accepted; a ``quote`` column becomes the passage. Each bad row is a problem with row, column and
    what is allowed, and stands in ``bad_rows`` with the header.
    """
    rows = _rows(content.removeprefix("\ufeff"))
    first = next(rows, [])
    header = [] if isinstance(first, csv.Error) else [cell.strip() for cell in first]
    missing = sorted(_REQUIRED - set(header))
    if missing:
        reason = f"no column {', '.join(missing)}"
        return Table(
            entries=(),
            problems=(Problem(place=f"{name}, row 1", reason=reason, advice="See the codebook"),),
            bad_rows="",
        )
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    bad: list[list[str]] = []
    for number, cells in enumerate(rows, start=2):
        if not isinstance(cells, csv.Error) and not any(cells):
            continue
        try:
            entry = _new(_entry(header, cells), entries)
            entries[entry.id] = entry
        except InvalidClaim as problem:
            place = f"{name}, row {number}, column {problem.place}"
            problems.append(Problem(place=place, reason=problem.reason, advice=problem.advice))
            if not isinstance(cells, csv.Error):
                bad.append(cells)
    return Table(
        entries=tuple(entries.values()),
        problems=tuple(problems),
        bad_rows=dump_rows(header, bad) if bad else "",
    )


def dump_table(entries: Iterable[Entry]) -> str:
    """Return the entries as CSV with the codebook's columns; no cell is run as a formula by a spreadsheet.

    Where an entry was read in a document, two more columns hold the document and the passage to the letter.
    """
    listed = list(entries)
    columns = [*COLUMNS, *(PASSAGE_COLUMNS if any(entry.report.passage for entry in listed) else ())]
    return dump_rows(columns, [[safe_cell(cell) for cell in _row(entry, columns)] for entry in listed])


def parse_chain(text: str, column: str, separator: str = "<") -> tuple[Source, ...]:
    r"""Return the sources that ``A (media) < B (intelligence)`` names; a separator in a name is written ``\<``.

    >>> [source.name for source in parse_chain("BBC (media) < NIS (intelligence)", "sources")]
    ['BBC', 'NIS']
    """
    found: list[Source] = []
    for part in re.split(rf"\s*(?<!\\){re.escape(separator)}\s*", text.strip()) if text.strip() else []:
        link = _LINK.fullmatch(part.strip())
        if link is None or link["kind"] not in set(SourceKind):
            raise InvalidClaim(
                column, f"{part!r} is no source", f"Write name (kind), kind one of {', '.join(SourceKind)}"
            )
        found.append(Source(name=link["name"].replace("\\" + separator, separator), kind=SourceKind(link["kind"])))
    return tuple(found)


def write_chain(sources: Iterable[Source], separator: str = "<") -> str:
    """Return the sources in the form that ``parse_chain`` reads."""
    return f" {separator} ".join(
        f"{source.name.replace(separator, chr(92) + separator)} ({source.kind})" for source in sources
    )


def _rows(content: str) -> Iterator[list[str] | csv.Error]:
    """The rows of a CSV, line ends kept within cells; an error where a row is no CSV."""
    reader = csv.reader(io.StringIO(content, newline=""))
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield problem


def _entry(header: list[str], cells: list[str] | csv.Error) -> Entry:
    if isinstance(cells, csv.Error):
        raise InvalidClaim("-", f"is no CSV ({cells})", "Shorten the cell, or take the row out")
    if len(cells) > len(header):
        raise InvalidClaim("-", f"{len(cells)} cells under {len(header)} columns", "Quote cells that hold a comma")
    row = dict(zip(header, (_unsafe(cell) for cell in cells), strict=False))
    fields: dict[str, object] = {name: value for name, value in row.items() if name in COLUMNS}
    for column, separator in (("sources", "<"), ("also_said_by", "+")):
        chain = parse_chain(row.get(column, ""), column, separator)
        fields[column] = [{"name": source.name, "kind": str(source.kind)} for source in chain]
    quote, doc = row.get("quote") or "", row.get("doc") or ""
    key = row.get("id") or entry_id(f"{doc}:{quote}:" + "|".join(cells), 0, 0)
    return Entry(
        id=key,
        claim=parse_claim(fields),
        report=Report(
            published=_published(row),
            publisher=row.get("publisher") or None,
            url=row.get("url") or None,
            seen=_seen(row),
            passage=Passage(document=doc, start=0, end=len(quote), quote=quote) if quote else None,
            paraphrase=row.get("paraphrase") or None,
            copied_from=row.get("copied_from") or None,
            converted_from=row.get("converted_from") or None,
            note=row.get("note") or None,
        ),
        coding=Coding(coder=IMPORT),
        status=Status.ACCEPTED,
    )


def _published(row: Mapping[str, str]) -> Edtf | None:
    text = row.get("published") or ""
    try:
        return Edtf.parse(text) if text else None
    except InvalidClaim as problem:
        raise InvalidClaim("published", problem.reason, "A day, a month or a year") from problem


def _seen(row: Mapping[str, str]) -> bool:
    value = row.get("seen", "") or "true"
    if value not in ("true", "false"):
        raise InvalidClaim("seen", f"{value!r} is not allowed", "true or false")
    return value == "true"


def _new(entry: Entry, known: Mapping[str, Entry]) -> Entry:
    if entry.id in known:
        raise InvalidClaim("id", f"{entry.id!r} stands twice", "Give each row its own")
    return entry


def _row(entry: Entry, columns: Iterable[str]) -> list[str]:
    report, claim, passage = entry.report, entry.claim, entry.report.passage
    cells: dict[str, object] = {
        "id": entry.id,
        "published": report.published,
        "publisher": report.publisher,
        "url": report.url,
        "paraphrase": report.paraphrase,
        **claim_fields(claim),
        "sources": write_chain(claim.sources),
        "also_said_by": write_chain(claim.also_said_by, "+"),
        "copied_from": report.copied_from,
        "converted_from": report.converted_from,
        "in_return": "true" if claim.in_return else "false",
        "seen": "true" if report.seen else "false",
        "note": report.note,
        "doc": passage.document if passage else None,
        "quote": passage.quote if passage else None,
    }
    return ["" if (value := cells.get(column)) is None else str(value) for column in columns]


def safe_cell(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it as a formula.

    >>> safe_cell("=1+1"), safe_cell("shells")
    ("'=1+1", 'shells')
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def dump_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return header and rows as CSV; each cell with a line end of any system is quoted."""
    lines: list[str] = []
    for row in (header, *rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(row)  # so that a cell with either line end is quoted
        lines.append(out.getvalue().removesuffix("\r\n") + "\n")
    return "".join(lines)
