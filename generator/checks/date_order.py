"""Owns which day cannot come before which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.expected import usable_tables
from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset

_WITHIN = (
    ("assessments", "started_on", "ended_on"),
    ("assessments", "ended_on", "reported_on"),
    ("assessments", "reported_on", "published_on"),
    ("factories", "joined_on", "status_on"),
    ("sourcing", "from", "until"),
    ("appeals", "filed_on", "decided_on"),
    ("responses", "received_on", "published_on"),
    ("sessions", "starts_on", "ends_on"),
    ("questions", "valid_from", "valid_until"),
    ("disclosure_rules", "valid_from", "valid_until"),
    ("countries", "joined_on", "left_on"),
    ("buyers", "joined_on", "left_on"),
    ("advisory_members", "from", "until"),
)
"""Table, earlier column, later column. The same day is in order."""
_ACROSS = (
    ("assessments", "started_on", "factory", "factories", "factory", "joined_on"),
    ("improvements", "self_reported_on", "raised_in", "assessments", "assessment", "ended_on"),
    ("improvements", "verified_on", "raised_in", "assessments", "assessment", "ended_on"),
    ("appeals", "filed_on", "assessment", "assessments", "assessment", "reported_on"),
    ("responses", "received_on", "assessment", "assessments", "assessment", "reported_on"),
)
"""Table, its later column, its reference; the table referred to, its key, its earlier column."""


def check_date_order(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows in which a day lies before the day that it must follow, in the row or in the row referred to."""
    usable = usable_tables(data)
    for name, earlier, later in _WITHIN:
        if name in usable:
            table = data.table(name)
            rows = failing(table, pl.col(later) < pl.col(earlier), earlier, later)
            message = f"{later} is {{{later}}}, before {earlier}, {{{earlier}}}."
            yield Faults(table, rows, message, "Correct one of the days.", later)
    for name, later, reference, target, key, earlier in _ACROSS:
        if usable >= {name, target}:
            table = data.table(name)
            days = (
                data[target].select(pl.col(key).alias(reference), pl.col(earlier).alias("_earlier")).unique(reference)
            )
            rows = table.rows.join(days, on=reference).filter(pl.col(later) < pl.col("_earlier"))
            message = f"{later} is {{{later}}}, before {earlier} of {{{reference}}}, {{_earlier}}."
            yield Faults(table, rows, message, "Correct one of the days.", later)


CHECK = Check("date-order", "A day lies before the day that it must follow", check_date_order)
