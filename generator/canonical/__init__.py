"""Owns the canonical form of data packages: of every file the only one that its values can have.

So a change of a value is the whole difference, whatever editor or spreadsheet made it. Does not own the forms
(`csv_form`, `yaml_form`) or what is allowed in a package (`generator.packages`). A file that cannot be read strictly is
left alone, with what stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.canonical.csv_form import csv_form
from generator.canonical.key_orders import OF_DESCRIPTOR, OF_SCHEMA, of_record
from generator.canonical.replacing import replace_file
from generator.canonical.yaml_file import yaml_file_form
from generator.canonical.yaml_form import Orders
from generator.errors import SurroundingsError
from generator.packages.characters import clean_text
from generator.packages.complaints import Complaints
from generator.packages.descriptor import FILE_NAME, Descriptor, read_descriptor
from generator.packages.files import Listing, bytes_of, files_in, folders_in
from generator.packages.yaml_text import Node, Record, read_yaml
from generator.problems import Problem, Where
from generator.schema import Schema


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a package: its folder, its path in it, and the schema of its rows; None where it holds none."""

    listing: Listing
    path: str
    schema: Schema | None

    @property
    def name(self) -> str:
        """The path from the data folder."""
        return f"{self.listing.folder.name}/{self.path}"


@dataclass(frozen=True, slots=True)
class Formed:
    """A file, its bytes, and those of its canonical form; None and `problems` where it has none."""

    source: Source
    before: bytes
    after: bytes | None
    problems: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the file could be in its canonical form, and is not."""
        return self.after is not None and self.after != self.before


def sources_of(root: Path) -> list[Source]:
    """Return the CSV and YAML files of the packages in the data folder `root`.

    A table that no descriptor lists is left out: nobody knows its columns. SurroundingsError when there is no package.
    """
    try:
        folders = folders_in(root, Complaints(Where(FILE_NAME)))
    except OSError as error:
        raise SurroundingsError(
            f"There is no data folder {root} to be read: name the folder in which the packages lie."
        ) from error
    if not any((folder / FILE_NAME).is_file() for folder in folders):
        raise SurroundingsError(f"No folder in {root} has a {FILE_NAME}: name the folder in which the packages lie.")
    return [source for folder in folders for source in _sources_in(folder)]


def form_of(source: Source) -> Formed:
    """Return the canonical form of a file."""
    folder = source.listing.folder.name
    complaints = Complaints(Where(source.name, package=folder))
    data = bytes_of(source.listing, source.path, complaints)
    after = None
    if data is not None and source.path.endswith(".csv") and source.schema is not None:
        after = csv_form(data, source.schema, complaints)
    elif data is not None:
        after = yaml_file_form(data, _orders_of(source), complaints)
    return Formed(source, data or b"", after, () if after else tuple(complaints.close()))


def write_form(formed: Formed) -> None:
    """Put the canonical form in the place of the file: whole, or not at all."""
    if formed.after is None:
        raise ValueError(f"{formed.source.name} has no canonical form")
    replace_file(formed.source.listing.folder / formed.source.path, formed.after)


def _sources_in(folder: Path) -> Iterator[Source]:
    listing = files_in(folder, Complaints(Where(FILE_NAME)))
    descriptor = _descriptor(listing)
    resources = descriptor.resources if descriptor else ()
    schemas = {path: resource.schema for resource in resources for path in resource.paths}
    for path in sorted(listing.allowed):
        if path in schemas or PurePosixPath(path).suffix in (".yaml", ".yml"):
            yield Source(listing, path, schemas.get(path))


def _orders_of(source: Source) -> Orders:
    if source.path == FILE_NAME:
        return OF_DESCRIPTOR
    return of_record(source.schema) if source.schema else OF_SCHEMA


def _descriptor(listing: Listing) -> Descriptor | None:
    """Return what the descriptor says of the files; complaints about it are those of `seamline check`."""
    unheard = Complaints(Where(FILE_NAME))

    def read(path: str, place: Complaints) -> Node | None:
        data = bytes_of(listing, path, place)
        clean = None if data is None else clean_text(data, PurePosixPath(path).suffix, place)
        return None if clean is None else read_yaml(clean, place)

    node = read(FILE_NAME, unheard) if FILE_NAME in listing.allowed else None
    return read_descriptor(node, listing, read, unheard) if isinstance(node, Record) else None
