"""From bytes to characters: byte order marks, what the document declares, then what fits best."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from tumen.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,40})""")
_SAMPLE = 200_000  # bytes that are enough to tell an encoding by


def decode(content: bytes, *, name: str) -> str:
    r"""Return the text that the bytes hold, line ends as ``\n``.

    A text that is UTF-8 but for a few broken bytes keeps a replacement character for each.

    Raises:
        UnreadableDocument: the bytes are no text.
    """
    text = _decoded(content, name)
    if text.count("\x00") > len(text) // 1000:
        raise UnreadableDocument(name, "is binary, not text", "Give a text, Markdown, HTML, PDF, DOCX or feed file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(content[:2048])
    if declared is not None:
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return _guessed(content, name)


def _guessed(content: bytes, name: str) -> str:
    broken = content.decode("utf-8", errors="replace")
    wide = [character for character in broken[:_SAMPLE] if ord(character) > 0x7F]
    lost = wide.count("\ufffd")
    if lost <= 3 * (len(wide) - lost):  # in another encoding hardly any bytes would fit together as UTF-8
        return broken
    if content[:_SAMPLE].count(0) > 8:
        raise UnreadableDocument(name, "is binary, not text", "Give a text, Markdown, HTML, PDF, DOCX or feed file")
    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise UnreadableDocument(name, "is in no encoding that could be told", "Save it as UTF-8")
    return content.decode(best.encoding, errors="replace")
