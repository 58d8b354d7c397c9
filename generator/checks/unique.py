"""Owns the rule that a value which must be unique stands in one row only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.repetition import repeated
from generator.checks.rule import Check, Faults, tables_of
from generator.model import Dataset


def check_unique(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows that repeat a value of a unique field, each with the row that had it first."""
    for table in tables_of(data):
        for field in table.schema.fields:
            if field.constraints.get("unique"):
                message = f"{{{field.name}}} is the {field.name} of another row too ({{other}})."
                rows = repeated(table, (field.name,))
                yield Faults(table, rows, message, f"Each row needs its own {field.name}: correct one.", field.name)


CHECK = Check("unique", "A value that must be unique stands in several rows", check_unique)
