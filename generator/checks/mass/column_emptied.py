"""Owns the rule that a column does not go blank unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.checks.mass.comparison import Compared, MassChange, MassCheck, first_place, place_of
from generator.model import FILE

SHARE = 0.5
"""Share of the values of a column in a file beyond which their loss is a mass change."""
LEAST = 10
"""Values that a column has in a file before its loss is a mass change: a few may well be withdrawn together."""


def check_column_emptied(compared: Compared) -> Iterator[MassChange]:
    """Yield each column that had ten values or more in a file, of which more than half are blank now.

    Of rows that are there before and after; rows that are gone are another matter. A column that the table has no more
    has gone blank in every row.
    """
    before, after = compared.stayed
    for name in compared.before.schema.names:
        if name in compared.key or not before.height:
            continue
        had = before[name].is_not_null()
        blank = had & after[name].is_null() if name in after.columns else had
        if blank.any():
            yield from _emptied(compared, name, had, blank)


def _emptied(compared: Compared, name: str, had: pl.Series, blank: pl.Series) -> Iterator[MassChange]:
    before, after = compared.stayed
    counts = (
        pl.DataFrame({FILE: before[FILE], "had": had, "blank": blank})
        .group_by(FILE)
        .agg(pl.col("had", "blank").sum())
        .filter(pl.col("had") >= LEAST, pl.col("blank") > SHARE * pl.col("had"))
        .sort(FILE)
    )
    if counts.is_empty() or compared.after is None:
        return
    total, held = int(counts["blank"].sum()), int(counts["had"].sum())
    files = counts[FILE]
    emptied = blank & before[FILE].is_in(files.implode())
    example = str(before[name].filter(emptied)[0])
    message = (
        f"{name} of {compared.before.name} has gone blank in {total:,} of {held:,} rows; the first said {example}."
    )
    if name in after.columns:
        file, line, key = first_place(compared.after, after.filter(emptied))
    else:
        file, line, key = place_of(compared, int(files[0])), 0, ""
    yield MassChange(compared.after, name, total, message, file, line, key)


CHECK = MassCheck("column-emptied", "A column has gone blank", check_column_emptied)
