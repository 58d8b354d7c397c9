"""Owns what a place must be able to do for a site to be published there.

Does not own any place (`generator.publishing.folder`, `generator.publishing.bucket`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from generator.publishing.site import SiteFile


class TargetError(Exception):
    """A place refuses or cannot be reached; the message says why and what to do, in one sentence."""


class Target(Protocol):
    """A place with files by path. Every method raises TargetError when the place refuses."""

    @property
    def name(self) -> str:
        """What messages call it."""

    def compare(self, files: Mapping[str, SiteFile]) -> dict[str, bool]:
        """Return each path that is there, and whether it is as the file of the site, with the same headers."""

    def put(self, file: SiteFile) -> None:
        """Put one file, whole or not at all, and verify by its hash what arrived; called from several threads."""

    def delete(self, paths: Sequence[str]) -> None:
        """Delete what is at `paths`; what is gone already is no error."""

    def finish(self) -> None:
        """Leave the place tidy, after everything was put and deleted."""
