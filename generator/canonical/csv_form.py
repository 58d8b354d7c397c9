"""Owns the one way in which a table is written in CSV, whatever program wrote it before.

Does not own the reading of cells (`generator.packages.csv_text`). UTF-8 without a mark, line feeds, commas, quotation
marks only where a cell needs them, columns in the order of the schema, rows in that of the primary key where the schema
says `sorted`. What a spreadsheet has done to the form is undone; a value is never changed, nor is one guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import polars as pl

from generator.model import LINE
from generator.packages import codes
from generator.packages.characters import clean_text
from generator.packages.complaints import Complaints
from generator.packages.csv_text import Record, read_csv, scan_record
from generator.schema import Schema
from generator.text.order import natural

_MARK = b"\xef\xbb\xbf"


def csv_form(data: bytes, schema: Schema, complaints: Complaints) -> bytes | None:
    """Return `data` in the canonical form; None, noting why, when it cannot be read without guessing."""
    text = _with_commas(unified(data), schema)
    clean = clean_text(text, ".csv", complaints)
    frame = None if clean is None else _frame_of(clean, schema, complaints)
    if frame is None:
        return None
    written = _written(_in_order(_tidied(frame, schema), schema))
    again = read_csv(written, schema.names, complaints)
    if complaints.problems or again is None:
        return None
    return written


def unified(data: bytes) -> bytes:
    """Return `data` without a byte order mark and with line feeds alone; where there are none, for carriage returns."""
    text = data.removeprefix(_MARK).replace(b"\r\n", b"\n")
    return text if b"\n" in text else text.replace(b"\r", b"\n")


def _with_commas(data: bytes, schema: Schema) -> bytes:
    """Return `data` with commas between cells where semicolons were, as spreadsheets of many countries write them.

    Only when the first line then names the columns, and when nothing has to be guessed.
    """
    header = data.partition(b"\n")[0].decode("utf-8", "replace").split(";")
    if {name.strip(' "') for name in header} - {""} != set(schema.names) or len(header) == 1:
        return data
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=";", strict=True))
    except (csv.Error, UnicodeDecodeError):
        return data
    full = [row for row in rows if row]
    if any(len(row) != len(header) or any("\n" in cell and ";" in cell for cell in row) for row in full):
        return data
    return _joined(full)


def _frame_of(clean: bytes, schema: Schema, complaints: Complaints) -> pl.DataFrame | None:
    """Return the cells under the names of the schema, in its order; empty rows and empty columns without a name go."""
    header = scan_record(clean, 0)
    names = [cell.decode("utf-8").strip() for cell in header.cells] if isinstance(header, Record) else []
    width = len(names) - len(names[len(schema.names) :])
    if not isinstance(header, Record) or sorted(names[:width]) != sorted(schema.names) or any(names[width:]):
        read_csv(clean, schema.names, complaints)
        return None
    columns = [f"c{at}" for at in range(len(names))]
    cells = read_csv(",".join(columns).encode() + b"\n" + clean[header.end :], columns, complaints)
    complaints.problems[:] = [each for each in complaints.problems if each.code != codes.BLANK_ROW]
    if cells is None or complaints.problems:
        return None
    surplus = cells.frame.select(columns[width:])
    if surplus.height and any(column.null_count() < surplus.height for column in surplus):
        message = "The first line does not name the columns of the table: some have values, but no name."
        complaints.add(codes.HEADER, message, f"Make the first line: {','.join(schema.names)}", line=1, column=1)
        return None
    named = dict(zip(columns[:width], names, strict=False))
    return cells.frame.select(list(named)).rename(named).select(schema.names)


def _tidied(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return the cells as they are read anyway: without white space around them; true and false in small letters."""
    columns = []
    for field in schema.fields:
        text = pl.col(field.name).str.strip_chars().replace("", None)
        if field.type == "boolean":
            small = text.str.to_lowercase()
            text = pl.when(small.is_in(["true", "false"])).then(small).otherwise(text).alias(field.name)
        columns.append(text)
    return frame.select(columns)


def _in_order(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return the rows in the order of the primary key where the schema asks for it, numbers in it as numbers."""
    if not schema.sorted or not schema.primary_key:
        return frame
    ranks = [_rank(frame[name]).alias(f"{LINE}{name}") for name in schema.primary_key]
    ordered = frame.with_columns(ranks).sort([rank.name for rank in ranks], maintain_order=True)
    return ordered.select(schema.names)


def _rank(keys: pl.Series) -> pl.Series:
    """Return the place of each key among all: 2.1.9 before 2.1.10, a blank one first."""
    known = sorted(keys.drop_nulls().unique(), key=natural)
    return keys.cast(pl.Enum(known)).to_physical().cast(pl.Int64).fill_null(-1)


def _written(frame: pl.DataFrame) -> bytes:
    return _joined([frame.columns, *frame.iter_rows()])


def _joined(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
