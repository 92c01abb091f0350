"""The ledger: commands become events, events become a view; nothing is ever forgotten.

Takes commands and events; gives views. Pure: it never opens a file or asks for the time; stores keep what it decides.
"""
