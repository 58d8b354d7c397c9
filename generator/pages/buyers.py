"""Owns the page of buyers: who takes part, who stopped auditing on their own, and from how many factories they buy.

Does not own the buyers of a factory (`generator.pages.profile.particulars`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.facts import Facts
from generator.pages.portal import Portal
from generator.pages.view import View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page of buyers; none where the table is absent or empty: no link would lead there."""
    if "buyers" not in portal.data or portal.data["buyers"].is_empty():
        return
    sourced = factories_by_buyer(portal)
    buyers = [
        {**row, "factories": sourced.get(row["buyer"], 0), "left": _over(portal, row["left_on"])}
        for row in portal.facts.published("buyers").sort(pl.col("name").str.to_lowercase(), "buyer").to_dicts()
    ]
    present = [row for row in buyers if not row["left"]]
    yield View(
        template="buyers",
        address="buyers/",
        title=words.say("Buyers"),
        description=words.count(
            "{n} buyer that takes part or took part, since when, and whether it stopped its own audits.",
            "{n} buyers that take part or took part, since when, and which of them stopped their own audits.",
            len(buyers),
        ),
        section="buyers",
        values={
            "buyers": buyers,
            "present": len(present),
            "stopped": sum(_over(portal, row["stopped_own_audits_on"]) for row in buyers),
            "stopped_present": sum(_over(portal, row["stopped_own_audits_on"]) for row in present),
            "has_sourcing": "sourcing" in portal.data,
            "factories": portal.facts.factories.height,
        },
        invented=True,
    )


def factories_by_buyer(portal: Portal) -> dict[str, int]:
    """Return from how many factories each buyer sources on the day of the build; who buys from none is left out."""
    if "sourcing" not in portal.data:
        return {}
    counts = sourcing_now(portal.facts).group_by("buyer").agg(pl.col("factory").n_unique())
    return dict(counts.iter_rows())


def sourcing_now(facts: Facts) -> pl.DataFrame:
    """Return the public rows of the table of sourcing that hold on the day of the build."""
    return facts.published("sourcing").filter(pl.col("until").is_null() | (pl.col("until") >= facts.as_of))


def _over(portal: Portal, day: object) -> bool:
    return day is not None and day <= portal.as_of  # type: ignore[operator]
