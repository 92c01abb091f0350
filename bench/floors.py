"""Hold accuracy to its floors: `python -m bench.floors [--write]`.

Scores extraction on the coded corpus and verdicts on the gold articles, by part of the split, and compares each figure
with `floors.json`. A figure below its floor fails; so does a corpus that is not the one that the floors were set on.
`--write` sets the floors anew, a little below what is reached: a change that lowers one must say why.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from tumen.case import Case, shipped_case
from tumen.case.articles import CheckOptions, check_claims
from tumen.codebook.verdict import Severity, VerdictKind
from tumen.codebook.wire import claim_line, parse_lines
from tumen.measuring.gold import read_coded
from tumen.measuring.score import LEVELS, Score, score_document
from tumen.measuring.split import Part

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.01
CODED = (CORPUS / "dev", CORPUS / "train", CORPUS / "verdicts" / "dev")
CLEAN = {VerdictKind.AGREES, VerdictKind.UNKNOWN, VerdictKind.NOT_CHECKABLE}


def main() -> int:
    """Print each figure beside its floor; returns 1 if one is below."""
    case = shipped_case()
    reached = {**extraction(case), **verdicts(case)}
    digest = corpus_digest()
    if "--write" in sys.argv:
        floors = {name: round(figure - SLACK, 3) for name, figure in reached.items()}
        FLOORS.write_text(json.dumps({"corpus": digest, "floors": floors}, indent=1) + "\n", encoding="utf-8")
        return 0
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = [] if kept["corpus"] == digest else ["the corpus is not the one that the floors were set on"]
    for name, floor in kept["floors"].items():
        print(f"{name:28s} {reached[name]:.3f}  floor {floor:.3f}")
        if reached[name] < floor:
            failed.append(f"{name} is below its floor")
    print("\n".join(failed) or f"{len(kept['floors'])} figures at or above their floors")
    return 1 if failed else 0


def extraction(case: Case) -> dict[str, float]:
    """Return the F1 of each level on the documents to look at and on those never looked at."""
    found: dict[str, float] = {}
    for part in (Part.LOOK, Part.NEVER):
        score = Score()
        for coded in read_coded(CODED, split=CORPUS / "split.csv", parts=[part]):
            if coded.document.language != "en":
                continue
            entries = case.extractor.extract(coded.document).entries
            score_document(score, coded.raw, coded.claims, [claim_line(entry, coded.stem) for entry in entries])
        found.update({f"extraction {level} {part}": score.level(level).f1 for level in LEVELS})
    return found


def verdicts(case: Case) -> dict[str, float]:
    """Return the share of gold claims with an accepted verdict, and of clean ones that raise no false alarm."""
    found: dict[str, float] = {}
    for folder in ("dev", "own"):
        right = quiet = clean = total = 0
        for path in sorted((CORPUS / "verdicts" / folder).glob("*.jsonl")):
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            coded, _ = parse_lines(path.read_text(encoding="utf-8"), name=path.name)
            (article,) = check_claims(case, coded, options=CheckOptions())
            told = {quote_of(verdict.entry.report.passage): verdict for verdict in article.verdicts}
            for line in (line for line in lines if not line.get("optional")):
                verdict = told[line["quote"]]
                accepted = {line["verdict"], *line.get("accept", [])}
                total += 1
                right += verdict.kind in accepted
                if line["verdict"] in CLEAN:
                    clean += 1
                    fault = verdict.severity is Severity.FAULT and verdict.kind not in accepted
                    quiet += not fault
        found[f"verdicts right {folder}"] = right / total
        found[f"verdicts quiet {folder}"] = quiet / clean
    return found


def quote_of(passage: object) -> str:
    """Return the words of a passage."""
    return str(getattr(passage, "quote", ""))


def corpus_digest() -> str:
    """Return the hash of all coded documents that the floors rest on."""
    digest = hashlib.sha256()
    for folder in (*CODED, CORPUS / "verdicts" / "own"):
        for path in sorted(folder.glob("*.jsonl")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
