"""Aligning: which candidate of a document carries which coded claim, so that models can learn from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tumen.codebook.case_pack import CasePack
from tumen.codebook.claim import Polarity
from tumen.codebook.item import family_of
from tumen.codebook.quantity import same_unit_family
from tumen.extracting.candidates import Candidate
from tumen.extracting.counted import item_options
from tumen.extracting.deciding import contexts_of
from tumen.extracting.features import Context
from tumen.extracting.marking import Reading, mark
from tumen.extracting.sentences import plain as without_marks
from tumen.extracting.spans import FigureForm
from tumen.extracting.units import unit_of
from tumen.measuring.gold import Coded, GoldClaim
from tumen.measuring.labels import right_items
from tumen.measuring.score import has_figure, near

_LEFT_OUT: Final = (1e3, 1e6, 1e9, 1e12)
_MARKS: Final = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate and the coded claims that it carries; ``free``: neither asked for nor wrong, so not learned from."""

    context: Context
    golds: tuple[GoldClaim, ...] = ()
    free: bool = False

    @property
    def gold(self) -> GoldClaim | None:
        """The first claim that it carries; None where it carries none."""
        return self.golds[0] if self.golds else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A coded document with its candidates as examples, and the claims that no candidate carries."""

    coded: Coded
    reading: Reading
    examples: tuple[Example, ...]
    unreached: tuple[GoldClaim, ...] = field(default=())


def align(coded: Coded, pack: CasePack | None) -> Aligned:
    """Return the document's candidates with the coded claims that each carries."""
    reading = mark(coded.document, pack)
    contexts = contexts_of(reading)
    candidates = [context.candidate for context in contexts]
    located = [(claim, quote_places(coded.document.text, claim)) for claim in coded.claims]
    carried: list[list[GoldClaim]] = [[] for _ in candidates]
    blocked = [False] * len(candidates)
    unreached: list[GoldClaim] = []
    spots = [_spot(reading, candidate) for candidate in candidates]
    for claim, found in located:
        inside = [place for place, spot in enumerate(spots) if any(a < spot[1] and spot[0] < b for a, b in found)]
        chosen = (
            _carriers(candidates, inside, claim)
            or _unnamed_carriers(contexts, inside, claim)
            or _carriers_of_nothing(candidates, inside, claim)
        )
        for place in chosen:
            carried[place].append(claim)
        if not chosen:
            unreached.append(claim)
        for place in inside:
            if place not in chosen and not has_figure(claim) and candidates[place].quantity is None:
                unnamed = candidates[place].item is None
                blocked[place] = blocked[place] or unnamed or _related(candidates[place], claim)
    examples = tuple(
        Example(
            context=context,
            golds=tuple(claims),
            free=all(bool(claim.get("optional")) for claim in claims) if claims else stopped,
        )
        for context, claims, stopped in zip(contexts, carried, blocked, strict=True)
    )
    return Aligned(coded=coded, reading=reading, examples=examples, unreached=tuple(unreached))


def _spot(reading: Reading, candidate: Candidate) -> tuple[int, int]:
    offsets = reading.sentences[candidate.sentence].offsets
    return offsets[candidate.start], offsets[candidate.end - 1] + 1


def _carriers(candidates: Sequence[Candidate], inside: Iterable[int], claim: GoldClaim) -> list[int]:
    """The candidates within the quote that fit the claim: by figure and unit; by item where none has the figure."""
    inside = list(inside)
    found = _figure_carriers(candidates, inside, claim) if has_figure(claim) else []
    if found:
        return found
    bare = [place for place in inside if candidates[place].quantity is None]
    item = str(claim.get("item"))
    exact = [place for place in bare if _item(candidates[place]) == item]
    return exact or [place for place in bare if family_of(_item(candidates[place])) == family_of(item)]


