"""Owns the rule that the bounds of a course are the right way round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset

_BOUNDS = (("gap_weeks_minimum", "gap_weeks_maximum"), ("group_minimum", "group_maximum"))


def check_course_bounds(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the courses whose smallest gap or group is larger than the largest."""
    courses = data.table("courses")
    for least, most in _BOUNDS:
        rows = failing(courses, pl.col(least) > pl.col(most), least, most)
        message = f"{least} is {{{least}}}, more than {most}, {{{most}}}."
        yield Faults(courses, rows, message, "Exchange or correct them.", least)


CHECK = Check(
    "course-bounds",
    "The least of something in a course is more than the most",
    check_course_bounds,
    needs=("courses",),
)
