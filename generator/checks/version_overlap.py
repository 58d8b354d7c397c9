"""Owns the rule that one version of a question at a time is in force in a country."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import OTHER_FILE, OTHER_KEY, OTHER_LINE, Check, Faults, key_of
from generator.model import FILE, LINE, Dataset


def check_version_overlap(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the question versions that begin before an earlier one, for the same country, has ended."""
    questions = data.table("questions")
    group = ["question", "_country"]
    rows = (
        questions.rows.with_columns(pl.col("country").fill_null("all countries").alias("_country"))
        .sort("question", "valid_from", "version")
        .with_columns(
            pl.col("version").shift().over(group).alias("_before"),
            pl.col("valid_until").fill_null(date.max).shift().over(group).alias("_until"),
            pl.col(FILE).shift().over(group).alias(OTHER_FILE),
            pl.col(LINE).shift().over(group).alias(OTHER_LINE),
            key_of(questions).shift().over(group).alias(OTHER_KEY),
        )
        .filter(pl.col("valid_from") <= pl.col("_until"))
    )
    message = "Versions {_before} and {version} of question {question} are both in force on {valid_from}; see {other}."
    yield Faults(
        questions, rows, message, "End version {_before} the day before version {version} begins.", "valid_from"
    )


CHECK = Check(
    "version-overlap",
    "Two versions of a question are in force on the same day",
    check_version_overlap,
    needs=("questions",),
)
