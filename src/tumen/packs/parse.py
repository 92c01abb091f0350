"""From a pack's files, as text, to a `CasePack`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

import yaml

from tumen.codebook.case_pack import Body, CasePack, Conversion, ItemNames, StateNames
from tumen.codebook.item import is_item
from tumen.codebook.provision import Provision
from tumen.codebook.source import SourceKind
from tumen.errors import InvalidPack

PACK_FILES: Final = (
    "pack.yaml",
    "actors.yaml",
    "sources.yaml",
    "items.yaml",
    "rates.yaml",
    "rules.yaml",
    "frames.yaml",
    "claims.csv",
)
_LANGUAGES = ("en", "ko", "ru", "uk")
_Row = Mapping[str, object]
_Made = TypeVar("_Made")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_pack(files: Mapping[str, str]) -> CasePack:
    """Return the pack that the files make up; only ``pack.yaml`` must be there.

    Raises:
        InvalidPack: a file is no YAML, or a row lacks a field or holds one that cannot be used.
    """
    loaded = {
        name: _load(name, text) for name, text in files.items() if name.endswith(".yaml") and name != "frames.yaml"
    }
    head, actors = loaded.get("pack.yaml", {}), loaded.get("actors.yaml", {})
    sources, items = loaded.get("sources.yaml", {}), loaded.get("items.yaml", {})
    for field in ("id", "title"):
        if not head.get(field):
            raise InvalidPack("pack.yaml", f"has no {field}", f"Write `{field}: …`")
    return CasePack(
        id=_text(head, "id"),
        title=_text(head, "title"),
        begins=_begins(head),
        states=_each("actors.yaml", actors, "states", _state),
        bodies=_bodies(actors, sources),
        items=_each("items.yaml", items, "items", _item),
        conversions=_each("items.yaml", items, "conversions", _conversion),
        rates=_rates(loaded.get("rates.yaml", {})),
        provisions=_each("rules.yaml", loaded.get("rules.yaml", {}), "rules", _provision),
        claims_csv=files.get("claims.csv", ""),
        frames=files.get("frames.yaml", ""),
    )


def _begins(head: _Row) -> date | None:
    try:
        return _date(head, "begins")
    except TypeError as problem:
        raise InvalidPack("pack.yaml", str(problem), "Write begins: 2022-01-01") from problem


def _load(name: str, text: str) -> _Row:
    try:
        loaded = yaml.load(text, Loader=_Loader)  # noqa: S506  (a safe loader, in C where it is there)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise InvalidPack(name, f"is no YAML: {problem}") from problem
    if not isinstance(loaded, dict):
        raise InvalidPack(name, "holds no mapping", "Start with a key, such as `states:`")
    return loaded


def _each(name: str, loaded: _Row, key: str, make: Callable[[_Row], _Made]) -> tuple[_Made, ...]:
    rows = loaded.get(key) or []
    if not isinstance(rows, list):
        raise InvalidPack(f"{name}, {key}", "is no list")
    made: list[_Made] = []
    for number, row in enumerate(rows, start=1):
        try:
            made.append(make(_mapping(row)))
        except (KeyError, TypeError, ValueError) as problem:
            reason = f"lacks {problem}" if isinstance(problem, KeyError) else str(problem)
            raise InvalidPack(f"{name}, {key}, row {number}", reason) from problem
    return tuple(made)


def _mapping(row: object) -> _Row:
    if not isinstance(row, Mapping):
        raise TypeError(f"{row!r} is no mapping")
    return row


def _text(row: _Row, key: str) -> str:
    return str(row[key])


def _or_none(row: _Row, key: str) -> str | None:
    value = row.get(key)
    return None if value is None else str(value)


def _words(row: _Row, key: str) -> tuple[str, ...]:
    value = row.get(key) or []
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    return tuple(str(word) for word in value)


def _number(row: _Row, key: str) -> float | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{key} is no number: {value!r}")
    return float(value)


def _date(row: _Row, key: str) -> date | None:
    value = row.get(key)
    if value is not None and not isinstance(value, date):
        raise TypeError(f"{key} is no day: {value!r}")
    return value


def _by_language(row: _Row, key: str) -> dict[str, tuple[str, ...]]:
    words = row.get(key) or {}
    if not isinstance(words, dict):
        raise TypeError(f"{key} is no mapping from language to words")
    return {language: _words(words, language) for language in words}


def _state(row: _Row) -> StateNames:
    return StateNames(
        code=_text(row, "iso"),
        name=_text(row, "name"),
        names={language: _words(row, language) for language in _LANGUAGES if language in row},
        seats=_by_language(row, "metonym"),
        persons=_by_language(row, "leaders"),
        forces=_by_language(row, "forces"),
        agencies=_by_language(row, "agencies"),
    )


def _bodies(actors: _Row, sources: _Row) -> tuple[Body, ...]:
    """Bodies, then outlets and origins; one that has a body joins it, under the body's id."""
    bodies = {body.id: body for body in _each("actors.yaml", actors, "bodies", _body)}
    named: dict[str, str] = {}
    for row, outlet in (
        *_each("sources.yaml", sources, "sources", lambda row: (row, _body(row))),
        *_each("sources.yaml", sources, "origins", lambda row: (row, _body(row))),
    ):
        parent = _or_none(row, "body") or named.get(_or_none(row, "part_of") or "", _or_none(row, "part_of"))
        key = parent or outlet.id
        named[outlet.id] = key
        bodies[key] = _joined(bodies[key], outlet) if key in bodies else replace(outlet, id=key)
    return tuple(bodies.values())


