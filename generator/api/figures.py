"""Owns how figures and rows of `Facts` are put into a file of the API.

Does not own a figure, nor when a rate is shown (`generator.rates`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from generator.model import FILE, LINE, Dataset
from generator.pages.labels import BANDS

Row = Mapping[str, Any]
_PLACES = 6


def rate_of(row: Row, numerator: str, denominator: str) -> dict[str, Any]:
    """Return a rate (`vocabulary.RATE`) from a row of `Facts` that has `rate` and `reason`."""
    return {
        "numerator": row[numerator],
        "denominator": row[denominator],
        "rate": share_of(row["rate"]),
        "reason": row["reason"],
    }


def share_of(value: float | None) -> float | None:
    """Return a share to six places, as nobody counts further."""
    return None if value is None else round(value, _PLACES)


def bands() -> list[dict[str, Any]]:
    """Return the bands of workers: `band`, fewest and most workers; the largest has no most."""
    ends = [*(most for most, _ in BANDS), None]
    starts = [0, *(most + 1 for most, _ in BANDS)]
    names = [*(band for _, band in BANDS), "largest"]
    return [{"band": band, "from": start, "to": end} for band, start, end in zip(names, starts, ends, strict=True)]


def records_of(data: Dataset, table: str, rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return `rows` of `table` in their order, without their place in the files, texts by language decoded."""
    fields = data.table(table).schema.fields
    texts = [field.name for field in fields if field.type == "object"]
    records = rows.drop(FILE, LINE, strict=False).to_dicts()
    for record in records:
        record.update({name: json.loads(record[name]) for name in texts if record[name] is not None})
    return records


def grouped(rows: Sequence[dict[str, Any]], column: str) -> Mapping[str, list[dict[str, Any]]]:
    """Return `rows` by the text in `column`, without the column."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(str(row.pop(column)), []).append(row)
    return groups
