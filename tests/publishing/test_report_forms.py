"""The report for a terminal, as Markdown and as JSON: the same findings, each form in its own manners."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len
from tests.publishing.conftest import the_article
from tests.publishing.test_report_html import HOSTILE, hostile

from tumen.codebook.wire import parse_line
from tumen.publishing.report import CheckedArticle
from tumen.publishing.report_json import render_json
from tumen.publishing.report_markdown import escape, render_index_markdown, render_markdown
from tumen.publishing.report_text import render_index_text, render_text

ANSI = re.compile(r"\x1b\[[0-9;]*m")
A_CHECK = {"article", "claim", "verdict", "severity", "because", "evidence", "notes", "estimate", "confidence"}


def test_the_json_report_as_published(checked: CheckedArticle, golden: Callable[[str, str], None]) -> None:
    golden("report.json", render_json([checked]))


def test_the_markdown_report_as_published(checked: CheckedArticle, golden: Callable[[str, str], None]) -> None:
    golden("report.md", render_markdown(checked))


def test_the_terminal_report_as_published(checked: CheckedArticle, golden: Callable[[str, str], None]) -> None:
    golden("report.txt", render_text(checked, width=90))


def test_each_claim_is_an_object_of_the_contract(checked: CheckedArticle) -> None:
    lines = json.loads(render_json([checked]))
    claims = [line for line in lines if line["claim"] is not None]
    assert len(claims) == len(checked.verdicts)
    for line, verdict in zip(claims, checked.verdicts, strict=True):
        assert line.keys() >= A_CHECK
        assert line["claim"]["doc"] == line["article"]["doc"] == "sample"
        assert parse_line(line["claim"], text=checked.document.text).claim == verdict.entry.claim
        assert all(
            one.keys() == {"id", "origin", "published", "figure", "url", "seen", "role"} for one in line["evidence"]
        )


def test_figures_that_were_not_coded_follow_with_their_reason(checked: CheckedArticle) -> None:
    lines = json.loads(render_json([checked]))[len(checked.verdicts) :]
    assert [(line["claim"], line["passage"]) for line in lines] == [
        (None, "600 graves"),
        (None, "The station at Tumangang has 14 tracks"),
        (None, "five are in use"),
    ]
    assert all(line["because"] for line in lines)


def test_an_article_in_which_nothing_was_read_is_no_empty_list(checked: CheckedArticle) -> None:
    (line,) = json.loads(render_json([replace(checked, verdicts=(), uncoded=())]))
    assert line["claim"] is None
    assert "says nothing of its figures" in line["because"]


@given(width=st.integers(min_value=40, max_value=140))
@settings(max_examples=15, deadline=None)
def test_the_terminal_report_keeps_to_its_width(width: int) -> None:
    """An address alone may run over, so that it can be copied."""
    lines = render_text(the_article(), width=width, colour=True).splitlines()
    plain = [ANSI.sub("", line) for line in lines]
    assert all(cell_len(line) <= width for line in plain if "http" not in line)


def test_colour_changes_no_word(checked: CheckedArticle) -> None:
    plain, coloured = render_text(checked), render_text(checked, colour=True)
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in ANSI.sub("", coloured).splitlines()] == plain.splitlines()


def test_every_form_says_what_was_held_against_and_what_was_not_checked(checked: CheckedArticle) -> None:
    for shown in (render_text(checked, width=200), render_markdown(checked)):
        assert "Held against dprk-russia: of 427 claims (the newest of 19 June 2026)" in shown
        assert "3 figures not checked" in shown
        assert "No exchange between two states is told" in shown


@given(text=HOSTILE)
@settings(max_examples=60, deadline=None)
def test_hostile_text_does_not_reach_the_terminal_or_become_markup(text: str) -> None:
    article = hostile(the_article(), text)
    shown = render_text(article) + render_index_text([article])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", shown)
    tokens = MarkdownIt("commonmark").parse(render_markdown(article) + "\n\n" + render_index_markdown([article]))
    inline = [child for token in tokens for child in token.children or ()]
    assert not [token for token in (*tokens, *inline) if token.type in {"html_block", "html_inline", "image", "fence"}]
    links = [str(token.attrGet("href")) for token in inline if token.type == "link_open"]
    assert all(link.startswith(("http://", "https://")) for link in links)


@given(text=st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    wanted = " ".join(text.split())
    (_, inline, _) = MarkdownIt("commonmark").parse(escape("x " + text))
    assert "".join(child.content for child in inline.children or ()) == f"x {wanted}".strip()


def test_a_sentence_that_begins_like_a_list_stays_a_sentence() -> None:
    for text in ("2. places", "- a", "+ b", "=====", "# c", "> d", "12) e"):
        assert [token.type for token in MarkdownIt("commonmark").parse(escape(text))] == [
            "paragraph_open",
            "inline",
            "paragraph_close",
        ]


def test_the_list_of_articles_as_text(checked: CheckedArticle) -> None:
    clean = replace(checked, doc="clean", verdicts=checked.verdicts[3:4])
    lines = render_index_text([clean, checked]).splitlines()
    assert lines[0].startswith("sample")
    assert "✕ 3 faults" in lines[1]
    assert "| clean: " in render_index_markdown([clean])
