"""Owns what the columns of files with rates mean, in words.

Does not own the figures (`generator.rates`), nor the columns of published tables, which their schemas describe.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from generator.pages.chart_record import Column
from generator.pages.labels import N_
from generator.text.words import Words

_MEANINGS = {
    "country": N_("Country (ISO 3166-1 alpha-2), or all countries together (all)"),
    "form": N_("Form of the assessments that are counted: full or short"),
    "year": N_("Year of the assessments: each factory counts with its latest of the year"),
    "cluster": N_("Cluster of compliance points"),
    "point": N_("Compliance point"),
    "factories": N_("Factories with a point of the cluster that was assessed"),
    "found": N_(
        "Factories at which the point was found non-compliant, those of which only violations are known included"
    ),
    "noncompliant": N_("Factories at which it was found, of those assessed on it: the numerator of the rate"),
    "assessed": N_("Factories assessed on the point: the denominator of the rate"),
    "partial": N_("Factories assessed on part of the questions of the point only; they are among those assessed"),
    "points_found": N_(
        "Points found non-compliant at the factories, those of which only violations are known included"
    ),
    "points_noncompliant": N_("Points found non-compliant, of those assessed: the numerator of the rate"),
    "points_assessed": N_("Points assessed at the factories: the denominator of the rate"),
    "rate": N_("Share from 0 to 1; empty where there is none, and then the reason says why"),
    "reason": N_(
        "Why there is no rate: too few factories (too-few), only violations are known (violations-only), none assessed "
        "(none-assessed)"
    ),
}


def columns_of(words: Words, rows: pl.DataFrame) -> Sequence[Column]:
    """Return the columns of `rows` with what they mean."""
    return [Column(name, _type(dtype), str(words.say(_MEANINGS[name]))) for name, dtype in rows.schema.items()]


def _type(dtype: pl.DataType) -> str:
    """Return the type of a column as Table Schema names it."""
    if dtype.is_integer():
        return "integer"
    return "number" if dtype.is_float() else "string"
