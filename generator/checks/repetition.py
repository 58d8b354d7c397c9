"""Owns how repeated rows are found in tables of millions: by hash first, by value among the few that are left."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from generator.checks.rule import OTHER_FILE, OTHER_KEY, OTHER_LINE, key_of, place_columns
from generator.model import FILE, LINE, Table


def repeated(table: Table, columns: Sequence[str]) -> pl.DataFrame:
    """Return each row whose values in `columns` an earlier row has too, with the place of the first such row.

    Rows in which all of `columns` are blank are left out. The columns are those of `place_columns` and the
    `OTHER_` columns.
    """
    names = list(columns)
    hashes = table.rows.select(names).hash_rows()
    candidates = table.rows.filter(hashes.is_duplicated()) if hashes.n_unique() < hashes.len() else table.rows.clear()
    key = key_of(table) if table.schema.primary_key else pl.lit("")
    return (
        candidates.select(place_columns(table, *names))
        .filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names))
        .with_columns(
            pl.col(FILE).first().over(names).alias(OTHER_FILE),
            pl.col(LINE).first().over(names).alias(OTHER_LINE),
            key.first().over(names).alias(OTHER_KEY),
        )
        .filter((pl.col(FILE) != pl.col(OTHER_FILE)) | (pl.col(LINE) != pl.col(OTHER_LINE)))
    )
