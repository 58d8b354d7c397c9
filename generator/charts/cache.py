"""Owns the cache of pictures: a folder of files named by what was drawn and by what drew it.

Does not own drawing. An entry carries its own checksum; one that is damaged is drawn again, and one that cannot be
written is no failure of the build, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator.charts.chart import Chart

_DESIGN_VERSION = 2
"""To be raised whenever the same chart is drawn in another way."""


def cached(chart: Chart, width: int, folder: Path, draw: Callable[[Chart, int], str]) -> str:
    """Return the picture of `chart` from `folder`, drawing and keeping it when it is not there whole."""
    entry = folder / f"{_key(chart, width)}.svg"
    known = _read(entry)
    if known is not None:
        return known
    picture = draw(chart, width)
    _write(entry, picture)
    return picture


def _key(chart: Chart, width: int) -> str:
    """Return what names the picture: the chart, its width, and the versions of all that draws it."""
    told = json.dumps([asdict(chart), width, _drawers()], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def _drawers() -> tuple[str, ...]:
    """Return the versions of what draws, without importing it."""
    return (str(_DESIGN_VERSION), version("altair"), version("vl-convert-python"))


def _read(entry: Path) -> str | None:
    """Return a kept picture; None when there is none or it is not as it was written."""
    try:
        checksum, _, content = entry.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content.decode() if hashlib.sha256(content).hexdigest().encode() == checksum else None


def _write(entry: Path, picture: str) -> None:
    """Keep a picture; whoever reads at the same time sees none or the whole."""
    content = picture.encode()
    draft = entry.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        draft.replace(entry)
