"""Owns the published assessments and their findings as frames: joined, ordered, and narrow enough for millions.

Does not own what is counted over them (`generator.rates`, `generator.progress`, `generator.timelines`).

An upheld appeal means that the finding was wrong. Where the row was corrected, the corrected result counts as any
other. Where it is still non-compliant it stays visible, as `withdrawn`, but no figure counts it: it stands as not
assessed, for an appeal shows that a violation was not proven, and not that an assessor found the question
compliant. A partly upheld, rejected, withdrawn or pending appeal changes nothing.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from generator.accounts import published_of
from generator.model import Dataset

ALL = "all"
"""`country` of the rows of a figure that count every country together."""

COMPLIANT, NON_COMPLIANT = "compliant", "non-compliant"
NOT_APPLICABLE, NOT_ASSESSED, NOT_DISCLOSED = "not-applicable", "not-assessed", "not-disclosed"
ALL_ANSWERS, VIOLATIONS_ONLY = "all-answers", "violations-only"

RESULTS = pl.Enum([COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, NOT_ASSESSED, NOT_DISCLOSED])
APPEALS = pl.Enum(["pending", "upheld", "partly-upheld", "rejected", "withdrawn"])
FORMS = pl.Enum(["full", "short"])
COVERAGES = pl.Enum([ALL_ANSWERS, VIOLATIONS_ONLY])
KINDS = pl.Enum(["scored", "fact"])
LEGAL = ("convention", "national-law")

OF_ASSESSMENT = ("factory", "country", "cycle", "ordinal", "form", "coverage", "started_on", "published_on")
"""Columns that a row about an assessment takes over from it."""

ANSWERED = pl.col("counted").is_in([COMPLIANT, NON_COMPLIANT])
"""Whether a finding belongs to the denominator of a rate over questions."""


def assessments_of(data: Dataset, as_of: date) -> pl.DataFrame:
    """Return the published assessments by factory and cycle, with `country` and `ordinal` (UInt16, from 1)."""
    countries = data["factories"].select("factory", "country")
    return (
        published_of(data, "assessments", as_of)
        .join(countries, on="factory", how="left", maintain_order="left")
        .sort("factory", "cycle")
        .with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.UInt16).over("factory").alias("ordinal"))
    )


def latest_of(assessments: pl.DataFrame, *within: str) -> pl.DataFrame:
    """Return the last assessment of each factory (and of each value of `within`), in the order given."""
    return assessments.unique(["factory", *within], keep="last", maintain_order=True)


def with_year(assessments: pl.DataFrame) -> pl.DataFrame:
    """Return the assessments with `year` (Int32), the calendar year in which the visit began."""
    return assessments.with_columns(pl.col("started_on").dt.year().alias("year"))


def points_of(data: Dataset) -> pl.DataFrame:
    """Return `cluster` and `point` in the order of the tool."""
    clusters = data["clusters"].select("cluster", pl.col("order").alias("cluster_order"))
    points = data["compliance_points"].join(clusters, on="cluster", how="left")
    return points.sort("cluster_order", "order", "point").select("cluster", "point")


def findings_of(data: Dataset, assessments: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the findings of `assessments`, by factory, cycle and question (columns: `Facts.findings`)."""
    asked = _asked(data, assessments)
    frame = asked.join(
        _questions(data, asked.schema["question"]),
        on=["question", "question_version"],
        how="left",
        maintain_order="left",
    ).join(_appeals(data, asked, as_of), on=["assessment", "question"], how="left", maintain_order="left")
    upheld = pl.col("appeal").eq("upheld").fill_null(value=False) & (pl.col("result") == NON_COMPLIANT)
    claims_more = (pl.col("coverage") == VIOLATIONS_ONLY) & (pl.col("result") != NON_COMPLIANT)
    return (
        with_assessment(frame, assessments, *OF_ASSESSMENT)
        .with_columns(
            upheld.alias("withdrawn"),
            pl.when((pl.col("kind") == "scored") & ~claims_more)
            .then(pl.when(upheld).then(pl.lit(NOT_ASSESSED, RESULTS)).otherwise("result"))
            .alias("counted"),
        )
        .select(
            *("assessment", *OF_ASSESSMENT, "question", "question_version", "kind", "legal", "point", "cluster"),
            *("result", "not_assessed_reason", "appeal", "withdrawn", "counted"),
        )
    )


