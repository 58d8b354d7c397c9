"""Owns the rule that a version which is withdrawn says since when and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_withdrawal_incomplete(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the releases that have a day of withdrawal without a reason, or a reason without a day."""
    releases, day, reason = data.table("releases"), "withdrawn_on", "withdrawal_reason"
    for given, missing, words in ((day, reason, "why"), (reason, day, "since when")):
        rows = failing(releases, pl.col(given).is_not_null() & pl.col(missing).is_null(), given)
        message = f"Version {{version}} is withdrawn, but nothing says {words}."
        yield Faults(releases, rows, message, f"Enter {missing}.", given)


CHECK = Check(
    "withdrawal-incomplete",
    "A version is withdrawn and nothing says why, or since when",
    check_withdrawal_incomplete,
    needs=("releases",),
)
