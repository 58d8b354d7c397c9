"""Owns publication: a built site is copied to where readers find it, in an order that never shows a broken page.

Does not own the site (`generator.plugin` builds it) or how a place is read and written (`folder`, `bucket`).
What is there already as it should be is left alone, so a second run does nothing and one after a break goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.errors import PolicyError, SurroundingsError
from generator.outputs.staging import MARKER
from generator.publishing.site import SiteFile, read_site
from generator.publishing.steps import deletions, uploads
from generator.publishing.target import Target, TargetError
from generator.report.progress import followed

AT_ONCE = 16
"""Files on their way side by side."""
DELETED_SHARE = 0.1
"""Share of what is there that may go without being asked for: as for rows of a table, a tenth."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did, in files."""

    new: int
    changed: int
    deleted: int
    unchanged: int
    sent_bytes: int

    @property
    def did_nothing(self) -> bool:
        """Whether all was there already."""
        return not (self.new or self.changed or self.deleted)


def publish(site: Path, target: Target, *, delete_many: bool = False) -> Published:
    """Copy the built site in the folder `site` to `target`, and delete there what is no longer in it.

    Raises SurroundingsError when `site` is no complete site, when `target` holds files of somebody else, or cannot be
    used; PolicyError when more than a tenth of what is there would go, unless `delete_many`.
    """
    files = read_site(site)
    with _told(_Progress()):
        there = target.compare(files)
    if there and MARKER not in there:
        raise SurroundingsError(
            f"{target.name} holds files that Seamline did not write, and publishing would delete them; "
            "name an empty or a new place."
        )
    gone = sorted(there.keys() - files.keys())
    if len(gone) > DELETED_SHARE * len(there) and not delete_many:
        raise PolicyError(
            f"Publishing would delete {len(gone):,} of the {len(there):,} files at {target.name}, {gone[0]} for "
            "instance, so nothing was changed. If that is meant, say so with --delete-many."
        )
    wanted = {path: file for path, file in files.items() if not there.get(path)}
    _carry_out(target, wanted, frozenset(there), gone)
    return Published(
        new=len(wanted.keys() - there.keys()),
        changed=len(wanted.keys() & there.keys()),
        deleted=len(gone),
        unchanged=len(files) - len(wanted),
        sent_bytes=sum(file.size for file in wanted.values()),
    )


@dataclass(slots=True)
class _Progress:
    """How far a publication has come."""

    done: int = 0
    of: int = 0

    @property
    def said(self) -> str:
        """How far it is, for people who have to decide what to do now."""
        if not self.done:
            return "Nothing was changed."
        return (
            f"{self.done:,} of {self.of:,} files were done, and readers find no page whose files are missing. "
            "The same command goes on from there."
        )


def _carry_out(target: Target, wanted: dict[str, SiteFile], there: frozenset[str], gone: Sequence[str]) -> None:
    """Put, then delete, step by step: each begins when the one before it is whole."""
    progress = _Progress(of=len(wanted) + len(gone))
    with _told(progress), ThreadPoolExecutor(AT_ONCE) as pool:
        for step in uploads(wanted.keys(), there):
            _each(pool, target.put, [wanted[path] for path in step.paths], step.name, progress)
        for step in deletions(gone):
            target.delete(step.paths)
            progress.done += len(step.paths)
        target.finish()


def _each(
    pool: ThreadPoolExecutor,
    put: Callable[[SiteFile], None],
    files: Sequence[SiteFile],
    name: str,
    progress: _Progress,
) -> None:
    """Put files side by side; after a failure none is begun any more."""
    tasks = [pool.submit(put, file) for file in files]
    try:
        for task in followed(tasks, f"Publishing {name}"):
            task.result()
            progress.done += 1
    finally:
        for task in tasks:
            task.cancel()


@contextmanager
def _told(progress: _Progress) -> Iterator[None]:
    """Add to what a target complains of how far it came, and how to go on."""
    try:
        yield
    except TargetError as error:
        raise SurroundingsError(f"{error} {progress.said}") from error
