"""Owns mappings as values: which sheets are read, and how the columns of our tables follow from theirs.

Does not own the file that they are written in (`mapping_file`) or what comes of them (`columns`, `filling`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Place = tuple[int, int]
"""Line and column in the mapping, from 1."""
NEXT = "{next}"
"""What stands for the next free number in the key of a row that is not there yet."""
RESULTS = "findings"
"""The table of which results may be withheld."""
Conditions = Mapping[str, tuple[str, ...]]
"""The values that columns must have for a row to count; an empty text is a blank cell."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A row that is looked for in one of our tables, or in another sheet, and the column that is taken of it.

    `by` are ways to find it, tried in their order: columns there, with the columns here that must say the same.
    `day` is a column with the day on which the row was valid; `new` makes the key of a row that is not there.
    """

    target: str
    by: tuple[Mapping[str, str], ...]
    give: str = ""
    day: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """The number of rows of a sheet that say the same as this one; of several alike in `different`, one."""

    sheet: str
    by: Mapping[str, str]
    only: Conditions
    different: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """How a column follows: from one of `source`, what is cut out of it, and how it is then written.

    `source` holds columns of which the first that is filled is taken; `text` a text in which `{column}` stands for a
    column; `rank` columns by whose values rows are numbered; all `within` rows alike in the columns named there.
    """

    place: Place
    source: tuple[str, ...] = ()
    text: str | None = None
    rank: tuple[str, ...] = ()
    count: Count | None = None
    lookup: Lookup | None = None
    take: Literal["", "first", "last"] = ""
    order: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    replace: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    lower: bool = False
    values: Mapping[str, str] | None = None
    other: str = ""
    dates: tuple[str, ...] = ()
    numbers: str = ""
    countries: bool = False
    blank: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Unpivot:
    """Columns of which each cell becomes a row: those whose name has the form `pattern`, or that `names` lists.

    The name of the column then stands in the new column `header`, what is in the cell in the new column `cell`.
    """

    header: str
    cell: str
    names: tuple[str, ...] = ()
    pattern: str = ""
    skip_blank: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where rows are read: in which of the files, in which sheet of it, below which row of names, written how.

    `dates` and `numbers` say how days and numbers are written in it, `only` which of its rows count, `columns` which
    more columns follow from its own.
    """

    place: Place
    file: str = ""
    sheet: str = ""
    header: int = 1
    encoding: str = "utf-8"
    separator: str = ","
    missing: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    numbers: str = ""
    optional: bool = False
    only: Conditions = field(default_factory=dict)
    unpivot: Unpivot | None = None
    columns: Mapping[str, Rule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """A table of ours that is filled from a sheet: from which of its rows, and how each column follows.

    `filled` are columns in which a row must have something to count.
    `existing` says what becomes of a row that is there with other values; `withhold` that results which no disclosure
    rule allows become not-disclosed.
    """

    place: Place
    table: str
    sheet: str
    columns: Mapping[str, Rule]
    only: Conditions
    filled: tuple[str, ...] = ()
    existing: Literal["refuse", "replace", "keep"] = "refuse"
    withhold: bool = False


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """A mapping: the name that problems call it by, the sheets that it reads, and the tables that it fills in turn."""

    name: str
    sheets: Mapping[str, Sheet]
    targets: tuple[Target, ...]
