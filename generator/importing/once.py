"""Owns saying once what is wrong with several rows of a spreadsheet in the same words, with the rows.

An export has a row for each question: one wrong day of an assessment is wrong in hundreds of them. Does not own how
problems of one kind are shown together (`generator.report.groups`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.problems import Problem
from generator.report.groups import line_numbers, listed_within

_LONGEST = 200
"""Characters of the rows that are named; the others are counted."""


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems sorted, those that differ in their rows only as one, at the first of them."""
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for each in sorted(dict.fromkeys(problems)):
        alike.setdefault(_words(each), []).append(each)
    return [_joined(group) for group in alike.values()]


def _joined(group: list[Problem]) -> Problem:
    first, rows = group[0], {each.where.line for each in group}
    if len(rows) == 1:
        return first
    lines = listed_within(_LONGEST, [line_numbers(rows)]).removeprefix("lines ")
    return replace(first, hint=f"{first.hint} It is so in {len(rows):,} rows: {lines}.")


def _words(problem: Problem) -> tuple[str, ...]:
    """Return all that is said of a problem but its row; without a row, its place is all of it."""
    where = problem.where
    place = (where.file, where.sheet, where.table, where.field, str(bool(where.line) or where))
    return *place, problem.code, problem.message, problem.hint
