"""Owns the rule that a question is asked in a version that was in force on the first day of the assessment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, place_columns
from generator.model import Dataset


def check_version_not_in_force(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the findings whose question version began after the assessment, or had ended before it."""
    findings = data.table("findings")
    days = data["assessments"].lazy().select("assessment", "started_on").unique("assessment")
    versions = (
        data["questions"]
        .lazy()
        .select("question", pl.col("version").alias("question_version"), "valid_from", "valid_until")
    )
    rows = (
        findings.rows.lazy()
        .select(place_columns(findings, "question_version"))
        .join(days, on="assessment")
        .join(versions.unique(["question", "question_version"]), on=["question", "question_version"])
        .filter((pl.col("started_on") < pl.col("valid_from")) | (pl.col("started_on") > pl.col("valid_until")))
        .with_columns(pl.col("valid_until").cast(pl.String).fill_null("further notice"))
        .collect(engine="streaming")
    )
    message = (
        "Version {question_version} of question {question} was not in force on {started_on}, when {assessment} began."
    )
    hint = "It is in force from {valid_from} until {valid_until}: use the version of that day."
    yield Faults(findings, rows, message, hint, "question_version")


CHECK = Check(
    "version-not-in-force",
    "A question was asked in a version that was not in force that day",
    check_version_not_in_force,
    needs=("findings", "assessments", "questions"),
)
