"""A report is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tumen.publishing.writing import write


def test_a_text_is_written_with_the_folders_on_its_way(tmp_path: Path) -> None:
    path = write(tmp_path / "a" / "b.html", "5,000 снарядов\r\n")
    assert path.read_bytes().decode() == "5,000 снарядов\r\n"
    assert [file.name for file in path.parent.iterdir()] == ["b.html"]


def test_writing_again_replaces_the_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = write(tmp_path / "r.json", "[]")
    path.chmod(0o600)
    write(path, "[1]")
    assert path.read_text() == "[1]"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_of_that_name_is_no_file_to_replace(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    with pytest.raises(OSError, match="r"):
        write(tmp_path / "r", "x")
    assert [file.name for file in tmp_path.iterdir()] == ["r"]
