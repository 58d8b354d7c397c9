"""Owns the rule that a session is held in a language in which its course is given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset


def check_session_language(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the sessions whose language the course does not name."""
    sessions = data.table("sessions")
    courses = data["courses"].select("course", pl.col("languages").fill_null([])).unique("course")
    rows = sessions.rows.join(courses, on="course").filter(~pl.col("languages").list.contains(pl.col("language")))
    message = "The session is in {language}, but {course} is given in: {languages}."
    yield Faults(sessions, rows, message, "Correct the language, or add it to the course.", "language")


CHECK = Check(
    "session-language",
    "A session is in a language in which its course is not given",
    check_session_language,
    needs=("sessions", "courses"),
)
