"""Owns how the writing is shared among processes.

Does not own the writing itself (`generator.writing`). A small portal is written by this process alone. In a larger one
worker processes write the profiles of factories, which are most of the pages and need nothing of each other, while this
process writes the rest. Where the table of findings is small enough to be handed to every worker whole, they also write
the other pages of all languages but the first.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from generator.facts import facts_of
from generator.model import Dataset
from generator.pages.portal import Download, Editions, LeftOut, Portal
from generator.report.progress import followed
from generator.settings import Settings
from generator.writing import Writer

SHARE = 60
"""Profiles that a worker takes at a time: enough to be worth a message, few enough for all workers to end together."""
ALONE = 200
"""Up to this many profiles, one process is done sooner than others have started."""
MOST_FINDINGS = 500_000
"""With more findings than this, workers get no table of findings: each would hold a copy of it in memory."""
MOST_JOBS = 4

Result = TypeVar("Result")


def jobs_of(settings: Settings) -> int:
    """Return the number of worker processes: the setting, else one a core, at most `MOST_JOBS`."""
    return settings.jobs or min(os.cpu_count() or 1, MOST_JOBS)


@contextmanager
def profiles_written(portal: Portal, site: Path) -> Iterator[ProcessPoolExecutor | None]:
    """Write the profiles of all factories while the body of the `with` statement runs; it ends when all are written.

    Yields the pool of workers where they can write other pages as well, else None.
    """
    factories = portal.data["factories"]["factory"].sort().to_list()
    shares = [
        (language, factories[start : start + SHARE])
        for language in portal.languages
        for start in range(0, len(factories), SHARE)
    ]
    jobs = jobs_of(portal.settings)
    if jobs == 1 or len(factories) * len(portal.languages) <= ALONE:
        yield None
        writer = Writer(portal, site)
        for share in followed(shares, "Writing profiles"):
            writer.profiles(*share)
        return
    whole = len(portal.languages) > 1 and portal.data.table("findings").rows.height <= MOST_FINDINGS
    with tempfile.TemporaryDirectory(prefix="seamline-") as folder:
        handed = Path(folder) / "portal.pickle"
        _hand_over(portal, handed, whole=whole)
        # A worker asks polars for slices of a few rows; a pool of threads in each would fight for the same cores.
        os.environ["POLARS_MAX_THREADS"] = "1"
        with ProcessPoolExecutor(jobs, get_context("spawn"), _take_over, (handed, site)) as pool:
            pending = [pool.submit(_write_profiles, *share) for share in shares]
            yield pool if whole else None
            _wait_for(pending, "Writing profiles")


def write_pages(portal: Portal, site: Path, workers: ProcessPoolExecutor | None) -> None:
    """Write all pages but the profiles, and the files beside them; SettingsError where two pages have one address."""
    mine, handed = portal.languages, list[Future[set[str]]]()
    if workers is not None:
        mine, theirs = mine[:1], mine[1:]
        written = portal.downloads, portal.left_out, portal.editions
        handed = [workers.submit(_write_pages, each, *written) for each in theirs]
    writer = Writer(portal, site)
    addresses: set[str] = set()
    for language in followed(mine, "Writing pages"):
        addresses |= writer.pages(language)
    writer.files()
    writer.sitemap(addresses.union(*_wait_for(handed, "Writing pages")))


def _hand_over(portal: Portal, file: Path, *, whole: bool) -> None:
    """Pickle what workers need into `file`: the tables, the frames of `Facts` that profiles read, and the settings.

    `whole`: workers write other pages too. Otherwise the table of findings, most of the data, is handed over empty: the
    profiles read findings from the frames.
    """
    names = (
        *("assessments", "findings", "factories", "point_results", "point_rates", "timelines"),
        *("remediation_by_factory", "assessment_events", "verification_events", "factory_cluster_rates", "effort"),
    )
    data = portal.data if whole else _without_findings(portal.data)
    kept = replace(portal, facts=None, warnings=portal.warnings if whole else (), downloads=())  # type: ignore[arg-type]
    with file.open("wb") as stream:
        pickle.dump(((data, portal.as_of, portal.facts.frames(*names)), kept), stream, protocol=5)


def _without_findings(data: Dataset) -> Dataset:
    findings = data.table("findings")
    emptied = {findings.name: replace(findings, rows=findings.rows.clear())}
    packages = {
        name: replace(package, tables={key: emptied.get(key, table) for key, table in package.tables.items()})
        for name, package in data.packages.items()
    }
    return Dataset(data.root, packages)


@dataclass(frozen=True)
class _Worker:
    portal: Portal
    site: Path
    writer: Writer


_worker: _Worker | None = None


def _take_over(file: Path, site: Path) -> None:
    global _worker  # noqa: PLW0603 - a worker process is made for one portal
    with file.open("rb") as stream:
        (data, as_of, frames), portal = pickle.load(stream)  # noqa: S301 - written by _hand_over a moment ago
    portal = replace(portal, facts=facts_of(data, as_of, frames))
    _worker = _Worker(portal, site, Writer(portal, site))


def _taken_over() -> _Worker:
    if _worker is None:
        message = "a worker was asked to write before it had taken over"
        raise RuntimeError(message)
    return _worker


def _write_profiles(language: str, factories: list[str]) -> None:
    _taken_over().writer.profiles(language, factories)


def _write_pages(
    language: str, downloads: tuple[Download, ...], left_out: tuple[LeftOut, ...], editions: Editions
) -> set[str]:
    worker = _taken_over()
    portal = replace(worker.portal, downloads=downloads, left_out=left_out, editions=editions)
    return Writer(portal, worker.site).pages(language)


def _wait_for(pending: list[Future[Result]], what: str) -> list[Result]:
    return [each.result() for each in followed(pending, what)]
