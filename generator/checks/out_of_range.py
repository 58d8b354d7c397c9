"""Owns the rule that numbers and dates keep within the bounds of their schema."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from generator.checks.rule import Check, Faults, failing, tables_of
from generator.model import Dataset

_BOUNDS: Mapping[str, tuple[Callable[[pl.Expr, Any], pl.Expr], str, str]] = {
    "minimum": (operator.lt, "less than the smallest allowed value", "before the first day that is allowed"),
    "maximum": (operator.gt, "more than the largest allowed value", "after the last day that is allowed"),
    "exclusiveMinimum": (operator.le, "not more than the bound", "not after the bound"),
    "exclusiveMaximum": (operator.ge, "not less than the bound", "not before the bound"),
}
"""By constraint: what lies beyond it, and how that is said of a number and of a day."""


def check_out_of_range(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows whose number or date lies outside the bounds of the schema."""
    for table in tables_of(data):
        for field in table.schema.fields:
            for name, (beyond, of_number, of_day) in _BOUNDS.items():
                bound = field.constraints.get(name)
                kind = table.rows[field.name].dtype
                if bound is None or not (kind.is_numeric() or kind == pl.Date):
                    continue
                is_day = kind == pl.Date
                limit = date.fromisoformat(str(bound)) if is_day else bound
                rows = failing(table, beyond(pl.col(field.name), limit) | is_nan(field.name, kind), field.name)
                message = f"{{{field.name}}} is {of_day if is_day else of_number}, {limit}."
                hint = f"Correct {field.name}{': look at the year' if is_day else ''}."
                yield Faults(table, rows, message, hint, field.name)


def is_nan(column: str, kind: pl.DataType) -> pl.Expr:
    """Return whether the column is not a number at all, which no bound allows."""
    return pl.col(column).is_nan() if kind.is_float() else pl.lit(value=False)


CHECK = Check("out-of-range", "A number or date lies outside its bounds", check_out_of_range)
