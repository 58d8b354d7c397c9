"""Owns the tags of released versions (`data/<package>/v<version>`), and whether this copy of the repository has all.

Does not own what was released (the table `releases` says it). A tag that can be moved proves nothing by itself: whether
it holds what was released is for `generator.editions` to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from generator.disk import temporary_folder
from generator.errors import SurroundingsError
from generator.history.git import NoRepositoryError, git, inside, revision_of, top_of
from generator.history.revisions import write_tree

_TAG = re.compile(r"data/(?P<package>[a-z0-9-]+)/v(?P<version>(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*))")
_FORMAT = "%(refname:strip=2) %(objectname) %(*objectname)"


class Copy(StrEnum):
    """What this copy of the data knows of the past."""

    WHOLE = "whole"
    SHALLOW = "shallow"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Tag:
    """A released version: package, version, the name of its tag, and the commit that it names."""

    package: str
    version: str
    name: str
    commit: str


@dataclass(frozen=True)
class History:
    """The released versions of the data in a folder, as this copy of the repository knows them.

    `top` is the folder of the repository, `path` that of the data in it (nothing where they lie at its top).
    """

    copy: Copy
    top: Path = Path()
    path: str = ""
    tags: Mapping[tuple[str, str], Tag] = field(default_factory=dict)

    def of(self, package: str) -> list[Tag]:
        """Return the tags of a package, the newest version first."""
        own = (tag for tag in self.tags.values() if tag.package == package)
        return sorted(own, key=lambda tag: numbers_of(tag.version), reverse=True)

    def tree(self, tag: Tag) -> str:
        """Return what names the content of the data folder at a tag; nothing where there was none."""
        return git(self.top, "rev-parse", "--verify", "--quiet", f"{tag.commit}:{self.path}").strip()

    def follows(self, tag: Tag) -> bool:
        """Whether what is checked out came after the tag."""
        return git(self.top, "merge-base", tag.commit, "HEAD").strip() == tag.commit

    @cached_property
    def uncommitted(self) -> list[str]:
        """Files of the data, by their path in the repository, that differ from the last commit."""
        below = self.path or "."
        listed = git(self.top, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", below)
        return [line[3:] for line in listed.split("\0") if line]


def numbers_of(version: str) -> tuple[int, ...]:
    """Return a version as numbers, by which versions are in order."""
    return tuple(map(int, version.split(".")))


def history_of(data: Path) -> History:
    """Return what this copy knows of the past of the folder `data`; nothing where no git or no repository is.

    SurroundingsError where there is a repository and git does not read it.
    """
    try:
        top = top_of(data, str(data))
    except NoRepositoryError:
        return History(Copy.NONE)
    path, head = inside(top, data), revision_of(top, "HEAD")
    if path is None or not head or not git(top, "ls-tree", "--full-tree", head, "--", *([path] if path else [])):
        return History(Copy.NONE)
    if git(top, "rev-parse", "--is-shallow-repository").strip() != "false":
        return History(Copy.SHALLOW, top, path)
    return History(Copy.WHOLE, top, path, {(tag.package, tag.version): tag for tag in _tags(top)})


def _tags(top: Path) -> Iterator[Tag]:
    for line in git(top, "for-each-ref", f"--format={_FORMAT}", "refs/tags/data/").splitlines():
        name, commit, *peeled = line.split(" ")
        if found := _TAG.fullmatch(name):
            yield Tag(found["package"], found["version"], name, peeled[0] if peeled and peeled[0] else commit)


@contextmanager
def data_of(history: History, tag: Tag) -> Iterator[Path]:
    """Give the folder of the data as they were at a tag; SurroundingsError where they were not there."""
    with temporary_folder() as root:
        if not write_tree(history.top, tag.commit, history.path, root):
            raise SurroundingsError(f"There is no folder {history.path} at {tag.name}.")
        yield root / history.path
