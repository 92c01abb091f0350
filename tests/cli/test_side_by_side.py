"""Many documents at once: in their order, by several processes where there are processors, and nothing lost."""

from __future__ import annotations

import os
import pickle
import sys
import time
from pathlib import Path

import pytest

from tumen.cli import side_by_side as module
from tumen.cli.side_by_side import side_by_side
from tumen.errors import TumenError, UnreadableDocument

HERE = os.getpid()
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes part on Linux alone")


@pytest.fixture(autouse=True)
def _three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_processors", lambda: 3)


def test_what_is_made_of_each_comes_in_their_order() -> None:
    assert list(side_by_side(lambda number: number * number, range(20))) == [number * number for number in range(20)]


def test_the_first_is_done_here_and_the_rest_elsewhere() -> None:
    found = list(side_by_side(lambda _: os.getpid(), range(8)))
    assert found[0] == HERE
    assert HERE not in found[1:]


def test_few_are_done_here() -> None:
    assert set(side_by_side(lambda _: os.getpid(), range(3))) == {HERE}


def test_what_a_dead_process_had_in_hand_is_done_here() -> None:
    def work(number: int) -> int:
        if number == 5 and os.getpid() != HERE:
            os._exit(1)
        return number

    assert list(side_by_side(work, range(12))) == list(range(12))


def test_an_error_is_told_as_it_is() -> None:
    def work(number: int) -> int:
        if number == 5:
            raise TumenError("five.md", "cannot be read", "Leave it out")
        return number

    with pytest.raises(TumenError, match=r"five\.md: cannot be read\. Leave it out"):
        list(side_by_side(work, range(12)))


def test_an_error_keeps_its_parts_on_the_way_from_another_process() -> None:
    told = pickle.loads(pickle.dumps(UnreadableDocument("five.md", "is empty", "Leave it out")))
    assert (type(told), told.place, told.reason, told.advice) == (
        UnreadableDocument,
        "five.md",
        "is empty",
        "Leave it out",
    )


def test_after_an_error_what_waits_is_left_undone(tmp_path: Path) -> None:
    def work(number: int) -> int:
        if number == 1:
            raise TumenError("one.md", "cannot be read")
        time.sleep(0.05)
        (tmp_path / str(number)).touch()
        return number

    with pytest.raises(TumenError):
        list(side_by_side(work, range(40)))
    assert len(list(tmp_path.iterdir())) < 20


def test_a_machine_that_lets_no_processes_part_does_all_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr(module, "ProcessPoolExecutor", refused)
    assert set(side_by_side(lambda _: os.getpid(), range(8))) == {HERE}
