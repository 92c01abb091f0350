"""When: the times that a claim may have, and what speaks for each.

Options are the times told in the sentence and shortly before it, each in the forms that the codebook's rules allow (as
it stands, as the end of a total, as the start of a plan), and the day of publication where only the statement is dated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tumen.codebook.claim import Kind
from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidDate
from tumen.extracting.clauses import head_of, path, predicate_of
from tumen.extracting.features import Context
from tumen.extracting.spans import TimeForm, TimeSpan

LOOK_BACK: Final = 3
SHAPES: Final = ("as", "until", "onward", "to now", "other as", "other until", "other onward")
"""How a time that is told may be meant: as it stands, as an end or a start, from it till publication; and the same of
the other year that a month without one could belong to."""
_SPOKEN: Final = frozenset({"say"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOption:
    """A time that the claim may have; ``span`` is where it is told (None: the day of publication, or none)."""

    edtf: Edtf | None
    shape: str
    """as: as told · until: ../t · onward: t/.. · to now: t/month of publication · other …: of the other year."""
    span: TimeSpan | None = None
    back: int = 0
    """How many sentences before the claim's own it stands."""


def _edtf(text: str) -> Edtf | None:
    try:
        return Edtf.parse(text)
    except InvalidDate:
        return None


def _month(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def _start_text(edtf: Edtf) -> str:
    return edtf.text.split("/")[0]


def _end_text(edtf: Edtf) -> str:
    return edtf.text.split("/")[-1]


def time_options(context: Context) -> tuple[TimeOption, ...]:
    """Return the times to choose from, the last one being none."""
    options: list[TimeOption] = []
    published = context.reading.document.published
    now = _end_text(published)[:7] if published else None
    for span in context.marks.times:
        options.extend(_shapes(span, now, 0))
    for back, index in enumerate(context.reading.before(context.candidate.sentence, LOOK_BACK), 1):
        for span in reversed(context.reading.marks[index].times):
            options.extend(_shapes(span, now, back))
    if now:
        for shape, text in (("until", f"../{now}"), ("as", now), ("onward", f"{now}/..")):
            options.append(TimeOption(edtf=_edtf(text), shape=shape))
    options.append(TimeOption(edtf=None, shape="none"))
    return tuple(option for option in options if option.edtf is not None or option.shape == "none")


def _shapes(span: TimeSpan, now: str | None, back: int) -> Iterator[TimeOption]:
    edtf = span.edtf
    if edtf is None or span.form in (TimeForm.DURATION, TimeForm.RATE, TimeForm.NOW):
        return
    first, last = _start_text(edtf), _end_text(edtf)
    yield TimeOption(
        edtf=_edtf(last) if span.form is TimeForm.UNTIL and last != ".." else edtf, shape="as", span=span, back=back
    )
    if first not in ("..", "") and now and span.form in (TimeForm.SINCE, TimeForm.POINT) and first[:7] < now:
        yield TimeOption(edtf=_edtf(f"{first}/{now}"), shape="to now", span=span, back=back)
    if span.form is TimeForm.POINT:
        yield TimeOption(edtf=_edtf(f"../{last}"), shape="until", span=span, back=back)
        yield TimeOption(edtf=_edtf(f"{first}/.."), shape="onward", span=span, back=back)
    elif span.form is TimeForm.UNTIL:
        yield TimeOption(edtf=edtf, shape="until", span=span, back=back)
    other = _of_other_year(span, last)
    if other is not None:
        for shape, text in (("as", other), ("until", f"../{other}"), ("onward", f"{other}/..")):
            yield TimeOption(edtf=_edtf(text), shape=f"other {shape}", span=span, back=back)


def _of_other_year(span: TimeSpan, point: str) -> str | None:
    """The month, day or season without a year a year on, or a year back where the span lies ahead; else None."""
    if not span.guessed or span.form not in (TimeForm.POINT, TimeForm.UNTIL) or not point[:4].isdigit():
        return None
    return f"{int(point[:4]) + (-1 if span.ahead else 1):04d}{point[4:]}"


def time_features(
    context: Context,
    kind: Kind,
    options: Sequence[TimeOption],
    qualifiers: Mapping[str, str],
    carried: Sequence[Edtf | None],
) -> list[tuple[str, ...]]:
    """Return the features of each option; ``carried`` are the times of the claims before, nearest first."""
    published = context.reading.document.published
    rows: list[tuple[str, ...]] = []
    state = f"{qualifiers.get('stage')}|{qualifiers.get('measure')}|{kind}"
    count = min(sum(option.back == 0 and option.span is not None and option.shape == "as" for option in options), 3)
    for option in options:
        row = list(_option_features(context, option, published, count))
        shape = f"{option.shape}|{'told' if option.span else 'day'}"
        row += [
            f"{shape}|{state}",
            f"{shape}|s={qualifiers.get('stage')}",
            f"{shape}|m={qualifiers.get('measure')}",
            f"{shape}|s={qualifiers.get('stage')}|m={qualifiers.get('measure')}",
            f"{shape}|k={kind}",
            f"{shape}|p={qualifiers.get('polarity')}",
            f"{shape}|count={count}",
        ]
        if option.span is not None and option.span.guessed:
            row.append(f"{shape}|guessed|ahead={option.span.ahead}|s={qualifiers.get('stage')}")
        if carried:
            same = carried[0] == option.edtf
            row += [f"carried={same}|{'told' if option.span else 'day'}|back={option.back}"]
            row += [f"carried={same}|count={count}"]
            row += [f"ever={option.edtf in carried}|count={count}"]
        rows.append(tuple(dict.fromkeys(row)))
    return rows


def _option_features(context: Context, option: TimeOption, published: Edtf | None, count: int) -> Iterator[str]:
    yield f"shape={option.shape}|back={option.back}"
    span = option.span
    if span is None:
        return
    yield f"shape={option.shape}|form={span.form}"
    yield f"shape={option.shape}|form={span.form}|back={option.back}"
    yield f"back={option.back}|count={count}"
    yield f"ahead={span.ahead}|shape={option.shape}"
    if published and published.first and span.edtf and span.edtf.first:
        old = (published.first - span.edtf.first).days
        age = "ahead" if old < 0 else "days" if old < 20 else "months" if old < 200 else "year" if old < 500 else "old"
        yield f"age={age}|shape={option.shape}"
        yield f"age={age}|back={option.back}"
    if option.back == 0:
        yield from _place_features(context, option, span)


def _place_features(context: Context, option: TimeOption, span: TimeSpan) -> Iterator[str]:
    candidate, sentence = context.candidate, context.sentence
    side = "bef" if span.end <= candidate.start else "aft"
    gap = candidate.start - span.end if side == "bef" else span.start - candidate.end
    near = "0" if gap < 20 else "1" if gap < 50 else "2" if gap < 100 else "3"
    yield f"{side}{near}|{option.shape}"
    fellows = [other for other in context.marks.times if (other.end <= candidate.start) == (side == "bef")]
    nearest = fellows[-1 if side == "bef" else 0] if fellows else span
    yield f"nearest={side}{nearest == span}"
    yield f"prep={sentence.text[: span.start].rstrip().rpartition(' ')[2].lower()}|{option.shape}"
    yield f"first={span.words.split()[0].lower()}|{option.shape}"
    head = head_of(sentence, span.start, span.end)
    if head is None or candidate.predicate is None or candidate.noun is None:
        return
    own = predicate_of(sentence, head)
    if own is None:
        return
    frame = context.reading.frames.of_verb(own.lemma)
    if own.index == candidate.predicate.index:
        yield f"clause=own|{option.shape}"
        yield f"clause=own|fr={frame in _SPOKEN}|{option.shape}"
    else:
        link = "up" if path(sentence, candidate.predicate, own) is not None else "other"
        yield f"clause={link}|say={frame in _SPOKEN}|{option.shape}"
    if path(sentence, head, candidate.noun) is not None:
        yield f"clause=phrase|{option.shape}"
