"""The HTML report: one file, nothing loaded, every word from outside escaped, readable by eye, ear and on paper."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publishing.conftest import the_article

from tumen.codebook.document import Block, BlockKind, Document
from tumen.codebook.entry import Entry
from tumen.codebook.verdict import Evidence, Verdict
from tumen.publishing.index_html import render_index, report_names
from tumen.publishing.report import CheckedArticle
from tumen.publishing.report_html import render_frame, render_html

OWN_TAGS = {
    *("html", "head", "meta", "title", "style", "script", "body", "header", "main", "section", "article", "footer"),
    *("a", "p", "h1", "h2", "h3", "h4", "b", "i", "q", "br", "span", "div", "sup", "small", "mark", "blockquote"),
    *("ul", "ol", "li", "form", "label", "input", "select", "option", "button", "output", "details", "summary"),
    *(
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "svg",
        "text",
        "line",
        "path",
        "circle",
        "rect",
    ),
}


class Page(HTMLParser):
    """The tags, attributes and visible text of a page, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_the_page_loads_nothing_and_says_so_in_its_policy(checked: CheckedArticle) -> None:
    page = Page(render_html(checked))
    assert not page.all("link")
    assert not page.all("img")
    assert [attrs for attrs in page.all("script") if attrs] == []
    policy = next(attrs["content"] or "" for attrs in page.all("meta") if attrs.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [attrs for _, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]


def test_the_policy_names_the_style_and_script_that_stand_in_the_page(checked: CheckedArticle) -> None:
    html = render_html(checked)
    for tag in ("style", "script"):
        inside = html.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        assert base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode() in html.split("<style>")[0]


def test_each_figure_leads_to_its_card_and_back(checked: CheckedArticle) -> None:
    page = Page(render_html(checked))
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    inner = {link[1:] for attrs in page.all("a") if (link := attrs["href"] or "").startswith("#")}
    assert inner <= set(ids)
    for number in range(1, len(checked.verdicts) + 1):
        assert {f"card-{number}", f"figure-{number}"} <= inner


def test_the_article_stands_there_to_the_letter(checked: CheckedArticle) -> None:
    html = render_html(checked)
    shown = re.sub(r"<(sup|span class=\"unseen\").*?</\1>|<sup.*?</sup>", "", html.split('<article id="article"')[1])
    shown = re.sub(r"<details.*?</details>", "", shown, flags=re.S)
    text = " ".join(Page("<p" + shown.split("</article>")[0]).text.split())
    assert "leave Rajin for Vladivostok, and counted in them more than 200,000 rounds of 122 mm." in text


def test_severity_is_told_by_sign_and_word_as_well_as_colour(checked: CheckedArticle) -> None:
    page = Page(render_html(checked))
    assert "(figure 7: Fault, Figure of another item)" in page.text
    assert "7✕" in page.text


def test_a_paraphrase_is_named_as_such_and_a_passage_stands_in_quotation_marks(checked: CheckedArticle) -> None:
    html = render_html(checked)
    assert '<span class="tag">Paraphrase</span>' in html
    verdict = checked.verdicts[3]
    quoted = replace(
        verdict.evidence[0],
        entry=replace(
            verdict.evidence[0].entry,
            report=replace(verdict.evidence[0].entry.report, passage=checked.document.passage(0, 12)),
        ),
    )
    alone = replace(checked, verdicts=(replace(verdict, evidence=(quoted,), notes=()),))
    beside = render_html(alone).split("What the record says")[1]
    assert f"“{checked.document.text[:12]}”" in beside
    assert "Paraphrase" not in beside.split("</section>")[0]


def test_a_page_that_was_not_seen_is_marked(checked: CheckedArticle) -> None:
    verdict = checked.verdicts[3]
    evidence = verdict.evidence[0]
    unseen = replace(evidence, entry=replace(evidence.entry, report=replace(evidence.entry.report, seen=False)))
    html = render_html(replace(checked, verdicts=(replace(verdict, evidence=(unseen,)),)))
    assert "page not seen" in html


def test_an_article_without_a_date_says_so_once(checked: CheckedArticle) -> None:
    undated = replace(checked, document=replace(checked.document, published=None), known_at=None)
    html = render_html(undated)
    assert html.count("The article has no date") == 1
    assert "all 427 claims on record" in html


def test_what_was_not_checked_stands_there_with_its_reason(checked: CheckedArticle) -> None:
    text = Page(render_html(checked)).text
    unchecked = text.split("Figures that were not checked")[1]
    for uncoded in checked.uncoded:
        assert uncoded.passage.quote in unchecked
        assert uncoded.reason in unchecked


def test_an_article_in_which_nothing_was_read_does_not_look_clean(checked: CheckedArticle) -> None:
    empty = replace(checked, verdicts=(), uncoded=(), problems=("The text is in Korean (ko); English alone is read",))
    text = Page(render_html(empty)).text
    assert "The text is in Korean" in text
    assert "No claim was read in this article" in text


def test_only_web_addresses_become_links(checked: CheckedArticle) -> None:
    verdict = checked.verdicts[3]
    evidence = verdict.evidence[0]
    for address in ("javascript:alert(1)", "data:text/html,x", "//example.org", "https://", 'https://e.org/"onload="x'):
        entry = replace(evidence.entry, report=replace(evidence.entry.report, url=address))
        page = Page(
            render_html(replace(checked, verdicts=(replace(verdict, evidence=(replace(evidence, entry=entry),)),)))
        )
        assert address in page.text
        assert not [attrs for attrs in page.all("a") if attrs.get("href") == address]


def test_a_dismissed_verdict_says_why_and_is_not_counted(checked: CheckedArticle) -> None:
    text = Page(render_html(checked)).text
    assert "House style: nearly is dropped" in text
    assert [number for number, _ in checked.worst()] == [7, 5, 2]
    assert "1 set aside" in " ".join(text.split())


def test_later_figures_are_drawn(checked: CheckedArticle) -> None:
    drawings = [attrs["aria-label"] for attrs in Page(render_html(checked)).all("svg")]
    assert drawings == ["Figures of the article and of 2 later claims"]


HOSTILE = st.text(min_size=1, max_size=40).filter(lambda text: text.strip() != "") | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</style><script>x</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }}{% raw %}",
        "</details></article>",
        "&lt;b&gt;",
        "\x1b[31m\u202ered\x00",
        "<!--",
        "]]>",
    ]
)


