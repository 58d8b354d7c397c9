"""Owns the rule that an active factory is assessed from time to time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset
from generator.problems import Severity


def check_stale_data(data: Dataset, as_of: date) -> Iterator[Faults]:
    """Yield the active factories whose last assessment ended more than `stale_after_months` months ago.

    Factories without any assessment are not old but not yet assessed.
    """
    months = next(iter(data["programme"]["stale_after_months"].drop_nulls()), None)
    if months is None:
        return
    factories = data.table("factories")
    oldest = pl.lit(as_of).dt.offset_by(f"-{months}mo")
    last = data["assessments"].group_by("factory").agg(pl.col("ended_on").max().alias("_last"))
    active = factories.rows.filter(pl.col("status") == "active")
    rows = active.join(last, on="factory").filter(pl.col("_last") < oldest)
    message = f"The last assessment of {{factory}} ended on {{_last}}, more than {months} months before {as_of}."
    yield Faults(factories, rows, message, "Add the newer assessment, or correct the status of the factory.", "factory")


CHECK = Check(
    "stale-data",
    "The last assessment of an active factory is old",
    check_stale_data,
    needs=("programme", "factories", "assessments"),
    severity=Severity.WARNING,
)
