"""What a Markdown file says of itself in its first lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from tumen.codebook.edtf import Edtf
from tumen.errors import InvalidDate, UnreadableDocument

_LINE = re.compile(r"(?P<key>[A-Za-z_-]+):[ \t]+(?P<value>\S.*?)[ \t]*")
_FRONT = re.compile(r"\A---[ \t]*\n(?P<head>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """Title, publisher, date, address and language as given; None where they are not."""

    title: str | None = None
    publisher: str | None = None
    published: Edtf | None = None
    url: str | None = None
    language: str | None = None


def split_front_matter(text: str, *, name: str) -> tuple[FrontMatter, str]:
    """Return the front matter and the text after it.

    Raises:
        UnreadableDocument: the front matter is no YAML mapping, or its date is no date.
    """
    found = _FRONT.match(text)
    if found is None:
        return FrontMatter(), text
    fields = _fields(found["head"], name)
    if not isinstance(fields, Mapping):
        return FrontMatter(), text
    return (
        FrontMatter(
            title=_text(fields, "title"),
            publisher=_text(fields, "publisher", "site", "source"),
            published=_date(fields, name),
            url=_text(fields, "url", "link"),
            language=_text(fields, "lang", "language"),
        ),
        text[found.end() :],
    )


def _fields(head: str, name: str) -> object:
    """The head as YAML; where a value holds a colon and no quotes, as writers leave it, line by line."""
    try:
        return yaml.safe_load(head)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        lines = [found for line in head.splitlines() if (found := _LINE.fullmatch(line))]
        colon = "mapping values are not allowed" in str(problem)
        if not colon or len(lines) < len([line for line in head.splitlines() if line.strip()]):
            reason = f"its front matter is no YAML ({str(problem).splitlines()[0]})"
            raise UnreadableDocument(name, reason, "Mend the lines between the two ---") from problem
        return {found["key"]: found["value"].strip("\"'") for found in lines}


def _text(fields: Mapping[object, object], *names: str) -> str | None:
    values = (fields.get(name) for name in names)
    return next((str(value) for value in values if value and isinstance(value, str | int | float | date)), None)


def _date(fields: Mapping[object, object], name: str) -> Edtf | None:
    text = _text(fields, "published", "date")
    if text is None:
        return None
    try:
        return Edtf.parse(text[:10] if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text) else text)
    except InvalidDate as problem:
        raise UnreadableDocument(name, f"its date {text!r} is no date", "Write published: 2025-07-04") from problem
