"""Which coded documents may be learned from, which looked at, and which never."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """What a coded document is for."""

    LEARN = "learn"
    LOOK = "look"
    NEVER = "never"
    """Only totals over this part are ever computed; nobody reads its documents or their errors."""


def part_of(stem: str, listed: Mapping[str, Part] | None = None) -> Part:
    """Return the part of a document: as listed, else by the hash of its name (three in ten never, one to look at).

    >>> part_of("own-001") in Part
    True
    """
    if listed and stem in listed:
        return listed[stem]
    rest = int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 10
    return Part.NEVER if rest < 3 else Part.LOOK if rest == 3 else Part.LEARN


def read_split(content: str) -> dict[str, Part]:
    """Return the parts that a CSV file with the columns ``doc`` and ``part`` lists."""
    return {row["doc"]: Part(row["part"]) for row in csv.DictReader(io.StringIO(content))}
