"""Owns the rule that cycles which are missing are explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset
from generator.problems import Severity


def check_cycle_gap(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the assessments before which a cycle is missing and that do not say why."""
    assessments = data.table("assessments")
    before = pl.col("cycle").shift().over("factory", order_by="cycle").fill_null(0)
    rows = assessments.rows.with_columns(before.alias("_before")).filter(
        pl.col("cycle") - pl.col("_before") > 1, pl.col("gap_reason").is_null()
    )
    first, last = (pl.col("_before") + 1).cast(pl.String), (pl.col("cycle") - 1).cast(pl.String)
    missing = pl.when(first == last).then(first).otherwise(first + " to " + last)
    told = rows.with_columns(missing.alias("_missing"))
    message = "Before cycle {cycle} of {factory} something is missing: cycle {_missing}."
    yield Faults(assessments, told, message, "Say why in gap_reason, or add what is missing.", "cycle")


CHECK = Check(
    "cycle-gap",
    "Cycles of a factory are missing without a reason",
    check_cycle_gap,
    needs=("assessments",),
    severity=Severity.WARNING,
)
