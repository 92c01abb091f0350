"""How many threads the arithmetic of the command line may take."""

from __future__ import annotations

import os
import sys

import pytest

from tumen.cli.door import main


@pytest.mark.parametrize(("told", "taken"), [(None, "1"), ("4", "4")])
def test_one_thread_unless_the_environment_says_otherwise(
    told: str | None, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", told or "")
    if told is None:
        monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.setattr(sys, "argv", ["tumen", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert os.environ["OMP_NUM_THREADS"] == taken
