"""Owns reading workbooks (.xlsx): the only door to calamine, behind a look at the file as the zip that it is.

Does not own what cells mean. What calamine would pass over in silence is refused here, at its cell: formulas whose
result is not stored, errors, merged cells. So is a file that would unpack to more than memory holds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from generator.importing.archive import Archive, archive_of
from generator.importing.codes import SPREADSHEET
from generator.importing.grid import Grid, text_of
from generator.importing.nearest import did_you_mean
from generator.packages.complaints import Complaints, quoted
from generator.problems import Where, cell_name

_SHOWN = 20


def workbook_grid(data: bytes, wanted: str, header: int, complaints: Complaints) -> Grid | None:
    """Return the cells of the sheet called `wanted`, or of the first visible one; None, noting why, without it.

    Cells above the row `header` may be merged or without a result; nobody reads them.
    """
    archive = archive_of(data, complaints)
    if archive is None:
        return None
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            name = _sheet_of(book, wanted, complaints)
            if name is None or not _is_sound(archive, name, header, complaints):
                return None
            return _grid(book.get_sheet_by_name(name), header, complaints)
    except python_calamine.PasswordError:
        _note_password(complaints)
    except (python_calamine.CalamineError, UnicodeDecodeError) as error:
        hint = "Open it in the spreadsheet program, save it again as .xlsx, and try that file."
        complaints.add(SPREADSHEET, f"The workbook is broken: {str(error)[:100]}.", hint)
    return None


def has_sheet(data: bytes, wanted: str) -> bool:
    """Whether a sound workbook has a sheet called `wanted`."""
    if archive_of(data, Complaints(Where(""))) is None:
        return True
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            return wanted in book.sheet_names
    except python_calamine.CalamineError:
        return True


def _note_password(complaints: Complaints) -> None:
    hint = "Open it, take the password off (File, Info, Protect Workbook), and save it."
    complaints.add(SPREADSHEET, "The workbook is protected by a password, so nothing in it can be read.", hint)


def _sheet_of(book: Any, wanted: str, complaints: Complaints) -> str | None:
    visible = {
        each.name: each.visible == SheetVisibleEnum.Visible
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
    }
    shown = [name for name, seen in visible.items() if seen]
    if wanted and wanted not in visible:
        hint = did_you_mean(wanted, shown) or f"Its sheets are: {', '.join(map(quoted, shown))}."
        complaints.add(SPREADSHEET, f"The workbook has no sheet called {quoted(wanted)}.", hint)
        return None
    if wanted and not visible[wanted]:
        hint = "Show it (right click on the tabs, Unhide), look at it, and save the workbook."
        complaints.add(SPREADSHEET, f"The sheet {quoted(wanted)} is hidden, so nobody sees what would be read.", hint)
        return None
    if not shown:
        complaints.add(SPREADSHEET, "The workbook has no sheet that is visible.", "Show the sheet that is meant.")
        return None
    return wanted or shown[0]


def _is_sound(archive: Archive, sheet: str, header: int, complaints: Complaints) -> bool:
    """Whether every cell of a sheet says what it holds, noting those that do not."""
    before = len(complaints.problems)
    for cell, (row, position), fault in archive.faults(sheet):
        if row >= header:
            where = complaints.at(sheet=sheet)
            if fault == "formula":
                message = f"{cell} is a formula whose result is not stored."
                hint = "Open the workbook in a spreadsheet program and save it there: then the result is stored too."
            else:
                message = f"{cell} holds an error ({fault})."
                hint = "Correct the formula, or write the value, or clear the cell."
            where.add(SPREADSHEET, message, hint, line=row, column=position + 1)
    hidden = [row for row in archive.hidden_rows(sheet) if row >= header]
    if hidden:
        rows = f"Row {hidden[0]} is" if len(hidden) == 1 else f"{len(hidden):,} rows are"
        message = f"{rows} hidden, by hand or by a filter, so nobody sees what would be read."
        hint = "Show all rows (Data, Clear the filter; or Unhide), look at them, and save the workbook."
        complaints.at(sheet=sheet).add(SPREADSHEET, message, hint, line=hidden[0], column=1)
    return len(complaints.problems) == before


def _grid(sheet: Any, header: int, complaints: Complaints) -> Grid | None:
    place = complaints.at(sheet=sheet.name)
    merged = [each for each in sheet.merged_cell_ranges or () if each[1][0] + 1 >= header]
    for (top, left), (bottom, right) in merged[:_SHOWN]:
        cells = f"{cell_name(top + 1, left)}:{cell_name(bottom + 1, right)}"
        hint = "Unmerge them, and write the value into each cell that it is meant for."
        message = f"The cells {cells} are merged, so only the first of them has a value."
        place.add(SPREADSHEET, message, hint, line=top + 1, column=left + 1)
    if merged:
        return None
    numbers: set[tuple[int, int]] = set()
    rows = [list(_texts(row, at, numbers)) for at, row in enumerate(sheet.to_python(skip_empty_area=False), 1)]

    def where(row: int, position: int) -> Where:
        return Where(complaints.file, row, position + 1, sheet=sheet.name)

    return Grid(rows, range(1, len(rows) + 1), where, frozenset(numbers), is_sheet=True)


def _texts(row: list[Any], at: int, numbers: set[tuple[int, int]]) -> Iterator[str | None]:
    for position, cell in enumerate(row):
        if isinstance(cell, str):
            yield text_of(cell)
        elif isinstance(cell, bool):
            yield "true" if cell else "false"
        elif isinstance(cell, (int, float)):
            numbers.add((at, position))
            yield _number(cell)
        else:
            yield _day(cell)


def _number(value: float) -> str:
    """Return a number as our tables write it: without a point where it is whole."""
    if float(value).is_integer() and abs(value) < 10**15:
        return str(int(value))
    return repr(float(value))


def _day(value: date | datetime | time | timedelta) -> str:
    """Return a day; with the time where it has one, which then is no day."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
