"""Owns the rule that the blocks of a course are its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset


def check_course_days(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the courses whose blocks are not whole days, or not as many as `days`."""
    courses = data.table("courses")
    days = pl.col("blocks").list.eval(pl.element().cast(pl.Int64, strict=False))
    sums = courses.rows.with_columns(days.list.sum().alias("_sum"), days.list.contains(None).alias("_broken"))
    broken = pl.col("_broken").fill_null(value=False)
    message = "A block of {course} is not a whole number of days: {blocks}."
    yield Faults(courses, sums.filter(broken), message, "Write each block as a number of days.", "blocks")
    rows = sums.filter(~broken, pl.col("_sum") != pl.col("days"))
    message = "The blocks of {course} have {_sum} days together, but the course has {days}."
    yield Faults(courses, rows, message, "Correct days or blocks.", "blocks")


CHECK = Check("course-days", "The blocks of a course do not make up its days", check_course_days, needs=("courses",))
