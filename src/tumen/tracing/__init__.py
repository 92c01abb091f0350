"""Tracing takes the entries of an exchange and the pack, and gives who first vouched for each and what is left of them.

Persons lead to bodies, copies to their original, consolidating reports to what they took over. It refuses to guess: a
figure that nobody is known to have given first has an origin of its own, called unattributed.
"""

from tumen.tracing.copies import changed_fields, original_of
from tumen.tracing.parties import Parties, Party, Relation
from tumen.tracing.rounding import figure_of, same_figure, same_number
from tumen.tracing.trace import origin_of, trace

__all__ = [
    "Parties",
    "Party",
    "Relation",
    "changed_fields",
    "figure_of",
    "origin_of",
    "original_of",
    "same_figure",
    "same_number",
    "trace",
]
