"""Owns what changed as a file: releases of the packages, and corrections of published values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.api.envelope import file_of
from generator.api.vocabulary import Schema, nullable, rows_of, text
from generator.pages.portal import Portal
from generator.pages.view import Attachment

_RELEASE = ("package", "version", "released_on", "summary")
_CORRECTION = ("corrected_on", "table", "key", "field", "old", "new", "reason", "factory")


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file."""
    factory = nullable(text("Factory that it is about; null where it is about none."))
    schema = {
        "releases": rows_of(portal.data, "releases", "Versions of each package, newest first.", *_RELEASE),
        "corrections": rows_of(
            portal.data,
            "corrections",
            "Published values that were changed, newest first.",
            *_CORRECTION[:-1],
            **({"factory": factory} if "corrections" in portal.data else {}),
        ),
    }
    return {"changes": schema}


def files(portal: Portal) -> Iterator[Attachment]:
    """Return the file."""
    releases = portal.facts.published("releases").select(_RELEASE) if "releases" in portal.data else None
    if releases is not None:
        releases = releases.sort("released_on", "package", "version", descending=[True, False, True])
    corrections = portal.facts.corrections.select(_CORRECTION) if "corrections" in portal.data else None
    lists = {"releases": releases, "corrections": corrections}
    yield file_of(portal, "changes", {name: None if rows is None else rows.to_dicts() for name, rows in lists.items()})
