"""Owns the rule that texts and lists are neither too short nor too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, tables_of
from generator.model import Dataset


def check_length(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows whose text has too few or too many characters, or whose list too few or too many items."""
    for table in tables_of(data):
        for field in table.schema.fields:
            least, most = field.constraints.get("minLength"), field.constraints.get("maxLength")
            kind = table.rows[field.name].dtype
            if field.type == "object" or not (kind == pl.String or kind.is_nested()):
                continue
            text = kind == pl.String
            length = pl.col(field.name).str.len_chars() if text else pl.col(field.name).list.len()
            unit = "characters" if text else "items"
            for limit, test, words in ((least, length < (least or 0), "fewest"), (most, length > (most or 0), "most")):
                if limit is not None:
                    rows = table.rows.filter(test).with_columns(length.alias("_length"))
                    message = f"{field.name} has {{_length}} {unit}; the {words} allowed are {limit}."
                    yield Faults(table, rows, message, f"Write {field.name} in the length allowed.", field.name)


CHECK = Check("length", "A text or list is too short or too long", check_length)
