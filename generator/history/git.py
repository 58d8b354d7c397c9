"""Owns the running of git: quiet, without hooks, filters or settings of a pull request, and never over the network.

Does not own what is asked of it (`revisions`, `tags`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from generator.errors import SurroundingsError

GIT = ("git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""What a hook of git says of the repository that it runs in; ours is the one in which the data lie."""
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def git(folder: Path, *arguments: str) -> str:
    """Return what git says; nothing when it fails for a reason that the caller explains."""
    command: Sequence[str] = [*GIT, *arguments]
    try:
        ran = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise SurroundingsError("Comparing with a revision needs the program git, which cannot be run here.") from error
    if b"dubious ownership" in ran.stderr:
        raise SurroundingsError(
            f"git trusts the repository {folder} only after: git config --global --add safe.directory {folder}"
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
    top = git(start, "rev-parse", "--show-toplevel")
    if not top:
        raise SurroundingsError(f"There is no folder {name}, and no repository here of which it could be a revision.")
    return Path(top.removesuffix("\n"))


def inside(top: Path, folder: Path) -> str | None:
    """Return the path of a folder within the repository; None when it lies elsewhere."""
    path = folder.resolve()
    return path.relative_to(top.resolve()).as_posix() if path.is_relative_to(top.resolve()) else None
