"""Owns what is said of a row that asks for another which is not found, found more than once, or not on its day.

Does not own finding (`lookups`, `matching`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from generator.importing.codes import SPREADSHEET_KEY
from generator.importing.columns import Work
from generator.importing.mapping import Lookup, Rule
from generator.importing.matching import spans_of, spelt, told
from generator.importing.nearest import did_you_mean
from generator.packages.complaints import quoted


@dataclass(frozen=True, slots=True)
class Search:
    """What the rows of a sheet look for: the rows `there`, what each says for every way of `lookup.by`, and its day."""

    work: Work
    name: str
    rule: Rule
    lookup: Lookup
    there: pl.DataFrame
    ways: tuple[pl.Series, ...]
    days: pl.Series | None

    @property
    def asked(self) -> pl.Series:
        """Which rows say enough for any of the ways."""
        return pl.DataFrame(self.ways).select(pl.any_horizontal(pl.all().is_not_null())).to_series()


def note_misses(search: Search, missing: pl.Series, doubtful: pl.Series) -> None:
    """Note each row for which nothing was found, or too much."""
    work, by, target = search.work, search.lookup.by, search.lookup.target
    wrong = work.in_scope(missing | doubtful)
    if not wrong.any():
        return
    undated = wrong & search.days.is_null() if search.days is not None else wrong.is_null()
    _note_undated(search, undated)
    shown = [work.frame([*way.values()], search.rule.place) for way in by]
    known = [spelt(search.there, [*way]) for way in by]
    held = [told(search.there, [*way]) for way in by] if search.days is not None else []
    for at in (wrong & ~undated).arg_true():
        tried = [number for number, texts in enumerate(search.ways) if texts[at] is not None]
        said = {number: ", ".join(str(each) for each in shown[number].row(at)) for number in tried}
        words = quoted(" / ".join(dict.fromkeys(said.values())))
        spans = next(filter(None, (spans_of(search.ways[way][at], held[way]) for way in tried if held)), "")
        if doubtful[at]:
            message = f"{words} is found more than once in {target}."
            hint = "Name it by its key, or by another column that tells them apart, in by: of the mapping."
        elif spans and search.days is not None:
            message = f"{words} is in {target}, but not valid there on {search.days[at]}."
            hint = f"It is valid {spans}. Correct the day, or add to {target} first what was valid then."
        else:
            message = f"{words} is not in {target} (by {' or '.join(' and '.join(each) for each in by)})."
            meant = next(filter(None, (did_you_mean(text, known[number]) for number, text in said.items())), "")
            hint = f"{meant} Correct the cell, or add it to {target} first.".strip()
        work.note(at, search.name, search.rule, SPREADSHEET_KEY, message, hint)


def _note_undated(search: Search, rows: pl.Series) -> None:
    """Note each row that does not say on which day it looks, unless its cell was noted as no day."""
    if not rows.any():
        return
    day = Rule(search.rule.place, source=(search.lookup.day,))
    noted = {str(each.where) for each in search.work.mapping.problems}
    message = f"Nothing says on which day {search.lookup.target} is asked."
    hint = "Fill the cell, or leave such rows out with only: in the mapping."
    for at in rows.arg_true():
        if str(search.work.place(day, at)) not in noted:
            search.work.note(at, search.lookup.day, day, SPREADSHEET_KEY, message, hint)
