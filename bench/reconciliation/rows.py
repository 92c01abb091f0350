"""The plain rows that simulator, peers, engine and scores exchange: claims, origins, truths, questions."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from io import StringIO

FIRST_DAY = date(2023, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One published claim, with the columns of the codebook's CSV form. Empty text stands for null."""

    id: str
    published: str
    publisher: str
    url: str = ""
    paraphrase: str
    kind: str
    actor: str
    counterpart: str
    item: str
    low: float | None
    high: float | None
    hedge: str
    unit: str
    measure: str
    per: str = ""
    direction: str = ""
    outcome: str = ""
    stage: str = "done"
    polarity: str = "affirmed"
    certainty: str = "asserted"
    basis: str = "reported"
    time: str = ""
    place: str = ""
    sources: str = ""
    also_said_by: str = ""
    copied_from: str = ""
    converted_from: str = ""
    in_return: str = "false"
    seen: str = "true"
    note: str = ""

    @property
    def flow(self) -> str:
        """The flow that the row speaks of, e.g. `XA>XB:shells/cumulative/round/done`; plans are another flow."""
        stage = "done" if self.stage in {"underway", "done"} else "planned"
        return f"{self.actor}>{self.counterpart}:{self.item}/{self.measure}/{self.unit}/{stage}"

    @property
    def exchange(self) -> str:
        """The sides and the item family are one to one here, so the sides name the exchange."""
        return f"{self.actor}>{self.counterpart}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginRow:
    """What is known beforehand of a body that vouches for figures."""

    name: str
    kind: str
    state: str
    interest: str
    draws_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the flow really amounted to on `as_of`, to be estimated from what was published by `known_at`.

    `gold` marks the flows whose truth a method may see beforehand, to calibrate its intervals.
    """

    flow: str
    as_of: date
    known_at: date
    value: float
    gold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a method."""

    flow: str
    as_of: date
    known_at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A set of claims with its side tables.

    `leans` (log of the factor by which an origin tells too much) is for diagnosis and never handed to a method.
    """

    name: str
    rows: tuple[ClaimRow, ...]
    origins: tuple[OriginRow, ...]
    truths: tuple[Truth, ...]
    leans: tuple[tuple[str, float], ...] = ()

    def questions(self) -> tuple[Question, ...]:
        """Return one question for each truth, in the same order."""
        return tuple(Question(flow=t.flow, as_of=t.as_of, known_at=t.known_at) for t in self.truths)


def day_of(moment: date) -> int:
    """Return how many days `moment` lies after the first of January 2023."""
    return (moment - FIRST_DAY).days


def date_of(day: int) -> date:
    """Return the date of a day number.

    >>> date_of(31).isoformat()
    '2023-02-01'
    """
    return FIRST_DAY + timedelta(days=day)


def cell(value: object) -> str:
    """Return the text of one CSV cell: whole numbers without a point, None as nothing.

    >>> cell(1500.0), cell(33.3), cell(None)
    ('1500', '33.3', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def as_csv(rows: Iterable[ClaimRow | OriginRow | Truth]) -> str:
    """Return rows of one type as CSV text, with a heading; the empty text where there are none."""
    listed = list(rows)
    if not listed:
        return ""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = [field.name for field in fields(listed[0])]
    writer.writerow(columns)
    writer.writerows([cell(getattr(row, column)) for column in columns] for row in listed)
    return text.getvalue()


def digest(world: World) -> str:
    """Return the SHA-256 of a world's three tables as CSV."""
    tables = as_csv(world.rows) + "\f" + as_csv(world.origins) + "\f" + as_csv(world.truths)
    return hashlib.sha256(tables.encode()).hexdigest()
