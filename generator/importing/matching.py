"""Owns which rows say the same, and held on a day: whole columns of texts against each other.

Does not own what is looked up (`lookups`) or what is said where nothing is found (`misses`).
"""

from __future__ import annotations

import polars as pl

from generator.text.folding import folded

GIVE = "\0give"
"""Column of rows that are looked through: what is taken of the one that is found."""
FROM, UNTIL = "valid_from", "valid_until"
"""Columns of a table that say on which days a row held."""
_SAID, _DAY, _AT, _NUMBER = "\0said", "\0day", "\0at", "\0number"
_JOINED = "\x1f"


def alike(frame: pl.DataFrame) -> pl.Series:
    """Return the texts of each row as one text in which case, accents and white space make no difference."""
    parts = [_folded(column) for column in frame]
    return pl.select(pl.concat_str(parts, separator=_JOINED)).to_series()


def _folded(texts: pl.Series) -> pl.Series:
    known = {text: " ".join(folded(text).split()) for text in texts.drop_nulls().unique()}
    return texts.replace_strict(known, default=None, return_dtype=pl.String) if known else texts.cast(pl.String)


def texts_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a typed frame as texts, one row for each item of a list."""
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.List):
            frame = frame.explode(name)
    return frame.with_columns(pl.all().cast(pl.String))


def told(there: pl.DataFrame, way: list[str]) -> pl.DataFrame:
    """Return what is said of each row there for one way of finding it, what it gives, and when it held."""
    days = [name for name in (FROM, UNTIL) if name in there.columns]
    return there.select(GIVE, *days).with_columns(alike(there.select(way)).alias(_SAID)).drop_nulls(_SAID)


def matches(said: pl.Series, rows: pl.DataFrame, days: pl.Series | None) -> tuple[pl.Series, pl.Series]:
    """Return for each row the one thing that is found, and how many are: null where no row says so.

    A row that is found, and has nothing to give, is one with null.
    """
    here = pl.DataFrame({_SAID: said, _DAY: days if days is not None else said}).with_row_index(_AT)
    pairs = here.join(rows, on=_SAID)
    if days is not None:
        pairs = pairs.filter(
            pl.col(_DAY) >= pl.col(FROM),
            (pl.col(_DAY) <= pl.col(UNTIL)) | pl.col(UNTIL).is_null(),
        )
    given = pl.col(GIVE).drop_nulls()
    counts = pairs.group_by(_AT).agg(given.n_unique().cast(pl.Int64).alias(_NUMBER), given.first().alias(GIVE))
    joined = here.select(_AT).join(counts, on=_AT, how="left", maintain_order="left")
    one = joined.select(pl.when(pl.col(_NUMBER) == 1).then(pl.col(GIVE))).to_series()
    return one, joined[_NUMBER]


def spans_of(said: str | None, rows: pl.DataFrame) -> str:
    """Return on which days the rows that say so held, in words."""
    held = rows.filter(pl.col(_SAID) == said).drop_nulls(FROM).select(FROM, UNTIL).unique().sort(FROM)
    return ", ".join(f"from {begin} {f'until {end}' if end else 'on'}" for begin, end in held.iter_rows())


def spelt(there: pl.DataFrame, way: list[str]) -> list[str]:
    """Return what is said of the rows there for one way of finding them, as people write it."""
    return (
        there.select(pl.concat_str(*way, separator=", ")).to_series().drop_nulls().unique(maintain_order=True).to_list()
    )
