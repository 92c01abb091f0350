"""The corrections log: what is new on record for an article that was checked before."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tumen.codebook.verdict import Evidence, EvidenceRole, Severity, VerdictKind
from tumen.errors import WrongUse
from tumen.publishing.report import CheckedArticle
from tumen.publishing.report_html import render_html
from tumen.publishing.report_json import render_json
from tumen.publishing.report_markdown import render_markdown
from tumen.publishing.report_text import render_text
from tumen.publishing.since import ChangeKind, CorrectionsLog, compare_reports, log_fields

THE_DEAD = 8
THE_BOXES = 2


def kinds(log: CorrectionsLog) -> list[ChangeKind]:
    return [change.kind for change in log.changes]


def without(checked: CheckedArticle, nth: int) -> CheckedArticle:
    """The article as it was checked before anything later was on record for one verdict."""
    verdicts = list(checked.verdicts)
    verdicts[nth] = replace(verdicts[nth], notes=())
    return replace(checked, verdicts=tuple(verdicts), record=replace(checked.record, claims=400))


def test_the_same_check_twice_changes_nothing(checked: CheckedArticle) -> None:
    log = compare_reports(render_json([checked]), checked)
    assert log.changes == ()
    assert "nothing has changed" in log.summary


def test_a_later_figure_by_the_same_origin_is_a_correction(checked: CheckedArticle) -> None:
    """The NIS raised its at least 600 dead to about 2,000; the government's 600 is only new."""
    log = compare_reports(render_json([without(checked, THE_DEAD)]), checked)
    assert kinds(log) == [ChangeKind.CORRECTION, ChangeKind.NEW_FIGURE]
    assert log.changes[0].because == "NIS, 2 September 2025: about 2,000 troops"
    assert log.changes[0].number == THE_DEAD + 1
    assert (log.earlier_claims, log.claims) == (400, 427)


def test_a_denial_is_named_as_one(checked: CheckedArticle) -> None:
    assert kinds(compare_reports(render_json([without(checked, THE_BOXES)]), checked)) == [ChangeKind.DENIAL]


def test_a_verdict_that_changed_says_what_it_was(checked: CheckedArticle) -> None:
    first = replace(checked.verdicts[0], kind=VerdictKind.AGREES, severity=Severity.FINE)
    earlier = replace(checked, verdicts=(first, *checked.verdicts[1:]))
    (change,) = compare_reports(render_json([earlier]), checked).changes
    assert change.kind is ChangeKind.VERDICT
    assert change.because.startswith("Was “Borne out”, is now “Told as further along than it was”.")


def test_an_estimate_that_moved_is_told_with_both_middles(checked: CheckedArticle) -> None:
    verdict = checked.verdicts[THE_BOXES]
    assert verdict.estimate is not None
    moved = replace(verdict, estimate=replace(verdict.estimate, middle=21_000))
    now = replace(checked, verdicts=(*checked.verdicts[:2], moved, *checked.verdicts[3:]))
    (change,) = compare_reports(render_json([checked]), now).changes
    assert change.because == "The middle of the estimate was 18,500 and is 21,000."


def test_a_changed_text_matches_claims_by_words_and_figure(checked: CheckedArticle) -> None:
    renamed = [replace(one, entry=replace(one.entry, id=f"new-{one.entry.id}")) for one in checked.verdicts[1:]]
    document = replace(checked.document, capture_sha256="another")
    now = replace(checked, document=document, verdicts=tuple(renamed))
    log = compare_reports(render_json([checked]), now)
    assert log.text_changed
    assert [(change.kind, change.quote) for change in log.changes] == [(ChangeKind.CLAIM_GONE, "100,000 men")]
    back = compare_reports(render_json([now]), checked)
    assert kinds(back) == [ChangeKind.CLAIM_ADDED]


def test_the_log_stands_in_every_form_of_the_report(checked: CheckedArticle) -> None:
    log = compare_reports(render_json([without(checked, THE_DEAD)]), checked)
    for shown in (
        render_html(checked, since=log),
        render_markdown(checked, since=log),
        render_text(checked, since=log, width=200),
    ):
        assert "Corrected by the same origin" in shown
        assert "the record then held 400 claims and now holds 427" in shown
    assert json.loads(json.dumps(log_fields(log)))["changes"][0]["evidence"] == ["los24"]


@pytest.mark.parametrize("earlier", ["", "{", "{}", "[1]", "[]", '[{"article": {"doc": "another"}}]'])
def test_what_is_no_report_of_this_article_is_refused(checked: CheckedArticle, earlier: str) -> None:
    with pytest.raises(WrongUse, match="the earlier report"):
        compare_reports(earlier, checked)


def test_an_earlier_report_with_fields_missing_is_still_compared(checked: CheckedArticle) -> None:
    bare = [{"article": {"doc": "sample"}, "claim": {"id": checked.verdicts[0].entry.id}, "verdict": "hunch"}]
    log = compare_reports(json.dumps(bare), replace(checked, verdicts=checked.verdicts[:1]))
    assert kinds(log) == [ChangeKind.VERDICT, ChangeKind.NEW_FIGURE]
    assert "Was “hunch”" in log.changes[0].because


def test_a_contradiction_by_another_origin_is_only_new(checked: CheckedArticle) -> None:
    verdict = checked.verdicts[THE_BOXES]
    other: Evidence = replace(checked.verdicts[3].evidence[0], role=EvidenceRole.CONTRADICTS)
    now = replace(checked, verdicts=(replace(verdict, evidence=(*verdict.evidence, other)),))
    log = compare_reports(render_json([replace(checked, verdicts=(verdict,))]), now)
    assert kinds(log) == [ChangeKind.NEW_FIGURE]
