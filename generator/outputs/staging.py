"""Owns the promise that the output folder is the old site or the new one, whole, and nothing in between.

Does not own what is written into it. A build works in a fresh folder beside the output,
`.<output>.staging-<unique>/site`, which takes the output's place in one step at the end. The folder around it
is locked while its build lives, so that the next build can sweep what a killed one left behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.disk import NO_SPACE, locked, number_of
from generator.errors import SurroundingsError
from generator.outputs.exchange import exchange, restored

MARKER = ".seamline"
"""File in the root of every site. A folder without it is not ours and is never replaced."""
MARKER_TEXT = "Seamline wrote this folder and replaces it whole at the next build. Keep nothing of your own here.\n"

_FOLDER_MODE = 0o755
_FILE_MODE = 0o644


@contextlib.contextmanager
def staged(output: Path, *, inputs: Iterable[Path] = ()) -> Iterator[Path]:
    """Yield a fresh folder to write the site into; when the block ends well, the folder becomes `output`.

    When the block raises, the folder is deleted and `output` stays as it was. `inputs` are the folders that the
    build reads: none may contain the output or lie in it. Files come out as 0644 and folders as 0755 whatever
    the umask, with the file `MARKER` in the root.

    Raises SurroundingsError when the output cannot or must not be replaced, or when the disk is full.
    """
    output = _place_of(output)
    _refuse_overlap(output, inputs)
    _refuse_foreign(output)
    with _told(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        _sweep(output)
        workshop = _workshop(output)
    try:
        with _told(output, only=NO_SPACE):
            site = workshop.folder / "site"
            site.mkdir()
            yield site
            (site / MARKER).write_text(MARKER_TEXT, encoding="utf-8", newline="\n")
            _set_modes(site)
        _refuse_foreign(output)
        with _told(output):
            exchange(site, output)
    finally:
        workshop.close()


@dataclass(frozen=True, slots=True)
class _Workshop:
    """The folder in which a build works, locked as long as the build lives."""

    folder: Path
    lock: int

    def close(self) -> None:
        """Delete the folder, then let go of its lock. What cannot be deleted is left to the next sweep."""
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self.lock)


def _workshop(output: Path) -> _Workshop:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(output), dir=output.parent))
        lock = locked(folder)
        if lock is not None and folder.exists():
            return _Workshop(folder, lock)
        # The sweep of another build took the folder between its making and its locking.
        if lock is not None:
            os.close(lock)


def _sweep(output: Path) -> None:
    """Delete what killed builds left, and put back an output that one of them had just moved away."""
    for folder in sorted(output.parent.iterdir()):
        if not folder.name.startswith(_prefix(output)) or folder.is_symlink():
            continue
        lock = locked(folder)
        if lock is not None:
            olds = sorted(folder.glob("old-*"), reverse=True)
            any(restored(old, output) for old in olds)
            _Workshop(folder, lock).close()


def _prefix(output: Path) -> str:
    return f".{output.name}.staging-"


def _place_of(output: Path) -> Path:
    """Return where the output really is: a symlink stays, and the folder that it names is replaced."""
    try:
        place = output.resolve()
    except (OSError, RuntimeError) as error:
        raise SurroundingsError(f"The output {output} cannot be found ({error}); name another folder.") from error
    if not place.name:
        raise SurroundingsError(f"The output {output} is the root of the file system; name a folder of its own.")
    return place


def _refuse_overlap(output: Path, inputs: Iterable[Path]) -> None:
    for each in inputs:
        read = each.resolve()
        if output == read or output.is_relative_to(read) or read.is_relative_to(output):
            raise SurroundingsError(
                f"The output {output} and {read}, which the build reads, lie one in the other; "
                "name an output folder apart from data, content and theme.",
            )


def _refuse_foreign(output: Path) -> None:
    """Refuse to replace what no build of ours wrote."""
    try:
        if not output.exists():
            return
        if not output.is_dir():
            raise SurroundingsError(f"The output {output} is a file; name a folder, or move the file away.")
        names = {each.name for each in output.iterdir()}
    except OSError as error:
        raise _sentence(output, error) from error
    if names and (MARKER not in names or ".git" in names):
        raise SurroundingsError(
            f"The folder {output} holds files that Seamline did not write, and a build would delete them; "
            "name an empty or a new folder as output.",
        )


def _set_modes(site: Path) -> None:
    site.chmod(_FOLDER_MODE)
    pending = [os.fspath(site)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    Path(entry.path).chmod(_FOLDER_MODE)
                    pending.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    Path(entry.path).chmod(_FILE_MODE)


@contextlib.contextmanager
def _told(output: Path, only: frozenset[int] | None = None) -> Iterator[None]:
    """Turn an OSError of the surroundings (all, or those numbered in `only`) into a sentence with a way out."""
    try:
        yield
    except OSError as error:
        if only is not None and number_of(error) not in only:
            raise
        raise _sentence(output, error) from error


def _sentence(output: Path, error: OSError) -> SurroundingsError:
    number = number_of(error)
    if number in NO_SPACE:
        reason, way = "the disk is full", "free some space, or name an output on another disk"
    elif number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        reason, way = "writing there is not allowed", "name another folder, or change its permissions"
    elif number in {errno.EBUSY, errno.EXDEV}:
        reason, way = "the folder cannot be renamed, as a mount point cannot", "name a folder inside it"
    elif number in {errno.ENOTDIR, errno.EEXIST}:
        reason, way = "a part of its path is a file", "name another folder"
    else:
        reason, way = error.strerror or str(error), "name another folder"
    return SurroundingsError(f"The site cannot be written to {output}: {reason}; {way}. The site there is unchanged.")
