"""A terminal in an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import Terminal


@pytest.fixture
def tumen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    return Terminal(monkeypatch, tmp_path)
