"""Owns which factory a correction is about, by the row that was corrected, and whether it takes a result back.

Does not own which corrections are public (`generator.accounts`) or how they read (`generator.pages`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from generator.accounts import published_of
from generator.model import FILE, LINE, Dataset

_NONE = {"corrected_on": pl.Date, **dict.fromkeys(("table", "key", "field", "old", "new", "reason"), pl.String)}

UNTOLD: Mapping[tuple[str, str], str] = {("findings", "result"): "not-disclosed"}
"""By table and field: the value that tells no more than a blank cell."""


def takes_back(table: str, field: str, new: str | None) -> bool:
    """Whether a change takes a published value back, so that its old value is not to be repeated.

    A value that is blank now may have been one on too few people, or about a person; in doubt it is not repeated.
    """
    return not new or new == UNTOLD.get((table, field))


def corrections_of(data: Dataset, as_of: date) -> pl.DataFrame:
    """Return the public corrections, newest first, with `factory` (columns: `Facts.corrections`)."""
    rows = published_of(data, "corrections", as_of).drop(FILE, LINE, strict=False)
    if rows.is_empty():
        return pl.DataFrame(schema={**_NONE, "factory": pl.String})
    first = pl.col("key").str.split(" ").list.first().alias("first")
    parts = [_with_factory(data, str(table), own) for (table,), own in rows.with_columns(first).group_by("table")]
    order = ["corrected_on", "table", "key", "field"]
    return pl.concat(parts).drop("first").sort(order, descending=[True, False, False, False])


def _with_factory(data: Dataset, table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return `rows`, corrections of `table`, with `factory`; `first` is the first part of the key of each."""
    known = _factories(data, table)
    if known is None:
        return rows.with_columns(pl.lit(None, pl.String).alias("factory"))
    return rows.join(known, on="first", how="left")


def _factories(data: Dataset, table: str) -> pl.DataFrame | None:
    """Return `first` and `factory`: to whom a row belongs by the first part of its key; None where to nobody."""
    if table not in data or not data.table(table).schema.primary_key:
        return None
    first = data.table(table).schema.primary_key[0]
    owner = "assessments" if first == "assessment" else table
    if owner not in data or "factory" not in data.table(owner).schema.names:
        return None
    return data[owner].select(pl.col(first).alias("first"), pl.col("factory")).unique("first")
