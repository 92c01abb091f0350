"""The one sentence that says why: what the article says, what the record says, who, when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tumen.checking.figures import Likeness, same_unit, told_closely
from tumen.checking.items import are_builders, exactly_same_item, is_broader, same_item
from tumen.checking.phrases import STAGES, Words, dated, day, listed, named, period, who
from tumen.checking.severity import is_fault
from tumen.checking.standing import Finding, borne_out_later
from tumen.checking.trial import Pair, Trial, is_denial, kinds_alike, sides_alike
from tumen.codebook.claim import Basis, Claim, Kind
from tumen.codebook.edtf import Edtf
from tumen.codebook.verdict import VerdictKind
from tumen.tracing.rounding import told_numbers

Tell = Callable[[Trial, Finding, Words], str]


def because(trial: Trial, finding: Finding, words: Words) -> str:
    """Return one plain sentence that an editor could paste into a mail: figure with unit, date and name where there
    are any.
    """
    sentence = _SENTENCES[finding.kind](trial, finding, words)
    later = borne_out_later(trial) if is_fault(finding.kind) else None
    return sentence if later is None else f"{sentence[:-1]}; but after the article {_said(later, words)}."


def _said(pair: Pair, words: Words) -> str:
    """What the record says, who and when: "NIS gave about 600 troops killed on 30 April 2025"."""
    entry = pair.head.entry
    if is_denial(entry.claim):
        return f"{who(pair.head)} denied {words.noun(entry.claim)} {dated(entry.report.published)}"
    if _is_one_deed(entry.claim):
        return f"{who(pair.head)} told of the {words.noun(entry.claim)} {dated(entry.report.published)}"
    if not entry.claim.has_figure:
        return f"{who(pair.head)} spoke of {words.noun(entry.claim)} {dated(entry.report.published)}"
    return f"{who(pair.head)} gave {words.figure(entry.claim)} {dated(entry.report.published)}"


def _is_one_deed(claim: Claim) -> bool:
    """Whether the figure only counts one agreement or act, which nobody would say of it."""
    return claim.kind in (Kind.AGREEMENT, Kind.ACT) and told_numbers(claim) == (1.0,)


def _first(finding: Finding) -> Pair:
    return finding.decides[0]


def _direction(trial: Trial, finding: Finding, words: Words) -> str:
    pair, told = _first(finding), trial.told
    return (
        f"The article has {words.figure(told)} going {words.way(told)}, but {who(pair.head)} spoke "
        f"{dated(pair.head.entry.report.published)} of {words.figure(pair.recorded)} going "
        f"{words.way(pair.recorded)}."
    )


def _other_figure(trial: Trial, finding: Finding, words: Words) -> str:
    return f"The article says {words.figure(trial.told)}, but {_said(_first(finding), words)}."


def _item(trial: Trial, finding: Finding, words: Words) -> str:
    pair = _first(finding)
    return (
        f"The article says {words.figure(trial.told)}, but what {who(pair.head)} spoke of "
        f"{dated(pair.head.entry.report.published)} was {words.figure(pair.recorded)}."
    )


def _measure(trial: Trial, finding: Finding, words: Words) -> str:
    pair = _first(finding)
    return (
        f"The article tells {words.measured(trial.told)}, but {who(pair.head)} gave "
        f"{words.measured(pair.recorded)} {dated(pair.head.entry.report.published)}."
    )


def _converted(trial: Trial, finding: Finding, words: Words) -> str:
    pair = _first(finding)
    how = "what could be held or made" if pair.recorded.basis is Basis.CAPACITY else "worked out from another figure"
    if len(finding.decides) > 1 and finding.reading is None:
        other = words.figure(finding.decides[1].recorded)
        how = f"one of two ways to reckon it, the other being {other}"
    return (
        f"The article tells {words.figure(trial.told)} as counted, but what {who(pair.head)} gave "
        f"{dated(pair.head.entry.report.published)}, {words.figure(pair.recorded)}, was {how}."
    )


def _stage(trial: Trial, finding: Finding, words: Words) -> str:
    pair = _first(finding)
    return (
        f"The article tells {words.figure(trial.told)} as {STAGES[trial.told.stage]}, but {who(pair.head)} spoke "
        f"{dated(pair.head.entry.report.published)} of {_parts(trial, finding, words) or words.figure(pair.recorded)} "
        f"as {STAGES[pair.recorded.stage]}."
    )


def _time(trial: Trial, finding: Finding, words: Words) -> str:
    pair = _first(finding)
    return (
        f"The article gives {words.figure(trial.told)} for {_span(trial.told.time)}, but {_said(pair, words)} "
        f"for {_span(pair.recorded.time)}."
    )


def _span(time: Edtf | None) -> str:
    """A time that may stand after "for": "the time up to June 2024"."""
    words = period(time)
    return f"the time {words}" if words.startswith(("up to", "from")) else words


def _source(trial: Trial, finding: Finding, words: Words) -> str:
    pair = _first(finding)
    if finding.against:
        denying = listed(sorted({who(other.head) for other in finding.against}))
        return (
            f"The article names nobody for {words.figure(trial.told)}, but on record only {who(pair.head)} "
            f"says so ({day(pair.head.entry.report.published)}), and {denying} denied it."
        )
    telling = f"The article names {named(trial.told.sources)} for {words.figure(trial.told)}"
    return f"{telling}, but on record {_said(pair, words)}."


def _many(trial: Trial, finding: Finding, words: Words) -> str:
    voices = listed([source.name for source in (*trial.told.sources[-1:], *trial.told.also_said_by)])
    return (
        f"The article counts {voices} as separate voices for {words.figure(trial.told)}, but on record they "
        f"repeat one: {_said(_first(finding), words)}."
    )


def _overtaken(trial: Trial, finding: Finding, words: Words) -> str:
    return (
        f"The article gives {words.figure(trial.told)} as where things stand, but {_said(_first(finding), words)}, "
        f"before the article."
    )


def _differs(trial: Trial, finding: Finding, words: Words) -> str:
    lead = "" if _first(finding).source else "the nearest on record is other: "
    return f"The article says {words.figure(trial.told)}, but {lead}{_said(_first(finding), words)}."


def _agrees(trial: Trial, finding: Finding, words: Words) -> str:
    if not finding.decides:
        return f"The article's {words.figure(trial.told)} lies within what the record supports."
    first = _first(finding)
    parts = _parts(trial, finding, words) if finding.kind is VerdictKind.AGREES else None
    if parts:
        return f"The record bears it out: {who(first.head)} gave {parts} {dated(first.head.entry.report.published)}."
    return f"The record bears it out: {_said(first, words)}."


def _parts(trial: Trial, finding: Finding, words: Words) -> str | None:
    """The two figures that make the article's together; None where one statement alone decides."""
    first, *others = finding.decides
    if others and _is_a_part(trial, first) and _is_a_part(trial, others[0]):
        return f"{words.figure(first.recorded)} and {words.figure(others[0].recorded)}"
    return None


