"""Owns the rule that results of an assessment without a day of publication are not in public data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, place_columns
from generator.model import Dataset


def check_unpublished_finding(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the findings whose result is disclosed while their assessment has no `published_on`.

    The packages are public, so a row in them is published whether or not a page shows it.
    """
    findings = data.table("findings")
    waiting = data["assessments"].lazy().filter(pl.col("published_on").is_null()).select("assessment")
    rows = (
        findings.rows.lazy()
        .filter(pl.col("result") != "not-disclosed")
        .select(place_columns(findings))
        .join(waiting, on="assessment", how="semi")
        .collect(engine="streaming")
    )
    message = "{assessment} is not published, but the result of question {question} is in the data."
    hint = "Make the result not-disclosed, or remove the row until the day of publication."
    yield Faults(findings, rows, message, hint, "result")


CHECK = Check(
    "unpublished-finding",
    "A result is in the data although its assessment is not published",
    check_unpublished_finding,
    needs=("findings", "assessments"),
)
