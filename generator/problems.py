"""Owns problems: findings about the data, as values.

Does not own how they are found (`generator.checks`, `generator.packages`) or shown (`generator.report`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """An error stops the build; a warning is published on the quality page."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in the data.

    `file` is relative to the data folder, with forward slashes; `line` and `column` count from 1 and are 0
    where a problem concerns the whole file or line; `key` is the primary key of the row as a reader would
    write it (`KH-0001 2.1.3`); `field` is the name of the column or the path in a record (`title.fr`).
    In a workbook, `sheet` is the sheet, `line` and `column` are those of the cell.
    """

    file: str
    line: int = 0
    column: int = 0
    package: str = ""
    table: str = ""
    key: str = ""
    field: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        """Return the place as editors and terminals link it: `file:line:column`; a cell as `file:sheet!C12`."""
        if self.sheet and self.line:
            return f"{self.file}:{self.sheet}!{cell_name(self.line, self.column - 1)}"
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


def cell_name(row: int, position: int) -> str:
    """Return the name of a cell as spreadsheets write it: row 12, position 2 (from 0) is `C12`, -1 the whole row."""
    letters = ""
    at = position + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: where it is, what is wrong, and the way out, in plain words.

    `code` is kebab-case, stable for ever, and the name of its page in `docs/codes/`. `rows` is how many it stands for:
    of very many of a kind, the last counts those that are not named.
    """

    where: Where
    code: str
    severity: Severity
    message: str
    hint: str = ""
    also: tuple[Where, ...] = field(default=())
    rows: int = 1


def number_of(problems: Iterable[Problem]) -> int:
    """Return how many problems there are, with those that are counted and not named."""
    return sum(problem.rows for problem in problems)


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build, in the order of their places."""
    return sorted(problem for problem in problems if problem.severity is Severity.ERROR)


def warnings_of(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are published, in the order of their places."""
    return sorted(problem for problem in problems if problem.severity is Severity.WARNING)


def new_since(problems: Iterable[Problem], before: Iterable[Problem]) -> frozenset[Problem]:
    """Return the problems that were not there `before`.

    A problem is the same when its code, row and field are: lines move, and sentences name lines. Of several alike,
    those beyond the number that was there before are new, the last in the file.
    """
    known = Counter(_identity(problem) for problem in before)
    new: list[Problem] = []
    for problem in sorted(problems):
        identity = _identity(problem)
        if known[identity] > 0:
            known[identity] -= 1
        else:
            new.append(problem)
    return frozenset(new)


def _identity(problem: Problem) -> tuple[str, ...]:
    where = problem.where
    return problem.code, where.package, where.table, where.key or where.file, where.field
