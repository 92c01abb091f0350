"""What checks and estimates need of a case: its pack, its extractor, its ledger, and views of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

from tumen.codebook.case_pack import CasePack
from tumen.codebook.entry import Extractor
from tumen.codebook.settlement import Settlement
from tumen.codebook.view import View
from tumen.ledger.decide import Command
from tumen.ledger.events import Event
from tumen.stores.sqlite import SqliteLedger
from tumen.tracing import Parties


class Keeping(Protocol):
    """A case as the functions beside it see it."""

    pack: CasePack
    folder: Path | None

    @property
    def extractor(self) -> Extractor:
        """The extractor."""

    @property
    def parties(self) -> Parties:
        """The pack's bodies and persons, read once."""

    @property
    def ledger(self) -> SqliteLedger:
        """The ledger; a shipped case has none and raises."""

    def view(self, *, recorded_by: datetime | None = None, with_suggested: bool = False) -> View:
        """Return the ledger now, or as it stood at a time."""

    def settlements(self, *, recorded_by: datetime | None = None) -> tuple[Settlement, ...]:
        """Return the values that all sides accept, now or as recorded by a time."""

    def dismissals(self) -> dict[tuple[str, str], str]:
        """Return the reasons for which verdicts were set aside."""

    def do(self, command: Command, *, by: str, reason: str = "", at: datetime | None = None) -> tuple[Event, ...]:
        """Carry a command out."""
