"""Owns reading tables from text files: cells between a stated separator, in a stated encoding.

Does not own our own tables, which are read more strictly (`generator.packages.csv_text`): these are other people's.
"""

from __future__ import annotations

import csv
import io
import re
from functools import cache

from generator.importing.codes import SPREADSHEET
from generator.importing.grid import Grid, Row, text_of
from generator.packages.complaints import Complaints
from generator.problems import Where

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def text_grid(data: bytes, encoding: str, separator: str, complaints: Complaints) -> Grid | None:
    """Return the cells of a text file; None, noting why, when it is no such file or not in this encoding."""
    if data.startswith((_ZIP, _OLD)):
        hint = "Give the file its right ending, .xlsx, or save it as CSV from the spreadsheet program."
        complaints.add(SPREADSHEET, "This is a workbook, not a text file, whatever its name says.", hint)
        return None
    text = _decoded(data, encoding, complaints)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    numbers: list[int] = []
    begin = 1
    try:
        for row in reader:
            rows.append([text_of(cell) for cell in row])
            numbers.append(begin)
            begin = reader.line_num + 1
    except csv.Error as error:
        hint = 'A cell with quotation marks in it has them doubled (""), and one more at both ends.'
        complaints.add(SPREADSHEET, f"The line cannot be cut into cells: {error}.", hint, line=begin, column=1)
        return None

    @cache
    def starts() -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", text))]

    def where(row: int, position: int) -> Where:
        return Where(complaints.file, row, _column(text, starts()[row - 1], position, separator))

    return Grid(rows, numbers, where)


def _decoded(data: bytes, encoding: str, complaints: Complaints) -> str | None:
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"The file is not in the encoding {encoding}: line {line} has a sign that is none there."
        hint = "Save it as “CSV UTF-8”, or say in the mapping how it is written, for instance encoding: windows-1252."
        complaints.add(SPREADSHEET, message, hint, line=line)
        return None
    if "\0" in text:
        hint = "Say in the mapping how it is written (encoding: utf-16), or save it as “CSV UTF-8”."
        complaints.add(
            SPREADSHEET, "The file has signs that are no text.", hint, line=text[: text.index("\0")].count("\n") + 1
        )
        return None
    return text


def _column(text: str, at: int, position: int, separator: str) -> int:
    """Return the column, from 1, at which a cell of the record begins that begins at `at`, in its own line."""
    begin, passed, inside = at, 0, False
    while passed < position and at < len(text):
        if text[at] == '"':
            inside = not inside
        elif text[at] == separator and not inside:
            passed += 1
            begin = at + 1
        at += 1
    return begin - text.rfind("\n", 0, begin)
