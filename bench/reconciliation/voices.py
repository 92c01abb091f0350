"""Who speaks: origins with unequal interests, skill, habits of speech and loudness."""

from dataclasses import dataclass, replace
from math import exp, log

from bench.reconciliation.chance import Chance
from bench.reconciliation.rows import OriginRow
from bench.reconciliation.settings import Setting
from bench.reconciliation.wording import BASE_STYLE

_KINDS = {
    "opposed": {"intelligence": 0.4, "military": 0.3, "government": 0.2, "think_tank": 0.1},
    "involved": {"government": 0.5, "military": 0.3, "company": 0.2},
    "neutral": {"think_tank": 0.45, "media": 0.3, "international": 0.15, "government": 0.1},
}
_STATES = {"opposed": ("QM", "QN"), "involved": ("QO", "QP"), "neutral": ("QQ", "QR", "QS", "QT")}
_GROUPS = {"opposed": 0.45, "neutral": 0.36, "involved": 0.19}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An origin as it really is: its row tells the interest, never the lean."""

    row: OriginRow
    lean: float
    quality: float
    loudness: float
    style: tuple[tuple[str, float], ...]
    upstream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A body in one flow: how far off it is, and until when it tells an inflated figure."""

    body: Body
    early: float
    late: float
    change_day: float
    inflation: float = 0.0
    inflated_until: float = 0.0

    def error(self, day: float) -> float:
        """Return the log of the factor by which the figure of that day is too high."""
        steady = self.early if day < self.change_day else self.late
        return steady + (self.inflation if day < self.inflated_until else 0.0)


def _body(number: int, setting: Setting, chance: Chance) -> Body:
    interest = chance.weighed(_GROUPS)
    kind = chance.weighed(_KINDS[interest])
    group_lean = {"opposed": setting.lean_opposed, "involved": setting.lean_involved, "neutral": 0.0}[interest]
    style = tuple((hedge, weight * chance.exponential(1.0)) for hedge, weight in BASE_STYLE.items())
    return Body(
        row=OriginRow(name=f"Body {number:02d}", kind=kind, state=chance.pick(_STATES[interest]), interest=interest),
        lean=group_lean * chance.uniform(0.3, 1.7) + chance.laplace(setting.lean_spread),
        quality=exp(chance.normal(0.4)),
        loudness=chance.pareto(1.1) ** 0.7,
        style=style,
        upstream="",
    )


def bodies(setting: Setting, chance: Chance, count: int = 36) -> tuple[Body, ...]:
    """Return the bodies of a world; one in seven takes over the figures of an earlier one of its own interest."""
    made: list[Body] = []
    for number in range(1, count + 1):
        body = _body(number, setting, chance)
        allies = [other.row.name for other in made if other.row.interest == body.row.interest]
        upstream = chance.pick(allies) if allies and chance.happens(0.14) else ""
        # Only part of such ties is on record.
        known = upstream if chance.happens(0.6) else ""
        made.append(replace(body, row=replace(body.row, draws_on=known), upstream=upstream))
    return tuple(made)


def _voice(body: Body, setting: Setting, chance: Chance, known: dict[str, Voice]) -> Voice:
    scale = setting.offset * body.quality
    early = body.lean + chance.student(4, scale)
    late = body.lean + chance.student(4, scale) if chance.happens(0.2) else early
    if body.upstream in known:
        above = known[body.upstream]
        early, late = 0.75 * above.early + 0.25 * early, 0.75 * above.late + 0.25 * late
    return Voice(body=body, early=early, late=late, change_day=chance.uniform(100.0, 800.0))


def cast(everybody: tuple[Body, ...], setting: Setting, chance: Chance) -> list[Voice]:
    """Return those who speak of one flow: three to thirteen, the loud ones more often."""
    left = {body: body.loudness for body in everybody}
    chosen: list[Body] = []
    for _ in range(chance.whole(3, 13)):
        body = chance.weighed(left)
        chosen.append(body)
        del left[body]
    voices: dict[str, Voice] = {}
    for body in sorted(chosen, key=lambda one: one.row.name):
        voices[body.row.name] = _voice(body, setting, chance, voices)
    return list(voices.values())


def inflated(voice: Voice, chance: Chance, *, start: float) -> Voice:
    """Return the voice with a figure far too high until a day on which it is taken back."""
    much = chance.uniform(log(1.4), log(4.0))
    return replace(voice, inflation=much, inflated_until=chance.uniform(max(start, 0.0) + 80.0, 790.0))
