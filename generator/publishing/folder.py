"""Owns publication into a folder, as a web server on this machine or a mounted one reads it.

Does not own the order (`generator.publishing.steps`). The folder itself stays: it may be a mount, or in the hands of a
server. Each file is written beside the site and takes its place in one step.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.errors import SurroundingsError
from generator.publishing.site import SiteFile
from generator.publishing.target import TargetError

_INCOMING = ".seamline-incoming"
"""Folder in the target in which files are until they are whole: on the same file system, as a step by rename needs."""
_FOREIGN = ".git"


class Folder:
    """A folder to publish into; it is made when it is not there."""

    def __init__(self, folder: Path, site: Path) -> None:
        """Refuse a folder that lies in the site, or the site in it, and one that git looks after."""
        self._folder, read = folder.resolve(), site.resolve()
        if self._folder.is_relative_to(read) or read.is_relative_to(self._folder):
            raise SurroundingsError(
                f"The site {site} and {folder}, where it is to go, lie one in the other; name another."
            )
        if (self._folder / _FOREIGN).exists():
            raise SurroundingsError(
                f"{folder} is a work tree of git, and its history would go; name a folder of its own."
            )
        self.name = str(folder)

    def compare(self, files: Mapping[str, SiteFile]) -> dict[str, bool]:
        """Return each path that is there, and whether its bytes are those of the site."""
        with self._told():
            shutil.rmtree(self._folder / _INCOMING, ignore_errors=True)
            return {path: self._is(path, files.get(path)) for path in self._paths()}

    def put(self, file: SiteFile) -> None:
        """Write one file beside the site, read it again, and put it into its place."""
        content = file.read()
        with self._told():
            incoming = self._folder / _INCOMING / uuid.uuid4().hex
            incoming.parent.mkdir(parents=True, exist_ok=True)
            incoming.write_bytes(content)
            if hashlib.sha256(incoming.read_bytes()).hexdigest() != file.sha256:
                raise TargetError(f"{file.path} did not arrive at {self.name} as it was sent: look after that disk.")
            incoming.chmod(0o644)
            place = self._folder / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            incoming.replace(place)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files, and the folders that are empty without them."""
        with self._told():
            for path in paths:
                place = self._folder / path
                place.unlink(missing_ok=True)
                for folder in place.relative_to(self._folder).parents:
                    with contextlib.suppress(OSError):
                        (self._folder / folder).rmdir()

    def finish(self) -> None:
        """Delete the folder for incoming files."""
        shutil.rmtree(self._folder / _INCOMING, ignore_errors=True)

    def _paths(self) -> Iterator[str]:
        for place, _, names in os.walk(self._folder):
            for name in names:
                yield (Path(place) / name).relative_to(self._folder).as_posix()

    def _is(self, path: str, file: SiteFile | None) -> bool:
        place = self._folder / path
        if file is None or place.is_symlink() or place.stat().st_size != file.size:
            return False
        return hashlib.sha256(place.read_bytes()).hexdigest() == file.sha256

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise TargetError(
                f"The folder {self.name} cannot be used: {reason}. Mend that, or name another."
            ) from error
