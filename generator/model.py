"""Owns the shape of the data in memory: packages of tables, as columns.

Does not own reading (`generator.packages`), judging (`generator.checks`) or counting (`generator.rates`).
Findings come in millions, so a table is a polars frame and there is no object per row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from generator.schema import Schema

FILE = "_file"
"""Column of every table: index into `Table.files` (UInt16)."""
LINE = "_line"
"""Column of every table: line on which the row begins, from 1 (UInt32)."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a resource, typed by its schema, each with the file and line it came from.

    `rows` has the columns of the schema in order (types: `schema.DTYPES`; missing values are null), then
    `FILE` and `LINE`. `files` are relative to the data folder.
    """

    name: str
    package: str
    schema: Schema
    rows: pl.DataFrame
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A data package: its folder, its descriptor as written, and its tables by name."""

    name: str
    folder: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]

    @property
    def version(self) -> str:
        """Version of the package (SemVer)."""
        return str(self.descriptor["version"])


@dataclass(frozen=True, slots=True)
class Dataset:
    """All packages. Names of tables are unique over packages, so a table is found by its name alone."""

    root: Path
    packages: Mapping[str, Package]

    def table(self, name: str) -> Table:
        """Return the table called `name`; KeyError when no package has it."""
        for package in self.packages.values():
            if name in package.tables:
                return package.tables[name]
        raise KeyError(name)

    def __contains__(self, name: str) -> bool:
        """Whether a package has a table called `name`."""
        return any(name in package.tables for package in self.packages.values())

    @property
    def listed(self) -> frozenset[str]:
        """Names of the tables that a descriptor lists, those that could not be read among them."""
        resources = (each for package in self.packages.values() for each in package.descriptor.get("resources", ()))
        return frozenset(str(each.get("name")) for each in resources if isinstance(each, Mapping))

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return the rows of the table called `name`; KeyError when no package has it."""
        return self.table(name).rows
