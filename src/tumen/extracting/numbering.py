"""Numbers that count nothing: dates, years, clock times, ages, lengths of time, calibres, types, articles and pages."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, cast

from tumen.extracting.expressions import Expression
from tumen.extracting.numerals import CODES, NUMBER
from tumen.extracting.wordlists import yaml_list

MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_DURATION_NOUN = (
    r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|year|yr|decade|centur(?=y|ies)|season|winter"
    r"|summer|spring|autumn)(?:s|y|ies)?\b(?!-month| dollars|(?<=\sday)-old\b)"
)
_DURATION_QUALITY = (
    r"(?:full|whole|entire|long|straight|consecutive|more|calendar|working|bitter|short|further|additional|odd|or so"
    r"|odd|solid"
    r"|free|business|financial|fiscal|winter|summer|warm|cold|hard)"
)
_NUMBERED = (
    r"(?:[Rr]esolutions?|(?:Sub)?[Pp]aragraphs?|[Pp]aras?\.?|[Aa]rticles?|[Ss]ections?|[Cc]hapters?|[Pp]ages?|pp?\."
    r"|[Aa]nnex(?:es)?|[Rr]ecitals?|[Ff]ootnotes?|\b[Nn]o\.|\bNos\.|№|#|[Ff]ig(?:ure|\.)|[Tt]able|[Ii]ssue|[Tt]rack"
    r"|[Ee]pisode"
    r"|[Rr]ule|[Vv]ersion|[Ss]tandard|[Ll]evel|[Ss]ize|[Cc]hannel|[Gg]rade|[Rr]oom|[Pp]latform|[Ll]ot [Nn]o\.?"
    r"|[Hh]ull|[Pp]ost)"
)
_PRONOUN_ONE = (
    r"\b(?:no|every|any|each|this|the|which|another|only|loved|some|little|last|next|first|old|new|big|small"
    r"|good|bad"
    r"|right|wrong|(?<!every )second|former|latter)[\s-]+one\b(?!\s+(?:hundred|thousand|million)|-point)"
    r"|(?<!not )\bone\s+(?:another|day|by|thing|time|side|hand|way|evening|morning|night|afternoon|can|could|may|might"
    r"|must|should|would"
    r"|(?:has|had)\s+to|is|reads?|sees?|thinks?|knows?|wonders?|asks?)\b|\bone-(?:way|off|time|sided|party|man|eyed|day"
    r"|to-one|on-one)\b"
    r"|\bone's\b|\boneself\b|\bone and all\b|\bone or other\b|\bone of (?:the )?(?:the|a|an|my|us)\s+\w+est\b"
)
_MARKS: Final = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:[-–/]|to|and|or)\s*\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH}"
    r"(?:,?\s+(?:of\s+)?\d{4})?(?!\w)",
    rf"\b{MONTH}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:[-–]|to|and|or)\s*\d{{1,2}}(?:st|nd|rd|th)?)?"
    r"(?:,?\s+\d{4})?(?![\d,.]*\d|\w)",
    rf"\b{MONTH},?\s+(?:of\s+)?(?:\d{{4}}|['’]\d\d)\b",
    r"\b(?:18|19|20)\d\d\s*[-–/]\s*(?:(?:18|19|20)\d\d|\d\d)\b",
    r"\b\d{4}-\d\d(?:-\d\d)?\b",
    r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b",
    r"['’]\d\d\b",
    r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
    r"\b\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?\s?m\b\.?|o['’]clock|hrs\b|GMT|UTC|KST|MSK)",
    r"^\s*(?:\*\*)?\d{1,2}[.:h]\d{2}(?:\*\*|\s*[-–—:|]|\s(?=[A-Z]))",
    r"^\s*(?:[-*>]\s+)?\(?\d{1,3}[.)]\s",
    r"\[\d{1,3}\]",
    r"^\s*\(\d{1,3}\)",
    r"\b(?:https?://|www\.)\S+",
    r"\+?\d{2,4}[- ]\d{3,4}[- ]\d{4}\b",
    r"\b\d+(?:[.,]\d+)?\s?[-–]?\s?(?:mm|㎜|millimet(?:re|er)s?|calib(?:re|er)|cal)\b(?:\s+(?:and|or|,)\s+\d+\s?-?(?:mm"
    r"|㎜)\b)?",
    r"\b\d+(?:[.,]\d+)?(?=(?:-|-? and |-? or |/|-?, )\d+(?:[.,]\d+)?[\s-]?(?:mm|㎜|millimet))",
    r"\b\d+-(?:foot|inch|seat|seater|point|bit|page|metre-tall|man|member|nation|country|state|party|storey|story)\b",
    r"\b(?:aged?|turned)\s+(?:about\s+|around\s+)?(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty)(?:-[a-z]+)?"
    r"|[a-z]+teen)\b"
    r"(?:\s+(?:to|and|or)\s+\d{1,3}\b)?",
    r"\b[\w-]+[- ]years?[- ]olds?\b|\b[\w-]+ years of age\b",
    r"(?<=\w, )\d{2}(?=, [a-z])",
    r"-?\d+(?:[.,]\d+)?\s?(?:°|degrees?\b|º)\s?[CFNESW]?",
    rf"(?<![A-Za-z])(?!thousand-|(?:{'|'.join(CODES)})\d)[A-Za-z]+-?\d+[A-Za-z]?\b(?:/\d+)?(?<!-\d\d\d\d)(?<=\w)(?<![\s(]\d)",
    r"\b(?:24/7|9/11|50[-/]50|7/7)\b",
    r"\b38 North\b|\bGroup of (?:Seven|Eight|Twenty|\d+)\b|\bFive Eyes\b",
    r"\b(?:vote[sd]?|won|lost|beat|drew)\s+(?:by\s+)?\d{1,3}\s?[-–]\s?\d{1,3}\b",
    rf"{_NUMBERED}\s+(?:no\.?\s*|number\s+)?\(?\d+[a-z]?\)?(?:\(\w+\))?(?:(?:,\s+|,?\s+and\s+|\s+or\s+|\s+to\s+|[-–])"
    r"\(?\d{1,4}\)?(?![\d,.]*\d|\w| (?:tonnes|tons|barrels|containers|soldiers|troops|men|percent|per)))*",
)
_BARE_YEAR = re.compile(r"(?<![\w.,/$€£-])(?:1[89]|20)\d\d(?:s\b)?(?![\w,.]?\d)(?!\w|\s?%|\s+per\s?cent)")
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|of|by|until|till|before|after|from|during|for|early|late|mid|end|spring|summer|autumn|fall"
    rf"|winter|year"
    rf"|the|this|through|throughout|to|and|or|around|between|quarter|half|over|than|with|[A-Z]?1H|[HQ][1-4])|{MONTH}"
    rf"|[,(/–—-])\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"\s+(?:[a-z]+-?[a-z]*\s+){0,2}(?:soldiers|troops|men|people|persons|workers|labourers|laborers|containers|boxes"
    r"|rounds|shells|tonnes"
    r"|tons|barrels|dollars|euros|roubles|rubles|rockets|missiles|drones|vehicles|tourists|visitors|students|dead"
    r"|wounded"
    r"|sappers|engineers|builders|families|names|units|pieces|others|more|km|kilometres|wagons|of (?:them|these"
    r"|those))\b"
)
_HEDGE_JUST_BEFORE = re.compile(
    r"\b(?:about|some|roughly|nearly|almost|approximately|least|most|as|than|exceeding|to|exactly|of up to|fewer"
    r"|estimated)\s*$",
    re.IGNORECASE,
)


@cache
def _expressions() -> tuple[Expression, ...]:
    """All marks in one, lengths of time, "one" that counts nobody, and named types, which need the lists."""
    types = "|".join(re.escape(name) for name in cast("list[str]", yaml_list("units.yaml")["types"]))
    durations = (
        rf"(?:{NUMBER}|\bseveral|\ba few|\bhalf (?:an?|the)|\bdozens of|\bhundreds of)(?:\s*(?:to|or|-|–"
        rf"|and)\s*{NUMBER})?"
        rf"(?:-odd|\s+and\s+a\s+half)?(?:[\s-]+{_DURATION_QUALITY}){{0,2}}[\s-]+{_DURATION_NOUN}"
    )
    return (
        Expression("|".join(f"(?:{mark})" for mark in _MARKS), flags=re.MULTILINE),
        Expression(durations, needs=_DURATION_NOUN),
        Expression(_PRONOUN_ONE, needs="one"),
        Expression(
            rf"\b(?:{types})\s+\d{{1,4}}[A-Z]?\b(?![,.]?\d| (?:soldiers|troops|men|workers|thousand|million|billion"
            r"|euros|dollars|tonnes|tons)\b)",
            flags=re.NOFLAG,
        ),
    )


def find_numbering(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of the text whose digits or number words count nothing, in order; they may overlap.

    >>> text = "Resolution 2397 of December 2017 binds 152 mm guns"
    >>> [text[a:b] for a, b in find_numbering(text)]
    ['Resolution 2397', 'December 2017', '2017', '152 mm']
    """
    spans = [match.span() for expression in _expressions() for match in expression.finditer(text)]
    spans += [match.span() for match in _BARE_YEAR.finditer(text) if _is_year(text, match)]
    return tuple(sorted(spans))


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Tell a year from a count of the same size: "in 2024" from "some 2000 men"."""
    before = text[max(0, match.start() - 24) : match.start()]
    counted = _COUNTED_AFTER.match(text, match.end()) is not None
    if _HEDGE_JUST_BEFORE.search(before) and not before.rstrip().endswith(" to"):
        return not counted and before.rstrip().endswith(("about", "as"))
    if _YEAR_BEFORE.search(before):
        return not (counted and not before.rstrip().lower().endswith(("in", "since", "of", "the", "by", "until")))
    return not counted
