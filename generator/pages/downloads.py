"""Owns the page on data and downloads: what there is to take away, in which formats, how it may be used and cited.

Does not own the files (`generator.outputs.downloads` writes them and says what it wrote) or what fields mean
(`dictionary`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model import Package, Table
from generator.pages.edition import authors_of
from generator.pages.portal import MOST_CELLS, MOST_RECORDS, Download, Portal
from generator.pages.structured import data_catalogue_of
from generator.pages.view import View
from generator.text.words import Words

_FORMATS = {"json": "JSON", "xlsx": "XLSX", "parquet": "Parquet"}
"""What the formats of whole tables are called."""


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    yield View(
        template="downloads",
        address="downloads/",
        title=words.say("Data and downloads"),
        description=words.say(
            "All data behind this site to take away as CSV, JSON, XLSX, Parquet and zip, without login: rows, sizes, "
            "checksums, the licence, and how to cite."
        ),
        section="downloads",
        values={
            "packages": [_package(portal, words, package) for package in portal.data.packages.values()],
            "released": {(row["package"], row["version"]) for row in portal.facts.published("releases").to_dicts()},
            "licences": _licences(portal, words),
            "files_count": len(portal.downloads),
            "rows_count": sum(each.rows for each in portal.downloads if not each.table and each.format == "zip"),
            "base": portal.settings.address,
            "whole": portal.editions.whole,
            "most_cells": MOST_CELLS,
            "most_records": MOST_RECORDS,
            "publisher": words.pick(portal.programme["name"]),
        },
        structured=(data_catalogue_of(portal, words),),
        invented=True,
    )


def _package(portal: Portal, words: Words, package: Package) -> Mapping[str, object]:
    descriptor = package.descriptor
    files = [each for each in portal.downloads if each.package == package.name]
    return {
        "name": package.name,
        "title": words.foreign(str(descriptor.get("title", package.name)), words.fallback),
        "description": words.foreign(" ".join(str(descriptor.get("description", "")).split()), words.fallback),
        "version": package.version,
        "year": str(descriptor.get("created", portal.as_of.isoformat()))[:4],
        "authors": authors_of(portal, package.name),
        "edition": portal.editions.of(package.name, package.version),
        "whole": [each for each in files if not each.table],
        "tables": [_table(portal, words, table, files) for table in package.tables.values()],
    }


def _licences(portal: Portal, words: Words) -> list[Mapping[str, object]]:
    """Return each licence once, with the packages under it; `attribution`: naming the source is its one condition."""
    packages: dict[tuple[str, str, str], list[str]] = {}
    for package in portal.data.packages.values():
        for each in package.descriptor.get("licenses", ()):
            name, title, path = (str(each.get(part, "")) for part in ("name", "title", "path"))
            of_package = words.foreign(str(package.descriptor.get("title", package.name)), words.fallback)
            packages.setdefault((name, title or name or path, path), []).append(of_package)
    return [
        {"title": title, "path": path, "attribution": name == "CC-BY-4.0", "packages": words.join(of)}
        for (name, title, path), of in packages.items()
    ]


def _table(portal: Portal, words: Words, table: Table, files: Sequence[Download]) -> Mapping[str, object]:
    folder = f"data/{table.package}/"
    own = [each for each in files if each.table == table.name]
    csv = [each for each in own if each.format == "csv"]
    by_format = {each.format: each for each in own}
    left_out = {each.format: each.why for each in portal.left_out if each.table == table.name}
    return {
        "name": table.name,
        "title": words.foreign(table.schema.title, words.fallback),
        "rows": sum(each.rows for each in csv),
        "csv": [{"path": each.address.removeprefix(folder), "file": each} for each in csv],
        "whole": [(name, by_format.get(key), left_out.get(key)) for key, name in _FORMATS.items()],
        "files": [{"path": each.address.removeprefix(folder), "file": each} for each in own],
    }
