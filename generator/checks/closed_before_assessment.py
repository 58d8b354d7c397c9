"""Owns the rule that a factory which closed, left or moved is not assessed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset


def check_closed_before_assessment(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the assessments that began after the day on which their factory closed, left or moved."""
    assessments = data.table("assessments")
    gone = data["factories"].filter(pl.col("status").is_in(["closed", "left", "moved"]))
    ends = gone.select("factory", "status", "status_on").unique("factory")
    rows = assessments.rows.join(ends, on="factory").filter(pl.col("started_on") > pl.col("status_on"))
    message = "{factory} was assessed on {started_on}, but its status is {status} since {status_on}."
    yield Faults(
        assessments, rows, message, "Correct the day of the visit, or the status of the factory.", "started_on"
    )


CHECK = Check(
    "closed-before-assessment",
    "A factory was assessed after it had closed, left or moved",
    check_closed_before_assessment,
    needs=("assessments", "factories"),
)
