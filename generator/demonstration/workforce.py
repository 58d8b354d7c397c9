"""Owns how many people work in a factory, year by year. Does not own how a count is shown (bands)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.demonstration.calendar import FIRST_VISIT, TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory

_SIZES = (((140, 480), 0.24), ((480, 1100), 0.32), ((1100, 2600), 0.28), ((2600, 5200), 0.12), ((5200, 11500), 0.04))
_WOMEN = {"KH": 0.81, "VN": 0.78, "BD": 0.58, "JO": 0.72, "HT": 0.65, "ID": 0.8}
_MIGRANTS = {"JO": 0.74}
_FEWEST = 120


@dataclass(frozen=True, slots=True)
class Headcount:
    """A row of `workforce`, in the order of its columns; blank where nobody counted."""

    factory: str
    as_of: date
    workers: int
    women: int | None
    men: int | None
    migrants: int | None
    source: str


def workforce_of(factory: Factory, dice: Dice) -> list[Headcount]:
    """Return the headcount of each first of March in which the factory took part."""
    low, high = dice.weigh(_SIZES)
    workers = float(dice.between(low, high))
    women = _WOMEN[factory.country] + (dice.share() - 0.5) * 0.22
    end = factory.standing.status_on or TODAY
    rows = []
    for year in range(max(factory.joined_on, FIRST_VISIT).year, 2027):
        day = date(year, 3, 1)
        if not factory.joined_on <= day <= end:
            continue
        workers = max(_FEWEST, workers * (0.9 + 0.22 * dice.share()) * (0.86 if year == 2021 else 1))  # noqa: PLR2004
        rows.append(_headcount(factory, day, int(workers), women, dice))
    return rows


def _headcount(factory: Factory, day: date, workers: int, women: float, dice: Dice) -> Headcount:
    counted = dice.chance(0.95)
    female = int(workers * (women + (dice.share() - 0.5) * 0.02))
    share = _MIGRANTS.get(factory.country, 0.0)
    return Headcount(
        factory.factory,
        day,
        workers,
        female if counted else None,
        workers - female if counted else None,
        int(workers * (share + (dice.share() - 0.5) * 0.1)) if share else None,
        dice.weigh((("Payroll shown by the factory", 0.7), ("Yearly statement of the factory", 0.3))),
    )
