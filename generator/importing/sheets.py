"""Owns sheets as columns of texts under their names: which file has them, where their names stand, unpivoting.

Does not own files (`text_files`, `workbooks`) or what follows from the columns (`columns`). A blank cell is null.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

import polars as pl

from generator.errors import SurroundingsError
from generator.importing.codes import SPREADSHEET, SPREADSHEET_COLUMN
from generator.importing.grid import Grid, Row
from generator.importing.mapping import Sheet, Unpivot
from generator.importing.nearest import did_you_mean
from generator.importing.text_files import text_grid
from generator.importing.workbooks import has_sheet, workbook_grid
from generator.packages.complaints import Complaints, quoted
from generator.problems import Where

ROW = "\0row"
"""Column of every sheet: the row (or line) that a row comes from (UInt32). No name of a column has a NUL."""
LARGEST = 256 * 1024 * 1024
_WORKBOOK = (".xlsx", ".xlsm")
_TEXT = (".csv", ".txt", ".tsv")
_SEPARATORS = {",": ",", ";": ";", "|": "|", "\t": "tab"}
"""Signs that separate cells of text files, as mappings name them."""
_FEW = 2
"""Parts that the name of a single column may have by chance: “Name, address”."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of a sheet: its columns under their names as texts, and `ROW`.

    `twice` are names that stand over several columns, `numbers` says by name which cells hold a number as such.
    """

    frame: pl.DataFrame
    grid: Grid
    positions: Mapping[str, int]
    twice: frozenset[str]
    numbers: Mapping[str, pl.Series]
    unpivot: Unpivot | None = None

    def where(self, at: int, name: str) -> Where:
        """Return the place of the cell under `name` in row `at` of the frame; of the row where it has no such cell."""
        if self.unpivot and name in (self.unpivot.cell, self.unpivot.header):
            name = str(self.frame[self.unpivot.header][at])
        row = int(self.frame[ROW][at])
        return self.grid.where(row, self.positions.get(name, 0))


def read_sheet(sheet: Sheet, files: Sequence[Path], mapping: Complaints) -> Columns | None:
    """Return the columns of a sheet from the file that has it; None, noting why, when they cannot be had."""
    complaints = mapping.at(str(path)) if (path := _file_of(sheet, files, mapping)) else mapping
    if path is None:
        return None
    grid = _grid(path, sheet, complaints)
    columns = None if grid is None else _columns(grid, sheet, complaints)
    if columns is not None and sheet.only:
        columns = _only(columns, sheet, mapping)
    if columns is None or sheet.unpivot is None:
        return columns
    return _unpivoted(columns, sheet.unpivot, mapping, sheet)


def is_there(sheet: Sheet, files: Sequence[Path]) -> bool:
    """Whether one of the files has a sheet; of text files, by the name of the file."""
    found = _matching(sheet, files)
    if not sheet.sheet:
        return bool(found)
    return any(has_sheet(_bytes(path), sheet.sheet) for path in found if path.suffix.lower() in _WORKBOOK)


def _matching(sheet: Sheet, files: Sequence[Path]) -> list[Path]:
    found = [path for path in files if not sheet.file or fnmatchcase(path.name.lower(), sheet.file.lower())]
    books = [path for path in found if path.suffix.lower() in _WORKBOOK]
    return books if sheet.sheet and books else found


def _file_of(sheet: Sheet, files: Sequence[Path], mapping: Complaints) -> Path | None:
    found = _matching(sheet, files)
    if len(found) > 1 and sheet.sheet:
        found = [path for path in found if has_sheet(_bytes(path), sheet.sheet)] or found
    if len(found) == 1:
        return found[0]
    line, column = sheet.place
    given = ", ".join(quoted(path.name) for path in files)
    if found:
        message = f"Several of the files may be meant: {', '.join(quoted(path.name) for path in found)}."
        hint = "Say which with file: in the mapping, or import one after the other."
    else:
        message = f"None of the files is called {quoted(sheet.file)}; given are {given}."
        hint = "Give the file too, or correct file: in the mapping; * stands for any letters."
    mapping.add(SPREADSHEET, message, hint, line=line, column=column)
    return None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise SurroundingsError(f"{path} has more than {LARGEST // 1024**2} MB: import it in parts.")
        return path.read_bytes()
    except OSError as error:
        raise SurroundingsError(f"{path} cannot be read ({error.strerror}): name a file that is there.") from error


def _grid(path: Path, sheet: Sheet, complaints: Complaints) -> Grid | None:
    kind = path.suffix.lower()
    data = _bytes(path)
    if kind in _WORKBOOK:
        return workbook_grid(data, sheet.sheet, sheet.header, complaints)
    if kind in _TEXT:
        return text_grid(data, sheet.encoding, sheet.separator, complaints)
    hint = "Save it as .xlsx or as CSV in the spreadsheet program."
    complaints.add(SPREADSHEET, f"A file of this kind ({quoted(kind or path.name)}) cannot be read.", hint)
    return None


def _columns(grid: Grid, sheet: Sheet, complaints: Complaints) -> Columns | None:
    at = next((at for at, row in enumerate(grid.row_numbers) if row >= sheet.header), None)
    names = [] if at is None else [" ".join((cell or "").split()) for cell in grid.rows[at]]
    if at is None or not any(names):
        message = f"There are no names of columns in row {sheet.header}."
        complaints.add(
            SPREADSHEET, message, "Say in the mapping in which row they stand, with header:.", line=sheet.header
        )
        return None
    if not grid.is_sheet and (said := _other_separator(grid.rows[at], sheet)):
        complaints.add(SPREADSHEET, *said, line=sheet.header, column=1)
        return None
    missing = {None, *sheet.missing}
    kept = [number for number in range(at + 1, len(grid.rows)) if any(grid.rows[number])]
    if not grid.is_sheet and not _is_narrow(grid, kept, names, sheet.header, complaints):
        return None
    positions = {name: position for position, name in reversed(list(enumerate(names))) if name}
    rows = [grid.rows[number] for number in kept]
    frame = pl.DataFrame(
        {
            name: pl.Series([_cell(row, position, missing) for row in rows], dtype=pl.String)
            for name, position in sorted(positions.items(), key=lambda each: each[1])
        }
        | {ROW: pl.Series([grid.row_numbers[number] for number in kept], dtype=pl.UInt32)}
    )
    twice = frozenset(name for name, number in Counter(names).items() if name and number > 1)
    return Columns(frame, grid, positions, twice, _numbers(grid, frame[ROW], positions))


def _other_separator(names: Row, sheet: Sheet) -> tuple[str, str] | None:
    """Return what to say of a row of names that another sign separates, or that is a note for Excel."""
    one, *more = (name or "" for name in names)
    if any(more):
        return None
    if one.lower() in ("sep=", *(f"sep={sign}" for sign in _SEPARATORS)):
        hint = f"Say header: {sheet.header + 1} in the mapping: there the names stand."
        return "This line is a note for Excel on what separates cells, and no row of names.", hint
    stated = _SEPARATORS.get(sheet.separator, sheet.separator)
    for sign, name in _SEPARATORS.items():
        if sign != sheet.separator and len(list(filter(None, one.split(sign)))) > _FEW:
            hint = f"Say separator: '{name}' in the mapping, or save the file with the other sign."
            return f"The names of columns are separated by {quoted(name)}, not by {quoted(stated)}.", hint
    return None


def _cell(row: Sequence[str | None], position: int, missing: set[str | None]) -> str | None:
    cell = row[position] if position < len(row) else None
    return None if cell in missing else cell


def _is_narrow(grid: Grid, kept: Sequence[int], names: Sequence[str], header: int, complaints: Complaints) -> bool:
    """Whether no row of a text file has a filled cell beyond the last name, noting those that do."""
    wide = [number for number in kept if any(grid.rows[number][len(names) :])]
    if len(wide) > max(1, len(kept) // 2):
        message = "This row has fewer names than the rows below it have cells."
        hint = "If it is a title, say in the mapping in which row the names stand, with header:; else name all columns."
        complaints.add(SPREADSHEET, message, hint, line=header, column=1)
        return False
    for number in wide:
        where = grid.where(grid.row_numbers[number], len(names))
        hint = "Look for a separator that belongs into a cell (then in quotation marks), or name the column."
        message = "The row has more cells than there are names of columns."
        complaints.add(SPREADSHEET, message, hint, line=where.line, column=where.column)
    return not wide


def _numbers(grid: Grid, rows: pl.Series, positions: Mapping[str, int]) -> Mapping[str, pl.Series]:
    if not grid.numbers:
        return {}
    return {
        name: pl.Series([(row, position) in grid.numbers for row in rows], dtype=pl.Boolean)
        for name, position in positions.items()
    }


def _only(columns: Columns, sheet: Sheet, mapping: Complaints) -> Columns | None:
    """Return the rows that count; None, noting why, when one of the columns that say so is not there."""
    mask = pl.repeat(value=True, n=columns.frame.height, dtype=pl.Boolean, eager=True)
    for name, allowed in sheet.only.items():
        if name not in columns.positions:
            line, column = sheet.place
            hint = did_you_mean(name, columns.positions) or "Correct the name."
            message = f"The sheet has no column {quoted(name)}."
            mapping.add(SPREADSHEET_COLUMN, message, hint, line=line, column=column)
            return None
        mask &= columns.frame[name].fill_null("").is_in(list(allowed))
    numbers = {name: series.filter(mask) for name, series in columns.numbers.items()}
    return replace(columns, frame=columns.frame.filter(mask), numbers=numbers)


def _unpivoted(columns: Columns, unpivot: Unpivot, mapping: Complaints, sheet: Sheet) -> Columns | None:
    """Return a row for each cell of the columns that are unpivoted, in the order of rows and then of columns."""
    line, column = sheet.place
    names = [name for name in columns.frame.columns if name != ROW]
    if unpivot.pattern:
        try:
            chosen = [name for name in names if re.fullmatch(unpivot.pattern, name)]
        except re.error as error:
            message = f"{quoted(unpivot.pattern)} is no regular expression: {error}."
            mapping.add(SPREADSHEET_COLUMN, message, "Correct the pattern.", line=line, column=column)
            return None
    else:
        chosen = [name for name in unpivot.names if name in names]
        for name in (each for each in unpivot.names if each not in names):
            hint = did_you_mean(name, names) or "Correct the name."
            mapping.add(SPREADSHEET_COLUMN, f"There is no column {quoted(name)}.", hint, line=line, column=column)
    if not chosen:
        message = f"No column has a name of the form {quoted(unpivot.pattern)}."
        mapping.add(SPREADSHEET_COLUMN, message, "Correct the pattern of unpivot.", line=line, column=column)
        return None
    order = "\0order"
    kept = [name for name in columns.frame.columns if name not in chosen]
    if taken := [name for name in (unpivot.header, unpivot.cell) if name in kept or unpivot.header == unpivot.cell]:
        message = f"There is a column {quoted(taken[0])} already."
        hint = "Give header and cell of unpivot names that no column of the sheet has."
        mapping.add(SPREADSHEET_COLUMN, message, hint, line=line, column=column)
        return None
    numbered = columns.frame.with_row_index(order)
    tall = numbered.unpivot(
        chosen, index=[order, *kept], variable_name=unpivot.header, value_name=unpivot.cell
    ).with_columns(pl.col(unpivot.header).cast(pl.Enum(chosen)))
    tall = tall.sort(order, unpivot.header).drop(order).with_columns(pl.col(unpivot.header).cast(pl.String))
    if unpivot.skip_blank:
        tall = tall.filter(pl.col(unpivot.cell).is_not_null())
    return Columns(tall, columns.grid, columns.positions, columns.twice & set(kept), {}, unpivot)
