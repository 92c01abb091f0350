"""Checking takes an article's coded claims and a view of the ledger, and gives one verdict a claim with reason and
evidence.

It lays out and does not rule who is right; no verdict rests on the words of a paraphrase or a note.
"""

from tumen.checking.candidates import Candidates, find_candidates
from tumen.checking.check import check, compare
from tumen.checking.verdicts import ORDER

__all__ = ["ORDER", "Candidates", "check", "compare", "find_candidates"]
