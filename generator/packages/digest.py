"""Owns the checksum of a package as staff keep it; a git tag that was moved to other data no longer has it.

Does not own the checksums of published files (`generator.outputs`), which change when the program does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator.model import Package
from generator.packages.descriptor import FILE_NAME

SELF = "releases"
"""Table that holds the checksum, and so cannot be part of it."""


def digest_of(package: Package, root: Path, replaced: Mapping[str, bytes] | None = None) -> str:
    """Return the SHA-256 of the descriptor, schemas and tables of `package`, which lies in the data folder `root`.

    `replaced` are files by their path from the data folder, as they will be.
    """
    folder = package.folder.name
    schemas = (each.get("schema") for each in package.descriptor["resources"])
    names = {
        f"{folder}/{FILE_NAME}",
        *(f"{folder}/{path}" for path in schemas if isinstance(path, str)),
        *(name for table in package.tables.values() if table.name != SELF for name in table.files),
    }
    whole = hashlib.sha256()
    for name in sorted(names):
        content = (replaced or {}).get(name)
        one = hashlib.sha256((root / name).read_bytes() if content is None else content).hexdigest()
        whole.update(f"{one}  {name.removeprefix(folder)}\n".encode())
    return whole.hexdigest()
