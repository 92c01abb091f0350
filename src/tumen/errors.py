"""The errors of Tumen: a small family, each with the place, the reason and the next step."""

from __future__ import annotations


class TumenError(Exception):
    """Say what failed (place), why (reason) and what to do next (advice, may be empty)."""

    def __init__(self, place: str, reason: str, advice: str = "") -> None:
        """Keep the three parts; the message joins them as ``place: reason. advice``."""
        self.place = place
        self.reason = reason
        self.advice = advice
        super().__init__(f"{place}: {reason}" + (f". {advice}" if advice else ""))

    def __reduce__(self) -> tuple[type[TumenError], tuple[str, str, str]]:
        """Return how it is made anew, so that it can be told by another process."""
        return type(self), (self.place, self.reason, self.advice)


class UnreadableDocument(TumenError):
    """A file, stream or page from which no text can be had."""


class RefusedAddress(TumenError):
    """An address that is not fetched: not http(s), private, too large, too slow, or gone."""


class InvalidClaim(TumenError):
    """A claim with a field that the codebook does not allow; ``place`` names the field."""


class InvalidDate(InvalidClaim):
    """A text that is no EDTF date or interval of the codebook."""


class InvalidPack(TumenError):
    """A case pack with a file, row or field that cannot be used."""


class UnknownName(TumenError):
    """A flow, entry, origin or case that is not on record, or a name that fits several."""


class RefusedCommand(TumenError):
    """A change of the ledger that its rules do not allow."""


class BrokenLedger(TumenError):
    """A ledger whose events do not follow from one another: a byte was changed, or a file is damaged."""


class MissingExtra(TumenError):
    """A part of Tumen that was not installed."""


class WrongUse(TumenError):
    """A command or option used in a way that has no meaning."""
