"""Owns the files of one table: CSV as in the package, and the same public rows as JSON, Parquet and a spreadsheet.

Does not own what may be published, nor the other formats themselves (`records`, `columns`, `spreadsheets`): it says
which table has which, and what a table is too large for.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from generator.model import FILE, Package, Table
from generator.outputs import records, spreadsheets
from generator.outputs.cells import as_csv
from generator.outputs.columns import write_columns
from generator.outputs.descriptors import File
from generator.pages.portal import MOST_RECORDS, TOO_LONG, LeftOut


@dataclass(frozen=True, slots=True)
class Publisher:
    """What files say of the portal: its name, the notice of a demonstration, the address of its root.

    `versions`: released versions have addresses of their own.
    """

    title: str
    notice: str = ""
    address: str = ""
    versions: bool = True


def is_kept_as_records(table: Table) -> bool:
    """Whether staff keep the table as one text file a record (YAML)."""
    return not all(name.endswith(".csv") for name in table.files)


def write_csv(root: Path, package: Package, table: Table, rows: pl.DataFrame, folder: Path) -> Iterator[File]:
    """Write what is public of a table as CSV, file by file as in the package; records of YAML as one file.

    CSV is what the descriptor names, as every reader of data packages knows it; texts by language are JSON in it.
    """
    if is_kept_as_records(table):
        _write_csv(folder / f"{table.name}.csv", table, rows.select(table.schema.names))
        yield file_of(folder, f"{table.name}.csv", rows.height)
        return
    for index, name in enumerate(table.files):
        path = (root / name).relative_to(package.folder).as_posix()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        part, whole = (_of_file(table, frame, index) for frame in (rows, table.rows))
        if part.equals(whole):
            shutil.copyfile(root / name, folder / path)
        else:
            _write_csv(folder / path, table, part)
        yield file_of(folder, path, part.height)


def write_formats(
    package: Package, table: Table, rows: pl.DataFrame, folder: Path, publisher: Publisher
) -> Iterator[File | LeftOut]:
    """Write the public rows of a table in every other format, whole; yield what was written, or left out and why."""
    path = folder / table.name
    if rows.height > MOST_RECORDS:
        yield LeftOut(package.name, table.name, "json", TOO_LONG)
    else:
        records.write_records(path.with_suffix(".json"), table, rows)
        yield file_of(folder, f"{table.name}.json", rows.height)
    if why := spreadsheets.unfit(table, rows):
        yield LeftOut(package.name, table.name, "xlsx", why)
    else:
        about = _about(package, table, publisher)
        spreadsheets.write_spreadsheet(path.with_suffix(".xlsx"), package, table, rows, about)
        yield file_of(folder, f"{table.name}.xlsx", rows.height)
    write_columns(path.with_suffix(".parquet"), package, table, rows, publisher.title)
    yield file_of(folder, f"{table.name}.parquet", rows.height)


def _about(package: Package, table: Table, publisher: Publisher) -> list[str]:
    """Return what the second sheet of a spreadsheet says before it explains the fields."""
    descriptor = package.descriptor
    licences = (str(each.get("path") or each.get("name", "")) for each in descriptor.get("licenses", ()))
    head = f"{table.schema.title} - {descriptor.get('title', package.name)} - {publisher.title}"
    version = f"Data package {package.name}, version {package.version}, {str(descriptor.get('created', ''))[:10]}."
    address = f"{publisher.address}/data/{package.name}/datapackage.json" if publisher.address else ""
    found = [head, version, publisher.notice, table.schema.description, f"Licence: {', '.join(licences)}", address]
    return [each for each in (*found, "An empty cell means that the value is not known.") if each]


def file_of(folder: Path, path: str, rows: int) -> File:
    """Return the file at `path` in `folder` with its size and checksum."""
    with (folder / path).open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return File(path, rows, stream.tell(), sha256)


def _of_file(table: Table, rows: pl.DataFrame, index: int) -> pl.DataFrame:
    """Return the rows from one file of the table, without the columns that say where they came from.

    They lie together, as files are read one after another: a cut, where a search would copy millions of rows.
    """
    first, end = (int(rows[FILE].search_sorted(index, side)) for side in ("left", "right"))
    return rows.slice(first, end - first).select(table.schema.names)


def _write_csv(path: Path, table: Table, rows: pl.DataFrame) -> None:
    """Write `rows` as the packages have them: LF, quotes only where needed, a missing value as an empty cell."""
    with path.open("wb") as stream:
        rows.select(as_csv(table, name) for name in rows.columns).write_csv(stream)
