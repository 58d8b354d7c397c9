"""Owns the files of versions that have a tag: written from the data as they were there, as public as on that day.

Does not own the tags (`generator.history`) or the files of a package (`generator.outputs`). A tag is easily moved, so
it is compared with the checksum in the table `releases`, which is reviewed and published. What was written is kept
between builds (`kept`); whether it may be served is for the `gate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from generator.accounts import undecidable
from generator.editions.kept import Kept
from generator.errors import PolicyError, SurroundingsError
from generator.facts import facts_of
from generator.history import History, Tag, data_of
from generator.model import Dataset
from generator.outputs.descriptors import File
from generator.outputs.downloads import write_package
from generator.outputs.table_files import Publisher
from generator.packages import read_dataset
from generator.packages.digest import digest_of
from generator.pages.portal import Download, Edition, Portal

Files = Mapping[str, Sequence[File]]
"""Files of a package by table; what is about the whole package has none."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A version that was written: its tag, the day of its release, its folder, and the files in it."""

    tag: Tag
    on: date
    folder: Path
    files: Files


class Tagged:
    """Writes versions from their tags; `issued` are those that it wrote, `kept` those of the builds before."""

    def __init__(self, portal: Portal, history: History, publisher: Publisher) -> None:
        """Take versions of `portal` from `history`; `publisher` is who their files name."""
        self._portal = portal
        self._history = history
        self._publisher = publisher
        cache = portal.settings.cache
        self.kept = Kept(cache and cache / "editions")
        self.issued: list[Issued] = []

    def tag_of(self, package: str, version: str) -> Tag | None:
        """Return the tag of a version, if this copy has it and the data lay there at that time.

        SurroundingsError where nothing shows that it is that of the release: neither a checksum nor the history.
        """
        tag = self._history.tags.get((package, version))
        if tag is None or not self._history.tree(tag):
            return None
        if not (_said(self._portal.data, tag, "digest") or self._history.follows(tag)):
            raise SurroundingsError(
                f"{tag.name} is not in the history of what is checked out, and the table releases has no checksum by "
                "which to know it: put the tag on the commit of the release, or withdraw the version."
            )
        return tag

    def write(self, tag: Tag, day: date, site: Path) -> Iterator[Download]:
        """Write a version, released on `day`, into the folder `site`; return its files."""
        address = f"data/{tag.package}/{tag.version}"
        told: list[object] = [
            self._history.tree(tag),
            tag.package,
            tag.version,
            day.isoformat(),
            _said(self._portal.data, tag, "digest"),
        ]
        told += [self._publisher.title, self._publisher.notice, self._publisher.address]
        files = self.kept.put(told, site / address, lambda folder: self._made(tag, day, folder))
        self.issued.append(Issued(tag, day, site / address, files))
        for table, own in files.items():
            for file in own:
                yield Download(
                    tag.package, table, f"{address}/{file.path}", file.rows, file.size_bytes, file.sha256, file.format
                )

    def _made(self, tag: Tag, day: date, folder: Path) -> Files:
        with data_of(self._history, tag) as root:
            there, _ = read_dataset(root)
            refuse_doubtful(tag, there, self._portal.data)
            package, facts = there.packages[tag.package], facts_of(there, day)
            public = {name: facts.published(name) for name in package.tables}
            return write_package(package, there.root, folder, published=public, publisher=self._publisher)


def refuse_doubtful(tag: Tag, there: Dataset, here: Dataset) -> None:
    """Raise SurroundingsError when the data at a tag (`there`) are not what `here` says was released under its name.

    PolicyError when nobody can tell what of them was public: they are older than the program.
    """
    found, digest = there.packages.get(tag.package), _said(here, tag, "digest")
    if found is None or found.version != tag.version or (digest and digest != digest_of(found, there.root)):
        raise SurroundingsError(
            f"{tag.name} does not hold what was released as {tag.version} of {tag.package}: the tag was moved. Put it "
            "back on the commit of the release, or withdraw the version in the table releases."
        )
    if lost := sorted({each for table in found.tables for each in undecidable(there, table)}):
        raise PolicyError(
            f"Nobody can tell what of {tag.package} {tag.version} was public: {tag.name} lacks {', '.join(lost)}, by "
            "which this version of the program decides. Withdraw that version in the table releases."
        )


def refuse_untagged(data: Dataset, editions: Iterable[Edition]) -> None:
    """Raise SurroundingsError where one of `editions`, which have no tag, was released with its checksum."""
    lost = [f"{each.package} {each.version}" for each in editions if _said(data, each, "digest")]
    if lost:
        raise SurroundingsError(
            f"The tags of released versions are not in this copy of the repository: {', '.join(lost)}. Bring them here "
            "(git fetch --tags). One that was deleted is put back on the commit of its release, or the version is "
            "withdrawn in the table releases."
        )


def released_on(data: Dataset, tag: Tag) -> date | None:
    """Return the day on which the version of a tag was released, as `data` say; None where they do not."""
    day = _said(data, tag, "released_on")
    return day if isinstance(day, date) else None


def _said(data: Dataset, version: Tag | Edition, field: str) -> object:
    if "releases" not in data or field not in data["releases"].columns:
        return None
    rows = data["releases"].filter(pl.col("package") == version.package, pl.col("version") == version.version)
    return rows[field].item(0) if rows.height else None
