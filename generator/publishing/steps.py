"""Owns the order in which files are put and deleted, so that a reader never finds a page whose files are missing.

1. The marker by which the next run knows the place as ours, also after a break.
2. Files that pages need: styles, scripts, pictures, data, the API. What is new among the lists is one of them. Files
   that stand where a folder was, or in a folder where a file was, come last: in a folder of a disk, what was there goes
   at that moment.
3. New pages, then changed ones, each from the deepest folder up: a page is there before the pages that lead to it,
   and the home pages come last. Nothing that readers see leads to a new page before the changed ones are put.
4. Lists that lead programs to pages: feeds, the index of the search, the catalogue, the sitemaps.
5. What is deleted: pages first, for they need the files.

Does not own how a file is put.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from generator.outputs.staging import MARKER

_LIST = re.compile(r"([a-z]{2,3}(-[A-Za-z]+)?/)?(feeds|search)/.*|catalogue\.[a-z]+")
_SITEMAP = re.compile(r"sitemap-\d+\.xml")
_LAST = ("sitemap.xml", "robots.txt")
"""The list of sitemaps, and what names it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Files that may be put, or deleted, in any order and side by side."""

    name: str
    paths: tuple[str, ...]


def uploads(paths: Collection[str], there: Collection[str]) -> Iterator[Step]:
    """Yield the steps that put `paths`, of which those in `there` replace another file."""
    new = [path for path in paths if path not in there]
    changed = [path for path in paths if path in there]
    lists = {path for path in paths if _SITEMAP.fullmatch(path)} | {path for path in changed if _LIST.fullmatch(path)}
    later = {MARKER, *lists, *_LAST}
    files = {path for path in paths if not _is_page(path) and path not in later}
    crossing = _crossing(files, there)
    yield from _step("files", [path for path in paths if path == MARKER])
    yield from _step("files", files - crossing)
    yield from _step("files", crossing)
    yield from _from_the_deepest("new pages", filter(_is_page, new))
    yield from _from_the_deepest("pages", filter(_is_page, changed))
    yield from _step("lists", lists)
    for last in _LAST:
        yield from _step("lists", [path for path in paths if path == last])


def deletions(paths: Iterable[str]) -> Iterator[Step]:
    """Yield the steps that delete `paths`."""
    gone = sorted(paths)
    yield from _step("pages", filter(_is_page, gone))
    yield from _step("files", (path for path in gone if not _is_page(path)))


def _crossing(files: Collection[str], there: Collection[str]) -> set[str]:
    """Return the files whose name is that of a folder there, or that go into a folder called like a file there."""
    folders = {folder.as_posix() for path in there for folder in PurePosixPath(path).parents}
    known = frozenset(there)
    into = {path for path in files if any(each.as_posix() in known for each in PurePosixPath(path).parents)}
    return into.union(path for path in files if path in folders)


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _from_the_deepest(name: str, pages: Iterable[str]) -> Iterator[Step]:
    for _, level in groupby(sorted(pages, key=_height), key=_height):
        yield from _step(name, level)


def _height(page: str) -> tuple[int, bool]:
    """Return what sorts the deepest first; of a folder, its index comes after the pages beside it."""
    return -page.count("/"), page.endswith("index.html")


def _step(name: str, paths: Iterable[str]) -> Iterator[Step]:
    if found := tuple(sorted(paths)):
        yield Step(name, found)
