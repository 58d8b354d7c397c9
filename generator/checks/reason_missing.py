"""Owns the rule that whoever leaves a question out says why, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_reason_missing(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the findings that are not assessed without a reason, and those with a reason that are assessed."""
    findings = data.table("findings")
    open_, reason = pl.col("result") == "not-assessed", pl.col("not_assessed_reason")
    rows = failing(findings, open_ & reason.is_null())
    message = "Question {question} was not assessed, and no reason is given."
    yield Faults(findings, rows, message, "Say why in not_assessed_reason.", "not_assessed_reason")
    rows = failing(findings, ~open_ & reason.is_not_null(), "result")
    message = "A reason for not assessing question {question} is given, but its result is {result}."
    yield Faults(findings, rows, message, "Remove the reason, or make the result not-assessed.", "not_assessed_reason")


CHECK = Check(
    "reason-missing",
    "A question was not assessed and nobody says why",
    check_reason_missing,
    needs=("findings",),
)
