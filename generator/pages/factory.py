"""Owns the profile of a factory."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.portal import Portal
from generator.pages.view import Crumb, View
from generator.text.words import Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the profile of each factory, by key."""
    for row in portal.data["factories"].sort("factory").iter_rows(named=True):
        yield View(
            template="factory",
            address=f"factories/{row['factory'].lower()}/",
            title=row["name"],
            description=row["name"],
            section="factories",
            crumbs=(Crumb(words.say("Factories"), "factories/"),),
            values={"factory": row},
            invented=True,
        )
