"""Owns factories: who they are and where they stand. Does not own visits or what was found there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice, number_of
from generator.demonstration.names import Name, Names, parent_company
from generator.demonstration.os_ids import os_id_of
from generator.demonstration.places import Place, Places
from generator.demonstration.standings import Standing, standing_of
from generator.demonstration.visits import Visit, visits_of

_UNION = {"KH": 0.72, "VN": 0.97, "BD": 0.34, "JO": 0.92, "HT": 0.6, "ID": 0.7}
_LOOK_ALIKE = {
    "look-alike": Name("Sếu Bạc Garment JSC", "Công ty Cổ phần May Sếu Bạc", ("jackets", "trousers")),
    "look-alike-too": Name("Seu Bac Garment JSC", "", ("jackets", "trousers")),
}
"""Two names that are one when accents are left out: the checker warns of such pairs."""


@dataclass(frozen=True, slots=True)
class Factory:
    """A factory, with its standing and its visits."""

    factory: str
    country: str
    number: int
    os_id: str
    name: Name
    former_names: tuple[str, ...]
    place: Place
    parent_company: str
    moved_to: str
    joined_on: date
    union_present: bool | None
    collective_agreement: bool | None
    standing: Standing
    visits: tuple[Visit, ...]

    def dice(self, seed: int, purpose: str) -> Dice:
        """Return the chance of this factory for one purpose."""
        return Dice(seed, number_of(self.country), self.number, number_of(purpose))


def factories_of(country: str, count: int, seed: int, cycles: tuple[int, int]) -> Iterator[Factory]:
    """Yield `count` factories of a country, in the order of their numbers."""
    given = _Given(Names(country), Places(country))
    before: Factory | None = None
    for number in range(1, count + 1):
        dice = Dice(seed, number_of(country), number)
        standing = standing_of(country, number, dice, cycles, has_next=number < count)
        factory = _factory(country, number, standing, given, dice)
        if before and before.moved_to:
            factory = _successor(factory, before, seed)
        yield factory
        before = factory


@dataclass(frozen=True, slots=True)
class _Given:
    """What factories of a country have already, and no other may have."""

    names: Names
    places: Places


def _factory(country: str, number: int, standing: Standing, given: _Given, dice: Dice) -> Factory:
    key = f"{country}-{number:04d}"
    visits = tuple(visits_of(key, country, standing, dice))
    union = dice.weigh(((True, _UNION[country]), (False, 1 - _UNION[country]), (None, 0.04)))
    return Factory(
        factory=key,
        country=country,
        number=number,
        os_id=os_id_of(country, number, dice) if dice.chance(0.86) else "",
        name=_LOOK_ALIKE.get(standing.part) or given.names.give(dice),
        former_names=(given.names.give(dice).english,) if dice.chance(0.05) else (),
        place=given.places.give(dice),
        parent_company=parent_company(country, dice),
        moved_to=f"{country}-{number + 1:04d}" if standing.status == "moved" else "",
        joined_on=_joined(visits, dice),
        union_present=union,
        collective_agreement=None if union is None else union and dice.chance(0.45),
        standing=standing,
        visits=visits,
    )


def _joined(visits: tuple[Visit, ...], dice: Dice) -> date:
    if not visits:
        return TODAY - timedelta(days=dice.between(20, 120))
    return visits[0].started_on - timedelta(days=dice.between(30, 240))


def _successor(factory: Factory, before: Factory, seed: int) -> Factory:
    """Return the factory that carries on `before`, which moved: the same firm at a new place, visited since."""
    moved = before.standing.status_on or TODAY
    standing = Standing("successor", "active", None, "", 6, TODAY - timedelta(days=100 + factory.number % 90))
    dice = factory.dice(seed, "successor")
    visits = visits_of(factory.factory, factory.country, standing, dice)
    kept = [visit for visit in visits if visit.started_on > moved + timedelta(days=30)]
    renumbered = tuple(
        replace(visit, assessment=f"{factory.factory}-{cycle}", cycle=cycle, ordinal=cycle, gap_reason="")
        for cycle, visit in enumerate(kept, start=1)
    )
    name = replace(before.name, english=f"{before.name.english} ({factory.place.city})")
    return replace(
        factory,
        name=name,
        former_names=(),
        standing=standing,
        visits=renumbered,
        moved_to="",
        parent_company=before.parent_company,
        joined_on=moved + timedelta(days=1),
    )
