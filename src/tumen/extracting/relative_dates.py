"""What expressions that hang on publication are worth: last week, two years ago, in the coming months."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tumen.extracting.calendar_words import (
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    month_of,
    month_text,
    season_around,
    shifted,
    weekday_after,
    weekday_before,
)
from tumen.extracting.date_values import (
    Anchor,
    Unanchored,
    day_spoken_of,
    looks_ahead,
    month_number,
    published_on,
    year_named,
)
from tumen.extracting.numerals import value_of


def stretch_worth(match: re.Match[str], anchor: Anchor) -> str:
    """The first half, the third quarter, the first nine months of a year."""
    year = year_named(match, anchor)
    if (
        year is None
        and match["which"].lower() == "last"
        and match.groupdict().get("unit")
        and not match[0].lower().startswith("the")
    ):
        return _unit_around(published_on(anchor), match["unit"].lower(), -1)
    if year is None:
        year = published_on(anchor).year
        begun = {"half": 6, "quarter": 3}.get((match.groupdict().get("unit") or "").lower(), 1)
        which = ORDINALS.get((match["which"] or "").lower(), 1) or 12 // begun
        if (which - 1) * begun + 1 > published_on(anchor).month and not looks_ahead(match):
            year -= 1
    which = ORDINALS.get((match["which"] or "").lower(), 1)
    count = match.groupdict().get("count")
    if count:
        months = int(value_of(count))
        first, last = (1, months) if which else (13 - months, 12)
    else:
        length = 6 if match["unit"].lower() == "half" else 3
        which = which or 12 // length
        first, last = (which - 1) * length + 1, which * length
    if not 1 <= first <= last <= 12:
        raise Unanchored
    return f"{year:04d}-{first:02d}" + (f"/{year:04d}-{last:02d}" if last > first else "")


def code_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Q3 2024, H1, 9M 2024."""
    told, published = year_named(match, anchor), anchor.published or date(1, 12, 31)
    year = told or published_on(anchor).year
    begun = int(match["quarter"] or 1) * 3 - 2 if match["quarter"] else int(match["half"] or 1) * 6 - 5
    if told is None and begun > published.month:
        year -= 1
    if match["months"]:
        return f"{year:04d}-01/{year:04d}-{int(match['months']):02d}"
    length = 3 if (match["quarter"] or "") else 6
    which = int(match["quarter"] or match["half"])
    return f"{year:04d}-{(which - 1) * length + 1:02d}/{year:04d}-{which * length:02d}"


def season_worth(match: re.Match[str], anchor: Anchor) -> str:
    season = SEASONS[match["season"].lower()]
    year = year_named(match, anchor)
    if year is not None:
        return f"{year:04d}-{season}"
    turn = (match["turn"] or "").lower()
    if turn in ("that", "the same", "the following", "the previous") and anchor.antecedent is not None:
        day = day_spoken_of(anchor)
        return season_around(season, day, 1 if turn != "the previous" else -1)
    published = published_on(anchor)
    if turn in ("last", "past", "previous"):
        # In July "last summer" is that of the year before.
        before = shifted(published, -3) if _within(season, published) else published
        return season_around(season, before, -1)
    if turn in ("next", "coming", "the coming"):
        return season_around(season, published, 1)
    if turn == "this":
        return f"{published.year - (season == 24 and published.month < 3):04d}-{season}"
    if _within(season, published):
        return season_around(season, published, -1)
    return season_around(season, published, 1 if looks_ahead(match) else -1)


def _within(season: int, day: date) -> bool:
    """Whether the day lies in such a season."""
    first = {21: 3, 22: 6, 23: 9, 24: 12}[season]
    return (day.month - first) % 12 < 3


