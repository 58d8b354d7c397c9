"""Owns reading tables from text files: cells between a stated separator, in a stated encoding.

Does not own our own tables, which are read more strictly (`generator.packages.csv_text`): these are other people's.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from functools import cache

from generator.importing.codes import SPREADSHEET
from generator.importing.grid import Grid, Row, text_of
from generator.packages.complaints import Complaints
from generator.problems import Where

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BREAK = re.compile("\r\n|\r|\n")
_CONFLICT = re.compile("^(<<<<<<<|=======|>>>>>>>)( |$)", re.MULTILINE)
_LONGEST = 131_072
"""Letters that a cell may have: more of them mean that its end was not found."""
_LATIN = ("windows-1252", "windows-1256", "windows-1258")
"""Encodings in which any bytes make sense, also those of UTF-8, whose letters with accents then come out as two."""


def text_grid(data: bytes, encoding: str, separator: str, complaints: Complaints) -> Grid | None:
    """Return the cells of a text file; None, noting why, when it is no such file or not in this encoding."""
    if data.startswith((_ZIP, _OLD)):
        hint = "Give the file its right ending, .xlsx, or save it as CSV from the spreadsheet program."
        complaints.add(SPREADSHEET, "This is a workbook, not a text file, whatever its name says.", hint)
        return None
    text = _decoded(data, encoding, complaints)
    if text is None or _is_in_conflict(text, complaints):
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    numbers: list[int] = []
    begin = 1
    others = csv.field_size_limit(_LONGEST)  # one for the whole process, where a library may have set it higher
    try:
        for row in reader:
            rows.append([text_of(cell) for cell in row])
            numbers.append(begin)
            begin = reader.line_num + 1
    except csv.Error as error:
        is_long = "field larger" in str(error)
        what = f"a cell has more than {_LONGEST:,} letters" if is_long else str(error)
        hint = 'A cell with quotation marks in it has them doubled (""), and one more at both ends.'
        hint = "Look for a quotation mark that begins a cell and does not end it." if is_long else hint
        complaints.add(SPREADSHEET, f"The line cannot be cut into cells: {what}.", hint, line=begin, column=1)
        return None
    finally:
        csv.field_size_limit(others)

    @cache
    def starts() -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(text))]

    def where(row: int, position: int) -> Where:
        return Where(complaints.file, row, _column(text, starts()[row - 1], position, separator))

    return Grid(rows, numbers, where)


def _decoded(data: bytes, encoding: str, complaints: Complaints) -> str | None:
    if not data.strip():
        complaints.add(SPREADSHEET, "The file is empty.", "Save the spreadsheet again.")
        return None
    other = _other_encoding(data, encoding)
    try:
        if not other:
            text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"The file is not in the encoding {encoding}: line {line} has a sign that is none there."
        hint = "Save it as “CSV UTF-8”, or say in the mapping how it is written, for instance encoding: windows-1252."
        complaints.add(SPREADSHEET, message, hint, line=line)
        return None
    if other or "\0" in text:
        message = f"The file is not in the encoding {encoding}, but in {other or 'utf-16, or it is no text'}."
        hint = f"Say so in the mapping (encoding: {other or 'utf-16'}), or save it as “CSV UTF-8”."
        complaints.add(SPREADSHEET, message, hint, line=1 if other else text[: text.index("\0")].count("\n") + 1)
        return None
    return text


def _other_encoding(data: bytes, encoding: str) -> str:
    """Return the encoding that the bytes themselves tell, where it is not the one stated."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "" if encoding == "utf-16" else "utf-16"
    if (encoding in _LATIN and not data.isascii()) or (encoding == "utf-16" and b"\0" not in data):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return ""
        return "utf-8"
    return ""


def _is_in_conflict(text: str, complaints: Complaints) -> bool:
    """Whether git left both sides of a change in the file; each such place is noted."""
    marks = list(_CONFLICT.finditer(text)) if "<<<<<<< " in text or ">>>>>>> " in text else []
    for found in marks:
        message = "Here begins or ends a merge conflict: two changes of the same lines."
        hint = "Take the file anew from the spreadsheet program, or keep the lines of one side."
        complaints.add(SPREADSHEET, message, hint, line=text.count("\n", 0, found.start()) + 1, column=1)
    return bool(marks)


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
    return begin - max(text.rfind("\n", 0, begin), text.rfind("\r", 0, begin))
