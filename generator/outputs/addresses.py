"""Owns the promise that a published address does not disappear: the list `urls.lock`, and what of a site is promised.

Does not own the pages at addresses that moved or are gone (`generator.pages.moved`). Promised are pages in the default
language and the files by which programs begin; what belongs to a page (its files, feed, other languages) goes with it
and is not listed, so that a portal of 20,000 factories has a list of 20,000 short lines.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.disk import reason_of
from generator.errors import DataError, SurroundingsError

LOCK = "urls.lock"
"""Name of the list, which lies beside the data folder."""
_HEAD = "# Published addresses. A build without one of them stops; seamline urls --write adds new ones.\n"
_ADDRESS = re.compile(r"/([a-z0-9][a-z0-9._-]*/)*([a-z0-9][a-z0-9._-]*)?")
_FILES = re.compile(
    r"/api/v[0-9]+/[a-z0-9-]+\.json|/feeds/[a-z0-9-]+\.xml|/calendars/[a-z0-9-]+\.ics"
    r"|/data/[a-z0-9-]+/datapackage\.json|/catalogue\.(jsonld|ttl)|/robots\.txt|/sitemap\.xml"
)
"""Files by which programs begin. What they name is found from there."""
_PARTS = re.compile(r"/factories/([a-z]|0-9|other|in-[a-z]+(-[a-z0-9]+)*)/|.*/embed/")
"""Pages that come and go with what is listed in them, and parts of pages for other sites."""
_AWAY = re.compile(rb'<body class="kind-(moved|gone)"')
"""Mark of a page at an address that is not in use."""
_NOT_OURS = frozenset({"handbook", "search", "theme"})
_LANGUAGE = "404.html"
"""File that each language has at its root."""


def promised_in(site: Path) -> list[str]:
    """Return the addresses of a finished site that are promised, sorted."""
    root = os.fspath(site)
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        inside = folder[len(root) :].replace(os.sep, "/") + "/"
        if inside == "/":
            languages = {each for each in folders if (site / each / _LANGUAGE).is_file()}
            folders[:] = [each for each in folders if each not in _NOT_OURS | languages]
        if "index.html" in names and not _PARTS.fullmatch(inside):
            found.append(inside)
        found += (f"{inside}{name}" for name in names if _FILES.fullmatch(f"{inside}{name}"))
    return sorted(found)


def read_lock(lock: Path) -> dict[str, int]:
    """Return the addresses of a list with their lines: none where there is no list yet.

    DataError names lines that hold none, SurroundingsError says what stands in the way of reading it.
    """
    found: dict[str, int] = {}
    wrong: list[str] = []
    for number, line in enumerate(_text(lock).splitlines(), 1):
        text = line.strip()
        if text and not text.startswith("#"):
            if _ADDRESS.fullmatch(text):
                found[text] = number
            else:
                wrong.append(f"{lock.name}:{number}")
    if wrong:
        raise DataError(f"{', '.join(wrong)}: here stands no address such as /factories/kh-0001/; take the line out.")
    return found


def _text(lock: Path) -> str:
    if not os.path.lexists(lock):
        return ""
    try:
        return lock.read_text("utf-8", "replace")
    except OSError as error:
        raise SurroundingsError(
            f"{lock}, the list of published addresses, cannot be read: {reason_of(error)}."
        ) from error


def text_of(addresses: Collection[str]) -> str:
    """Return a list as it is written."""
    return _HEAD + "".join(f"{each}\n" for each in sorted(addresses))


def lost_in(site: Path, lock: Path, moved: Collection[str]) -> Iterator[str]:
    """Yield a line for each address of the list that leads nowhere in a site, and is not among those that `moved`."""
    for address, number in read_lock(lock).items():
        path = site / address.lstrip("/")
        file = path / "index.html" if address.endswith("/") else path
        if address not in moved and not file.is_file():
            yield f"{lock.name}:{number}: {address}"


def taken_in(site: Path, moved: Collection[str]) -> Iterator[str]:
    """Yield the addresses among those that `moved` at which something stands all the same."""
    for address in moved:
        path = site / address.lstrip("/")
        if not address.endswith("/"):
            if path.is_file():
                yield address
        elif not _AWAY.search((path / "index.html").read_bytes()):
            yield address
