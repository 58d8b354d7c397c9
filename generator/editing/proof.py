"""Owns the writing of edits: first proved on a copy of the data, then file by file, whole.

Does not own what an edit changes (`files`). An entry that would make a new error is not written at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator.canonical.replacing import replace_files
from generator.disk import locked, temporary_folder
from generator.editing.files import Edit
from generator.errors import DataError, SurroundingsError
from generator.packages.files import REPOSITORY
from generator.pipeline import Checked, read_checked
from generator.problems import Problem, Severity, new_since, number_of
from generator.settings import Settings


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Let one command at a time change the data folder; SurroundingsError where another is at it, without waiting.

    Each writes what it read with its own changes: the second would take those of the first back.
    """
    lock = locked(data)
    if lock is None and os.access(data, os.R_OK):
        raise SurroundingsError(f"Another command changes {data} just now: wait until it is done, and try again.")
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def sound(settings: Settings) -> Checked:
    """Return data that can be added to; DataError when they have errors already."""
    checked = read_checked(settings)
    if checked.errors:
        count = number_of(checked.errors)
        raise DataError(f"The data have errors ({count:,}): put them right first. seamline check says where.")
    return checked


def errors_with(edits: Sequence[Edit], checked: Checked, settings: Settings) -> list[Problem]:
    """Return the errors that the data would have with `edits` and do not have now, sorted by place."""
    return [each for each in problems_with(edits, checked, settings) if each.severity is Severity.ERROR]


def problems_with(edits: Sequence[Edit], checked: Checked, settings: Settings) -> list[Problem]:
    """Return the errors and warnings that the data would have with `edits` and do not have now, sorted by place."""
    with temporary_folder() as folder:
        copy = folder / "data"
        others = shutil.ignore_patterns(REPOSITORY)
        shutil.copytree(settings.data, copy, symlinks=True, ignore=others, copy_function=_linked)
        for edit in edits:
            path = copy / edit.path
            path.unlink(missing_ok=True)
            path.write_bytes(edit.content)
        found = read_checked(replace(settings, data=copy)).problems
    return sorted(new_since(found, checked.problems))


def write(edits: Sequence[Edit], root: Path) -> None:
    """Write all files, or none; SurroundingsError when the folder does not let them be written."""
    replace_files({root / edit.path: edit.content for edit in edits})


def _linked(source: str, target: str) -> str:
    """Give a file a second name where the disk can: the data may be large, and changed files are written anew."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, target, follow_symlinks=False)
    return target
