"""Owns the proof that the data pass the check with what is imported, and the way from a problem back to its cell.

Does not own the check (`generator.checks`) or the trial on a copy (`generator.editing.proof`).
"""

from __future__ import annotations

from dataclasses import replace

from generator.editing.proof import errors_with
from generator.importing import Import
from generator.pipeline import Checked
from generator.problems import Problem, Where
from generator.settings import Settings


def errors_after(done: Import, checked: Checked, settings: Settings) -> list[Problem]:
    """Return the errors that the data would have, each with the cell of the spreadsheet that its row came from."""
    return [_with_source(problem, done) for problem in errors_with(done.edits, checked, settings)]


def _with_source(problem: Problem, done: Import) -> Problem:
    source = _source(problem.where, done)
    return replace(problem, hint=f"{problem.hint} The row comes from {source}.") if source else problem


def _source(where: Where, done: Import) -> Where | None:
    account = done.accounts.get(where.table)
    if account is None:
        return None
    if where.key in account.added:
        return account.added[where.key]()
    return next((each.where for each in account.changed if each.key == where.key), None)
