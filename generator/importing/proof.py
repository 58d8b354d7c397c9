"""Owns the proof that the data pass the check with what is imported, and the way from a problem back to its cell.

Does not own the check (`generator.checks`) or the trial on a copy (`generator.editing.proof`). Whoever imports looks at
the spreadsheet: the rows as they would be in our files lie nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.editing.proof import problems_with
from generator.importing import Import
from generator.importing.once import once
from generator.pipeline import Checked
from generator.problems import Problem, Where
from generator.settings import Settings


def problems_after(done: Import, checked: Checked, settings: Settings) -> list[Problem]:
    """Return the errors and warnings that the data would have, at the cell of the spreadsheet that each comes from.

    Those that come from no cell keep their place, below the data folder. What is said of several rows in the same
    words is said once, of the first of them.
    """
    found = problems_with(done.edits, checked, settings)
    return once(_at_source(problem, done, settings.data) for problem in found)


def _at_source(problem: Problem, done: Import, folder: Path) -> Problem:
    places = [_place(each, done, folder) for each in (problem.where, *problem.also)]
    return replace(problem, where=places[0], also=tuple(places[1:]))


def _place(where: Where, done: Import, folder: Path) -> Where:
    source = _source(where, done)
    if source is None:
        return replace(where, file=f"{folder}/{where.file}")
    return replace(source, package=where.package, table=where.table, key=where.key, field=where.field)


def _source(where: Where, done: Import) -> Where | None:
    account = done.accounts.get(where.table)
    if account is None:
        return None
    if where.key in account.added:
        return account.added[where.key](where.field)
    values = [each for each in account.changed if each.key == where.key]
    exact = (each for each in values if each.field == where.field)
    return next((each.where for each in (*exact, *values)), None)
