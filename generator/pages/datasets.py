"""Owns what each data package is as a publication: title, days, version, period, licence, as catalogues say it.

Does not own the words of a catalogue (`generator.catalogue` speaks DCAT, `structured` schema.org), files or figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.model import Package
from generator.pages.portal import Download, Portal

_DAYS = {
    "assessments": "started_on",
    "sessions": "starts_on",
    "observations": "period",
    "questions": "valid_from",
    "countries": "joined_on",
}
"""Tables whose rows lie in time, and the column that says when: a day, or a period that begins with its year."""
_LASTING = frozenset({"questions", "countries"})
"""Tables of what lasts from that day on, until the day of the build."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A data package as a publication.

    `issued` and `modified` are the days of its first release and of the one at hand; `notes` what changed in it;
    `earlier` the releases before it, newest first. `begins` and `ends` bound what the rows are about, as a day or a
    year. `licences` are addresses.
    """

    name: str
    title: str
    description: str
    version: str
    issued: str
    modified: str
    notes: str
    earlier: Sequence[Mapping[str, Any]]
    begins: str
    ends: str
    licences: Sequence[str]
    keywords: Sequence[str]
    creators: Sequence[str]
    files: Sequence[Download]


def publications_of(portal: Portal) -> list[Publication]:
    """Return every package of the portal as a publication."""
    return [_publication(portal, package) for package in portal.data.packages.values()]


def _publication(portal: Portal, package: Package) -> Publication:
    descriptor = package.descriptor
    releases = _releases(portal, package.name)
    own = [each for each in releases if each["version"] == package.version]
    created = str(descriptor.get("created", ""))[:10]
    begins, ends = _period(portal, package)
    title = str(descriptor.get("title", package.name))
    return Publication(
        name=package.name,
        title=title,
        description=" ".join(str(descriptor.get("description", "")).split()) or title,
        version=package.version,
        issued=str(releases[-1]["released_on"]) if releases else created,
        modified=str(own[0]["released_on"]) if own else created,
        notes=own[0]["summary"] if own else "",
        earlier=[each for each in releases if each not in own],
        begins=begins,
        ends=ends,
        licences=[str(each["path"]) for each in descriptor.get("licenses", ()) if each.get("path")],
        keywords=[table.schema.title for table in package.tables.values()],
        creators=[str(each["title"]) for each in descriptor.get("contributors", ()) if each.get("title")],
        files=[each for each in portal.downloads if each.package == package.name],
    )


def _releases(portal: Portal, package: str) -> list[Mapping[str, Any]]:
    """Return the public releases of a package, newest first."""
    rows = portal.facts.published("releases").to_dicts()
    own = [row for row in rows if row["package"] == package]
    return sorted(own, key=lambda row: (row["released_on"], [*map(int, row["version"].split("."))]), reverse=True)


def _period(portal: Portal, package: Package) -> tuple[str, str]:
    """Return the first and last day, or year, that public rows of a package are about; nothing where none says."""
    for table, column in _DAYS.items():
        if table in package.tables:
            known = portal.facts.published(table)[column].drop_nulls()
            if known.len():
                last = portal.as_of if table in _LASTING else known.max()
                return _moment(known.min()), _moment(last)
    return "", ""


def _moment(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)[:4]