def with_assessment(frame: pl.DataFrame, assessments: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Return `frame` with columns of the assessment of each row.

    `frame.assessment` is the Enum of `assessments` in its order, so that its number is the place of the row:
    a gather, where a join would search millions of keys. Text with few values becomes an Enum.
    """
    place = frame["assessment"].to_physical()
    return frame.with_columns(_narrow(assessments[column]).gather(place).alias(column) for column in columns)


def appeals_of(data: Dataset, assessments: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the public appeals of `assessments` with their factory (columns: `Facts.appeals`)."""
    days, texts = ("filed_on", "decided_on"), ("assessment", "question", "outcome", "factory")
    if "appeals" not in data:
        return pl.DataFrame(schema={**dict.fromkeys(texts, pl.String), **dict.fromkeys(days, pl.Date)})
    rows = published_of(data, "appeals", as_of).select("assessment", "question", *days, "outcome")
    return rows.join(assessments.select("assessment", "factory"), on="assessment").sort(
        "factory", "assessment", "question"
    )


def _narrow(column: pl.Series) -> pl.Series:
    known: dict[str, pl.DataType] = {"form": FORMS, "coverage": COVERAGES, "cycle": pl.UInt16()}
    if column.name in known:
        return column.cast(known[column.name])
    if column.dtype == pl.String:
        return column.cast(pl.Enum(column.unique().drop_nulls().sort()))
    return column


def _asked(data: Dataset, assessments: pl.DataFrame) -> pl.DataFrame:
    """Return assessment, question, version, result and reason of published assessments, narrow and in order.

    Questions come in the order of their numbers (2.1.9 before 2.1.10); a part that is no number sorts as text.
    """
    numbers = data["questions"].select(pl.col("question").unique())
    parts = [pl.col("question").str.split(".").list.get(place, null_on_oob=True) for place in range(3)]
    order = [key for part in parts for key in (part.cast(pl.UInt32, strict=False), part)]
    by_number = pl.Enum(numbers.sort(*order, "question")["question"])
    asked = data["findings"].select(
        pl.col("assessment").cast(pl.Enum(assessments["assessment"]), strict=False),
        pl.col("question").cast(by_number, strict=False),
        pl.col("question_version").cast(pl.UInt16, strict=False),
        pl.col("result").cast(RESULTS),
        pl.col("not_assessed_reason").cast(pl.Categorical),
    )
    asked = asked.drop_nulls(["assessment", "question"])
    place = pl.struct(pl.col("assessment").to_physical(), pl.col("question").to_physical())
    return asked if asked.select(place).to_series().is_sorted() else asked.sort("assessment", "question")


def _questions(data: Dataset, number: pl.DataType) -> pl.DataFrame:
    points = points_of(data)
    by_place, clusters = pl.Enum(points["point"]), pl.Enum(points["cluster"].unique(maintain_order=True))
    return (
        data["questions"]
        .join(points, on="point", how="left")
        .select(
            pl.col("question").cast(number),
            pl.col("version").cast(pl.UInt16).alias("question_version"),
            pl.col("kind").cast(KINDS),
            pl.col("legal_basis").is_in(LEGAL).alias("legal"),
            pl.col("point").cast(by_place),
            pl.col("cluster").cast(clusters),
        )
    )


def _appeals(data: Dataset, asked: pl.DataFrame, as_of: date) -> pl.DataFrame:
    keys = [pl.col(name).cast(asked.schema[name], strict=False) for name in ("assessment", "question")]
    if "appeals" not in data:
        return pl.DataFrame(
            schema={**{name: asked.schema[name] for name in ("assessment", "question")}, "appeal": APPEALS}
        )
    outcome = pl.col("outcome").fill_null("pending").cast(APPEALS).alias("appeal")
    return published_of(data, "appeals", as_of).select(*keys, outcome).drop_nulls()
