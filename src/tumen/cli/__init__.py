"""The command line: parses a request, calls the case, shows the answer. One module a group of commands.

Takes words; gives texts, files and an exit status (0 done, 1 some input failed or `--fail-on` was met, 2 wrong use).
"""