def _body(row: _Row) -> Body:
    return Body(
        id=_text(row, "id"),
        name=_text(row, "name"),
        kind=SourceKind(_text(row, "kind")),
        aliases=_words(row, "aliases"),
        persons=_words(row, "persons"),
        home=_or_none(row, "home"),
        group=_or_none(row, "group"),
        draws_on=_words(row, "draws_on"),
        publishes=_words(row, "publishes"),
        domains=_words(row, "domain"),
        role=_or_none(row, "role"),
        copies_likely=row.get("copies_likely") is True,
        note=_or_none(row, "note"),
    )


def _joined(body: Body, other: Body) -> Body:
    """The body, with the other's names, persons and domains as its own."""
    names = (*body.aliases, other.name, *other.aliases)
    return replace(
        body,
        aliases=_unique(name for name in names if name != body.name),
        persons=_unique((*body.persons, *other.persons)),
        domains=_unique((*body.domains, *other.domains)),
        role=body.role or other.role,
        copies_likely=body.copies_likely or other.copies_likely,
        note="; ".join(note for note in (body.note, other.note) if note) or None,
    )


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _item(row: _Row) -> ItemNames:
    item = _text(row, "item")
    if not is_item(item):
        raise ValueError(f"{item!r} is not in the codebook's list")
    return ItemNames(
        item=item,
        label=_text(row, "label"),
        plural=_text(row, "plural"),
        unit=_text(row, "unit"),
        aliases=_words(row, "aliases"),
        designations=_words(row, "designations"),
        note=_or_none(row, "note"),
    )


def _conversion(row: _Row) -> Conversion:
    return Conversion(
        from_unit=_text(row, "from"),
        to_unit=_text(row, "to"),
        low=_number(row, "factor_low"),
        high=_number(row, "factor_high"),
        author=_text(row, "author"),
        date=_text(row, "date"),
        derived=row["derived"] is True,
        claims=_words(row, "claims"),
        calibre=_or_none(row, "calibre"),
        worked_out=_or_none(row, "worked_out"),
        url=_or_none(row, "url"),
        note=_or_none(row, "note"),
    )


def _rates(loaded: _Row) -> dict[str, dict[int, float]]:
    return dict(_each("rates.yaml", loaded, "rates", _rate))


def _rate(row: _Row) -> tuple[str, dict[int, float]]:
    years = {int(str(year)): float(str(rate)) for year, rate in row.items() if str(year).isdigit()}
    return _text(row, "currency"), years


def _provision(row: _Row) -> Provision:
    verified = row.get("verified")
    limit = row.get("limit")
    cap = limit if isinstance(limit, dict) else {}
    level = verified if isinstance(verified, dict) else {}
    return Provision(
        id=_text(row, "id"),
        instrument=_or_none(row, "resolution") or _or_none(row, "instrument") or _text(row, "id"),
        paragraph=_text(row, "paragraph") if row.get("paragraph") is not None else "",
        binds=_words(row, "binds"),
        items=_words(row, "items"),
        paraphrase=_text(row, "paraphrase"),
        begins=_date(row, "valid_from"),
        ends=_date(row, "valid_to"),
        act=_or_none(row, "act"),
        limit=_number(cap, "value") if cap else _number(row, "limit"),
        unit=_or_none(cap, "unit"),
        per=_or_none(cap, "period"),
        exemptions=_words(row, "exceptions"),
        fit=_or_none(row, "fit") or "direct",
        verified=str(level.get("level", "no")),
        url=_or_none(level, "url"),
        note=_or_none(row, "note"),
    )
