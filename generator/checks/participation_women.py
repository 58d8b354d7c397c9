"""Owns the rule that no more women took part in training than people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_participation_women(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows with more women than participants."""
    participation = data.table("participation")
    rows = failing(participation, pl.col("women") > pl.col("participants"), "women", "participants")
    message = "{women} women are more than {participants} participants."
    yield Faults(participation, rows, message, "Correct one of the numbers.", "women")


CHECK = Check(
    "participation-women",
    "More women than participants took part",
    check_participation_women,
    needs=("participation",),
)
