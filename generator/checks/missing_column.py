"""Owns the rule that a table which the portal knows has the columns that pages and figures are made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.expected import unlike
from generator.checks.rule import Check, tables_of
from generator.model import Dataset
from generator.problems import Problem, Severity, Where


def check_missing_column(data: Dataset, _as_of: date) -> Iterator[Problem]:
    """Yield a problem for each expected column that a known table lacks or has in another type."""
    for table in tables_of(data):
        for column, kind in unlike(table).items():
            where = Where(f"{table.package}/datapackage.yaml", package=table.package, table=table.name, field=column)
            if column in table.schema.names:
                message = f"{table.name}.{column} has the type {table.schema.field(column).type}; it must be {kind}."
                hint = f"Give it the type {kind} in the schema of {table.name}."
            else:
                message = f"The table {table.name} has no column {column}."
                hint = f"Add it to the schema of {table.name} with the type {kind}; its cells may be empty."
            yield Problem(where, "missing-column", Severity.ERROR, message, hint)


CHECK = Check("missing-column", "A known table lacks a column, or has it in another type", check_missing_column)
