"""Check the gold claims of a folder of articles and print what the check says, for the scorer of verdicts.

Run ``python -m bench.verdicts corpus/verdicts/dev > checked.json``, then score the file: each gold line is taken as
coded, its ``published`` is its article's date, and fields that the codebook does not know (verdict, why …) are
dropped on reading.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tumen.checking import check
from tumen.codebook.table import parse_table
from tumen.codebook.verdict import Verdict
from tumen.codebook.wire import claim_line, parse_lines
from tumen.ledger.view import MemoryView
from tumen.packs import SHIPPED, load_pack
from tumen.tracing import Parties, trace


def shipped_view(name: str = SHIPPED) -> MemoryView:
    """Return the shipped case as a view in memory."""
    pack = load_pack(name)
    return MemoryView(parse_table(pack.claims_csv, name="claims.csv").entries, pack, trace)


def check_folder(folder: Path, view: MemoryView) -> list[tuple[str, Verdict]]:
    """Return (document, verdict) for each gold claim of the folder's JSON Lines files, in order."""
    parties = Parties.of(view.pack)
    found: list[tuple[str, Verdict]] = []
    for path in sorted(folder.glob("*.jsonl")):
        entries, problems = parse_lines(path.read_text(encoding="utf-8"), name=path.name)
        for problem in problems:
            print(problem, file=sys.stderr)
        verdicts = check([entry for _, entry in entries], view, parties=parties)
        found.extend((path.stem, verdict) for verdict in verdicts)
    return found


def plain(doc: str, verdict: Verdict) -> dict[str, object]:
    """Return one verdict in the form of the check's JSON, as far as the scorer reads it."""
    return {
        "claim": claim_line(verdict.entry, doc),
        "verdict": str(verdict.kind),
        "severity": str(verdict.severity),
        "because": verdict.because,
        "confidence": verdict.confidence,
        "wording": verdict.wording,
        "evidence": [
            {"id": shown.entry.id, "origin": shown.origin, "figure": shown.figure, "role": str(shown.role)}
            for shown in verdict.evidence
        ],
        "notes": [{"note": str(note.note), "because": note.because} for note in verdict.notes],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds DOC.jsonl, as corpus/verdicts/dev does")
    parser.add_argument("--pack", default=SHIPPED)
    options = parser.parse_args()
    checked = check_folder(options.folder, shipped_view(options.pack))
    json.dump([plain(doc, verdict) for doc, verdict in checked], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
