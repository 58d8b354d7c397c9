"""Owns the cache of pictures: a folder of files named by what was drawn and by what drew it.

Does not own drawing. An entry carries its own checksum; one that is damaged is made again, and one that cannot be
written is no failure of the build, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

_DESIGN_VERSION = 5
"""To be raised whenever the same chart is drawn in another way."""
_DRAWERS = ("vl-convert-python", "fontpkg-ibm-plex-sans-arabic")


def kept(told: object, folder: Path | None, make: Callable[[], bytes]) -> bytes:
    """Return what `make` makes of `told` (values that JSON can hold), from `folder` where it is there whole.

    Otherwise it is made and kept; without a folder it is made each time.
    """
    if folder is None:
        return make()
    entry = folder / _key(told)
    known = _read(entry)
    if known is not None:
        return known
    made = make()
    _write(entry, made)
    return made


def _key(told: object) -> str:
    """Return what names an entry: what it is made of, and the versions of all that makes it."""
    text = json.dumps([told, _drawers()], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _drawers() -> tuple[str, ...]:
    """Return the versions of what draws, without importing it."""
    return (str(_DESIGN_VERSION), *map(version, _DRAWERS))


def _read(entry: Path) -> bytes | None:
    """Return the content of an entry; None when there is none or it is not as it was written."""
    try:
        checksum, _, content = entry.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest().encode() == checksum else None


def _write(entry: Path, content: bytes) -> None:
    """Keep `content`; whoever reads at the same time sees none or the whole."""
    draft = entry.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        draft.replace(entry)
