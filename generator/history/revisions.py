"""Owns the data and texts as they were at a revision, in a folder for as long as they are needed.

Does not own what is compared with them, or the running of git (`generator.history.git`). Files are taken as git stores
them (`ls-tree`, `cat-file`): attributes, filters and hooks that a pull request may bring change nothing, nothing is
fetched, and the work tree stays as it is.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.disk import temporary_folder
from generator.errors import SurroundingsError
from generator.history.git import GIT, environment, git, inside, revision_of, top_of

_DESCRIPTOR = "datapackage.yaml"
_FILES = ("100644", "100755", "100664")


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the data and texts: what it is called, and the folders in which they lie (texts may be missing).

    `data_alone`: it is a folder of data packages, which says nothing about texts.
    """

    name: str
    data: Path
    content: Path | None = None
    data_alone: bool = False


@contextmanager
def opened(name: str, data: Path, content: Path) -> Iterator[Version]:
    """Give the state that `name` names: a folder, else a revision of the repository in which `data` lies.

    A folder is one of data packages, or one in which `data` and `content` lie as they do here. SurroundingsError when
    it is neither.
    """
    if os.path.isdir(name):  # noqa: PTH112 - a Path complains of names that are too long for one
        yield _in_folder(name, Path(name), data, content)
        return
    top = top_of(data, name)
    revision = revision_of(top, name)
    if not revision:
        raise SurroundingsError(
            f"There is no folder and no revision {name!r}. Name a branch, a tag or a commit; one of another copy has "
            "to be fetched first, as with: git fetch origin main."
        )
    with temporary_folder() as root:
        places = [inside(top, each) for each in (data, content)]
        written = [write_tree(top, revision, path, root) for path in places if path is not None]
        if places[0] is None or not written[0]:
            raise SurroundingsError(f"There is no folder {data} at {name}.")
        # Texts that lie elsewhere have no past here: those of today stand beside both states.
        there = content if places[1] is None else root / places[1]
        yield Version(name, root / places[0], there if there.is_dir() else None)


def _in_folder(name: str, folder: Path, data: Path, content: Path) -> Version:
    if any(folder.glob(f"*/{_DESCRIPTOR}")):
        return Version(name, folder, data_alone=True)
    if any((folder / data.name).glob(f"*/{_DESCRIPTOR}")):
        texts = folder / content.name
        return Version(name, folder / data.name, texts if texts.is_dir() else None)
    raise SurroundingsError(
        f"The folder {name} has no data packages, nor a folder {data.name} with some. (A branch of that name is "
        f"refs/heads/{name}.)"
    )


def write_tree(top: Path, revision: str, path: str, root: Path) -> bool:
    """Write the files below `path` (nothing: all files) at `revision` into `root`; return whether there are any."""
    below = [path] if path else []
    listing = git(top, "ls-tree", "-r", "-z", "--full-tree", revision, "--", *below).split("\0")
    entries = [(about.split(" "), name) for about, _, name in (each.partition("\t") for each in listing) if name]
    for (mode, *_), name in entries:
        if mode not in _FILES or any(step in ("", ".", "..", ".git") for step in name.split("/")):
            raise SurroundingsError(f"{name} is no plain file at {revision[:12]}: links are not followed.")
    with tempfile.TemporaryFile() as wanted:
        wanted.write("".join(f"{numbers[2]}\n" for numbers, _ in entries).encode())
        wanted.seek(0)
        contents = _contents(top, wanted.fileno(), len(entries))
        for (_, name), content in zip(entries, contents, strict=True):
            file = root / PurePosixPath(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return bool(entries)


def _contents(top: Path, wanted: int, number: int) -> Iterator[bytes]:
    """Yield the content of each of the `number` objects whose names are read from the file `wanted`."""
    command = [*GIT, "cat-file", "--batch=%(objectsize)"]
    with subprocess.Popen(command, cwd=top, stdin=wanted, stdout=subprocess.PIPE, env=environment()) as ran:  # noqa: S603
        if ran.stdout is None:
            raise RuntimeError("git has no output to read")
        for _ in range(number):
            size = ran.stdout.readline().strip()
            if not size.isdigit():
                raise SurroundingsError("A file of the revision is not in this copy of the repository: fetch it whole.")
            yield ran.stdout.read(int(size))
            ran.stdout.read(1)
