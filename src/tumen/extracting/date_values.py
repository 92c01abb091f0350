"""What each expression of a date is worth: the year meant, the month, the day, as EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tumen.codebook.edtf import Edtf
from tumen.extracting.calendar_words import (
    MONTHS,
    month_text,
    shifted,
)

_WHEN_BEFORE = re.compile(
    r"\b(?:in|since|by|of|until|till|from|to|and|or|during|for|after|before|between|through|throughout|late|early|mid"
    r"|last|this|next|every|on|around|about|over"
    r"|through|via|month|previous|following|[12]\d|3[01]|\d)[\s-]+$|[(|,–-]\s*$|^\s*$",
    re.IGNORECASE,
)


_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|may|might|to\s+(?:open|come|arrive|begin|start|follow|go|leave|send|receive|deliver"
    r"|supply|reach|be|end|visit|host|hand|build|run|resume|double|take)"
    r"|expect\w*|plan\w*|due|schedul\w+|set\s+to|prepar\w+|hop(?:e|es|ing)|intend\w*|aim\w*|next|coming|ready"
    r"|going\s+to|about\s+to|promis\w+|pledg\w+|budget\w*|target\w*"
    r"|is\s+to|are\s+to|foreseen|forecast\w*|slated|envisag\w+|propos\w+)\b",
    re.IGNORECASE,
)


_AHEAD_AFTER = re.compile(
    r"\s*,?\s*(?:[\w'’-]+\s+){0,4}?(?:will|would|shall|is\s+to|are\s+to|means?\s+to|plans?\s+to|hopes?\s+to|expects?"
    r"|intends?)\b",
    re.IGNORECASE,
)


_PAST = re.compile(
    r"\b(?:has|have|had|was|were|did|been|sent|came|went|arrived|took|said|told|reported)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a relative time hangs on: the day of publication and the time spoken of before; None where there is none."""

    published: date | None
    antecedent: Edtf | None = None

    @property
    def spoken_of(self) -> date | None:
        """The day from which "that year" and "the following month" count."""
        if self.antecedent is None:
            return self.published
        return self.antecedent.first or self.antecedent.last or self.published


class Unanchored(Exception):
    """The expression needs a day of publication and there is none."""


Worth = Callable[[re.Match[str], Anchor], str]


def looks_ahead(match: re.Match[str]) -> bool:
    """Tell whether the words before an expression speak of what is to come."""
    before = match.string[max(0, match.start() - 90) : match.start()]
    before = re.split(r"[.;:!?]\s", before)[-1]
    if _AHEAD_AFTER.match(match.string, match.end()):
        return True
    signs = [*_AHEAD.finditer(before)]
    return bool(signs) and not _PAST.search(before, signs[-1].end())


def published_on(anchor: Anchor) -> date:
    if anchor.published is None:
        raise Unanchored
    return anchor.published


def day_spoken_of(anchor: Anchor) -> date:
    day = anchor.spoken_of
    if day is None:
        raise Unanchored
    return day


