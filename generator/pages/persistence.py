"""Owns how long findings on a point stay open, and at which factories they are open now.

Does not own the histories (`generator.timelines`): it counts them by point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from generator.facts import Facts
from generator.pages.portal import Portal
from generator.pages.view import Attachment
from generator.timelines import NOT_KNOWN, OPEN

MOST = 5
"""Cycles from which on lengths are counted together."""


class Length(NamedTuple):
    """How many findings were no longer found after so many cycles, and how many have been open for so many so far.

    `cycles` is a number of published assessments; the last length means `MOST` or more.
    """

    cycles: int
    ended: int
    lasting: int


class Persistence(NamedTuple):
    """Findings on a point by what became of them; `lengths` is empty where too few factories are behind it.

    `raised` = `ended` + `lasting` + `unknown` (only violations are known since). `soon` of `ended` were no longer
    found at the next published assessment. A finding that came back is raised anew.
    """

    raised: int
    factories: int
    ended: int
    lasting: int
    unknown: int
    soon: int
    oldest: int
    lengths: Sequence[Length]


class Opened(NamedTuple):
    """A factory with open findings on a point: their numbers, cycles open of the oldest, and since when."""

    factory: str
    name: str
    country: str
    questions: Sequence[str]
    cycles_open: int
    since: Any


@lru_cache(maxsize=2)
def persistence_of(facts: Facts) -> Mapping[str, Persistence]:
    """Return for each point on which anything was ever found how long it stayed open."""
    lengths = (pl.col("resolved_ordinal") - pl.col("raised_ordinal")).cast(pl.Int64)
    spells = facts.spells.select("factory", pl.col("point").cast(pl.String), lengths.alias("cycles"))
    histories = facts.timelines.select(pl.col("point").cast(pl.String), "state", "cycles_open")
    lasting = histories.filter(pl.col("state") == OPEN)
    unknown = dict(histories.filter(pl.col("state") == NOT_KNOWN).group_by("point").len().iter_rows())
    still = {str(key): rows["cycles_open"].to_list() for (key,), rows in lasting.group_by("point")}
    return {
        str(key): _persistence(rows, still.get(str(key), []), unknown.get(key, 0), facts.threshold)
        for (key,), rows in spells.group_by("point")
    }


def _persistence(spells: pl.DataFrame, still: Sequence[int], unknown: int, threshold: int) -> Persistence:
    ended = spells["cycles"].drop_nulls().to_list()
    factories = spells["factory"].n_unique()
    lengths = [Length(cycles, _number(ended, cycles), _number(still, cycles)) for cycles in range(1, MOST + 1)]
    enough = min(factories, spells.height) >= threshold
    return Persistence(
        spells.height,
        factories,
        len(ended),
        len(still),
        unknown,
        _number(ended, 1),
        max(still, default=0),
        lengths if enough else (),
    )


def _number(cycles: Sequence[int], length: int) -> int:
    return sum(each == length or (length == MOST and each > MOST) for each in cycles)


@lru_cache(maxsize=2)
def _open_by_point(facts: Facts) -> Mapping[str, pl.DataFrame]:
    """Return the open findings of each point: one row a factory, by country, then the longest open first."""
    names = facts.factories.select("factory", "name", "country")
    rows = (
        facts.timelines.filter(pl.col("state") == OPEN)
        .group_by(pl.col("point", "factory").cast(pl.String), maintain_order=True)
        .agg(
            pl.col("question").cast(pl.String),
            pl.col("cycles_open").max().cast(pl.Int64),
            pl.col("open_since_on").min().alias("since"),
        )
        .join(names, on="factory", how="left")
        .sort("country", "cycles_open", "factory", descending=[False, True, False])
        .select("point", "factory", "name", "country", pl.col("question").alias("questions"), "cycles_open", "since")
    )
    return {str(key): part.drop("point") for (key,), part in rows.group_by("point", maintain_order=True)}


def open_at(facts: Facts, point: str, most: int) -> tuple[int, list[Opened]]:
    """Return at how many factories the point is open, and the first `most` of them."""
    rows = _open_by_point(facts).get(point)
    if rows is None:
        return 0, []
    return rows.height, [Opened(*row) for row in rows.head(most).iter_rows()]


def open_counts(facts: Facts, point: str) -> tuple[int, int]:
    """Return how many findings on the point are open, and at how many factories."""
    rows = _open_by_point(facts).get(point)
    return (0, 0) if rows is None else (int(rows["questions"].list.len().sum()), rows.height)


@lru_cache(maxsize=2)
def not_known_at(facts: Facts) -> Mapping[str, int]:
    """Return by point at how many factories it was found without anybody knowing whether it was put right."""
    unknown = facts.timelines.filter(pl.col("state") == NOT_KNOWN)
    return dict(unknown.group_by(pl.col("point").cast(pl.String)).agg(pl.col("factory").n_unique()).iter_rows())


def file_of_open(portal: Portal, point: str) -> Attachment | None:
    """Return all factories with the point open as CSV, for all languages; None where there is none."""
    rows = _open_by_point(portal.facts).get(point)
    if rows is None:
        return None
    text = rows.with_columns(pl.col("questions").list.join(";")).write_csv()
    return Attachment(f"points/{point}/open.csv", text.encode())
