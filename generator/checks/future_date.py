"""Owns which days speak of facts, and the rule that these do not lie after the date of the build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from generator.checks.expected import usable_tables
from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset

FACTS: Mapping[str, tuple[str, ...]] = {
    "acknowledgements": ("acknowledged_on",),
    "addresses": ("since",),
    "countries": ("joined_on", "left_on"),
    "buyers": ("joined_on", "left_on", "stopped_own_audits_on"),
    "advisory_committees": ("founded_on",),
    "advisory_members": ("from",),
    "sources": ("accessed_on",),
    "releases": ("released_on",),
    "factories": ("joined_on", "status_on"),
    "workforce": ("as_of",),
    "sourcing": ("from",),
    "assessments": ("started_on", "ended_on", "reported_on", "published_on"),
    "improvements": ("self_reported_on", "verified_on"),
    "responses": ("received_on", "published_on"),
    "appeals": ("filed_on", "decided_on"),
    "corrections": ("corrected_on",),
    "attendance": ("completed_on",),
    "committees": ("formed_on",),
    "strikes": ("started_on",),
    "sessions": ("announced_on",),
}
"""By table, the days that speak of what has happened. Days of validity, ends of terms and sessions may lie ahead."""


def check_future_date(data: Dataset, as_of: date) -> Iterator[Faults]:
    """Yield the rows in which something is said to have happened after `as_of`; sessions only when they are done."""
    usable = usable_tables(data)
    for name, columns in FACTS.items():
        for column in _present(data, name, columns) if name in usable else ():
            rows = failing(data.table(name), pl.col(column) > as_of, column)
            message = f"{column} is {{{column}}}, after the date of this build, {as_of}."
            yield Faults(
                data.table(name), rows, message, "Correct the day, or add the row when it has happened.", column
            )
    if "sessions" in usable:
        sessions = data.table("sessions")
        rows = failing(sessions, (pl.col("status") == "done") & (pl.col("ends_on") > as_of), "ends_on")
        message = f"The session is done, but ends on {{ends_on}}, after the date of this build, {as_of}."
        yield Faults(sessions, rows, message, "Make it scheduled or full, or correct the day.", "status")


def newest_fact(data: Dataset) -> date | None:
    """Return the newest day on which something in the data happened: the date of a build that is not given one."""
    usable = usable_tables(data)
    tables = {name: _present(data, name, columns) for name, columns in FACTS.items() if name in usable}
    newest = [data[name][column].max() for name, columns in tables.items() for column in columns]
    return max((day for day in newest if isinstance(day, date)), default=None)


def _present(data: Dataset, table: str, columns: tuple[str, ...]) -> list[str]:
    """Return those of `columns` that the table has: some may be left out."""
    return [column for column in columns if column in data[table].columns]


CHECK = Check("future-date", "Something happened after the date of the build", check_future_date)
