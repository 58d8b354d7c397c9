"""Owns which events there are, by kind, and which of them belong in which feed. Only what is public is told.

Does not own how they are told (`teller`). Frames of all kinds have `on` (the day from which the public could know),
`key` (for ever the same), `factory` and `country` (null where it is about none) and `questions` (a list).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from generator.feeds import rows
from generator.pages.portal import Portal
from generator.pages.subscriptions import MOST
from generator.slices import Slices

Row = Mapping[str, Any]

_SHARED = ("on", "key", "factory", "country", "questions")


class Chosen(NamedTuple):
    """Events of a feed as (kind, row), the newest first, and how many there are in all."""

    events: Sequence[tuple[str, Row]]
    total: int


class Happenings:
    """The events of a portal."""

    def __init__(self, portal: Portal) -> None:
        """Take the public facts of `portal`."""
        self.kinds: Mapping[str, pl.DataFrame] = {kind: made(portal) for kind, made in rows.KINDS.items()}
        self._of_factories = {
            kind: Slices(frame, "factory") for kind, frame in self.kinds.items() if frame["factory"].count()
        }

    def of_factory(self, factory: str) -> Chosen:
        """Return every event of a factory."""
        found = [
            (kind, row)
            for kind, slices in self._of_factories.items()
            if (frame := slices[factory]).height
            for row in frame.to_dicts()
        ]
        found.sort(key=lambda event: event[1]["on"], reverse=True)
        return Chosen(found, len(found))

    def newest(self, *kinds: str) -> Chosen:
        """Return the newest events of `kinds`, of all kinds where none is named."""
        return self._chosen(self._index.filter(pl.col("kind").is_in(kinds)) if kinds else self._index)

    def by_country(self) -> Mapping[str, Chosen]:
        """Return the newest events at the factories of each country that has any."""
        return {str(key[0]): self._chosen(own) for key, own in self._groups(self._index, "country")}

    def by_point(self, points: Mapping[str, str]) -> Mapping[str, Chosen]:
        """Return the newest events on each compliance point that has any; `points` gives that of each question."""
        point = pl.col("questions").replace_strict(points, return_dtype=pl.String, default=None).alias("point")
        told = self._index.explode("questions").with_columns(point)
        once = told.unique(["kind", "row", "point"], keep="first", maintain_order=True)
        return {str(key[0]): self._chosen(own) for key, own in self._groups(once, "point")}

    @cached_property
    def _index(self) -> pl.DataFrame:
        """All events, the newest first: `kind`, `row` (place in the frame of the kind), and what all have."""
        frames = [
            frame.select(*_SHARED, pl.lit(kind).alias("kind"), pl.lit(place).alias("order")).with_row_index("row")
            for place, (kind, frame) in enumerate(self.kinds.items())
        ]
        return pl.concat(frames).sort("on", "order", "key", descending=[True, False, False])

    @staticmethod
    def _groups(index: pl.DataFrame, column: str) -> Any:
        return index.drop_nulls(column).partition_by(column, as_dict=True, maintain_order=True).items()

    def _chosen(self, index: pl.DataFrame) -> Chosen:
        newest = index.head(MOST).select("kind", "row").iter_rows()
        return Chosen([(kind, self.kinds[kind].row(row, named=True)) for kind, row in newest], index.height)
