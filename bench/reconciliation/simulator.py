"""Worlds of rival claims with a known truth, made apart from the estimator that is measured on them.

Truths follow bursts, straight lines, plateaus with restarts, S-curves, staircases and powers of time; errors have
heavy tails; origins differ in number, loudness, skill and habits of speech. The same set and seed give the same rows
on every machine. `settings.py` lists the sets.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, log
from string import ascii_uppercase

from bench.reconciliation import trajectories
from bench.reconciliation.chance import Chance
from bench.reconciliation.retelling import OUTLETS, Draft, spread
from bench.reconciliation.rows import ClaimRow, OriginRow, Truth, World, date_of
from bench.reconciliation.settings import SETTINGS, Setting
from bench.reconciliation.voices import Body, Voice, bodies, cast, inflated
from bench.reconciliation.wording import Figure, month, month_end, month_start, rounded, tell, tell_share, told_time

HORIZON = 840
ASKED = ((300, 300), (570, 570), (840, 840), (420, 840))  # (as of, known at)
GOLD_PART = 0.4
_ITEMS = {"cumulative": ("shells", "round"), "stock": ("troops", "person"), "share": ("oil", "percent")}
_KIND = {"cumulative": "transfer", "stock": "presence", "share": "share"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One flow: what happened and who speaks of it. `factor` is rounds in a container, `believed` what they say."""

    setting: Setting
    path: Callable[[float], float]
    start: float
    voices: tuple[Voice, ...]
    shared: float
    factor: float
    believed: float
    counted: bool
    item: str
    unit: str

    def value(self, day: float, voice: Voice, noise: float) -> float:
        """Return the figure that a voice has in mind for that day, errors and all."""
        error = voice.error(day) + self.shared + noise
        truth = self.path(day)
        if truth <= 0.0 or self.setting.measure != "share":
            return truth * exp(error)
        return 100.0 * trajectories.logistic(log(truth / (100.0 - truth)) + error)


def _scene(setting: Setting, everybody: tuple[Body, ...], chance: Chance) -> Scene:
    start = chance.uniform(-150.0, 170.0)
    size = min(max(chance.lognormal(4_000.0, 1.7), 60.0), 5_000_000.0)
    match setting.measure:
        case "stock":
            path = trajectories.stock(chance, start=start, end=HORIZON, size=size)
        case "share":
            path = trajectories.share(chance, start=start, end=HORIZON)
        case _:
            path = trajectories.total(chance, start=start, end=HORIZON + 60.0, size=size)
    voices = cast(everybody, setting, chance)
    if chance.happens(setting.corrected):
        loud = max(range(len(voices)), key=lambda i: voices[i].body.loudness)
        voices[loud] = inflated(voices[loud], chance, start=start)
    factor = chance.lognormal(60.0, 0.7) if size < 100_000.0 else chance.lognormal(350.0, 0.6)
    error = chance.student(4, setting.factor_error)
    if setting.wrong_factor:
        error = chance.pick((-1.0, 1.0)) * chance.uniform(log(2.0), log(4.0))
    item, unit = _ITEMS[setting.measure]
    return Scene(
        setting=setting,
        path=path,
        start=start,
        voices=tuple(voices),
        shared=chance.normal(setting.shared * 0.8) + chance.laplace(setting.shared * 0.42),
        factor=factor,
        believed=rounded(factor * exp(error), 2),
        counted=chance.happens(setting.conversion),
        item=item,
        unit=unit,
    )


def _opening(scene: Scene, voice: Voice, day: int, chance: Chance, key: int) -> Draft:
    """Return a claim without its figure: who published it, on whose word."""
    chain: tuple[str, ...] = (f"{voice.body.row.name} ({voice.body.row.kind})",)
    outlet = chance.pick(OUTLETS)
    publisher = chance.weighed({voice.body.row.name: 0.25, outlet: 0.75})
    if publisher == outlet and chance.happens(0.5):
        chain = (f"{outlet} (media)", *chain)
    return Draft(
        key=key,
        day=day,
        publisher=publisher,
        item=scene.item,
        unit=scene.unit,
        measure=scene.setting.measure,
        kind=_KIND[scene.setting.measure],
        figure=Figure(low=None, high=None, hedge="none"),
        time="",
        sources=chain,
        author=voice.body.row.name,
        stage="underway" if scene.setting.measure == "stock" else "done",
    )


def _worded(scene: Scene, voice: Voice, value: float, chance: Chance) -> Figure:
    setting = scene.setting
    gap = chance.exponential(setting.weak_gap if chance.happens(setting.weak_bound) else 0.1)
    hedge = chance.weighed(dict(voice.body.style))
    teller = tell_share if setting.measure == "share" else tell
    return teller(value, hedge, gap=gap, chance=chance)


