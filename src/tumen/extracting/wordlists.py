"""The extractor's own lists: files that ship with the package, read once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, cast

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # seven times as fast where it is there

TITLES: Final = frozenset(
    [
        "President",
        "Minister",
        "Secretary",
        "Chancellor",
        "Premier",
        "General",
        "Mr",
        "Mrs",
        "Ms",
        "Mr.",
        "Dr",
        "Leader",
        "Comrade",
        "Marshal",
        "Ambassador",
        "Chairman",
        "King",
        "Prince",
        "Senator",
        "Defence",
        "Defense",
        "Foreign",
        "Prime",
        "Spokesman",
        "Spokeswoman",
        "Admiral",
        "Colonel",
        "Governor",
        "The",
        "When",
        "While",
        "As",
        "And",
        "But",
        "That",
        "If",
        "For",
        "With",
        "By",
        "In",
        "From",
        "After",
        "Since",
        "Because",
    ]
)
"""Words before a person's name that are no part of it."""


@cache
def read_list(name: str) -> str:
    """Return the text of one of the files under ``extracting/data``."""
    return (files("tumen.extracting") / "data" / name).read_text(encoding="utf-8")


@cache
def yaml_list(name: str) -> Mapping[str, object]:
    """Return a YAML file under ``extracting/data`` as a mapping."""
    return cast("Mapping[str, object]", yaml.load(read_list(name), Loader=_LOADER))  # noqa: S506  (a safe loader)


@cache
def csv_list(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a CSV file under ``extracting/data``; lines that begin with ``#`` are remarks."""
    lines = (line for line in read_list(name).splitlines() if not line.startswith("#"))
    return tuple(csv.DictReader(io.StringIO("\n".join(lines))))
