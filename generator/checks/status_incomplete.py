"""Owns the rule that a factory which is not active says since when, why, and where it moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_status_incomplete(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the factories that are not active and lack day, reason or successor, and successors out of place."""
    factories = data.table("factories")
    status, moved_to = pl.col("status"), pl.col("moved_to")
    for column, words in (("status_on", "since when"), ("status_reason", "why")):
        rows = failing(factories, (status != "active") & pl.col(column).is_null(), "status")
        yield Faults(
            factories, rows, f"The status is {{status}}, but nothing says {words}.", f"Enter {column}.", column
        )
    rows = failing(factories, (status == "moved") & moved_to.is_null())
    yield Faults(factories, rows, "The factory moved, but does not say where.", "Enter moved_to.", "moved_to")
    rows = failing(factories, (status != "moved") & moved_to.is_not_null(), "status", "moved_to")
    message = "The status is {status}, but the factory is said to have moved to {moved_to}."
    yield Faults(factories, rows, message, "Make the status moved, or empty moved_to.", "moved_to")
    rows = failing(factories, moved_to == pl.col("factory"))
    yield Faults(factories, rows, "The factory moved to itself.", "Enter the factory that carries it on.", "moved_to")


CHECK = Check(
    "status-incomplete",
    "The status of a factory lacks its day, its reason or its successor",
    check_status_incomplete,
    needs=("factories",),
)
