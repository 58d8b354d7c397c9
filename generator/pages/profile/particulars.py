"""Owns who a factory is: workers, committee, strikes, buyers, and the rows its profile rests on.

Does not own what was found (`matrix`, `history`) or the support that it received (`support`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from generator.pages.labels import worker_band
from generator.pages.profile.register import Register, Row
from generator.text.words import Text

TABLES = (
    "assessments",
    "findings",
    "improvements",
    "responses",
    "workforce",
    "committees",
    "attendance",
    "strikes",
    "sourcing",
)
"""Tables of which a profile shows the rows of one factory."""


class Committee(NamedTuple):
    """A factory committee: days and seats as in the data; `even`: as many management as worker seats."""

    row: Row
    even: bool
    seats: int


class Sourcing(NamedTuple):
    """A buyer of a factory, from a day until another, or still."""

    buyer: str
    name: Text
    since: date
    until: date | None
    ended: bool


class Particulars(NamedTuple):
    """Who a factory is. `workforce` is newest first; `committees` too, former ones after the first.

    `accounts` are table and number of public rows of this factory.
    """

    workforce: Sequence[Row]
    band: Text | None
    committees: Sequence[Committee]
    strikes: Sequence[Row]
    buyers: Sequence[Sourcing]
    products: Text | None
    accounts: Sequence[tuple[str, int]]


def particulars_of(register: Register, row: Row) -> Particulars:
    """Return the particulars of the factory `row`."""
    factory = row["factory"]
    workforce = _workforce(register, factory)
    return Particulars(
        workforce,
        register.label("worker_band", worker_band(workforce[0]["workers"])) if workforce else None,
        [_committee(each) for each in sorted(register.rows("committees", factory), key=_formed, reverse=True)],
        _strikes(register, factory),
        _buyers(register, factory),
        register.text(", ".join(row["products"] or ())),
        [
            (table, rows)
            for table in TABLES
            if table in register.portal.data and (rows := register.height(table, factory))
        ],
    )


def _workforce(register: Register, factory: str) -> list[Row]:
    """Return the counts of workers, the newest first."""
    rows = sorted(register.rows("workforce", factory), key=lambda each: each["as_of"], reverse=True)
    return [row | {"source": register.text(row["source"])} for row in rows]


def _strikes(register: Register, factory: str) -> list[Row]:
    """Return the strikes, the newest first, with their reason in the language of the page."""
    rows = sorted(register.rows("strikes", factory), key=lambda each: each["started_on"], reverse=True)
    return [row | {"reason": register.portal.text_of(register.words, "strikes", row, "reason")} for row in rows]


def _formed(row: dict[str, Any]) -> date:
    formed: date = row["formed_on"]
    return formed


def _committee(row: Row) -> Committee:
    management, workers = row["seats_management"], row["seats_workers"]
    return Committee(row, management == workers, management + workers)


def _buyers(register: Register, factory: str) -> list[Sourcing]:
    """Return buyers that source now first, by name; then former ones."""
    buyers = [
        Sourcing(
            row["buyer"],
            register.portal.name_of(register.words, "buyers", row["buyer"]),
            row["from"],
            row["until"],
            row["until"] is not None and row["until"] < register.as_of,
        )
        for row in register.rows("sourcing", factory)
    ]
    return sorted(buyers, key=lambda each: (each.ended, each.name, each.since))
