"""Case packs: what a case needs to know of states, bodies, items, factors, rates, rules and published claims.

Takes a pack's files as text; gives a `CasePack`. Refuses a file whose rows cannot be used, naming file, row and field.
"""

from tumen.packs.parse import parse_pack
from tumen.packs.shipped import SHIPPED, load_pack, pack_names

__all__ = ["SHIPPED", "load_pack", "pack_names", "parse_pack"]
