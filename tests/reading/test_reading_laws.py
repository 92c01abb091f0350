"""Laws of reading, on made-up bytes: blocks cover the text in order, and no bytes crash `read`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files import column, pdf, word
from tests.reading import test_every_format as formats
from tumen.codebook.document import Capture, Document
from tumen.errors import UnreadableDocument
from tumen.reading import read
from tumen.reading.prolog import first_element

SAMPLES = {
    "a.txt": b"Containers by rail\n\n- 4,000 containers\n- 300 howitzers\n",
    "a.md": formats.TestMarkdown.TEXT.encode(),
    "a.html": formats.PAGE.encode(),
    "rss.xml": formats.RSS.encode("windows-1251"),
    "atom.xml": formats.ATOM.encode(),
    "a.pdf": pdf(column(50, 700, ["The service counted about four", "thousand containers of shells."])),
    "a.docx": word(formats.TestDocx.fill),
}


def check(document: Document) -> None:
    at = 0
    for block in document.blocks:
        assert not document.text[at : block.start].strip(), "what lies between two blocks is white space"
        assert at <= block.start < block.end
        piece = document.text[block.start : block.end]
        assert piece == " ".join(piece.split()), "white space within a block is folded"
        at = block.end
    assert at == len(document.text)
    assert document.text.encode("utf-8")


def read_or_refuse(content: bytes, name: str, media_type: str | None = None) -> Document | None:
    refusal: UnreadableDocument | None = None
    try:
        document = read(Capture(name=name, content=content, media_type=media_type))
    except UnreadableDocument as problem:
        refusal = problem
    if refusal is not None:
        assert refusal.place.startswith(name)
        assert refusal.reason
        return None
    check(document)
    assert read(Capture(name=name, content=content, media_type=media_type)) == document, "the same input, the same text"
    return document


@pytest.mark.parametrize("name", SAMPLES)
def test_blocks_cover_the_text_of_every_format(name: str) -> None:
    assert read_or_refuse(SAMPLES[name], name) is not None


@given(st.binary(max_size=400), st.sampled_from(("a.txt", "a.md", "a.html")), st.sampled_from((None, "text/html")))
def test_no_bytes_crash_read(content: bytes, name: str, media_type: str | None) -> None:
    read_or_refuse(content, name, media_type)


@given(st.text(max_size=300), st.sampled_from(("a.txt", "a.md", "a.html")), st.sampled_from((None, "text/html")))
def test_no_text_crashes_read(text: str, name: str, media_type: str | None) -> None:
    read_or_refuse(text.encode("utf-8", errors="replace"), name, media_type)


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_no_damage_to_a_good_file_crashes_read(name: str, data: st.DataObject) -> None:
    content = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 30))
        content[at : at + length] = data.draw(st.binary(max_size=10))
        if not content:
            return
    read_or_refuse(bytes(content), name)


@given(
    st.lists(st.sampled_from(("<", ">", "<!--", "-->", "<p>", "<li>", "<table>", "</", "&", "|", "---\n", "# ", "x")))
)
def test_no_pile_of_marks_crashes_read(marks: list[str]) -> None:
    for name in ("a.html", "a.md", "a.txt"):
        read_or_refuse("".join(marks).encode(), name, "text/html" if name == "a.html" else None)


@pytest.mark.parametrize(
    "content",
    [
        b"<html>" + b"<div>" * 5_000 + b"x",
        b"> " * 3_000 + b"hello",
        b"- " * 1_000 + b"x",
        b"<p>" * 5_000 + b"hello there",
        b"<ul><li>" * 2_000 + b"hello there, dear reader of lists",
        b"<table><tr><td>" * 500 + b"hello there, dear reader",
    ],
)
def test_no_depth_crashes_read(content: bytes) -> None:
    for name in ("a.html", "a.md"):
        read_or_refuse(content, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<html>", "html"),
        ("\ufeff <!-- a --><!DOCTYPE html>\n<HTML lang=en>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss>', "rss"),
        ("<rdf:RDF xmlns='x'>", "rdf:rdf"),
        ("text <html>", None),
        ("4 < 5", None),
        ("<!-- never closed <html>", None),
        ("", None),
    ],
)
def test_the_first_element_tells_the_format(text: str, name: str | None) -> None:
    assert first_element(text) == name
