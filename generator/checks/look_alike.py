"""Owns the rule that two rows are not the same factory written in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import OTHER_FILE, OTHER_KEY, OTHER_LINE, Check, Faults, place_columns
from generator.model import FILE, LINE, Dataset, Table
from generator.problems import Severity

_LETTERS = {"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "\u0131": "i"}


def check_look_alike(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the factories whose folded name or address an earlier factory of the country has; both are named.

    A factory and the one that it moved to are one by intention, and left out.
    """
    factories = data.table("factories")
    for column in ("name", "address"):
        rows = _alike(factories, column)
        message = f"{{factory}} has the same {column} as {{_other_key}} ({{other}})."
        hint = "If they are one factory, join the rows; if not, leave them as they are."
        yield Faults(factories, rows, message, hint, column)


def folded(text: pl.Expr) -> pl.Expr:
    """Return `text` without case, accents on Latin letters, punctuation and spaces."""
    plain = text.str.normalize("NFKD").str.to_lowercase().str.replace_all(r"[\u{300}-\u{36F}]", "")
    return plain.str.replace_many(_LETTERS).str.replace_all(r"[\p{P}\p{S}\p{Z}\p{C}]", "")


def _alike(factories: Table, column: str) -> pl.DataFrame:
    group = ["country", "_folded"]
    return (
        factories.rows.select(place_columns(factories, "country", "moved_to", column))
        .with_columns(folded(pl.col(column)).alias("_folded"))
        .filter(pl.col("_folded") != "", pl.len().over(group) > 1)
        .with_columns(
            pl.col(FILE).first().over(group).alias(OTHER_FILE),
            pl.col(LINE).first().over(group).alias(OTHER_LINE),
            pl.col("factory").first().over(group).alias(OTHER_KEY),
            pl.col("moved_to").first().over(group).alias("_other_moved_to"),
        )
        .filter(
            pl.col("factory") != pl.col(OTHER_KEY),
            pl.col("moved_to").ne_missing(pl.col(OTHER_KEY)),
            pl.col("_other_moved_to").ne_missing(pl.col("factory")),
        )
    )


CHECK = Check(
    "look-alike",
    "Two factories of one country have the same name or address",
    check_look_alike,
    needs=("factories",),
    severity=Severity.WARNING,
)
