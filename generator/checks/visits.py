"""Owns what several rules look up about assessments: their days and country, and the result of a question."""

from __future__ import annotations

import polars as pl

from generator.model import Dataset


def visits_of(data: Dataset) -> pl.LazyFrame:
    """Return one row an assessment: its columns (without places) and `country`, that of its factory."""
    countries = data["factories"].lazy().select("factory", "country").unique("factory", keep="first")
    columns = ("assessment", "factory", "cycle", "started_on", "ended_on", "reported_on", "published_on", "coverage")
    visits = data["assessments"].lazy().select(columns).unique("assessment", keep="first")
    return visits.join(countries, on="factory", how="left")


def with_result(data: Dataset, rows: pl.DataFrame, assessment: str) -> pl.DataFrame:
    """Return `rows` with `result`: that of its `question` in the assessment in its column `assessment`, or null."""
    wanted = rows.lazy().select(pl.col(assessment).alias("assessment"), "question").unique()
    results = data["findings"].lazy().select("assessment", "question", "result")
    found = results.join(wanted, on=["assessment", "question"], how="semi").unique(["assessment", "question"])
    keys = [assessment, "question"]
    return rows.lazy().join(found, left_on=keys, right_on=["assessment", "question"], how="left").collect()
