"""Owns the archive of a package: the same bytes from the same files, with a README in plain text.

Does not own the files in it (`generator.outputs.downloads`).
"""

from __future__ import annotations

import shutil
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.model import Package
from generator.outputs.descriptors import File, rows_of

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Time of every entry: the first that the format knows, so that no clock gets into the bytes."""
_READABLE_FILE = 0o100644 << 16
_UNIX = 3
_WIDTH = 78


def write_archive(archive: Path, folder: Path, paths: Sequence[str], readme: str) -> None:
    """Write the files at `paths` (relative to `folder`) and `README.txt` into `archive`, below one folder."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        target.writestr(_entry(f"{folder.name}/README.txt"), readme.encode())
        for path in paths:
            with (
                (folder / path).open("rb") as source,
                target.open(
                    _entry(f"{folder.name}/{path}"),
                    "w",
                    force_zip64=True,
                ) as entry,
            ):
                shutil.copyfileobj(source, entry, 1 << 20)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE_FILE
    return entry


def readme(package: Package, files: Mapping[str, Sequence[File]], title: str, notice: str, address: str) -> str:
    """Return the text that says what the archive is: version, notice, tables, licence, how to cite."""
    descriptor = package.descriptor
    name = str(descriptor.get("title", package.name))
    head = f"{name} - {title}"
    about = [f"Data package {package.name}, version {package.version}, created {_day(descriptor)}."]
    tables = [f"{table}: {_rows(each)}, {', '.join(file.path for file in each)}" for table, each in files.items()]
    parts = [
        f"{head}\n{'=' * len(head)}",
        *map(_wrapped, [*about, notice, str(descriptor.get("description", ""))]),
        _section("Files", [*tables, "datapackage.json: what each column means, its type and its limits"]),
        _section("Licence", [_licence(each) for each in descriptor.get("licenses", ())]),
        _section("How to cite", [_citation(package, name, title, address)]),
        _section("Sources", [_source(each) for each in descriptor.get("sources", ())]),
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


def _day(descriptor: Mapping[str, Any]) -> str:
    return str(descriptor.get("created", ""))[:10] or "on an unknown day"


def _rows(files: Sequence[File]) -> str:
    count = rows_of(files)
    return "1 row" if count == 1 else f"{count:,} rows"


def _licence(licence: Mapping[str, Any]) -> str:
    return ", ".join(str(licence[key]) for key in ("title", "name", "path") if licence.get(key))


def _source(source: Mapping[str, Any]) -> str:
    return ", ".join(str(source[key]) for key in ("title", "path") if source.get(key))


def _citation(package: Package, name: str, title: str, address: str) -> str:
    people = [str(each.get("title", "")) for each in package.descriptor.get("contributors", ())]
    authors = "; ".join(person for person in people if person) or title
    place = f" {address.rstrip('/')}/data/{package.name}/" if address else ""
    return f"{authors} ({_day(package.descriptor)[:4]}). {name}, version {package.version}. {title}.{place}"
