"""Owns the check symbol of Open Supply Hub identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults
from generator.model import Dataset

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32; on reading, O stands for 0, and I and L for 1."""
_VALUES = {symbol: value for value, symbol in enumerate(SYMBOLS)} | {"O": 0, "I": 1, "L": 1}
_LETTERS = {chr(code): code for code in range(ord("A"), ord("Z") + 1)}
_FORM = "^[A-Z]{2}[0-9]{7}[A-Z0-9]{6}$"


def check_os_id(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the factories whose OS ID begins with another country or ends in another symbol than it should."""
    factories = data.table("factories")
    formed = factories.rows.filter(pl.col("os_id").str.contains(_FORM))
    rows = formed.filter(pl.col("os_id").str.slice(0, 2) != pl.col("country"))
    message = "The OS ID {os_id} is not of {country}: it begins with the code of its country."
    yield Faults(factories, rows, message, "Correct the OS ID or the country.", "os_id")
    rows = formed.filter((pl.col("os_id").str.slice(14, 1) != check_symbol(pl.col("os_id"))).fill_null(value=True))
    message = "The OS ID {os_id} contains a mistake: its last character does not fit the others."
    yield Faults(factories, rows, message, "Copy it again from opensupplyhub.org.", "os_id")


def check_symbol(os_id: pl.Expr) -> pl.Expr:
    """Return the last character that an OS ID must have, from its first 14; null where one of them has no value.

    The sum of the codes of both letters and of the base 32 values of the next twelve, modulo 32.
    """
    letters = [os_id.str.slice(at, 1).replace_strict(_LETTERS, default=None, return_dtype=pl.Int64) for at in (0, 1)]
    values = [
        os_id.str.slice(at, 1).replace_strict(_VALUES, default=None, return_dtype=pl.Int64) for at in range(2, 14)
    ]
    total = pl.sum_horizontal(*letters, *values, ignore_nulls=False)
    return (total % 32).replace_strict(dict(enumerate(SYMBOLS)), default=None, return_dtype=pl.String)


CHECK = Check(
    "os-id",
    "An OS ID is not one: its country or its check symbol is wrong",
    check_os_id,
    needs=("factories",),
)
