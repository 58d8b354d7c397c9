"""Owns where invented factories stand: real towns with their ISO 3166-2 code, invented addresses, jittered places.

Does not own maps. The centres in `words/places.csv` lie on land, some kilometres from the sea.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.demonstration.dice import Dice
from generator.demonstration.lexicon import words_of

_JITTER = 0.018
"""Degrees around the centre of a town: about two kilometres."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address, its subdivision (ISO 3166-2), and degrees north and east rounded to 3 decimals (100 m)."""

    address: str
    subdivision: str
    city: str
    latitude: float
    longitude: float


@dataclass(slots=True)
class Places:
    """The addresses of one country, none given twice."""

    country: str
    _given: set[str] = field(default_factory=set)

    def give(self, dice: Dice) -> Place:
        """Return a place whose address no other factory of the country has."""
        town = dice.weigh((row, float(row["weight"])) for row in words_of("places", "country", self.country))
        street, number = dice.between(1, 48), dice.between(1, 240)
        while (address := town["address"].format(number=number, street=street)) in self._given:
            number += 1 + dice.between(0, 1000)
        self._given.add(address)
        return Place(
            address=address,
            subdivision=town["subdivision"],
            city=town["city"],
            latitude=_near(float(town["latitude"]), dice),
            longitude=_near(float(town["longitude"]), dice),
        )


def _near(degrees: float, dice: Dice) -> float:
    return round(degrees + (dice.share() + dice.share() - 1) * _JITTER, 3)
