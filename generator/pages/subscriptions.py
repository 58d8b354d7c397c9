"""Owns what a reader can subscribe to: the name and address of each feed and each calendar.

Does not own what is in them (`generator.feeds`, `generator.calendars`) or the page on feeds (`generator.pages.follow`).
"""

from __future__ import annotations

from typing import NamedTuple

from generator.pages.frame import path_of
from generator.pages.navigation import has_page
from generator.pages.portal import Portal
from generator.pages.view import Feed
from generator.text.words import Text, Words

MOST = 100
"""Entries of a feed that is not about one factory: the newest ones."""


class Calendar(NamedTuple):
    """A calendar of course sessions: its title, and its address from the root of the language."""

    title: Text
    address: str


class Subscription(NamedTuple):
    """A calendar as a page offers it: also its whole address, and the one that opens a calendar program (`webcal:`)."""

    title: Text
    address: str
    whole: str
    webcal: str


def feed_of_changes(words: Words) -> Feed:
    """Return the feed of everything that happened."""
    return Feed(words.say("All changes"), "feeds/changes.xml")


def feed_of_corrections(words: Words) -> Feed:
    """Return the feed of corrections."""
    return Feed(words.say("Corrections of published values"), "feeds/corrections.xml")


def feeds_of_courses(portal: Portal, words: Words) -> tuple[Feed, ...]:
    """Return the feed of sessions of courses as they are announced; none where the data do not say when they were."""
    if not has_page(portal, "sessions/"):
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


def calendar_of_sessions(words: Words) -> Calendar:
    """Return the calendar of all sessions."""
    return Calendar(words.say("All course sessions"), "calendars/courses.ics")


def calendar_of_country(words: Words, country: str) -> Calendar:
    """Return the calendar of the sessions in a country (ISO 3166-1 alpha-2)."""
    title = words.say("Course sessions: {name}", name=words.country(country))
    return Calendar(title, f"calendars/countries/{country.lower()}.ics")


def calendar_of_course(words: Words, course: str, title: Text) -> Calendar:
    """Return the calendar of the sessions of a course, called `title`."""
    return Calendar(words.say("Course sessions: {name}", name=title), f"calendars/courses/{course}.ics")


def calendar_of_session(words: Words, session: str) -> Calendar:
    """Return the calendar that holds one session only."""
    return Calendar(words.say("This session"), f"calendars/sessions/{session}.ics")


def general_calendars(portal: Portal, words: Words) -> list[Calendar]:
    """Return the calendars of all sessions and of each country that has one, by name; none where there are none."""
    if not has_page(portal, "sessions/"):
        return []
    held = set(portal.data["sessions"]["country"]) & set(portal.facts.published("countries")["country"])
    return [
        calendar_of_sessions(words),
        *(calendar_of_country(words, each) for each in sorted(held, key=words.country)),
    ]


def subscription_of(portal: Portal, words: Words, calendar: Calendar) -> Subscription:
    """Return how a page offers a calendar."""
    whole = f"{portal.settings.address}/{path_of(portal, words.language, calendar.address)}"
    return Subscription(calendar.title, calendar.address, whole, f"webcal:{whole.partition(':')[2]}")
