"""Owns the rule that a fee has a currency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_course_fee(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the courses with a fee above nothing and no currency."""
    courses = data.table("courses")
    rows = failing(courses, (pl.col("fee") > 0) & pl.col("currency").is_null(), "fee")
    message = "The course {course} costs {fee}, but does not say in which currency."
    yield Faults(courses, rows, message, "Enter the currency, such as USD.", "currency")


CHECK = Check("course-fee", "A fee has no currency", check_course_fee, needs=("courses",))
