"""Owns the cut of a frame by key: where the rows of a factory lie, looked up instead of searched.

Does not own what a frame means. Pages of factories are made one by one, and a search in millions of rows for
each of them would cost more than everything else on the page.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl


class Slices:
    """The rows of a frame by the value of a column; a frame in which they do not lie together is sorted first."""

    def __init__(self, frame: pl.DataFrame, column: str) -> None:
        """Take `frame`, whose `column` is text or an Enum; rows in which it is null belong to no slice."""
        runs = _runs_of(frame, column)
        if runs[column].is_duplicated().any():
            frame = frame.sort(column, maintain_order=True)
            runs = _runs_of(frame, column)
        self._frame = frame
        self._none = frame.clear()
        self._places = {key: (start, length) for key, start, length in runs.iter_rows()}

    def __getitem__(self, key: str) -> pl.DataFrame:
        """Return the rows of `key` in the order of the frame; none when there are none."""
        place = self._places.get(key)
        return self._none if place is None else self._frame.slice(*place)

    def of(self, keys: Iterable[str]) -> pl.DataFrame:
        """Return the rows of all `keys`, key by key; keys whose rows lie side by side cost one cut together."""
        cuts: list[tuple[int, int]] = []
        for start, length in (self._places[key] for key in keys if key in self._places):
            if cuts and sum(cuts[-1]) == start:
                cuts[-1] = (cuts[-1][0], cuts[-1][1] + length)
            else:
                cuts.append((start, length))
        return pl.concat([self._frame.slice(*cut) for cut in cuts], rechunk=False) if cuts else self._none


def _runs_of(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return `column` (text), `start` and `length` of each run of equal values."""
    runs = frame.select(pl.col(column).rle()).unnest(column)
    return runs.select(
        pl.col("value").cast(pl.String).alias(column),
        (pl.col("len").cum_sum() - pl.col("len")).alias("start"),
        pl.col("len").alias("length"),
    ).drop_nulls(column)
