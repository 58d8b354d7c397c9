"""Owns CSV as text: comma, quotation mark `"`, one header row, every record with the line it begins on.

Does not own the types of cells. Lines without a quotation mark, nearly all of a large file, are cut by polars; records
with one are read here, strictly. The rows of polars are compared with our own count of lines and commas, and where the
two differ, each line is looked at. This is stricter than RFC 4180: a quotation mark may stand only at both ends of a
cell, or doubled inside such a cell, and a quoted cell that seems to have swallowed rows is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import polars as pl

from generator.model import LINE
from generator.packages import codes
from generator.packages.characters import place_of
from generator.packages.complaints import Complaints, quoted

MOST_LINES_IN_CELL = 50
"""Lines that one quoted cell may have."""
_LONGEST_CELL = 128 * 1024
_CELL = re.compile(rb'"([^"]*(?:""[^"]*)*)"(?!")|([^",\n]*)')


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its cells as written (without quotation marks), where each begins, and where the next record does."""

    cells: tuple[bytes, ...]
    starts: tuple[int, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Stray:
    """A quotation mark at byte `at` that is out of place, and why; the message may name the `{line}` of byte `end`."""

    at: int
    end: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a file as text (missing ones null or empty), with the column `LINE`.

    `whole` is false when some rows could not be read and are not in `frame`; `quoted_at` is the byte at which
    each record with a quotation mark begins, by line.
    """

    frame: pl.DataFrame
    whole: bool
    data: bytes
    quoted_at: dict[int, int] = field(default_factory=dict)

    def places(self, rows: pl.Series, position: int) -> Iterator[tuple[int, int]]:
        """Yield line and column (from 1, in characters) at which cell `position` of each of `rows` begins."""
        before = [pl.col(name).str.len_chars().fill_null(0) + 1 for name in self.frame.columns[:position]]
        start = pl.sum_horizontal(pl.lit(1, pl.UInt32), *before).alias("start")
        for line, column in self.frame[rows].select(LINE, start).iter_rows():
            at = self.quoted_at.get(line)
            record = scan_record(self.data, at) if at is not None else None
            if at is None or not isinstance(record, Record):
                yield line, column
            else:
                below, along = place_of(self.data[at : record.starts[position]])
                yield line + below - 1, along


_Gap: TypeAlias = tuple[int, int, int]
"""A stretch of lines without quotation marks: first byte, byte after the last, line of the first."""


def read_csv(data: bytes, names: Sequence[str], complaints: Complaints) -> Cells | None:
    """Return the cells of `data` (clean text) under the columns `names`; None when the header is wrong."""
    begin = _read_header(data, names, complaints)
    if begin is None:
        return None
    before = len(complaints.problems)
    gaps, records, quoted_at = _cut(data, begin, len(names), complaints)
    parts = [_plain_frame(data, gaps, names, complaints)]
    if records:
        parts.append(_quoted_frame(records, names, complaints))
    whole = len(complaints.problems) == before
    frame = parts[0] if len(parts) == 1 else pl.concat(parts).sort(LINE)
    return Cells(_without_blank_rows(frame, names, complaints), whole, data, quoted_at)


def scan_record(data: bytes, begin: int) -> Record | Stray:
    """Return the record that begins at byte `begin`, or the quotation mark in it that is out of place."""
    cells: list[bytes] = []
    starts: list[int] = []
    at = begin
    while True:
        found = _CELL.match(data, at, at + _LONGEST_CELL)
        quotes = data[at : at + 1] == b'"'
        if found is None or (quotes and found[1] is None):
            return _never_closed(at)
        cells.append(found[1].replace(b'""', b'"') if quotes else found[2])
        starts.append(at)
        next_byte = data[found.end() : found.end() + 1]
        if next_byte == b",":
            at = found.end() + 1
        elif next_byte in (b"\n", b""):
            return Record(tuple(cells), tuple(starts), found.end() + 1)
        else:
            return _text_after(at, found.end()) if quotes else _inside(found.end())


def _never_closed(at: int) -> Stray:
    return Stray(
        at,
        at,
        "The quotation mark that opens here is never closed.",
        'Close it at the end of the cell, or delete it; a quotation mark inside a cell is doubled (""), with one more '
        "at both ends.",
    )


def _text_after(at: int, end: int) -> Stray:
    return Stray(
        at,
        end,
        "The cell that opens with a quotation mark here goes on after its closing one (line {line}).",
        'Delete the stray quotation mark; one that belongs to the text is doubled ("").',
    )


def _inside(at: int) -> Stray:
    return Stray(
        at,
        at,
        "A quotation mark stands inside a cell that does not begin with one.",
        'Delete it, or put the whole cell into quotation marks and double this one: "5"" pipe".',
    )


def _read_header(data: bytes, names: Sequence[str], complaints: Complaints) -> int | None:
    """Return the byte at which the first row begins."""
    expected = ",".join(names)
    hint = f"Make the first line: {expected}"
    if not data:
        complaints.add(codes.HEADER, "The file is empty.", hint, line=1)
        return None
    record = scan_record(data, 0)
    if isinstance(record, Stray):
        _note_stray(data, 0, 1, record, complaints)
        return None
    header = [cell.decode("utf-8") for cell in record.cells]
    if header == list(names):
        return record.end
    message, form_alone = _header_fault(header, names)
    complaints.add(codes.HEADER, message, "Run seamline fmt: it mends that." if form_alone else hint, line=1, column=1)
    return None


def _header_fault(header: Sequence[str], names: Sequence[str]) -> tuple[str, bool]:
    """Return what is wrong with the first line, and whether it is the form alone: every column is there."""
    missing = [quoted(name) for name in names if name not in header]
    unknown = [quoted(name) for name in header if name not in names]
    twice = sorted({quoted(name) for name in header if header.count(name) > 1 and name in names})
    if len(header) == 1 < len(names) and sorted(header[0].split(";")) == sorted(names):
        return "The cells are separated by semicolons, not by commas.", True
    parts = [
        f"{what} {', '.join(which)}"
        for what, which in (("missing:", missing), ("not in the schema:", unknown), ("twice:", twice))
        if which
    ]
    reason = "; ".join(parts) or "the columns stand in another order"
    return f"The first line does not name the columns of the table ({reason}).", not parts


def _cut(
    data: bytes, begin: int, width: int, complaints: Complaints
) -> tuple[list[_Gap], list[tuple[int, Record]], dict[int, int]]:
    """Return the stretches without quotation marks, the records with one, and where each of those begins."""
    gaps: list[_Gap] = []
    records: list[tuple[int, Record]] = []
    quoted_at: dict[int, int] = {}
    line = data.count(b"\n", 0, begin) + 1
    while (quote := data.find(b'"', begin)) >= 0:
        start = max(data.rfind(b"\n", begin, quote) + 1, begin)
        gaps.append((begin, start, line))
        line += data.count(b"\n", begin, start)
        record = scan_record(data, start)
        end = data.find(b"\n", record.at) + 1 or len(data) if isinstance(record, Stray) else min(record.end, len(data))
        stray = record if isinstance(record, Stray) else _swallowed(data, record, width)
        if stray is not None:
            _note_stray(data, start, line, stray, complaints)
        elif isinstance(record, Record):
            records.append((line, record))
            quoted_at[line] = start
        line += data.count(b"\n", start, end)
        begin = end
    gaps.append((begin, len(data), line))
    return [gap for gap in gaps if gap[0] < gap[1]], records, quoted_at


def _note_stray(data: bytes, start: int, line: int, stray: Stray, complaints: Complaints) -> None:
    """Note `stray`, found in the record that begins at byte `start` and `line`."""
    below, column = place_of(data[start : stray.at])
    message = stray.message.replace("{line}", str(line + data.count(b"\n", start, stray.end)))
    complaints.add(codes.CSV_QUOTE, message, stray.hint, line=line + below - 1, column=column)


def _swallowed(data: bytes, record: Record, width: int) -> Stray | None:
    """Return the opening quotation mark of a cell that holds too many lines, or lines that look like rows."""
    if data.find(b"\n", record.starts[0], record.end - 1) < 0:
        return None
    for position, (cell, at) in enumerate(zip(record.cells, record.starts, strict=True)):
        lines = cell.split(b"\n")
        if len(lines) == 1 or data[at : at + 1] != b'"':
            continue
        too_many = len(lines) > MOST_LINES_IN_CELL
        if too_many or _look_like_rows(lines, position, width):
            what = f"{len(lines):,} lines" if too_many else "lines that look like rows of their own"
            return Stray(
                at,
                record.end - 1,
                f"The quotation mark that opens here is closed only on line {{line}}; between them are {what}.",
                "Delete the stray quotation mark, or close the cell where it ends.",
            )
    return None


def _look_like_rows(lines: Sequence[bytes], position: int, width: int) -> bool:
    """Whether `lines` of a cell have just the commas that rows cut at a stray quotation mark would have.

    In prose a comma is followed by a blank; in rows it hardly ever is.
    """
    if width == 1 or any(b", " in line for line in lines):
        return False
    commas = [line.count(b",") for line in lines]
    between = [count == width - 1 for count in commas[1:-1]]
    ends = commas[0] == width - 1 - position and commas[-1] == position
    return (ends and all(between)) or (width > 2 and any(between))  # noqa: PLR2004 - two columns: one comma is no sign


def _plain_frame(data: bytes, gaps: Sequence[_Gap], names: Sequence[str], complaints: Complaints) -> pl.DataFrame:
    """Return the cells of `gaps`, one row a line, noting the lines that have too many or too few."""
    width = len(names)
    header = ",".join(f"{at}" for at in range(width + 1)).encode() + b"\n"
    text = b"".join([header, *(data[begin:end] for begin, end, _ in gaps)])
    lines = text.count(b"\n") - 1 + (not text.endswith(b"\n"))
    if text.count(b",") - width == lines * (width - 1):
        frame = _split_by_polars(text, width)
        if frame is not None and frame.height == lines:
            frame.columns = list(names)
            return frame.with_columns(_numbers(data, gaps))
    return _split_by_hand(data, gaps, names, complaints)


def _split_by_polars(text: bytes, width: int) -> pl.DataFrame | None:
    """Return the cells of `text`; None when a row has more than `width`.

    A column more than the table has is asked for: a row that is too long shows there. Short rows then would have to
    be made up for by long ones in the count of commas.
    """
    kinds = {f"{at}": pl.String for at in range(width + 1)}
    try:
        frame = pl.read_csv(text, schema=kinds, quote_char=None, infer_schema=False, glob=False)
    except pl.exceptions.PolarsError:
        return None
    surplus = frame.drop_in_place(f"{width}")
    return frame if surplus.null_count() == frame.height else None


def _numbers(data: bytes, gaps: Sequence[_Gap]) -> pl.Series:
    """Return the numbers of all lines of `gaps`."""
    first = pl.Series([line for _, _, line in gaps], dtype=pl.UInt32)
    counts = [data.count(b"\n", begin, end) + (data[end - 1 : end] != b"\n") for begin, end, _ in gaps]
    after = first + pl.Series(counts, dtype=pl.UInt32)
    return pl.int_ranges(first, after, dtype=pl.UInt32, eager=True).explode().rename(LINE)


def _split_by_hand(data: bytes, gaps: Sequence[_Gap], names: Sequence[str], complaints: Complaints) -> pl.DataFrame:
    rows: list[tuple[int, list[str]]] = []
    for begin, end, first in gaps:
        for number, line in enumerate(data[begin:end].removesuffix(b"\n").split(b"\n"), start=first):
            cells = line.decode("utf-8").split(",")
            if not line:
                _note_blank(number, complaints)
            elif _has_width(len(cells), len(names), number, complaints):
                rows.append((number, cells))
    return _frame_of(rows, names)


def _quoted_frame(records: Sequence[tuple[int, Record]], names: Sequence[str], complaints: Complaints) -> pl.DataFrame:
    rows = [
        (line, [cell.decode("utf-8") for cell in record.cells])
        for line, record in records
        if _has_width(len(record.cells), len(names), line, complaints)
    ]
    return _frame_of(rows, names)


def _frame_of(rows: Sequence[tuple[int, Sequence[str]]], names: Sequence[str]) -> pl.DataFrame:
    columns = {name: pl.Series([cells[at] for _, cells in rows], dtype=pl.String) for at, name in enumerate(names)}
    frame = pl.DataFrame(columns | {LINE: pl.Series([line for line, _ in rows], dtype=pl.UInt32)})
    return frame.with_columns(pl.col(name).replace("", None) for name in names)


def _has_width(cells: int, width: int, line: int, complaints: Complaints) -> bool:
    if cells == width:
        return True
    hint = (
        'A cell that has a comma in it needs quotation marks around it: "Dangkao, Phnom Penh".'
        if cells > width
        else "Put a comma for every cell, also for empty ones."
    )
    message = f"The row has {_counted(cells, 'cell')}; the table has {_counted(width, 'column')}."
    complaints.add(codes.ROW_LENGTH, message, hint, line=line, column=1)
    return False


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _without_blank_rows(frame: pl.DataFrame, names: Sequence[str], complaints: Complaints) -> pl.DataFrame:
    blank = frame.select(pl.all_horizontal(pl.col(name).is_null() for name in names)).to_series()
    if not blank.any():
        return frame
    for line in frame.filter(blank)[LINE]:
        _note_blank(line, complaints)
    return frame.filter(~blank)


def _note_blank(line: int, complaints: Complaints) -> None:
    complaints.add(codes.BLANK_ROW, "The row is empty.", "Delete the line.", line=line, column=1)
