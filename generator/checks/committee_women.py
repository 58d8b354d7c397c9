"""Owns the rule that a factory committee has no more women than members."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset


def check_committee_women(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the committees with more women than seats."""
    committees = data.table("committees")
    seats = pl.col("seats_management") + pl.col("seats_workers")
    rows = committees.rows.with_columns(seats.alias("_seats")).filter(pl.col("women") > pl.col("_seats"))
    message = "The committee has {women} women, but {_seats} seats."
    yield Faults(committees, rows, message, "Correct women or the seats.", "women")


CHECK = Check(
    "committee-women",
    "A factory committee has more women than seats",
    check_committee_women,
    needs=("committees",),
)
