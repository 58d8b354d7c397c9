"""Owns who is assessed and who is not: factories with what is known of each, and coverage by country.

Does not own what was found (`generator.rates`) or which rows are public (`generator.accounts`).

A factory is not yet eligible while it is active and has had fewer assessments, published or not, than the
smallest `minimum_assessments` of the disclosure rules in force in its country (1 where none is in force).
It is stale when it is active and its newest published assessment began more than `stale_after_months` ago.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from generator.accounts import published_of
from generator.findings import ALL, COMPLIANT, NON_COMPLIANT, NOT_DISCLOSED, VIOLATIONS_ONLY, latest_of
from generator.model import Dataset

STALE_AFTER_MONTHS = 18
"""Months after which an assessment counts as old, where the programme does not say."""

STATUSES = ("active", "closed", "left", "moved", "suspended")


def setting_of(data: Dataset, name: str, default: int) -> int:
    """Return a number that the programme sets (`threshold`, `stale_after_months`), or `default`."""
    if "programme" not in data or name not in data["programme"].columns:
        return default
    values = data["programme"][name].drop_nulls()
    return int(values[0]) if values.len() else default


def factories_of(
    data: Dataset,
    as_of: date,
    assessments: pl.DataFrame,
    point_results: pl.DataFrame,
    timelines: pl.DataFrame,
    stale_after_months: int,
) -> pl.DataFrame:
    """Return the factories that joined by the day, by key (columns: `Facts.factories`)."""
    frame = published_of(data, "factories", as_of)
    for known in (*_visits(data, as_of, assessments), _open(timelines), _minimum(data, as_of), _workers(data, as_of)):
        on = "country" if "country" in known.columns else "factory"
        frame = frame.join(known, on=on, how="left", maintain_order="left")
    active = pl.col("status") == "active"
    old = pl.col("latest_on") < pl.lit(as_of).dt.offset_by(f"-{stale_after_months}mo")
    counts = ("assessments_held", "assessments_published")
    return (
        frame.with_columns(pl.col(counts).fill_null(0))
        .with_columns(
            (active & (pl.col("assessments_held") < pl.col("minimum").fill_null(1))).alias("not_yet_eligible"),
            (active & old).fill_null(value=False).alias("stale"),
            pl.when(pl.col("latest_on").is_not_null() & ~pl.col("factory").is_in(_silent(point_results).implode()))
            .then(pl.col("open_findings").fill_null(0))
            .alias("open_findings"),
        )
        .drop("minimum")
        .sort("factory")
    )


def coverage_of(data: Dataset, as_of: date, factories: pl.DataFrame, assessments: pl.DataFrame) -> pl.DataFrame:
    """Return who is assessed and who is not, by country and for all (columns: `Facts.coverage`; counts Int64)."""
    status = pl.col("status")
    of_factories = (
        _with_all(factories)
        .group_by("country")
        .agg(
            pl.len().alias("factories"),
            *((status == each).sum().alias(each) for each in STATUSES),
            (pl.col("assessments_published") > 0).sum().alias("assessed"),
            (pl.col("assessments_held") == 0).sum().alias("never_assessed"),
            pl.col("not_yet_eligible", "stale", "assessments_published").sum(),
            (pl.col("assessments_held") - pl.col("assessments_published")).sum().alias("assessments_unpublished"),
        )
    )
    of_assessments = (
        _with_all(assessments)
        .group_by("country")
        .agg(
            (pl.col("form") == "full").sum().alias("full"),
            (pl.col("form") == "short").sum().alias("short"),
            (pl.col("coverage") == VIOLATIONS_ONLY).sum().alias("violations_only"),
            pl.col("started_on").max().alias("newest_on"),
        )
    )
    countries = published_of(data, "countries", as_of)["country"].append(factories["country"]).unique().sort()
    frame = pl.DataFrame({"country": pl.Series([ALL]).append(countries)})
    for counts in (of_factories, of_assessments):
        frame = frame.join(counts, on="country", how="left", maintain_order="left")
    return frame.with_columns(pl.selectors.numeric().fill_null(0).cast(pl.Int64))


def _with_all(frame: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([frame, frame.with_columns(pl.lit(ALL).alias("country"))])


def _minimum(data: Dataset, as_of: date) -> pl.DataFrame:
    """Return `country` and `minimum`: the fewest assessments after which a rule in force publishes something."""
    if "disclosure_rules" not in data:
        return pl.DataFrame(schema={"country": pl.String, "minimum": pl.Int64})
    in_force = (pl.col("valid_from") <= as_of) & (pl.col("valid_until") >= as_of).fill_null(value=True)
    rules = data["disclosure_rules"].filter(in_force).group_by("country")
    return rules.agg(pl.col("minimum_assessments").min().alias("minimum"))


def _workers(data: Dataset, as_of: date) -> pl.DataFrame:
    """Return the newest count of workers of each factory."""
    if "workforce" not in data:
        return pl.DataFrame(
            schema={"factory": pl.String, "workers": pl.Int64, "workers_women": pl.Int64, "workers_as_of": pl.Date}
        )
    counts = published_of(data, "workforce", as_of).sort("factory", "as_of").unique("factory", keep="last")
    return counts.select(
        "factory", "workers", pl.col("women").alias("workers_women"), pl.col("as_of").alias("workers_as_of")
    )


def _visits(data: Dataset, as_of: date, assessments: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return by factory how many assessments were held, and how many published with the latest of them."""
    latest = latest_of(assessments).select(
        "factory",
        pl.col("assessment").alias("latest_assessment"),
        pl.col("started_on").alias("latest_on"),
        pl.col("form").alias("latest_form"),
        pl.col("ordinal").cast(pl.Int64).alias("assessments_published"),
    )
    held = (
        data["assessments"]
        .filter(pl.col("started_on") <= as_of)
        .group_by("factory")
        .agg(pl.len().cast(pl.Int64).alias("assessments_held"))
    )
    return held, latest


def _silent(point_results: pl.DataFrame) -> pl.Series:
    """Return the factories at which something is not disclosed, and no point was ever seen to be compliant or not."""
    result = pl.col("result")
    hidden, answered = result == NOT_DISCLOSED, result.is_in([COMPLIANT, NON_COMPLIANT])
    silent = point_results.group_by("factory").agg((hidden.any() & ~answered.any()).alias("silent"))
    return silent.filter("silent")["factory"].cast(pl.String)


def _open(timelines: pl.DataFrame) -> pl.DataFrame:
    """Return how many findings are open at each factory."""
    return (
        timelines.filter(pl.col("state") == "open")
        .group_by(pl.col("factory").cast(pl.String))
        .agg(pl.len().cast(pl.Int64).alias("open_findings"))
    )
