"""Owns the committees of a factory (PICC). Does not own whether they are fair: unequal sides are data to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory


@dataclass(frozen=True, slots=True)
class Committee:
    """A row of `committees`, in the order of its columns."""

    factory: str
    formed_on: date
    seats_management: int
    seats_workers: int
    women: int | None
    members_elected: bool | None
    meetings_last_year: int | None


def committees_of(factory: Factory, dice: Dice) -> list[Committee]:
    """Return the committees of a factory, a new one after each election; none where it never had one."""
    if dice.chance(0.12) or factory.standing.part == "not-yet":
        return []
    end = factory.standing.status_on or TODAY
    formed, rows = dice.after(factory.joined_on, 35, 140), []
    while formed <= end:
        rows.append(_committee(factory, formed, dice))
        formed = dice.after(formed, 1000, 1500)
    return rows


def _committee(factory: Factory, formed: date, dice: Dice) -> Committee:
    seats = dice.weigh(((3, 0.15), (4, 0.3), (5, 0.3), (6, 0.15), (8, 0.1)))
    workers = seats if dice.chance(0.94) else seats + dice.pick((-2, -1, -1, 1))
    women = min(seats + workers, int((seats + workers) * (0.3 + 0.45 * dice.share())))
    return Committee(
        factory.factory,
        formed,
        seats,
        workers,
        women if dice.chance(0.94) else None,
        dice.weigh(((True, 0.82), (False, 0.12), (None, 0.06))),
        dice.weigh(((12, 0.2), (10, 0.2), (6, 0.25), (4, 0.15), (2, 0.1), (0, 0.05), (None, 0.05))),
    )
