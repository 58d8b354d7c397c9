"""Owns the rule that appeals, replies and improvements are about a finding that is in the data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.expected import unlike
from generator.checks.rule import Check, Faults
from generator.checks.visits import with_result
from generator.model import Dataset

_ABOUT = (("appeals", "assessment"), ("responses", "assessment"), ("improvements", "raised_in"))


def check_unknown_finding(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows whose assessment and question are known to no finding."""
    for name, assessment in _ABOUT:
        if name in data and not unlike(data.table(name)):
            table = data.table(name)
            asked = table.rows.filter(pl.col("question").is_not_null(), pl.col(assessment).is_not_null())
            rows = with_result(data, asked, assessment).filter(pl.col("result").is_null())
            message = f"There is no finding on question {{question}} in assessment {{{assessment}}}."
            yield Faults(
                table, rows, message, "Correct the question or the assessment, or add the finding.", "question"
            )


CHECK = Check(
    "unknown-finding",
    "A row is about a finding that does not exist",
    check_unknown_finding,
    needs=("findings",),
)
