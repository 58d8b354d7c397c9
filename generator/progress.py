"""Owns what is said of factories over time: low compliance (formula 5), effort (6) and remediation (7).

Does not own rates over points and questions (`generator.rates`) or histories (`generator.timelines`).
"""

from __future__ import annotations

import polars as pl

from generator.findings import ANSWERED, COMPLIANT, VIOLATIONS_ONLY
from generator.rates import COUNTS_ONLY, NONE_ASSESSED, TOO_FEW, in_order, rate_columns, with_all

ASSESSMENTS_FOR_LIST = 3
"""Assessments that a factory must have had to be counted for the low-compliance list."""

DEVIATIONS = 2
"""Standard deviations below the mean at which low compliance begins."""

PAIR = 2
"""Assessments between which effort is the change."""

ROUNDING = 1e-12
"""How far a share must lie below the bound: factories that are all alike differ in a last digit only."""


def legal_scores_of(findings: pl.DataFrame, assessments: pl.DataFrame, latest_by_form: pl.DataFrame) -> pl.DataFrame:
    """Return the share of legal requirements met, by country, form and factory, over which formula 5 is made.

    `country, form, factory, assessment, compliant, assessed, share`: one row a factory with at least three
    published assessments and each form, from the latest assessment of that form; all-answers data only.
    Legal requirements are questions that rest on a convention or on national law; good practice is none.
    """
    often = assessments.group_by("factory").len("assessments").filter(pl.col("assessments") >= ASSESSMENTS_FOR_LIST)
    chosen = latest_by_form.filter(pl.col("coverage") != VIOLATIONS_ONLY).join(often, on="factory", how="semi")
    own = chosen.select(pl.col("assessment").cast(findings.schema["assessment"]))
    counts = (
        findings.filter(pl.col("legal") & ANSWERED)
        .join(own, on="assessment", how="semi")
        .group_by(pl.col("assessment").cast(pl.String))
        .agg((pl.col("counted") == COMPLIANT).sum().alias("compliant"), pl.len().alias("assessed"))
        .with_columns(pl.col("compliant", "assessed").cast(pl.Int64))
    )
    return (
        chosen.select("country", "form", "factory", "assessment")
        .join(counts, on="assessment")
        .with_columns(share=pl.col("compliant") / pl.col("assessed"))
        .sort("country", "form", "factory")
    )


