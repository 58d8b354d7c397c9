"""Owns publication into a folder, as a web server on this machine or a mounted one reads it.

Does not own the order (`generator.publishing.steps`) or what is remembered of it (`generator.publishing.ledger`). The
folder itself stays: it may be a mount, or in the hands of a server. Each file is written beside the site and takes its
place in one step, also that of a folder. No link inside is followed: what lies behind it is not ours.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.errors import SurroundingsError
from generator.outputs.exchange import exchange
from generator.packages.complaints import quoted
from generator.publishing.ledger import LEDGER, Ledger
from generator.publishing.site import SiteFile
from generator.publishing.target import Found, TargetError

_INCOMING = ".seamline-incoming"
"""Folder in the target in which files are until they are whole: on the same file system, as a step by rename needs."""
_FOREIGN = ".git"
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644


class Folder:
    """A folder to publish into; it is made when it is not there."""

    def __init__(self, folder: Path, site: Path) -> None:
        """Refuse a folder that lies in the site, or the site in it, and one that git looks after."""
        self._folder, read = folder.resolve(), site.resolve()
        if self._folder.is_relative_to(read) or read.is_relative_to(self._folder):
            raise SurroundingsError(
                f"The site {site} and {folder}, where it is to go, lie one in the other; name another."
            )
        if os.path.lexists(self._folder / _FOREIGN):
            raise SurroundingsError(f"{folder} is a work tree of git; name a folder of its own.")
        self.name = str(folder)
        self._ledger = Ledger()
        self._lock = threading.Lock()

    def compare(self, files: Mapping[str, SiteFile]) -> Found:
        """Return what is there; TargetError when something of somebody else lies where a file must go."""
        with self._told():
            self._sweep()
            self._ledger = Ledger(self._read_ledger())
            folders = {parent.as_posix() for path in files for parent in PurePosixPath(path).parents}
            same = {path: self._is(path, files.get(path)) for path in self._paths() if not self._is_link(path, folders)}
            ours = self._ledger.paths & same.keys()
            self._refuse_clash(files, folders, same.keys() - ours - files.keys())
            self._ledger.keep(ours)
            for path in (each for each, is_same in same.items() if is_same):
                self._ledger.note(files[path])
        return Found(same, ours)

    def begin(self, paths: Sequence[str]) -> None:
        """Write down which files will be ours."""
        if self._ledger.intend(paths):
            self.finish()

    def put(self, file: SiteFile) -> None:
        """Write one file beside the site, read it again, and put it into its place."""
        content = file.read()
        with self._told():
            self._put(file.path, content)
        with self._lock:
            self._ledger.note(file)

    def _put(self, path: str, content: bytes) -> None:
        incoming = self._beside()
        try:
            self._write(incoming, path, content)
            self._move(incoming, path)
        except BaseException:
            incoming.unlink(missing_ok=True)
            raise

    def _write(self, incoming: Path, path: str, content: bytes) -> None:
        incoming.write_bytes(content)
        if hashlib.sha256(incoming.read_bytes()).digest() != hashlib.sha256(content).digest():
            raise TargetError(f"{path} did not arrive at {self.name} as it was sent: look after that disk.")
        incoming.chmod(_FILE_MODE)

    def _move(self, incoming: Path, path: str) -> None:
        """Put a file into its place, in one step."""
        place = self._folder / path
        with self._lock:
            for folder in reversed(PurePosixPath(path).parents):
                self._make_folder(self._folder / folder)
        if _is_folder(place):
            self._exchange(incoming, place)
        else:
            incoming.replace(place)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and the folders that are empty without them."""
        with self._told():
            for path in paths:
                folders = [self._folder / each for each in PurePosixPath(path).parents]
                if all(map(_is_folder, folders)) and not _is_folder(self._folder / path):
                    (self._folder / path).unlink(missing_ok=True)
                    for folder in folders[:-1]:
                        with contextlib.suppress(OSError):
                            folder.rmdir()
        self._ledger.keep(self._ledger.paths.difference(paths))

    def finish(self) -> None:
        """Write down what is ours, and delete the folder for incoming files."""
        text = self._ledger.text()
        with self._told():
            if text is not None:
                self._put(LEDGER, text)
                self._ledger.written(text)
            self._sweep()

    def _beside(self) -> Path:
        """Return a new name on the same file system, in a folder that is none of the site."""
        incoming = self._folder / _INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        return incoming / uuid.uuid4().hex

    def _sweep(self) -> None:
        incoming = self._folder / _INCOMING
        if incoming.is_symlink():
            incoming.unlink()
        shutil.rmtree(incoming, ignore_errors=True)

    def _make_folder(self, folder: Path) -> None:
        """Make a folder where there is none; a file of ours that is there gives way in one step, a link is deleted."""
        if _is_folder(folder):
            return
        if folder.is_symlink():
            folder.unlink()
        new = self._beside()
        new.mkdir()
        new.chmod(_FOLDER_MODE)
        if folder.exists():
            self._exchange(new, folder)
        else:
            new.rename(folder)

    def _exchange(self, new: Path, place: Path) -> None:
        """Put a file or folder into a place, and what was there aside: each into a room of its own."""
        room = self._beside()
        room.mkdir()
        exchange(new.rename(room / "new"), place)

    def _refuse_clash(self, files: Mapping[str, SiteFile], folders: set[str], strange: set[str]) -> None:
        for path in sorted(strange):
            if path in folders or any(parent.as_posix() in files for parent in PurePosixPath(path).parents):
                raise TargetError(
                    f"{quoted(path)} at {self.name} was not published by Seamline, and lies where a file of the site "
                    "must go: move it away."
                )

    def _paths(self) -> Iterator[str]:
        """Yield every file and link, but for our own notes."""
        for place, folders, names in os.walk(self._folder):
            for name in (*names, *(each for each in folders if (Path(place) / each).is_symlink())):
                path = (Path(place) / name).relative_to(self._folder).as_posix()
                if path != LEDGER:
                    yield path

    def _is_link(self, path: str, among: set[str]) -> bool:
        return path in among and (self._folder / path).is_symlink()

    def _is(self, path: str, file: SiteFile | None) -> bool:
        place = self._folder / path
        if file is None:
            return False
        there = place.lstat()
        if not stat.S_ISREG(there.st_mode) or there.st_size != file.size:
            return False
        return hashlib.sha256(place.read_bytes()).hexdigest() == file.sha256

    def _read_ledger(self) -> bytes:
        place = self._folder / LEDGER
        return place.read_bytes() if place.is_file() and not place.is_symlink() else b""

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise TargetError(
                f"The folder {self.name} cannot be used: {reason}. Mend that, or name another."
            ) from error


def _is_folder(place: Path) -> bool:
    """Whether a real folder is there, not a link to one."""
    return place.is_dir() and not place.is_symlink()
