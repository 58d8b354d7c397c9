"""Owns the building blocks of the API's JSON Schemas; those of fields are made from the Table Schemas of the packages.

Does not own the schemas of resources: each stands beside the code that fills it. The dialect is JSON Schema 2020-12,
as in OpenAPI 3.1. Objects have exactly the properties that their schema names; what is missing is null.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from generator.model import Dataset
from generator.rates import REASONS
from generator.schema import Field

Schema = Mapping[str, Any]

_LIMITS = ("enum", "pattern", "minimum", "maximum", "minLength", "maxLength")
"""Constraints that JSON Schema and Table Schema call alike."""
_OF_NUMBERS = ("minimum", "maximum")
"""Constraints that JSON Schema has of numbers only: it cannot say of a day that it lies not before another."""


def record(description: str = "", /, **properties: Schema) -> dict[str, Any]:
    """Return the schema of an object with exactly these properties."""
    return {
        "type": "object",
        **({"description": description} if description else {}),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listed(items: Schema, description: str = "") -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", **({"description": description} if description else {}), "items": items}


def text(description: str = "", **limits: Any) -> dict[str, Any]:
    """Return the schema of a text."""
    return {"type": "string", **({"description": description} if description else {}), **limits}


def day(description: str) -> dict[str, Any]:
    """Return the schema of a day."""
    return text(description, format="date")


def flag(description: str) -> dict[str, Any]:
    """Return the schema of a yes or no."""
    return {"type": "boolean", "description": description}


def count(description: str, **limits: Any) -> dict[str, Any]:
    """Return the schema of a whole number from 0 on."""
    return {"type": "integer", "minimum": 0, "description": description, **limits}


def number(description: str, **limits: Any) -> dict[str, Any]:
    """Return the schema of a number."""
    return {"type": "number", "description": description, **limits}


def word(values: Collection[str], description: str) -> dict[str, Any]:
    """Return the schema of a word from a fixed list."""
    return text(description, enum=list(values))


def nullable(schema: Schema) -> dict[str, Any]:
    """Return `schema`, or null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    enum = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **enum}


def defined(name: str) -> dict[str, Any]:
    """Return a reference to one of the definitions that all resources share."""
    return {"$ref": f"#/$defs/{name}"}


RATE = record(
    "A figure with its denominator. `rate` is null where it would not be honest, and `reason` says why.",
    numerator=count("How many."),
    denominator=count("Of how many."),
    rate=nullable(number("Share from 0 to 1, rounded to six places.", minimum=0, maximum=1)),
    reason=nullable(
        word(
            REASONS,
            "Why there is no rate: fewer than the smallest group (`threshold` of the index), violations only (nothing "
            "says what was compliant), or none assessed.",
        )
    ),
)
"""Schema of every rate."""

BY_LANGUAGE = {
    "type": "object",
    "description": "Text by language (BCP 47).",
    "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
}


def of_table(data: Dataset, table: str, *names: str) -> dict[str, Schema]:
    """Return the properties `names` (all without any) as the schema of `table` describes them; none without it."""
    if table not in data:
        return {}
    fields = data.table(table).schema.fields
    return {field.name: of_field(field) for field in fields if not names or field.name in names}


def rows_of(data: Dataset, table: str, description: str, *names: str, **more: Schema) -> dict[str, Any]:
    """Return the schema of a list of rows of `table` with columns `names` and `more`; null where there is no table."""
    if table not in data:
        return {"type": "null", "description": f"{description} This portal has no such table."}
    return listed(record(**of_table(data, table, *names), **more), description)


def of_field(field: Field) -> dict[str, Any]:
    """Return the schema of a column; what need not be there may be null."""
    known = [name for name in _LIMITS if field.type != "date" or name not in _OF_NUMBERS]
    limits = {name: value for name, value in field.constraints.items() if name in known}
    schema = {**_TYPES[field.type], **limits, **({"description": field.description} if field.description else {})}
    return schema if field.required else nullable(schema)


_TYPES: Mapping[str, Schema] = {
    "string": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
    "array": {"type": "array", "items": {"type": "string"}},
    "object": BY_LANGUAGE,
}
"""What each type of Table Schema is in JSON."""
