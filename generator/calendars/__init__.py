"""Calendars of course sessions in iCalendar (RFC 5545): all, of a country, of a course, and of one session.

This file owns which calendars are made. Where they are offered is said in `generator.pages.subscriptions`, on which
days a session is held in `generator.pages.session_days`. A calendar holds past sessions too, so that it never vanishes
from where it was subscribed to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.calendars.icalendar_file import Event, calendar_of
from generator.calendars.sessions import Diary
from generator.pages.country import countries_of
from generator.pages.courses import sessions_of
from generator.pages.frame import path_of
from generator.pages.portal import Portal
from generator.pages.subscriptions import (
    Calendar,
    calendar_of_country,
    calendar_of_course,
    calendar_of_session,
    calendar_of_sessions,
    subscription_of,
)
from generator.pages.view import Attachment
from generator.text.words import Words

Row = Mapping[str, Any]


def files(portal: Portal) -> Iterator[Attachment]:
    """Return every calendar, in every language of the portal; there is none without a session."""
    sessions = sessions_of(portal)
    for language in portal.languages if sessions else ():
        yield from _in_language(portal, portal.words(language), sessions)


def _in_language(portal: Portal, words: Words, sessions: Sequence[Row]) -> Iterator[Attachment]:
    diary = Diary(portal, words)
    events = {row["session"]: list(diary.events(row)) for row in sessions}
    for calendar, own in _chosen(portal, words, sessions):
        yield _made(portal, words, calendar, [event for row in own for event in events[row["session"]]])


def _chosen(portal: Portal, words: Words, sessions: Sequence[Row]) -> Iterator[tuple[Calendar, Sequence[Row]]]:
    """Yield each calendar that has a session, with its sessions."""
    yield calendar_of_sessions(words), sessions
    for country in (row["country"] for row in countries_of(portal, words)):
        if own := [row for row in sessions if row["country"] == country]:
            yield calendar_of_country(words, country), own
    for course, row in portal.rows("courses").items():
        if own := [row for row in sessions if row["course"] == course]:
            yield calendar_of_course(words, course, words.pick(row["title"])), own
    for row in sessions:
        yield calendar_of_session(words, row["session"]), [row]


def _made(portal: Portal, words: Words, calendar: Calendar, events: Sequence[Event]) -> Attachment:
    programme = portal.programme
    site = words.pick(programme["short_name"])
    title = words.say("{page} - {site}", page=calendar.title, site=site)
    notice = words.pick(programme.get("notice")) if programme["demonstration"] else ""
    whole = subscription_of(portal, words, calendar).whole
    return Attachment(path_of(portal, words.language, calendar.address), calendar_of(title, notice, whole, events))
