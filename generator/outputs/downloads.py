"""Owns the data as readers take them away: one folder and one archive a package, at stable addresses.

Does not own what may be published: the caller says it table by table, and a table of which nothing is said stops
the build. CSV that is public as it stands is copied byte for byte; where a row or a single cell is not public yet,
the file is written anew without it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from generator.errors import PolicyError
from generator.model import Dataset, Package
from generator.outputs.archives import write_archive
from generator.outputs.descriptors import File, published_descriptor, rows_of
from generator.outputs.readme import readme
from generator.outputs.records import write_records
from generator.outputs.table_files import Publisher, file_of, is_kept_as_records, write_csv, write_formats
from generator.pages.portal import Download, LeftOut

FOLDER = "data"
"""Folder of the site that holds one folder a package."""


class Written(NamedTuple):
    """What there is to take away, in order, and what was left out of it."""

    files: tuple[Download, ...]
    left_out: tuple[LeftOut, ...]


def write_downloads(
    data: Dataset, site: Path, *, published: Mapping[str, pl.DataFrame], publisher: Publisher
) -> Written:
    """Write `data/<package>/` for each package into the folder `site`.

    `published` has what is public of the rows of every table (columns as in `Table.rows`; cells may be blanked).
    Raises PolicyError when a table is missing from it.
    """
    undecided = sorted({name for package in data.packages.values() for name in package.tables} - published.keys())
    if undecided:
        raise PolicyError(
            f"Nothing says which rows of {', '.join(undecided)} are public, so nothing is published; "
            "take such tables out of the packages, or decide on them first.",
        )
    written: list[Download] = []
    left_out: list[LeftOut] = []
    for package in data.packages.values():
        folder = site / FOLDER / package.name
        folder.mkdir(parents=True, exist_ok=True)
        files = _write_tables(data.root, package, folder, published, publisher, left_out)
        whole = _write_whole(package, folder, files, publisher)
        written += [_download(package, table, file) for table, each in [*files.items(), ("", whole)] for file in each]
    return Written(tuple(written), tuple(left_out))


def write_package(
    package: Package, root: Path, folder: Path, *, published: Mapping[str, pl.DataFrame], publisher: Publisher
) -> dict[str, list[File]]:
    """Write what the archive of a package holds, its descriptor and the archive, into `folder`; return them by table.

    What is about the whole package has no table. `root` is the data folder in which the package lies; `published` what
    is public of its rows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[File]] = {}
    for name, table in package.tables.items():
        files[name] = list(write_csv(root, package, table, published[name], folder))
        if is_kept_as_records(table):
            write_records(folder / f"{name}.json", table, published[name])
            files[name].append(file_of(folder, f"{name}.json", published[name].height))
    return files | {"": _write_whole(package, folder, files, publisher)}


def _write_tables(
    root: Path,
    package: Package,
    folder: Path,
    published: Mapping[str, pl.DataFrame],
    publisher: Publisher,
    left_out: list[LeftOut],
) -> dict[str, list[File]]:
    """Write the files of each table; return them by table, and add to `left_out` what there is none of."""
    files: dict[str, list[File]] = {}
    for table in package.tables.values():
        rows = published[table.name]
        files[table.name] = list(write_csv(root, package, table, rows, folder))
        for each in write_formats(package, table, rows, folder, publisher):
            if isinstance(each, File):
                files[table.name].append(each)
            else:
                left_out.append(each)
    return files


def _write_whole(package: Package, folder: Path, files: Mapping[str, list[File]], publisher: Publisher) -> list[File]:
    """Write the descriptor and the archive of a package: its CSV, and what staff keep as records as JSON too."""
    descriptor = folder / "datapackage.json"
    _write_json(descriptor, published_descriptor(package, files))
    rows = sum(map(rows_of, files.values()))
    described = file_of(folder, descriptor.name, rows)
    kept = {
        table: [file for file in own if file.format in _formats_of_archive(package, table)]
        for table, own in files.items()
    }
    archive = folder / f"{package.name}.zip"
    paths = sorted([*(file.path for own in kept.values() for file in own), descriptor.name])
    write_archive(archive, folder, package.name, paths, readme(package, kept, described, publisher))
    return [described, file_of(folder, archive.name, rows)]


def _formats_of_archive(package: Package, table: str) -> tuple[str, ...]:
    return ("csv", "json") if is_kept_as_records(package.tables[table]) else ("csv",)


def _download(package: Package, table: str, file: File) -> Download:
    return Download(
        package=package.name,
        table=table,
        address=f"{FOLDER}/{package.name}/{file.path}",
        rows=file.rows,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        format=file.format,
    )


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
