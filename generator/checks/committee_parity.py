"""Owns the rule that a factory committee has as many seats for workers as for management."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset
from generator.problems import Severity


def check_committee_parity(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the committees whose sides differ. It is a warning that the public sees: the data may well be right."""
    committees = data.table("committees")
    unequal = pl.col("seats_management") != pl.col("seats_workers")
    rows = failing(committees, unequal, "seats_management", "seats_workers")
    message = "The committee of {factory} has {seats_management} seats for management and {seats_workers} for workers."
    hint = "If the numbers are right, leave them: the portal shows that the sides are not equal."
    yield Faults(committees, rows, message, hint, "seats_workers")


CHECK = Check(
    "committee-parity",
    "A factory committee does not have equal sides",
    check_committee_parity,
    needs=("committees",),
    severity=Severity.WARNING,
)
