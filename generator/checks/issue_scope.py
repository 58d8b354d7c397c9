"""Owns the rule that a public issue names questions or a point, as its scope says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_issue_scope(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the issues that lack what their scope needs, or name questions that their scope does not use."""
    issues = data.table("public_issues")
    scope, none = pl.col("scope"), pl.col("questions").list.len().fill_null(0) == 0
    rows = failing(issues, (scope == "questions") & none)
    yield Faults(issues, rows, "The scope of {issue} is questions, but none is named.", "Enter questions.", "questions")
    rows = failing(issues, (scope == "point") & pl.col("point").is_null())
    yield Faults(issues, rows, "The scope of {issue} is a point, but none is named.", "Enter point.", "point")
    rows = failing(issues, scope.is_in(["point", "all"]) & ~none, "scope")
    message = "The scope of {issue} is {scope}, but questions are named too."
    yield Faults(issues, rows, message, "Empty questions, or make the scope questions.", "questions")


CHECK = Check(
    "issue-scope",
    "A public issue does not say which questions belong to it",
    check_issue_scope,
    needs=("public_issues",),
)
