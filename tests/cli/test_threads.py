"""How many threads the arithmetic of the command line may take."""

from __future__ import annotations

import os
import sys

import pytest

from tumen.cli.door import main


@pytest.mark.parametrize(("told", "taken"), [(None, "2"), ("1", "1")])
def test_as_many_threads_as_processors_unless_the_environment_says_otherwise(
    told: str | None, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", told or "")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    if told is None:
        monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.setattr(sys, "argv", ["tumen", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert os.environ["OMP_NUM_THREADS"] == taken
