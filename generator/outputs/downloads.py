"""Owns the data as readers take them away: one folder and one archive a package, at stable addresses.

Does not own what may be published: the caller says it table by table, and a table of which nothing is said stops
the build. Files that are public as they stand are copied byte for byte; where a row or a single cell is not public
yet, the file is written anew without it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from generator.errors import PolicyError
from generator.model import FILE, Dataset, Package, Table
from generator.outputs.archives import readme, write_archive
from generator.outputs.descriptors import File, published_descriptor, rows_of
from generator.pages.portal import Download

FOLDER = "data"
"""Folder of the site that holds one folder a package."""

_EXACT_INTEGERS = 2.0**53
"""Below it a number without a fraction is written without one, and nothing is lost."""


def write_downloads(
    data: Dataset,
    site: Path,
    *,
    published: Mapping[str, pl.DataFrame | None],
    title: str,
    notice: str = "",
    address: str = "",
) -> list[Download]:
    """Write `data/<package>/` for each package into the folder `site`; return what was written, in order.

    `published` names every table: what is public of its rows (columns as in `Table.rows`; cells may be blanked), or
    None when all is. `title` is the name of the portal, `notice` its demonstration notice, `address` the root of the
    site; they go into the README of each archive. Raises PolicyError when a table is missing from `published`.
    """
    undecided = sorted({name for package in data.packages.values() for name in package.tables} - published.keys())
    if undecided:
        raise PolicyError(
            f"Nothing says which rows of {', '.join(undecided)} are public, so nothing is published; "
            "take such tables out of the packages, or decide on them first.",
        )
    return [
        download
        for package in data.packages.values()
        for download in _written_package(data.root, package, site / FOLDER, published, (title, notice, address))
    ]


def _written_package(
    root: Path,
    package: Package,
    downloads: Path,
    published: Mapping[str, pl.DataFrame | None],
    words: tuple[str, str, str],
) -> list[Download]:
    folder = downloads / package.name
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        table.name: _written_table(root, package, table, folder, published[table.name])
        for table in package.tables.values()
    }
    descriptor = folder / "datapackage.json"
    _write_json(descriptor, published_descriptor(package, files))
    paths = sorted([*(file.path for each in files.values() for file in each), descriptor.name])
    archive = folder / f"{package.name}.zip"
    write_archive(archive, folder, paths, readme(package, files, *words))
    rows = sum(map(rows_of, files.values()))
    whole = [_file(folder, path.name, rows) for path in (descriptor, archive)]
    return [
        Download(
            package=package.name,
            table=table,
            address=f"{FOLDER}/{package.name}/{file.path}",
            rows=file.rows,
            size_bytes=file.size_bytes,
            sha256=file.sha256,
            format=file.format,
        )
        for table, each in [*files.items(), ("", whole)]
        for file in each
    ]


def _written_table(
    root: Path,
    package: Package,
    table: Table,
    folder: Path,
    published: pl.DataFrame | None,
) -> list[File]:
    """Write what is public of a table: CSV file by file as in the package, records of YAML as one CSV and one JSON.

    CSV is what the descriptor names, as every reader of data packages knows it; texts by language are JSON in it.
    """
    rows = table.rows if published is None else published
    if not all(name.endswith(".csv") for name in table.files):
        _write_csv(folder / f"{table.name}.csv", table, rows.select(table.schema.names))
        _write_json(folder / f"{table.name}.json", _records(table, rows))
        return [_file(folder, f"{table.name}.{kind}", rows.height) for kind in ("csv", "json")]
    written = []
    for index, name in enumerate(table.files):
        path = (root / name).relative_to(package.folder).as_posix()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        part, whole = (_of_file(table, frame, index) for frame in (rows, table.rows))
        if part.equals(whole):
            shutil.copyfile(root / name, folder / path)
        else:
            _write_csv(folder / path, table, part)
        written.append(_file(folder, path, part.height))
    return written


def _of_file(table: Table, rows: pl.DataFrame, index: int) -> pl.DataFrame:
    """Return the rows from one file of the table, without the columns that say where they came from."""
    return rows.filter(pl.col(FILE) == index).select(table.schema.names)


def _write_csv(path: Path, table: Table, rows: pl.DataFrame) -> None:
    """Write `rows` as the packages have them: LF, quotes only where needed, a missing value as an empty cell."""
    with path.open("wb") as stream:
        rows.select(_cell(table, name) for name in rows.columns).write_csv(stream)


def _cell(table: Table, name: str) -> pl.Expr:
    column = pl.col(name)
    field = table.schema.field(name)
    if field.type == "list":
        return column.list.join(field.delimiter)
    if field.type == "array":
        return column.map_elements(_json_of_items, return_dtype=pl.String)
    if field.type == "number":
        whole = (column == column.round(0)) & (column.abs() < _EXACT_INTEGERS)
        integer = column.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(whole).then(integer).otherwise(column.cast(pl.String))
    return column


def _json_of_items(items: pl.Series) -> str:
    return json.dumps(items.to_list(), ensure_ascii=False)


def _records(table: Table, rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return records as JSON has them. Tables kept as YAML are small: one file a record."""
    types = {field.name: field.type for field in table.schema.fields}
    return [
        {name: _value(types[name], value) for name, value in record.items()}
        for record in rows.select(table.schema.names).to_dicts()
    ]


def _value(kind: str, value: Any) -> Any:
    if value is None or kind in ("string", "array", "list", "boolean", "integer"):
        return value
    if kind == "object":
        return json.loads(value)
    if kind == "number":
        return int(value) if float(value).is_integer() and abs(value) < _EXACT_INTEGERS else value
    return str(value)


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _file(folder: Path, path: str, rows: int) -> File:
    with (folder / path).open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return File(path, rows, stream.tell(), sha256)
