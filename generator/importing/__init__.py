"""Owns the way from a spreadsheet to our tables, on one screen: mapping, sheets, columns, rows, comparison, files.

Does not own the command (`generator.cli.importing`). The way of a cell: `workbooks` or `text_files` (what is in it),
`sheets` (under which name), `columns` with `writing` and `lookups` (what follows), `filling` (a row of a table),
`comparing` (what becomes of it), `edits` (the files). Nothing is written here: the result is proved first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checks.future_date import newest_fact
from generator.editing.files import Edit
from generator.importing.codes import CODES, MAPPING, SPREADSHEET_COLUMN
from generator.importing.columns import Work
from generator.importing.comparing import enter, withheld
from generator.importing.edits import edits_of
from generator.importing.filling import filled_by
from generator.importing.lookups import Seeker
from generator.importing.mapping import SheetMapping, Target
from generator.importing.mapping_file import read_mapping
from generator.importing.nearest import did_you_mean
from generator.importing.once import once
from generator.importing.sheets import is_there, read_sheet
from generator.importing.state import Account, State, state_of
from generator.model import Dataset, Table
from generator.packages.complaints import Complaints, quoted
from generator.pipeline import Checked
from generator.problems import Problem, Where

__all__ = ["CODES", "Import", "imported"]


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do: the account by table, and the files that change; nothing where there are problems.

    `newest` is the newest day on which something happened in the data as they would be.
    """

    accounts: dict[str, Account]
    edits: tuple[Edit, ...]
    problems: tuple[Problem, ...]
    newest: date | None = None


def imported(path: Path, files: Sequence[Path], checked: Checked, *, replace: bool = False) -> Import:
    """Return what the import of `files` by the mapping in `path` would do; `replace`: to rows that are there, too.

    Raises SurroundingsError when a file cannot be read.
    """
    complaints = Complaints(Where(str(path)))
    mapping = read_mapping(path, complaints)
    if mapping is None:
        return Import({}, (), tuple(complaints.close()))
    state = state_of(checked.data)
    works = _works(mapping, tuple(dict.fromkeys(files)), state, complaints)
    if not complaints.problems:
        for target in mapping.targets:
            if target.sheet in works and (table := _table(target, checked.data, complaints)):
                _import(target, table, works[target.sheet], state, checked, replace=replace)
    problems = _causes(complaints.close())
    if problems:
        return Import(state.accounts, (), problems)
    return Import(state.accounts, tuple(edits_of(state)), (), newest_fact(state.dataset()))


def _causes(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return each problem once; where the mapping does not fit, only that: wrong cells without number may follow."""
    found = tuple(once(problems))
    return tuple(each for each in found if each.code in (MAPPING, SPREADSHEET_COLUMN)) or found


def _works(mapping: SheetMapping, files: Sequence[Path], state: State, complaints: Complaints) -> dict[str, Work]:
    works: dict[str, Work] = {}
    seeker = Seeker(state, works, complaints)
    for name, sheet in mapping.sheets.items():
        if sheet.optional and not is_there(sheet, files):
            continue
        columns = read_sheet(sheet, files, complaints)
        if columns is not None:
            works[name] = Work(sheet, columns, complaints, seeker)
    return works


def _table(target: Target, data: Dataset, complaints: Complaints) -> Table | None:
    line, column = target.place
    if target.table not in data:
        hint = did_you_mean(target.table, data.listed) or f"Its tables are: {', '.join(sorted(data.listed))}."
        message = f"The data have no table {quoted(target.table)}."
        complaints.add(MAPPING, message, hint, line=line, column=column)
        return None
    table = data.table(target.table)
    if not all(file.endswith(".csv") for file in table.files):
        message = f"The table {target.table} is kept as records with texts (YAML), which no spreadsheet fills."
        complaints.add(MAPPING, message, "Use seamline new, or edit its files.", line=line, column=column)
        return None
    if not table.schema.primary_key:
        message = f"The schema of {target.table} has no primary key, so nobody knows which rows are there already."
        complaints.add(MAPPING, message, "Add primaryKey to its schema.", line=line, column=column)
        return None
    return table


def _import(target: Target, table: Table, work: Work, state: State, checked: Checked, *, replace: bool) -> None:
    filled = filled_by(target, table, work)
    if filled is None:
        return
    if target.withhold:
        filled = withheld(filled, table, state, checked.as_of)
    enter(target, table, filled, state, work.mapping, replace=replace)