def _figure_carriers(candidates: Sequence[Candidate], inside: Sequence[int], claim: GoldClaim) -> list[int]:
    fitting = [place for place in inside if _has_figure_of(candidates[place], claim, 1.0)]
    if not fitting:
        fitting = [place for place in inside if any(_has_figure_of(candidates[place], claim, s) for s in _LEFT_OUT)]
    unit = str(claim.get("unit"))
    by_unit = [
        place
        for place in fitting
        if same_unit_family(unit, unit_of(candidates[place], str(claim.get("item"))))
        or candidates[place].quantity.unit is None  # type: ignore[union-attr]  # fitting ones have a figure
    ]
    return by_unit or fitting


def _has_figure_of(candidate: Candidate, claim: GoldClaim, scale: float) -> bool:
    """Whether the candidate's figure is the claim's, where it leaves out that scale ("Norway 42" of millions)."""
    quantity = candidate.quantity
    if quantity is None or (scale > 1 and (quantity.unit is not None or quantity.form is not FigureForm.NUMBER)):
        return False
    low, high = (None if end is None else end * scale for end in (quantity.low, quantity.high))
    return near(claim.get("low"), low) and near(claim.get("high"), high)


def _unnamed_carriers(contexts: Sequence[Context], inside: Iterable[int], claim: GoldClaim) -> list[int]:
    """The first candidate within the quote that may be about the claim's item though it names none, or another one."""
    if has_figure(claim):
        return []
    bare = [place for place in inside if contexts[place].candidate.quantity is None]
    fitting = [place for place in bare if right_items(item_options(contexts[place]), claim)]
    unnamed = [place for place in fitting if contexts[place].candidate.item is None]
    return (unnamed or fitting)[:1]


def _carriers_of_nothing(candidates: Sequence[Candidate], inside: Iterable[int], claim: GoldClaim) -> list[int]:
    """The first count of nothing within the quote of a denial: "not one bullet" denies, and no figure is coded."""
    if has_figure(claim) or claim.get("polarity") != Polarity.DENIED:
        return []
    quantities = ((place, candidates[place].quantity) for place in inside)
    return [place for place, quantity in quantities if quantity is not None and quantity.high == 0][:1]


def _item(candidate: Candidate) -> str:
    return candidate.item.item if candidate.item else ""


def _related(candidate: Candidate, claim: GoldClaim) -> bool:
    return family_of(_item(candidate)) == family_of(str(claim.get("item")))


def quote_places(text: str, claim: GoldClaim) -> list[tuple[int, int]]:
    """Return where the claim's passages stand in the document's text; a table row is found by its cells."""
    folded, offsets = _folded(text)
    also = claim.get("also")
    found: list[tuple[int, int]] = []
    for quote in [claim.get("quote") or "", *(also if isinstance(also, list) else [])]:
        words = _fold_quote(str(quote))
        spans = _find_all(folded, words)
        if not spans and "|" in str(quote):
            spans = _cells(folded, str(quote))
        found.extend((offsets[start], offsets[end - 1] + 1) for start, end in spans)
    return found


def _fold_quote(quote: str) -> str:
    return re.sub(r"\s+", " ", without_marks(_MARKS.sub("", quote))).strip()


def _folded(text: str) -> tuple[str, list[int]]:
    clean = without_marks(text)
    signs: list[str] = []
    offsets: list[int] = []
    for place, sign in enumerate(clean):
        if sign == " " and signs and signs[-1] == " ":
            continue
        signs.append(sign)
        offsets.append(place)
    return "".join(signs), offsets


def _find_all(text: str, words: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = text.find(words) if words else -1
    while start >= 0:
        found.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return found


def _cells(text: str, row: str) -> list[tuple[int, int]]:
    """The cells of a quoted row, one after the other; empty where they do not follow one another."""
    cells = [_fold_quote(cell) for cell in row.split("|")]
    cells = [cell for cell in cells if cell]
    for first, _ in _find_all(text, cells[0]) if cells else ():
        spans: list[tuple[int, int]] = []
        place = first
        for cell in cells:
            start = text.find(cell, place)
            if start < 0 or start - place > 40:
                break
            spans.append((start, start + len(cell)))
            place = start + len(cell)
        if len(spans) == len(cells):
            return spans
    return []
