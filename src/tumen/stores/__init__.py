"""Where a ledger is kept: one SQLite file of events, and the tables that are projections of them.

Takes events; gives views of the ledger now, or as it stood at a time. Refuses a ledger whose bytes were changed.
"""
