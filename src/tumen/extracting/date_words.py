"""Words and patterns of dates."""

from __future__ import annotations

MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)


YEAR = r"(?P<year>(?:19|20)\d\d)"


REF = (
    r"(?P<ref>(?:last|this|next)\s+year|the\s+(?:current|same|previous|following|preceding|past|coming)\s+year"
    r"|that\s+(?:same\s+)?year"
    r"|the\s+year(?:\s+before)?(?!\s+(?:20|19))|['’]\d\d)"
)


OF_YEAR = rf"(?:\s*,?\s*(?:of\s+|in\s+)?(?:{YEAR}(?![\d,.]*\d)|{REF}))"


PART = (
    r"(?P<part>early|mid|late|the\s+(?:very\s+)?(?:beginning|start|middle|end|close|turn)\s+of|(?:beginning|start"
    r"|middle|end)\s+of|the\s+(?:first|second)\s+half\s+of"
    r"|first\s+half\s+of|second\s+half\s+of|the\s+last\s+days\s+of|the\s+first\s+days\s+of|over|throughout|all\s+of)"
)


TURN = r"(?P<turn>last|this|next|past|previous|the\s+previous|the\s+following|that|the\s+same|the\s+coming|coming|the)"


ORDINAL = "first|second|third|fourth|last|final|closing|opening|1st|2nd|3rd|4th"


UNITS = r"(?P<unit>days?|weeks?|fortnight|months?|years?)"
