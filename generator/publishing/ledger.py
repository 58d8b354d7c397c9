"""Owns what is written down in a bucket of the files that lie there: their hash, and how the bucket tags them.

A bucket lists its objects with a tag that changes with their bytes, but is not always a hash of them, and without their
headers. The ledger says for each tag which bytes and headers it stands for. What it says of an object with another tag
counts for nothing, so an old or damaged ledger costs time and breaks nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from generator.hosting.rules import stored_headers
from generator.publishing.site import SiteFile

LEDGER = ".seamline-published.json"


class Ledger:
    """By path, the hash of bytes and headers, and the tag of the bucket."""

    def __init__(self, text: bytes = b"") -> None:
        """Read the text of a ledger; one that cannot be read says nothing."""
        self._text = text
        self._entries = _entries_of(text)

    def knows(self, file: SiteFile, tag: str) -> bool:
        """Whether the object with this tag is the file, with the headers that it should have."""
        return self._entries.get(file.path) == [_digest(file), tag]

    def note(self, file: SiteFile, tag: str) -> None:
        """Write down that the file lies there now, with this tag."""
        self._entries[file.path] = [_digest(file), tag]

    def keep(self, paths: Iterable[str]) -> None:
        """Strike out every path but these."""
        kept = set(paths)
        self._entries = {path: entry for path, entry in self._entries.items() if path in kept}

    def text(self) -> bytes | None:
        """Return the ledger as it is to be written; None when it stands so in the bucket."""
        text = json.dumps({"files": dict(sorted(self._entries.items()))}, indent=0).encode()
        return None if text == self._text else text


def _entries_of(text: bytes) -> dict[str, list[str]]:
    try:
        return dict(json.loads(text)["files"])
    except (ValueError, TypeError, KeyError):
        return {}


def _digest(file: SiteFile) -> str:
    headers = json.dumps(stored_headers(file.path), sort_keys=True)
    return hashlib.sha256(f"{file.sha256} {headers}".encode()).hexdigest()
