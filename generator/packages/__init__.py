"""Owns reading data packages from the disk into typed tables, with a problem for every flaw, at its file and line.

Does not own constraints, keys and rules over tables (`generator.checks`), or how files are written
(`generator.canonical`, the one other module that reads YAML of data). A file passes through these modules in turn:

    files (may it be opened) -> characters (is it clean UTF-8) -> csv_text or yaml_text (cells or nodes as text)
    descriptor, table_schema (which tables and columns there should be)
    -> tables, yaml_table (the rows of a resource) -> cells (columns with their types)

Whatever bytes lie on the disk, the result is tables and problems, never an exception.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.errors import SurroundingsError
from generator.model import Dataset, Package, Table
from generator.packages import codes
from generator.packages.codes import CODES
from generator.packages.complaints import Complaints, quoted
from generator.packages.descriptor import FILE_NAME, Descriptor, read_descriptor
from generator.packages.files import Listing, files_in, folders_in
from generator.packages.tables import read_table, text_of
from generator.packages.unlisted import note_unlisted
from generator.packages.yaml_text import Node, read_yaml
from generator.problems import Problem, Where

__all__ = ["CODES", "read_dataset", "read_package"]


def read_dataset(root: Path) -> tuple[Dataset, list[Problem]]:
    """Return every package in the data folder `root`, and every problem found when reading them.

    Raises SurroundingsError when there is no such folder, or no package in it.
    """
    complaints = Complaints(Where(FILE_NAME))
    try:
        root = root.resolve(strict=True)
        folders = folders_in(root, complaints)
    except (OSError, RuntimeError, ValueError) as error:
        raise SurroundingsError(
            f"There is no data folder {root} to be read: name the folder in which the packages lie."
        ) from error
    if not any(os.path.lexists(folder / FILE_NAME) for folder in folders):
        raise SurroundingsError(f"No folder in {root} has a {FILE_NAME}: name the folder in which the packages lie.")
    packages: dict[str, Package] = {}
    for folder in folders:
        package, problems = read_package(root, folder)
        complaints.problems.extend(problems)
        if package is not None:
            packages[package.name] = _without_taken(package, packages, complaints)
    return Dataset(root, packages), complaints.problems


def read_package(root: Path, folder: Path) -> tuple[Package | None, list[Problem]]:
    """Return the package in `folder` (of the data folder `root`), and every problem found when reading it.

    A table is left out when one of its files or rows could not be read. The package is None when its descriptor cannot
    be used.
    """
    root, folder = root.resolve(), folder.resolve()
    file = (PurePosixPath(folder.relative_to(root)) / FILE_NAME).as_posix()
    complaints = Complaints(Where(file, package=folder.name))
    listing = files_in(folder, complaints)
    descriptor = _descriptor(listing, complaints)
    if descriptor is None:
        return None, complaints.close()
    tables: dict[str, Table] = {}
    for resource in descriptor.resources:
        table = read_table(resource, listing, complaints.at(table=resource.name))
        if table is not None:
            tables[table.name] = table
    note_unlisted(descriptor, listing, complaints)
    return Package(descriptor.name, folder, descriptor.values, tables), complaints.close()


def _descriptor(listing: Listing, complaints: Complaints) -> Descriptor | None:
    if FILE_NAME not in listing.allowed:
        if FILE_NAME not in listing.refused:
            message = f"The folder {quoted(listing.folder.name)} has no {FILE_NAME}, so its files are not read."
            hint = f"Add a {FILE_NAME} that describes its tables, or move the folder out of data."
            complaints.add(codes.MISSING_FILE, message, hint)
        return None

    def read(path: str, place: Complaints) -> Node | None:
        data = text_of(listing, path, place)
        return None if data is None else read_yaml(data, place)

    node = read(FILE_NAME, complaints)
    return None if node is None else read_descriptor(node, listing, read, complaints)


def _without_taken(package: Package, others: Mapping[str, Package], complaints: Complaints) -> Package:
    """Return `package` without the tables whose names other packages have, and note a problem for each of them."""
    free = dict(package.tables)
    file = f"{package.folder.name}/{FILE_NAME}"
    for other in others.values():
        for name in sorted(package.tables.keys() & other.tables.keys()):
            del free[name]
            Complaints(Where(file, package=package.name, table=name), complaints.problems).add(
                codes.TABLE_NAME_TAKEN,
                f"The package {other.name} has a table {quoted(name)} too.",
                "Rename one of the two: a table is found by its name alone.",
                also=(Where(f"{other.folder.name}/{FILE_NAME}", package=other.name, table=name),),
            )
    return Package(package.name, package.folder, package.descriptor, free)
