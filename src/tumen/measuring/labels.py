"""Labels: what a coded claim answers to each choice of the extractor."""

from __future__ import annotations

from collections.abc import Sequence

from tumen.codebook.claim import SYMMETRIC_KINDS, Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.quantity import Measure
from tumen.errors import InvalidDate
from tumen.extracting.assemble import NO_VALUE
from tumen.extracting.attribution import Attribution, Attributions
from tumen.extracting.outlook import Sides
from tumen.extracting.source_places import Option
from tumen.extracting.timing import TimeOption
from tumen.measuring.gold import GoldClaim
from tumen.measuring.score import same_source, same_time


def gold_sides(claim: GoldClaim) -> Sides:
    """Return a coded claim's sides, in the order in which the extractor gives those of a symmetric kind."""
    actor, other = claim.get("actor"), claim.get("counterpart")
    first, second = (str(code) if code else None for code in (actor, other))
    if Kind(str(claim["kind"])) in SYMMETRIC_KINDS and second and (first is None or second < first):
        return second, first
    return first, second


def right_items(options: Sequence[str], gold: GoldClaim) -> list[int]:
    """Return the places of the options that are the coded item; any other goods fit a coded other."""
    item = str(gold["item"])
    right = [index for index, option in enumerate(options) if option == item]
    if not right and item.startswith("other:"):
        right = [index for index, option in enumerate(options) if option.startswith("other:")]
    return right


def right_sources(options: Sequence[Option], sentence: int, gold: GoldClaim, voices: Attributions) -> list[int]:
    """Return the places of the options whose origin is the coded one."""
    return [
        index
        for index, option in enumerate(options)
        if same_source(gold, {"sources": _named(voices.as_attribution(option, sentence, 1.0))})
    ]


def _named(attribution: Attribution) -> list[dict[str, str]]:
    return [{"name": source.name, "kind": str(source.kind)} for source in attribution.sources]


def right_times(options: Sequence[TimeOption], gold: GoldClaim) -> list[int]:
    """Return the places of the options that give the coded time: to the letter, else as the scorer compares them."""
    told = gold.get("time")
    exact = [i for i, option in enumerate(options) if (option.edtf.text if option.edtf else None) == told]
    if exact:
        return exact
    return [
        i for i, option in enumerate(options) if same_time(gold, {"time": option.edtf.text if option.edtf else None})
    ]


def time_of(gold: GoldClaim) -> Edtf | None:
    """Return the coded time; None where there is none, or where it cannot be read."""
    text = gold.get("time")
    try:
        return Edtf.parse(str(text)) if text else None
    except InvalidDate:
        return None


def value_of(gold: GoldClaim, name: str) -> str:
    """Return the label that a coded claim gives a qualifier."""
    if name == "in_return":
        return str(bool(gold.get(name)))
    return str(gold.get(name) or ("reported" if name == "basis" else NO_VALUE))


def applies(name: str, gold: GoldClaim) -> bool:
    """Tell whether the qualifier is asked of such a claim."""
    if name == "outcome":
        return gold["kind"] == Kind.LOSS
    if name == "measure":
        return gold.get("measure") != Measure.NONE
    if name == "direction":
        return gold.get("measure") in (Measure.FACTOR, Measure.SHARE)
    return True
