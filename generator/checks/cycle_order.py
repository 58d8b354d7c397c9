"""Owns the rule that the cycles of a factory follow each other in time, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import OTHER_FILE, OTHER_KEY, OTHER_LINE, Check, Faults, key_of
from generator.model import FILE, LINE, Dataset


def check_cycle_order(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the assessments that repeat a cycle, or begin before the cycle before them had ended."""
    assessments = data.table("assessments")
    rows = assessments.rows.sort("factory", "cycle", "started_on").with_columns(
        pl.col("cycle").shift().over("factory").alias("_cycle_before"),
        pl.col("ended_on").shift().over("factory").alias("_ended_before"),
        pl.col(FILE).shift().over("factory").alias(OTHER_FILE),
        pl.col(LINE).shift().over("factory").alias(OTHER_LINE),
        key_of(assessments).shift().over("factory").alias(OTHER_KEY),
    )
    twice = pl.col("cycle") == pl.col("_cycle_before")
    message = "Cycle {cycle} of {factory} is there twice; the other is {other}."
    yield Faults(assessments, rows.filter(twice), message, "Give each assessment its own cycle.", "cycle")
    early = rows.filter(~twice & (pl.col("started_on") <= pl.col("_ended_before")))
    message = "Cycle {cycle} of {factory} began on {started_on}, but cycle {_cycle_before} ended on {_ended_before}."
    yield Faults(assessments, early, message, "Correct the dates, or the numbers of the cycles.", "started_on")


CHECK = Check(
    "cycle-order",
    "The cycles of a factory do not rise with their dates",
    check_cycle_order,
    needs=("assessments",),
)
