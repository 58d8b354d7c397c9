"""Owns the versions that are kept between builds: a folder each, named by what it was made of and by what made it.

Does not own the making. What made it is the whole program, every file of it: a rule of publication that changes
anywhere makes every version anew. A folder that is damaged is made again; one that cannot be kept only makes the next
build slower; one that a build did not use is deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.outputs.descriptors import File
from generator.outputs.table_files import file_of

Files = Mapping[str, Sequence[File]]
_LIST = "files.json"
_PROGRAM = Path(__file__).parents[1]
_DRAFT = "draft-"
_ENTRY = re.compile(rf"[0-9a-f]{{64}}|\.{_DRAFT}.+")


class Kept:
    """The versions that are kept in a folder; without one none are, and each is made each time."""

    def __init__(self, cache: Path | None) -> None:
        """Keep versions in the folder `cache`."""
        self._cache = cache
        self._used: set[str] = set()

    def put(self, told: object, folder: Path, make: Callable[[Path], Files]) -> Files:
        """Put what `make` makes of `told` (values that JSON can hold) into `folder`.

        It is taken from what is kept where that is there whole; otherwise it is made, and kept.
        """
        if self._cache is None:
            return make(folder)
        text = json.dumps([told, program_in(_PROGRAM)], sort_keys=True, ensure_ascii=True)
        entry = self._cache / hashlib.sha256(text.encode()).hexdigest()
        self._used.add(entry.name)
        known = _taken(entry, folder)
        if known is not None:
            return known
        shutil.rmtree(folder, ignore_errors=True)
        files = make(folder)
        _keep(entry, folder, files)
        return files

    def sweep(self) -> None:
        """Delete what nobody put anywhere, and what builds that were killed left.

        Another build that reads or writes it just then makes it anew: what is not there whole is not there.
        """
        with suppress(OSError):
            for entry in self._cache.iterdir() if self._cache else ():
                if _ENTRY.fullmatch(entry.name) and entry.name not in self._used:
                    shutil.rmtree(entry, ignore_errors=True)


@cache
def program_in(root: Path) -> str:
    """Return what names the program in a folder as it is: code, schemas, catalogues, everything that comes with it."""
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()


def _taken(entry: Path, folder: Path) -> Files | None:
    """Copy a folder that is kept; None when it is not there, or not as it was written."""
    try:
        listed = json.loads((entry / _LIST).read_text("utf-8"))
        files = {table: [File(*each) for each in own] for table, own in listed.items()}
        for file in (each for own in files.values() for each in own):
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(entry / file.path, folder / file.path)
            if file_of(folder, file.path, file.rows) != file:
                return None
    except (OSError, ValueError, TypeError):
        return None
    return files


def _keep(entry: Path, folder: Path, files: Files) -> None:
    """Keep a folder; whoever reads at the same time sees none or the whole."""
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{_DRAFT}", dir=entry.parent))
        try:
            shutil.copytree(folder, draft, dirs_exist_ok=True)
            listed = {
                table: [[file.path, file.rows, file.size_bytes, file.sha256] for file in own]
                for table, own in files.items()
            }
            (draft / _LIST).write_text(json.dumps(listed), "utf-8")
            shutil.rmtree(entry, ignore_errors=True)
            os.replace(draft, entry)  # noqa: PTH105 - a folder, in one step
        finally:
            shutil.rmtree(draft, ignore_errors=True)
