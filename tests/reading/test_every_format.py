"""Every format that is read: what a reader sees becomes one text in blocks, with title, date, site and address."""

from __future__ import annotations

import pytest

from tests.files import column, pdf, word
from tumen.codebook.document import BlockKind, Capture, Document
from tumen.errors import UnreadableDocument
from tumen.reading import read, read_all, read_feed

LONG = "Trains carried the goods across the river for many weeks, the ministry said in its report on the border trade."


def read_text(text: str | bytes, name: str = "news.txt", media_type: str | None = None) -> Document:
    content = text.encode() if isinstance(text, str) else text
    return read(Capture(name=name, content=content, media_type=media_type))


def told(document: Document) -> list[tuple[str, str]]:
    return [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks]


def leads(document: Document, kind: BlockKind) -> dict[str, str | None]:
    return {document.text[b.start : b.end]: b.lead for b in document.blocks if b.kind is kind}


class TestPlainText:
    def test_blank_lines_part_the_paragraphs_and_wrapped_lines_are_joined(self) -> None:
        text = (
            "Containers by rail\n\nThe service counted about 4,000 containers that had crossed\n"
            "the border by rail.\n\nNothing more.\n"
        )
        document = read_text(text)
        assert told(document) == [
            ("headline", "Containers by rail"),
            ("paragraph", "The service counted about 4,000 containers that had crossed the border by rail."),
            ("paragraph", "Nothing more."),
        ]
        assert document.title == "Containers by rail"

    @pytest.mark.parametrize("name", ["ticker.txt", "ticker.md"])
    def test_entries_with_lines_of_their_own_are_told_apart(self, name: str) -> None:
        entries = [
            "09:12 Thirty of the North's men are dead in Kursk, says Kyiv",
            "11:40 Zelensky: 12,000 of them are in Russia by now",
            "THE CHAIR: Some 450 containers, then. (He looks round.)",
        ]
        document = read_text("What was told\n\n" + "\n".join(entries) + "\n\nNo more.\n", name)
        assert [text for _, text in told(document)][1:-1] == entries

    def test_a_wrapped_line_that_begins_like_an_entry_is_none(self) -> None:
        wrapped = "The trains that crossed the river in November were counted from the bank and then in\nSeoul: 450."
        assert len(told(read_text(f"# Trains\n\n{wrapped}\n", "wrapped.md"))) == 2

    def test_a_list_item_has_the_line_that_leads_it(self) -> None:
        document = read_text(
            "What was sent, by the count of Seoul:\n\n- 4,000 containers\n- 300 howitzers\n\nNo more.\n"
        )
        assert leads(document, BlockKind.LIST_ITEM) == {
            "4,000 containers": "What was sent, by the count of Seoul:",
            "300 howitzers": "What was sent, by the count of Seoul:",
        }

    @pytest.mark.parametrize(
        ("line", "kind"),
        [
            ("18 October 2024", "date_line"),
            ("Published: October 18, 2024", "date_line"),
            ("Friday, 18 October 2024 10:00 GMT", "date_line"),
            ("2024-10-18", "date_line"),
            ("Source: National Intelligence Service.", "source_line"),
            ("Photo: a train at the border.", "caption"),
            ("[1] Customs returns of the port.", "footnote"),
            ("¹ Customs returns of the port.", "footnote"),
            ("The 18 October 2024 report says nothing.", "paragraph"),
            ("Sources close to the ministry say so.", "paragraph"),
        ],
    )
    def test_a_line_is_what_it_looks_like(self, line: str, kind: str) -> None:
        assert told(read_text(f"{LONG}\n\n{line}\n\n{LONG}\n"))[1] == (kind, line)


