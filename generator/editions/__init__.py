"""Owns the editions of a package: its released versions as they are served, and those that are not, with the reason.

A version that has a tag is served as it was on the day of its release (`tagged`), for good. The version at hand is
served from the data at hand until it has one. Does not own what was released (the table `releases`) or the pages.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.editions.gate import Gate
from generator.editions.tagged import Tagged, refuse_untagged
from generator.history import Copy, history_of
from generator.outputs.table_files import Publisher, is_kept_as_records
from generator.pages.portal import Download, Edition, Editions, Portal, Served

__all__ = ["write_editions"]


def write_editions(portal: Portal, site: Path, files: Sequence[Download], publisher: Publisher) -> Editions:
    """Write `data/<package>/<version>/` for each version that is served into the folder `site`.

    `files` are those of the data at hand, which lie in `site` already. Without the history of the data, only the
    versions at hand are served. Raises SurroundingsError where a tag is missing or does not hold what was released,
    PolicyError where a version holds what is not public now.
    """
    history = history_of(portal.settings.data)
    tagged = Tagged(portal, history, publisher)
    editions = tuple(_editions(portal, site, files, tagged))
    whole = history.copy is Copy.WHOLE
    if whole:
        refuse_untagged(portal.data, [each for each in editions if each.served is Served.NOT_HERE])
    Gate(portal, history, files).refuse_lost(tagged.issued)
    if whole:
        tagged.kept.sweep()
    return Editions(editions, whole=whole)


def _editions(portal: Portal, site: Path, files: Sequence[Download], tagged: Tagged) -> Iterator[Edition]:
    for row in portal.facts.published("releases").to_dicts():
        name, version = row["package"], row["version"]
        package = portal.data.packages.get(name)
        if row["withdrawn_on"] or row["withdrawal_reason"]:
            yield Edition(name, version, Served.WITHDRAWN)
        elif tag := tagged.tag_of(name, version):
            yield Edition(name, version, Served.TAGGED, tuple(tagged.write(tag, row["released_on"], site)))
        elif package and package.version == version:
            yield Edition(name, version, Served.NEWEST, tuple(_newest(portal, name, version, site, files)))
        else:
            yield Edition(name, version, Served.NOT_HERE)


def _newest(portal: Portal, name: str, version: str, site: Path, files: Sequence[Download]) -> Iterator[Download]:
    """Give the files of a package at hand, as far as a version has them, a second name."""
    package, folder = portal.data.packages[name], f"data/{name}/"
    for file in (each for each in files if each.package == name):
        as_records = file.format == "json" and file.table and is_kept_as_records(package.tables[file.table])
        if file.format == "csv" or not file.table or as_records:
            address = f"{folder}{version}/{file.address.removeprefix(folder)}"
            _linked(site / file.address, site / address)
            yield Download(name, file.table, address, file.rows, file.size_bytes, file.sha256, file.format)


def _linked(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