def _noise(scene: Scene, voice: Voice, chance: Chance) -> float:
    return chance.student(3, scene.setting.noise * voice.body.quality)


def _plain(scene: Scene, voice: Voice, opening: Draft, known: int, chance: Chance) -> Draft | None:
    """Return a claim of the total, the stock or the share; nothing while there is too little to speak of."""
    value = scene.value(known, voice, _noise(scene, voice, chance))
    if value < 1.5:
        return None
    time = told_time(scene.setting.measure, known, opening.day, chance)
    return replace(opening, figure=_worded(scene, voice, value, chance), time=time)


def _since(scene: Scene, voice: Voice, opening: Draft, known: int, chance: Chance) -> Draft | None:
    """Return a claim of what was added in some months: an increment, or a total counted from a later start."""
    first = month_start(max(known - chance.whole(25, 200), 0))
    last = month_end(known) if chance.happens(0.3) else known
    noise = _noise(scene, voice, chance)
    value = scene.value(last, voice, noise) - scene.value(first, voice, noise)
    if value < 2.0 or first <= scene.start or last > opening.day:
        return None
    measure = chance.weighed({"increment": 0.75, "cumulative": 0.25})
    time = f"{month(first)}/{month(last)}"
    return replace(opening, figure=_worded(scene, voice, value, chance), time=time, measure=measure)


def _container_count(scene: Scene, voice: Voice, opening: Draft, known: int, chance: Chance) -> Draft | None:
    value = scene.value(known, voice, _noise(scene, voice, chance)) / scene.factor
    if value < 1.5:
        return None
    time = told_time("cumulative", known, opening.day, chance)
    figure = _worded(scene, voice, value, chance)
    return replace(opening, figure=figure, time=time, item="containers", unit="container")


def _converted(scene: Scene, count: Draft, key: int, chance: Chance) -> Draft:
    """Return the rounds that somebody worked out from a count of containers with the factor that is believed."""
    number = rounded(count.figure.number * scene.believed, 2)
    hedge = "at_least" if count.figure.hedge == "at_least" or chance.happens(0.3) else "about"
    figure = Figure(low=number, high=None if hedge == "at_least" else number, hedge=hedge)
    flat = chance.happens(0.25)
    worker = chance.pick(scene.voices).body.row
    by_another = chance.happens(0.25)
    return replace(
        count,
        key=key,
        day=count.day + (int(chance.exponential(6.0)) if by_another else 0),
        item=scene.item,
        unit=scene.unit,
        figure=figure,
        sources=(f"{worker.name} ({worker.kind})",) if by_another else count.sources,
        basis="reported" if flat else "converted",
        converted_from=None if flat and chance.happens(0.7) else count.key,
    )


def _factor_claim(scene: Scene, drafts: list[Draft], chance: Chance) -> list[Draft]:
    """Return the claim of how many rounds a container holds, where somebody says it."""
    if not scene.counted or not drafts or chance.happens(0.35):
        return []
    model = chance.pick(drafts)
    figure = Figure(low=scene.believed, high=scene.believed, hedge="about")
    return [
        replace(
            model,
            key=len(drafts),
            item=scene.item,
            unit=scene.unit,
            measure="rate",
            per="container",
            figure=figure,
            converted_from=None,
            time="",
        )
    ]


def _news(scene: Scene, chance: Chance) -> float:
    """Return a day on which there is something to report: a total is spoken of when it moves, the rest at any time."""
    start = max(scene.start, 0.0)
    if scene.setting.measure != "cumulative":
        return chance.uniform(start, HORIZON)
    level = chance.uniform(scene.path(start), scene.path(HORIZON))
    early, late = start, float(HORIZON)
    while late - early > 0.5:
        middle = (early + late) / 2.0
        early, late = (middle, late) if scene.path(middle) < level else (early, middle)
    return late


def _days(scene: Scene, chance: Chance) -> list[int]:
    """Return the days of publication: most spread evenly, the others soon after news."""
    count = max(int(chance.lognormal(scene.setting.claims * 0.86, 0.55) + 0.5), 2)
    days = []
    for _ in range(count):
        spot = chance.uniform(max(scene.start + 5.0, 0.0), HORIZON)
        days.append(int(_news(scene, chance) + chance.exponential(15.0) if chance.happens(0.4) else spot))
    return sorted(day for day in days if day <= HORIZON)


