"""Owns the cells of one sheet as they were read: texts by row, blank ones none, with the place of each.

Does not own the files that they come from (`workbooks`, `text_files`) or what the columns are called (`sheets`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.problems import Where

Row = Sequence[str | None]
"""The cells of a row; a blank one, or one of white space, is None."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, each with its number in it (a line of a text file), and the place of a cell.

    `where` takes the number of a row and the position of a column from 0. `numbers` are the cells, by number of the
    row and position, that hold a number as such, which is written in one way whatever the country. `is_sheet` tells
    workbooks, where notes may stand beside a table, from text files, where a cell too many has moved all others.
    """

    rows: Sequence[Row]
    row_numbers: Sequence[int]
    where: Callable[[int, int], Where]
    numbers: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    is_sheet: bool = False


def cell_place(name: str) -> tuple[int, int]:
    """Return row (from 1) and position (from 0) of a cell by its name."""
    letters = name.rstrip("0123456789")
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), position - 1


def text_of(cell: str) -> str | None:
    """Return what is in a cell, without white space around it and with line feeds; None where that is nothing."""
    return cell.replace("\r\n", "\n").strip() or None
