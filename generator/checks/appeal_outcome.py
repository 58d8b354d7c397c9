"""Owns the rule that a decided appeal has a day and an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_appeal_outcome(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the appeals that have only one of day and outcome."""
    appeals = data.table("appeals")
    day, outcome = pl.col("decided_on"), pl.col("outcome")
    rows = failing(appeals, day.is_null() & outcome.is_not_null(), "outcome")
    yield Faults(
        appeals, rows, "The appeal is {outcome}, but has no day of decision.", "Enter decided_on.", "decided_on"
    )
    rows = failing(appeals, day.is_not_null() & outcome.is_null(), "decided_on")
    yield Faults(
        appeals, rows, "The appeal was decided on {decided_on}, but has no outcome.", "Enter outcome.", "outcome"
    )


CHECK = Check(
    "appeal-outcome",
    "An appeal has a day of decision without an outcome, or the other way round",
    check_appeal_outcome,
    needs=("appeals",),
)
