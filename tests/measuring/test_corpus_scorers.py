"""The scorers that lie beside the corpus: gold scored against itself is whole, and a fault is seen."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[2] / "corpus"


def gold(folder: str) -> Iterator[dict[str, Any]]:
    """The coded claims that may be learned from."""
    with (CORPUS / "split.csv").open(encoding="utf-8") as file:
        learn = {row["doc"] for row in csv.DictReader(file) if row["part"] == "learn"}
    for path in sorted((CORPUS / folder).glob("*.jsonl")):
        if path.stem in learn:
            lines = path.read_text(encoding="utf-8").splitlines()
            yield from (json.loads(line) for line in lines if line.strip())


def score(script: str, *words: str) -> Any:
    run = [sys.executable, str(CORPUS / script), *words, "--part", "learn", "--json"]
    return json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)


def test_gold_claims_against_themselves_are_whole(tmp_path: Path) -> None:
    claims = [claim for folder in ("dev", "train") for claim in gold(folder)]
    predicted = tmp_path / "claims.jsonl"
    predicted.write_text("\n".join(map(json.dumps, claims)))
    told = score("score.py", str(CORPUS / "dev"), str(CORPUS / "train"), str(predicted))
    assert [told[level]["f1"] for level in ("found", "figure", "directed", "whole")] == [1.0] * 4
    assert told["quotes_not_in_text"] == 0
    predicted.write_text("\n".join(json.dumps({**claim, "stage": "possible"}) for claim in claims))
    worse = score("score.py", str(CORPUS / "dev"), str(CORPUS / "train"), str(predicted))
    assert (worse["found"]["f1"], worse["directed"]["f1"] < 0.5) == (1.0, True)


def test_gold_verdicts_against_themselves_are_right(tmp_path: Path) -> None:
    checked = [
        {
            "claim": claim,
            "verdict": claim["verdict"],
            "severity": "look",
            "evidence": [{"id": key} for key in claim.get("rests_on") or []],
        }
        for claim in gold("verdicts/dev")
        if not claim.get("optional")
    ]
    report = tmp_path / "checked.json"
    report.write_text(json.dumps(checked))
    told = score("verdicts/score_verdicts.py", str(CORPUS / "verdicts" / "dev"), str(report))
    assert [told[name]["share"] for name in ("covered", "right", "caught", "evidence")] == [1.0] * 4
    assert told["alarms"]["hit"] == 0
    report.write_text(json.dumps([{**row, "verdict": "unknown", "evidence": []} for row in checked]))
    assert score("verdicts/score_verdicts.py", str(CORPUS / "verdicts" / "dev"), str(report))["caught"]["hit"] == 0
