"""Owns what changed as a file: releases of the packages, with what became of them, and corrections of published values.

Does not own the files of a release (`generator.editions`), nor how its counts of rows are read (`pages.edition`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.api.envelope import PAGES, absolute, file_of, pages_of
from generator.api.vocabulary import Schema, count, day, listed, nullable, record, rows_of, text, word
from generator.pages.edition import rows_changed
from generator.pages.portal import Edition, Portal, Served
from generator.pages.view import Attachment

_RELEASE = ("package", "version", "released_on", "summary")
_CORRECTION = ("corrected_on", "table", "key", "field", "old", "new", "reason", "factory")
_OF_RELEASE: Mapping[str, Schema] = {
    "rows": listed(
        record(
            table=text("Table."),
            added=count("Rows that are new."),
            changed=count("Rows that are otherwise."),
            withdrawn=count("Rows that are gone."),
        ),
        "Public rows that changed since the version before, by table; empty where they were not counted.",
    ),
    "earlier_kept": nullable(text("Why what it no longer has may stay in earlier versions; null where nothing does.")),
    "served": word(
        [each.value for each in Served],
        "Which files stand at its address: those of the release (`tagged`), the newest ones while nothing marks it in "
        "the history (`newest`), none because they were withdrawn (`withdrawn`), or none because this site was built "
        "without them (`not-here`).",
    ),
    "withdrawn_on": nullable(day("Day on which its files were withdrawn; null while they are served.")),
    "withdrawal_reason": nullable(text("Why its files were withdrawn.")),
    "pages": PAGES,
    "files": listed(
        record(
            address=text("Address.", format="uri"),
            table=nullable(text("Table; null for the descriptor and the archive of the whole package.")),
            rows=count("Rows."),
            bytes=count("Size."),
            sha256=text("Checksum.", pattern="^[0-9a-f]{64}$"),
        ),
        "Its files, where there are any: they stay as they are while `served` is `tagged`.",
    ),
}


def schemas(portal: Portal) -> Mapping[str, Mapping[str, Schema]]:
    """Return the schema of the file."""
    factory = nullable(text("Factory that it is about; null where it is about none."))
    releases = "Versions of each package, newest first."
    schema = {
        "releases": rows_of(portal.data, "releases", releases, *_RELEASE, **_OF_RELEASE),
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
    corrections = portal.facts.corrections.select(_CORRECTION).to_dicts() if "corrections" in portal.data else None
    yield file_of(portal, "changes", {"releases": _releases(portal), "corrections": corrections})


def _releases(portal: Portal) -> list[Mapping[str, Any]] | None:
    if "releases" not in portal.data:
        return None
    rows = portal.facts.published("releases")
    ordered = rows.sort("released_on", "package", "version", descending=[True, False, True])
    return [_release(portal, row) for row in ordered.iter_rows(named=True)]


def _release(portal: Portal, row: Mapping[str, Any]) -> Mapping[str, Any]:
    edition = portal.editions.of(row["package"], row["version"])
    edition = edition or Edition(row["package"], row["version"], Served.NOT_HERE)
    return {
        **{name: row[name] for name in _RELEASE},
        "rows": rows_changed(row),
        "earlier_kept": row.get("earlier_kept"),
        "served": edition.served,
        "withdrawn_on": row["withdrawn_on"],
        "withdrawal_reason": row["withdrawal_reason"],
        "pages": pages_of(portal, edition.address),
        "files": [
            {
                "address": absolute(portal, file.address),
                "table": file.table or None,
                "rows": file.rows,
                "bytes": file.size_bytes,
                "sha256": file.sha256,
            }
            for file in edition.files
        ],
    }
