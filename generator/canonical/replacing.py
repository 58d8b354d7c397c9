"""Owns the replacement of files: whole, or not at all; of several, all or none. Where it fails, a sentence says why."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.disk import reason_of
from generator.errors import SurroundingsError

_MODE = 0o644


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, which keeps its mode; a file that is not there yet comes to be."""
    replace_files({path: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Put contents in the place of files. All are written beside them first; if one cannot be replaced, none is.

    SurroundingsError where the disk does not let them be written.
    """
    try:
        _replace(contents)
    except OSError as error:
        places = sorted({str(path.parent) for path in contents}) if len(contents) > 1 else [str(*contents)]
        raise SurroundingsError(
            f"{', '.join(places)} cannot be written ({reason_of(error)}): nothing has changed."
        ) from error


def _replace(contents: Mapping[Path, bytes]) -> None:
    staged: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            staged[path] = _staged(path, content)
        for path, new in staged.items():
            before[path] = path.read_bytes() if path.exists() else None
            new.replace(path)
    except BaseException:
        _put_back(before)
        raise
    finally:
        for new in staged.values():
            new.unlink(missing_ok=True)


def _staged(path: Path, content: bytes) -> Path:
    """Return a new file with `content` beside `path`, on the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else _MODE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != content:
            _staged(path, content).replace(path)
