"""Owns the rule that a required field has a value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing, literal, tables_of
from generator.model import Dataset


def check_required(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows of each table in which a required field is empty."""
    for table in tables_of(data):
        for field in table.schema.fields:
            if field.required and table.rows[field.name].null_count():
                rows = failing(table, pl.col(field.name).is_null())
                what = literal(field.description.rstrip("."))
                yield Faults(table, rows, f"The field {field.name} is empty.", f"Enter it: {what}.", field.name)


CHECK = Check("required", "A required value is missing", check_required)
