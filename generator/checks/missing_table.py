"""Owns the rule that the tables without which there is no portal are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.expected import CORE, EXPECTED
from generator.checks.rule import Check
from generator.model import Dataset
from generator.problems import Problem, Severity, Where


def check_missing_table(data: Dataset, _as_of: date) -> Iterator[Problem]:
    """Yield a problem for each core table that no package has; why a listed one was not read is said elsewhere."""
    for name in CORE:
        if name not in data and name not in data.listed:
            package = EXPECTED[name][0]
            where = Where(f"{package}/datapackage.yaml", package=package, table=name)
            message = f"The table {name} is missing: without it there is no portal."
            hint = f"Add a resource called {name} to {package}/datapackage.yaml, if only with its header row."
            yield Problem(where, "missing-table", Severity.ERROR, message, hint)


CHECK = Check("missing-table", "A table that every portal needs is missing", check_missing_table)
