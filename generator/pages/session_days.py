"""Owns on which days a session is held, as far as the data tell: they have its first and last day, and its blocks.

Does not own the length of a course in words (`generator.pages.courses`). A block is a number of days in a row. The
first block begins on the first day and the last one ends on the last day; where there are more than two, nobody can
tell when those between them are held.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple


class Block(NamedTuple):
    """Days in a row: the number of the block, its first and its last day."""

    number: int
    first_on: date
    last_on: date


class Days(NamedTuple):
    """The days of a session.

    `blocks` are those whose days are known; `number` counts all of them; `exact`: every day within a block is one of
    the course. Where first and last day do not fit the blocks (three days within five), there is one block over the
    whole time, and it is not exact.
    """

    blocks: tuple[Block, ...]
    number: int
    exact: bool

    @property
    def unknown(self) -> tuple[int, ...]:
        """Numbers of the blocks of which the days are not known."""
        return tuple(number for number, block in self.in_order if block is None)

    @property
    def in_order(self) -> tuple[tuple[int, Block | None], ...]:
        """Every block by number; None where its days are not known."""
        known = {block.number: block for block in self.blocks}
        return tuple((number, known.get(number)) for number in range(1, self.number + 1))


def days_of(course: Mapping[str, Any], session: Mapping[str, Any]) -> Days:
    """Return the days of a session of a course (rows of their tables)."""
    starts, ends = session["starts_on"], session["ends_on"]
    lengths = [int(each) for each in course["blocks"] or [course["days"]]]
    first = Block(1, starts, starts + timedelta(lengths[0] - 1))
    last = Block(len(lengths), ends - timedelta(lengths[-1] - 1), ends)
    if len(lengths) == 1 and first == last:
        return Days((first,), 1, exact=True)
    if len(lengths) > 1 and first.last_on < last.first_on:
        return Days((first, last), len(lengths), exact=True)
    return Days((Block(1, starts, ends),), 1, exact=False)
