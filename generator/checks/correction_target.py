"""Owns the rule that a correction names a row and a field that exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.rule import Check, Faults
from generator.checks.targets import unknown_targets
from generator.model import Dataset


def check_correction_target(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the corrections whose table, field or row is not in the data."""
    yield from unknown_targets(data, data.table("corrections"))


CHECK = Check(
    "correction-target",
    "A correction is of a cell that does not exist",
    check_correction_target,
    needs=("corrections",),
)
