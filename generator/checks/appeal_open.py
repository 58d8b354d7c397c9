"""Owns the rule that a finding under appeal is not published as non-compliant before the appeal is decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.checks.visits import visits_of, with_result
from generator.model import Dataset


def check_appeal_open(data: Dataset, as_of: date) -> Iterator[Faults]:
    """Yield the undecided appeals, filed by the day of publication, whose finding is shown as non-compliant.

    An appeal that came after publication is shown beside the finding instead.
    """
    appeals = data.table("appeals")
    undecided = appeals.rows.filter(pl.col("decided_on").is_null() | (pl.col("decided_on") > as_of))
    visits = visits_of(data).select("assessment", "published_on").collect()
    rows = with_result(data, undecided.join(visits, on="assessment"), "assessment").filter(
        pl.col("result") == "non-compliant", pl.col("filed_on") <= pl.col("published_on")
    )
    message = "Question {question} of {assessment} is published as non-compliant while an appeal is undecided."
    hint = "Make the result of the finding not-disclosed until the appeal is decided."
    yield Faults(appeals, rows, message, hint, "decided_on")


CHECK = Check(
    "appeal-open",
    "A finding was published while an appeal against it is undecided",
    check_appeal_open,
    needs=("appeals", "findings", "assessments", "factories"),
)
