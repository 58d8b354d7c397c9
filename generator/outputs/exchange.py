"""Owns the moment at which a finished folder takes the place of another.

Does not own what is in the folders or when the moment has come (`generator.outputs.staging`). Linux and macOS
can exchange two folders in one step that no reader sees half done; where the file system cannot, two renames
follow each other, and `restored` puts the old folder back after a stop between them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_TRIES = 1000
"""Turns in which two builds may get in each other's way before we give up; in practice one or two."""
_OTHER_CAME_FIRST = frozenset({errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST})
_CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def exchange(new: Path, output: Path) -> None:
    """Put the folder `new` in the place of `output`; afterwards an old output lies at `new` or beside it.

    Both are on one file system. Raises OSError when the file system refuses; `output` is then as before.
    """
    for turn in range(_TRIES):
        try:
            if output.exists():
                if not _exchanged(new, output):
                    two_renames(new, output, new.with_name(f"old-{turn}"))
            else:
                new.rename(output)
        except OSError as error:
            if error.errno not in _OTHER_CAME_FIRST or not new.is_dir():
                raise
        else:
            return
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(output))


def two_renames(new: Path, output: Path, old: Path) -> None:
    """Move `output` away to `old`, then `new` to `output`; what `exchange` does where it needs two steps."""
    output.rename(old)
    try:
        new.rename(output)
    except OSError:
        restored(old, output)
        raise


def restored(old: Path, output: Path) -> bool:
    """Put `old` back as `output` when there is none; whether it was done."""
    if output.exists():
        return False
    try:
        old.rename(output)
    except OSError:
        return False
    return True


def _exchanged(new: Path, output: Path) -> bool:
    """Exchange both names in one step; False where this system or file system has no such step."""
    call = _system_call()
    if call is None:
        return False
    if call(os.fsencode(new), os.fsencode(output)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(output))


def _system_call() -> Callable[[bytes, bytes], int] | None:
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        swap = getattr(library, "renamex_np", None)
        return None if swap is None else lambda new, output: int(swap(new, output, ctypes.c_uint(_RENAME_SWAP)))
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return None
    return lambda new, output: int(
        rename(_AT_FDCWD, new, _AT_FDCWD, output, ctypes.c_uint(_RENAME_EXCHANGE)),
    )
