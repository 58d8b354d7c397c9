"""Owns the rule that no statistic on fewer people than the threshold stands in a public package."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.expected import usable_tables
from generator.checks.rule import Check, Faults, failing
from generator.coverage import setting_of
from generator.model import Dataset, Table
from generator.rates import THRESHOLD


def check_small_cell(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the counts of people trained, and the shares of people asked, that are on too few people.

    A page could withhold them, but a download is the table itself. Zero tells of nobody and is not small.
    """
    threshold = setting_of(data, "threshold", THRESHOLD)
    usable = usable_tables(data)
    if "participation" in usable:
        yield from _trained(data.table("participation"), threshold)
    if "evaluations" in usable:
        yield from _asked(data.table("evaluations"), threshold)


def _trained(participation: Table, threshold: int) -> Iterator[Faults]:
    """Yield the rows on few people, and those on few women or few others, whom subtraction would tell."""
    few = failing(participation, pl.col("participants").is_between(1, threshold - 1), "participants")
    message = f"{{participants}} people are fewer than {threshold}, so they could be recognised."
    yield Faults(participation, few, message, "Leave the row out of the public data.", "participants")
    others = pl.col("participants") - pl.col("women")
    small = pl.col("women").is_between(1, threshold - 1) | others.is_between(1, threshold - 1)
    rows = failing(participation, (pl.col("participants") >= threshold) & small, "women", "participants")
    told = f"{{women}} women of {{participants}}: one side is fewer than {threshold} people, who could be recognised."
    yield Faults(participation, rows, told, "Leave women blank in this row.", "women")


def _asked(evaluations: Table, threshold: int) -> Iterator[Faults]:
    """Yield the shares of few people; a result in words alone tells of nobody."""
    few = pl.col("respondents").is_between(1, threshold - 1) & pl.col("share").is_not_null()
    rows = failing(evaluations, few, "respondents")
    message = f"{{respondents}} people are fewer than {threshold}, so what they answered could be recognised."
    yield Faults(evaluations, rows, message, "Leave share blank in this row.", "share")


CHECK = Check(
    "small-cell",
    "A statistic is on so few people that they could be recognised",
    check_small_cell,
    needs=("programme",),
)
