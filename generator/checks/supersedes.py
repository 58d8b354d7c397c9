"""Owns the rule that a question version replaces an earlier version of the same question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_supersedes(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the question versions that supersede an unknown, the same or a later version."""
    questions = data.table("questions")
    known = questions.rows.select("question", pl.col("version").alias("supersedes"))
    rows = questions.rows.filter(pl.col("supersedes") < pl.col("version")).join(
        known, on=["question", "supersedes"], how="anti"
    )
    message = "Question {question} has no version {supersedes}, which version {version} should replace."
    yield Faults(questions, rows, message, "Correct supersedes, or add the version.", "supersedes")
    rows = failing(questions, pl.col("supersedes") >= pl.col("version"), "supersedes", "version")
    message = "Version {version} of question {question} cannot replace version {supersedes}."
    yield Faults(questions, rows, message, "A version replaces an earlier one: correct supersedes.", "supersedes")


CHECK = Check(
    "supersedes",
    "A question version replaces one that does not exist",
    check_supersedes,
    needs=("questions",),
)
