"""Owns the page of a released version of a data package, and how a release is told wherever it is: in words and rows.

Does not own the files of the version (`generator.editions` writes them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.pages.cells import table_title
from generator.pages.portal import Edition, Portal, Served
from generator.pages.view import Crumb, View
from generator.text.words import Text, Words

_CHANGE = re.compile(r"(?P<table>\S+) \+(?P<added>[0-9]+) ~(?P<changed>[0-9]+) -(?P<withdrawn>[0-9]+)")
"""As `seamline release` counts the rows of a table."""


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return a page for each released version."""
    for row in portal.facts.published("releases").to_dicts():
        edition = portal.editions.of(row["package"], row["version"])
        if edition is not None:
            yield _view(portal, words, row, edition)


def _view(portal: Portal, words: Words, row: Mapping[str, Any], edition: Edition) -> View:
    title = package_title(portal, words, edition.package)
    named = {"package": title, "version": edition.version}
    return View(
        template="edition",
        address=edition.address,
        title=words.say("{package}, version {version}", **named),
        description=words.say(
            "What changed with version {version} of the data package {package}, its files and their checksums.", **named
        ),
        section="downloads",
        crumbs=(
            Crumb(words.say("Data"), "downloads/"),
            Crumb(words.say("Changes and corrections"), "changes/"),
        ),
        values={
            "release": release_of(portal, words, row),
            "at_hand": edition.package in portal.data.packages,
            "files": [(each.address.removeprefix(edition.address), each) for each in edition.files],
            "base": portal.settings.address,
            "publisher": words.pick(portal.programme["name"]),
            "year": str(row["released_on"].year),
            "authors": authors_of(portal, edition.package),
            "package_title": title,
        },
        invented=True,
    )


def release_of(portal: Portal, words: Words, row: Mapping[str, Any]) -> Mapping[str, object]:
    """Return a row of `releases` in words; `address` leads to the page of the version, where there is one."""
    edition = portal.editions.of(row["package"], row["version"])
    return {
        "package": row["package"],
        "title": package_title(portal, words, row["package"]),
        "anchor": f"{row['package']}-{row['version']}",
        "version": row["version"],
        "day": row["released_on"],
        "summary": portal.text_of(words, "releases", row, "summary"),
        "changes": [{**each, "table": table_title(portal, words, each["table"])} for each in rows_changed(row)],
        "corrections": _corrected(portal, row),
        "address": edition.address if edition else "",
        "served": edition.served if edition else Served.NOT_HERE,
        "whole": portal.editions.whole,
        "earlier_kept": portal.text_of(words, "releases", row, "earlier_kept"),
        "withdrawn_on": row["withdrawn_on"],
        "withdrawal_reason": portal.text_of(words, "releases", row, "withdrawal_reason"),
    }


def rows_changed(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a row of `releases` says of tables: `table`, and how many rows `added`, `changed`, `withdrawn`."""
    found = (_CHANGE.fullmatch(each) for each in row["changes"] or ())
    counts = ("added", "changed", "withdrawn")
    return [{"table": each["table"], **{name: int(each[name]) for name in counts}} for each in found if each]


def package_title(portal: Portal, words: Words, name: str) -> Text:
    """Return what a package is called; descriptors are written in the default language."""
    package = portal.data.packages.get(name)
    return words.foreign(str(package.descriptor.get("title", name)) if package else name, words.fallback)


def authors_of(portal: Portal, name: str) -> str:
    """Return who made a package, as citations have it."""
    package = portal.data.packages.get(name)
    people = package.descriptor.get("contributors", ()) if package else ()
    return "; ".join(str(each["title"]) for each in people if each.get("title"))


def _corrected(portal: Portal, row: Mapping[str, Any]) -> int:
    """Return how many values of the package were corrected on the day of the release."""
    package = portal.data.packages.get(row["package"])
    if package is None or "corrections" not in portal.data:
        return 0
    tables = list(package.tables)
    rows = portal.facts.published("corrections")
    return int(((rows["corrected_on"] == row["released_on"]) & rows["table"].is_in(tables)).sum())
