"""Owns strikes: few, short, each with what it was about. Does not own whether one is lawful: that may be undecided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.demonstration.calendar import TODAY, working_day
from generator.demonstration.dice import Dice
from generator.demonstration.factories import Factory
from generator.demonstration.lexicon import reasons

_LIKELIHOOD = {"KH": 0.1, "VN": 0.07, "BD": 0.1, "JO": 0.08, "HT": 0.2, "ID": 0.06}
_QUIET = 300
"""Days after joining in which nothing is reported yet."""


@dataclass(frozen=True, slots=True)
class Strike:
    """A row of `strikes`, in the order of its columns."""

    factory: str
    started_on: date
    days: int
    lawful: bool | None
    reason: str


def strikes_of(factory: Factory, dice: Dice) -> list[Strike]:
    """Return the strikes at a factory while it took part: mostly none."""
    end = factory.standing.status_on or TODAY
    length = (end - factory.joined_on).days - 30
    if length < _QUIET or not dice.chance(_LIKELIHOOD[factory.country]):
        return []
    return [
        Strike(
            factory.factory,
            working_day(dice.after(factory.joined_on, _QUIET, length)),
            dice.weigh(((1, 0.35), (2, 0.25), (3, 0.15), (5, 0.15), (11, 0.1))),
            dice.weigh(((True, 0.3), (False, 0.35), (None, 0.35))),
            dice.pick(reasons("strike")),
        )
    ]
