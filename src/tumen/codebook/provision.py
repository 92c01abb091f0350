"""One paragraph of one rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What a paragraph binds, in whose words it is told, and how well it was verified.

    ``limit`` is an amount of ``unit`` per ``per`` (None: no cap, an outright ban or duty); ``ends`` None: in force.
    """

    id: str
    instrument: str
    paragraph: str
    binds: tuple[str, ...]
    items: tuple[str, ...]
    paraphrase: str
    begins: date | None = None
    ends: date | None = None
    act: str | None = None
    limit: float | None = None
    unit: str | None = None
    per: str | None = None
    exemptions: tuple[str, ...] = ()
    fit: str = "direct"
    verified: str = "no"
    url: str | None = None
    note: str | None = None
