"""Owns which public rows of a table are new, gone or changed, value by value.

Does not own which rows are public (`generator.accounts`) or whom they are about (`subjects`). Rows are told apart by
their primary key and compared as values, so that another order or spelling in a file is no difference.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from generator.differences.change import Change, Kind
from generator.model import FILE, LINE
from generator.schema import Schema
from generator.text.order import natural

MOST = 2_000
"""Changes of a kind in a table that are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change, and the row that it is in: the one after it, or before it where it is gone."""

    change: Change
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """The changes of a table, and how many more there are."""

    told: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows of a table that are gone, and come; and by column those in which it changed, as texts."""

    key: tuple[str, ...]
    columns: Mapping[str, Column]
    gone: pl.DataFrame
    come: pl.DataFrame
    changed: Mapping[str, pl.DataFrame]


def compared(before: pl.DataFrame, after: pl.DataFrame, old: Schema, new: Schema) -> Compared:
    """Return how the public rows `before` and those `after` differ, by key, of the schemas that they had."""
    columns = {name: Column(name, kind) for schema in (old, new) for name, kind in _kinds(schema)}
    key = new.primary_key or new.names
    before, after = (as_written(rows, columns) for rows in (before, after))
    gone = before.join(after, on=key, how="anti", nulls_equal=True)
    come = after.join(before, on=key, how="anti", nulls_equal=True)
    stayed = before.join(after, on=key, suffix=_AFTER, nulls_equal=True)
    changed = {name: _changed(stayed, name) for name in columns if name not in key}
    return Compared(key, columns, gone, come, changed)


def changes_of_rows(table: str, before: pl.DataFrame, after: pl.DataFrame, old: Schema, new: Schema) -> RowChanges:
    """Return the changes from the public rows `before` to those `after`, by key, of the schemas that they had."""
    found = compared(before, after, old, new)
    told = [
        *_whole_rows(table, Kind.ADDED, found.come, found.key),
        *_whole_rows(table, Kind.WITHDRAWN, found.gone, found.key),
        *(each for name, rows in found.changed.items() for each in values_of(table, found, name, rows.head(MOST))),
    ]
    told.sort(key=lambda each: (natural(each.change.key), each.change.field))
    more = sum(max(rows.height - MOST, 0) for rows in (found.come, found.gone, *found.changed.values()))
    return RowChanges(tuple(told), more)


_AFTER = "\x1fafter"


def _kinds(schema: Schema) -> Iterator[tuple[str, str]]:
    return ((field.name, field.type) for field in schema.fields)


def as_written(rows: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    """Return the rows as texts, with every one of `columns`: what people write in a cell, nothing where it is blank."""
    if not rows.width:  # a table that is not there
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    texts = [
        _text(rows.schema[name], name) if name in rows.columns else pl.lit(None, pl.String).alias(name)
        for name in columns
        if name not in (FILE, LINE)
    ]
    return rows.select(texts)


def _text(kind: pl.DataType, name: str) -> pl.Expr:
    value = pl.col(name)
    if kind == pl.Boolean:
        return pl.when(value).then(pl.lit("true")).when(~value).then(pl.lit("false")).alias(name)
    if isinstance(kind, pl.List):
        return value.cast(pl.List(pl.String)).list.join(";")
    if kind.is_float():
        # Whole numbers as such: 12 was written, not 12.0.
        whole = (value == value.round()) & (value.abs() < 1e15)  # noqa: PLR2004 - exact up to here
        return pl.when(whole).then(value.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(value.cast(pl.String))
    return value.cast(pl.String)


def _whole_rows(table: str, kind: Kind, rows: pl.DataFrame, key: Sequence[str]) -> Iterator[Told]:
    for row in rows.head(MOST).iter_rows(named=True):
        fields = tuple((name, text) for name, text in row.items() if text is not None and name not in key)
        yield Told(Change(kind, table, _key(row, key), row=fields), row)


def _changed(stayed: pl.DataFrame, name: str) -> pl.DataFrame:
    return stayed.filter(pl.col(name).ne_missing(pl.col(f"{name}{_AFTER}")))


def values_of(table: str, found: Compared, name: str, rows: pl.DataFrame) -> Iterator[Told]:
    """Yield what changed of a column in `rows`, which are among those of `found`."""
    column, key = found.columns[name], found.key
    for row in rows.iter_rows(named=True):
        now = {name: row.get(f"{name}{_AFTER}", row[name]) for name in row if not name.endswith(_AFTER)}
        old, new = row[column.name] or "", now[column.name] or ""
        for field, was, is_now in _parts(column, old, new):
            yield Told(Change(Kind.CHANGED, table, _key(row, key), field, was, is_now), now)


def _parts(column: Column, old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Yield what changed of a value: itself, or of a text by language each language that did (`title.fr`)."""
    if column.type != "object":
        yield column.name, old, new
        return
    was, now = (json.loads(text) if text else {} for text in (old, new))
    for language in [*was, *(each for each in now if each not in was)]:
        if was.get(language) != now.get(language):
            yield f"{column.name}.{language}", _plain(was.get(language)), _plain(now.get(language))


def _plain(value: str | list[str] | None) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""


def _key(row: dict[str, Any], key: Sequence[str]) -> str:
    return " ".join(row[name] or "blank" for name in key)
