"""Bad input, as it comes: each is a clear error or a safe result, and the others in the same call are done."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from pathlib import Path

import pytest

from tests.fakes import Terminal
from tests.fetching.test_public_pages_only import EVERYWHERE, PUBLIC, Network, names, redirect
from tests.files import ENTITY_BOMB, pdf, zip_bomb
from tumen.codebook.document import Capture
from tumen.errors import RefusedAddress
from tumen.fetching.web import fetch
from tumen.reading import read

GOOD = "Seoul counted 4,000 containers in all, the intelligence service said in its report on Friday.\n"
SCRIPT = "<script>alert('7 containers')</script>"

REFUSED = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "dots.txt": (b"... --- ...", "holds no words"),
    "binary.txt": (random.Random(7).randbytes(20_000), "binary|no encoding|no words"),
    "nulls.md": (b"\0" * 5_000 + b"4,000 containers", "is binary"),
    "line.txt": (b"x" * 50_000_000, "has 50,000,000 bytes, over 25,000,000"),
    "scripts.html": (
        b"<html><body><script>document.write('9 containers')</script></body></html>",
        "has no text for readers",
    ),
    "pictures.pdf": (pdf([]), "holds pictures and no text. Run OCR first"),
    "broken.pdf": (b"%PDF-1.7\n%%EOF", "is no readable PDF"),
    "bomb.docx": (zip_bomb(), r"a zip bomb\). Do not open it"),
    "broken.docx": (b"PK\x03\x04 and no more", "is no readable DOCX"),
    "bomb.xml": (ENTITY_BOMB, r"an entity bomb\). Do not open it"),
    "feed.xml": (b"<rss version='2.0'><channel></channel></rss>", "is a feed without entries"),
    "head.md": (b"---\ntitle: [\n---\n4,000 containers\n", "its front matter is no YAML"),
    "deep.md": (b"---\ntitle: " + b"[" * 3_000 + b"\n---\n4,000 containers\n", "its front matter is no YAML"),
    "dated.md": (b"---\npublished: soon\n---\n4,000 containers\n", "its date 'soon' is no date"),
}
ADDRESSES = {
    "http://127.0.0.1:9/secret": "not a public address",
    "http://[::1]/": "not a public address",
    "http://169.254.169.254/latest/meta-data": "not a public address",
    "http://10.0.0.1/": "not a public address",
    "http://2130706433/": "not a public address",
    "http://[::ffff:127.0.0.1]/": "not a public address",
    "http://[::1": "is no address",
    "http://kim:secret@127.0.0.1/": "carries a password",
}


@pytest.fixture
def tumen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Terminal:
    terminal = Terminal(monkeypatch, tmp_path)
    (tmp_path / "good.txt").write_text(GOOD)
    return terminal


def quotes(text: str) -> list[str]:
    return [json.loads(line)["quote"] for line in text.splitlines()]


class TestRefused:
    @pytest.mark.parametrize("name", REFUSED)
    def test_a_file_is_named_with_the_reason_and_the_others_are_read(self, tumen: Terminal, name: str) -> None:
        content, reason = REFUSED[name]
        (tumen.folder / name).write_bytes(content)
        result = tumen("extract", name, "good.txt")
        assert result.exit_code == 1
        assert quotes(result.stdout) == ["4,000 containers"]
        assert len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith(f"tumen: {name}")
        assert re.search(reason, result.stderr), result.stderr

    def test_a_case_takes_in_the_others_too(self, tumen: Terminal) -> None:
        tumen.done("new", "case")
        small = {name: content for name, (content, _) in REFUSED.items() if len(content) < 1_000_000}
        for name, content in small.items():
            (tumen.folder / name).write_bytes(content)
        result = tumen("add", *small, "missing.md", "good.txt", "--case", "case")
        assert result.exit_code == 1
        assert result.stdout.endswith("1 claims suggested\n")
        assert len(result.stderr.splitlines()) == len(small) + 1
        assert "events, each follows from the one before" in tumen.done("verify", "--case", "case")

    @pytest.mark.parametrize("url", ADDRESSES)
    def test_a_private_address_is_refused_and_the_others_are_read(self, tumen: Terminal, url: str) -> None:
        result = tumen("extract", url, "good.txt")
        assert result.exit_code == 1
        assert quotes(result.stdout) == ["4,000 containers"]
        assert ADDRESSES[url] in result.stderr
        assert "secret@" not in result.stderr

    def test_a_private_address_by_redirect_or_by_a_second_answer_is_refused(self) -> None:
        rebinding = names(example_org=[PUBLIC, "127.0.0.1"])
        for resolver, answer in ((EVERYWHERE, redirect("http://local.org/")), (rebinding, redirect("/again"))):
            network = Network(answer)
            with pytest.raises(RefusedAddress, match="not a public address"):
                fetch("http://example.org/", resolver=resolver, backend=network)
            assert network.connected == [(PUBLIC, 80)]

    @pytest.mark.parametrize("name", ["x" * 5_000 + ".md", "no/such/folder.md", "Seoul counted 4,000 containers."])
    def test_a_name_that_is_no_file_is_named(self, tumen: Terminal, name: str) -> None:
        result = tumen("extract", name, "good.txt")
        assert (result.exit_code, quotes(result.stdout)) == (1, ["4,000 containers"])
        assert "Check the path" in result.stderr

    def test_an_empty_folder_gives_nothing_and_a_check_of_it_says_so(self, tumen: Terminal) -> None:
        (tumen.folder / "drafts").mkdir()
        assert tumen("extract", "drafts").stdout == ""
        result = tumen("check", "drafts")
        assert "drafts: holds nothing to check" in result.stderr


class TestSafe:
    def test_broken_utf_8_is_read_around_the_broken_bytes(self, tumen: Terminal) -> None:
        (tumen.folder / "broken.txt").write_bytes(
            b"Caf\xe9 talk: \xc3\xa9 and 4,000 containers, said the ministry\xff.\n"
        )
        assert quotes(tumen.done("extract", "broken.txt")) == ["4,000 containers"]

    def test_what_a_page_hides_is_not_read(self, tumen: Terminal) -> None:
        page = (
            f"<html><head><title>{SCRIPT}</title><style>p::after{{content:'8 containers'}}</style></head>"
            f"<body onload=alert(1)><!-- 6 containers --><p>{GOOD}</p>{SCRIPT}<template>5 containers</template>"
            "<noscript>3 containers</noscript><svg><text>2 containers</text></svg></body></html>"
        )
        (tumen.folder / "page.html").write_text(page)
        assert "4,000 containers" in quotes(tumen.done("extract", "page.html"))
        document = read(Capture(name="page.html", content=page.encode()))
        body = document.text.removeprefix(document.title or "")
        assert not [hidden for hidden in ("7", "8", "6", "5", "3", "2") if f"{hidden} containers" in body]

    @pytest.mark.parametrize("form", ["html", "md", "json", "text"])
    def test_a_script_in_a_quote_is_text_in_every_report(self, tumen: Terminal, form: str) -> None:
        hostile = (
            f"{SCRIPT}<img src=x onerror=alert(2)> 4,000 containers\" onmouseover=alert(3) ' & \x1b[31m were counted.\n"
        )
        (tumen.folder / "hostile.txt").write_text(hostile)
        shown = tumen.done("check", "hostile.txt", "--format", form)
        assert "4,000" in shown
        assert "\x1b[31m" not in shown
        if form == "html":
            assert "<script>alert" not in shown
            assert "<img src=x" not in shown

    def test_no_cell_of_a_table_is_run(self, tumen: Terminal) -> None:
        rows = 'id,kind,item,stage,publisher,note,place\n"=1+1",transfer,oil,done,@SUM(A1),"+cmd|\' /C calc\'!A0",-2\n'
        (tumen.folder / "claims.csv").write_text(rows)
        tumen.done("new", "case")
        tumen.done("add", "claims.csv", "--case", "case")
        shown = tumen.done("claims", "oil/none", "--format", "csv", "--case", "case")
        cells = [cell for row in csv.reader(io.StringIO(shown)) for cell in row]
        assert "'=1+1" in cells
        assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r") and cell]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe\0\0",
            b"id,kind\n",
            b"kind,item,stage\n" + b"x" * 300_000,
            b"PK\x03\x04",
            b'kind,item,stage\n"never closed',
        ],
    )
    def test_a_table_that_is_none_is_named_and_the_others_are_added(self, tumen: Terminal, content: bytes) -> None:
        (tumen.folder / "claims.csv").write_bytes(content)
        tumen.done("new", "case")
        result = tumen("add", "claims.csv", "good.txt", "--case", "case")
        assert result.exit_code == 1
        assert "tumen: claims.csv" in result.stderr
        assert "1 claims suggested" in result.stdout

    def test_signs_that_move_a_terminal_are_taken_out(self, tumen: Terminal) -> None:
        (tumen.folder / "signs.txt").write_bytes(
            b"\x1b]0;owned\x07\x1b[2J\xc2\x9b31m 4,000 containers\x08\x08 were counted.\n"
        )
        shown = tumen.done("extract", "signs.txt", "--format", "text")
        assert not [sign for sign in "\x1b\x07\x08\x9b" if sign in shown]

    @pytest.mark.parametrize(
        "content", ["{", "[]", '{"doc": "good"}', '{"low": ' + "9" * 5_000 + "}", "[" * 100_000, '"\\ud800"']
    )
    def test_coded_claims_that_are_none_are_named(self, tumen: Terminal, content: str) -> None:
        (tumen.folder / "claims.jsonl").write_text(content)
        result = tumen("check", "good.txt", "--claims", "claims.jsonl")
        assert result.exit_code == 1
        assert "line 1" in result.stderr
        assert "Traceback" not in result.output
