"""Owns the rule that a field with a list of allowed values has one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing, literal, shown, tables_of
from generator.checks.suggestions import with_suggestions
from generator.model import Dataset
from generator.schema import DTYPES, Field


def check_unlisted_value(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows whose value is not among those that the schema lists."""
    for table in tables_of(data):
        for field in table.schema.fields:
            allowed = allowed_values(field)
            if allowed is None:
                continue
            rows = failing(table, ~pl.col(field.name).is_in(allowed.implode()), field.name)
            if rows.height:
                values = literal(", ".join(shown(value) for value in allowed))
                told = with_suggestions(rows, field.name, allowed.cast(pl.String))
                message = f"{{{field.name}}} is not a value that {field.name} may have."
                yield Faults(table, told, message, f"{{_suggestion}}Use one of: {values}.", field.name)


def allowed_values(field: Field) -> pl.Series | None:
    """Return the allowed values in the type of the column; None where the schema lists none."""
    allowed = field.constraints.get("enum")
    kind = DTYPES.get(field.type, pl.String())
    if allowed is None or kind.is_nested() or field.type == "object":
        return None
    texts = pl.Series([shown(value) for value in allowed], dtype=pl.String)
    if kind == pl.Boolean():
        return texts.str.to_lowercase() == "true"
    return texts.str.to_date(strict=False) if kind == pl.Date() else texts.cast(kind, strict=False)


CHECK = Check("unlisted-value", "A value is not among the allowed ones", check_unlisted_value)
