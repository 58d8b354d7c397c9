"""Owns the proof that a tag holds what was released under its name, by what the table `releases` says of the version.

Does not own the tags (`generator.history`). A tag is easily moved; the table is reviewed and published.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from generator.errors import SurroundingsError
from generator.history import Tag
from generator.model import Dataset
from generator.packages.digest import digest_of


def refuse_moved(tag: Tag, there: Dataset, here: Dataset) -> None:
    """Raise SurroundingsError when the data at a tag (`there`) are not what `here` says was released under its name."""
    found, digest = there.packages.get(tag.package), _said(here, tag, "digest")
    if found is None or found.version != tag.version or (digest and digest != digest_of(found, there.root)):
        raise SurroundingsError(
            f"{tag.name} does not hold what was released as {tag.version} of {tag.package}: the tag was moved. Put it "
            "back on the commit of the release, or withdraw the version in the table releases."
        )


def released_on(data: Dataset, tag: Tag) -> date | None:
    """Return the day on which the version of a tag was released, as `data` say; None where they do not."""
    day = _said(data, tag, "released_on")
    return day if isinstance(day, date) else None


def _said(data: Dataset, tag: Tag, field: str) -> object:
    if "releases" not in data or field not in data["releases"].columns:
        return None
    rows = data["releases"].filter(pl.col("package") == tag.package, pl.col("version") == tag.version)
    return rows[field].item(0) if rows.height else None
