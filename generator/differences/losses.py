"""Owns what the public saw of a table and sees no longer: rows that are gone, and values of rows that stayed.

Does not own what follows: `seamline release` asks what becomes of earlier versions, and a build serves none that holds
a loss of which nobody said so (`generator.editions.gate`). A row is the same where the key that it had is found: by the
names of its parts, and parts of another name by their place. Where that cannot be told, the row is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from generator.corrections import UNTOLD
from generator.differences.rows import as_written
from generator.facts import Facts
from generator.schema import Schema

LOST: Mapping[str, pl.DataType] = {"table": pl.String(), "field": pl.String(), "key": pl.String()}
"""Columns of losses. The field of a row that is gone is empty; keys are as `corrections` have them."""
_NOW = "\x1fnow"


def losses_between(before: Facts, after: Facts, tables: Iterable[str]) -> pl.DataFrame:
    """Return what the public saw of `tables` in one state and does not see in the other (columns: `LOST`)."""
    known = (each for each in tables if each in before.data)
    found = (losses_of(each, before.published(each), before.data.table(each).schema, after) for each in known)
    return pl.concat([pl.DataFrame(schema=LOST), *found])


def losses_of(table: str, rows: pl.DataFrame, old: Schema, after: Facts) -> pl.DataFrame:
    """Return what `rows` of `table`, of the schema `old`, tell and the public rows of `after` do not (columns: `LOST`).

    A value that the log of corrections still tells is not lost.
    """
    before = as_written(rows, old.names)
    new = after.data.table(table).schema if table in after.data else None
    parts = _parts(old, new)
    names = old.primary_key or old.names
    if new is None or parts is None:
        return _named(table, "", before, names)
    now = as_written(after.published(table), new.names)
    now = now.select(*(pl.col(part).alias(name) for name, part in parts.items()), pl.all().name.suffix(_NOW))
    found = [_named(table, "", before.join(now, on=list(parts), how="anti", nulls_equal=True), names)]
    stayed = before.join(now, on=list(parts), how="inner", nulls_equal=True)
    for field in (each for each in old.names if each not in parts):
        still = _told(table, field, f"{field}{_NOW}") if field in new.names else pl.lit(value=False)
        found.append(_named(table, field, stayed.filter(_told(table, field, field), ~still), names))
    return pl.concat(found).join(_corrected(after), on=list(LOST), how="anti")


def _parts(old: Schema, new: Schema | None) -> Mapping[str, str] | None:
    """Return by which columns of today a row of the schema `old` is found, by its own; None where nobody can tell."""
    if new is None:
        return None
    if not old.primary_key:
        return {name: name for name in old.names if name in new.names} or None
    gone = [name for name in old.primary_key if name not in new.names]
    come = [name for name in new.primary_key if name not in old.names]
    if len(gone) != len(come):
        return None if gone else {name: name for name in old.primary_key}
    renamed = dict(zip(gone, come, strict=True))
    return {name: renamed.get(name, name) for name in old.primary_key}


def _told(table: str, field: str, column: str) -> pl.Expr:
    """Whether a cell tells something."""
    told = pl.col(column).is_not_null()
    return told & (pl.col(column) != UNTOLD[table, field]) if (table, field) in UNTOLD else told


def _named(table: str, field: str, rows: pl.DataFrame, key: Iterable[str]) -> pl.DataFrame:
    whole = pl.concat_str(list(key), separator=" ", ignore_nulls=True)
    return rows.select(pl.lit(table).alias("table"), pl.lit(field).alias("field"), whole.alias("key"))


def _corrected(after: Facts) -> pl.DataFrame:
    """Return the cells whose former value a public correction tells."""
    if "corrections" not in after.data:
        return pl.DataFrame(schema=LOST)
    return after.published("corrections").filter(pl.col("old").is_not_null()).select(list(LOST))