def low_compliance_of(scores: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Return formula 5 by country and form (columns: `Facts.low_compliance`).

    The deviation is that of the whole population, for every factory is in it.
    """
    share = pl.col("share")
    bound = share.mean() - DEVIATIONS * share.std(ddof=0)
    # Sorted, so that the order of the rows in the data moves no last digit of the mean.
    groups = scores.sort("country", "form", "share").group_by("country", "form", maintain_order=True)
    known = groups.agg(
        pl.len().cast(pl.Int64).alias("factories"),
        share.mean().alias("mean"),
        share.std(ddof=0).alias("deviation"),
        bound.alias("bound"),
        (share < bound - ROUNDING).sum().cast(pl.Int64).alias("members"),
    )
    enough = pl.col("factories") >= threshold
    shown = (pl.when(enough).then(pl.col(name)).alias(name) for name in ("mean", "deviation", "bound", "members"))
    return known.with_columns(*shown, pl.when(~enough).then(pl.lit(TOO_FEW)).alias("reason"))


def low_compliance_members_of(scores: pl.DataFrame, low_compliance: pl.DataFrame) -> pl.DataFrame:
    """Return the members of formula 5, the factories below the bound (columns: `Facts.low_compliance_members`)."""
    bounds = low_compliance.select("country", "form", "bound")
    joined = scores.join(bounds, on=["country", "form"], how="left", maintain_order="left")
    return joined.filter(pl.col("share") < pl.col("bound") - ROUNDING).drop("bound")


def effort_of(findings: pl.DataFrame, assessments: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Return formula 6 (columns: `Facts.effort`); the threshold holds for the questions compared."""
    pairs = _pairs_of(assessments)
    number = findings.schema["assessment"]
    pair = pairs.with_row_index("pair").select("pair", pl.concat_list("before", "after").alias("assessment"))
    both = (
        findings.filter(ANSWERED)
        .select("assessment", "question", pl.col("counted") == COMPLIANT)
        .join(pair.explode("assessment").with_columns(pl.col("assessment").cast(number)), on="assessment")
        .sort("pair", "question", "assessment")
        .group_by("pair", "question", maintain_order=True)
        .agg(pl.col("counted").first().alias("was"), pl.col("counted").last().alias("is"), pl.len().alias("answers"))
        .filter(pl.col("answers") == PAIR)
    )
    counts = both.group_by("pair").agg(
        pl.len().cast(pl.Int64).alias("questions"),
        (~pl.col("was") & pl.col("is")).sum().cast(pl.Int64).alias("put_right"),
        (pl.col("was") & ~pl.col("is")).sum().cast(pl.Int64).alias("slipped"),
    )
    joined = pairs.with_row_index("pair").join(counts, on="pair", how="left", maintain_order="left")
    none = (
        pl.when(pl.col("only"))
        .then(pl.lit(COUNTS_ONLY))
        .when(pl.col("questions") == 0)
        .then(pl.lit(NONE_ASSESSED))
        .when(pl.col("questions") < threshold)
        .then(pl.lit(TOO_FEW))
    )
    change = (pl.col("put_right") - pl.col("slipped")) / pl.col("questions")
    return (
        joined.with_columns(pl.col("questions", "put_right", "slipped").fill_null(0))
        .with_columns(none.alias("reason"))
        .with_columns(pl.when(pl.col("reason").is_null()).then(change).alias("change"))
        .select(
            "factory", "country", "form", "before", "after", "questions", "put_right", "slipped", "change", "reason"
        )
    )


def remediation_of(spells: pl.DataFrame, by: str, threshold: int) -> pl.DataFrame:
    """Return formula 7 `by` country (then for all too) or factory (columns: `Facts.remediation`).

    The threshold holds for findings raised and, over several factories, for the factories too.
    """
    counts = spells.group_by(pl.col(by).cast(pl.String)).agg(
        pl.col("factory").n_unique().cast(pl.Int64).alias("factories"),
        pl.len().cast(pl.Int64).alias("raised"),
        pl.col("verified_on").is_not_null().sum().cast(pl.Int64).alias("verified"),
        pl.col("not_eligible").sum().cast(pl.Int64).alias("not_eligible"),
        pl.col("violations_only").sum().cast(pl.Int64).alias("only"),
    )
    several = by == "country"
    rows = with_all(counts, [by]).sort(in_order([by])) if several else counts.sort(by)
    least = pl.min_horizontal("raised", "factories") if several else pl.col("raised")
    shares = rate_columns("verified", "raised", threshold, over="least", counts_only=pl.col("only") > 0)
    names = [by, *(["factories"] if several else []), "raised", "verified", "not_eligible", "rate", "reason"]
    return rows.with_columns(least.alias("least")).with_columns(shares).select(names)


def _pairs_of(assessments: pl.DataFrame) -> pl.DataFrame:
    """Return the last two published assessments of each factory and form: `before`, `after`; by factory, form.

    `only`: one of the two knows violations only.
    """
    groups = assessments.group_by("factory", "form", maintain_order=True)
    pairs = groups.agg(
        pl.col("country").first(),
        pl.col("assessment").tail(PAIR),
        (pl.col("coverage") == VIOLATIONS_ONLY).tail(PAIR).any().alias("only"),
    ).filter(pl.col("assessment").list.len() == PAIR)
    before, after = pl.col("assessment").list.first(), pl.col("assessment").list.last()
    return pairs.with_columns(before.alias("before"), after.alias("after")).drop("assessment").sort("factory", "form")
