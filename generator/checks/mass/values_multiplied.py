"""Owns the rule that the numbers of a column are not multiplied by ten, a hundred or a thousand unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.checks.mass.comparison import Compared, MassChange, MassCheck, first_place
from generator.checks.rule import shown

LEAST = 3
"""Values that were multiplied alike before it is a mass change: one alone may be the correction of a slip."""
SHARE = 0.5
"""Share of the changed values of a column that were multiplied alike."""
_LARGEST = 6
_ROUNDED = 0.005
"""How far a factor may lie from the power of ten: values are rounded when their unit changes."""


def check_values_multiplied(compared: Compared) -> Iterator[MassChange]:
    """Yield each column of numbers in which three values or more, and half of those changed, are a power of ten larger.

    Or smaller. A share that became a percentage and a comma lost or gained in a spreadsheet change figures so.
    """
    before, after = compared.stayed
    for field in compared.before.schema.fields:
        name = field.name
        if name in compared.key or name not in after.columns:
            continue
        if before[name].dtype.is_numeric() and after[name].dtype.is_numeric() and before.height:
            yield from _multiplied(compared, name)


def _multiplied(compared: Compared, name: str) -> Iterator[MassChange]:
    before, after = compared.stayed
    old, new = before[name].cast(pl.Float64), after[name].cast(pl.Float64)
    changed = ((old != new) & (old != 0)).fill_null(value=False)
    factor = (new / old).set(~changed, None)
    power = factor.set(factor <= 0, None).log10().round()
    near = ((factor / pl.select(pl.lit(10.0).pow(power)).to_series() - 1).abs() < _ROUNDED) & (power != 0)
    powers = power.set(~near.fill_null(value=False) | (power.abs() > _LARGEST), None)
    counts = powers.drop_nulls().value_counts(sort=True)
    if counts.is_empty() or compared.after is None:
        return
    often, number = int(counts[powers.name][0]), int(counts["count"][0])
    total = int(changed.sum())
    if number < LEAST or number < SHARE * total:
        return
    alike = (powers == often).fill_null(value=False)
    file, line, key = first_place(compared.after, after.filter(alike))
    was, now = shown(before[name].filter(alike)[0]), shown(after[name].filter(alike)[0])
    of = f"all {total:,}" if number == total else f"{number:,} of the {total:,}"
    message = (
        f"{name} of {compared.before.name} is {_words(often)} what it was, in {of} rows in which it changed; in the "
        f"first it was {was} and is {now}."
    )
    yield MassChange(compared.after, name, number, message, file, line, key)


def _words(power: int) -> str:
    return f"{10**power:,} times" if power > 0 else f"one {10**-power:,}th of"


CHECK = MassCheck(
    "values-multiplied", "Numbers are ten, a hundred or a thousand times what they were", check_values_multiplied
)
