"""Owns the audiences by which courses are found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, place_columns
from generator.checks.suggestions import with_suggestions
from generator.model import Dataset

AUDIENCES = (
    "supervisors",
    "managers",
    "workers",
    "human-resources",
    "worker-representatives",
    "committee-members",
)
"""Keys of the audiences; readers filter the catalogue by them."""


def check_course_audience(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the courses with an audience that is not one of `AUDIENCES`, once for each of them."""
    courses = data.table("courses")
    each = courses.rows.select(place_columns(courses, "audiences")).explode("audiences")
    rows = each.filter(~pl.col("audiences").is_in(AUDIENCES))
    told = with_suggestions(rows, "audiences", pl.Series(AUDIENCES))
    hint = f"{{_suggestion}}Use: {', '.join(AUDIENCES)}."
    yield Faults(courses, told, "{audiences} is not an audience that the portal knows.", hint, "audiences")


CHECK = Check(
    "course-audience",
    "A course is for an audience that the portal does not know",
    check_course_audience,
    needs=("courses",),
)
