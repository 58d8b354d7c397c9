"""Owns how a cell is written in files that are made from tables: as CSV has it, which is how staff write it.

Does not own files, nor how a cell reads on a page (`generator.pages.cells`).
"""

from __future__ import annotations

import json

import polars as pl

from generator.model import Table

EXACT_INTEGERS = 2.0**53
"""Below it a number without a fraction is written without one, and nothing is lost."""


def as_text(table: Table, name: str) -> pl.Expr:
    """Return the column `name` of `table` with lists as one text; all else keeps its type."""
    column = pl.col(name)
    field = table.schema.field(name)
    if field.type == "list":
        return column.list.join(field.delimiter)
    if field.type == "array":
        return column.map_elements(_json_of_items, return_dtype=pl.String)
    return column


def as_csv(table: Table, name: str) -> pl.Expr:
    """Return the column `name` as CSV has it: whole numbers without a point, lists as one text."""
    column = pl.col(name)
    if table.schema.field(name).type == "number":
        whole = (column == column.round(0)) & (column.abs() < EXACT_INTEGERS)
        integer = column.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(whole).then(integer).otherwise(column.cast(pl.String))
    return as_text(table, name)


def _json_of_items(items: pl.Series) -> str:
    return json.dumps(items.to_list(), ensure_ascii=False)
