"""Owns the rule that a published result has a disclosure rule that allows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, place_columns
from generator.checks.visits import visits_of
from generator.model import Dataset


def check_unlawful_disclosure(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the findings of published assessments that are disclosed without a rule.

    A rule allows a finding when its issue covers the question, its country is that of the factory, it was
    valid on the day of publication, and the cycle is at least its `minimum_assessments`. Of a question that is not
    there, `unknown-reference` speaks.
    """
    findings = data.table("findings")
    regimes = _regimes(data)
    allowed = _allowed(data, regimes)
    rows = (
        findings.rows.lazy()
        .filter(pl.col("result") != "not-disclosed")
        .select(place_columns(findings))
        .join(regimes.lazy().select("assessment", "_regime"), on="assessment")
        .join(allowed, on=["_regime", "question"], how="anti")
        .join(data["questions"].lazy().select("question").unique(), on="question", how="semi")
        .join(visits_of(data).select("assessment", "country", "published_on", "cycle"), on="assessment")
        .collect(engine="streaming")
    )
    message = "No disclosure rule allows the result of question {question} of {assessment} to be public."
    hint = (
        "Make the result not-disclosed. Only if it may be public: add its issue to public_issues, with a rule for "
        "{country} that is valid on {published_on} from assessment {cycle} on."
    )
    yield Faults(findings, rows, message, hint, "result")


def _regimes(data: Dataset) -> pl.DataFrame:
    """Return each published assessment with its regime: the set of issues that rules allow for it, as one text.

    One of a factory that is not there has no country, so no rule could hold: `unknown-reference` speaks of it.
    """
    published = visits_of(data).filter(pl.col("published_on").is_not_null(), pl.col("country").is_not_null())
    rules = (
        data["disclosure_rules"].lazy().select("issue", "country", "valid_from", "valid_until", "minimum_assessments")
    )
    day = pl.col("published_on")
    applying = published.join(rules, on="country").filter(
        day >= pl.col("valid_from"),
        (day <= pl.col("valid_until")) | pl.col("valid_until").is_null(),
        pl.col("cycle") >= pl.col("minimum_assessments"),
    )
    issues = applying.group_by("assessment").agg(pl.col("issue").unique().sort().str.join(" ").alias("_regime"))
    joined = published.select("assessment").join(issues, on="assessment", how="left")
    return joined.with_columns(pl.col("_regime").fill_null("")).collect()


def _allowed(data: Dataset, regimes: pl.DataFrame) -> pl.LazyFrame:
    """Return the pairs of regime and question that are allowed."""
    each = regimes.lazy().select("_regime").unique()
    issues = each.with_columns(pl.col("_regime").str.split(" ").alias("issue")).explode("issue")
    return issues.join(_questions_of_issues(data), on="issue").select("_regime", "question").unique()


def _questions_of_issues(data: Dataset) -> pl.LazyFrame:
    """Return the pairs of issue and question, whatever the scope of the issue."""
    issues = data["public_issues"].lazy()
    questions = data["questions"].lazy().select("question", "point").unique()
    named = issues.filter(pl.col("scope") == "questions").select("issue", pl.col("questions").alias("question"))
    of_points = issues.filter(pl.col("scope") == "point").select("issue", "point").join(questions, on="point")
    of_all = issues.filter(pl.col("scope") == "all").select("issue").join(questions, how="cross")
    return pl.concat(
        [named.explode("question"), of_points.select("issue", "question"), of_all.select("issue", "question")]
    )


CHECK = Check(
    "unlawful-disclosure",
    "A result is published that no disclosure rule allows",
    check_unlawful_disclosure,
    needs=("findings", "assessments", "factories", "questions", "public_issues", "disclosure_rules"),
)
