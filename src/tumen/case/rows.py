"""Answers as rows: they show themselves as a table in a notebook and turn into a data frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, overload

from tumen.errors import MissingExtra

if TYPE_CHECKING:
    import pandas

_SHOWN = 60  # rows of a table in a notebook


class Rows(Sequence[Mapping[str, object]]):
    """Rows of named values, in a fixed order."""

    def __init__(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Hold the rows."""
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, object]: ...

    @overload
    def __getitem__(self, index: slice) -> Rows: ...

    def __getitem__(self, index: int | slice) -> Mapping[str, object] | Rows:
        return Rows(self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return "\n".join(str(dict(row)) for row in self._rows[:_SHOWN]) or "no rows"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the values, in the order in which they first come."""
        return tuple(dict.fromkeys(name for row in self._rows for name in row))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_text(row.get(name)))}</td>" for name in self.columns) + "</tr>"
            for row in self._rows[:_SHOWN]
        )
        more = len(self._rows) - _SHOWN
        tail = f"<p>and {more} more</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{tail}"

    def to_frame(self) -> pandas.DataFrame:
        """Return the rows as a data frame.

        Raises:
            MissingExtra: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as problem:
            raise MissingExtra("pandas", "is not installed", "Install it to have data frames") from problem
        return pandas.DataFrame([dict(row) for row in self._rows], columns=list(self.columns))


def _text(value: object) -> str:
    return "" if value is None else str(value)
