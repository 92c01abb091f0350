"""A case: where the rooms meet a disk. Doors and notebooks use nothing else.

Takes a folder or a pack's name; gives a `Case` to ask and to change. Refuses to change the shipped case.
"""

from tumen.case.case import CAPTURES_FOLDER, LEDGER_FILE, Case, as_known_at, new_case, open_case, shipped_case

__all__ = ["CAPTURES_FOLDER", "LEDGER_FILE", "Case", "as_known_at", "new_case", "open_case", "shipped_case"]
