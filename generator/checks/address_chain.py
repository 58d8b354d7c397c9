"""Owns the rule that an address does not move to one which is not in use itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from generator.checks.rule import Check, Faults, failing
from generator.model import Dataset


def check_address_chain(data: Dataset, _as_of: date) -> Iterator[Faults]:
    """Yield the addresses that move to an address of the same table: readers would be sent on, or round in circles."""
    addresses = data.table("addresses")
    rows = failing(addresses, pl.col("moved_to").is_in(addresses.rows["address"].implode()), "moved_to")
    message = "{address} moves to {moved_to}, which is not in use itself."
    yield Faults(addresses, rows, message, "Write where it is now.", "moved_to")


CHECK = Check(
    "address-chain", "An address moves to one that is not in use itself", check_address_chain, needs=("addresses",)
)
