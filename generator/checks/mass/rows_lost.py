"""Owns the rule that a table, or one of its files, does not lose more than a tenth of its rows unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.checks.mass.comparison import EVERY_FIELD, Compared, MassChange, MassCheck, key_text, place_of
from generator.model import FILE

SHARE = 0.1
"""Share of the rows of a file beyond which their loss is a mass change."""
_MOST_FILES = 3


def check_rows_lost(compared: Compared) -> Iterator[MassChange]:
    """Yield the table when one of its files has lost more than a tenth of its rows: a country has a file of its own.

    A row that moved to another file is not lost. If a table has lost a tenth, one of its files has.
    """
    rows = compared.before.rows.group_by(FILE).len("rows")
    lost = compared.gone.group_by(FILE).len("lost").join(rows, on=FILE)
    much = lost.filter(pl.col("lost") > SHARE * pl.col("rows")).sort(FILE)
    if much.is_empty():
        return
    files = [f"{compared.file_of(file)} {gone:,} of {there:,}" for file, gone, there in much.iter_rows()]
    shown = "; ".join(files[:_MOST_FILES]) + (
        f" and {len(files) - _MOST_FILES} more files" * (len(files) > _MOST_FILES)
    )
    total, first = int(much["lost"].sum()), int(much[FILE][0])
    example = compared.gone.filter(pl.col(FILE) == first).row(0, named=True)
    named = f"; the first is {key_text(compared.before, example)}" if compared.before.schema.primary_key else ""
    rows_gone = "1 row" if total == 1 else f"{total:,} rows"
    were = "is gone that was" if total == 1 else "are gone that were"
    message = f"{rows_gone} of {compared.before.name} {were} there before: {shown}{named}."
    yield MassChange(compared.before, EVERY_FIELD, total, message, place_of(compared, first))


CHECK = MassCheck("rows-lost", "More than a tenth of the rows of a table or file are gone", check_rows_lost)
