"""Coded documents: a text beside its claims, as read from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tumen.codebook.document import BlockKind, Capture, Document
from tumen.codebook.edtf import Edtf
from tumen.errors import UnreadableDocument
from tumen.measuring.split import Part, part_of, read_split
from tumen.reading import read

GoldClaim = Mapping[str, object]
_SUFFIXES: Final = (".md", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A document with the claims that a coder found in it, as plain fields; ``raw`` is the file's own text."""

    stem: str
    part: Part
    document: Document
    raw: str
    claims: tuple[GoldClaim, ...]


def read_coded(folders: Iterable[Path], *, split: Path | None = None, parts: Iterable[Part] = Part) -> Iterator[Coded]:
    """Yield the coded documents of the folders, in order of their names, those of the ``parts`` only.

    ``split`` lists the parts; a document that it does not list goes by the hash of its name. A file ``dates.csv`` gives
    days of publication for texts that carry none.

    Raises:
        UnreadableDocument: claims stand there without a document beside them.
    """
    listed = read_split(split.read_text(encoding="utf-8")) if split else {}
    wanted = frozenset(parts)
    for folder in folders:
        dates = _dates(folder)
        for coding in sorted(folder.glob("*.jsonl")):
            part = part_of(coding.stem, listed)
            if part in wanted:
                yield _coded(coding, part, dates.get(coding.stem))


def _coded(coding: Path, part: Part, published: str | None) -> Coded:
    source = next((path for path in (coding.with_suffix(end) for end in _SUFFIXES) if path.exists()), None)
    if source is None:
        raise UnreadableDocument(str(coding), "no document stands beside it", "Add the text under the same name")
    content = source.read_bytes()
    document = read(Capture(name=source.name, content=content))
    if published and document.published is None:
        document = replace(document, published=Edtf.parse(published))
    claims = tuple(json.loads(line) for line in coding.read_text(encoding="utf-8").splitlines() if line.strip())
    return Coded(stem=coding.stem, part=part, document=document, raw=content.decode("utf-8"), claims=claims)


def _dates(folder: Path) -> dict[str, str]:
    path = folder / "dates.csv"
    if not path.exists():
        return {}
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {row[0]: row[1] for row in rows if len(row) == 2}


def coded_text(document: Document) -> str:
    """Return the document as Markdown with front matter, as a folder of gold keeps it."""
    head = {
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.text if document.published else None,
        "url": document.url,
        "lang": document.language,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items() if value]
    first = document.blocks[0] if document.blocks else None
    titled = first is not None and document.title == document.text[first.start : first.end]
    pieces = [
        ("- " if block.kind is BlockKind.LIST_ITEM else "") + document.text[block.start : block.end]
        for block in document.blocks[1 if titled else 0 :]
    ]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + "\n\n".join(pieces) + "\n"
