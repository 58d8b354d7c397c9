"""Owns what a mass change is, and tables before and after side by side: which rows stayed, which are gone.

Does not own what is suspicious about them (one rule a file beside this one).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

import polars as pl

from generator.checks.future_date import newest_fact
from generator.model import FILE, LINE, Dataset, Table

EVERY_FIELD = "all"
"""The field of a change that concerns whole rows."""


@dataclass(frozen=True)
class Compared:
    """A table before and after a change; `after` is None where there is none any more.

    `newest` is the newest day on which something had happened in the data before.
    """

    before: Table
    after: Table | None
    newest: date | None = None

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The primary key by which rows are told apart; empty where the two have none in common."""
        names = self.before.schema.primary_key
        if self.after is None or self.after.schema.primary_key != names:
            return ()
        same = all(self.before.rows.schema[name] == self.after.rows.schema.get(name) for name in names)
        return names if same else ()

    @cached_property
    def gone(self) -> pl.DataFrame:
        """The rows before whose key no row after has."""
        rows = self.before.rows
        if self.after is None:
            return rows
        if not self.key:
            return rows.tail(max(rows.height - self.after.rows.height, 0))
        return rows.join(self.after.rows, on=self.key, how="anti", nulls_equal=True, maintain_order="left")

    @cached_property
    def stayed(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows that are there before and after: the same number on both sides, in the same order."""
        if self.after is None or not self.key:
            return self.before.rows.clear(), self.before.rows.clear()
        before, after = (
            each.rows.lazy().select(*self.key).with_row_index(name).unique(self.key, keep="first")
            for each, name in ((self.before, "_before"), (self.after, "_after"))
        )
        pairs = before.join(after, on=self.key, nulls_equal=True).sort("_after").collect()
        return self.before.rows[pairs["_before"]], self.after.rows[pairs["_after"]]

    def file_of(self, number: int) -> str:
        """Return the file of that number before, relative to the data folder."""
        return self.before.files[number]


@dataclass(frozen=True, slots=True)
class MassChange:
    """Many cells or rows of a table that changed in one way, which is often a slip.

    `rows` is how many; `message` says what happened. `file`, `line` and `key` are a row after the change to point at,
    the line 0 where there is none.
    """

    table: Table
    field: str
    rows: int
    message: str
    file: str
    line: int = 0
    key: str = ""


Rule: TypeAlias = Callable[[Compared], Iterator[MassChange]]
"""A rule: from a table before and after to the mass changes in it."""


@dataclass(frozen=True, slots=True)
class MassCheck:
    """A rule with its code and title."""

    code: str
    title: str
    rule: Rule


def tables_compared(before: Dataset, after: Dataset) -> Iterator[Compared]:
    """Yield each table that was there before; one that could not be read since then is left out: nobody knows it."""
    newest = newest_fact(before)
    for package in before.packages.values():
        for name, table in package.tables.items():
            if name in after or name not in after.listed:
                yield Compared(table, after.table(name) if name in after else None, newest)


def key_text(table: Table, row: dict[str, object]) -> str:
    """Return the primary key of a row as people write it."""
    return " ".join(str(row[name]) for name in table.schema.primary_key)


def place_of(compared: Compared, file: int) -> str:
    """Return the file of that number before, if it is there after too; else the descriptor of the package."""
    name = compared.file_of(file)
    there = compared.after is not None and name in compared.after.files
    return name if there else f"{compared.before.package}/datapackage.yaml"


def first_place(table: Table, rows: pl.DataFrame) -> tuple[str, int, str]:
    """Return file, line and key of the first of `rows` of `table`."""
    row = rows.row(0, named=True)
    return table.files[row[FILE]], row[LINE], key_text(table, row)
