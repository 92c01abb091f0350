"""Every console and Python example of the documentation runs, and shows what the page shows."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
CONSOLE = re.compile(r"```console\n(?P<session>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```pycon\n(?P<session>.*?)```", re.DOTALL)
CHECKER = doctest.OutputChecker()
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def sessions(pattern: re.Pattern[str]) -> list[tuple[Path, str]]:
    found = (
        (page, "\n".join(match["session"] for match in pattern.finditer(page.read_text("utf-8")))) for page in PAGES
    )
    return [(page, session) for page, session in found if session]


def commands(session: str) -> list[tuple[str, str]]:
    """Each `$ command` of a session with the output that the page shows."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        if "<<'END'" in command:  # a file typed in on the page
            typed, _, shown = shown.partition("\nEND\n")
            command = f"{command}\n{typed}\nEND\n"
        found.append((command, shown))
    return found


@pytest.mark.parametrize(("page", "session"), sessions(CONSOLE), ids=lambda value: getattr(value, "stem", ""))
def test_a_console_example_shows_what_the_page_shows(page: Path, session: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "110",
        "TUMEN_BY": "you",
        "NO_COLOR": "1",
    }
    for name in ("corpus",):
        (tmp_path / name).symlink_to(ROOT / name)
    for command, shown in commands(session):
        run = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        printed = run.stdout + run.stderr
        status = int(found[1]) if (found := re.search(r"# exit (\d)$", command)) else 0
        assert run.returncode == status, f"{page.name}: {shlex.quote(command)}\n{printed}"
        assert CHECKER.check_output(shown, printed, FLAGS), (
            f"{page.name}: $ {command}\nshown:\n{shown}\nprinted:\n{printed}"
        )


@pytest.mark.parametrize(("page", "session"), sessions(PYTHON), ids=lambda value: getattr(value, "stem", ""))
def test_a_python_example_shows_what_the_page_shows(
    page: Path, session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(session, {}, page.stem, str(page), 0)
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test, out=report.append)
    assert not failed, "".join(report)
