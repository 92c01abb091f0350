"""Files and folders as captures: what is read, in which order, and what is refused."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from tumen.errors import UnreadableDocument
from tumen.fetching.files import capture_file, capture_standard_input, files_of


def test_a_file_is_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"4,000\xff")
    capture = capture_file(tmp_path / "a.md")
    assert (capture.content, capture.name, capture.url) == (b"4,000\xff", str(tmp_path / "a.md"), None)


def test_a_folder_is_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.html", "a.md", "c.PDF", "sub/d.docx", ".hidden.md", "data.csv", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [path.relative_to(tmp_path).as_posix() for path in files_of(tmp_path)] == [
        "a.md",
        "b.html",
        "c.PDF",
        "sub/d.docx",
    ]


@pytest.mark.parametrize("name", ["missing.md", "x" * 5_000, "sub/missing.md"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    (path,) = files_of(tmp_path / name)
    with pytest.raises(UnreadableDocument, match="Check the path"):
        capture_file(path)


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(UnreadableDocument, match="has 300,000,000 bytes, over"):
        capture_file(tmp_path / "a.txt")


def test_a_name_that_is_no_utf_8_is_told_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("text")
    assert capture_file(path).name.encode("utf-8").endswith("caf\ufffd.txt".encode())


def test_standard_input_is_a_capture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"4,000 containers")))
    capture = capture_standard_input()
    assert (capture.name, capture.content) == ("-", b"4,000 containers")
