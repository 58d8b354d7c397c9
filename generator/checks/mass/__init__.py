"""Owns the checks of a change: what is suspicious because so much changed at once, whatever each row says.

Does not own the states that are compared (`generator.history`). What is meant is acknowledged in the data: a row of the
table `acknowledgements` that came with the change, names the check, the table and the field, and speaks of at least as
many rows. So the reason lies beside the change for good, a reviewer sees it, and it excuses no later change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.expected import usable_tables
from generator.checks.mass import column_emptied, date_leap, rows_lost, values_multiplied
from generator.checks.mass.comparison import MassChange, MassCheck, tables_compared
from generator.checks.places import with_columns
from generator.model import Dataset
from generator.problems import Problem, Severity, Where

MASS_CHECKS: tuple[MassCheck, ...] = (
    rows_lost.CHECK,
    column_emptied.CHECK,
    values_multiplied.CHECK,
    date_leap.CHECK,
)
"""Every check of a change."""
ACKNOWLEDGEMENTS = "acknowledgements"
"""Table of what was meant."""
_KEY = ("acknowledged_on", "code", "table", "field")


def check_mass_changes(data: Dataset, before: Dataset, as_of: date) -> list[Problem]:
    """Return the mass changes from `before` to `data` that are not acknowledged, sorted by place."""
    acknowledged = _acknowledged(data, before)
    found = [
        _problem(check, change, acknowledged.get((check.code, change.table.name, change.field), 0), data, as_of)
        for compared in tables_compared(before, data)
        if compared.before.name != ACKNOWLEDGEMENTS
        for check in MASS_CHECKS
        for change in check.rule(compared)
        if change.rows > acknowledged.get((check.code, change.table.name, change.field), 0)
    ]
    return with_columns(found, data)


def _acknowledged(data: Dataset, before: Dataset) -> dict[tuple[str, str, str], int]:
    """Return how many rows were acknowledged with this change, by code, table and field."""
    if ACKNOWLEDGEMENTS not in usable_tables(data):
        return {}
    rows = data[ACKNOWLEDGEMENTS]
    if ACKNOWLEDGEMENTS in usable_tables(before):
        rows = rows.join(before[ACKNOWLEDGEMENTS], on=_KEY, how="anti", nulls_equal=True)
    counts = rows.group_by("code", "table", "field").agg(pl.col("rows").sum())
    return {(code, table, field): number for code, table, field, number in counts.iter_rows()}


def _problem(check: MassCheck, change: MassChange, acknowledged: int, data: Dataset, as_of: date) -> Problem:
    field = change.field if change.line or change.key else ""
    where = Where(change.file, change.line, 0, change.table.package, change.table.name, change.key, field)
    hint = " ".join(_hint(check, change, acknowledged, data, as_of))
    return Problem(where, check.code, Severity.ERROR, change.message, hint)


def _hint(check: MassCheck, change: MassChange, acknowledged: int, data: Dataset, as_of: date) -> Iterator[str]:
    if acknowledged:
        yield f"The acknowledgement speaks of {acknowledged:,} rows only."
    row = f"{as_of},{check.code},{change.table.name},{change.field},{change.rows},"
    file = data.table(ACKNOWLEDGEMENTS).files[0] if ACKNOWLEDGEMENTS in data else "the table acknowledgements"
    yield f"If it is a slip, undo it. If it is meant, add to {file} the row {row} with the reason at its end."


__all__ = ["ACKNOWLEDGEMENTS", "MASS_CHECKS", "MassCheck", "check_mass_changes"]
