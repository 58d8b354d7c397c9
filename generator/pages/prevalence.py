"""Owns how often points and clusters were found, as pages show it: counts, rate, and why there is none.

Does not own the formulas (`generator.rates`). What it adds to them is the state of what has no denominator: a
reader must not take what is not disclosed for not assessed, nor either for zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import polars as pl

from generator.facts import Facts
from generator.findings import ALL, NOT_APPLICABLE, NOT_ASSESSED, NOT_DISCLOSED, VIOLATIONS_ONLY, latest_of, with_year
from generator.rates import NONE_ASSESSED, with_all

NOT_IN_FORM = "not-in-form"
_Line = TypeVar("_Line")
_SILENT = (NOT_DISCLOSED, NOT_ASSESSED, NOT_APPLICABLE)


class Found(NamedTuple):
    """How often a point was found in a country and form, with everything that a reader needs beside it.

    `year` is 0 where the figure is over each factory's latest assessment. `state` is empty where factories were
    assessed, else what their assessments say instead: `not-disclosed`, `not-assessed`, `not-applicable`,
    `not-in-form`.
    """

    country: str
    form: str
    year: int
    found: int
    noncompliant: int
    assessed: int
    partial: int
    rate: float | None
    reason: str | None
    state: str


class Pooled(NamedTuple):
    """The points of a cluster over the factories of a country, form and year; `state` as in `Found`."""

    country: str
    form: str
    year: int
    factories: int
    found: int
    noncompliant: int
    assessed: int
    rate: float | None
    reason: str | None
    state: str


@lru_cache(maxsize=2)
def points_found(facts: Facts) -> Mapping[str, Sequence[Found]]:
    """Return formula 2 over latest assessments by point, each in the order of countries and forms."""
    frame = _with_state(facts, facts.point_rates, facts.latest_by_form, "point")
    return _by(frame, "point", _found)


@lru_cache(maxsize=2)
def points_found_by_year(facts: Facts) -> Mapping[str, Sequence[Found]]:
    """Return formula 2 over each factory's latest assessment of a year, by point."""
    frame = _with_state(facts, facts.point_rates_by_year, _latest_by_year(facts), "point")
    return _by(frame, "point", _found)


@lru_cache(maxsize=2)
def clusters_found_by_year(facts: Facts) -> Mapping[str, Mapping[str, Sequence[Pooled]]]:
    """Return formula 3 over each factory's latest assessment of a year, by country, then by cluster."""
    frame = _with_state(facts, facts.cluster_rates_by_year, _latest_by_year(facts), "cluster")
    return {
        str(country): _by(rows, "cluster", _pooled)
        for (country,), rows in frame.group_by("country", maintain_order=True)
    }


@lru_cache(maxsize=2)
def visits_of(facts: Facts) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Return the first and last year of the latest visits of each country and form: what a rate of today rests on."""
    years = facts.latest_by_form.group_by("country", "form").agg(
        pl.col("started_on").dt.year().min().cast(pl.String).alias("first"),
        pl.col("started_on").dt.year().max().cast(pl.String).alias("last"),
    )
    return {(country, form): (first, last) for country, form, first, last in years.iter_rows()}


@lru_cache(maxsize=2)
def only_violations(facts: Facts) -> bool:
    """Whether assessments are published and of each of them only violations are known."""
    coverage = facts.assessments["coverage"]
    return len(coverage) > 0 and coverage.eq_missing(VIOLATIONS_ONLY).all()


def _latest_by_year(facts: Facts) -> pl.DataFrame:
    return latest_of(with_year(facts.assessments), "form", "year")


def _with_state(facts: Facts, rates: pl.DataFrame, chosen: pl.DataFrame, thing: str) -> pl.DataFrame:
    """Return `rates` with `state`: the first of the silent results that occurs where nothing was assessed.

    The order is that of formula 1. Where no result is there at all, the form asks nothing under the point.
    """
    keys = [name for name in ("country", "form", "year") if name in rates.columns]
    results = facts.point_results.filter(pl.col("result").is_in(_SILENT))
    own = chosen.select(pl.col("assessment").cast(results.schema["assessment"]), *keys)
    counts = (
        results.select("assessment", pl.col(thing).cast(pl.String), "result")
        .join(own, on="assessment")
        .group_by(*keys, thing)
        .agg((pl.col("result") == word).sum().alias(word) for word in _SILENT)
    )
    said = pl.coalesce(*(pl.when(pl.col(word) > 0).then(pl.lit(word)) for word in _SILENT), pl.lit(NOT_IN_FORM))
    state = pl.when(pl.col("reason") == NONE_ASSESSED).then(said).otherwise(pl.lit(""))
    joined = rates.join(with_all(counts, [*keys, thing]), on=[*keys, thing], how="left", maintain_order="left")
    return joined.with_columns(state.alias("state"))


def _by(frame: pl.DataFrame, key: str, line: Callable[[Mapping[str, Any]], _Line]) -> Mapping[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row[key], []).append(line(row))
    return found


def _found(row: Mapping[str, Any]) -> Found:
    return Found(**{name: row.get(name, 0) for name in Found._fields})


def _pooled(row: Mapping[str, Any]) -> Pooled:
    return Pooled(
        row["country"],
        row["form"],
        row["year"],
        row["factories"],
        row["points_found"],
        row["points_noncompliant"],
        row["points_assessed"],
        row["rate"],
        row["reason"],
        row["state"],
    )


def of_country(rows: Sequence[Found], country: str) -> list[Found]:
    """Return the figures of one country, a form each."""
    return [row for row in rows if row.country == country]


def of_countries(rows: Sequence[Found]) -> list[Found]:
    """Return the figures of single countries, without those over all."""
    return [row for row in rows if row.country != ALL]
