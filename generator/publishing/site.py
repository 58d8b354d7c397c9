"""Owns a built site as it is to be published: its files with their hashes, and the proof that none is missing.

Does not own where they go. A build puts a site into its place whole, so one that is not complete was copied or
changed by hand; the sitemaps say which pages there have to be.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from generator.errors import SurroundingsError
from generator.hosting.headers_file import NAME as HEADERS
from generator.outputs.staging import MARKER, MARKER_TEXT
from generator.report.progress import followed

LEDGER = ".seamline-published.json"
"""File at a place, beside the site, that says which files there are ours (`generator.publishing.ledger`)."""
_ALWAYS = (MARKER, HEADERS, "index.html", "404.html", "robots.txt", "sitemap.xml")
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site: its path from the root with slashes, where it lies, its bytes in number and by hash."""

    path: str
    source: Path
    size: int
    sha256: str
    md5: str

    def read(self) -> bytes:
        """Return its bytes; SurroundingsError when they are no longer those that were compared."""
        try:
            content = self.source.read_bytes()
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise SurroundingsError(
                f"{self.source} changed while it was being published; publish again when no build is running."
            )
        return content


def read_site(folder: Path) -> dict[str, SiteFile]:
    """Return the files of the complete site in `folder` by path; SurroundingsError when it is none."""
    try:
        sources = dict(_sources(folder))
        _refuse_incomplete(folder, sources)
        paths = sorted(sources.keys() - {LEDGER})
        return {path: _read(path, sources[path]) for path in followed(paths, "Reading the site")}
    except OSError as error:
        raise SurroundingsError(f"The site in {folder} cannot be read ({error.strerror}: {error.filename}).") from error


def _sources(folder: Path) -> Iterator[tuple[str, Path]]:
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            file = Path(place) / name
            if file.is_symlink() or not (file.is_dir() or file.is_file()):
                raise SurroundingsError(
                    f"{file} is no file of a site, but a link or a device; build the site anew with seamline build."
                )
            if not file.is_dir():
                yield file.relative_to(folder).as_posix(), file


def _read(path: str, source: Path) -> SiteFile:
    content = source.read_bytes()
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return SiteFile(path, source, len(content), hashlib.sha256(content).hexdigest(), md5)


def _refuse_incomplete(folder: Path, sources: dict[str, Path]) -> None:
    marker = sources.get(MARKER)
    if marker is None or marker.read_text("utf-8", errors="replace") != MARKER_TEXT:
        raise SurroundingsError(
            f"The folder {folder} is no site that Seamline built (it lacks the file {MARKER}), so nothing of it is "
            "published; build one with seamline build, or name another folder with --output."
        )
    missing = [path for path in (*_ALWAYS, *_pages_of(sources)) if path not in sources]
    if missing:
        more = f" and {len(missing) - _SHOWN:,} more" if len(missing) > _SHOWN else ""
        raise SurroundingsError(
            f"The site in {folder} is not complete, so nothing was published: there is no "
            f"{', '.join(missing[:_SHOWN])}{more}. Build it anew with seamline build."
        )


def _pages_of(sources: dict[str, Path]) -> Iterator[str]:
    """Yield the file of every sitemap and page that the sitemaps name."""
    index = sources.get("sitemap.xml")
    if index is None:
        return
    locations = _LOCATION.findall(index.read_text("utf-8"))
    address = locations[0].rpartition("/")[0] if locations else ""
    for location in locations:
        sitemap = _path_of(location, address)
        yield sitemap
        if sitemap in sources:
            for page in _LOCATION.findall(sources[sitemap].read_text("utf-8")):
                yield _path_of(page, address)


def _path_of(location: str, address: str) -> str:
    path = unquote(location.removeprefix(address)).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path
