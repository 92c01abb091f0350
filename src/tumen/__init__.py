"""Tumen: who really said it, how much it was, and what an article makes of it.

>>> import tumen
>>> claim = tumen.Claim(kind="transfer", actor="KP", counterpart="RU", item="shells", stage="done")
>>> claim.family
'munition'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tumen.case import Case, open_case, shipped_case
    from tumen.checking import check
    from tumen.codebook.case_pack import CasePack
    from tumen.codebook.claim import Claim
    from tumen.codebook.document import Capture, Document, Passage
    from tumen.codebook.entry import Entry, Report
    from tumen.codebook.estimate import Estimate
    from tumen.codebook.exchange import Exchange, Question
    from tumen.codebook.flow import Flow
    from tumen.codebook.source import Origin, Source
    from tumen.codebook.verdict import Verdict
    from tumen.errors import TumenError
    from tumen.extracting import extract
    from tumen.packs import load_pack
    from tumen.reading import read
    from tumen.reconciling import reconcile
    from tumen.tracing import trace

_HOMES = {
    "Capture": "codebook.document",
    "Case": "case",
    "CasePack": "codebook.case_pack",
    "Claim": "codebook.claim",
    "Document": "codebook.document",
    "Entry": "codebook.entry",
    "Estimate": "codebook.estimate",
    "Exchange": "codebook.exchange",
    "Flow": "codebook.flow",
    "Origin": "codebook.source",
    "Passage": "codebook.document",
    "Question": "codebook.exchange",
    "Report": "codebook.entry",
    "Source": "codebook.source",
    "TumenError": "errors",
    "Verdict": "codebook.verdict",
    "check": "checking",
    "extract": "extracting",
    "load_pack": "packs",
    "open_case": "case",
    "read": "reading",
    "reconcile": "reconciling",
    "shipped_case": "case",
    "trace": "tracing",
}

__all__ = [
    "Capture",
    "Case",
    "CasePack",
    "Claim",
    "Document",
    "Entry",
    "Estimate",
    "Exchange",
    "Flow",
    "Origin",
    "Passage",
    "Question",
    "Report",
    "Source",
    "TumenError",
    "Verdict",
    "check",
    "extract",
    "load_pack",
    "open_case",
    "read",
    "reconcile",
    "shipped_case",
    "trace",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a name may be of any type)
    """Import a public name when it is first asked for, so that `import tumen` stays light."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'tumen' has no attribute {name!r}")
    return getattr(importlib.import_module(f"tumen.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
