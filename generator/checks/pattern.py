"""Owns the rule that a text has the form that its schema asks for, from its first to its last character.

Does not own which patterns a schema may have: the reader refuses those that could take for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing, literal, tables_of
from generator.model import Dataset
from generator.schema import Field


def check_pattern(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows whose text does not match the pattern as a whole."""
    for table in tables_of(data):
        for field in table.schema.fields:
            pattern = field.constraints.get("pattern")
            if pattern is None or table.rows[field.name].dtype != pl.String:
                continue
            rows = failing(table, ~pl.col(field.name).str.contains(f"^(?:{pattern})$"), field.name)
            message = f"{{{field.name}}} does not have the form of {field.name} ({literal(field.description)})."
            yield Faults(table, rows, message, _way_out(field, pattern), field.name)


def _way_out(field: Field, pattern: str) -> str:
    if field.example:
        return f"Write it like {literal(field.example)}: the whole must match {literal(pattern)}."
    return f"Write it so that it matches {literal(pattern)}."


CHECK = Check("pattern", "A text does not have the form it should have", check_pattern)
