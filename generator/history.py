"""Owns the door to git: the data and texts as they were at a revision, in a folder for as long as they are needed.

Does not own what is compared with them. Files are taken as git stores them (`ls-tree`, `cat-file`): attributes, filters
and hooks that a pull request may bring with it change nothing, nothing is fetched, and the work tree stays as it is.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import SurroundingsError

_DESCRIPTOR = "datapackage.yaml"
_FILES = ("100644", "100755", "100664")
_GIT = ("git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""What a hook of git says of the repository that it runs in; ours is the one in which the data lie."""
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the data and texts: what it is called, and the folders in which they lie (texts may be missing)."""

    name: str
    data: Path
    content: Path | None = None


@contextmanager
def opened(name: str, data: Path, content: Path) -> Iterator[Version]:
    """Give the state that `name` names: a folder, else a revision of the repository in which `data` lies.

    A folder is one of data packages, or one in which `data` and `content` lie as they do here. SurroundingsError when
    it is neither.
    """
    if os.path.isdir(name):  # noqa: PTH112 - a Path complains of names that are too long for one
        yield _in_folder(name, Path(name), data, content)
        return
    top = _top_of(data, name)
    revision = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not revision:
        raise SurroundingsError(
            f"There is no folder and no revision {name!r}. Name a branch, a tag or a commit; one of another copy has "
            "to be fetched first, as with: git fetch origin main."
        )
    with tempfile.TemporaryDirectory(prefix="seamline-") as place:
        root = Path(place)
        inside = [_inside(top, each) for each in (data, content)]
        written = [_write_tree(top, revision.strip(), path, root) for path in inside if path is not None]
        if inside[0] is None or not written[0]:
            raise SurroundingsError(f"There is no folder {data} at {name}.")
        there = root / inside[1] if inside[1] is not None else None
        yield Version(name, root / inside[0], there if there is not None and there.is_dir() else None)


def _in_folder(name: str, folder: Path, data: Path, content: Path) -> Version:
    if any(folder.glob(f"*/{_DESCRIPTOR}")):
        return Version(name, folder)
    if any((folder / data.name).glob(f"*/{_DESCRIPTOR}")):
        texts = folder / content.name
        return Version(name, folder / data.name, texts if texts.is_dir() else None)
    raise SurroundingsError(
        f"The folder {name} has no data packages, nor a folder {data.name} with some. (A branch of that name is "
        f"refs/heads/{name}.)"
    )


def _top_of(data: Path, name: str) -> Path:
    """Return the folder of the repository in which `data` lies."""
    start = data.resolve()
    while not start.is_dir():
        start = start.parent
    top = _git(start, "rev-parse", "--show-toplevel")
    if not top:
        raise SurroundingsError(f"There is no folder {name}, and no repository here of which it could be a revision.")
    return Path(top.removesuffix("\n"))


def _inside(top: Path, folder: Path) -> str | None:
    """Return the path of a folder within the repository; None when it lies elsewhere."""
    path = folder.resolve()
    return path.relative_to(top.resolve()).as_posix() if path.is_relative_to(top.resolve()) else None


def _write_tree(top: Path, revision: str, path: str, root: Path) -> bool:
    """Write the files below `path` at `revision` into the folder `root`; return whether there are any."""
    listing = _git(top, "ls-tree", "-r", "-z", "--full-tree", revision, "--", path).split("\0")
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
    command = [*_GIT, "cat-file", "--batch=%(objectsize)"]
    with subprocess.Popen(command, cwd=top, stdin=wanted, stdout=subprocess.PIPE, env=_environment()) as git:  # noqa: S603
        if git.stdout is None:
            raise RuntimeError("git has no output to read")
        for _ in range(number):
            size = git.stdout.readline().strip()
            if not size.isdigit():
                raise SurroundingsError("A file of the revision is not in this copy of the repository: fetch it whole.")
            yield git.stdout.read(int(size))
            git.stdout.read(1)


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says; nothing when it fails for a reason that the caller explains."""
    command: Sequence[str] = [*_GIT, *arguments]
    try:
        ran = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise SurroundingsError("Comparing with a revision needs the program git, which cannot be run here.") from error
    if b"dubious ownership" in ran.stderr:
        raise SurroundingsError(
            f"git trusts the repository {folder} only after: git config --global --add safe.directory {folder}"
        )
    return ran.stdout.decode("utf-8", "surrogateescape") if ran.returncode == 0 else ""


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | _QUIET
