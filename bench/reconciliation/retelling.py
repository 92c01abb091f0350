"""How claims are copied: late, without their origin, without their hedge, rounded, or with a wrong figure."""

from dataclasses import dataclass, replace
from math import floor, log10

from bench.reconciliation.chance import Chance
from bench.reconciliation.settings import Setting
from bench.reconciliation.wording import Figure, month, power_of_ten, rounded, tell

OUTLETS = tuple(f"Outlet {number:02d}" for number in range(1, 61))
UNNAMED = ("unnamed officials (official_anonymous)",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim on the way to its row. `key` counts within a flow; days are day numbers."""

    key: int
    day: int
    publisher: str
    item: str
    unit: str
    measure: str
    kind: str
    figure: Figure
    time: str
    sources: tuple[str, ...]
    author: str
    stage: str = "done"
    polarity: str = "affirmed"
    basis: str = "reported"
    per: str = ""
    copied_from: int | None = None
    converted_from: int | None = None


def _scaled(figure: Figure, factor: float) -> Figure:
    low = None if figure.low is None else rounded(figure.low * factor, 4)
    high = None if figure.high is None else rounded(figure.high * factor, 4)
    return replace(figure, low=low, high=high)


def _swapped(figure: Figure) -> Figure:
    """Return the figure with its first two digits swapped, a slip of the pen."""
    number = figure.number
    if number < 10.0:
        return figure
    unit = power_of_ten(floor(log10(number)) - 1)
    first, second = divmod(floor(number / unit), 10)
    wrong = (second * 10 + first) * unit + number % unit
    return _scaled(figure, wrong / number) if wrong > 0.0 else figure


def _distorted(figure: Figure, chance: Chance) -> Figure:
    factor = chance.weighed({10.0: 0.2, 0.1: 0.2, 3.0: 0.15, 0.34: 0.15, 1.0: 0.3})
    return _swapped(figure) if factor == 1.0 else _scaled(figure, factor)


def _within_percent(figure: Figure) -> Figure:
    low = None if figure.low is None else min(figure.low, 99.0)
    high = None if figure.high is None else min(figure.high, 99.0)
    return replace(figure, low=low, high=high)


def _without_hedge(figure: Figure, chance: Chance) -> Figure:
    if figure.hedge == "vague":
        return figure
    if figure.hedge == "range":
        # A headline takes the upper end of a range more often than the lower.
        number = figure.high if chance.happens(0.65) else figure.low
        hedge = chance.weighed({"about": 0.4, "exact": 0.4, "at_most": 0.2})
        return Figure(low=None if hedge == "at_most" else number, high=number, hedge=hedge)
    number = figure.number
    return Figure(low=number, high=number, hedge="exact")


def _rough(figure: Figure, chance: Chance) -> Figure:
    if figure.hedge not in {"exact", "about"} or rounded(figure.number, 2) == figure.number:
        return figure
    return tell(figure.number, chance.weighed({"at_least": 0.5, "about": 0.5}), gap=0.0, chance=chance)


def _copied_figure(draft: Draft, setting: Setting, chance: Chance) -> Figure:
    figure = draft.figure
    if chance.happens(setting.distortion):
        figure = _distorted(figure, chance)
    elif chance.happens(setting.dropped_hedge):
        figure = _without_hedge(figure, chance)
    elif draft.measure != "share" and chance.happens(0.15):
        figure = _rough(figure, chance)
    return _within_percent(figure) if draft.measure == "share" else figure


def _copied_sources(draft: Draft, setting: Setting, chance: Chance) -> tuple[str, ...]:
    if draft.sources and draft.sources != UNNAMED and chance.happens(setting.attribution):
        nearer = f"{draft.publisher} (media)"
        named = draft.publisher in OUTLETS and nearer not in draft.sources and chance.happens(0.4)
        return (nearer, *draft.sources) if named else draft.sources
    only_outlet = (f"{draft.publisher} (media)",) if draft.publisher in OUTLETS else ()
    return chance.weighed({only_outlet: 0.35, (): 0.4, UNNAMED: 0.25}) if only_outlet else UNNAMED


def _copied_time(draft: Draft, day: int, chance: Chance) -> str:
    manner = chance.weighed({"kept": 0.5, "redated": 0.28, "dropped": 0.22})
    if manner == "kept" or draft.measure == "increment":
        return draft.time
    if manner == "dropped":
        return ""
    return f"../{month(day)}" if draft.measure == "cumulative" else month(day)


def copy_of(draft: Draft, key: int, setting: Setting, chance: Chance) -> Draft:
    """Return one copy of a claim, as some outlet tells it later."""
    late = chance.exponential(150.0) if chance.happens(setting.stale) else 0.0
    day = draft.day + int(chance.exponential(4.0) + late)
    return replace(
        draft,
        key=key,
        day=day,
        publisher=chance.pick(OUTLETS),
        figure=_copied_figure(draft, setting, chance),
        time=_copied_time(draft, day, chance),
        sources=_copied_sources(draft, setting, chance),
        copied_from=draft.key if chance.happens(setting.recorded) else None,
        converted_from=draft.converted_from if chance.happens(0.5) else None,
    )


def spread(drafts: list[Draft], setting: Setting, chance: Chance) -> list[Draft]:
    """Return the claims with their copies; copies of copies among them."""
    everything = list(drafts)
    for draft in drafts:
        versions = [draft]
        count = int(chance.exponential(setting.copies) + 0.5)
        if chance.happens(setting.burst):
            count += int(chance.exponential(11.0))
        for _ in range(count):
            parent = draft if chance.happens(0.7) else chance.pick(versions)
            copy = copy_of(parent, len(everything), setting, chance)
            versions.append(copy)
            everything.append(copy)
    return everything