def hostile(checked: CheckedArticle, text: str) -> CheckedArticle:
    """The article with the text in every place that is filled from outside."""
    verdict = checked.verdicts[1]
    evidence = verdict.evidence[0]

    def poison(entry: Entry) -> Entry:
        report = replace(
            entry.report, publisher=text, url=text, paraphrase=text, passage=document.passage(0, len(text)), note=text
        )
        return replace(entry, id=text, report=report)

    document = Document(
        id="x",
        text=text + text,
        blocks=(Block(kind=BlockKind.TABLE_CELL, start=0, end=2 * len(text), lead=text),),
        title=text,
        publisher=text,
        url=text,
        capture_sha256=text,
    )
    worst: Evidence = replace(evidence, entry=poison(evidence.entry), origin=text, figure=text)
    second: Evidence = replace(worst, entry=replace(worst.entry, report=replace(worst.entry.report, passage=None)))
    note = replace(verdict.notes[0], because=text, evidence=(second,))
    made: Verdict = replace(
        verdict, entry=poison(verdict.entry), because=text, evidence=(worst, second), notes=(note,), wording=text
    )
    return CheckedArticle(
        doc=text,
        document=document,
        verdicts=(made, replace(made, dismissed=text)),
        uncoded=(replace(checked.uncoded[0], passage=document.passage(len(text), 2 * len(text)), reason=text),),
        record=replace(checked.record, case=text, last_event=text),
        checked_at=text,
        known_at=None,
        problems=(text,),
        state_names={"KP": text, "RU": text},
    )


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE)
def test_hostile_text_never_becomes_markup(text: str) -> None:
    article = hostile(the_article(), text)
    for html, scripts in ((render_html(article), 1), (render_index([article], report_names([article])), 0)):
        page = Page(html)
        assert {tag for tag, _ in page.tags} <= OWN_TAGS
        assert not [attrs for _, attrs in page.tags if any(name.startswith("on") or name == "style" for name in attrs)]
        links = [attrs["href"] or "" for attrs in page.all("a")]
        assert all(re.match(r"https?://[^\s]+$|#|[\w.-]+\.html$", link) for link in links)
        assert len(page.all("script")) == scripts
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", html)


def test_reports_of_articles_with_alike_names_do_not_overwrite_one_another(checked: CheckedArticle) -> None:
    articles = [replace(checked, doc=doc) for doc in ("a/b", "a b", "A-B", "index", "..", "../../etc/passwd")]
    names = report_names(articles)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"\w[\w.-]*\.html", name) for name in names)
    assert "index.html" not in names


def test_the_list_of_articles_shows_the_worst_first(checked: CheckedArticle) -> None:
    clean = replace(checked, doc="clean", verdicts=checked.verdicts[3:4])
    unread = replace(checked, doc="unread", verdicts=(), problems=("No text",))
    articles = [clean, unread, checked]
    page = Page(render_index(articles, report_names(articles), problems=["notes.pdf: is empty"]))
    assert [attrs["href"] for attrs in page.all("a")] == ["sample.html", "unread.html", "clean.html"]
    assert "notes.pdf: is empty" in page.text


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(checked: CheckedArticle) -> None:
    page = Page(render_frame(checked))
    assert [tag for tag, _ in page.tags] == ["iframe"]
    assert page.all("iframe")[0]["srcdoc"] == render_html(checked)
