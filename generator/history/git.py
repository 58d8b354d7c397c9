"""Owns the running of git: quiet, without hooks, filters or settings of a pull request, and never over the network.

Does not own what is asked of it (`revisions`, `tags`).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from generator.errors import SurroundingsError

GIT = ("git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""What a hook of git says of the repository that it runs in; ours is the one in which the data lie."""
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}

_NONE = b"not a git repository (or any"
"""What git says where it looked in all folders above; of a repository that is broken it says other things."""
_FOREIGN = re.compile(r"dubious ownership in repository at '(.+)'")
_LONG = 200


class NoRepositoryError(SurroundingsError):
    """There is no git, or no repository in which the data lie."""


def git(folder: Path, *arguments: str) -> str:
    """Return what git says; nothing where it has no answer (it fails without a word). Else SurroundingsError."""
    return _answer(folder, _run(folder, arguments))


def revision_of(top: Path, name: str) -> str:
    """Return the commit that `name` names; nothing where it names none."""
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    ran = _run(top, arguments)
    return ran.stdout.decode().strip() if ran.returncode == 0 else ""


def _run(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    command: Sequence[str] = [*GIT, *arguments]
    try:
        return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise NoRepositoryError("Comparing with a revision needs the program git, which cannot be run here.") from error


def _answer(folder: Path, ran: subprocess.CompletedProcess[bytes]) -> str:
    said = ran.stderr.decode("utf-8", "replace").strip()
    if ran.returncode and (foreign := _FOREIGN.search(said)):
        top = shlex.quote(foreign[1])
        raise SurroundingsError(
            f"git does not trust the repository {top}, which belongs to another user. If it is yours all the same: "
            f"git config --global --add safe.directory {top}"
        )
    if ran.returncode and said:
        raise SurroundingsError(
            f"git cannot read the repository of {folder} ({said.splitlines()[-1][:_LONG]}): put that right, or work on "
            "a fresh clone."
        )
    return ran.stdout.decode("utf-8", "surrogateescape") if ran.returncode == 0 else ""


def environment() -> dict[str, str]:
    """Return the environment in which git runs."""
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | _QUIET


def top_of(data: Path, name: str) -> Path:
    """Return the folder of the repository in which `data` lies."""
    start = data.resolve()
    while not start.is_dir():
        start = start.parent
    ran = _run(start, ("rev-parse", "--show-toplevel"))
    if ran.returncode and _NONE in ran.stderr:
        raise NoRepositoryError(f"There is no folder {name}, and no repository here of which it could be a revision.")
    return Path(_answer(start, ran).removesuffix("\n"))


def inside(top: Path, folder: Path) -> str | None:
    """Return the path of a folder within the repository, nothing for its top; None when it lies elsewhere."""
    path, above = folder.resolve(), top.resolve()
    return "/".join(path.relative_to(above).parts) if path.is_relative_to(above) else None
