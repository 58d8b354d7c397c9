"""Owns the order of the steps from data packages to a site: read, check, assemble, write, check links and addresses.

Does not own what a step does, nor the staging folder (`generator.plugin` builds in one).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from generator.accounts import public_warnings
from generator.checks import CHECKS, check_dataset
from generator.checks.future_date import newest_fact
from generator.editions import write_editions
from generator.errors import DataError, SettingsError
from generator.facts import facts_of
from generator.model import Dataset
from generator.outputs.addresses import LOCK, lost_in, taken_in
from generator.outputs.downloads import Written, write_downloads
from generator.outputs.links import BrokenLink, broken_links
from generator.outputs.table_files import Publisher
from generator.packages import read_dataset
from generator.pages.moved import rows_of
from generator.pages.portal import Portal, Prose
from generator.problems import Problem, errors_of, number_of, warnings_of
from generator.report.progress import followed
from generator.report.safety import harmless
from generator.settings import Settings
from generator.workers import jobs_of, profiles_written, write_pages

_SECONDS = re.compile("[0-9]{1,11}")
"""Seconds since 1970, until the year 5138."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The data, the date of the build, and every problem that was found when reading and checking them."""

    data: Dataset
    as_of: date
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """Problems that stop a build."""
        return errors_of(self.problems)


def read_checked(settings: Settings) -> Checked:
    """Read and check the data in `settings.data`; return them with every problem found."""
    data, problems = read_dataset(settings.data)
    as_of = settings.as_of or _epoch() or newest_fact(data) or date.min
    found = check_dataset(data, as_of, known=problems, checks=followed(CHECKS, "Checking"))
    return Checked(data, as_of, (*problems, *found))


def assemble(checked: Checked, settings: Settings, prose: Iterable[Prose] = ()) -> Portal:
    """Return the portal that `checked` and the texts `prose` make.

    DataError when the data have errors; SettingsError for a language that the programme does not have.
    """
    if checked.errors:
        raise DataError(
            f"The data have problems that stop a build ({number_of(checked.errors):,}); nothing was written."
        )
    known = checked.data["programme"]["languages"].explode().to_list()
    if strange := [code for code in settings.languages if code not in known]:
        choice = f"choose from {', '.join(known)}, or add it to the programme."
        raise SettingsError(f"The portal has no language {', '.join(strange)}: {choice}")
    facts = facts_of(checked.data, checked.as_of)
    warnings = public_warnings(checked.data, warnings_of(checked.problems), checked.as_of)
    handbook = settings.handbook if settings.handbook and settings.handbook.is_file() else None
    return Portal(facts, settings, warnings, tuple(prose), handbook=handbook)


def write_site(portal: Portal, site: Path) -> None:
    """Write every page, attachment and download of the portal into the folder `site`."""
    with profiles_written(portal, site) as workers:
        files, left_out = _downloads(portal, site)
        editions = write_editions(portal, site, files, _publisher(portal))
        write_pages(replace(portal, downloads=files, left_out=left_out, editions=editions), site, workers)


def check_links(portal: Portal, site: Path) -> None:
    """Raise a DataError that names every internal link, and every fragment, that leads nowhere in the folder `site`."""
    broken = broken_links(site, address=portal.settings.address, jobs=jobs_of(portal.settings))
    if broken:
        shown = "".join(f"\n  {harmless(line)}" for line in _by_target(broken))
        raise DataError(
            f"Links that lead nowhere: {len(broken)}, so nothing was published. Correct those that stand in a text of "
            f"{portal.settings.content} or in the table addresses; any other is a defect of the program or theme, "
            f"please report it:{shown}"
        )


def check_addresses(portal: Portal, site: Path) -> None:
    """Raise a DataError that names published addresses which the folder `site` lacks, or that are in use though gone.

    The published addresses stand in `urls.lock`, those that moved or are gone in the table `addresses`.
    """
    lock = portal.settings.data.parent / LOCK
    moved = [row["address"] for row in rows_of(portal)]
    lost = list(lost_in(site, lock, moved))
    if lost:
        shown = "".join(f"\n  {harmless(line)}" for line in lost[:_SHOWN])
        more = f"\n  and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        raise DataError(
            f"Published addresses that would lead nowhere: {len(lost)}, so nothing was published. Add each to the "
            f"table addresses, with its new address (moved_to) or none, and the reason:{shown}{more}"
        )
    if taken := list(taken_in(site, moved)):
        raise DataError(f"The table addresses says that {', '.join(taken)} is not in use, and it is: take out the row.")


_SHOWN = 100
"""Lost addresses that the message names; the others are counted."""


def _by_target(broken: Sequence[BrokenLink]) -> Iterator[str]:
    """Yield a line for each address that leads nowhere, with the first page that has it and how many more do."""
    pages: dict[tuple[str, str], list[str]] = {}
    for link in broken:
        pages.setdefault((link.target, link.why), []).append(link.page)
    for (target, why), found in pages.items():
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield f"{found[0]}{more}: {target} ({why})"


def _downloads(portal: Portal, site: Path) -> Written:
    names = [table for package in portal.data.packages.values() for table in package.tables]
    public = {name: portal.facts.published(name) for name in names}
    return write_downloads(portal.data, site, published=public, publisher=_publisher(portal))


def _publisher(portal: Portal) -> Publisher:
    words = portal.words(portal.languages[0])
    notice = words.pick(portal.programme.get("notice")) if portal.programme["demonstration"] else ""
    name, versions = words.pick(portal.programme["name"]), "releases" in portal.data
    return Publisher(name, notice, portal.settings.address, versions=versions)


def _epoch() -> date | None:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not _SECONDS.fullmatch(given):
        raise SettingsError(f"SOURCE_DATE_EPOCH must be a number of seconds, not {given[:40]!r}.")
    return datetime.fromtimestamp(int(given), UTC).date()
