"""Owns the rule that a factory replies to its own assessment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset


def check_response_mismatch(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the replies whose assessment is that of another factory."""
    responses = data.table("responses")
    owners = data["assessments"].select("assessment", pl.col("factory").alias("_owner")).unique("assessment")
    rows = responses.rows.join(owners, on="assessment").filter(pl.col("_owner") != pl.col("factory"))
    message = "Assessment {assessment} belongs to {_owner}, not to {factory}."
    yield Faults(responses, rows, message, "Correct the factory or the assessment.", "assessment")


CHECK = Check(
    "response-mismatch",
    "A reply is to the assessment of another factory",
    check_response_mismatch,
    needs=("responses", "assessments"),
)
