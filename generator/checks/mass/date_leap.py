"""Owns the rule that the newest day in the data does not leap ahead unnoticed: the date of the site follows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from generator.checks.future_date import FACTS
from generator.checks.mass.comparison import Compared, MassChange, MassCheck, first_place

FURTHEST = timedelta(days=366)
"""How far the newest day may move with one change; a mistyped year moves it further."""


def check_date_leap(compared: Compared) -> Iterator[MassChange]:
    """Yield each column of days of which some lie more than a year after the newest day that the data had before."""
    if compared.after is None or compared.newest is None:
        return
    rows = compared.after.rows
    for name in FACTS.get(compared.after.name, ()):
        if name not in rows.columns or rows.schema[name] != pl.Date:
            continue
        ahead = rows.filter(pl.col(name) > compared.newest + FURTHEST)
        if ahead.height:
            file, line, key = first_place(compared.after, ahead)
            message = (
                f"{name} of {compared.after.name} is {ahead[name][0]}, more than a year after the newest day that the "
                f"data had before, {compared.newest}; the date of the site would follow."
            )
            yield MassChange(compared.after, name, ahead.height, message, file, line, key)


CHECK = MassCheck("date-leap", "The newest day in the data has leapt more than a year ahead", check_date_leap)
