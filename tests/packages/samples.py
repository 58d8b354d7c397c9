"""Owns packages for tests of reading: one without a flaw (`plant/`), and copies of it with files changed."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.model import Package
from generator.packages import read_package
from generator.problems import Problem

PLANT = Path(__file__).parent / "plant"


def write_plant(root: Path, changes: Mapping[str, Any]) -> Path:
    """Write a copy of the plant below `root` with `changes` (file to text, bytes, or None to delete it)."""
    folder = root / "plant"
    shutil.copytree(PLANT, folder)
    for path, content in changes.items():
        file = folder / path
        if content is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def read_plant(root: Path, changes: Mapping[str, Any]) -> tuple[Package | None, list[Problem]]:
    return read_package(root, write_plant(root, changes))


def case_files(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files that a case changes.

    `files` are whole files, `hex` are bytes; `replace` has a text in a file of the plant and what stands there
    instead; `delete` are files that are missing.
    """
    files: dict[str, Any] = dict(case.get("files", {}))
    files |= {path: bytes.fromhex(digits) for path, digits in case.get("hex", {}).items()}
    for path, (old, new) in case.get("replace", {}).items():
        text = (PLANT / path).read_text(encoding="utf-8")
        assert old in text
        files[path] = text.replace(old, new, 1)
    return files | dict.fromkeys(case.get("delete", ()))
