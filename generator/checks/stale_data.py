"""Owns the rule that an active factory is assessed from time to time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.coverage import STALE_AFTER_MONTHS, setting_of
from generator.model import Dataset
from generator.problems import Severity


def check_stale_data(data: Dataset, as_of: date) -> Iterator[Faults]:
    """Yield the active factories whose last published assessment began more than `stale_after_months` months ago.

    The warning is published, so it says nothing of assessments that are not. Factories without a published
    assessment are not old but not yet assessed.
    """
    months = setting_of(data, "stale_after_months", STALE_AFTER_MONTHS)
    factories = data.table("factories")
    oldest = pl.lit(as_of).dt.offset_by(f"-{months}mo")
    published = data["assessments"].filter(pl.col("published_on") <= as_of)
    last = published.group_by("factory").agg(pl.col("started_on").max().alias("_last"))
    active = factories.rows.filter(pl.col("status") == "active")
    rows = active.join(last, on="factory").filter(pl.col("_last") < oldest)
    message = f"The last published assessment of {{factory}} began on {{_last}}, over {months} months before {as_of}."
    yield Faults(
        factories, rows, message, "Publish the newer assessment, or correct the status of the factory.", "factory"
    )


CHECK = Check(
    "stale-data",
    "The last published assessment of an active factory is old",
    check_stale_data,
    needs=("programme", "factories", "assessments"),
    severity=Severity.WARNING,
)
