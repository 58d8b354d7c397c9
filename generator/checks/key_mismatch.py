"""Owns the rule that a key which is made of other fields agrees with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.expected import usable_tables
from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset, Table


def check_key_mismatch(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the rows whose key, where it has the usual shape, says another country, factory, cycle or point.

    Of an assessment whose factory is not there, `unknown-reference` speaks: the key may well be right.
    """
    usable = usable_tables(data)
    if "factories" in usable:
        yield from _factories(data.table("factories"))
    if "assessments" in usable:
        yield from _assessments(data, usable)
    if usable >= {"questions", "compliance_points", "clusters"}:
        yield from _questions(data)


def _factories(factories: Table) -> Iterator[Faults]:
    country = pl.col("country")
    for column, form in (("factory", "^[A-Z]{2}-[0-9]+$"), ("subdivision", "^[A-Z]{2}-[A-Z0-9]+$")):
        wrong = pl.col(column).str.contains(form) & (pl.col(column).str.slice(0, 2) != country)
        message = f"The {column} {{{column}}} is not of the country {{country}}."
        yield Faults(factories, failing(factories, wrong, "country", column), message, "Correct one of them.", column)


def _assessments(data: Dataset, usable: frozenset[str]) -> Iterator[Faults]:
    assessments = data.table("assessments")
    made = pl.concat_str(["factory", pl.col("cycle").cast(pl.String)], separator="-")
    wrong = pl.col("assessment").str.contains("^[A-Z]{2}-[0-9]+-[0-9]+$") & (pl.col("assessment") != made)
    rows = failing(assessments, wrong, "factory", "cycle")
    if "factories" in usable:
        rows = rows.join(data["factories"], on="factory", how="semi")
    message = "The key {assessment} is not that of cycle {cycle} of {factory}."
    yield Faults(assessments, rows, message, "The key is factory and cycle: {factory}-{cycle}.", "assessment")


def _questions(data: Dataset) -> Iterator[Faults]:
    questions = data.table("questions")
    clusters = data["clusters"].select("cluster", pl.col("order").alias("_cluster"))
    points = data["compliance_points"].select("point", "cluster", pl.col("order").alias("_point"))
    orders = points.join(clusters, on="cluster").unique("point")
    made = pl.concat_str(
        [pl.col("_cluster").cast(pl.String), pl.col("_point").cast(pl.String), pl.lit("")], separator="."
    )
    rows = (
        questions.rows.filter(pl.col("question").str.contains(r"^[0-9]+\.[0-9]+\.[0-9]+$"))
        .join(orders, on="point")
        .with_columns(made.alias("_begins"))
        .filter(~pl.col("question").str.starts_with(pl.col("_begins")))
    )
    message = "Question {question} is not of the point {point}: its questions begin with {_begins}"
    yield Faults(questions, rows, message, "Correct the number or the point.", "question")


CHECK = Check("key-mismatch", "A key says something else than its row", check_key_mismatch)
