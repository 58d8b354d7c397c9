"""Owns the rows that a sheet gives for a table of ours: in the types of its columns, one for each key.

Does not own what becomes of rows that are there already (`comparing`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from generator.importing.codes import MAPPING, SPREADSHEET_CONFLICT, SPREADSHEET_VALUE
from generator.importing.columns import Work
from generator.importing.mapping import Rule, Target
from generator.importing.nearest import did_you_mean
from generator.model import Table
from generator.packages.cells import type_fault, typed_column
from generator.packages.characters import FORBIDDEN
from generator.packages.complaints import quoted
from generator.problems import Where
from generator.schema import Field

AT = "\0at"
"""Column of rows from a sheet: the row of the sheet that they come from (UInt32)."""
KEY = "\0key"
"""Column of rows: their primary key as problems name it."""
_NUMERIC = ("integer", "number")


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows that a sheet gives for a table: the texts that are written, the same typed, and where each comes from.

    Both frames have the columns that the mapping fills, `AT` and `KEY`.
    """

    texts: pl.DataFrame
    typed: pl.DataFrame
    where: Callable[[int, str], Where]

    @property
    def names(self) -> list[str]:
        """The columns that are filled."""
        return [name for name in self.texts.columns if name not in (AT, KEY)]


def filled_by(target: Target, table: Table, work: Work) -> Filled | None:
    """Return the rows of a table that a sheet gives; None, noting why, when the mapping does not fit the table."""
    if not _fits(target, table, work):
        return None
    key = table.schema.primary_key
    rules = {name: rule for name, rule in target.columns.items() if name in key or _is_there(rule, work)}
    work.scope = work.chosen(target.only, target.place, target.filled)
    texts = {name: work.follow(_as_stated(rule, table.schema.field(name), work), name) for name, rule in rules.items()}
    frame = pl.DataFrame([series.alias(name) for name, series in texts.items()]).with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(AT)
    )
    frame = frame.filter(work.scope).unique(list(texts), keep="first", maintain_order=True)
    typed = [_typed(frame, name, rules[name], table.schema.field(name), work) for name in texts]
    whole = pl.DataFrame([*typed, frame[AT]]).with_columns(key_text(table).alias(KEY))
    _refuse_blank_keys(target, table, whole, work)
    _refuse_repetition(table, frame, whole, work, rules)

    def where(at: int, name: str) -> Where:
        rule = rules.get(name)
        return work.columns.where(at, work.origin(rule, at) if rule else "")

    return Filled(frame.with_columns(whole[KEY]), whole, where)


def key_text(table: Table) -> pl.Expr:
    """Return the primary key of rows as one text, as problems name it."""
    return pl.concat_str([pl.col(name).cast(pl.String) for name in table.schema.primary_key], separator=" ")


def _fits(target: Target, table: Table, work: Work) -> bool:
    """Whether the columns of a mapping are those of the table, noting those that are not."""
    before = len(work.mapping.problems)
    for name, rule in target.columns.items():
        if name not in table.schema.names:
            hint = did_you_mean(name, table.schema.names) or f"Its columns are: {', '.join(table.schema.names)}."
            message = f"The table {table.name} has no column {quoted(name)}."
            work.mapping.add(MAPPING, message, hint, line=rule.place[0], column=rule.place[1])
    for name in (each for each in table.schema.primary_key if each not in target.columns):
        message = f"The mapping says nothing of {quoted(name)}, by which rows of {table.name} are told apart."
        line, column = target.place
        work.mapping.add(MAPPING, message, "Add it to the columns of the table.", line=line, column=column)
    return len(work.mapping.problems) == before


def _is_there(rule: Rule, work: Work) -> bool:
    return not rule.optional or not rule.source or any(work.has(name) for name in rule.source)


def _as_stated(rule: Rule, of: Field, work: Work) -> Rule:
    """Return a rule that takes a column with what the sheet says of its days and numbers, as the table needs them."""
    if not rule.source or rule.values is not None:
        return rule
    if of.type == "date" and not rule.dates:
        return replace(rule, dates=work.sheet.dates)
    if of.type in _NUMERIC and not rule.numbers:
        return replace(rule, numbers=work.sheet.numbers)
    return rule


def _typed(frame: pl.DataFrame, name: str, rule: Rule, of: Field, work: Work) -> pl.Series:
    """Return a column in the type of the table, noting each cell that is not of it, or has signs that nobody sees."""
    column = typed_column(frame[name], of)
    unseen = [text for text in frame[name].drop_nulls().unique() if FORBIDDEN.search(text)]
    for at, text in frame.filter(pl.col(name).is_in(unseen)).select(AT, name).iter_rows() if unseen else ():
        message = f"{quoted(text)} has a control character, or one that nobody sees."
        hint = "Type the text again by hand, or take the character out with replace: in the mapping."
        work.note(at, name, rule, SPREADSHEET_VALUE, message, hint)
    for at in column.failed:
        text = str(frame[name][at])
        fault = type_fault(of, text)
        work.note(int(frame[AT][at]), name, rule, SPREADSHEET_VALUE, fault.message, fault.hint)
    return column.values.alias(name)


def _refuse_blank_keys(target: Target, table: Table, rows: pl.DataFrame, work: Work) -> None:
    if work.mapping.problems:
        return
    for at in rows.filter(pl.col(KEY).is_null())[AT]:
        blank = next(name for name in table.schema.primary_key if rows.filter(pl.col(AT) == at)[name].item() is None)
        message = f"Nothing follows for {quoted(blank)}, by which rows of {table.name} are told apart."
        hint = "Fill the cell; or leave such rows out with only: in the mapping."
        work.note(at, blank, target.columns[blank], SPREADSHEET_VALUE, message, hint)


def _refuse_repetition(
    table: Table, texts: pl.DataFrame, rows: pl.DataFrame, work: Work, rules: dict[str, Rule]
) -> None:
    """Note the rows that give other values for a key than an earlier row did."""
    first = rows.with_row_index("\0number").filter(pl.col(KEY).is_not_null())
    first = first.with_columns(pl.col("\0number").first().over(KEY).alias("\0first"))
    for number, earlier, key in (
        first.filter(pl.col("\0number") != pl.col("\0first")).select("\0number", "\0first", KEY).iter_rows()
    ):
        one, other = texts.row(earlier, named=True), texts.row(number, named=True)
        name = next(each for each in rules if one[each] != other[each])
        place = work.columns.where(one[AT], work.origin(rules[name], one[AT]))
        message = (
            f"Two rows say different things of {table.name} {key}: {name} is {shown(other[name])} here, and "
            f"{shown(one[name])} at {place}."
        )
        hint = "Correct one of the two, or take one of them with take: first or last in the mapping."
        work.note(other[AT], name, rules[name], SPREADSHEET_CONFLICT, message, hint)


def shown(text: str | None) -> str:
    """Return a value as messages show it."""
    return "blank" if text is None else quoted(text)
