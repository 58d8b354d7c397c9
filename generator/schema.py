"""Owns Table Schema (Data Package v2) as values: fields, constraints, keys and references.

Does not own the files they come from (`generator.packages`) or the judgement of rows (`generator.checks`).
`references` is ours: a foreign key into another package, or from each item of a list, which Table Schema
cannot express. So is `sorted`. Everything else is the standard's, and frictionless reads it alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

DTYPES: Mapping[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "list": pl.List(pl.String()),
    "array": pl.List(pl.String()),
    "object": pl.String(),
}
"""Column type of each field type. An object (text by language, from YAML) is kept as JSON text."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: name, type, what it means, an example, and its constraints under their Table Schema names."""

    name: str
    type: str
    description: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    delimiter: str = ","
    example: str = ""

    @property
    def required(self) -> bool:
        """Whether a value must be there."""
        return bool(self.constraints.get("required", False))


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values must be found in columns of another table (`resource`)."""

    fields: tuple[str, ...]
    resource: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a table, its primary key and its references, in the order of the schema file.

    `sorted`: the order of the rows says nothing, so they stand in that of the primary key.
    """

    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[Reference, ...] = ()
    references: tuple[Reference, ...] = ()
    missing_values: tuple[str, ...] = ("",)
    sorted: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.fields)

    def field(self, name: str) -> Field:
        """Return the column called `name`; KeyError when there is none."""
        for column in self.fields:
            if column.name == name:
                return column
        raise KeyError(name)


def schema_of(table: str, descriptor: Mapping[str, Any]) -> Schema:
    """Return the schema that a (valid) Table Schema descriptor of `table` describes."""
    return Schema(
        title=str(descriptor.get("title", table)),
        description=str(descriptor.get("description", "")),
        fields=tuple(_field_of(each) for each in descriptor["fields"]),
        primary_key=_names(descriptor.get("primaryKey", ())),
        foreign_keys=tuple(_reference_of(table, each) for each in descriptor.get("foreignKeys", ())),
        references=tuple(_reference_of(table, each) for each in descriptor.get("references", ())),
        missing_values=tuple(descriptor.get("missingValues", [""])),
        sorted=bool(descriptor.get("sorted", False)),
    )


def _field_of(descriptor: Mapping[str, Any]) -> Field:
    return Field(
        name=descriptor["name"],
        type=descriptor.get("type", "string"),
        description=str(descriptor.get("description", "")),
        constraints=dict(descriptor.get("constraints", {})),
        delimiter=str(descriptor.get("delimiter", ",")),
        example=str(descriptor.get("example", "")),
    )


def _reference_of(table: str, descriptor: Mapping[str, Any]) -> Reference:
    target = descriptor["reference"]
    return Reference(_names(descriptor["fields"]), target.get("resource") or table, _names(target["fields"]))


def _names(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
