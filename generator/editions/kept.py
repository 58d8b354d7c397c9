"""Owns the versions that are kept between builds: a folder each, named by what it was made of and by what made it.

Does not own the making. What made it is the whole program: a rule of publication that changes anywhere makes every
version anew. A folder that is damaged is made again; one that cannot be kept only makes the next build slower.
"""

from __future__ import annotations

import hashlib
import json
import os
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


def kept(told: object, cache: Path | None, folder: Path, make: Callable[[Path], Files]) -> Files:
    """Put what `make` makes of `told` (values that JSON can hold) into `folder`: from `cache` where it is there whole.

    Otherwise it is made and kept; without a cache it is made each time.
    """
    if cache is None:
        return make(folder)
    text = json.dumps([told, _program()], sort_keys=True, ensure_ascii=True)
    entry = cache / hashlib.sha256(text.encode()).hexdigest()
    known = _taken(entry, folder)
    if known is not None:
        return known
    shutil.rmtree(folder, ignore_errors=True)
    files = make(folder)
    _keep(entry, folder, files)
    return files


@cache
def _program() -> str:
    """Return what names the program as it is."""
    root = Path(__file__).parents[1]
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
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
        draft = Path(tempfile.mkdtemp(prefix=".", dir=entry.parent))
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
