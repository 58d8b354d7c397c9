"""Owns the page that says what a feed is, and lists those of the portal.

Does not own how they are called (`subscriptions`) or what is in them (`generator.feeds`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.country import countries_of
from generator.pages.navigation import has_page
from generator.pages.portal import Portal
from generator.pages.subscriptions import (
    MOST,
    feed_of_country,
    feed_of_point,
    general_calendars,
    general_feeds,
    subscription_of,
)
from generator.pages.view import Feed, View
from generator.text.words import Text, Words


def views(portal: Portal, words: Words) -> Iterator[View]:
    """Return the page."""
    general = general_feeds(portal, words)
    yield View(
        template="follow",
        address="follow/",
        title=words.say("Follow changes"),
        description=words.say(
            "Feeds tell you when something new is published: all changes, those of a country, a compliance point or a "
            "factory, corrections, and courses."
        ),
        section="follow",
        values={
            "general": general,
            "most": MOST,
            "countries": [
                (words.country(row["country"]), feed_of_country(words, row["country"]))
                for row in countries_of(portal, words)
            ],
            "clusters": list(_clusters(portal, words)),
            "calendars": [subscription_of(portal, words, each) for each in general_calendars(portal, words)],
            "factories": has_page(portal, "factories/"),
        },
        feeds=general,
    )


def _clusters(portal: Portal, words: Words) -> Iterator[tuple[Text, list[tuple[Text, Feed]]]]:
    """Yield the name of each cluster with its points and their feeds, in the order of the tool."""
    for row, points in portal.tool:
        names = {point["point"]: portal.name_of(words, "compliance_points", point["point"]) for point in points}
        feeds = [(name, feed_of_point(words, point, name)) for point, name in names.items()]
        if feeds:
            yield portal.name_of(words, "clusters", row["cluster"]), feeds
