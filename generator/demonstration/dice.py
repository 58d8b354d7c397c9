"""Owns chance: numbers that depend on a seed alone, the same on every machine and Python version.

Only `random.Random.random` is used, because the standard library promises its sequence for ever and promises that
of no other method; no logarithm or exponent, whose last digit depends on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

_Item = TypeVar("_Item")
_MASK = (1 << 64) - 1
_PRIME = 0x100000001B3


class Dice:
    """A stream of chance for one purpose: equal seeds, equal stream."""

    __slots__ = ("share",)

    def __init__(self, *seeds: int) -> None:
        """Begin the stream of `seeds` (whole numbers: the seed of the run, a country, a factory, a purpose)."""
        mixed = 0xCBF29CE484222325
        for seed in seeds:
            mixed = ((mixed ^ (seed & _MASK)) * _PRIME) & _MASK
            mixed ^= mixed >> 29
        self.share = Random(mixed).random  # noqa: S311 - invented data, no secret

    def chance(self, likelihood: float) -> bool:
        """Return true with this likelihood (0 to 1)."""
        return self.share() < likelihood

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, items: Sequence[_Item]) -> _Item:
        """Return one of `items`, each as likely."""
        return items[int(self.share() * len(items))]

    def weigh(self, weights: Iterable[tuple[_Item, float]]) -> _Item:
        """Return one of the items, each as likely as its weight says."""
        pairs = tuple(weights)
        rest = self.share() * sum(weight for _, weight in pairs)
        for item, weight in pairs:
            rest -= weight
            if rest < 0:
                return item
        return pairs[-1][0]

    def draw(self, items: Iterable[_Item], count: int) -> list[_Item]:
        """Return up to `count` different items, in the order drawn."""
        left = list(items)
        return [left.pop(int(self.share() * len(left))) for _ in range(min(count, len(left)))]

    def after(self, day: date, low: int, high: int) -> date:
        """Return a day that lies `low` to `high` days after `day`."""
        return day + timedelta(days=self.between(low, high))


def number_of(text: str) -> int:
    """Return a whole number that stands for `text` in a seed; equal on every machine, unlike `hash`."""
    return int.from_bytes(text.encode(), "big")
