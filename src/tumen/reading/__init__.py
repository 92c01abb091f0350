"""From bytes to a text with blocks: plain text, Markdown, HTML, PDF, DOCX, RSS and Atom.

Takes a `Capture`, gives a `Document` (several for a feed); a broken one is a `Problem`, the others are read.
Refuses what has no text, is binary, too large or hostile, with the file's name and the reason.
"""

from tumen.reading.read import read, read_all, read_feed

__all__ = ["read", "read_all", "read_feed"]