class TestMarkdown:
    TEXT = (
        "---\ntitle: Shells by rail\npublisher: Example Post\npublished: 2024-10-18\n"
        "url: https://example.org/a\nlang: en\n"
        "---\n# What is **known**\n\nSeoul counted *4,000* [containers](https://example.org).\n\n"
        "> Not one shell, said Moscow.\n\n"
        "By kind:\n\n- 3,000 of shells\n- the rest\n\n"
        "| side | killed | wounded |\n|---|---|---|\n| North | 300 | 2,700 |\n"
    )

    def test_the_front_matter_says_title_date_site_and_address(self) -> None:
        document = read_text(self.TEXT, "a.md")
        assert (document.title, document.publisher, str(document.published), document.url, document.language) == (
            "Shells by rail",
            "Example Post",
            "2024-10-18",
            "https://example.org/a",
            "en",
        )

    def test_marks_are_taken_out_and_blocks_kept(self) -> None:
        assert told(read_text(self.TEXT, "a.md"))[:5] == [
            ("headline", "Shells by rail"),
            ("headline", "What is known"),
            ("paragraph", "Seoul counted 4,000 containers."),
            ("quotation", "Not one shell, said Moscow."),
            ("paragraph", "By kind:"),
        ]

    def test_a_cell_has_the_head_of_its_row_and_of_its_column(self) -> None:
        cells = leads(read_text(self.TEXT, "a.md"), BlockKind.TABLE_CELL)
        assert (cells["300"], cells["2,700"]) == ("North | killed", "North | wounded")
        assert leads(read_text(self.TEXT, "a.md"), BlockKind.LIST_ITEM)["the rest"] == "By kind:"

    @pytest.mark.parametrize("date", ["2024-10", "2024", "2024-10-18 12:00:00", "2024-10-18T12:00:00Z"])
    def test_a_date_may_be_a_month_a_year_or_a_time(self, date: str) -> None:
        published = read_text(f"---\npublished: {date}\n---\n{LONG}\n", "a.md").published
        assert published is not None
        assert str(published) == date[:10]

    @pytest.mark.parametrize(
        ("head", "reason"),
        [("title: [", "is no YAML"), ("published: last week", "is no date"), ("title: " + "[" * 3_000, "is no YAML")],
    )
    def test_a_head_that_cannot_be_read_says_so(self, head: str, reason: str) -> None:
        with pytest.raises(UnreadableDocument, match=reason):
            read_text(f"---\n{head}\n---\n{LONG}\n", "a.md")

    def test_a_line_of_dashes_is_no_head(self) -> None:
        assert read_text(f"---\n- a list\n---\n{LONG}\n", "a.md").title is None

    def test_a_title_of_lists_within_lists_is_no_title(self) -> None:
        """Names for lists of lists double at each step: nine lines of YAML would write out to gigabytes."""
        lines = [
            f"{name}: &{name} [{','.join([f'*{inner}'] * 9)}]"
            for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
        ]
        bomb = "\n".join(["a: &a [x, x]", *lines, "title: *i"])
        assert read_text(f"---\n{bomb}\n---\n{LONG}\n", "a.md").title is None


PAGE = f"""<!-- saved --><!doctype html><html><head><title>Shells by rail</title>
<meta property="og:site_name" content="Example Post">
<meta property="article:published_time" content="2024-10-18T10:00:00Z">
<link rel="canonical" href="https://example.org/shells"></head><body>
<nav><ul><li>Home</li><li>Sport and 12,345 other things</li></ul></nav><script>var n = "99,999 shells";</script>
<article><h1>Shells by rail</h1><p>{LONG}</p><p>Seoul counted about 4,<b>000</b> containers.</p>
<p>It told of:</p><ul><li>3,000 of shells<ul><li>of which 1,000 old</li></ul></li><li>the rest</li></ul>
<blockquote>Not one shell was sent, said Moscow to the agency that day.</blockquote>
<table><tr><th>side</th><th>killed</th></tr><tr><td>North</td><td>300</td></tr></table>
<p>{LONG.replace("goods", "workers")}</p></article><footer>Copyright 2024, 88,888 readers</footer></body></html>"""


