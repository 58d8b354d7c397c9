"""Owns the archive of a package: the same bytes from the same files.

Does not own the files in it (`generator.outputs.downloads`) or the text beside them (`generator.outputs.readme`).
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Time of every entry: the first that the format knows, so that no clock gets into the bytes."""
_READABLE_FILE = 0o100644 << 16
_UNIX = 3


def write_archive(archive: Path, folder: Path, name: str, paths: Sequence[str], readme: str) -> None:
    """Write the files at `paths` (relative to `folder`) and `README.txt` into `archive`, below one folder `name`."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        target.writestr(_entry(f"{name}/README.txt"), readme.encode())
        for path in paths:
            with (
                (folder / path).open("rb") as source,
                target.open(
                    _entry(f"{name}/{path}"),
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
