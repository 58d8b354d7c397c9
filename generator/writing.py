"""Owns the writing of pages and of the files beside them, profiles of factories and their files side by side.

Does not own views (`generator.pages`) or templates (`generator.outputs.templates`). Profiles are most of a large
portal and independent of each other, so worker processes write them while this process writes all other pages.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from generator import sitemap
from generator.attachments import files_of, files_of_factories, told_files_of_factories
from generator.errors import SettingsError
from generator.facts import Facts
from generator.model import Dataset
from generator.outputs.templates import Templates
from generator.pages import Attachment, Later, View, profiles_of, views_of
from generator.pages.frame import frame_of, path_of
from generator.pages.portal import Portal
from generator.report.progress import followed
from generator.settings import Settings
from generator.text.words import Words

SHARE = 60
"""Profiles that a worker writes at a time: enough to be worth the errand, few enough to end together."""
ALONE = 200
"""Up to this many profiles one process is quicker than starting more."""
MOST_JOBS = 4


def jobs_of(settings: Settings) -> int:
    """Return how many processes work side by side."""
    return settings.jobs or min(os.cpu_count() or 1, MOST_JOBS)


def write_pages(portal: Portal, site: Path) -> None:
    """Write all but the profiles of factories and their files; SettingsError where two pages have one address."""
    templates = Templates(portal.settings.theme)
    written: set[str] = set()
    addresses: set[str] = set()
    later: list[Later] = []
    for language in followed(portal.languages, "Writing pages"):
        words = portal.words(language)
        for view in views_of(portal, words):
            path = path_of(portal, language, view.address)
            if path in written:
                raise SettingsError(f"Two pages have the address {path}: give the text of that Slug another.")
            written.add(path)
            addresses.add(view.address)
            later += _write_view(portal, words, view, templates, site)
    for attachment in (*files_of(portal), *sitemap.files(portal, addresses)):
        _write(site, attachment)
    _write_later(site, later)


@contextmanager
def profiles_written(portal: Portal, site: Path) -> Iterator[None]:
    """Write the profiles of all factories, beside whatever the body does; they are all written when it ends."""
    factories = portal.data["factories"]["factory"].sort().to_list()
    shares = [
        (language, factories[start : start + SHARE])
        for language in portal.languages
        for start in range(0, len(factories), SHARE)
    ]
    jobs = jobs_of(portal.settings)
    if jobs == 1 or len(factories) * len(portal.languages) <= ALONE:
        yield
        writer = Writer(portal, site)
        for share in followed(shares, "Writing profiles"):
            writer.write(*share)
        return
    with tempfile.TemporaryDirectory(prefix="seamline-") as folder:
        handed = Path(folder) / "portal.pickle"
        _hand_over(portal, handed)
        # A worker asks polars for slices of a few rows; a pool of threads in each would fight for the same cores.
        os.environ["POLARS_MAX_THREADS"] = "1"
        with ProcessPoolExecutor(jobs, get_context("spawn"), _take_over, (handed, site)) as pool:
            pending = [pool.submit(_write_share, *share) for share in shares]
            yield
            _wait_for(pending)


class Writer:
    """Writes profiles; its words and templates are made once for all of them."""

    def __init__(self, portal: Portal, site: Path) -> None:
        """Write the profiles of `portal` below `site`."""
        self._portal = portal
        self._site = site
        self._templates = Templates(portal.settings.theme)
        self._words: dict[str, Words] = {}

    def write(self, language: str, factories: list[str]) -> int:
        """Write the profiles of `factories` in `language`; return how many there were."""
        words = self._words.setdefault(language, self._portal.words(language))
        for view in profiles_of(self._portal, words, factories):
            _write_later(self._site, _write_view(self._portal, words, view, self._templates, self._site))
        for attachment in told_files_of_factories(self._portal, words, factories):
            _write(self._site, attachment)
        if language == self._portal.languages[0]:
            for attachment in files_of_factories(self._portal, factories):
                _write(self._site, attachment)
        return len(factories)


def _write_view(portal: Portal, words: Words, view: View, templates: Templates, site: Path) -> Sequence[Later]:
    """Write a page and what belongs to it; return what of that is still being made."""
    html = templates.render(view.template, words, {**frame_of(portal, words, view), **view.values})
    path = path_of(portal, words.language, view.address)
    _write(site, Attachment(path if path.endswith(".html") else path + "index.html", html.encode()))
    for attachment in view.attachments:
        _write(site, attachment)
    for embed in view.embeds:
        _write_view(portal, words, embed, templates, site)
    return view.later


def _write_later(site: Path, later: Iterable[Later]) -> None:
    for each in later:
        _write(site, Attachment(each.address, each.content.result()))


def _write(site: Path, attachment: Attachment) -> None:
    path = site / attachment.address
    try:
        path.write_bytes(attachment.content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(attachment.content)


def _hand_over(portal: Portal, file: Path) -> None:
    """Write what a worker needs: the facts of profiles, and every table; that of findings empty, as facts hold them."""
    names = (
        *("assessments", "findings", "factories", "point_results", "point_rates", "timelines"),
        *("remediation_by_factory", "assessment_events", "verification_events"),
    )
    of_findings = portal.data.table("findings")
    emptied = {"findings": replace(of_findings, rows=of_findings.rows.clear())}
    packages = {
        name: replace(package, tables={key: emptied.get(key, table) for key, table in package.tables.items()})
        for name, package in portal.data.packages.items()
    }
    facts = (Dataset(portal.data.root, packages), portal.as_of, portal.facts.frames(*names))
    with file.open("wb") as stream:
        pickle.dump((facts, replace(portal, facts=None, warnings=(), downloads=())), stream, protocol=5)  # type: ignore[arg-type]


_writer: Writer | None = None


def _take_over(file: Path, site: Path) -> None:
    global _writer  # noqa: PLW0603 - a worker process is made for one portal
    with file.open("rb") as stream:
        (data, as_of, frames), portal = pickle.load(stream)  # noqa: S301 - written by _hand_over a moment ago
    facts = Facts(data, as_of)
    vars(facts).update(frames)
    _writer = Writer(replace(portal, facts=facts), site)


def _write_share(language: str, factories: list[str]) -> int:
    if _writer is None:
        message = "a worker was asked to write before it had taken over"
        raise RuntimeError(message)
    return _writer.write(language, factories)


def _wait_for(pending: list[Future[int]]) -> None:
    for share in followed(pending, "Writing profiles"):
        share.result()
