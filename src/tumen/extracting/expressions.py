"""Long patterns, which are compiled and tried only on texts that hold a word that they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property


class Expression:
    """A pattern with ``needs``, a short one for words of which every match holds one (empty: any text is tried)."""

    def __init__(self, pattern: str, *, needs: str = "", flags: re.RegexFlag = re.IGNORECASE) -> None:
        """Hold both; the long one is compiled when it is first tried."""
        self._pattern = pattern
        self._flags = flags
        self._needs = re.compile(needs, re.IGNORECASE)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        r"""Yield the matches in the text, in order.

        >>> [match[0] for match in Expression(r"\d+\s+times", needs="times").finditer("told 3 times")]
        ['3 times']
        """
        if self._needs.search(text) is not None:
            yield from self._compiled.finditer(text)
