"""The JSON Schema of a claim line (draft 2020-12), made from the types themselves."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from tumen.codebook.claim import Basis, Certainty, Kind, Outcome, Polarity, Stage
from tumen.codebook.item import ITEM_FAMILY
from tumen.codebook.quantity import Direction, Hedge, Measure
from tumen.codebook.source import SourceKind

_DATE: Final = r"\d{4}(-(0[1-9]|1[0-2]|2[1-4])(-(0[1-9]|[12]\d|3[01]))?)?[~?%]?"
_EDTF: Final = rf"^({_DATE}|(\.\.)?/{_DATE}|{_DATE}/(\.\.)?|{_DATE}/{_DATE})$"


def claim_schema() -> dict[str, object]:
    """Return the schema of one JSON Lines object of the interchange form."""
    source = {
        "type": "object",
        "properties": {"name": {"type": "string", "minLength": 1}, "kind": _words(SourceKind)},
        "required": ["name", "kind"],
    }
    amount = {"type": ["number", "null"], "minimum": 0}
    code = {"type": ["string", "null"], "pattern": "^[A-Z]{2}$", "description": "ISO 3166 alpha-2, EU for the Union"}
    items = {"enum": sorted(ITEM_FAMILY)}
    coded = {
        "type": "object",
        "properties": {
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "reason": {"type": "string"},
            "inferred": {"type": "boolean"},
        },
    }
    properties: dict[str, object] = {
        "doc": {"type": "string", "description": "document id: the file's stem"},
        "quote": {"type": "string", "minLength": 1, "description": "shortest passage that carries the claim"},
        "also": {"type": "array", "items": {"type": "string"}},
        "kind": _words(Kind),
        "actor": code,
        "counterpart": code,
        "item": {"anyOf": [items, {"type": "string", "pattern": r"^other:.*\S"}]},
        "low": amount,
        "high": amount,
        "hedge": _words(Hedge),
        "unit": {"type": ["string", "null"], "description": "person, item, round, container, barrel, tonne, USD …"},
        "measure": _words(Measure),
        "per": {"type": ["string", "null"], "description": "of a rate: hour, day, month, person-month …"},
        "direction": {"anyOf": [_words(Direction), {"type": "null"}]},
        "outcome": {"anyOf": [_words(Outcome), {"type": "null"}]},
        "stage": _words(Stage),
        "polarity": _words(Polarity),
        "certainty": _words(Certainty),
        "time": {"type": ["string", "null"], "pattern": _EDTF, "description": "EDTF (ISO 8601-2)"},
        "place": {"type": ["string", "null"]},
        "basis": _words(Basis),
        "sources": {"type": "array", "items": source, "description": "nearest the text first, origin last"},
        "also_said_by": {"type": "array", "items": source},
        "in_return": {"type": "boolean"},
        "coding": {
            "type": "object",
            "properties": {
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
                "coder": {"type": "string"},
                "confidence": {"type": "number", "minimum": 0, "maximum": 1},
                "fields": {"type": "object", "additionalProperties": coded},
            },
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Claim",
        "description": "One checkable statement about an exchange between states; a reader passes over other fields.",
        "type": "object",
        "properties": properties,
        "required": ["doc", "quote", "kind", "actor", "counterpart", "item", "low", "high", "stage"],
    }


def _words(words: type[StrEnum]) -> dict[str, object]:
    return {"enum": [str(word) for word in words]}
