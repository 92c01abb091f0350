"""A claim that a person joined or parted is so for every day that is asked, and from the day both were known."""

from __future__ import annotations

import csv
import io

from tests.fakes import Terminal

FLOW = "KP>RU:containers/cumulative/container/done"


def distinct(tumen: Terminal, *asked: str) -> int:
    shown = tumen.done("estimate", FLOW, *asked, "--format", "csv", "--case", "case")
    return int(next(csv.DictReader(io.StringIO(shown)))["distinct_claims"])


def test_a_join_holds_for_every_day_and_parting_undoes_it(tumen: Terminal) -> None:
    tumen.done("demo", "case")
    days = [("--as-of", day) for day in ("2024-12-31", "2025-07-31", "2026-06-30")]
    before = [distinct(tumen, *day) for day in days]
    early = distinct(tumen, "--known-at", "2024-12-31")
    reason = ("--reason", "both tell of one briefing", "--case", "case")
    tumen.done("link", "con147", "con130", *reason)
    assert [distinct(tumen, *day) for day in days] == [count - 1 for count in before]
    # One of the two was published later: at that time there was nothing to join.
    assert distinct(tumen, "--known-at", "2024-12-31") == early
    tumen.done("unlink", "con147", "con130", *reason)
    assert [distinct(tumen, *day) for day in days] == before
