"""Owns reading the files of a resource (a table of the descriptor) into one typed table.

Does not own how a file is cut into cells (`csv_text`, `yaml_table`) or a column typed (`cells`). A table with a file or
a row that could not be read is left out as a whole: else every row that refers to a lost one would be a problem, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath

import polars as pl

from generator.model import FILE, LINE, Table
from generator.packages.cells import Fault, space_fault, type_fault, typed_column
from generator.packages.characters import clean_text
from generator.packages.complaints import Complaints
from generator.packages.csv_text import read_csv
from generator.packages.descriptor import Resource
from generator.packages.files import Listing, bytes_of
from generator.packages.yaml_table import cells_of, record_of
from generator.packages.yaml_text import Record, read_yaml
from generator.schema import Schema

_Place = tuple[str, int, int]
_Places = Callable[[pl.Series, int], Iterable[_Place]]
"""From rows and the position of a column to file, line and column of those cells."""


def read_table(resource: Resource, listing: Listing, complaints: Complaints) -> Table | None:
    """Return the table that the files of `resource` hold; None when not all of them could be read."""
    read = _csv_rows if resource.format == "csv" else _yaml_rows
    rows = read(resource, listing, complaints)
    if rows is None:
        return None
    prefix = PurePosixPath(complaints.file).parent
    files = tuple((prefix / path).as_posix() for path in resource.paths)
    return Table(resource.name, complaints.where.package, resource.schema, rows, files)


def text_of(listing: Listing, path: str, complaints: Complaints) -> bytes | None:
    """Return the clean text of the file `path`; None, noting why, when it cannot be had."""
    data = bytes_of(listing, path, complaints)
    return None if data is None else clean_text(data, PurePosixPath(path).suffix, complaints)


def _csv_rows(resource: Resource, listing: Listing, complaints: Complaints) -> pl.DataFrame | None:
    parts = [
        _csv_part(resource.schema, listing, path, number, _of_file(complaints, path))
        for number, path in enumerate(resource.paths)
    ]
    read = [part for part in parts if part is not None]
    return pl.concat(read, rechunk=False) if len(read) == len(parts) else None


def _csv_part(schema: Schema, listing: Listing, path: str, number: int, complaints: Complaints) -> pl.DataFrame | None:
    data = text_of(listing, path, complaints)
    cells = None if data is None else read_csv(data, schema.names, complaints)
    if cells is None:
        return None

    def places(rows: pl.Series, position: int) -> Iterator[_Place]:
        for line, column in cells.places(rows, position):
            yield complaints.file, line, column

    frame = _typed(cells.frame, schema, places, complaints)
    frame = frame.with_columns(pl.lit(number, pl.UInt16).alias(FILE), cells.frame[LINE])
    return frame if cells.whole else None


def _yaml_rows(resource: Resource, listing: Listing, complaints: Complaints) -> pl.DataFrame | None:
    schema = resource.schema
    records: list[tuple[int, Record]] = []
    cells: list[dict[str, str | None]] = []
    for number, path in enumerate(resource.paths):
        place = _of_file(complaints, path)
        record = _yaml_record(listing, path, place)
        if record is not None:
            records.append((number, record))
            cells.append(cells_of(record, schema, place))
    names = [_of_file(complaints, path).file for path in resource.paths]

    def places(rows: pl.Series, position: int) -> Iterator[_Place]:
        for row in rows:
            number, record = records[row]
            node = record.values[schema.names[position]]
            yield names[number], node.line, node.column

    frame = _typed(pl.DataFrame(cells, schema=dict.fromkeys(schema.names, pl.String)), schema, places, complaints)
    numbers = pl.Series(FILE, [number for number, _ in records], dtype=pl.UInt16)
    lines = pl.Series(LINE, [record.line for _, record in records], dtype=pl.UInt32)
    return frame.with_columns(numbers, lines) if len(records) == len(resource.paths) else None


def _yaml_record(listing: Listing, path: str, complaints: Complaints) -> Record | None:
    data = text_of(listing, path, complaints)
    node = None if data is None else read_yaml(data, complaints)
    return None if node is None else record_of(node, complaints)


def _typed(frame: pl.DataFrame, schema: Schema, places: _Places, complaints: Complaints) -> pl.DataFrame:
    """Return the columns of `frame` (text) in their types, noting every cell that is not of its type."""
    columns = [typed_column(frame[field.name], field, schema.missing_values) for field in schema.fields]
    typed = pl.DataFrame([column.values for column in columns])
    for position, (field, column) in enumerate(zip(schema.fields, columns, strict=True)):
        for rows, explain in ((column.spaced, space_fault), (column.failed, partial(type_fault, field))):
            if rows.len():
                cells = zip(frame[field.name][rows], _keys(typed[rows], schema), places(rows, position), strict=True)
                _note(cells, explain, complaints.named(field.name))
    return typed


def _note(cells: Iterable[tuple[str, str, _Place]], explain: Callable[[str], Fault], complaints: Complaints) -> None:
    """Note a problem for each of `cells` (text, key of its row, place); what to say of a text is worked out once."""
    known: dict[str, Fault] = {}
    for text, key, (file, line, column) in cells:
        fault = known.get(text) or known.setdefault(text, explain(text))
        if file != complaints.file:
            complaints = complaints.at(file)
        complaints.add(fault.code, fault.message, fault.hint, line=line, column=column, key=key)


def _keys(rows: pl.DataFrame, schema: Schema) -> pl.Series:
    """Return the primary key of `rows` as problems name it: parts joined by blanks, “blank” for a missing one."""
    parts = [pl.col(name) for name in schema.primary_key if not rows[name].dtype.is_nested()]
    if not parts:
        return pl.repeat("", rows.height, dtype=pl.String, eager=True)
    texts = [part.cast(pl.String).fill_null("blank") for part in parts]
    return rows.select(pl.concat_str(texts, separator=" ")).to_series()


def _of_file(complaints: Complaints, path: str) -> Complaints:
    return complaints.at((PurePosixPath(complaints.file).parent / path).as_posix())
