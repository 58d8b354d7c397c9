"""Owns the rule that a claim which our data show names the indicator that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_claim_indicator(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the claims with the status shown-by-our-data and no indicator."""
    claims = data.table("claims")
    rows = failing(claims, (pl.col("status") == "shown-by-our-data") & pl.col("indicator").is_null())
    message = "The claim {claim} is said to be shown by our data, but names no indicator."
    yield Faults(claims, rows, message, "Enter the indicator, or another status.", "indicator")


CHECK = Check(
    "claim-indicator",
    "A claim is said to be shown by our data, but names no indicator",
    check_claim_indicator,
    needs=("claims",),
)
