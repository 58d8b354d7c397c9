"""Owns what is written down at a place of the files that we put there: which they are, their hash, and their tag.

Only what stands in it is ever deleted, so the paths are written down before the first file is put: whatever breaks off,
no file of ours is taken for somebody else's, and stays public. A bucket lists its objects with a tag that changes with
their bytes, but is not always a hash of them, and without their headers; the ledger says for each tag which bytes and
headers it stands for. What it says of an object with another tag counts for nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from generator.hosting.rules import stored_headers
from generator.publishing.site import LEDGER, SiteFile

__all__ = ["LEDGER", "Ledger"]

_UNKNOWN = ["", ""]
"""Entry of a path that is ours, whatever lies there now."""


class Ledger:
    """By path, the hash of bytes and headers, and the tag of the bucket."""

    def __init__(self, text: bytes = b"") -> None:
        """Read the text of a ledger; one that cannot be read says nothing."""
        self._text = text
        self._entries = _entries_of(text)
        self._written = frozenset(self._entries)

    @property
    def paths(self) -> frozenset[str]:
        """The paths that are ours, whatever lies there now."""
        return frozenset(self._entries)

    def knows(self, file: SiteFile, tag: str) -> bool:
        """Whether the object with this tag is the file, with the headers that it should have."""
        return self._entries.get(file.path) == [_digest(file), tag]

    def note(self, file: SiteFile, tag: str = "") -> None:
        """Write down that the file lies there now, with this tag."""
        self._entries[file.path] = [_digest(file), tag]

    def intend(self, paths: Iterable[str]) -> bool:
        """Write down that these will be ours; return whether the place does not know that of all of them yet."""
        for path in paths:
            self._entries.setdefault(path, _UNKNOWN)
        return not self._written.issuperset(self._entries)

    def keep(self, paths: Iterable[str]) -> None:
        """Strike out every path but these: there is nothing any more."""
        kept = set(paths)
        self._entries = {path: entry for path, entry in self._entries.items() if path in kept}

    def text(self) -> bytes | None:
        """Return the ledger as it is to be written; None when it stands so at the place."""
        text = json.dumps({"files": dict(sorted(self._entries.items()))}, indent=0).encode()
        return None if text == self._text else text

    def written(self, text: bytes) -> None:
        """Take note that the place has this text now."""
        self._text, self._written = text, frozenset(self._entries)


def _entries_of(text: bytes) -> dict[str, list[str]]:
    try:
        return {str(path): list(entry) for path, entry in json.loads(text)["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _digest(file: SiteFile) -> str:
    headers = json.dumps(stored_headers(file.path), sort_keys=True)
    return hashlib.sha256(f"{file.sha256} {headers}".encode()).hexdigest()
