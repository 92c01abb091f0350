"""Markdown by CommonMark, with tables: what a reader sees, without the marks."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tumen.codebook.document import BlockKind
from tumen.reading.canonical import CanonicalText, entries_of, kind_of_paragraph

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["code", "html_block", "html_inline"])


def add_markdown(canonical: CanonicalText, text: str) -> None:
    """Append the blocks of a Markdown text."""
    _Walk(canonical).walk(_PARSER.parse(text))


@dataclass(slots=True)
class _Walk:
    """Where the walk over the tokens stands: list leads, quotation depth, the table's heads."""

    canonical: CanonicalText
    leads: list[str | None] = field(default_factory=list)
    quotes: int = 0
    column_heads: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    in_head: bool = False
    opened: str = ""

    def walk(self, tokens: list[Token]) -> None:
        for token in tokens:
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self.leads.append(self.canonical.last)
                case "bullet_list_close" | "ordered_list_close":
                    self.leads.pop()
                case "blockquote_open":
                    self.quotes += 1
                case "blockquote_close":
                    self.quotes -= 1
                case "inline":
                    self._inline(_plain(token))
                case "fence" | "code_block":
                    self.canonical.add(BlockKind.PARAGRAPH, token.content)
                case _:
                    self._table(token.type)

    def _table(self, name: str) -> None:
        if name == "thead_open":
            self.in_head, self.column_heads = True, []
        elif name == "thead_close":
            self.in_head = False
        elif name == "tr_open":
            self.row = []
        if name.endswith("_open"):
            self.opened = name

    def _inline(self, text: str) -> None:
        if self.opened in ("th_open", "td_open"):
            self._cell(text)
        elif self.opened == "heading_open":
            self.canonical.add(BlockKind.HEADLINE, text)
        elif self.leads:
            self.canonical.add(BlockKind.LIST_ITEM, text, lead=self.leads[-1])
        else:
            for entry in entries_of(text):
                self.canonical.add(BlockKind.QUOTATION if self.quotes else kind_of_paragraph(entry), entry)

    def _cell(self, text: str) -> None:
        column = len(self.row)
        if self.in_head:
            self.column_heads.append(text)
        head = self.column_heads[column] if column < len(self.column_heads) and not self.in_head else ""
        lead = " | ".join(part for part in (self.row[0] if self.row else "", head) if part)
        self.row.append(text)
        self.canonical.add(BlockKind.TABLE_CELL, text, lead=lead or None)


def _plain(token: Token) -> str:
    """The text of an inline token as a reader sees it."""
    pieces: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline", "text_special"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type == "image":
            pieces.append(child.content)
    return "".join(pieces)
