"""Owns which files of a package may be opened, and reading their bytes.

Does not own what the bytes mean. Data come from strangers' pull requests, so a file is opened only when it is a regular
file inside the package, reached without a symbolic link, with an allowed name and kind, and not too large.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.packages import codes
from generator.packages.complaints import Complaints, quoted

NAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
"""Form of the name of a file or folder, which every file system and web server reads alike."""
KINDS = (".csv", ".yaml", ".yml", ".md")
"""Suffixes of the files that may be in a package."""
LARGEST = {".csv": 1024 * 1024 * 1024, ".yaml": 1024 * 1024, ".yml": 1024 * 1024, ".md": 1024 * 1024}
"""Most bytes of a file, by suffix."""
REPOSITORY = ".git"
"""Name under which git keeps a repository."""
DEEPEST = 8
"""How many folders may lie inside one another."""
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a package, as paths relative to its folder: those that may be opened, and those that may not."""

    folder: Path
    allowed: frozenset[str]
    refused: frozenset[str]


def files_in(folder: Path, complaints: Complaints) -> Listing:
    """Return the files below `folder`, noting each that may not be there."""
    allowed: set[str] = set()
    refused: set[str] = set()
    for path, entry in _entries(folder, PurePosixPath(), complaints):
        (allowed if _may_be_read(path, entry, complaints) else refused).add(path.as_posix())
    return Listing(folder, frozenset(allowed), frozenset(refused))


def folders_in(root: Path, complaints: Complaints) -> list[Path]:
    """Return the folders in the data folder `root`, each a package; note every file beside them that is not Markdown.

    The data may be a repository of their own: what git keeps there is passed over.
    """
    folders: list[Path] = []
    with os.scandir(root) as found:
        entries = sorted((entry for entry in found if entry.name != REPOSITORY), key=lambda entry: entry.name)
    for entry in entries:
        path = PurePosixPath(entry.name)
        if entry.is_dir(follow_symlinks=False):
            if _folder_may_be_entered(path, complaints):
                folders.append(root / entry.name)
        elif _may_be_read(path, entry, complaints) and path.suffix != ".md":
            message = "The file lies outside the packages, so nothing of it is read."
            hint = "Move it into the folder of a package and list it in its descriptor, or delete it."
            complaints.at(_joined(complaints, path)).add(codes.UNLISTED_FILE, message, hint)
    return folders


def bytes_of(listing: Listing, path: str, complaints: Complaints) -> bytes | None:
    """Return the bytes of the allowed file `path`; None, noting why, when it cannot be read."""
    limit = LARGEST[PurePosixPath(path).suffix]
    try:
        with os.fdopen(os.open(listing.folder / path, _FLAGS), "rb") as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            data = file.read(limit + 1) if regular else b""
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        complaints.add(
            codes.UNREADABLE_FILE,
            f"The file cannot be read: {reason}.",
            "Check that it still exists and that you may read it.",
        )
        return None
    if len(data) > limit:
        complaints.add(
            codes.FILE_TOO_LARGE,
            f"The file has more than {limit // 1024**2} MB.",
            "Split it into several files, for instance one a country, and list each of them in the descriptor.",
        )
        return None
    return data


def local_path(path: str) -> PurePosixPath | None:
    """Return `path` when it is a plain relative path that stays in its folder, else None.

    Addresses, drives, backslashes, absolute paths, `..`, `.` and empty steps are not.
    """
    steps = path.split("/")
    if not path or any(not NAME.fullmatch(step) or ".." in step for step in steps):
        return None
    return PurePosixPath(path)


def _entries(
    folder: Path, inside: PurePosixPath, complaints: Complaints
) -> Iterator[tuple[PurePosixPath, os.DirEntry[str]]]:
    try:
        with os.scandir(folder / inside) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        message = f"The folder cannot be read: {(error.strerror or 'unknown reason').lower()}."
        place = complaints.at(_joined(complaints, inside))
        place.add(codes.UNREADABLE_FILE, message, "Check that you may read it.")
        return
    for entry in entries:
        path = inside / entry.name
        if entry.is_dir(follow_symlinks=False):
            if _folder_may_be_entered(path, complaints):
                yield from _entries(folder, path, complaints)
        else:
            yield path, entry


def _folder_may_be_entered(path: PurePosixPath, complaints: Complaints) -> bool:
    place = complaints.at(_joined(complaints, path))
    if not NAME.fullmatch(path.name):
        _refuse_name(path.name, "folder", place)
        return False
    if len(path.parts) > DEEPEST:
        place.add(codes.UNSAFE_PATH, f"Folders lie more than {DEEPEST} deep.", "Move the files further up.")
        return False
    return True


def _may_be_read(path: PurePosixPath, entry: os.DirEntry[str], complaints: Complaints) -> bool:
    place = complaints.at(_joined(complaints, path))
    if entry.is_symlink():
        place.add(codes.UNSAFE_PATH, "This is a link, not a file.", "Put the file itself here; links are not followed.")
    elif not entry.is_file(follow_symlinks=False):
        place.add(codes.UNSAFE_PATH, "This is a device or a pipe, not a file.", "Delete it.")
    elif not NAME.fullmatch(path.name):
        _refuse_name(path.name, "file", place)
    elif path.suffix not in KINDS:
        place.add(
            codes.FILE_KIND,
            f"A file of this kind ({quoted(path.suffix or path.name)}) does not belong in a data package.",
            "Save tables as .csv, records and descriptors as .yaml, notes as .md; move anything else out of data.",
        )
    else:
        return True
    return False


def _refuse_name(name: str, kind: str, place: Complaints) -> None:
    hint = "Use small letters a-z, digits, hyphens, underscores and dots only, beginning with a letter or digit."
    if name.startswith("."):
        hint = "Delete it: it is hidden, and was probably made by your system or editor."
    elif (better := _better_name(name)) is not None:
        hint += f" For instance {better}."
    place.add(codes.FILE_NAME, f"A {kind} may not be called {quoted(name)}.", hint)


def _better_name(name: str) -> str | None:
    bare = "".join(each for each in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(each))
    better = re.sub(r"[^a-z0-9._-]+", "-", bare, flags=re.ASCII).strip("-._")
    emptied = "." in name.strip(".") and "." not in better
    return better if better != name and not emptied and NAME.fullmatch(better) else None


def _joined(complaints: Complaints, path: PurePosixPath) -> str:
    """Return the path as problems name it: readable whatever bytes the file system has."""
    folder = PurePosixPath(complaints.file).parent
    text = (folder / path).as_posix()
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)
