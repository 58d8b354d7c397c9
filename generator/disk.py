"""Owns temporary folders, locks on folders, and what a disk says where something cannot be written.

Does not own what is written. An error of the disk is one of the surroundings, told in a sentence, wherever the program
knows what it means for the reader; any other is a defect and keeps its traceback.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import SurroundingsError

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Numbers of the errors of a full disk."""
_IN_WORDS = re.compile(r"(?:\(os error |\[Errno )(\d+)[)\]]")


def number_of(error: OSError) -> int | None:
    """Return the number of an error; polars, and the copying of folders, give it in their words only."""
    in_words = _IN_WORDS.search(str(error))
    return int(in_words[1]) if error.errno is None and in_words else error.errno


def reason_of(error: OSError) -> str:
    """Return why something cannot be read or written, in words that go into brackets."""
    number = number_of(error)
    return os.strerror(number).lower() if number else "unknown reason"


def locked(folder: Path) -> int | None:
    """Return a lock on `folder`, None when it is gone or another's. A lock ends with its process, however killed."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno == errno.EWOULDBLOCK:
            return None
        raise
    return descriptor


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder that is deleted at the end; SurroundingsError where there is none to be had, or no space in it."""
    try:
        made = tempfile.TemporaryDirectory(prefix="seamline-")
    except OSError as error:
        raise SurroundingsError(
            f"There is no folder for temporary files ({reason_of(error)}): name one in the environment as TMPDIR."
        ) from error
    with made as name:
        try:
            yield Path(name)
        except OSError as error:
            if number_of(error) not in NO_SPACE:
                raise
            raise SurroundingsError(
                f"The disk is full ({tempfile.gettempdir()}): free some space, or name another folder for temporary "
                "files in the environment as TMPDIR."
            ) from error
