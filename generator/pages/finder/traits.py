"""Owns the traits of a factory by which it is found: for each filter, which of its values every factory has.

Does not own words for values (`filters`), nor any fact: bands, statuses, open findings and buyers are those of the
pages. What is not known is a value of its own, `NOT_KNOWN`, and never the same as none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from generator.facts import Facts
from generator.findings import VIOLATIONS_ONLY
from generator.pages.buyers import sourcing_now
from generator.pages.labels import worker_band
from generator.timelines import OPEN

NOT_KNOWN = "-"
"""Value of a filter where the data are silent; no key, status or code of the data is written like this."""

FILTERS = (
    *("country", "place", "product", "buyer", "status", "workers", "union", "committee"),
    *("point", "record", "verified", "reported", "assessed"),
)
"""Filters in the order in which they are offered; the names are those in the address of a search."""

OPEN_FINDINGS, NONE_OPEN = "open-findings", "none-open"
ONLY_VIOLATIONS, NOT_DISCLOSED = "only-violations", "not-disclosed"
NOT_PUBLISHED, NOT_ASSESSED = "not-published", "not-assessed"
NOT_YET_ELIGIBLE = "not-yet-eligible"
COMPLETED = "completed"
"""Verified status of what was put right: a trait of a factory once that held of any finding, open or not."""
EVEN, UNEVEN = "even", "uneven"


@lru_cache(maxsize=2)
def traits_of(facts: Facts) -> pl.DataFrame:
    """Return `factory`, and for each filter a column of lists of its values, in the order of `Facts.factories`.

    A filter of which the portal has no table is absent.
    """
    frame = facts.factories
    bands = frame["workers"].map_elements(worker_band, return_dtype=pl.String)
    union = pl.when(pl.col("union_present")).then(pl.lit("yes")).when(~pl.col("union_present")).then(pl.lit("no"))
    traits = frame.select(
        "factory",
        country=_one(pl.col("country")),
        place=_one(pl.col("subdivision")),
        product=pl.when(pl.col("products").list.len() > 0).then("products").otherwise(pl.lit([NOT_KNOWN])),
        status=_one(pl.col("status")),
        workers=_one(pl.lit(bands)),
        union=_one(union),
        record=_records(facts),
        assessed=_one(pl.col("latest_on").dt.year().cast(pl.String)),
    )
    for name, values, silent in _from_other_tables(facts):
        known = traits.select("factory").join(values, on="factory", how="left", maintain_order="left")["values"]
        traits = traits.with_columns(pl.lit(known).fill_null(pl.lit(silent, dtype=pl.List(pl.String))).alias(name))
    return traits.select("factory", *(name for name in FILTERS if name in traits.columns))


def records_of(facts: Facts) -> pl.Series:
    """Return what is published of each factory's findings: `OPEN_FINDINGS`, `NONE_OPEN`, or why nobody can say."""
    only = facts.latest.filter(pl.col("coverage") == VIOLATIONS_ONLY)["factory"]
    record = (
        pl.when(pl.col("factory").is_in(only.implode()))
        .then(pl.lit(ONLY_VIOLATIONS))
        .when((pl.col("assessments_published") > 0) & (pl.col("open_findings") > 0))
        .then(pl.lit(OPEN_FINDINGS))
        .when((pl.col("assessments_published") > 0) & pl.col("open_findings").is_null())
        .then(pl.lit(NOT_DISCLOSED))
        .when(pl.col("assessments_published") > 0)
        .then(pl.lit(NONE_OPEN))
        .when(pl.col("assessments_held") > 0)
        .then(pl.lit(NOT_PUBLISHED))
        .otherwise(pl.lit(NOT_ASSESSED))
    )
    return facts.factories.select(record.alias("record")).to_series()


def _records(facts: Facts) -> pl.Expr:
    """Return the record of each factory, with `NOT_YET_ELIGIBLE` where that holds as well."""
    record = pl.concat_list(pl.lit(records_of(facts)))
    return pl.when("not_yet_eligible").then(record.list.concat(pl.lit([NOT_YET_ELIGIBLE]))).otherwise(record)


def _one(value: pl.Expr) -> pl.Expr:
    return pl.concat_list(value.fill_null(NOT_KNOWN))


def _from_other_tables(facts: Facts) -> Iterator[tuple[str, pl.DataFrame, list[str]]]:
    """Yield filter, `factory` with `values`, and the values of a factory of which the table says nothing."""
    if "sourcing" in facts.data:
        yield "buyer", _listed(sourcing_now(facts), "buyer"), [NOT_KNOWN]
    if "committees" in facts.data:
        yield "committee", _committees(facts), [NOT_KNOWN]
    still_open = facts.timelines.filter(pl.col("state") == OPEN)
    yield "point", _listed(still_open, "point"), []
    if "improvements" in facts.data:
        improved = _improvements(facts, still_open)
        yield "verified", _listed(pl.concat([_verified(facts), improved], how="diagonal"), "verified_status"), []
        yield "reported", _listed(improved, "self_reported_status"), []


def _listed(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return `factory` with all `values` of a column, each once, in the order of an Enum or of the alphabet."""
    rows = frame.select(pl.col("factory").cast(pl.String), pl.col(column).alias("values"))
    return (
        rows.drop_nulls().unique().sort("factory", "values").group_by("factory").agg(pl.col("values").cast(pl.String))
    )


def _committees(facts: Facts) -> pl.DataFrame:
    """Return whether the sides of the newest committee of a factory are even."""
    newest = facts.published("committees").sort("factory", "formed_on").unique("factory", keep="last")
    even = pl.col("seats_management") == pl.col("seats_workers")
    return newest.select(
        "factory", pl.concat_list(pl.when(even).then(pl.lit(EVEN)).otherwise(pl.lit(UNEVEN))).alias("values")
    )


def _verified(facts: Facts) -> pl.DataFrame:
    """Return the factories of which the programme verified that a finding was put right, open or not."""
    verified = facts.remediation_by_factory.filter(pl.col("verified") > 0)
    return verified.select("factory", verified_status=pl.lit(COMPLETED))


def _improvements(facts: Facts, still_open: pl.DataFrame) -> pl.DataFrame:
    """Return both statuses of the newest improvement of each open finding, raised since it has been open.

    So does `generator.pages.profile.history` for one finding; a finding without improvement has `NOT_KNOWN` twice.
    """
    found = still_open.select(pl.col("factory").cast(pl.String), pl.col("question").cast(pl.String), "open_since_on")
    days = facts.assessments.select(pl.col("assessment").alias("raised_in"), pl.col("started_on"))
    newest = (
        facts.published("improvements")
        .join(days, on="raised_in", maintain_order="left")
        .join(found, on=["factory", "question"], maintain_order="left")
        .filter(pl.col("started_on") >= pl.col("open_since_on"))
        .unique(["factory", "question"], keep="last", maintain_order=True)
        .select("factory", "question", "verified_status", "self_reported_status")
    )
    known = found.join(newest, on=["factory", "question"], how="left").with_columns(
        pl.col("verified_status", "self_reported_status").fill_null(NOT_KNOWN)
    )
    put_right = pl.col("verified_status") == COMPLETED
    return known.with_columns(verified_status=pl.when(~put_right).then("verified_status"))
