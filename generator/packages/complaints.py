"""Owns the list of problems that fills while packages are read, and how messages quote values.

Does not own what counts as a problem (the readers beside this file) or how problems are shown (`generator.report`).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace

from generator.problems import Problem, Severity, Where

MOST = 100_000
"""Problems with one code in one file that are kept one by one; one more problem counts the others."""
LONGEST = 60
"""Characters of a value that a message shows; the rest is cut."""


@dataclass(frozen=True, slots=True)
class Complaints:
    """The problems found so far, and the place (file, table, row, field) that is being read.

    `at` and `named` return a copy for another place that adds to the same list.
    """

    where: Where
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        line: int = 0,
        column: int = 0,
        key: str = "",
        name: str = "",
        also: tuple[Where, ...] = (),
    ) -> None:
        """Note an error of kind `code` at `line` and `column`; `name` is the field or the path in a record."""
        base = self.where
        self.counts[base.file, code] += 1
        if self.counts[base.file, code] > MOST:
            return
        where = replace(base, line=line, column=column, key=key or base.key, field=name or base.field)
        self.problems.append(Problem(where, code, Severity.ERROR, message, hint, also))

    def at(
        self, file: str | None = None, *, table: str | None = None, key: str | None = None, sheet: str = ""
    ) -> Complaints:
        """Return the same list for another file, table or row, or for a sheet of a workbook."""
        where = replace(
            self.where,
            file=self.where.file if file is None else file,
            table=self.where.table if table is None else table,
            key=self.where.key if key is None else key,
            sheet=sheet or self.where.sheet,
        )
        return Complaints(where, self.problems, self.counts)

    def named(self, name: str) -> Complaints:
        """Return the same list for the field, or path in a record, called `name`."""
        return Complaints(replace(self.where, field=name), self.problems, self.counts)

    def close(self) -> list[Problem]:
        """Return the problems, and one more for each kind and file of which there were too many to note."""
        for (file, code), count in self.counts.items():
            if count > MOST:
                where = Where(file, package=self.where.package)
                message = f"{count - MOST:,} more places in this file have the same fault as the {MOST:,} noted."
                hint = "They probably have one cause: look for it first."
                self.problems.append(Problem(where, code, Severity.ERROR, message, hint, rows=count - MOST))
        return self.problems

    @property
    def file(self) -> str:
        """Path of the file being read, relative to the data folder."""
        return self.where.file


def quoted(value: str, longest: int = LONGEST) -> str:
    """Return `value` in quotation marks on one line: cut when long, control and invisible characters escaped."""
    cut = value if len(value) <= longest else value[: longest - 1]
    shown = "".join(_visible(each) for each in cut)
    return f"“{shown}”" if cut == value else f"“{shown}…”"


def _visible(character: str) -> str:
    if character == " " or unicodedata.category(character)[0] in "LMNPS":
        return character
    if character == "\n":
        return "\\n"
    point = ord(character)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"  # noqa: PLR2004 - the basic plane
