"""Owns the rule that no statistic on fewer people than the threshold stands in a public package."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_small_cell(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the counts of people trained that are small, or that another count makes computable.

    A page could withhold them, but a download is the table itself. Zero tells of nobody and is not small.
    """
    threshold = next(iter(data["programme"]["threshold"].drop_nulls()), None)
    if threshold is None:
        return
    participation = data.table("participation")
    few = participation.rows.filter(pl.col("participants").is_between(1, threshold - 1))
    message = f"{{participants}} people are fewer than {threshold}, so they could be recognised."
    yield Faults(participation, few, message, "Leave the row out of the public data.", "participants")
    others = pl.col("participants") - pl.col("women")
    small = pl.col("women").is_between(1, threshold - 1) | others.is_between(1, threshold - 1)
    rows = failing(participation, (pl.col("participants") >= threshold) & small, "women", "participants")
    told = f"{{women}} women of {{participants}}: one side is fewer than {threshold} people, who could be recognised."
    yield Faults(participation, rows, told, "Leave women blank in this row.", "women")


CHECK = Check(
    "small-cell",
    "A statistic is on so few people that they could be recognised",
    check_small_cell,
    needs=("programme", "participation"),
)
