"""The report of a check, and charts: for a terminal, a browser, a text editor and other programs.

Takes verdicts and what they rest on as values; gives texts. Nothing here reads a clock or a network, and `write` alone
touches a disk.
"""
