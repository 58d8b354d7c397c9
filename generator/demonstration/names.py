"""Owns invented names: English, in the local script, and of the group a factory belongs to.

Names are made of common words (a colour, a bird, a trade), so that none is the name of a real factory by design;
a test compares them with real lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.demonstration.dice import Dice
from generator.demonstration.lexicon import words_of


@dataclass(frozen=True, slots=True)
class Name:
    """A name, the same name in the local script ("" where the script is Latin), and the products of the trade."""

    english: str
    local: str
    products: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """The names of one country, none given twice."""

    country: str
    _given: set[str] = field(default_factory=set)

    def give(self, dice: Dice) -> Name:
        """Return a name that this country does not have yet; the number of a unit is added when words run out."""
        for _ in range(8):
            name = self._make(dice)
            if name.english not in self._given:
                self._given.add(name.english)
                return name
        unit = f"Unit {len(self._given) + 1}"
        self._given.add(f"{name.english} {unit}")
        return Name(f"{name.english} {unit}", f"{name.local} {unit}" if name.local else "", name.products)

    def _make(self, dice: Dice) -> Name:
        noun = dice.pick(words_of("names", "list", f"{self.country}-noun"))
        adjective = dice.pick(words_of("names", "list", f"{self.country}-adjective"))
        trade = dice.pick(words_of("trades", "country", self.country))
        return Name(
            english=trade["english"].format(noun=noun["english"], adjective=adjective["english"]),
            local=trade["local"].format(noun=noun["local"], adjective=adjective["local"]),
            products=tuple(trade["products"].split(";")),
        )


def parent_company(country: str, dice: Dice) -> str:
    """Return the invented group a factory belongs to, or "" where it stands alone."""
    return dice.pick(words_of("parents", "country", country))["name"] if dice.chance(0.55) else ""