class TestPages:
    def test_the_main_text_is_read_and_menus_and_scripts_are_not(self) -> None:
        document = read_text(PAGE, "a.html")
        assert "Seoul counted about 4,000 containers." in document.text
        assert not [word for word in ("12,345", "99,999", "88,888") if word in document.text]

    def test_a_page_says_title_date_site_and_address(self) -> None:
        document = read_text(PAGE, "a.html")
        assert (document.title, document.publisher, str(document.published), document.url) == (
            "Shells by rail",
            "Example Post",
            "2024-10-18",
            "https://example.org/shells",
        )
        assert document.media_type == "text/html"

    def test_lists_and_tables_have_their_heads_and_nothing_is_told_twice(self) -> None:
        document = read_text(PAGE, "a.html")
        assert leads(document, BlockKind.LIST_ITEM) == {
            "3,000 of shells": "It told of:",
            "of which 1,000 old": "3,000 of shells",
            "the rest": "It told of:",
        }
        assert leads(document, BlockKind.TABLE_CELL)["300"] == "North | killed"
        assert document.text.count("1,000 old") == 1

    def test_a_short_page_is_read_as_a_whole_and_once(self) -> None:
        document = read_text("<html><body><ul><li><p>4,000 containers</p></li></ul></body></html>", "a.html")
        assert document.text == "4,000 containers"

    def test_a_page_without_text_says_so(self) -> None:
        with pytest.raises(UnreadableDocument, match="has no text for readers"):
            read_text("<html><body><script>alert(1)</script><img src=a.png></body></html>", "a.html")

    def test_a_row_of_comments_is_passed_over(self) -> None:
        """A pattern that tries every way to part the comments would not end."""
        assert read_text("<!-- a -->" * 2_000 + "<x>" + LONG).text
        assert read_text("<!-- a -->" * 2_000 + PAGE, "a").title == "Shells by rail"


class TestPdf:
    LEFT = (
        "The service counted about four",
        "thousand containers, its spokes-",
        "man said on Friday, and the count",
        "goes on at the border.",
    )
    RIGHT = (
        "Moscow denied the report and",
        "called it an invention. It said",
        "that no container had crossed",
        "the river in all that time.",
    )

    def test_columns_are_read_one_after_the_other_and_hyphens_taken_out(self) -> None:
        page = [*column(50, 700, self.LEFT), *column(320, 700, self.RIGHT)]
        document = read_text(pdf(page, title="Minutes"), "minutes.pdf")
        assert document.text.index("goes on at the border.") < document.text.index("Moscow denied")
        assert "containers, its spokesman said on Friday" in document.text
        assert (document.title, document.media_type) == ("Minutes", "application/pdf")

    def test_a_headline_over_both_columns_comes_first(self) -> None:
        head = (50.0, 740.0, 18.0, "What crossed the border in all of the year two thousand")
        document = read_text(pdf([head, *column(50, 700, self.LEFT), *column(320, 700, self.RIGHT)]), "a.pdf")
        assert told(document)[0] == ("headline", "What crossed the border in all of the year two thousand")

    def test_pages_follow_one_another(self) -> None:
        document = read_text(pdf(column(50, 700, self.LEFT), column(50, 700, self.RIGHT)), "a.pdf")
        assert document.text.index("goes on") < document.text.index("Moscow")

    def test_a_pdf_of_pictures_says_what_to_do(self) -> None:
        with pytest.raises(UnreadableDocument, match=r"holds pictures and no text\. Run OCR first"):
            read_text(pdf([]), "scan.pdf")

    @pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.4\n" + b"\xff" * 500])
    def test_a_broken_pdf_says_so(self, content: bytes) -> None:
        with pytest.raises(UnreadableDocument, match="is no readable PDF"):
            read_text(content, "a.pdf")