def _original(scene: Scene, day: int, drafts: list[Draft], chance: Chance) -> Draft | None:
    voice = chance.weighed({voice: voice.body.loudness for voice in scene.voices})
    earlier = [draft for draft in drafts if draft.author == voice.body.row.name and draft.basis == "reported"]
    opening = _opening(scene, voice, day, chance, len(drafts))
    if earlier and chance.happens(0.14):
        said = earlier[-1]
        time = said.time if said.measure == "increment" or chance.happens(0.6) else ""
        return replace(said, key=opening.key, day=day, publisher=opening.publisher, sources=opening.sources, time=time)
    known = max(day - int(min(chance.lognormal(scene.setting.delay, 1.1), 250.0)), 0)
    if scene.counted and chance.happens(0.55):
        return _container_count(scene, voice, opening, known, chance)
    if scene.setting.measure == "cumulative" and chance.happens(0.14):
        return _since(scene, voice, opening, known, chance)
    return _plain(scene, voice, opening, known, chance)


def _taken_back(scene: Scene, drafts: list[Draft], chance: Chance) -> list[Draft]:
    """Return the corrected, lower figures of those who told too much until then."""
    corrections: list[Draft] = []
    for voice in scene.voices:
        if voice.inflation == 0.0:
            continue
        day = int(voice.inflated_until) + chance.whole(1, 30)
        opening = _opening(scene, voice, day, chance, len(drafts) + len(corrections))
        draft = _plain(scene, voice, opening, int(voice.inflated_until) + 1, chance)
        if draft is not None and day <= HORIZON:
            corrections.append(draft)
    return corrections


