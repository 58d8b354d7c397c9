"""Owns what becomes of a factory: whether it still takes part, since when, why, and how many visits it had.

Does not own the visits (`visits`). The first factories of a country play parts that the demonstration must show
whatever the seed says; chance decides about all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.demonstration.calendar import TODAY
from generator.demonstration.dice import Dice
from generator.demonstration.lexicon import reasons

PARTS: Mapping[tuple[str, int], str] = {
    ("KH", 3): "pandemic-gap",
    ("KH", 7): "moved",
    ("KH", 12): "suspended",
    ("KH", 15): "closed",
    ("KH", 18): "left",
    ("KH", 21): "stale",
    ("KH", 23): "unexplained-gap",
    ("KH", 26): "not-yet",
    ("KH", 27): "first-visit",
    ("VN", 4): "left",
    ("VN", 2): "look-alike",
    ("VN", 9): "look-alike-too",
    ("BD", 5): "stale",
    ("JO", 4): "closed",
    ("HT", 3): "other-gap",
    ("HT", 5): "stale",
    ("ID", 6): "suspended",
    ("ID", 8): "first-visit",
}
_FATES = (("active", 0.845), ("closed", 0.08), ("left", 0.04), ("suspended", 0.015), ("moved", 0.02))
_CYCLES = ((1, 0.05), (2, 0.08), (3, 0.13), (4, 0.19), (5, 0.22), (6, 0.33))
_SEVERAL_CYCLES = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """The fate of a factory; `last_visit` is blank where it has not been visited yet."""

    part: str
    status: str
    status_on: date | None
    reason: str
    cycles: int
    last_visit: date | None


def standing_of(country: str, number: int, dice: Dice, cycles: tuple[int, int], *, has_next: bool) -> Standing:
    """Return what becomes of factory `number`; only one that has a next factory can move there."""
    part = PARTS.get((country, number)) or dice.weigh(_FATES)
    if part == "moved" and not has_next:
        part = "active"
    count = dice.weigh((count, weight) for count, weight in _CYCLES if cycles[0] <= count <= cycles[1])
    status = part if part in ("closed", "left", "suspended", "moved") else "active"
    if status == "active":
        return _active(part, count, dice)
    day = _change(status, dice)
    reason = dice.pick(reasons(status))
    return Standing(part, status, day, reason, count, day - timedelta(days=dice.between(45, 380)))


def _active(part: str, count: int, dice: Dice) -> Standing:
    last = TODAY - timedelta(days=dice.between(44, 430))
    standing = Standing(part, "active", None, "", count, last)
    if part == "not-yet":
        return replace(standing, cycles=0, last_visit=None)
    if part == "first-visit":
        return replace(standing, cycles=1, last_visit=TODAY - timedelta(days=dice.between(130, 300)))
    if part == "stale":
        return replace(standing, last_visit=TODAY - timedelta(days=dice.between(1000, 1250)))
    if part.endswith("gap"):
        return replace(standing, cycles=max(_SEVERAL_CYCLES + 1, count))
    return standing


def _change(status: str, dice: Dice) -> date:
    if status == "suspended":
        return TODAY - timedelta(days=dice.between(30, 420))
    if status == "moved":
        return TODAY - timedelta(days=dice.between(500, 1500))
    return TODAY - timedelta(days=dice.between(60, 2500))
