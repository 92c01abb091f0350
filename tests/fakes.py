"""A plain extractor, and the command line run as a user runs it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.strategies import found_in, shells
from tumen.cli.door import main
from tumen.codebook.case_pack import CasePack
from tumen.codebook.document import Document
from tumen.codebook.entry import Extraction

_FIGURE = re.compile(r"([\d,]+) (containers|rounds)\b")


@dataclass(frozen=True)
class PlainExtractor:
    """Takes "4,000 containers" and "5,000 rounds" as sent from the North to Russia, and nothing else."""

    pack: CasePack
    minimum_confidence: float = 0.0
    name: str = "plain-1"

    def extract(self, document: Document) -> Extraction:
        entries = []
        for found in _FIGURE.finditer(document.text):
            low = float(found[1].replace(",", "") or 0)
            changes = {"item": "containers", "unit": "container"} if found[2] == "containers" else {}
            entries.append(found_in(document, found[0], shells(low, **changes), coder=self.name))
        return Extraction(document=document.id, entries=tuple({entry.id: entry for entry in entries}.values()))


class Terminal:
    """Runs `tumen` in a folder: exit status, standard output and standard error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._monkeypatch = monkeypatch
        self.folder = folder
        monkeypatch.chdir(folder)
        monkeypatch.setenv("TUMEN_BY", "kim")
        monkeypatch.setattr("tumen.extracting.OfflineExtractor", PlainExtractor)

    def __call__(self, *words: str, typed: bytes = b"") -> Result:
        self._monkeypatch.setattr(sys, "argv", ["tumen", *words])
        return CliRunner().invoke(click.Command("tumen", callback=main), [], input=typed)

    def done(self, *words: str, typed: bytes = b"") -> str:
        """Run it, see that it ended well, and give what it printed."""
        result = self(*words, typed=typed)
        assert result.exit_code == 0, result.output
        return result.stdout
