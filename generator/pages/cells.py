"""Owns how corrections and warnings show a cell of the data: its table, its field, its value, and whose factory it is.

Does not own the words for values of fixed lists (`labels`) or the pages that cells belong to.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from generator.corrections import takes_back
from generator.model import Table
from generator.pages.labels import LABELS, label
from generator.pages.portal import Portal
from generator.schema import Field
from generator.text.words import Text, Words


@dataclass(frozen=True, slots=True)
class Named:
    """A factory to link to: its key, its name, and its address from the root of the language."""

    key: str
    name: str

    @property
    def address(self) -> str:
        """Address of the profile."""
        return f"factories/{self.key.lower()}/"


class Correction(NamedTuple):
    """A published value that was changed, as a reader of the language is told: where, from what to what, and why."""

    day: date
    table: Text
    key: str
    field: Text
    old: Text
    new: Text
    reason: Text


def correction_of(portal: Portal, words: Words, row: Mapping[str, Any]) -> Correction:
    """Return a row of the table of corrections in words."""
    table, field = row["table"], row["field"]
    return Correction(
        row["corrected_on"],
        table_title(portal, words, table),
        row["key"],
        field_title(portal, words, table, field),
        words.say("not shown any more")
        if row["old"] is None and takes_back(table, field, row["new"])
        else value_text(portal, words, table, field, row["old"]),
        value_text(portal, words, table, field, row["new"]),
        portal.text_of(words, "corrections", row, "reason"),
    )


def factories_of(portal: Portal, table: str, keys: Collection[str]) -> Mapping[str, Named]:
    """Return the published factory that each row of `table` is about, by the key of the row as problems write it.

    Rows that are about no factory are left out. The first part of a key is enough: it is the factory, the
    assessment, or the row itself.
    """
    if table not in portal.data:
        return {}
    firsts = {key: key.partition(" ")[0] for key in keys}
    factory_of = _factory_by_first(portal, portal.data.table(table), set(firsts.values()))
    names = named_factories(portal, set(factory_of.values()))
    found = {key: names.get(factory_of.get(first, "")) for key, first in firsts.items()}
    return {key: named for key, named in found.items() if named}


def _factory_by_first(portal: Portal, table: Table, firsts: set[str]) -> Mapping[str, str]:
    if not table.schema.primary_key:
        return {}
    first = table.schema.primary_key[0]
    if first == "factory":
        return {each: each for each in firsts}
    if first == "assessment":
        table = portal.data.table("assessments")
    elif "factory" not in table.schema.names:
        return {}
    rows = table.rows.filter(pl.col(first).is_in(firsts)).select(first, "factory")
    return dict(rows.iter_rows())


def named_factories(portal: Portal, keys: Collection[str]) -> Mapping[str, Named]:
    """Return the published factories with these keys, by key."""
    rows = portal.facts.factories.filter(pl.col("factory").is_in(keys)).select("factory", "name")
    return {key: Named(key, name) for key, name in rows.iter_rows()}


def table_title(portal: Portal, words: Words, table: str) -> Text:
    """Return what a table is called; schemas are written in the default language."""
    title = portal.data.table(table).schema.title if table in portal.data else table
    return words.foreign(title, words.fallback)


def field_title(portal: Portal, words: Words, table: str, name: str) -> Text:
    """Return what a field holds, as its schema says it."""
    field = _field(portal, table, name)
    return words.foreign((field and field.description) or name, words.fallback)


def value_text(portal: Portal, words: Words, table: str, name: str, value: str | None) -> Text:
    """Return a value that stands as text (in a correction) as a reader of the language would write it."""
    if value is None:
        return words.say("empty")
    field = _field(portal, table, name)
    if value in LABELS.get(name, ()):
        return label(words, name, value)
    if field and field.type in ("integer", "number") and value.lstrip("-").isdecimal():
        return Text(words.number(int(value)))
    if field and field.type == "date":
        return Text(_day(words, value))
    return words.foreign(value, words.fallback)


def _field(portal: Portal, table: str, name: str) -> Field | None:
    schema = portal.data.table(table).schema if table in portal.data else None
    return schema.field(name) if schema and name in schema.names else None


def _day(words: Words, value: str) -> str:
    try:
        return words.date(date.fromisoformat(value))
    except ValueError:
        return value
