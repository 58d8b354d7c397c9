"""Owns the rule that text by language has the default language, and only languages of the portal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import FIELD, Check, Faults, place_columns, tables_of
from generator.model import Dataset, Table


def check_text_language(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the records with a text that lacks the default language, or is in a language that the portal has not.

    Tables with text by language are short, so their rows are read one by one.
    """
    first = data["programme"].head(1)
    if first.is_empty() or first["default_language"][0] is None:
        return
    default = first["default_language"][0]
    languages = {default, *(first["languages"].explode().drop_nulls())}
    for table in tables_of(data):
        for field in table.schema.fields:
            if field.type == "object":
                yield from _faults(table, field.name, default, languages)


def _faults(table: Table, field: str, default: str, languages: set[str]) -> Iterator[Faults]:
    rows = table.rows.filter(pl.col(field).is_not_null()).select(place_columns(table, field))
    texts = [_texts_of(value) for value in rows[field]]
    lacking = rows.filter(pl.Series([not texts_of.get(default) for texts_of in texts], dtype=pl.Boolean))
    message = f"{field} has no text in {default}, the default language."
    yield Faults(table, lacking, message, f"Add {default} to {field}.", field)
    others = [[name for name in texts_of if name not in languages] for texts_of in texts]
    strange = (
        rows.with_columns(pl.Series("_language", others, dtype=pl.List(pl.String)))
        .explode("_language")
        .filter(pl.col("_language").is_not_null())
        .with_columns((field + "." + pl.col("_language")).alias(FIELD))
    )
    message = f"{field} has a text in {{_language}}, which is not a language of the portal."
    yield Faults(table, strange, message, f"Use: {', '.join(sorted(languages))}; or add it to the programme.", field)


def _texts_of(value: str) -> dict[str, object]:
    texts = json.loads(value)
    return texts if isinstance(texts, dict) else {}


CHECK = Check(
    "text-language",
    "A text lacks the default language, or is in one that the portal has not",
    check_text_language,
    needs=("programme",),
)
