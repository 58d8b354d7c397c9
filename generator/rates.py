"""Owns the formulas that make a rate: points (2), clusters (3) and questions (4), and when a rate is shown.

Does not own the result of a point (formula 1, `generator.points`), lists, change and remediation
(`generator.progress`) or how a figure is written.

A rate has an honest denominator or there is none. Not applicable, not assessed and not disclosed are in no
denominator; questions that gather a fact count nowhere; short and full forms never share one; nothing is a rate
over fewer than the threshold, or in violations-only data, where nothing says what was compliant.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from generator.findings import ALL, ALL_ANSWERS, COMPLIANT, NON_COMPLIANT, VIOLATIONS_ONLY, with_assessment

THRESHOLD = 10
"""Fewest factories or people over which a rate is shown, where the programme does not say."""

TOO_FEW, COUNTS_ONLY, NONE_ASSESSED = "too-few", "violations-only", "none-assessed"
REASONS = (TOO_FEW, COUNTS_ONLY, NONE_ASSESSED)
"""Why there is no rate: under the threshold; only violations are known; the denominator is zero."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure with its denominator; it has a value only where a rate may be shown.

    `counts_only`: the data are violations only, so that the denominator means nothing.
    """

    numerator: int
    denominator: int
    threshold: int = THRESHOLD
    counts_only: bool = False

    def __post_init__(self) -> None:
        """Refuse a part that is larger than the whole: such a figure is a defect of the program."""
        if self.numerator < 0 or (self.numerator > self.denominator and not self.counts_only):
            raise ValueError(f"{self.numerator} of {self.denominator} is no share.")

    @property
    def reason(self) -> str | None:
        """Why there is no value (`REASONS`), or None where there is one."""
        if self.counts_only:
            return COUNTS_ONLY
        if self.denominator == 0:
            return NONE_ASSESSED
        return TOO_FEW if self.denominator < self.threshold else None

    @property
    def value(self) -> float | None:
        """Share from 0 to 1, or None, and then `reason` says why."""
        return None if self.reason else self.numerator / self.denominator


def rate_columns(
    numerator: str, denominator: str, threshold: int, *, over: str = "", counts_only: pl.Expr | None = None
) -> tuple[pl.Expr, pl.Expr]:
    """Return `rate` and `reason` of the columns named, by the rules of `Rate`.

    `over` is the column of counted factories that the threshold holds for, where it is not the denominator.
    """
    whole, counted = pl.col(denominator), pl.col(over or denominator)
    reason = (
        pl.when(pl.lit(value=False) if counts_only is None else counts_only)
        .then(pl.lit(COUNTS_ONLY))
        .when(whole == 0)
        .then(pl.lit(NONE_ASSESSED))
        .when(counted < threshold)
        .then(pl.lit(TOO_FEW))
    )
    return pl.when(reason.is_null()).then(pl.col(numerator) / whole).alias("rate"), reason.alias("reason")


def point_rates_of(results: pl.DataFrame, chosen: pl.DataFrame, points: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Return formula 2 over the assessments `chosen`, one a factory and group (columns: `Facts.point_rates`).

    `chosen` are rows of assessments, with `year` where the rates are by year; `points` are all `cluster, point`
    in order.
    """
    keys = _keys_of(chosen)
    noncompliant, assessed = _counts_of_points()
    counted = _of_chosen(results, chosen, keys).group_by(*keys, pl.col("point").cast(pl.String))
    counts = counted.agg(
        noncompliant.sum().alias("found"),
        (noncompliant & assessed).sum().alias("noncompliant"),
        assessed.sum().alias("assessed"),
        (assessed & pl.col("partial")).sum().alias("partial"),
    )
    rates = _complete(counts, chosen, keys, points)
    none = pl.col("has_violations_only") & (pl.col("assessed") == 0)
    return rates.with_columns(rate_columns("noncompliant", "assessed", threshold, counts_only=none)).select(
        *keys, "cluster", "point", "found", "noncompliant", "assessed", "partial", "rate", "reason"
    )


def cluster_rates_of(
    results: pl.DataFrame, chosen: pl.DataFrame, clusters: pl.DataFrame, threshold: int
) -> pl.DataFrame:
    """Return formula 3 pooled over the factories of `chosen` (columns: `Facts.cluster_rates_by_year`)."""
    keys = _keys_of(chosen)
    noncompliant, assessed = _counts_of_points()
    counted = _of_chosen(results, chosen, keys).group_by(*keys, pl.col("cluster").cast(pl.String))
    counts = counted.agg(
        pl.col("assessment").filter(assessed).n_unique().alias("factories"),
        noncompliant.sum().alias("points_found"),
        (noncompliant & assessed).sum().alias("points_noncompliant"),
        assessed.sum().alias("points_assessed"),
    )
    none = pl.col("has_violations_only") & (pl.col("points_assessed") == 0)
    shares = rate_columns("points_noncompliant", "points_assessed", threshold, over="factories", counts_only=none)
    rates = _complete(counts, chosen, keys, clusters).with_columns(shares)
    return rates.select(*keys, *counts.columns[len(keys) :], "rate", "reason")