def turned_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Last week, this month, next year, the following month."""
    turn, unit = re.sub(r"\s+", " ", match["which"].lower()), match["unit"].lower()
    by_antecedent = turn in ("that", "that same", "the same", "the following", "the previous", "the preceding")
    day = day_spoken_of(anchor) if by_antecedent else published_on(anchor)
    backwards = ("last", "past", "the previous", "previous", "the preceding", "the past")
    forwards = ("next", "coming", "the coming", "the following", "the next")
    step = -1 if turn in backwards else 1 if turn in forwards else 0
    return _unit_around(day, unit, step)


def _unit_around(day: date, unit: str, step: int) -> str:
    match unit:
        case "week" | "weekend" | "fortnight":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        case "month":
            return month_of(shifted(day, step))
        case "quarter":
            first = (day.month - 1) // 3 * 3 + 1 + 3 * step
            return f"{month_text(day.year, first)}/{month_text(day.year, first + 2)}"
        case "year":
            return f"{day.year + step:04d}"
        case _:
            return (day + timedelta(days=step)).isoformat()


def spell_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Over the past three months, in recent weeks, in the coming days."""
    day, unit = published_on(anchor), match["unit"].lower().removesuffix("s")
    count = match.groupdict().get("count")
    vague = count is None or count.lower() in ("several", "few") or count.lower().startswith("couple")
    number = 3 if vague or count is None else int(value_of(count))
    number = 1 if vague and not match["unit"].lower().endswith("s") else number
    if number > 600:
        raise Unanchored
    if re.match(r"(?:the\s+)?(?:coming|next|following)", match["which"], re.IGNORECASE):
        return f"{month_of(day)}/.."
    months = {"month": number, "year": 12 * number, "week": max(1, number // 4), "day": 0}[unit]
    first = shifted(day, -months) if unit != "day" else day - timedelta(days=number)
    return f"{month_of(first)}/{month_of(day)}" if month_of(first) != month_of(day) else month_of(day)


def ago_in_month_worth(match: re.Match[str], anchor: Anchor) -> str:
    """A year ago in June."""
    count = match["count"].lower()
    years = 1 if count in ("a", "one") else int(value_of(count))
    return month_text(published_on(anchor).year - years, month_number(match))


def ago_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Two years ago, a month earlier, three weeks later."""
    word = match["back"].lower()
    day = published_on(anchor) if word == "ago" else day_spoken_of(anchor)
    count = match["count"].lower()
    number = (
        1
        if count in ("a", "an")
        else 3
        if count in ("several", "a few")
        else 2
        if count.startswith("a couple")
        else int(value_of(count))
    )
    sign = 1 if word in ("later", "after") else -1
    unit = match["unit"].lower().removesuffix("s")
    if number > 600:
        raise Unanchored
    if unit == "year":
        return f"{day.year + sign * number:04d}"
    if unit == "month":
        return month_of(shifted(day, sign * number))
    return (day + sign * timedelta(days=number * {"week": 7, "day": 1, "fortnight": 14}[unit])).isoformat()


def weekday_worth(match: re.Match[str], anchor: Anchor) -> str:
    weekday, day = WEEKDAYS[match["weekday"].lower()], published_on(anchor)
    turn = (match["turn"] or "").lower()
    if turn in ("next", "this", "coming") or looks_ahead(match):
        return weekday_after(weekday, day).isoformat()
    return (day if day.weekday() == weekday and turn != "last" else weekday_before(weekday, day)).isoformat()


def named_day_worth(match: re.Match[str], anchor: Anchor) -> str:
    """Today, yesterday, New Year, Christmas."""
    word, day = re.sub(r"\s+", " ", match[0].lower()), published_on(anchor)
    steps = {"yesterday": -1, "the day before yesterday": -2, "last night": -1, "overnight": -1, "tomorrow": 1}
    if "new year" in word:
        return f"{day.year + looks_ahead(match):04d}-01-01"
    if "christmas" in word:
        return f"{day.year - (day.month < 12 and not looks_ahead(match)):04d}-12-25"
    return (day + timedelta(days=steps.get(word, 0))).isoformat()
