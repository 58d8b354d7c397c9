"""Owns the rule that an improvement is about a non-compliance of the same factory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.checks.visits import with_result
from generator.model import Dataset


def check_improvement_mismatch(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the improvements of another factory's assessment, and those of what was not non-compliant."""
    improvements = data.table("improvements")
    owners = data["assessments"].select(pl.col("assessment"), pl.col("factory").alias("_owner")).unique("assessment")
    for column in ("raised_in", "verified_in"):
        rows = improvements.rows.join(owners, left_on=column, right_on="assessment")
        message = f"Assessment {{{column}}} belongs to {{_owner}}, not to {{factory}}."
        hint = f"Correct factory or {column}."
        yield Faults(improvements, rows.filter(pl.col("_owner") != pl.col("factory")), message, hint, column)
    own = improvements.rows.join(
        owners, left_on=["raised_in", "factory"], right_on=["assessment", "_owner"], how="semi"
    )
    rows = with_result(data, own, "raised_in").filter(pl.col("result") != "non-compliant")
    message = "Question {question} was {result} in {raised_in}: there is nothing to improve."
    yield Faults(improvements, rows, message, "Remove the row, or correct raised_in or the finding.", "question")


CHECK = Check(
    "improvement-mismatch",
    "An improvement does not fit the finding that it improves",
    check_improvement_mismatch,
    needs=("improvements", "assessments", "findings"),
)
