"""Owns the README of an archive: what it is, what is in it, how it may be used and cited, what each column means.

Does not own the archive (`generator.outputs.archives`). Plain text, for people who know no data packages.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from generator.model import Package, Table
from generator.outputs.descriptors import File, rows_of
from generator.outputs.table_files import Publisher

_WIDTH = 78


def readme(package: Package, files: Mapping[str, Sequence[File]], described: File, publisher: Publisher) -> str:
    """Return the text: version, notice, tables, licence, citation, sources, columns, checksums.

    `files` are those in the archive by table, `described` is the descriptor.
    """
    descriptor = package.descriptor
    name = str(descriptor.get("title", package.name))
    head = f"{name} - {publisher.title}"
    about = [f"Data package {package.name}, version {package.version}, created {_day(descriptor)}."]
    tables = [f"{table}: {_rows(each)}, {', '.join(file.path for file in each)}" for table, each in files.items()]
    parts = [
        f"{head}\n{'=' * len(head)}",
        *map(_wrapped, [*about, publisher.notice, str(descriptor.get("description", ""))]),
        _section("Files", [*tables, "datapackage.json: what each column means, its type and its limits"]),
        _section("Licence", [_licence(each) for each in descriptor.get("licenses", ())]),
        _section("How to cite", [_citation(package, name, publisher)]),
        _section("Sources", [_source(each) for each in descriptor.get("sources", ())]),
        *(_columns(table) for table in package.tables.values()),
        _checksums([*(file for own in files.values() for file in own), described]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _section(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = [
        textwrap.fill(
            line,
            _WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    ]
    return "\n".join([title, "-" * len(title), *items])


def _columns(table: Table) -> str:
    fields = [f"{field.name} ({field.type}): {field.description}".rstrip(": ") for field in table.schema.fields]
    return _section(f"Columns of {table.name}", fields)


def _checksums(files: Sequence[File]) -> str:
    """Return the lines that `sha256sum --check` reads; they are not wrapped."""
    title = "Checksums (SHA-256)"
    return "\n".join([title, "-" * len(title), *(f"{file.sha256}  {file.path}" for file in files)])


def _day(descriptor: Mapping[str, Any]) -> str:
    return str(descriptor.get("created", ""))[:10] or "on an unknown day"


def _rows(files: Sequence[File]) -> str:
    count = rows_of(files)
    return "1 row" if count == 1 else f"{count:,} rows"


def _licence(licence: Mapping[str, Any]) -> str:
    return ", ".join(str(licence[key]) for key in ("title", "name", "path") if licence.get(key))


def _source(source: Mapping[str, Any]) -> str:
    return ", ".join(str(source[key]) for key in ("title", "path") if source.get(key))


def _citation(package: Package, name: str, publisher: Publisher) -> str:
    people = [str(each.get("title", "")) for each in package.descriptor.get("contributors", ())]
    authors = "; ".join(person for person in people if person) or publisher.title
    file = f"{package.version}/" if publisher.versions else "datapackage.json"
    place = f" {publisher.address}/data/{package.name}/{file}" if publisher.address else ""
    year = _day(package.descriptor)[:4]
    return f"{authors} ({year}). {name}, version {package.version}. {publisher.title}.{place}"
