"""Owns publication: a built site is copied to where readers find it, in an order that never shows a broken page.

Does not own the site (`generator.plugin` builds it) or how a place is read and written (`folder`, `bucket`).
What is there already as it should be is left alone, so a second run does nothing and one after a break goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import PolicyError, StoppedError, SurroundingsError
from generator.packages.complaints import quoted
from generator.publishing.site import SiteFile, read_site
from generator.publishing.steps import deletions, uploads
from generator.publishing.target import Found, Target, TargetError
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
    strange: tuple[str, ...]
    """What lies there that we did not put there; it stays."""

    @property
    def did_nothing(self) -> bool:
        """Whether all was there already."""
        return not (self.new or self.changed or self.deleted)


def publish(site: Path, target: Target, *, delete_many: bool = False) -> Published:
    """Copy the built site in the folder `site` to `target`, and delete there what we published and is not in it now.

    Raises SurroundingsError when `site` is no complete site, when `target` holds something else, or cannot be used;
    PolicyError when more than a tenth of what we published would go, unless `delete_many`.
    """
    files = read_site(site)
    with _told(_Progress()):
        found = target.compare(files)
    there = found.same
    _refuse_foreign(target, found)
    gone = sorted(found.ours - files.keys())
    if len(gone) > DELETED_SHARE * len(found.ours) and not delete_many:
        raise PolicyError(
            f"Publishing would delete {len(gone):,} of the {len(found.ours):,} files at {target.name}, {gone[0]} for "
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
        strange=tuple(sorted(there.keys() - found.ours - files.keys())),
    )


def _refuse_foreign(target: Target, found: Found) -> None:
    """Refuse a first publication among other files, but for hidden ones, in which hosts keep what is theirs."""
    foreign = sorted(path for path in found.same if not path.startswith("."))
    if foreign and not found.is_known:
        raise SurroundingsError(
            f"{target.name} holds files that Seamline did not publish, {quoted(foreign[0])} for instance: name an "
            "empty or a new place, or move them away until the site is there. After that, yours are left alone."
        )


@dataclass(slots=True)
class _Progress:
    """How far a publication has come."""

    of: int = 0
    done: int = 0
    failed: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

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
    with _told(progress), _crowd(progress) as pool:
        if wanted or gone:
            target.begin(list(wanted))
        for step in uploads(wanted.keys(), there):
            tasks = [pool.submit(_put, target, wanted[path], progress) for path in step.paths]
            for task in followed(tasks, f"Publishing {step.name}"):
                task.result()
        for step in deletions(gone):
            target.delete(step.paths)
            progress.done += len(step.paths)
        target.finish()


@contextmanager
def _crowd(progress: _Progress) -> Iterator[ThreadPoolExecutor]:
    """Yield a pool whose tasks that have not begun do nothing any more when the block ends early."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            yield pool
        except BaseException:
            progress.failed = True
            raise


def _put(target: Target, file: SiteFile, progress: _Progress) -> None:
    """Put a file; after a failure, or when somebody has stopped the publication, none is begun any more."""
    if progress.failed:
        return
    try:
        target.put(file)
    except BaseException:
        progress.failed = True
        raise
    with progress.lock:
        progress.done += 1


@contextmanager
def _told(progress: _Progress) -> Iterator[None]:
    """Add to what a target complains of, or to being stopped, how far it came, and how to go on."""
    try:
        yield
    except TargetError as error:
        raise SurroundingsError(f"{error} {progress.said}") from error
    except KeyboardInterrupt:
        raise StoppedError(f"Stopped by hand. {progress.said}") from None
