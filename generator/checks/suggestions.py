"""Owns what a person may have meant: the nearest known value to one that is not known."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

import polars as pl

SUGGESTION = "_suggestion"
"""Column that `with_suggestions` adds: a sentence that ends in a space, or nothing."""
_MOST_WRONG = 50
_MOST_KNOWN = 5_000
_NEAREST = 50


def with_suggestions(rows: pl.DataFrame, column: str, known: pl.Series) -> pl.DataFrame:
    """Return `rows` with `SUGGESTION`: "Did you mean 5.3.7? " where a value of `known` is near to `column`.

    Looks at the first 50 different values, and of many known values at those that begin alike: a table in
    which everything is wrong does not have a misspelling but another fault.
    """
    wrong = rows[column].cast(pl.String).unique(maintain_order=True).drop_nulls().head(_MOST_WRONG)
    sentences = {value: _sentence(value, known) for value in wrong.to_list()}
    return rows.with_columns(
        pl.col(column).cast(pl.String).replace_strict(sentences, default="", return_dtype=pl.String).alias(SUGGESTION)
    )


def _sentence(value: str, known: pl.Series) -> str:
    if known.eq(value).any():
        return ""
    for length in (2, 4, 6, 8):
        if known.len() > _MOST_KNOWN:
            known = known.filter(known.str.starts_with(value[:length]))
    candidates = known.drop_nulls().unique(maintain_order=True).head(_MOST_KNOWN)
    near = get_close_matches(value, candidates.to_list(), n=_NEAREST)
    meant = max(near, key=lambda each: _likeness(each, value), default="")
    return f"Did you mean {meant}? " if meant else ""


def _likeness(known: str, value: str) -> tuple[float, int]:
    """Return how alike two values are; of keys that are equally so, a single wrong digit counts for more."""
    in_place = sum(one == other for one, other in zip(known, value, strict=False))
    return SequenceMatcher(None, known, value).ratio(), in_place
