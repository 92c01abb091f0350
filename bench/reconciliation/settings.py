"""The sets: one main world and its stress variants, each a list of what differs from the main one."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a world is made. Scales are on the log of the quantity (logit for a share), rates are probabilities."""

    name: str
    measure: str = "cumulative"
    flows: int = 200
    claims: float = 13.0  # mean number of claims a flow before copying
    lean_opposed: float = 0.36
    lean_involved: float = -0.42
    lean_spread: float = 0.11  # Laplace scale of an origin's own lean
    offset: float = 0.17  # Student-t (4) scale of an origin's error in one flow
    shared: float = 0.12  # sd of the error that all origins of a flow share
    noise: float = 0.07  # Student-t (3) scale of one claim's error
    delay: float = 9.0  # median days from knowing to publishing
    copies: float = 1.8  # mean number of copies of a claim, besides bursts
    burst: float = 0.08  # rate of claims that go round the world
    attribution: float = 0.62  # rate of copies that name the origin
    recorded: float = 0.3  # rate of copies whose model was recorded
    stale: float = 0.12  # rate of copies that come months late
    distortion: float = 0.035  # rate of copies with a wrong figure
    dropped_hedge: float = 0.16
    weak_bound: float = 0.15  # rate of "at least" and "up to" that say little
    weak_gap: float = 0.7  # mean log distance of a weak bound
    conversion: float = 0.1  # rate of flows partly counted in containers and converted
    factor_error: float = 0.12  # Student-t (4) scale of the error of the common factor
    wrong_factor: bool = False  # the factor is wrong by two to four
    corrected: float = 0.05  # rate of flows in which an origin takes a figure back
    permuted_interests: bool = False


MAIN = Setting(name="main")

SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        MAIN,
        replace(
            MAIN,
            name="heavy_copying",
            copies=5.5,
            burst=0.15,
            attribution=0.25,
            recorded=0.05,
            stale=0.28,
            distortion=0.08,
        ),
        replace(MAIN, name="shared_error", shared=0.35),
        replace(MAIN, name="no_interest_bias", lean_opposed=0.0, lean_involved=0.0),
        replace(MAIN, name="noisy_sources", offset=0.36, noise=0.18),
        replace(MAIN, name="sparse", claims=4.0),
        replace(MAIN, name="dense", claims=38.0, flows=120),
        replace(MAIN, name="wrong_groups", permuted_interests=True),
        replace(MAIN, name="weak_at_least", weak_bound=0.6, weak_gap=1.0),
        replace(MAIN, name="wrong_factor", conversion=1.0, wrong_factor=True),
        replace(MAIN, name="corrections", corrected=0.7),
        replace(MAIN, name="stock", measure="stock", flows=120, conversion=0.0),
        replace(MAIN, name="share", measure="share", flows=120, conversion=0.0, offset=0.13, shared=0.1),
    )
}
