"""Owns what happened to a factory on which day, where many rows make one event: assessments and verifications.

Does not own what is told of it (`generator.feeds`) or events that are a row each (replies, appeals, corrections).
An event has the day `on` from which the public could know of it, never an earlier one.
"""

from __future__ import annotations

import polars as pl

from generator.findings import COMPLIANT, NON_COMPLIANT, NOT_DISCLOSED

_QUESTIONS = pl.List(pl.String)


def assessment_events_of(assessments: pl.DataFrame, point_results: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Return what each published assessment found and changed (columns: `Facts.assessment_events`)."""
    key = pl.col("assessment").cast(pl.String)
    result = pl.col("result")
    answered = result.is_in([COMPLIANT, NON_COMPLIANT])
    counts = point_results.group_by(key).agg(
        (result == NON_COMPLIANT).sum().alias("noncompliant"),
        answered.sum().alias("assessed"),
        (answered & pl.col("partial")).sum().alias("partial"),
        (result == NOT_DISCLOSED).sum().alias("hidden"),
    )
    frame = assessments.select(
        pl.col("published_on").alias("on"),
        *("factory", "country", "assessment", "cycle", "form", "coverage", "started_on"),
    ).join(counts, on="assessment", how="left", maintain_order="left")
    first = pl.col("spell") == 1
    for name, chosen in {
        "raised": _questions(spells.filter(first), "raised_in"),
        "returned": _questions(spells.filter(~first), "raised_in"),
        "ended": _questions(spells, "resolved_in"),
    }.items():
        theirs = chosen.rename({"questions": name})
        frame = frame.join(theirs, on="assessment", how="left", maintain_order="left")
    return frame.with_columns(
        pl.col("noncompliant", "assessed", "partial", "hidden").fill_null(0),
        pl.col("raised", "returned", "ended").fill_null(pl.lit([], _QUESTIONS)),
    )


def _questions(spells: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return `assessment` and the `questions` of the spells that name it in `column`, in their order."""
    named = spells.select(pl.col(column).cast(pl.String).alias("assessment"), pl.col("question").cast(pl.String))
    return (
        named.drop_nulls("assessment")
        .group_by("assessment", maintain_order=True)
        .agg(pl.col("question").alias("questions"))
    )


def verification_events_of(improvements: pl.DataFrame, assessments: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """Return what the programme verified as put right (columns: `Facts.verification_events`).

    `improvements` are the public rows; one that was verified before its assessment was published is told when that
    is. One of a question that is in no spell of the factory (its finding was corrected or withdrawn) is not told.
    """
    schema = {"on": pl.Date, "factory": pl.String, "country": pl.String, "verified_on": pl.Date}
    if improvements.is_empty():
        return pl.DataFrame(schema={**schema, "questions": _QUESTIONS})
    published = assessments.select("assessment", "published_on")
    completed = (pl.col("verified_status") == "completed") & pl.col("verified_on").is_not_null()
    found = spells.select("factory", "question").unique()
    number = {name: pl.col(name).cast(kind, strict=False) for name, kind in found.schema.items()}
    known = improvements.filter(completed).with_columns(**number).join(found, on=list(number), how="semi")
    known = known.with_columns(pl.col("factory").cast(pl.String))
    for visit in ("raised_in", "verified_in"):
        theirs = published.rename({"assessment": visit, "published_on": f"{visit}_on"})
        known = known.join(theirs, on=visit, how="left", maintain_order="left")
    countries = assessments.select("factory", "country").unique("factory")
    return (
        known.with_columns(pl.max_horizontal("verified_on", "raised_in_on", "verified_in_on").alias("on"))
        .join(countries, on="factory", how="left", maintain_order="left")
        .group_by("on", "factory", "country", "verified_on")
        .agg(pl.col("question").unique().sort().cast(pl.String).alias("questions"))
        .sort("factory", "on", "verified_on")
    )
