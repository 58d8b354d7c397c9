"""Owns what a reader can follow: the name and address of each feed.

Does not own what is in them (`generator.feeds`) or the page that explains them (`generator.pages.follow`).
"""

from __future__ import annotations

from generator.pages.navigation import has_page
from generator.pages.portal import Portal
from generator.pages.view import Feed
from generator.text.words import Words

MOST = 100
"""Entries of a feed that is not about one factory: the newest ones."""


def feed_of_changes(words: Words) -> Feed:
    """Return the feed of everything that happened."""
    return Feed(words.say("All changes"), "feeds/changes.xml")


def feed_of_corrections(words: Words) -> Feed:
    """Return the feed of corrections."""
    return Feed(words.say("Corrections of published values"), "feeds/corrections.xml")


def feeds_of_courses(portal: Portal, words: Words) -> tuple[Feed, ...]:
    """Return the feed of sessions of courses as they are announced; none where the data do not say when they were."""
    if not (has_page(portal, "courses/") and has_page(portal, "sessions/")):
        return ()
    known = "announced_on" in portal.data["sessions"].columns
    return (Feed(words.say("New course sessions"), "feeds/courses.xml"),) if known else ()


def feed_of_country(words: Words, country: str) -> Feed:
    """Return the feed of the factories of a country (ISO 3166-1 alpha-2)."""
    title = words.say("Changes in factories of {country}", country=words.country(country))
    return Feed(title, f"feeds/countries/{country.lower()}.xml")


def feed_of_point(words: Words, point: str, name: str) -> Feed:
    """Return the feed of a compliance point, called `name`."""
    return Feed(words.say("Findings on {point}", point=name), f"feeds/points/{point}.xml")


def feed_of_factory(words: Words, factory: str, name: str) -> Feed:
    """Return the feed of a factory, called `name`."""
    return Feed(words.say("Changes at {factory}", factory=name), f"feeds/factories/{factory.lower()}.xml")


def general_feeds(portal: Portal, words: Words) -> tuple[Feed, ...]:
    """Return the feeds that are about no one country, point or factory."""
    return (feed_of_changes(words), feed_of_corrections(words), *feeds_of_courses(portal, words))
