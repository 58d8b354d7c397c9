"""Owns rows that name a cell of another table, by table, key and field: corrections and translations."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.checks.rule import Faults, key_of, literal, place_columns
from generator.checks.suggestions import with_suggestions
from generator.model import Dataset, Table

_COLUMNS = ("table", "key", "field")


def unknown_targets(data: Dataset, naming: Table) -> Iterator[Faults]:
    """Yield the rows of `naming` whose columns `table`, `key` and `field` name no cell of the data.

    A key is written as in problems and downloads: the parts of the primary key, joined by spaces. Rows that name a
    table which could not be read are passed over: of it nothing is known.
    """
    tables = sorted(name for package in data.packages.values() for name in package.tables)
    rows = naming.rows.lazy().select(place_columns(naming, *_COLUMNS)).collect()
    strange = rows.filter(~pl.col("table").is_in([*tables, *data.listed]))
    unknown = with_suggestions(strange, "table", pl.Series(tables, dtype=pl.String))
    hint = "{_suggestion}Write the name of a table in the packages."
    yield Faults(naming, unknown, "There is no table {table}.", hint, "table")
    for (name,), of_table in rows.filter(pl.col("table").is_in(tables)).group_by("table", maintain_order=True):
        yield from _within(naming, of_table, data.table(str(name)))


def _within(naming: Table, rows: pl.DataFrame, target: Table) -> Iterator[Faults]:
    names = target.schema.names
    unknown = rows.filter(~pl.col("field").is_in(names))
    hint = f"{{_suggestion}}Its fields are: {literal(', '.join(names))}."
    told = with_suggestions(unknown, "field", pl.Series(names, dtype=pl.String))
    yield Faults(naming, told, "The table {table} has no field {field}.", hint, "field")
    if target.schema.primary_key:
        keys = target.rows.lazy().select(key_of(target).alias("key"))
        lost = rows.lazy().join(keys, on="key", how="anti").collect()
        text = "Write its primary key, parts joined by spaces, as in the table."
        if lost.height:
            lost = with_suggestions(lost, "key", target.rows.select(key_of(target).alias("key"))["key"])
            text = "{_suggestion}" + text
        yield Faults(naming, lost, "The table {table} has no row with the key {key}.", text, "key")