def factory_cluster_rates_of(results: pl.DataFrame, assessments: pl.DataFrame) -> pl.DataFrame:
    """Return formula 3 (columns: `Facts.factory_cluster_rates`); `results` are those of `points.point_results_of`."""
    noncompliant, assessed = _counts_of_points()
    counts = results.group_by("assessment", "cluster").agg(
        noncompliant.sum().cast(pl.UInt16).alias("points_noncompliant"),
        assessed.sum().cast(pl.UInt16).alias("points_assessed"),
    )
    attributes = ("factory", "country", "cycle", "form", "coverage")
    only = pl.col("coverage") == VIOLATIONS_ONLY
    return (
        with_assessment(counts.sort("assessment", "cluster"), assessments, *attributes)
        .with_columns(rate_columns("points_noncompliant", "points_assessed", 1, counts_only=only))
        .select("assessment", *attributes, "cluster", "points_noncompliant", "points_assessed", "rate", "reason")
    )


def question_compliance_of(findings: pl.DataFrame, chosen: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Return formula 4 over the assessments `chosen`, one a factory and form (columns: `Facts.question_compliance`)."""
    keys = _keys_of(chosen)
    noncompliant, compliant = pl.col("counted") == NON_COMPLIANT, pl.col("counted") == COMPLIANT
    all_answers = pl.col("coverage") == ALL_ANSWERS
    scored = findings.filter(pl.col("counted").is_not_null())
    rows = _of_chosen(scored, chosen, keys)
    counts = rows.group_by(*keys, pl.col("question").cast(pl.String)).agg(
        noncompliant.sum().alias("found"),
        compliant.sum().alias("compliant"),
        (noncompliant & all_answers).sum().alias("noncompliant"),
        ((noncompliant & all_answers) | compliant).sum().alias("assessed"),
    )
    asked = scored.select("cluster", "point", "question").unique("question").sort("question").cast(pl.String)
    none = pl.col("has_violations_only") & (pl.col("assessed") == 0)
    shares = rate_columns("compliant", "assessed", threshold, counts_only=none)
    rates = _complete(counts, chosen, keys, asked).with_columns(shares)
    return rates.select(
        *keys, "cluster", "point", "question", "found", "compliant", "noncompliant", "assessed", "rate", "reason"
    )


def with_all(counts: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return counts by country with, under the country `ALL`, their sums over the countries.

    A factory lies in one country, so that no factory is counted twice.
    """
    rest = [name for name in keys if name != "country"]
    numbers = [name for name in counts.columns if name not in keys]
    sums = counts.group_by(rest).agg(pl.col(numbers).sum()) if rest else counts.select(pl.col(numbers).sum())
    every = sums.with_columns(pl.lit(ALL).alias("country")).select(counts.columns)
    return pl.concat([counts, every.filter(pl.lit(counts.height > 0))], how="vertical_relaxed")


def in_order(keys: list[str]) -> list[pl.Expr]:
    """Return what sorts groups for readers: all countries first, then by code; the full form before the short."""
    return [pl.col("country") != ALL, pl.col("country"), *(pl.col(name) for name in keys if name != "country")]


def _keys_of(chosen: pl.DataFrame) -> list[str]:
    return [name for name in ("country", "form", "year") if name in chosen.columns]


def _counts_of_points() -> tuple[pl.Expr, pl.Expr]:
    """Return whether a point was found non-compliant, and whether it counts as assessed."""
    answered = pl.col("result").is_in([COMPLIANT, NON_COMPLIANT])
    return pl.col("result") == NON_COMPLIANT, answered & (pl.col("coverage") == ALL_ANSWERS)


def _of_chosen(rows: pl.DataFrame, chosen: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return the rows of the assessments `chosen`, with `keys` as text."""
    own = chosen.select(pl.col("assessment").cast(rows.schema["assessment"]), *keys)
    return rows.drop(keys, strict=False).join(own, on="assessment")


def _complete(counts: pl.DataFrame, chosen: pl.DataFrame, keys: list[str], things: pl.DataFrame) -> pl.DataFrame:
    """Return a row for every group of `chosen` and each of `things` (its last column is the key), zeros filled in.

    `has_violations_only`: an assessment of the group knows violations only.
    """
    thing = things.columns[-1]
    groups = with_all(
        chosen.group_by(keys).agg((pl.col("coverage") == VIOLATIONS_ONLY).sum().alias("has_violations_only")), keys
    ).with_columns(pl.col("has_violations_only") > 0)
    grid = groups.sort(in_order(keys)).join(things, how="cross", maintain_order="left_right")
    full = grid.join(with_all(counts, [*keys, thing]), on=[*keys, thing], how="left", maintain_order="left")
    return full.with_columns(pl.col(counts.columns[len(keys) + 1 :]).fill_null(0).cast(pl.Int64))
