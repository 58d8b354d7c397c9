"""Owns the rule that parts of a workforce are not more than the whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_workforce_sum(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows with more women and men together, or more migrants, than workers."""
    workforce = data.table("workforce")
    parts = pl.col("women").fill_null(0) + pl.col("men").fill_null(0)
    rows = workforce.rows.with_columns(parts.alias("_parts")).filter(pl.col("_parts") > pl.col("workers"))
    message = "Women and men are {_parts} together, but there are {workers} workers."
    yield Faults(workforce, rows, message, "Correct one of the numbers.", "workers")
    rows = failing(workforce, pl.col("migrants") > pl.col("workers"), "workers", "migrants")
    message = "There are {migrants} migrants among {workers} workers."
    yield Faults(workforce, rows, message, "Correct one of the numbers.", "migrants")


CHECK = Check(
    "workforce-sum",
    "Parts of a workforce are more than the whole",
    check_workforce_sum,
    needs=("workforce",),
)
