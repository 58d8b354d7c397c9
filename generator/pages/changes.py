"""Owns the page of changes: releases of the data, corrections of published values, and mass changes that were meant.

Does not own how a release (`edition`), an acknowledgement (`acknowledgements`) or an address (`moved`) is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

import polars as pl

from generator.pages.acknowledgements import acknowledged
from generator.pages.cells import correction_of, named_factories
from generator.pages.edition import release_of
from generator.pages.moved import listed
from generator.pages.navigation import has_page
from generator.pages.portal import Portal
from generator.pages.subscriptions import feed_of_changes, feed_of_corrections
from generator.pages.view import Crumb, View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    yield View(
        template="changes",
        address="changes/",
        title=words.say("Changes and corrections"),
        description=words.say(
            "Every release of the data with what changed in it, and every correction of a published value with the "
            "date, the old value, the new value and the reason."
        ),
        section="downloads",
        crumbs=(Crumb(words.say("Data"), "downloads/"),),
        values={
            "releases": _releases(portal, words),
            "whole": portal.editions.whole,
            "corrections": _corrections(portal, words),
            "before_releases": _before_releases(portal),
            "acknowledgements": acknowledged(portal, words),
            "addresses": listed(portal, words),
            "policy": has_page(portal, "corrections-policy/"),
        },
        invented=True,
        feeds=(feed_of_changes(words), feed_of_corrections(words)),
    )


def _releases(portal: Portal, words: Words) -> list[Mapping[str, object]]:
    """Return the releases by day, newest first."""
    rows = portal.facts.published("releases")
    if rows.is_empty():
        return []
    ordered = rows.sort("released_on", "package", descending=[True, False], maintain_order=True).to_dicts()
    return [
        {"day": day, "packages": [release_of(portal, words, row) for row in released]}
        for day, released in groupby(ordered, key=lambda row: row["released_on"])
    ]


def _before_releases(portal: Portal) -> bool:
    """Whether a correction is older than the first release of the package in which its table lies."""
    releases, corrections = (portal.facts.published(each) for each in ("releases", "corrections"))
    if releases.is_empty() or corrections.is_empty():
        return False
    first = dict(releases.group_by("package").agg(pl.col("released_on").min()).iter_rows())
    packages = {table: first.get(name) for name, package in portal.data.packages.items() for table in package.tables}
    days = corrections.select("table", "corrected_on").iter_rows()
    return any(packages.get(table) is not None and on < packages[table] for table, on in days)


def _corrections(portal: Portal, words: Words) -> list[Mapping[str, object]]:
    """Return the corrections, newest first; the first of a day bears the anchor of the day."""
    rows = portal.facts.corrections
    named = named_factories(portal, rows["factory"].drop_nulls().unique().to_list())
    days: set[object] = set()
    shown: list[Mapping[str, object]] = []
    for row in rows.to_dicts():
        day, factory = row["corrected_on"], named.get(row["factory"])
        anchor = "" if day in days else f"corrections-{day}"
        days.add(day)
        shown.append({**correction_of(portal, words, row)._asdict(), "anchor": anchor, "factory": factory})
    return shown