class TestDocx:
    @staticmethod
    def fill(document: object) -> None:
        import docx.document

        assert isinstance(document, docx.document.Document)
        document.core_properties.title = "Shells by rail"
        document.add_heading("Shells by rail", 0)
        document.add_paragraph("Seoul counted 4,000 containers.")
        document.add_paragraph("It told of:")
        document.add_paragraph("3,000 of shells", style="List Bullet")
        document.add_paragraph("the rest", style="List Bullet")
        document.add_paragraph("Not one shell, said Moscow.", style="Quote")
        document.add_paragraph("A train at the border", style="Caption")
        table = document.add_table(rows=2, cols=2)
        for row, cells in zip(table.rows, (("side", "killed"), ("North", "300")), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text

    def test_paragraphs_lists_quotations_and_tables_in_the_order_of_the_page(self) -> None:
        document = read_text(word(self.fill), "a.docx")
        assert told(document)[:7] == [
            ("headline", "Shells by rail"),
            ("paragraph", "Seoul counted 4,000 containers."),
            ("paragraph", "It told of:"),
            ("list_item", "3,000 of shells"),
            ("list_item", "the rest"),
            ("quotation", "Not one shell, said Moscow."),
            ("caption", "A train at the border"),
        ]
        assert leads(document, BlockKind.LIST_ITEM)["the rest"] == "It told of:"
        assert leads(document, BlockKind.TABLE_CELL)["300"] == "North | killed"
        assert (document.title, document.published) == ("Shells by rail", None)


RSS = """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>Вестник</title>
<item><title>Снаряды</title><link>https://example.org/1</link><pubDate>Fri, 18 Oct 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Сеул насчитал около 4 000 контейнеров, сказал представитель.&lt;/p&gt;</description></item>
<item><title></title><description></description></item>
<item><title>Нефть</title><link>https://example.org/3</link>
<description>Миллион баррелей нефти за год.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>Oil</title>
<link href="https://example.org/oil"/><updated>2024-10-18T10:00:00Z</updated>
<content type="html">&lt;p&gt;A million barrels of oil were shipped.&lt;/p&gt;</content></entry></feed>"""


class TestFeeds:
    def test_each_entry_is_a_document_and_an_empty_one_is_named(self) -> None:
        documents, problems = read_feed(Capture(name="rss.xml", content=RSS.encode("windows-1251")))
        assert [(one.title, one.url) for one in documents] == [
            ("Снаряды", "https://example.org/1"),
            ("Нефть", "https://example.org/3"),
        ]
        assert [problem.place for problem in problems] == ["rss.xml, entry 2"]
        assert "Сеул насчитал около 4 000 контейнеров" in documents[0].text
        assert (str(documents[0].published), documents[0].publisher) == ("2024-10-18", "Вестник")

    def test_atom_is_read_like_rss(self) -> None:
        document = read_text(ATOM, "atom.xml")
        assert (document.title, str(document.published)) == ("Oil", "2024-10-18")
        assert "A million barrels of oil were shipped." in document.text

    def test_a_feed_without_entries_says_so(self) -> None:
        with pytest.raises(UnreadableDocument, match="is a feed without entries"):
            read_text("<rss version='2.0'><channel><title>x</title></channel></rss>", "a.xml")


class TestEncodings:
    TEXT = "Сеул насчитал около четырёх тысяч контейнеров, которые прошли границу по железной дороге за весь год."

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1251", "koi8-r"])
    def test_the_encoding_is_found_out(self, encoding: str) -> None:
        assert read_text(self.TEXT.encode(encoding)).text == self.TEXT

    def test_what_a_page_declares_is_believed(self) -> None:
        page = f'<html><head><meta charset="windows-1251"></head><body><p>{self.TEXT}</p></body></html>'
        assert self.TEXT in read_text(page.encode("windows-1251"), "a.html").text

    def test_broken_utf_8_keeps_a_sign_for_each_broken_byte(self) -> None:
        document = read_text(self.TEXT.encode()[:-1] + b"\xff")
        assert document.text.startswith(self.TEXT[:-1])
        assert "\ufffd" in document.text

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends_of_every_system(self, end: str) -> None:
        assert len(read_text(f"{LONG}{end}{end}{LONG}").blocks) == 2

    def test_the_language_is_told(self) -> None:
        assert read_text(self.TEXT).language == "ru"
        assert read_text(LONG).language == "en"
        assert read_text("4,000").language is None


class TestMany:
    def test_a_broken_file_is_a_problem_and_the_others_are_read(self) -> None:
        captures = [
            Capture(name="good.txt", content=LONG.encode()),
            Capture(name="empty.txt", content=b" \n"),
            Capture(name="rss.xml", content=RSS.encode("windows-1251")),
            Capture(name="dots.txt", content=b"..."),
        ]
        documents, problems = read_all(captures)
        assert len(documents) == 3
        assert [problem.place for problem in problems] == ["empty.txt", "rss.xml, entry 2", "dots.txt"]

    def test_the_same_text_at_the_same_address_has_the_same_id(self) -> None:
        first, again = (read(Capture(name=name, content=LONG.encode(), url="https://a.example")) for name in "ab")
        other = read(Capture(name="a", content=LONG.encode(), url="https://b.example"))
        assert first.id == again.id != other.id


def test_a_colon_in_a_title_without_quotes_is_no_fault() -> None:
    text = "---\ntitle: Rails: a survey\npublished: 2024-05-01\n---\n\nSome 300 containers wait at Rajin.\n"
    document = read(Capture(name="a.md", content=text.encode()))
    assert (document.title, str(document.published)) == ("Rails: a survey", "2024-05-01")
