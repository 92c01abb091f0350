"""From a path, an address or standard input to a `Capture`.

Takes names; gives bytes with where and when. Refuses addresses that are not public, and what is too large or too slow.
"""
