"""Owns the rule that observations are broken down only by the dimensions that their indicator names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset


def check_observation_dimension(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the observations with a sex or category other than total that is no dimension of the indicator."""
    observations = data.table("observations")
    dimensions = data["indicators"].select("indicator", pl.col("dimensions").fill_null([])).unique("indicator")
    for column in ("sex", "category"):
        split = observations.rows.filter(pl.col(column) != "total").join(dimensions, on="indicator")
        rows = split.filter(~pl.col("dimensions").list.contains(column))
        message = f"{column} is {{{column}}}, but the indicator {{indicator}} is not broken down by {column}."
        yield Faults(
            observations, rows, message, f"Write total, or add {column} to dimensions of the indicator.", column
        )


CHECK = Check(
    "observation-dimension",
    "An observation is broken down by what its indicator does not name",
    check_observation_dimension,
    needs=("observations", "indicators"),
)
