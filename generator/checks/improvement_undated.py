"""Owns the rule that what is reported or verified about an improvement has its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_improvement_undated(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the improvements with a status but no day, or with a day but no status, for both kinds of status."""
    improvements = data.table("improvements")
    for kind in ("self_reported", "verified"):
        status, day = f"{kind}_status", f"{kind}_on"
        rows = failing(improvements, pl.col(status).is_not_null() & pl.col(day).is_null(), status)
        yield Faults(improvements, rows, f"{status} is {{{status}}}, but {day} is empty.", f"Enter {day}.", day)
        rows = failing(improvements, pl.col(status).is_null() & pl.col(day).is_not_null(), day)
        yield Faults(improvements, rows, f"{day} is {{{day}}}, but {status} is empty.", f"Enter {status}.", status)


CHECK = Check(
    "improvement-undated",
    "A status of an improvement has no day, or a day has no status",
    check_improvement_undated,
    needs=("improvements",),
)
