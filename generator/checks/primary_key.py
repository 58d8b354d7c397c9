"""Owns the rule that the primary key of a row is there and is its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.repetition import repeated
from generator.checks.rule import Check, Faults, failing, tables_of
from generator.model import Dataset


def check_primary_key(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows whose key lacks a part (unless `required` says so) or repeats the key of an earlier row."""
    for table in tables_of(data):
        key = table.schema.primary_key
        if not key:
            continue
        said = " and ".join(f"{name} {{{name}}}" for name in key)
        optional = [name for name in key if not table.schema.field(name).required]
        if optional:
            rows = failing(table, pl.any_horizontal(pl.col(name).is_null() for name in optional))
            yield Faults(
                table, rows, f"The key of this row is incomplete: {said}.", "Enter the whole key.", optional[0]
            )
        message = f"There are two rows with {said}; the other is {{other}}."
        yield Faults(table, repeated(table, key), message, "Remove one of them, or correct its key.", key[0])


CHECK = Check("primary-key", "The key of a row is incomplete or not its own", check_primary_key)