def year_named(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year that the words name, or None where they name none."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    ref = re.sub(r"\s+", " ", (groups.get("ref") or "").lower())
    if not ref:
        return None
    if ref[0] in "'’":
        return 2000 + int(ref[1:])
    if ref.startswith(("that", "the same")):
        return day_spoken_of(anchor).year
    if ref.startswith(("the previous", "the preceding", "the year before")):
        return day_spoken_of(anchor).year - 1
    if ref.startswith("the following"):
        return day_spoken_of(anchor).year + 1
    if ref == "the year":
        # "At the end of the year", told in its first weeks, is the year gone by.
        ended = "end" in (groups.get("part") or "") or "close" in (groups.get("part") or "")
        return published_on(anchor).year - (ended and published_on(anchor).month < 4 and not looks_ahead(match))
    return published_on(anchor).year + {"last": -1, "next": 1, "the past": -1, "the coming": 1}.get(
        ref.removesuffix(" year"), 0
    )


def month_number(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower().rstrip(".")]


def _month_year(match: re.Match[str], anchor: Anchor, month: int) -> int:
    """The year of a month: as told, or the last one before publication, or the next one where the words look ahead."""
    year = year_named(match, anchor)
    if year is not None:
        return year
    published = published_on(anchor)
    turn = re.sub(r"\s+", " ", (match.groupdict().get("turn") or "").lower())
    if turn in ("the previous", "previous"):
        day = day_spoken_of(anchor)
        return day.year - (month >= day.month)
    if turn == "the following":
        day = day_spoken_of(anchor)
        return day.year + (month <= day.month)
    if turn in ("last", "past"):
        return published.year - (month >= published.month)
    if turn in ("next", "coming", "the coming"):
        return published.year + (month <= published.month)
    if turn in ("that", "the same"):
        return day_spoken_of(anchor).year
    if turn == "this":
        return published.year
    if month > published.month:
        return published.year if looks_ahead(match) else published.year - 1
    return published.year + (month < published.month - 1 and _plainly_ahead(match))


def _plainly_ahead(match: re.Match[str]) -> bool:
    """A month gone by this year is next year's only where the words just before say so ("will open by March")."""
    before = match.string[max(0, match.start() - 45) : match.start()]
    return bool(
        re.search(r"\b(?:will|is\s+to|are\s+to|due|plan(?:s|ned)?\s+to|expected|scheduled)\b[^.;,]*$", before)
    ) and looks_ahead(match)


def day_worth(match: re.Match[str], anchor: Anchor) -> str:
    month, day = month_number(match), int(match["day"])
    year = year_named(match, anchor)
    if year is None:
        year = _month_year(match, anchor, month)
        published = published_on(anchor)
        if month == published.month and day > published.day and not looks_ahead(match):
            year = published.year - 1
    first = date(year, month, day).isoformat()
    last = match.groupdict().get("until")
    return first if last is None else f"{first}/{date(year, month, int(last)).isoformat()}"


def ordinal_day_worth(match: re.Match[str], anchor: Anchor) -> str:
    """On the 12th: of this month, or of the last one."""
    published, day = published_on(anchor), int(match["day"])
    month = published if day <= published.day or looks_ahead(match) else shifted(published, -1)
    return date(month.year, month.month, day).isoformat()


def month_worth(match: re.Match[str], anchor: Anchor) -> str:
    word = match["month"]
    bare = not (match.groupdict().get("turn") or match.groupdict().get("part") or match["year"] or match["ref"])
    if bare and (word.rstrip(".") in ("May", "March", "Jan", "Mar", "Dec") or len(word) < 5):
        before = match.string[max(0, match.start() - 14) : match.start()]
        after = match.string[match.end() : match.end() + 12]
        if not _WHEN_BEFORE.search(before) and not re.match(r"\s*[|:]|\s?[-–]\s?[A-Z]", after):
            raise Unanchored
    month = month_number(match)
    return month_text(_month_year(match, anchor, month), month)


def year_worth(match: re.Match[str], anchor: Anchor) -> str:
    year = year_named(match, anchor)
    if year is None:
        raise Unanchored
    part = re.sub(r"\s+", " ", (match.groupdict().get("part") or "").lower())
    for words, months in _YEAR_PARTS:
        if part.endswith(words) or part.removesuffix(" of").endswith(words):
            return (
                "/".join(f"{year:04d}-{month:02d}" for month in months)
                if months[0] != months[1]
                else f"{year:04d}-{months[0]:02d}"
            )
    return f"{year:04d}"


_YEAR_PARTS: Final = (
    ("early", (1, 4)), ("mid", (6, 7)), ("late", (9, 12)), ("beginning", (1, 1)), ("start", (1, 1)),
    ("turn", (1, 1)), ("middle", (6, 7)),
    ("end", (12, 12)), ("close", (12, 12)), ("first half", (1, 6)), ("second half", (7, 12)), ("last days", (12, 12)),
    ("first days", (1, 1)),
)  # fmt: skip


def years_worth(match: re.Match[str], _: Anchor) -> str:
    first = int(match["year"])
    last = int(match["until"])
    last = last if last > 99 else first // 100 * 100 + last
    return f"{first}/{last}"


def numeric_worth(match: re.Match[str], _: Anchor) -> str:
    return date(int(match["year"]), int(match["numeric"]), int(match["day"])).isoformat()
