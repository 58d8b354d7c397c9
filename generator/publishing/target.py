"""Owns what a place must be able to do for a site to be published there.

Does not own any place (`generator.publishing.folder`, `generator.publishing.bucket`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.outputs.staging import MARKER
from generator.publishing.site import SiteFile


class TargetError(Exception):
    """A place refuses or cannot be reached; the message says why and what to do, in one sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at a place: each path with whether it is as the file of the site, and which of them we put there."""

    same: Mapping[str, bool]
    ours: frozenset[str]

    @property
    def is_known(self) -> bool:
        """Whether a site of ours is there already, or the beginning of one."""
        return MARKER in self.same or bool(self.ours)


class Target(Protocol):
    """A place with files by path. Every method raises TargetError when the place refuses."""

    @property
    def name(self) -> str:
        """What messages call it."""

    def compare(self, files: Mapping[str, SiteFile]) -> Found:
        """Return what is there; as the file of the site is what has the same bytes and headers."""

    def begin(self, paths: Sequence[str]) -> None:
        """Write down which files will be ours, before any of them is put."""

    def put(self, file: SiteFile) -> None:
        """Put one file, whole or not at all, and verify by its hash what arrived; called from several threads."""

    def delete(self, paths: Sequence[str]) -> None:
        """Delete what is at `paths`; what is gone already is no error."""

    def finish(self) -> None:
        """Write down what lies there now, and leave the place tidy, after everything was put and deleted."""
