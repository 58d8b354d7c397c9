"""Owns the rule that a finding whose appeal was upheld does not stand any longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.checks.visits import with_result
from generator.model import Dataset


def check_appeal_upheld(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the appeals that were upheld in full and whose finding is still non-compliant."""
    appeals = data.table("appeals")
    upheld = appeals.rows.filter(pl.col("outcome") == "upheld")
    rows = with_result(data, upheld, "assessment").filter(pl.col("result") == "non-compliant")
    message = "The appeal was upheld on {decided_on}, but question {question} of {assessment} is still non-compliant."
    hint = "Correct the result of the finding and enter the correction, or correct the outcome."
    yield Faults(appeals, rows, message, hint, "outcome")


CHECK = Check(
    "appeal-upheld",
    "An appeal was upheld, but the finding still stands",
    check_appeal_upheld,
    needs=("appeals", "findings"),
)
