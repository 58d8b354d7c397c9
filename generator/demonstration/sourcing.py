"""Owns which buyers source from a factory, and from when to when. Reads the buyers from the package `programme`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory

_SHORTEST = timedelta(days=240)


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer, and the days between which it takes part."""

    key: str
    joined_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """A row of `sourcing`, in the order of its columns (`since` is its column `from`)."""

    factory: str
    buyer: str
    since: date
    until: date | None


def read_buyers(data: Path) -> tuple[Buyer, ...]:
    """Read the buyers of the package `programme` in the folder `data`."""
    with (data / "programme" / "buyers.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Buyer(
                row["buyer"],
                date.fromisoformat(row["joined_on"]),
                date.fromisoformat(row["left_on"]) if row["left_on"] else None,
            )
            for row in csv.DictReader(file)
        )


def sourcing_of(factory: Factory, buyers: Sequence[Buyer], dice: Dice) -> list[Source]:
    """Return the one to four buyers of a factory; each sources only while both take part."""
    count = dice.weigh(((1, 0.3), (2, 0.34), (3, 0.24), (4, 0.12)))
    rows = [_source(factory, buyer, dice) for buyer in dice.draw(buyers, count)]
    return sorted((row for row in rows if row), key=lambda row: (row.buyer, row.since))


def _source(factory: Factory, buyer: Buyer, dice: Dice) -> Source | None:
    ends = [
        day
        for day in (factory.standing.status_on, buyer.left_on)
        if day and not (day == factory.standing.status_on and factory.standing.status == "suspended")
    ]
    end = min([*ends, TODAY])
    start = max(factory.joined_on, buyer.joined_on)
    if start + _SHORTEST > end:
        return None if ends else Source(factory.factory, buyer.key, start, None)
    since = dice.after(start, 0, min(900, (end - start).days - _SHORTEST.days))
    until = end if ends else None
    if dice.chance(0.2):
        until = dice.after(since, 120, (end - since).days)
    return Source(factory.factory, buyer.key, since, until)
