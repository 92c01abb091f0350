"""The bytes of captures, kept under their hash: the same bytes are kept once and never changed."""

from __future__ import annotations

from pathlib import Path

from tumen.codebook.document import Capture


def keep_capture(folder: Path, capture: Capture) -> Path:
    """Write the capture's bytes under their hash, unless they are there; returns the file."""
    path = folder / capture.sha256[:2] / capture.sha256
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_bytes(capture.content)
        partial.replace(path)  # whole or not at all
    return path


def load_capture(folder: Path, sha256: str, *, name: str) -> Capture | None:
    """Return the capture kept under a hash; None where there is none."""
    path = folder / sha256[:2] / sha256
    return Capture(name=name, content=path.read_bytes()) if path.is_file() else None
