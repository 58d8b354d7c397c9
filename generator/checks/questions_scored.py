"""Owns the rule that an assessment says how many scored questions its findings have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset


def check_questions_scored(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the assessments whose `questions_scored` differs from the scored findings that are there.

    Assessments of which only violations are known are left out: nobody can count their questions. So are those with
    findings of questions that are not there: `unknown-reference` speaks of these, and the number may well be right.
    """
    assessments = data.table("assessments")
    scored = data["questions"].lazy().filter(pl.col("kind") == "scored")
    versions = scored.select("question", pl.col("version").alias("question_version")).unique()
    counts = (
        data["findings"]
        .lazy()
        .select("assessment", "question", "question_version")
        .join(versions, on=["question", "question_version"], how="semi")
        .group_by("assessment")
        .agg(pl.len().alias("_there"))
        .collect(engine="streaming")
    )
    rows = (
        assessments.rows.filter(pl.col("coverage") == "all-answers")
        .join(counts, on="assessment", how="left")
        .with_columns(pl.col("_there").fill_null(0))
        .filter(pl.col("questions_scored") != pl.col("_there"))
    )
    rows = rows.join(_in_doubt(data, rows), on="assessment", how="anti")
    message = "{assessment} says that {questions_scored} questions were scored; its findings have {_there}."
    yield Faults(
        assessments, rows, message, "Add the findings that are missing, or correct the number.", "questions_scored"
    )


def _in_doubt(data: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """Return those of `rows` that have findings of a question which is not there in that version."""
    known = data["questions"].lazy().select("question", pl.col("version").alias("question_version"))
    findings = data["findings"].lazy().join(rows.lazy().select("assessment"), on="assessment", how="semi")
    return findings.join(known, on=["question", "question_version"], how="anti").select("assessment").unique().collect()


CHECK = Check(
    "questions-scored",
    "The number of scored questions is not that of the findings",
    check_questions_scored,
    needs=("assessments", "findings", "questions"),
)
