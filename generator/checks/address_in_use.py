"""Owns the rule that no address which moved or is gone is that of a factory's profile.

Addresses of other pages are seen when they have been written (`generator.outputs.addresses`). Profiles are written at
the same time as the pages at old addresses, so there it would be too late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_address_in_use(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the addresses at which a profile stands."""
    addresses = data.table("addresses")
    profiles = data["factories"].select("/factories/" + pl.col("factory").str.to_lowercase() + "/").to_series()
    rows = failing(addresses, pl.col("address").is_in(profiles.implode()), "address")
    hint = "Take the line out. A factory that closed, left or moved keeps its page; its status says what became of it."
    yield Faults(addresses, rows, "At {address} stands the profile of a factory.", hint, "address")


CHECK = Check(
    "address-in-use",
    "The profile of a factory stands at an address that moved or is gone",
    check_address_in_use,
    needs=("addresses", "factories"),
)
