"""Owns the tables as they would be with what was imported so far, and the account of it: added, changed, left alone.

Does not own the rows that come from a sheet (`filling`) or the files that are written (`edits`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from generator.model import Dataset
from generator.problems import Where


@dataclass(frozen=True, slots=True)
class Changed:
    """A value of a row that is there, before and after."""

    key: str
    field: str
    old: str
    new: str
    where: Where


@dataclass(slots=True)
class Account:
    """What an import does to a table: rows by their keys, with the texts of their cells and where new ones come from.

    `added` gives the cell that a column of a new row comes from. `values` are the texts that are written, by key; of a
    row that is there only those that change. `kept` are rows
    that are there with other values, which stay; `withheld` counts results that no disclosure rule allows.
    """

    added: dict[str, Callable[[str], Where]] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    same: int = 0
    kept: int = 0
    withheld: int = 0


@dataclass(slots=True)
class State:
    """The data as they were read, the typed rows of every table as they are by now, and the accounts by table."""

    data: Dataset
    frames: dict[str, pl.DataFrame]
    accounts: dict[str, Account] = field(default_factory=dict)

    def dataset(self) -> Dataset:
        """Return the data as they are by now."""
        packages = {
            name: replace(
                package,
                tables={key: replace(table, rows=self.frames[key]) for key, table in package.tables.items()},
            )
            for name, package in self.data.packages.items()
        }
        return replace(self.data, packages=packages)


def state_of(data: Dataset) -> State:
    """Return the state before anything is imported."""
    tables = [table for package in data.packages.values() for table in package.tables.values()]
    return State(data, {table.name: table.rows for table in tables})
