"""Owns the rule that three sides sit on an advisory committee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset
from generator.problems import Severity

_SIDES = ("government", "employers", "workers")


def check_advisory_sides(data: Dataset, as_of: date) -> Iterator[Faults]:
    """Yield the advisory committees on which one of the three sides has no member on the day of the build."""
    committees = data.table("advisory_committees")
    now = (pl.col("from") <= as_of) & ((pl.col("until") >= as_of) | pl.col("until").is_null())
    sitting = data["advisory_members"].filter(now).group_by("committee").agg("constituency")
    present = pl.col("constituency").fill_null([])
    absent = [pl.when(~present.list.contains(side)).then(pl.lit(side)) for side in _SIDES]
    rows = (
        committees.rows.join(sitting, on="committee", how="left")
        .with_columns(pl.concat_str(absent, separator=", ", ignore_nulls=True).alias("_absent"))
        .filter(pl.col("_absent") != "")
    )
    message = "Nobody sits on the committee {committee} for: {_absent}."
    hint = "Add the members to advisory_members; if the side is really absent, the portal says so."
    yield Faults(committees, rows, message, hint, "committee")


CHECK = Check(
    "advisory-sides",
    "An advisory committee lacks the government, the employers or the workers",
    check_advisory_sides,
    needs=("advisory_committees", "advisory_members"),
    severity=Severity.WARNING,
)
