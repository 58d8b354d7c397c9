"""Owns what the page holds for the search: filters in words, orders of the result, and every text of the script.

Does not own values and counts (`filters`) or the script (`theme/static/js/finder`), which has no words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.maps.sheet import WIDTH
from generator.pages.finder.filters import Filter, filters_of, why_unknown
from generator.pages.labels import N_
from generator.pages.places import sheet_of_all
from generator.pages.portal import Portal
from generator.text.words import Text, Words

FEWEST = 2
"""Factories from which on there is something to search."""

_ORDERS = {
    "best": N_("Best match"),
    "name": N_("Name"),
    "newest": N_("Last assessed, newest first"),
    "oldest": N_("Last assessed, oldest first"),
    "place": N_("Country and place"),
}

_TEXTS = {
    "failed": N_("The search could not be loaded. The lists on this page lead to the same factories."),
    "none": N_("No factory matches. Write less of the name, or take a filter away."),
    "similar": N_("No name is written like this. Shown are names that are written much like it."),
    "some": N_("No name has all of these words. Shown are names that have some of them, or words much like them."),
    "strange": N_("This search does not know what the address asks for, and leaves it out: {what}."),
    "formerly": N_("Formerly {names}"),
    "chosen": N_("{number} chosen"),
    "page": N_("Page {page}"),
    "pages": N_("Page {page} of {pages}"),
    "map": N_("Map of the factories found"),
    "here": N_("Factories here: {number}"),
    "more": N_("And more: {number}"),
    "unplaced": N_("Not on the map, because no coordinates are known: {part} of {whole}"),
}
"""Texts of the script; names in braces are filled in there."""


class Form(NamedTuple):
    """The search: filters that are offered, orders by key, and what the script needs to know."""

    filters: tuple[Filter, ...]
    orders: Mapping[str, Text]
    script: Mapping[str, object]

    @property
    def has_map(self) -> bool:
        """Whether the result can be shown on a map."""
        return self.script["map"] is not None


def is_searched(portal: Portal) -> bool:
    """Whether the portal has enough factories to search among."""
    return portal.facts.factories.height >= FEWEST


def form_of(portal: Portal, words: Words) -> Form | None:
    """Return the search of a portal in the language of `words`; None where there are too few factories for one."""
    if not is_searched(portal):
        return None
    number = portal.facts.factories.height
    filters = filters_of(portal, words)
    found = words.count("{part} of {n} factory", "{part} of {n} factories", number, part="{part}")
    countries = portal.rows("countries").values()
    return Form(
        tuple(each for each in filters if each.tells_apart(number)),
        {key: words.say(text) for key, text in _ORDERS.items()},
        {
            "locale": str(words.locale).replace("_", "-"),
            "texts": {"found": found, **{key: words.say(text) for key, text in _TEXTS.items()}},
            "unknown": why_unknown(words),
            "labels": {each.name: each.labels for each in filters if not each.tells_apart(number)},
            "map": _frame(portal),
            "languages": {row["country"]: row["local_language"] for row in countries if row["local_language"]},
        },
    )


def _frame(portal: Portal) -> Mapping[str, float] | None:
    """Return what the script needs to put a place on the map of the page; None where there is no map."""
    sheet = sheet_of_all(portal.facts)
    if sheet is None:
        return None
    frame = {"west": sheet.west, "north": sheet.north, "across": sheet.across, "down": sheet.down}
    return {name: round(value, 6) for name, value in frame.items()} | {"width": WIDTH, "height": sheet.height}