def _is_a_part(trial: Trial, pair: Pair) -> bool:
    """Whether the statement gives one of two parts that make the article's figure together."""
    return trial.told.has_figure and pair.recorded.has_figure and pair.figure in (Likeness.OTHER, Likeness.POWER)


def _not_checkable(trial: Trial, finding: Finding, words: Words) -> str:  # noqa: ARG001 - one signature for all
    return f"The article speaks of {words.noun(trial.told)} without a figure and too generally to be checked."


def _unknown(trial: Trial, finding: Finding, words: Words) -> str:  # noqa: ARG001 - one signature for all
    nearest = _of_the_very_number(trial)
    if nearest is not None:
        return f"Nobody on record says quite this; the nearest with that number: {_said(nearest, words)}."
    newest = _newest_of_the_same_thing(trial)
    if newest is not None:
        told = (
            f"gives {words.figure(trial.told)}" if trial.told.has_figure else f"says this of {words.noun(trial.told)}"
        )
        return f"Nobody on record {told} {words.way(trial.told)}; the newest of that kind: {_said(newest, words)}."
    return f"Nobody on record speaks of {words.figure(trial.told)} {words.way(trial.told)}."


def _of_the_very_number(trial: Trial) -> Pair | None:
    """The newest statement with the very number of the same thing, which differs from the article in too much else."""
    alike = [
        pair
        for pair in trial.pairs
        if pair.figure is Likeness.SAME
        and (_is_exact(pair) or are_builders(trial.told, pair.recorded))
        and trial.told.kind is pair.recorded.kind
        and sides_alike(trial.told, pair.recorded)
        and told_closely(trial.told, pair.recorded)
        and same_unit(trial.told, pair.recorded, pair.rates)
        and is_denial(trial.told) is is_denial(pair.recorded)
    ]
    return max(alike, key=lambda pair: (pair.head.published, pair.head.entry.id), default=None)


def _newest_of_the_same_thing(trial: Trial) -> Pair | None:
    """The newest statement of the same kind, sides and item, or of one sort of it, whatever its figure."""
    alike = [
        pair
        for pair in trial.pairs
        if same_item(trial.told, pair.recorded)
        and not is_broader(trial.told, pair.recorded)
        and kinds_alike(trial.told, pair.recorded)
        and trial.told.outcome is pair.recorded.outcome
        and sides_alike(trial.told, pair.recorded)
        and is_denial(trial.told) is is_denial(pair.recorded)
    ]
    return max(alike, key=lambda pair: (_is_exact(pair), pair.head.published, pair.head.entry.id), default=None)


def _is_exact(pair: Pair) -> bool:
    return exactly_same_item(pair.told, pair.recorded)


_SENTENCES: Final[Mapping[VerdictKind, Tell]] = {
    VerdictKind.DIRECTION_REVERSED: _direction,
    VerdictKind.UNIT_SLIP: _other_figure,
    VerdictKind.ITEM_CONFUSED: _item,
    VerdictKind.OUTCOME_CONFUSED: _other_figure,
    VerdictKind.MEASURE_CONFUSED: _measure,
    VerdictKind.CONVERTED_AS_COUNTED: _converted,
    VerdictKind.STAGE_RAISED: _stage,
    VerdictKind.WRONG_TIME: _time,
    VerdictKind.WRONG_SOURCE: _source,
    VerdictKind.ONE_ORIGIN_AS_MANY: _many,
    VerdictKind.OVERTAKEN: _overtaken,
    VerdictKind.HEDGE_DROPPED: _other_figure,
    VerdictKind.DIFFERS: _differs,
    VerdictKind.AGREES: _agrees,
    VerdictKind.NOT_CHECKABLE: _not_checkable,
    VerdictKind.UNKNOWN: _unknown,
}
