"""Train the extractor's models from coded documents and write the files that ship.

usage: python -m bench.extraction.train [--corpus FOLDER …] [--split SPLIT.csv]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tumen.measuring.aligning import align
from tumen.measuring.gold import read_coded
from tumen.measuring.split import Part
from tumen.measuring.training import model_files, train
from tumen.packs import load_pack

WEIGHTS = Path(__file__).parents[2] / "src" / "tumen" / "extracting" / "data" / "weights"


def main() -> None:
    """Train on the part ``learn`` and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", default=[Path("corpus/own")])
    parser.add_argument("--split", type=Path)
    options = parser.parse_args()
    pack = load_pack()
    coded = list(read_coded(options.corpus, split=options.split, parts=[Part.LEARN]))
    aligned = [align(each, pack) for each in coded if each.document.language == "en"]
    WEIGHTS.mkdir(exist_ok=True)
    for name, text in model_files(train(aligned)).items():
        (WEIGHTS / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{len(aligned)} documents, {sum(len(each.coded.claims) for each in aligned)} claims: {WEIGHTS}")


if __name__ == "__main__":
    main()
