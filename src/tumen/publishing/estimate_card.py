"""The card of an estimate: how much, on which date, how sure, and what it rests on, in plain text."""

from __future__ import annotations

from collections.abc import Iterable

from tumen.asking.wording import confidence_sentence, coverage_sentence, likelihood_sentence, source_summary
from tumen.codebook.estimate import Estimate
from tumen.codebook.exchange import Exchange
from tumen.codebook.settlement import Settlement
from tumen.publishing.phrases import amount, in_words

_MOST = 12  # rows of a list


def render_estimate(estimate: Estimate, exchange: Exchange, settled: Iterable[Settlement] = ()) -> str:
    """Return the card. Amounts are in the flow's unit; an interval that is known from simulation only says so.

    Of the values in ``settled`` those of the flow are listed.
    """
    flow = estimate.flow
    head = f"{flow}\nas of {in_words(estimate.as_of)}" + (
        f", by what had been published by {in_words(estimate.known_at)}" if estimate.known_at else ""
    )
    if estimate.middle is None or estimate.low is None or estimate.high is None:
        told = f"{len(estimate.entries)} claims, none with an amount to estimate from"
        return "\n".join([head, told, *_denials(estimate, exchange)])
    lines = [
        head,
        "",
        f"{amount(estimate.middle)} {flow.unit}"
        f"   ({estimate.level:.0%} interval: {amount(estimate.low)} to {amount(estimate.high)})",
        f"{len(estimate.entries)} claims, {estimate.distinct_claims} distinct after copies are joined, "
        f"{estimate.origins} named origins, worth {estimate.effective_origins:.1f} independent ones",
        "",
        likelihood_sentence(estimate, _round_mark(estimate.middle)),
        confidence_sentence(estimate),
        coverage_sentence(estimate),
        source_summary(estimate, {entry.id: entry for entry in exchange.entries}),
    ]
    accepted = _accepted(estimate, settled)
    return "\n".join([*lines, *accepted, *_influences(estimate), *_more(estimate), *_denials(estimate, exchange)])


def _accepted(estimate: Estimate, settled: Iterable[Settlement]) -> list[str]:
    rows = [
        f"  {amount(one.value)} {estimate.flow.unit} on {in_words(one.on)}, public since {in_words(one.published)}"
        f" (recorded by {one.by}: {one.reason})"
        for one in settled
        if one.flow == str(estimate.flow)
    ]
    return ["", "Accepted by all sides (the estimate is made from the claims alone):", *rows] if rows else []


def _influences(estimate: Estimate) -> list[str]:
    rows = []
    for one in estimate.influences[:_MOST]:
        without = "nothing is left" if one.without is None else f"{amount(one.without)} without it"
        leans = (
            f"tells {one.lean:.2f} times what the others do" if abs(one.lean - 1) >= 0.02 else "leans to neither side"
        )
        rows.append(f"  {one.weight:4.0%}  {one.name}: {leans}; {without} ({', '.join(one.entries[:6])})")
    return ["", "Who weighs how much:", *rows] if rows else []


def _more(estimate: Estimate) -> list[str]:
    lines: list[str] = []
    if estimate.camps:
        told = " or ".join(
            f"{amount(middle)} ({amount(low)} to {amount(high)})" for low, middle, high in estimate.camps
        )
        lines += ["", f"Two camps: {told}."]
    if estimate.width_by_cause:
        shares = ", ".join(f"{cause} {share:.0%}" for cause, share in estimate.width_by_cause.items())
        lines += ["", f"What makes the interval wide: {shares}."]
    for day, size, why in estimate.jumps[:_MOST]:
        lines.append(f"  about {in_words(day)}: by {amount(size)}; {why}")
    for doubt in estimate.doubts[:_MOST]:
        lines.append(f"  {doubt.entry} is an error with a probability of {doubt.probability:.0%}")
    if estimate.narrowing:
        lines += ["", estimate.narrowing]
    return lines


def _denials(estimate: Estimate, exchange: Exchange) -> list[str]:
    found = [entry for entry in exchange.entries if entry.id in estimate.denials]
    if not found:
        return []
    who = (str(entry.claim.origin_source or entry.report.publisher or "nobody named") for entry in found)
    rows = [f"  {name}, {entry.report.published} ({entry.id})" for name, entry in zip(who, found, strict=True)]
    return ["", "Denied by (a position, not averaged in):", *rows]


def _round_mark(middle: float) -> float:
    """A round amount near the middle, for a sentence on likelihood."""
    digits = len(f"{middle:.0f}") - 1
    return float(round(middle, -digits)) if middle >= 10 else float(round(middle))
