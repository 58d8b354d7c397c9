"""Owns the descriptor of a published package: one JSON file that needs no other to be understood.

Does not own the files that it describes (`generator.outputs.downloads`) or the descriptor that staff write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import Package, Table
from generator.schema import Field, Reference

_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, slots=True)
class File:
    """A published file: path relative to its package, rows without header, size, SHA-256 in hexadecimal."""

    path: str
    rows: int
    size_bytes: int
    sha256: str

    @property
    def format(self) -> str:
        """Format, as the end of the name has it."""
        return self.path.rpartition(".")[2]


def rows_of(files: Iterable[File]) -> int:
    """Return the rows in `files`, each once: the JSON of a table repeats its CSV."""
    return sum(file.rows for file in files if file.format == "csv")


def published_descriptor(package: Package, files: Mapping[str, Sequence[File]]) -> dict[str, Any]:
    """Return the descriptor of `package` with its schemas within it and the CSV among `files` (by table)."""
    written = {each["name"]: each for each in package.descriptor["resources"]}
    resources = [_resource(written[table.name], table, files[table.name]) for table in package.tables.values()]
    return {**package.descriptor, "resources": resources}


def _resource(written: Mapping[str, Any], table: Table, files: Sequence[File]) -> dict[str, Any]:
    """Return a resource; size and hash are given where it is one file, as the standard has them."""
    files = [file for file in files if file.format == "csv"]
    paths = [file.path for file in files]
    dropped = {"path", "format", "mediatype", "schema", "bytes", "hash", "dialect"}
    return {
        **{name: value for name, value in written.items() if name not in dropped},
        "path": paths[0] if len(paths) == 1 else paths,
        "format": "csv",
        "mediatype": "text/csv",
        **({"bytes": files[0].size_bytes, "hash": f"sha256:{files[0].sha256}"} if len(files) == 1 else {}),
        "schema": _schema(written.get("schema"), table),
    }


def _schema(written: Any, table: Table) -> dict[str, Any]:
    """Return the schema as staff wrote it, where it already stands in the descriptor, else as it was read."""
    if isinstance(written, Mapping):
        return dict(written)
    schema = table.schema
    return {
        "$schema": _TABLE_SCHEMA,
        "title": schema.title,
        **({"description": schema.description} if schema.description else {}),
        "fields": [_field(field) for field in schema.fields],
        "missingValues": list(schema.missing_values),
        **({"primaryKey": list(schema.primary_key)} if schema.primary_key else {}),
        **({"foreignKeys": [_reference(each) for each in schema.foreign_keys]} if schema.foreign_keys else {}),
        **({"references": [_reference(each) for each in schema.references]} if schema.references else {}),
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type,
        **({"description": field.description} if field.description else {}),
        **({"delimiter": field.delimiter} if field.type == "list" else {}),
        **({"trueValues": ["true"], "falseValues": ["false"]} if field.type == "boolean" else {}),
        **({"constraints": dict(field.constraints)} if field.constraints else {}),
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "fields": list(reference.fields),
        "reference": {"resource": reference.resource, "fields": list(reference.target)},
    }
