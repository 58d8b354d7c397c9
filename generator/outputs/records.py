"""Owns a table as JSON: a list of records, one a line, with every field in the order of the schema.

Does not own which rows are public. A missing value is null; a day is `YYYY-MM-DD`; a list is a list.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from generator.model import Table
from generator.outputs.cells import EXACT_INTEGERS

_BY_LANGUAGE = "object"


def write_records(path: Path, table: Table, rows: pl.DataFrame) -> None:
    """Write the public `rows` of `table` to `path`."""
    rows = rows.select(table.schema.names)
    if rows.is_empty():
        lines = []
    elif any(field.type == _BY_LANGUAGE for field in table.schema.fields):
        lines = [json.dumps(_record(table, row), ensure_ascii=False, separators=(",", ":")) for row in rows.to_dicts()]
    else:
        lines = rows.select(pl.struct(pl.all()).struct.json_encode()).to_series().to_list()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n")


def _record(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with texts by language. Tables that have them are small: one file a record."""
    return {field.name: _value(field.type, row[field.name]) for field in table.schema.fields}


def _value(kind: str, value: Any) -> Any:
    if value is None or kind in ("string", "array", "list", "boolean", "integer"):
        return value
    if kind == _BY_LANGUAGE:
        return json.loads(value)
    if kind == "number":
        return int(value) if float(value).is_integer() and abs(value) < EXACT_INTEGERS else value
    return str(value)
