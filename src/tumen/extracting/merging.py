"""Merging: repeats of one claim in one document are one claim, the fullest mention its quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tumen.codebook.claim import Claim, Polarity
from tumen.extracting.assemble import Finding


def merged(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with repeats joined, in order of the text.

    Two mentions are one claim where kind, sides, item, figure and polarity agree, their stages do not contradict one
    another and neither names another origin than the other; "another 300" repeats nothing. What is said without a
    figure is dropped where the same is said with one.
    """
    groups: list[list[Finding]] = []
    by_key: dict[tuple[object, ...], list[list[Finding]]] = {}
    for finding in findings:
        open_groups = by_key.setdefault(_key(finding.claim), [])
        repeated = [] if finding.further else open_groups
        group = next((group for group in repeated if _repeats(group[0].claim, finding.claim)), None)
        if group is None:
            group = []
            groups.append(group)
            open_groups.append(group)
        group.append(finding)
    joined = [_joined(group) for group in groups]
    told = {_without_figure(finding.claim) for finding in joined if finding.claim.has_figure}
    return tuple(
        finding for finding in joined if finding.claim.has_figure or _without_figure(finding.claim) not in told
    )


def _key(claim: Claim) -> tuple[object, ...]:
    # The unit of what carries no figure says nothing.
    unit = claim.unit if claim.has_figure else None
    return (
        claim.kind, claim.actor, claim.counterpart, claim.item, claim.low, claim.high, unit, claim.outcome,
        claim.polarity, claim.measure, claim.direction,
    )  # fmt: skip


def _without_figure(claim: Claim) -> tuple[object, ...]:
    return claim.kind, claim.actor, claim.counterpart, claim.item, claim.polarity is Polarity.DENIED


def _repeats(first: Claim, second: Claim) -> bool:
    origins = {claim.sources[-1].name for claim in (first, second) if claim.sources}
    if claim_is_bare(first):
        return first.stage is second.stage
    return len(origins) < 2


def claim_is_bare(claim: Claim) -> bool:
    """Tell whether the claim carries no figure."""
    return not claim.has_figure


def _joined(group: Sequence[Finding]) -> Finding:
    best = max(group, key=lambda finding: (finding.confidence, -finding.start))
    others = tuple(
        passage
        for finding in group
        if finding is not best
        for passage in (finding.passage, *finding.also)
        if passage != best.passage
    )
    return replace(best, also=tuple(dict.fromkeys((*best.also, *others)))) if others else best
