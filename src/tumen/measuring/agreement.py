"""How far two codings of the same documents agree: claims found by both, and each field among those."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tumen.errors import UnreadableDocument
from tumen.measuring.score import Fields, Score, score_document


def agree(first: Path, second: Path, texts: Path | None = None) -> tuple[Score, int]:
    """Return the agreement over documents that both folders code, and how many these are.

    The first coding stands as gold; levels are symmetric in F1. The documents are looked for in ``texts``, else in the
    first folder, else in the second.

    Raises:
        UnreadableDocument: a coded document has no text in any of the folders.
    """
    score = Score()
    stems = sorted({path.stem for path in first.glob("*.jsonl")} & {path.stem for path in second.glob("*.jsonl")})
    for stem in stems:
        raw = _text(stem, [folder for folder in (texts, first, second) if folder is not None])
        score_document(score, raw, _claims(first / f"{stem}.jsonl"), _claims(second / f"{stem}.jsonl"))
    return score, len(stems)


def _text(stem: str, folders: Sequence[Path]) -> str:
    for folder in folders:
        for ending in (".md", ".txt"):
            path = folder / f"{stem}{ending}"
            if path.exists():
                return path.read_text(encoding="utf-8")
    raise UnreadableDocument(stem, "no document stands beside its coding", "Name the folder of the texts")


def _claims(path: Path) -> list[Fields]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
