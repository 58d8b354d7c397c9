"""Owns the rule that a question which belongs to one country is asked in that country only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, place_columns
from generator.checks.visits import visits_of
from generator.model import Dataset


def check_question_elsewhere(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the findings whose question version is that of another country than the factory's."""
    findings = data.table("findings")
    asked = data["questions"].lazy().filter(pl.col("country").is_not_null())
    local = asked.select("question", pl.col("version").alias("question_version"), pl.col("country").alias("_asked_in"))
    visits = visits_of(data).select("assessment", "country")
    rows = (
        findings.rows.lazy()
        .select(place_columns(findings, "question_version"))
        .join(local, on=["question", "question_version"])
        .join(visits, on="assessment")
        .filter(pl.col("_asked_in") != pl.col("country"))
        .collect(engine="streaming")
    )
    message = "Question {question} (version {question_version}) is for {_asked_in} only; this factory is in {country}."
    yield Faults(findings, rows, message, "Use the question of {country}, or remove the row.", "question")


CHECK = Check(
    "question-elsewhere",
    "A question of one country was asked in another",
    check_question_elsewhere,
    needs=("findings", "assessments", "factories", "questions"),
)
