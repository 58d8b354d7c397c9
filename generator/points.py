"""Owns formula 1: the result of a compliance point in an assessment.

Does not own rates over points (`generator.rates`).
"""

from __future__ import annotations

import polars as pl

from generator.findings import (
    ALL_ANSWERS,
    COMPLIANT,
    NON_COMPLIANT,
    NOT_APPLICABLE,
    NOT_ASSESSED,
    NOT_DISCLOSED,
    RESULTS,
    with_assessment,
)


def point_results_of(findings: pl.DataFrame, assessments: pl.DataFrame) -> pl.DataFrame:
    """Return formula 1 (columns: `Facts.point_results`).

    Non-compliant when any scored question is; else compliant when any is compliant; else, as nothing was
    answered, the first of not disclosed, not assessed and not applicable that occurs: a reader must not take
    what is hidden for not assessed, nor what was left out for not applicable.
    """
    counts = _counts_of(findings)
    attributes = ("factory", "country", "cycle", "ordinal", "form", "coverage", "started_on")
    all_answers, missed = pl.col("coverage") == ALL_ANSWERS, pl.col("questions_not_disclosed") + pl.col("missed")
    return (
        with_assessment(counts, assessments, *attributes)
        .filter(all_answers | (pl.col("questions_noncompliant") > 0))
        .with_columns(
            _result().alias("result"),
            pl.when(all_answers)
            .then(pl.col("compliant") + pl.col("questions_noncompliant"))
            .alias("questions_assessed"),
            (missed > 0).alias("partial"),
        )
        .select(
            *("assessment", *attributes, "cluster", "point", "result", "questions_assessed"),
            *("questions_noncompliant", "questions_not_disclosed", "partial"),
        )
    )


def _counts_of(findings: pl.DataFrame) -> pl.DataFrame:
    """Return how many scored questions have which result, by assessment and point."""

    def number(result: str) -> pl.Expr:
        return (pl.col("counted") == result).sum().cast(pl.UInt16)

    return (
        findings.lazy()
        .filter(pl.col("counted").is_not_null())
        .group_by("assessment", "point")
        .agg(
            pl.col("cluster").first(),
            number(COMPLIANT).alias("compliant"),
            number(NON_COMPLIANT).alias("questions_noncompliant"),
            number(NOT_DISCLOSED).alias("questions_not_disclosed"),
            number(NOT_ASSESSED).alias("missed"),
        )
        .sort("assessment", "point")
        .collect()
    )


def _result() -> pl.Expr:
    order = (
        (NON_COMPLIANT, "questions_noncompliant"),
        (COMPLIANT, "compliant"),
        (NOT_DISCLOSED, "questions_not_disclosed"),
        (NOT_ASSESSED, "missed"),
    )
    return pl.coalesce(
        *(pl.when(pl.col(column) > 0).then(pl.lit(word, RESULTS)) for word, column in order),
        pl.lit(NOT_APPLICABLE, RESULTS),
    )
