"""Owns a table as a spreadsheet (XLSX): its rows on one sheet, and on another what it is and what the fields mean.

Does not own which rows are public. The only importer of xlsxwriter. A text is a text whatever it begins with: no cell
is a formula or a link. The same rows give the same bytes: the file bears the day of the package, not of the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generator.model import Package, Table
from generator.outputs.cells import EXACT_INTEGERS, as_text
from generator.pages.portal import LONG_TEXT, MOST_CELLS, TOO_LONG

LONGEST_TEXT = 32_767
"""Most letters of a cell in the format."""
_LONGEST_NAME = 31
_FIRST_DAY = date(1900, 3, 1)
"""Before it the calendar of spreadsheets has a day that never was."""
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTHS = {"date": 12, "integer": 10, "number": 12, "boolean": 10}
_WIDEST = 40


def unfit(table: Table, rows: pl.DataFrame) -> str:
    """Return why `rows` are not written as a spreadsheet (`TOO_LONG`, `LONG_TEXT`), or nothing when they can be."""
    if (rows.height + 1) * len(table.schema.fields) > MOST_CELLS:
        return TOO_LONG
    texts = rows.select(as_text(table, name) for name in table.schema.names).select(pl.selectors.string())
    too_long = (texts[name].str.len_chars().gt(LONGEST_TEXT).any() for name in texts.columns)
    return LONG_TEXT if any(too_long) else ""


def write_spreadsheet(path: Path, package: Package, table: Table, rows: pl.DataFrame, about: Sequence[str]) -> None:
    """Write the public `rows` of `table` to `path`; `about` are sentences on the sheet that explains it."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        book.set_properties({"title": table.schema.title, "created": _created(package)})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(table.name[:_LONGEST_NAME])
        _write_rows(sheet, table, rows, bold, day)
        _write_about(book.add_worksheet("about" if table.name != "about" else "about it"), table, about, bold, wrapped)


def _created(package: Package) -> datetime:
    """Return the moment that the package names, else a fixed one."""
    try:
        moment = datetime.fromisoformat(str(package.descriptor.get("created", "")))
    except ValueError:
        return datetime(2000, 1, 1)  # noqa: DTZ001 - spreadsheets know no zones
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _write_rows(sheet: Worksheet, table: Table, rows: pl.DataFrame, bold: Any, day: Any) -> None:
    fields = table.schema.fields
    for place, field in enumerate(fields):
        sheet.set_column(place, place, _WIDTHS.get(field.type, min(_WIDEST, len(field.name) + 6)))
        sheet.write_string(0, place, field.name, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows.height, len(fields) - 1)
    writers = [(place, _writer(sheet, field.type, day)) for place, field in enumerate(fields)]
    cells = rows.select(as_text(table, field.name) for field in fields)
    for number, row in enumerate(cells.iter_rows(), 1):
        for place, write in writers:
            value = row[place]
            if value is not None:
                write(number, place, value)


def _writer(sheet: Worksheet, kind: str, day: Any) -> Callable[[int, int, Any], object]:
    """Return what writes a value of a type into a cell."""

    def write_day(row: int, column: int, value: date) -> None:
        if value < _FIRST_DAY:
            sheet.write_string(row, column, value.isoformat())
        else:
            sheet.write_datetime(row, column, value, day)

    def write_number(row: int, column: int, value: float) -> None:
        if abs(value) > EXACT_INTEGERS:
            sheet.write_string(row, column, str(value))
        else:
            sheet.write_number(row, column, value)

    if kind in ("integer", "number"):
        return write_number
    if kind == "date":
        return write_day
    write: Callable[[int, int, Any], object] = sheet.write_boolean if kind == "boolean" else sheet.write_string
    return write


def _write_about(sheet: Worksheet, table: Table, about: Sequence[str], bold: Any, wrapped: Any) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 90)
    for number, sentence in enumerate(about):
        sheet.write_string(number, 0, sentence, bold if number == 0 else None)
    head = len(about) + 1
    for place, word in enumerate(("field", "type", "description")):
        sheet.write_string(head, place, word, bold)
    for number, field in enumerate(table.schema.fields, head + 1):
        sheet.write_string(number, 0, field.name)
        sheet.write_string(number, 1, field.type)
        sheet.write_string(number, 2, field.description, wrapped)