def _consolidated(scene: Scene, drafts: list[Draft], chance: Chance) -> list[Draft]:
    """Return the report of a monitor that has nothing of its own and sums up what others said."""
    monitors = [voice for voice in scene.voices if voice.body.row.kind == "think_tank"]
    if not monitors or chance.happens(0.5):
        return []
    day = int(chance.uniform(max(scene.start, 0.0) + 60.0, HORIZON))
    latest = {
        draft.author: rounded(draft.figure.number, 3)
        for draft in sorted(drafts, key=lambda draft: draft.day)
        if draft.day < day and draft.measure == scene.setting.measure and draft.unit == scene.unit
    }
    numbers = sorted(latest.values())[-4:]
    if len(numbers) < 2 or numbers[0] == numbers[-1]:
        return []
    opening = _opening(scene, chance.pick(monitors), day, chance, len(drafts))
    low, high = numbers[0], numbers[-1]
    figure = chance.pick(
        (
            Figure(low=low, high=high, hedge="range"),
            Figure(low=None, high=high, hedge="at_most"),
            Figure(low=numbers[len(numbers) // 2], high=numbers[len(numbers) // 2], hedge="about"),
        )
    )
    return [replace(opening, figure=figure, time=told_time(scene.setting.measure, day, day, chance))]


def _besides(scene: Scene, drafts: list[Draft], chance: Chance) -> list[Draft]:
    """Return denials and plans: claims of the same exchange that must not be averaged in."""
    added: list[Draft] = []
    involved = [voice for voice in scene.voices if voice.body.row.interest == "involved"]
    day = int(chance.uniform(max(scene.start, 0.0) + 20.0, HORIZON))
    if involved and drafts and chance.happens(0.4):
        opening = _opening(scene, chance.pick(involved), day, chance, len(drafts))
        denied = chance.pick(drafts).figure if chance.happens(0.4) else opening.figure
        added.append(replace(opening, figure=denied, polarity="denied", time=""))
    if scene.setting.measure == "cumulative" and chance.happens(0.3):
        opening = _opening(scene, chance.pick(scene.voices), day, chance, len(drafts) + len(added))
        value = scene.path(HORIZON) * chance.lognormal(1.2, 0.4)
        figure = tell(max(value, 2.0), chance.pick(("about", "at_most", "exact")), gap=0.1, chance=chance)
        stage = chance.pick(("planned", "agreed", "possible"))
        added.append(replace(opening, figure=figure, stage=stage, measure="increment", time=f"{month(day)}/.."))
    return added


def _originals(scene: Scene, chance: Chance) -> list[Draft]:
    drafts: list[Draft] = []
    for day in _days(scene, chance):
        draft = _original(scene, day, drafts, chance)
        if draft is None:
            continue
        drafts.append(draft)
        if draft.unit == "container" and chance.happens(0.7):
            drafts.append(_converted(scene, draft, len(drafts), chance))
    for more in (_factor_claim, _taken_back, _consolidated, _besides):
        drafts.extend(more(scene, drafts, chance))
    return drafts


def _rows(drafts: list[Draft], sides: tuple[str, str], prefix: str, chance: Chance) -> list[ClaimRow]:
    """Return the rows in order of publication; ids do not tell which is the copy."""
    ordered = sorted((draft for draft in chance.shuffled(drafts) if draft.day <= HORIZON), key=lambda d: d.day)
    ids = {draft.key: f"{prefix}-{number:03d}" for number, draft in enumerate(ordered, start=1)}
    return [
        ClaimRow(
            id=ids[draft.key],
            published=month(draft.day) if chance.happens(0.04) else date_of(draft.day).isoformat(),
            publisher=draft.publisher,
            paraphrase=f"{draft.figure.hedge} {draft.figure.number:g} {draft.unit} of {draft.item}",
            kind=draft.kind,
            actor=sides[0],
            counterpart=sides[1],
            item=draft.item,
            low=draft.figure.low,
            high=draft.figure.high,
            hedge=draft.figure.hedge,
            unit=draft.unit,
            measure=draft.measure if draft.figure.hedge != "none" else "none",
            per=draft.per,
            stage=draft.stage,
            polarity=draft.polarity,
            certainty="hedged" if chance.happens(0.25) else "asserted",
            basis=draft.basis,
            time=draft.time,
            sources=" < ".join(draft.sources),
            copied_from=ids.get(draft.copied_from, "") if draft.copied_from is not None else "",
            converted_from=ids.get(draft.converted_from, "") if draft.converted_from is not None else "",
        )
        for draft in ordered
    ]


def answerable(rows: list[ClaimRow], flow: str, known_at: str) -> bool:
    """Return whether at least two affirmed figures of the flow were published by then."""
    known = [row for row in rows if row.flow == flow and row.polarity == "affirmed" and row.published <= known_at]
    return len(known) >= 2


def _truths(scene: Scene, rows: list[ClaimRow], sides: tuple[str, str], *, gold: bool) -> list[Truth]:
    asked = [(scene.item, scene.unit, 1.0)]
    if scene.counted:
        asked.append(("containers", "container", scene.factor))
    truths = []
    for item, unit, divisor in asked:
        flow = f"{sides[0]}>{sides[1]}:{item}/{scene.setting.measure}/{unit}/done"
        for as_of, known_at in ASKED:
            value = scene.path(as_of) / divisor
            if value >= 3.0 and answerable(rows, flow, date_of(known_at).isoformat()):
                moments = {"as_of": date_of(as_of), "known_at": date_of(known_at)}
                truths.append(Truth(flow=flow, value=float(f"{value:.6g}"), gold=gold, **moments))
    return truths


def _sides() -> list[tuple[str, str]]:
    codes = [f"X{letter}" for letter in ascii_uppercase]
    return [(giver, taker) for giver in codes for taker in codes if giver != taker]


def _origin_table(everybody: tuple[Body, ...], setting: Setting, chance: Chance) -> tuple[OriginRow, ...]:
    rows = [body.row for body in everybody]
    if not setting.permuted_interests:
        return tuple(rows)
    interests = chance.shuffled([row.interest for row in rows])
    return tuple(replace(row, interest=interest) for row, interest in zip(rows, interests, strict=True))


def simulate(name: str, seed: int, *, flows: int | None = None) -> World:
    """Return the world of this set and seed; fewer or more flows leave the first ones as they are.

    Raises:
        KeyError: there is no set of that name.
        ValueError: more flows are asked for than there are pairs of sides (650).
    """
    setting = SETTINGS[name]
    count = setting.flows if flows is None else flows
    sides = _sides()
    if count > len(sides):
        raise ValueError(f"simulate: {count} flows, but only {len(sides)} pairs of sides. Ask for fewer.")
    everybody = bodies(setting, Chance(f"bodies {seed}"))
    rows: list[ClaimRow] = []
    truths: list[Truth] = []
    for number in range(count):
        chance = Chance(f"{name} {seed} {number}")
        scene = _scene(setting, everybody, chance)
        drafts = spread(_originals(scene, chance), setting, chance)
        made = _rows(drafts, sides[number], f"{sides[number][0]}{sides[number][1]}", chance)
        rows.extend(made)
        # Whole flows in a fixed pattern of five: two gold, three scored, so that any number of flows has 40 % gold.
        truths.extend(_truths(scene, made, sides[number], gold=number % 5 < round(5 * GOLD_PART)))
    origins = _origin_table(everybody, setting, Chance(f"labels {seed}"))
    leans = tuple((body.row.name, body.lean) for body in everybody)
    return World(name=f"{name}/{seed}", rows=tuple(rows), origins=origins, truths=tuple(truths), leans=leans)
