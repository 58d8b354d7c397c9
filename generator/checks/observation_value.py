"""Owns the rule that a value is blank exactly where its status says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset

_WITHOUT = ("suppressed", "not-collected", "not-applicable")


def check_observation_value(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the observations that are blank without a status that says why, and those with both."""
    observations = data.table("observations")
    without, value = pl.col("status").is_in(_WITHOUT), pl.col("value")
    rows = failing(observations, ~without & value.is_null(), "status")
    message = "The value is empty, but its status is {status}."
    hint = "Enter the value, or make the status suppressed, not-collected or not-applicable."
    yield Faults(observations, rows, message, hint, "value")
    rows = failing(observations, without & value.is_not_null(), "status", "value")
    message = "The status is {status}, but there is a value ({value})."
    yield Faults(observations, rows, message, "Empty the value, or correct the status.", "value")


CHECK = Check(
    "observation-value",
    "An observation has no value without saying why, or a value that its status denies",
    check_observation_value,
    needs=("observations",),
)
