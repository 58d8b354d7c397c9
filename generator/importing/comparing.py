"""Owns what becomes of the rows that a sheet gives: added, put into blank cells, refused, or put in place of others.

Does not own where the rows come from (`filling`). A blank cell says nothing, so it never empties a value that is there.
Results that no disclosure rule allows are withheld here, by the checks that would refuse them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import polars as pl

from generator.checks.rule import Faults, shown
from generator.checks.unlawful_disclosure import CHECK as UNLAWFUL
from generator.checks.unpublished_finding import CHECK as UNPUBLISHED
from generator.importing.codes import SPREADSHEET_CONFLICT
from generator.importing.filling import AT, KEY, Filled, key_text
from generator.importing.mapping import Target
from generator.importing.state import Account, Changed, State
from generator.model import FILE, LINE, Table
from generator.packages.complaints import Complaints, quoted
from generator.problems import Where

_OLD = "\0old "
_HIDDEN = "not-disclosed"


def enter(target: Target, table: Table, filled: Filled, state: State, mapping: Complaints, *, replace: bool) -> None:
    """Put the rows that a sheet gives into the state, noting each that contradicts a row that is there."""
    account = state.accounts.setdefault(table.name, Account())
    before = state.frames[table.name].with_columns(key_text(table).alias(KEY))
    columns = [name for name in filled.names if name not in table.schema.primary_key]
    old = before.select(KEY, *(pl.col(name).alias(_OLD + name) for name in columns))
    pairs = filled.typed.drop_nulls(KEY).join(old, on=KEY, how="left", maintain_order="left")
    there = pairs[KEY].is_in(before[KEY].implode())
    _add(pairs.filter(~there), table, filled, state, account)
    policy = "replace" if replace and target.existing == "refuse" else target.existing
    _change(pairs.filter(there), columns, filled, account, policy, mapping)
    if account.values:
        state.frames[table.name] = _with_changes(state.frames[table.name], pairs.filter(there), columns, table, policy)


def _add(rows: pl.DataFrame, table: Table, filled: Filled, state: State, account: Account) -> None:
    if rows.is_empty():
        return
    texts = dict(zip(filled.texts[KEY], filled.texts.drop(KEY, AT).iter_rows(named=True), strict=True))
    for key, at in rows.select(KEY, AT).iter_rows():
        account.added[key] = partial(_cell, filled, at, table.schema.primary_key[0])
        account.values[key] = {name: text for name, text in texts[key].items() if text is not None}
    frame = state.frames[table.name]
    place = [pl.lit(0).cast(frame[name].dtype).alias(name) for name in (FILE, LINE)]
    state.frames[table.name] = pl.concat([frame, rows.select(*filled.names, *place)], how="diagonal")


def _cell(filled: Filled, at: int, key: str, name: str) -> Where:
    """Return the cell from which a column of a new row comes; where it comes from none, that of its key."""
    return filled.where(at, name if name in filled.names else key)


def _change(
    rows: pl.DataFrame, columns: list[str], filled: Filled, account: Account, policy: str, mapping: Complaints
) -> None:
    """Account for the rows that are there already: what changes, what stays, and what is refused."""
    differs = pl.any_horizontal(pl.lit(value=False), *(_differs(name) for name in columns))
    other = rows.filter(differs)
    account.same += rows.height - other.height
    if policy == "keep":
        account.kept += other.height
        return
    texts = dict(zip(filled.texts[KEY], filled.texts.iter_rows(named=True), strict=True)) if other.height else {}
    for row in other.iter_rows(named=True):
        for name in _other_columns(row, columns):
            key, where = row[KEY], filled.where(row[AT], name)
            old, new = row[_OLD + name], texts[row[KEY]][name]
            if old is not None and policy == "refuse":
                _note(key, name, shown(old), new, where, mapping)
            else:
                account.values.setdefault(key, {})[name] = new
                if key not in account.added:
                    account.changed.append(Changed(key, name, "" if old is None else shown(old), new, where))


def _note(key: str, name: str, old: str, new: str, where: Any, mapping: Complaints) -> None:
    message = f"{key} is there already, with another value of {name}: {quoted(old)} there, {quoted(new)} here."
    hint = (
        "Correct the cell or the data. Only if the spreadsheet is right: import it with --replace, or say existing: "
        "replace in the mapping."
    )
    place = mapping.at(where.file, sheet=where.sheet).named(name)
    place.add(SPREADSHEET_CONFLICT, message, hint, line=where.line, column=where.column, key=key)


def _differs(name: str) -> pl.Expr:
    return pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(_OLD + name))


def _other_columns(row: dict[str, Any], columns: list[str]) -> Iterator[str]:
    return (name for name in columns if row[name] is not None and row[name] != row[_OLD + name])


def _with_changes(
    frame: pl.DataFrame, rows: pl.DataFrame, columns: list[str], table: Table, policy: str
) -> pl.DataFrame:
    """Return the rows of a table with the values that they now have."""
    if rows.is_empty() or policy == "keep" or not columns:
        return frame
    new = rows.select(KEY, *columns).rename({name: f"\0new {name}" for name in columns})
    joined = frame.with_columns(key_text(table).alias(KEY)).join(new, on=KEY, how="left", maintain_order="left")
    values = (pl.coalesce(f"\0new {name}", name).alias(name) for name in columns)
    return joined.with_columns(*values).select(frame.columns)


def withheld(filled: Filled, table: Table, state: State, as_of: date) -> Filled:
    """Return the rows with `not-disclosed` for every result that would be public without a rule that allows it."""
    candidate = State(state.data, dict(state.frames))
    keys = filled.typed.select(KEY)
    frame = candidate.frames[table.name].with_columns(key_text(table).alias(KEY))
    others = frame.join(keys, on=KEY, how="anti").drop(KEY)
    place = [pl.lit(0).cast(frame[name].dtype).alias(name) for name in (FILE, LINE)]
    candidate.frames[table.name] = pl.concat([others, filled.typed.select(*filled.names, *place)], how="diagonal")
    data = candidate.dataset()
    faults: set[str] = set()
    for check in (UNLAWFUL, UNPUBLISHED):
        for found in check.rule(data, as_of) if all(name in data for name in check.needs) else ():
            if isinstance(found, Faults):
                faults.update(found.rows.select(key_text(table)).to_series().to_list())
    hidden = pl.col(KEY).is_in(sorted(faults))
    state.accounts.setdefault(table.name, Account()).withheld += filled.typed.filter(hidden).height
    return Filled(_hidden(filled.texts, hidden), _hidden(filled.typed, hidden), filled.where)


def _hidden(frame: pl.DataFrame, hidden: pl.Expr) -> pl.DataFrame:
    result = pl.when(hidden).then(pl.lit(_HIDDEN)).otherwise(pl.col("result")).alias("result")
    if "not_assessed_reason" not in frame.columns:
        return frame.with_columns(result)
    reason = pl.when(~hidden).then(pl.col("not_assessed_reason")).alias("not_assessed_reason")
    return frame.with_columns(result, reason)
