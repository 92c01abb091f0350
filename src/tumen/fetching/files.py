"""Files and folders as captures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tumen.codebook.document import Capture
from tumen.errors import UnreadableDocument

STANDARD_INPUT = "-"
_MOST_BYTES = 200_000_000
_READABLE = frozenset(
    {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".xml", ".rss", ".atom", ".text"}
)


def capture_file(path: Path) -> Capture:
    """Return the file's bytes.

    Raises:
        UnreadableDocument: there is no such file, it cannot be read, or it is far too large for a document.
    """
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise UnreadableDocument(str(path), f"has {size:,} bytes, over {_MOST_BYTES:,}", "Give the article alone")
        name = os.fsencode(path).decode("utf-8", errors="replace")  # a name need not be UTF-8, an event must
        return Capture(name=name, content=path.read_bytes(), captured_at=datetime.now(UTC))
    except OSError as problem:
        raise UnreadableDocument(str(path), problem.strerror or "cannot be read", "Check the path") from problem


def capture_standard_input() -> Capture:
    """Return what stands on standard input."""
    return Capture(name=STANDARD_INPUT, content=sys.stdin.buffer.read(), captured_at=datetime.now(UTC))


def files_of(path: Path) -> Iterator[Path]:
    """Give the readable files of a folder in order of their names, or the file itself."""
    try:
        folder = path.is_dir()
    except OSError:  # such as a name too long for a file
        folder = False
    if not folder:
        yield path
        return
    for inner in sorted(path.rglob("*")):
        if inner.is_file() and inner.suffix.lower() in _READABLE and not inner.name.startswith("."):
            yield inner
