"""Owns what a check is, and how rows that break a rule become problems.

Does not own the rules (each has a file beside this one) or the column of a cell in its file (`places`). Tables have
millions of rows, so a rule returns a frame of the failing rows (`Faults`). Only the first `LIMIT` rows of each frame
become a problem of their own; one more problem counts the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from generator.model import FILE, LINE, Dataset, Table
from generator.problems import Problem, Severity, Where

LIMIT = 1_000
"""Rows of one `Faults` that become a problem each; one more problem counts the others."""
FIELD = "_field"
"""Optional column of failing rows: the field to point at, where it is not the same in all rows."""
OTHER_FILE = "_other_file"
"""Optional column of failing rows: index of the file of a second row that the problem names."""
OTHER_LINE = "_other_line"
"""Optional column of failing rows: line of that second row."""
OTHER_KEY = "_other_key"
"""Optional column of failing rows: primary key of that second row."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Faults:
    """Rows of `table` that break a rule, and what to say of each.

    `message` and `hint` are sentences in which `{column}` stands for the value in that column of the row; `rows` has
    those columns, the primary key, `FILE` and `LINE` (`failing` and `place_columns` see to it). `field` is the column
    to point at, unless `rows` has a column `FIELD`. Where `rows` has `OTHER_LINE`, the problem also names that row of
    `other` (by default of `table`), and the sentences may say `{other}`.
    """

    table: Table
    rows: pl.DataFrame
    message: str
    hint: str
    field: str = ""
    other: Table | None = None


Rule: TypeAlias = Callable[[Dataset, date], Iterable[Faults | Problem]]
"""A rule gets the data and the date of the build, and returns what breaks it."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with its code, title and severity; it runs only where the tables `needs` are there and complete."""

    code: str
    title: str
    rule: Rule
    needs: tuple[str, ...] = ()
    severity: Severity = field(default=Severity.ERROR)


def problems_of(check: Check, found: Faults) -> Iterator[Problem]:
    """Yield a problem for each of the first `LIMIT` failing rows, then one that counts the rest."""
    for row in found.rows.head(LIMIT).iter_rows(named=True):
        yield _problem_of(check, found, row)
    rest = found.rows.height - LIMIT
    if rest > 0:
        where = where_of(found.table, found.rows.row(LIMIT, named=True), found.field)
        text = f"{rest:,} more rows from here on have the same fault as the {LIMIT:,} before."
        hint = "They probably have one cause: look for it first."
        yield Problem(where, check.code, check.severity, text, hint, rows=rest)


def where_of(table: Table, row: Mapping[str, Any], column: str = "") -> Where:
    """Return the place of `row` of `table`, without the column of its cell, which `places` adds."""
    key = " ".join(shown(row[name]) for name in table.schema.primary_key)
    file = table.files[row[FILE]] if table.files else ""
    return Where(file, row[LINE], package=table.package, table=table.name, key=key, field=row.get(FIELD) or column)


def key_of(table: Table) -> pl.Expr:
    """Return the primary key of the rows of `table` as one text, joined by spaces, "blank" for a missing part."""
    parts = [pl.col(name).cast(pl.String).fill_null("blank") for name in table.schema.primary_key]
    return pl.concat_str(parts, separator=" ")


def tables_of(data: Dataset) -> Iterator[Table]:
    """Yield every table of every package."""
    for package in data.packages.values():
        yield from package.tables.values()


def failing(table: Table, test: pl.Expr, *columns: str) -> pl.DataFrame:
    """Return the rows of `table` for which `test` is true, with their place and `columns`."""
    return table.rows.lazy().filter(test).select(place_columns(table, *columns)).collect()


def literal(text: object) -> str:
    """Return `text` with its braces doubled, so that it can stand in a message or hint of `Faults`."""
    return str(text).replace("{", "{{").replace("}", "}}")


def place_columns(table: Table, *columns: str) -> list[str]:
    """Return the columns that failing rows must have: primary key, `FILE`, `LINE` and `columns`, each once."""
    return list(dict.fromkeys((*table.schema.primary_key, FILE, LINE, *columns)))


def shown(value: object) -> str:
    """Return `value` as a person would have written it in a cell, cut when long, without control characters."""
    match value:
        case None:
            text = "blank"
        case bool():
            text = "true" if value else "false"
        case float():
            text = f"{value:.15g}"
        case list():
            text = ";".join(str(each) for each in value)
        case _:
            text = str(value)
    return _one_line(text)


def _one_line(text: str) -> str:
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "".join(" " if unicodedata.category(each) in {"Cc", "Zl", "Zp"} else each for each in short)


def _problem_of(check: Check, found: Faults, row: dict[str, Any]) -> Problem:
    said = {name: shown(value) for name, value in row.items()}
    also: tuple[Where, ...] = ()
    if row.get(OTHER_LINE) is not None:
        other = found.other or found.table
        file = other.files[row[OTHER_FILE]] if other.files else ""
        also = (Where(file, row[OTHER_LINE], package=other.package, table=other.name, key=row[OTHER_KEY]),)
        said["other"] = f"{file}, line {row[OTHER_LINE]}"
    where = where_of(found.table, row, found.field)
    message, hint = found.message.format_map(said), found.hint.format_map(said)
    return Problem(where, check.code, check.severity, message, hint, also)
